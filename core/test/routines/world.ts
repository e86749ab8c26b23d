/**
 * Little worlds for the tests of routines: tokens, processes, threads and objects by numbers, and straight
 * calls.
 *
 * The tests go through the same door as everybody: an image, the module's exports, the journal and the state.
 * What a routine is asked is written out as a record, so that no compiler stands between a test and the
 * routine.
 */
import { readFileSync } from "node:fs";
import { decisions } from "../../tables/decisions.ts";
import { wellKnownSidSlots } from "../../tables/image.ts";
import { controlOperations, operations, type RoutineName } from "../../tables/operations.ts";
import { statuses } from "../../tables/statuses.ts";
import { switches, switchesOf, type SwitchName, type SwitchSettings } from "../../tables/versions.ts";
import { encodeImage } from "../../../grammar/image/encodeImage.ts";
import type { ImageAccessList, ImageOperand, ImageRecord, ProgramImage, StateRow } from "../../../grammar/image/programImage.ts";
import { Machine } from "../../../runner/machine/machine.ts";
import type { StateView } from "../../../runner/machine/stateView.ts";

const module = new WebAssembly.Module(readFileSync(new URL("../../../build/core.wasm", import.meta.url)));

/** SIDs of all test worlds; the number is the place. */
export const sids = [
  "Everyone", "Users", "alice", "bob", "LocalSystem", "Administrators", "RestrictedCode", "AnonymousLogon",
  "OwnerRights", "High",
] as const;
export type Sid = (typeof sids)[number];
export const sid = (name: Sid): number => sids.indexOf(name);
export const maskOf = (...names: Sid[]): bigint =>
  names.reduce((mask, name) => mask | (1n << BigInt(sid(name))), 0n);
export const privilegeMask = (...luids: number[]): bigint =>
  luids.reduce((mask, luid) => mask | (1n << BigInt(luid)), 0n);

export const SE_SECURITY = 8, SE_TAKE_OWNERSHIP = 9, SE_SHUTDOWN = 19, SE_CHANGE_NOTIFY = 23;
export const SE_IMPERSONATE = 29, SE_RELABEL = 32;
export const PRIMARY = 1, IMPERSONATION = 2;

/** A token; what is left out is that of an ordinary user at Medium. */
export interface TokenSpec {
  user?: Sid; type?: number; level?: number; session?: number; origin?: number; integrity?: number;
  elevation?: number; package?: number; policy?: number;
  owner?: Sid; groups?: Sid[]; enabled?: Sid[]; denyOnly?: Sid[]; restricting?: Sid[];
  writeRestricted?: boolean; userDenyOnly?: boolean;
  flags?: number; privileges?: number[]; privilegesEnabled?: number[]; descriptor?: number;
  defaultList?: number;
}

export type Entry = readonly ["allow" | "deny", Sid, number] | readonly ["allow" | "deny", Sid, number, "inheritOnly"];
export interface ListSpec {
  entries?: readonly Entry[];
  present?: boolean;
  label?: { integrity: number; policy: number };
}

/**
 * A call as a test writes it: operands in the order of the table, result and fault on demand. Marks of a flat
 * program stand in between.
 */
export interface Call {
  routine: RoutineName | MarkName;
  actor: number;
  operands: (ImageOperand | number)[];
  result?: number;
  fault?: number;
}
type MarkName = "Enter" | "Leave" | "EnterWorkItem";

export interface Step {
  readonly status: string;
  readonly value: number;
  readonly outs: (number | undefined)[];
  /** `NAME` or `not NAME`, in the order in which they were taken. */
  readonly decisions: string[];
  readonly state: StateView;
}

export const entity = (index: number): ImageOperand => ({ form: "Entity", index });
export const variable = (index: number): ImageOperand => ({ form: "Variable", index });
export const literal = (index: number): ImageOperand => ({ form: "Literal", index });
export const current: ImageOperand = { form: "Current", index: 0 };
export const none: ImageOperand = { form: "None", index: 0 };

export class World {
  private readonly tokens: StateRow[] = [{}];
  private readonly references: number[] = [0];
  private readonly processes: StateRow[] = [{}];
  private readonly threads: Record<string, number>[] = [{}];
  private readonly objects: StateRow[] = [{}];
  private readonly variables: StateRow[] = [];
  private readonly lists: ImageAccessList[] = [];
  private readonly constants: number[] = [];
  private readonly privilegeLists: { luid: number; attributes: number }[][] = [[]];
  private readonly sidLists: { sid: number; attributes: number }[][] = [[]];
  private readonly handles: Record<string, number>[] = [];
  private readonly calls: Call[] = [];
  readonly settings: SwitchSettings;

  constructor(version = "xp-sp2", overrides: Partial<Record<SwitchName, string>> = {}) {
    this.settings = { ...switchesOf(version), ...overrides };
    this.list({ entries: [["allow", "alice", 0x10000000], ["allow", "LocalSystem", 0x10000000]] });
    this.list({ entries: [["allow", "bob", 0x10000000], ["allow", "LocalSystem", 0x10000000]] });
    this.list({ entries: [["allow", "LocalSystem", 0x10000000]] });
  }

  list(spec: ListSpec): number {
    return this.lists.push({
      present: spec.present ?? true, group: 0xff, ...(spec.label ? { label: spec.label } : {}),
      entries: (spec.entries ?? []).map(
        ([kind, name, mask, inheritOnly]) => ({
          deny: kind === "deny", sid: sid(name), mask, inheritOnly: inheritOnly !== undefined,
        }),
      ),
    }) - 1;
  }

  /** A descriptor of kind List. */
  descriptor(owner: Sid, spec: ListSpec): number {
    return (1 | (sid(owner) << 8) | (this.list(spec) << 16)) >>> 0;
  }

  token(spec: TokenSpec = {}): number {
    const user = spec.user ?? "alice";
    const groups = spec.groups ?? ["Everyone", "Users"];
    const defaultList = spec.defaultList ?? (user === "alice" ? 0 : user === "bob" ? 1 : 2);
    const number = this.tokens.length;
    this.references.push(0);
    this.tokens.push({
      type: spec.type ?? PRIMARY, level: spec.level ?? 0, user: sid(user), owner: sid(spec.owner ?? user),
      primaryGroup: sid("Users"), policy: spec.policy ?? 1,
      integrity: spec.integrity ?? (this.settings.integrityCheck === "on" ? 0x2000 : 0xffff),
      userDenyOnly: spec.userDenyOnly ? 1 : 0,
      restricted: spec.restricting ? 1 : 0, writeRestricted: spec.writeRestricted ? 1 : 0,
      elevation: spec.elevation ?? 1, session: spec.session ?? 1000 + sid(user),
      origin: spec.origin ?? 0, tokenId: number, shape: 0, flags: spec.flags ?? 0,
      descriptor: spec.descriptor ?? ((1 | (sid(user) << 8) | (defaultList << 16)) >>> 0),
      privilegesPresent: privilegeMask(
        ...(spec.privileges ?? [SE_CHANGE_NOTIFY, SE_SHUTDOWN]), ...(spec.privilegesEnabled ?? []),
      ),
      privilegesEnabled: privilegeMask(
        ...(spec.privilegesEnabled ?? (spec.privileges ? [] : [SE_CHANGE_NOTIFY])),
      ),
      groups: maskOf(...groups, ...(spec.denyOnly ?? [])),
      groupsEnabled: maskOf(...(spec.enabled ?? groups)), groupsDenyOnly: maskOf(...(spec.denyOnly ?? [])),
      restricting: maskOf(...(spec.restricting ?? [])), defaultAccessList: defaultList,
      package: spec.package ?? 0, groupCount: groups.length + (spec.denyOnly?.length ?? 0),
    });
    return number;
  }

  process(token: number, descriptor = 0): number {
    this.references[token]!++;
    return this.processes.push({ token, descriptor }) - 1;
  }

  thread(process: number, fields: Record<string, number> = {}): number {
    if (fields.token) this.references[fields.token]!++;
    return this.threads.push({
      process, ...(fields.token ? { active: 1, blockPresent: 1, level: 2 } : {}), ...fields,
    }) - 1;
  }

  /** A thread of a process of its own with that primary token. */
  threadOf(spec: TokenSpec = {}, fields: Record<string, number> = {}): number {
    return this.thread(this.process(this.token(spec)), fields);
  }

  object(descriptor: number, type = 3): number {
    return this.objects.push({ type, descriptor }) - 1;
  }

  /** A variable that points to a token from the start; a process without threads holds the token. */
  pointer(token: number): number {
    this.process(token);
    return this.variables.push({ kind: 3, value: token, generation: 0 }) - 1;
  }

  /** A handle that exists from the start, and the variable that names it. */
  handle(process: number, kind: "token" | "thread" | "process" | "object", object: number, access: number): number {
    if (kind === "token") this.references[object]!++;
    const kinds = { token: 1, thread: 2, process: 3, object: 4 };
    return this.variables.push({
      kind: 1, value: this.handles.push({ kind: kinds[kind], object, process, access }) - 1, generation: 0,
    }) - 1;
  }

  /** A variable that a call's result can be bound to. */
  result(): number {
    return this.variables.push({}) - 1;
  }

  access(mask: number): ImageOperand {
    return { form: "Constant", index: this.constants.push(mask >>> 0) - 1 };
  }

  changes(...list: { luid: number; attributes: number }[]): ImageOperand {
    return literal(this.privilegeLists.push(list) - 1);
  }

  /** A list of SIDs; attributes belong to all of them. */
  sidList(names: readonly Sid[], attributes = 0): ImageOperand {
    return literal(this.sidLists.push(names.map((name) => ({ sid: sid(name), attributes }))) - 1);
  }

  call(
    routine: RoutineName, actor: number, operands: (ImageOperand | number)[],
    more: { result?: number; fault?: number } = {},
  ): this {
    this.calls.push({ routine, actor, operands, ...more });
    return this;
  }

  /** A mark: entering and leaving driver code or a work item. */
  mark(name: MarkName, actor: number, operands: (ImageOperand | number)[] = []): this {
    this.calls.push({ routine: name, actor, operands });
    return this;
  }

  /** Makes the calls one after the other; what came of each. A bug check ends them. */
  run(): { steps: Step[]; last: Step; machine: Machine } {
    const machine = new Machine(module);
    machine.load(this.image());
    machine.beginFirst();
    const steps: Step[] = [];
    for (const call of this.calls) {
      machine.advance();
      const entry = machine.journalEntry(steps.length);
      steps.push({
        status: nameOfStatus(call.routine, entry.status), value: entry.value,
        outs: Array.from({ length: 8 }, (_, position) => machine.out(position)),
        decisions: machine
          .notes()
          .map((note) => (note.outcome ? "" : "not ") + decisions[note.decision]!.name),
          state: machine.viewOf(machine.copyState()),
      });
      if (machine.end().verdict !== "Running") break;
    }
    return { steps, last: steps.at(-1)!, machine };
  }

  image(): ProgramImage {
    const records: ImageRecord[] = this.calls.map((call) => ({
      operation: numberOf(call.routine), actor: call.actor, result: call.result ?? 0,
      flags: call.result === undefined ? 0 : 8,
      operands: call.operands, fault: call.fault ?? 0,
    }));
    const live = (1n << BigInt(this.tokens.length)) - 2n;
    const variableCount = Math.max(this.variables.length, 1);
    return {
      counts: {
        header: 1, lane: 2, thread: this.threads.length, process: this.processes.length,
        token: this.tokens.length + 12, baseline: 1, handle: this.handles.length + 8,
        context: 8, workItem: 4, object: this.objects.length, job: 1, pipe: 0, variable: variableCount,
      },
      initial: {
        header: [{ tokensLive: live, handlesLive: (1n << BigInt(this.handles.length)) - 1n }],
        thread: this.threads, process: this.processes,
        token: this.tokens.map(
          (row, index) => (index === 0 ? row : { ...row, references: this.references[index]! }),
        ),
        handle: this.handles, object: this.objects, variable: this.variables,
      },
      switches: Array.from(
        { length: 64 },
        (_, index) => (index < switches.length
          ? (switches[index]!.values as readonly string[]).indexOf(this.settings[switches[index]!.name])
          : 0),
      ),
      wellKnownSids: Array.from(
        { length: 16 },
        (_, index) => {
          const at = sids.indexOf(wellKnownSidSlots[index] as Sid);
          return at < 0 ? 0xff : at;
        },
      ),
      records: [...records, { operation: 200, actor: 0xff, result: 0, flags: 0, operands: [], fault: 0 }],
      constants: this.constants, domains: [], accessLists: this.lists, expressions: [], properties: [],
      attackers: [],
      shapes: [{ mandatory: 0n, enabledByDefault: 0n, ownerCapable: 0n, logonId: 0n }],
      privilegeLists: this.privilegeLists,
      sidLists: this.sidLists,
    };
  }

  bytes(): Uint8Array {
    return encodeImage(this.image());
  }
}

function numberOf(name: RoutineName | MarkName): number {
  return [
    ...operations.map((row) => ({ name: row.routine as string, id: row.id as number })), ...controlOperations,
  ].find(
    (row) => row.name === name,
  )!.id;
}

function nameOfStatus(routine: RoutineName | MarkName, status: number): string {
  const row = operations.find((candidate) => candidate.routine === routine);
  if (row?.returns !== "status") return String(status);
  return statuses.find((row) => row.value === status)?.name ?? `0x${status.toString(16)}`;
}
