/**
 * Random flat programs over random worlds. Steps are drawn from the table of operations, so a new routine is
 * drawn without a word here as long as its operands are of known kinds. What an operand needs and nobody has
 * bound yet is supplied by a line before, which makes most calls get far; picks that shrink to 0 take the
 * latest name, the first word, everybody's rights.
 */
import fc from "fast-check";
import { operations, type Operand, type Operation } from "../../tables/operations.ts";
import { switches } from "../../tables/switches.ts";
import { versions } from "../../tables/versions.ts";
import { routines } from "./routines.ts";
import { drawnWorld, type DrawnWorld } from "./drawWorld.ts";

export interface DrawnProgram {
  readonly text: string;
  readonly versions: readonly string[];
  /** Switches that are turned for one more run of each version. */
  readonly turned: Readonly<Record<string, string>>;
  readonly pokes: readonly Poke[];
}

/**
 * What drawn declarations do not say of the token of a process: restricting SIDs, a user for deny only, a
 * policy.
 */
export interface Poke {
  readonly process: number;
  readonly restricting: number;
  readonly writeRestricted: boolean;
  readonly userDenyOnly: boolean;
  readonly policy: number;
}

interface DrawnStep {
  readonly what: number;
  readonly actor: number;
  readonly picks: readonly number[];
  readonly fault: number;
}

const PICKS = 0xffff;
const step: fc.Arbitrary<DrawnStep> = fc.record({
  what: fc.nat(PICKS), actor: fc.nat(PICKS), picks: fc.array(fc.nat(PICKS), { minLength: 6, maxLength: 6 }),
  fault: fc.oneof(
    { weight: 7, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) },
  ),
});

const available = versions.map((row) => row.name as string);
const turned: fc.Arbitrary<Record<string, string>> = fc.array(
  fc.constantFrom(...switches)
    .chain(
      (each) =>
        fc.constantFrom(...(each.values as readonly string[])).map((value) => [each.name, value] as const),
    ), { maxLength: 3 },
).map((pairs) => Object.fromEntries(pairs));
const poke: fc.Arbitrary<Poke> = fc.record({
  process: fc.nat(3), restricting: fc.nat(0xff), writeRestricted: fc.boolean(), userDenyOnly: fc.boolean(),
  policy: fc.constantFrom(1, 1, 0, 2, 3),
});

/** What a program is run for: one to three versions, some switches turned, some tokens changed. */
export const drawnFor: fc.Arbitrary<Omit<DrawnProgram, "text">> = fc.record({
  turned, pokes: fc.array(poke, { maxLength: 2 }),
  versions: fc.uniqueArray(fc.constantFrom(...available), { minLength: 1, maxLength: 3, size: "max" }),
});

/**
 * Programs of up to `most` drawn steps; `only`: of calls of these routines, by user threads unless they are
 * for kernel mode.
 */
export const drawnProgram = (
  most: number, only?: readonly string[], worlds = drawnWorld,
): fc.Arbitrary<DrawnProgram> => fc.record({
  world: worlds, steps: fc.array(step, { minLength: 1, maxLength: most, size: "max" }), drawn: drawnFor,
}).map(({ world, steps, drawn }) => ({
  ...drawn,
  text: `windows ${drawn.versions.join(", ")}\n${world.text}\n\nscenario "drawn" {\n${new Writer(world, only).lines(steps).map((line) => `  ${line}`).join("\n")}\n}\n`,
}));

const filterFlags = [
  "0", "DISABLE_MAX_PRIVILEGE", "SANDBOX_INERT", "LUA_TOKEN", "WRITE_RESTRICTED",
  "LUA_TOKEN | WRITE_RESTRICTED", "DISABLE_MAX_PRIVILEGE | SANDBOX_INERT",
];
const sidLists = [
  "[Users]", "[Administrators]", "[Users, S-1-5-21-7-7-7-1001]", "[S-1-5-21-7-7-7-1002]",
  "[RestrictedCode, Everyone]", "[S-1-5-21-7-7-7-5001, S-1-5-21-7-7-7-1001, Users]",
  "[S-1-5-21-7-7-7-5002]", "[Users | SE_GROUP_ENABLED]", "[]", "[Everyone, Users, Administrators, S-1-5-21-7-7-7-1001, S-1-5-21-7-7-7-1002, S-1-5-21-7-7-7-1003]",
];
const privilegeLists = [
  "[SeImpersonatePrivilege]", "[SeChangeNotifyPrivilege, SeShutdownPrivilege]", "[SeTcbPrivilege, SeDebugPrivilege, SeImpersonatePrivilege]", "[]",
];
const informationClasses = [
  "TokenUser", "TokenOwner", "TokenPrimaryGroup", "TokenType", "TokenImpersonationLevel", "TokenStatistics",
  "TokenOrigin", "TokenElevationType", "TokenIntegrityLevel",
  "TokenSource", "TokenGroups", "TokenRestrictedSids", "TokenElevation", "TokenMandatoryPolicy", "TokenSandBoxInert",
];
const tokenMasks = [
  "TOKEN_ALL_ACCESS", "TOKEN_ALL_ACCESS", "MAXIMUM_ALLOWED", "TOKEN_QUERY", "TOKEN_DUPLICATE",
  "TOKEN_IMPERSONATE", "TOKEN_DUPLICATE | TOKEN_IMPERSONATE", "TOKEN_ADJUST_PRIVILEGES",
  "GENERIC_ALL", "GENERIC_READ", "GENERIC_EXECUTE", "GENERIC_WRITE", "0", "WRITE_OWNER",
  "READ_CONTROL | WRITE_DAC", "ACCESS_SYSTEM_SECURITY", "MAXIMUM_ALLOWED | TOKEN_QUERY",
  "MAXIMUM_ALLOWED | WRITE_DAC", "ACCESS_SYSTEM_SECURITY | TOKEN_QUERY",
];
const plainMasks = [
  "MAXIMUM_ALLOWED", "GENERIC_ALL", "GENERIC_READ", "GENERIC_WRITE", "GENERIC_EXECUTE", "0x1", "0x2", "0x3",
  "READ_CONTROL", "WRITE_DAC", "WRITE_OWNER", "DELETE",
  "ACCESS_SYSTEM_SECURITY", "SYNCHRONIZE | READ_CONTROL", "MAXIMUM_ALLOWED | WRITE_OWNER",
  "MAXIMUM_ALLOWED | 0x2", "MAXIMUM_ALLOWED | ACCESS_SYSTEM_SECURITY", "0",
  "WRITE_OWNER | WRITE_DAC | 0x1", "WRITE_DAC | READ_CONTROL",
];
const levels = [
  "SecurityImpersonation", "SecurityImpersonation", "SecurityIdentification", "SecurityDelegation",
  "SecurityAnonymous", "4",
];
const changes = [
  "[SeImpersonatePrivilege | SE_PRIVILEGE_ENABLED]", "[SeImpersonatePrivilege | 0]", "[SeImpersonatePrivilege | SE_PRIVILEGE_REMOVED]",
  "[SeSecurityPrivilege | SE_PRIVILEGE_ENABLED, SeTakeOwnershipPrivilege | SE_PRIVILEGE_ENABLED]", "[SeShutdownPrivilege | SE_PRIVILEGE_ENABLED, SeShutdownPrivilege | 0]",
  "[SeChangeNotifyPrivilege | SE_PRIVILEGE_REMOVED, SeRelabelPrivilege | SE_PRIVILEGE_ENABLED]", "none",
];
/** Half of all drawn calls are of these: what a program is about. */
const frequent = [
  "SeTokenCanImpersonate", "PsImpersonateClient", "SeImpersonateClientEx", "NtOpenThreadToken",
  "NtSetInformationThread", "NtDuplicateToken", "NtOpenFile",
];

/** What the reference does not know yet is not drawn. */
const known: readonly Operation[] = operations.filter((row) => row.routine in routines);

interface Name { readonly name: string; readonly kind: string; readonly process: string; used: boolean }

/** Writes the lines of a program; knows what is bound and who is in kernel mode. */
class Writer {
  private readonly written: string[] = [];
  private readonly bound: Name[] = [];
  private readonly frames = new Map<string, number>();
  private readonly threads: readonly { readonly path: string; readonly process: string }[];
  private readonly processes: readonly string[];

  /** What can be called in this world. */
  private readonly known: readonly Operation[];

  constructor(private readonly world: DrawnWorld, private readonly only?: readonly string[]) {
    this.known = known.filter(
      (row) => row.needsPipe !== true || world.objects.some((each) => each.type === "pipe"),
    );
    this.threads = [
      ...world.threads, { path: "system.main", process: "system" },
      { path: "system.worker1", process: "system" },
    ];
    this.processes = [...world.processes, "system"];
  }

  lines(steps: readonly DrawnStep[]): readonly string[] {
    for (const each of steps) this.step(each);
    return this.written;
  }

  private step({ what, actor, picks, fault }: DrawnStep): void {
    if (this.only !== undefined) {
      const operation = of(this.known.filter((row) => this.only!.includes(row.routine)), what);
      const threads = operation.mode === "kernel"
        ? this.threads.filter((each) => each.process === "system")
        : this.world.threads;
      this.call(operation, of(threads, actor), picks, fault);
      return;
    }
    if (what % 16 === 15) { this.mark(actor, picks); return; }
    const operation = of(
      what % 2 === 0 ? this.known.filter((row) => frequent.includes(row.routine)) : this.known, what >>> 1,
    );
    const thread = of(this.threads.filter((each) => operation.mode !== "kernel" || this.inKernel(each.path)), actor);
    this.call(operation, thread, picks, fault);
  }

  private inKernel(path: string): boolean {
    return path.startsWith("system.") || (this.frames.get(path) ?? 0) > 0;
  }

  private call(
    operation: Operation, thread: Name | { path: string; process: string }, picks: readonly number[],
    fault: number,
  ): void {
    const { path, process } = thread as { path: string; process: string };
    const object = of(this.world.objects, picks[5]!);
    const operands = operation.operands.map(
      (operand, index) => this.operand(operand, picks[index] ?? 0, { path, process }, object),
    );
    if (operands.some((operand) => operand === undefined)) return;
    const text = operation.operands.map((operand, index) => `${operand.name}: ${operands[index]!}`).join(", ");
    const name = operation.result === undefined ? undefined : this.bind(operation.result, process);
    const failing = fault === 0 ? "" : ` with allocation ${fault} failing`;
    this.written.push(`${path}: ${name === undefined ? "" : `${name} = `}${operation.routine}(${text})${failing}${operation.returns === "status" ? " => any" : ""}`);
  }

  private bind(kind: string, process: string): string {
    const name = `r${this.bound.length}`;
    this.bound.unshift({ name, kind, process, used: false });
    return name;
  }

  /** Entering and leaving driver code and work items, acts. */
  private mark(actor: number, picks: readonly number[]): void {
    const thread = of(this.threads, actor).path;
    const depth = this.frames.get(thread) ?? 0;
    const item = this.bound.find((each) => each.kind === "workItem" && !each.used);
    if (picks[0]! % 3 === 0) {
      const object = of(this.world.objects, picks[1]!);
      this.written.push(`${thread}: act ${object.name} ${of(plainMasks, picks[2]!)} => any`);
    } else if (thread === "system.worker1") {
      if (depth > 0) { this.frames.set(thread, 0); this.written.push(`${thread}: leave`); }
      else if (item !== undefined) { item.used = true; this.frames.set(thread, 1); this.written.push(`${thread}: enter ${item.name}`); }
    } else if (thread !== "system.main") {
      const leaves = depth > 0 && picks[1]! % 2 === 0;
      this.frames.set(thread, depth + (leaves ? -1 : 1));
      this.written.push(leaves ? `${thread}: leave` : `${thread}: enter "driver.entry"`);
    }
  }

  /** A name of one of the kinds, the actor's own process's before others'. */
  private named(kinds: readonly string[], pick: number, process: string): string | undefined {
    const fitting = this.bound.filter((each) => kinds.includes(each.kind));
    const ordered = [
      ...fitting.filter((each) => each.process === process),
      ...fitting.filter((each) => each.process !== process),
    ];
    // any of the tokens alike: what two of them are to each other is the question
    const share = (pick / (PICKS + 1)) ** (kinds.includes("token") ? 1 : 2);
    return ordered.length === 0 ? undefined : ordered[Math.floor(share * ordered.length)]!.name;
  }

  private supplied(
    kind: "token" | "tokenHandle" | "context" | "subjectContext", pick: number,
    actor: { path: string; process: string },
  ): string {
    const process = of(this.processes, pick >>> 5);
    const name = this.bind(kind, kind === "tokenHandle" ? actor.process : "system");
    const line = {
      subjectContext: `system.main: ${name} = SeCaptureSubjectContextEx(${of(this.threads, pick >>> 5).path}, ${process})`,
      token: `system.main: ${name} = PsReferencePrimaryToken(${process})`,
      tokenHandle: `${actor.path}: ${name} = NtOpenProcessToken(${actor.process}, TOKEN_ALL_ACCESS) => any`,
      context: `system.main: ${name} = SeCreateClientSecurity(${of(this.threads, pick >>> 5).path}, level: SecurityImpersonation) => any`,
    };
    this.written.push(line[kind]);
    return name;
  }

  private pipe(pick: number): string | undefined {
    const pipes = this.world.objects.filter((each) => each.type === "pipe");
    return pipes.length === 0 ? undefined : of(pipes, pick >>> 5).name;
  }

  private operand(
    operand: Operand, pick: number, actor: { path: string; process: string },
    object: { name: string; type: string },
  ): string | undefined {
    // the low bits say what kind of choice it is, the high ones which of them
    const rare = pick % 8 === 7;
    if (operand.optional === true && pick % 6 === 5) return "none";
    switch (operand.kind) {
      // few threads, so that what one call does to a thread is there for the next
      case "thread": return favourite(["current", ...this.threads.map((each) => each.path)], pick);
      case "threadHandle": return (rare
        ? this.named(["tokenHandle", "objectHandle"], pick, actor.process)
        : undefined) ?? of(
        [...this.threads.map((each) => each.path), "current", "current"], pick >>> 5,
      );
      case "process": return of(this.processes, pick >>> 5);
      case "processHandle": return (rare
        ? this.named(["tokenHandle", "objectHandle"], pick, actor.process)
        : undefined) ?? of(
        this.processes, pick >>> 5,
      );
      case "token": return (pick % 3 === 2 ? undefined : this.named(["token"], pick, actor.process))
        ?? this.supplied("token", pick, actor);
      case "tokenHandle": return (rare
        ? this.named(["objectHandle"], pick, actor.process)
        : this.named(["tokenHandle"], pick, actor.process)) ?? this.supplied(
        "tokenHandle", pick, actor,
      );
      case "handle": return this.named(["tokenHandle", "objectHandle"], pick, actor.process)
        ?? this.supplied("tokenHandle", pick, actor);
      case "context": return this.named(["context"], pick, actor.process) ?? this.supplied("context", pick, actor);
      case "subjectContext": return this.named(["subjectContext"], pick, actor.process)
        ?? this.supplied("subjectContext", pick, actor);
      case "savedState": return this.named(["savedState"], pick, actor.process) ?? "none";
      case "object": return object.name;
      case "pipe": return this.pipe(pick);
      // by name more often than by handle, so that client and server meet
      case "pipeHandle": return (pick % 3 === 0
        ? this.named(["pipeHandle", "objectHandle"], pick, actor.process)
        : undefined) ?? this.pipe(pick);
      case "pipeControl": return of(requests, pick >>> 5);
      case "access": return of(operand.rightsOf === "token" ? tokenMasks : plainMasks, pick >>> 5);
      case "level": return of(levels, pick >>> 5);
      case "boolean": return of(["false", "true"], pick >>> 5);
      case "tokenType": return of(["TokenImpersonation", "TokenImpersonation", "TokenPrimary"], pick >>> 5);
      case "tracking": return of(["static", "dynamic"], pick >>> 5);
      case "threadInformationClass": return "ThreadImpersonationToken";
      case "privilegeChanges": return of(changes, pick >>> 5);
      case "filterFlags": return of(filterFlags, pick >>> 5);
      case "sids": return of(sidLists, pick >>> 5);
      case "privileges": return of(privilegeLists, pick >>> 5);
      case "tokenInformationClass": return of(informationClasses, pick >>> 5);
      case "objectAttributes": return of(
        ["0", "0", "OBJ_FORCE_ACCESS_CHECK", "OBJ_KERNEL_HANDLE", "OBJ_KERNEL_HANDLE | OBJ_FORCE_ACCESS_CHECK"],
        pick >>> 5,
      );
      default: return undefined;
    }
  }
}

const requests = [
  "FSCTL_PIPE_IMPERSONATE", "FSCTL_PIPE_IMPERSONATE", "FSCTL_PIPE_PEEK", "FSCTL_PIPE_LISTEN",
  "FSCTL_PIPE_DISCONNECT", "FSCTL_PIPE_DISABLE_IMPERSONATE",
];
/** The first ones more often. */
const favourite = <Value>(values: readonly Value[], pick: number): Value =>
  values[Math.floor((pick / (PICKS + 1)) ** 3 * values.length)]!;
const of = <Value>(values: readonly Value[], pick: number): Value => values[pick % values.length]!;
