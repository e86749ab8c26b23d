/** The world of a compiled program as the reference sees it: things instead of numbers. */
import { accessRights } from "../../tables/accessRights.ts";
import { handleKinds } from "../../tables/kinds.ts";
import { switches, type SwitchSettings } from "../../tables/switches.ts";
import type { Program, StateRow } from "../../../grammar/image/programImage.ts";
import { descriptorKind } from "../../../grammar/image/tableNumbers.ts";
import type {
  AccessEntry, DeclaredObject, Descriptor, Handle, Job, Pipe, Process, Referent, Thread, Token, World,
} from "./state.ts";

const NO_INTEGRITY = 0xffff;

/** Numbers of the places whose bits are set. */
export function bitsOf(mask: bigint): number[] {
  const found: number[] = [];
  for (let base = 0, rest = mask; rest !== 0n; base += 32, rest >>= 32n) {
    for (let word = Number(rest & 0xffffffffn), bit = 0; word !== 0; word >>>= 1, bit++) {
      if ((word & 1) === 1) found.push(base + bit);
    }
  }
  return found;
}

/** The settings that a program was compiled with. */
export const settingsOf = ({ image }: Program): SwitchSettings => Object.fromEntries(
  switches.map((each, index) => [each.name, each.values[image.switches[index]!]]),
) as SwitchSettings;

/** The access list of a number, by SIDs. */
export function listOf({ image, names }: Program, number: number): readonly AccessEntry[] | undefined {
  const list = image.accessLists[number]!;
  return list.present
    ? list.entries.map((entry) => ({ ...entry, mask: entry.mask >>> 0, sid: names.sids[entry.sid]!.sid }))
    : undefined;
}

/** A descriptor of kind List out of its 32 bits; 0 is none. */
export function descriptorOf(program: Program, bits: number): Descriptor | undefined {
  if ((bits & 0xff) !== descriptorKind.List) return undefined;
  const number = bits >>> 16;
  return {
    owner: program.names.sids[(bits >>> 8) & 0xff]!.sid, list: listOf(program, number),
    label: program.image.accessLists[number]!.label,
  };
}

function tokenOf(program: Program, row: StateRow): Token {
  const number = (name: string): number => Number(row[name] ?? 0);
  const sid = (name: string): string => program.names.sids[number(name)]!.sid;
  const bits = (name: string): number[] => bitsOf(BigInt(row[name] ?? 0));
  const sidsOf = (name: string): string[] => bits(name).map((bit) => program.names.sids[bit]!.sid);
  const [enabled, denyOnly, held] = [sidsOf("groupsEnabled"), sidsOf("groupsDenyOnly"), bits("privilegesEnabled")];
  return {
    type: number("type") === 1 ? "TokenPrimary" : "TokenImpersonation", level: number("level"),
    user: sid("user"), userDenyOnly: number("userDenyOnly") === 1,
    groups: new Map(
      sidsOf("groups").map(
        (group) => [group, { enabled: enabled.includes(group), denyOnly: denyOnly.includes(group) }],
      ),
    ),
    privileges: new Map(bits("privilegesPresent").map((luid) => [luid, held.includes(luid)])),
    restricting: number("restricted") === 1 ? new Set(sidsOf("restricting")) : undefined,
    writeRestricted: number("writeRestricted") === 1,
    owner: sid("owner"), primaryGroup: sid("primaryGroup"), defaultList: listOf(program, number("defaultAccessList")),
    integrity: number("integrity") === NO_INTEGRITY ? undefined : number("integrity"), policy: number("policy"),
    elevation: number("elevation"), session: number("session"), origin: number("origin"),
    package: number("package") === 0 ? undefined : sid("package"), terminal: number("terminal"),
    hadAdministrators: (number("flags") & 0x08) !== 0, sandboxInert: number("sandboxInert") === 1,
    descriptor: descriptorOf(program, number("descriptor")),
  };
}

/** Bits of the limits by their values in facts 6. */
function jobOf({ names }: Program, row: StateRow): Job {
  const flags = Number(row.securityLimitFlags ?? 0);
  const sids = (name: string): string[] => bitsOf(BigInt(row[name] ?? 0)).map((bit) => names.sids[bit]!.sid);
  const filter = {
    disable: sids("sidsToDisable"), remove: bitsOf(BigInt(row.privilegesToDelete ?? 0)),
    restrict: Number(row.restrictedSidsGiven ?? 0) === 1 ? sids("restrictedSids") : undefined,
  };
  return {
    noAdmin: (flags & 1) !== 0, restrictedToken: (flags & 2) !== 0,
    filter: (flags & 8) !== 0 ? filter : undefined,
  };
}

/** The world before the first step. */
export function worldOf(program: Program): World {
  const { initial } = program.image;
  const rows = (region: "thread" | "process" | "token" | "object"): readonly StateRow[] =>
    (initial[region] ?? []).slice(1);
  const number = (row: StateRow, name: string): number => Number(row[name] ?? 0);
  const tokens = rows("token").map((row) => tokenOf(program, row));
  const jobs = (initial.job ?? []).map((row, index) => (index === 0 ? undefined : jobOf(program, row)));
  const processes: Process[] = rows("process").map((row, index) => ({
    name: program.names.processes[index + 1] ?? `process ${index + 1}`, token: tokens[number(row, "token") - 1]!,
    descriptor: descriptorOf(program, number(row, "descriptor")), job: jobs[number(row, "job")],
  }));
  const threads: Thread[] = rows("thread").map((row, index) => ({
    name: program.names.threads[index + 1]?.path ?? `thread ${index + 1}`, process: processes[number(row, "process") - 1]!,
    descriptor: descriptorOf(program, number(row, "descriptor")), blockAllocated: number(row, "blockPresent") === 1,
    impersonation: undefined, system: number(row, "systemThread") === 1, frames: [],
  }));
  const pipes = (initial.pipe ?? []).map((row, index): Pipe | undefined => (index === 0 ? undefined : {
    bytes: number(row, "byteMode") === 1, state: number(row, "state") === 0 ? "none" : "listening",
    serverProcess: processes[number(row, "serverProcess") - 1], server: undefined, client: undefined,
    qos: undefined, context: undefined,
    forbidden: false, toServer: [], toClient: [],
  }));
  const objects: DeclaredObject[] = rows("object").map((row, index) => ({
    name: program.names.objects[index + 1]?.name ?? `object ${index + 1}`, type: accessRights[number(row, "type")]!.type,
    descriptor: descriptorOf(program, number(row, "descriptor")), pipe: pipes[number(row, "pipe")],
  }));
  const handles = (initial.handle ?? []).filter((row) => number(row, "kind") !== 0).map((row, value): Handle => ({
    value,
    process: processes[number(row, "process") - 1]!, access: number(row, "access"),
    referent: referentOf(number(row, "kind"), number(row, "object") - 1, { tokens, threads, processes, objects }),
  }));
  return {
    settings: settingsOf(program), threads, processes, objects, handles: new Set(handles),
    contexts: new Set(), savedStates: new Set(), subjects: new Set(),
    variables: initialVariables(program, handles),
    referenced: [], bugCheck: undefined,
  };
}

interface Things {
  readonly tokens: readonly Token[];
  readonly threads: readonly Thread[];
  readonly processes: readonly Process[];
  readonly objects: readonly DeclaredObject[];
}

function referentOf(kind: number, index: number, things: Things): Referent {
  switch (handleKinds.find((row) => row.value === kind)!.name) {
    case "Token": return { kind: "token", token: things.tokens[index]! };
    case "Thread": return { kind: "thread", thread: things.threads[index]! };
    case "Process": return { kind: "process", process: things.processes[index]! };
    default: return { kind: "object", object: things.objects[index]! };
  }
}

/** What attackers hold has names from the start. */
function initialVariables({ image }: Program, handles: readonly Handle[]): World["variables"] {
  const variables: World["variables"] = new Map();
  (image.initial.variable ?? []).forEach((row, index) => {
    const handle = Number(row.kind ?? 0) === 1 ? handles[Number(row.value ?? 0)] : undefined;
    if (handle !== undefined) variables.set(index, { kind: "handle", handle });
  });
  return variables;
}
