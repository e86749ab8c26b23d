/*
 * The state before the first step: a token for each process, threads, objects, handles; and the constant
 * lists that they name.
 */
import { accessRights } from "../../core/tables/accessRights.ts";
import { handleKinds } from "../../core/tables/kinds.ts";
import type { RegionName } from "../../core/tables/layout.ts";
import { enumerations } from "../../core/tables/enumerations.ts";
import type { SwitchSettings } from "../../core/tables/switches.ts";
import { versionAtLeast, versionMatches } from "../../core/tables/versions.ts";
import type { ImageAccessList, ImageShape, StateRow } from "../image/programImage.ts";
import { descriptorKind, pipeState } from "../image/tableNumbers.ts";
import type {
  Account, Descriptor, Group, InitialHandle, Job, ListEntry, ObjectDeclaration, Process, Thread,
} from "../resolve/model.ts";
import type { Numbers } from "./numbers.ts";
import { nobody, type SecurityIdentifiers } from "./securityIdentifiers.ts";
import { wordNamed } from "../words.ts";

const attributeBit = (name: string): number =>
  enumerations.find((row) => row.name === "GROUP_ATTRIBUTES")!.members.find((member) => member.name === name)!
    .value;
const mandatoryBit = attributeBit("SE_GROUP_MANDATORY");
const defaultBit = attributeBit("SE_GROUP_ENABLED_BY_DEFAULT");
const enabledBit = attributeBit("SE_GROUP_ENABLED");
const ownerBit = attributeBit("SE_GROUP_OWNER");
const denyOnlyBit = attributeBit("SE_GROUP_USE_FOR_DENY_ONLY");
const logonBits = attributeBit("SE_GROUP_LOGON_ID");
/** TokenFlags bit: the token had Administrators when it was made (facts A.2). */
const adminFlag = 0x08;
const noIntegrity = 0xffff;
const [noWriteUp, noReadUp] = [1, 2];

export interface World {
  readonly initial: Partial<Record<RegionName, StateRow[]>>;
  readonly accessLists: ImageAccessList[];
  readonly shapes: ImageShape[];
  readonly handles: number;
  readonly tokens: number;
}

type HeldHandle = Omit<InitialHandle, "span">;

/** TokenImpersonation of TOKEN_TYPE. */
const impersonationType = 2;

const handleKindNamed = (name: string): number =>
  handleKinds.find((row) => row.name.toLowerCase() === name)!.value;

function isPrimary({ thing, token }: HeldHandle, process: Process): boolean {
  return thing === process && token !== undefined && token.level === undefined;
}

export class WorldBuilder {
  private readonly accessLists: ImageAccessList[] = [];
  private readonly shapes: ImageShape[] = [];
  private readonly interned = new Map<string, number>();

  constructor(
    private readonly numbers: Numbers, private readonly sids: SecurityIdentifiers,
    private readonly version: string, private readonly settings: SwitchSettings,
  ) {}

  /** Rows of every region. `held` are handles that attackers begin with, in the process that has them. */
  build(held: readonly { readonly process: Process; readonly handle: HeldHandle }[]): World {
    const { numbers } = this;
    const handles = [
      ...numbers.processes.flatMap((process) => process.handles.map((handle) => ({ process, handle }))),
      ...held,
    ];
    const unused: StateRow = {};
    const { tokens, tokenOf } = this.tokens(handles.map(({ handle }) => handle));
    const initial: Partial<Record<RegionName, StateRow[]>> = {
      header: [
        {
          tokensLive: ((1n << BigInt(tokens.length)) - 1n) << 1n,
          handlesLive: (1n << BigInt(handles.length)) - 1n,
        },
      ],
      thread: [unused, ...numbers.threads.map((thread) => this.thread(thread))],
      process: [unused, ...numbers.processes.map((process, index) => this.process(process, index + 1))],
      token: [unused, ...tokens],
      object: [unused, ...numbers.objects.map((object) => this.object(object))],
      pipe: [unused, ...numbers.pipes.map((object) => this.pipe(object))],
      job: [unused, ...numbers.jobs.map((job) => this.job(job))],
      handle: handles.map(({ process, handle }) =>
        handle.token === undefined
          ? this.handle(process, handle)
          : { ...this.handle(process, handle), kind: handleKindNamed("token"), object: tokenOf(handle) },
      ),
    };
    const { accessLists, shapes } = this;
    return { initial, accessLists, shapes, tokens: tokens.length, handles: handles.length };
  }

  private process(process: Process, token: number): StateRow {
    return {
      token, terminal: process.terminal, job: this.jobOf(process),
      descriptor: this.ownDescriptor("process", process.descriptor, process),
    };
  }

  private object(object: ObjectDeclaration): StateRow {
    const { type, descriptor } = object;
    return {
      type: accessRights.findIndex((row) => row.type === type),
      pipe: this.numbers.pipes.indexOf(object) + 1,
      descriptor: descriptor === undefined ? 0 : this.descriptor(descriptor),
    };
  }

  /** Primary tokens by the numbers of their processes, then the copies that handles lead to. */
  private tokens(handles: readonly HeldHandle[]): {
    tokens: readonly StateRow[];
    tokenOf: (handle: HeldHandle) => number;
  } {
    const { processes } = this.numbers;
    const copies = handles.filter((handle) => handle.token?.level !== undefined);
    const primary = processes.map((process, index) => ({
      ...this.token(process, index + 1),
      references: 1 + handles.filter((handle) => isPrimary(handle, process)).length,
    }));
    const copied = copies.map((handle, index) => ({
      ...this.token(handle.thing as Process, primary.length + 1 + index),
      type: impersonationType,
      level: handle.token!.level!,
    }));
    const tokenOf = (handle: HeldHandle): number =>
      handle.token?.level === undefined
        ? this.numbers.of(handle.thing)
        : primary.length + 1 + copies.indexOf(handle);
    return { tokens: [...primary, ...copied], tokenOf };
  }

  /** Before Windows 2000 there are no jobs. facts 5.4 */
  private jobOf({ job }: Process): number {
    return versionMatches(this.version, { from: "jobs" }) ? this.numbers.job(job) : 0;
  }

  private job({ limits, disables, deletes, restricts }: Job): StateRow {
    const sids = (list: readonly string[]): bigint =>
      list.reduce((mask, sid) => mask | this.sids.bit(sid), 0n);
    return {
      securityLimitFlags: limits, restrictedSidsGiven: +(restricts !== undefined),
      privilegesToDelete: deletes.reduce((mask, luid) => mask | (1n << BigInt(luid)), 0n),
      sidsToDisable: sids(disables), restrictedSids: sids(restricts ?? []),
    };
  }

  /** A pipe that has its server listens to clients from the start. */
  private pipe({ pipe }: ObjectDeclaration): StateRow {
    const server = pipe?.server;
    return {
      byteMode: +(pipe?.bytes === true),
      ...(server && { state: pipeState.Listening, serverProcess: this.numbers.of(server) }),
    };
  }

  private thread(thread: Thread): StateRow {
    return {
      process: this.numbers.of(thread.process),
      systemThread: thread.role === "user" ? 0 : 1,
      worker: thread.role === "worker" ? 1 : 0,
      descriptor: this.ownDescriptor("thread", thread.descriptor, thread.process),
    };
  }

  private handle(process: Process, { thing, access }: HeldHandle): StateRow {
    const kind = handleKindNamed(thing.kind);
    return { kind, object: this.numbers.of(thing), process: this.numbers.of(process), access };
  }

  private token(process: Process, number: number): StateRow {
    const { account } = process;
    const integrity = this.integrity(process);
    return {
      type: 1,
      level: account.tokenLevel,
      user: this.sids.number(account.user),
      owner: this.sids.number(account.owner),
      primaryGroup: this.sids.number(account.primaryGroup),
      policy: integrity === noIntegrity ? 0 : 1,
      integrity,
      elevation: account.elevation,
      session: account.authenticationId,
      origin: account.origin,
      tokenId: number,
      references: 1,
      inUse: 1,
      flags: this.adminFlag(account),
      shape: this.shape(account),
      terminal: process.terminal,
      descriptor: this.tokenDescriptor(process),
      privilegesPresent: this.privileges(account, false),
      privilegesEnabled: this.privileges(account, true),
      groups: this.groups(account, () => true),
      groupsEnabled: this.groups(account, (bits) => (bits & enabledBit) !== 0),
      groupsDenyOnly: this.groups(account, (bits) => (bits & denyOnlyBit) !== 0),
      defaultAccessList: this.list({ entries: account.defaultAccessList }),
      groupCount: Math.min(255, account.groups.length),
      ...this.restriction(account),
    };
  }

  /** Where Windows knows no write-restricted tokens, the list binds all access. facts 5.4, 9.8 */
  private restriction({ restricting }: Account): StateRow {
    if (restricting === undefined) return {};
    return {
      restricted: 1,
      writeRestricted: +(restricting.writesOnly && this.settings.writeRestrictedFlag !== "none"),
      restricting: restricting.sids.reduce((mask, sid) => mask | this.sids.bit(sid), 0n),
    };
  }

  /**
   * The boot token, which the system process has, and an anonymous token are never inserted: where that means
   * that they have no descriptor, they open for anyone (facts A.9).
   */
  private tokenDescriptor(process: Process): number {
    const uninserted = process.name === "system" || process.account.name === "AnonymousLogon";
    return uninserted && this.settings.uninsertedTokenHasSd === "off"
      ? descriptorKind.None
      : this.ownDescriptor("token", undefined, process);
  }

  private adminFlag(account: Account): number {
    const word = wordNamed("Administrators");
    const sid = word?.kind === "sid" ? word.sid : "";
    // what is never cleared was set when the token was made, also where the group came to deny later
    const stays = this.settings.tokenIsAdmin === "stickyFlag";
    const counts = ({ attributes }: Group): boolean => stays || (attributes & denyOnlyBit) === 0;
    return account.groups.some((group) => group.sid === sid && counts(group))
      ? adminFlag
      : 0;
  }

  private privileges(account: Account, enabledOnly: boolean): bigint {
    return account.privileges
      .filter(
        (held) =>
          held.since.every((since) => versionAtLeast(this.version, since)) && (held.enabled || !enabledOnly),
      )
      .reduce((bits, held) => bits | (1n << BigInt(held.luid)), 0n);
  }

  private groups(account: Account, which: (attributes: number) => boolean): bigint {
    return account.groups
      .filter((group) => which(group.attributes))
      .reduce((bits, group) => bits | this.sids.bit(group.sid), 0n);
  }

  private shape(account: Account): number {
    const shape: ImageShape = {
      mandatory: this.groups(account, (bits) => (bits & mandatoryBit) !== 0),
      enabledByDefault: this.groups(account, (bits) => (bits & defaultBit) !== 0),
      ownerCapable: this.groups(account, (bits) => (bits & ownerBit) !== 0),
      logonId: this.groups(account, (bits) => (bits & logonBits) >>> 0 === logonBits),
    };
    return this.intern(this.shapes, `shape ${Object.values(shape).join(" ")}`, shape);
  }

  /**
   * Of a process, thread or token: what is declared, else owner and default list of the token that made it
   * (facts A.1 [INF]), labelled with that token's integrity where there are levels: who is lower does not
   * write it, nor read it, but for tokens, of which a switch decides.
   */
  private ownDescriptor(
    of: "process" | "thread" | "token", declared: Descriptor | undefined, process: Process,
  ): number {
    const { account } = process;
    const integrity = this.integrity(process);
    const isReadable = of === "token" && this.settings.labelsForbidReading === "processesAndThreads";
    const policy = noWriteUp | (isReadable ? 0 : noReadUp);
    const label = integrity === noIntegrity ? {} : { label: { integrity, policy } };
    return this.descriptor(
      declared ?? { owner: account.owner, entries: account.defaultAccessList, ...label },
    );
  }

  private integrity({ integrity, account }: Process): number {
    return this.settings.integrityCheck === "on" ? integrity ?? account.integrity : noIntegrity;
  }

  private descriptor(descriptor: Descriptor): number {
    const owner = this.sids.number(descriptor.owner ?? nobody);
    return (descriptorKind.List | (owner << 8) | (this.list(descriptor) << 16)) >>> 0;
  }

  private list(descriptor: Descriptor): number {
    const list: ImageAccessList = {
      present: descriptor.entries !== undefined,
      entries: (descriptor.entries ?? []).map((entry: ListEntry) => ({
        ...entry, sid: this.sids.number(entry.sid),
      })),
      group: descriptor.group === undefined ? 0xff : this.sids.number(descriptor.group),
      ...(descriptor.label && { label: descriptor.label }),
    };
    return this.intern(this.accessLists, `list ${JSON.stringify(list)}`, list);
  }

  private intern<Value>(list: Value[], key: string, value: Value): number {
    const known = this.interned.get(key);
    if (known !== undefined) return known;
    this.interned.set(key, list.push(value) - 1);
    return list.length - 1;
  }
}
