/**
 * What is true after every step of any program (facts 16.3): random calls by random threads in a small world,
 * on every version.
 *
 * Holders are counted from scratch, so that a reference that is lost or taken twice shows in the very step
 * that does it.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  SE_CHANGE_NOTIFY, SE_IMPERSONATE, SE_SHUTDOWN, World, current, entity, literal, none, variable, type Step,
} from "./world.ts";
import { regions, type Region } from "../../tables/layout.ts";
import { operations, type RoutineName } from "../../tables/operations.ts";
import { versions } from "../../tables/versions.ts";
import { regionOffsets } from "../../../grammar/image/encodeImage.ts";
import type { StateView } from "../../../runner/machine/stateView.ts";

const names = versions.map((row) => row.name);
const HANDLE_RESULTS = 6, CONTEXT_RESULTS = 4, LENGTH = 40;
/** Random numbers of a call; each is reduced to what its operand can be. */
interface Draw { routine: number; actor: number; numbers: number[]; result: number; fault: number }

const draws = fc.array(fc.record({
  routine: fc.nat(999), actor: fc.nat(99), numbers: fc.array(fc.nat(9999), { minLength: 5, maxLength: 5 }),
  result: fc.nat(99), fault: fc.constantFrom(0, 0, 0, 0, 1, 2, 3),
}), { minLength: LENGTH / 2, maxLength: LENGTH });

/** The routines of the alphabet; those of user mode stand in it more than once, for they make the chains. */
const alphabet: RoutineName[] = [
  "SeCreateClientSecurity", "SeImpersonateClientEx", "SeStopImpersonatingClient", "PsImpersonateClient",
  "PsRevertThreadToSelf", "PsReferencePrimaryToken",
  "NtOpenProcessToken", "NtOpenThreadToken", "NtOpenThreadToken", "NtOpenThreadToken",
  "NtSetInformationThread", "NtSetInformationThread", "NtDuplicateToken", "NtDuplicateToken",
  "NtAdjustPrivilegesToken", "NtOpenFile", "NtClose", "NtClose", "SeDeleteClientSecurity",
  "PsAssignImpersonationToken", "PsReferenceImpersonationToken",
  "SeCaptureSubjectContextEx", "SeCaptureSubjectContextEx", "SeCreateClientSecurityFromSubjectContext",
  "SeReleaseSubjectContext", "SeLockSubjectContext",
  "NtImpersonateThread", "NtOpenThreadTokenEx", "NtOpenProcessTokenEx", "NtQueryInformationToken", "SeImpersonateClient",
  "PsReferenceEffectiveToken", "PsDisableImpersonation", "PsDisableImpersonation", "PsRestoreImpersonation", "PsRestoreImpersonation",
];
/** Routines that hand out a reference; their result is not bound here, so nobody lets go of it. */
const referencing: readonly RoutineName[] = ["PsReferencePrimaryToken", "PsReferenceImpersonationToken", "PsReferenceEffectiveToken"];

function build(version: string, calls: Draw[]): World {
  const world = new World(version);
  const service = world.process(
    world.token({ user: "LocalSystem", privilegesEnabled: [SE_IMPERSONATE, SE_CHANGE_NOTIFY] }),
  );
  const app = world.process(
    world.token({ user: "alice", groups: ["Users", "Administrators"], enabled: ["Users"], privileges: [SE_SHUTDOWN] }),
  );
  const box = world.process(world.token({ user: "bob", restricting: ["RestrictedCode"] }));
  const threads = [
    world.thread(service, { systemThread: 1 }), world.thread(app), world.thread(app), world.thread(box),
    world.thread(box, { frameDepth: 1 }),
  ];
  const object = world.object(
    world.descriptor("LocalSystem", { entries: [["allow", "alice", 1], ["allow", "RestrictedCode", 3], ["deny", "bob", 2]] }),
  );
  const pointer = world.pointer(world.token({ user: "bob", type: 2, level: 3 }));
  for (const process of [service, app, box]) {
    for (const level of [0, 1, 2, 3]) {
      world.handle(process, "token", world.token({ user: level > 1 ? "bob" : "alice", type: 2, level }), 0xf01ff);
    }
  }
  const firstResult = world.result();
  for (let more = 1; more < HANDLE_RESULTS + CONTEXT_RESULTS; more++) world.result();
  const processOf = [0, 1, 1, 2, 2];
  /**
   * The four handles that the actor's process has from the start, and results of calls, whosever they are.
   */
  const handlesFor = (actor: number): number[] =>
    [0, 1, 2, 3]
      .map((index) => pointer + 1 + processOf[actor]! * 4 + index)
      .concat([...Array(HANDLE_RESULTS).keys()].map((index) => firstResult + index));
  const contextOf = (number: number) => variable(firstResult + HANDLE_RESULTS + (number % CONTEXT_RESULTS));
  for (const draw of calls) {
    const routine = alphabet[draw.routine % alphabet.length]!;
    const row = operations.find((candidate) => candidate.routine === routine)!;
    const operands = row.operands.map((operand, position) => {
      const number = draw.numbers[position]!;
      const pick = <T>(list: readonly T[]): T => list[number % list.length]!;
      switch (operand.kind) {
        case "thread": return entity(pick(threads));
        case "threadHandle": return pick([current, ...threads.map(entity)]);
        case "process": case "processHandle": return entity(pick([service, app, box]));
        case "token": return "optional" in operand && number % 7 === 0 ? none : variable(pointer);
        case "tokenHandle": return "optional" in operand && number % 7 === 0
          ? none
          : variable(pick(handlesFor(draw.actor % threads.length)));
        case "handle": return variable(pick(handlesFor(draw.actor % threads.length)));
        case "context": case "subjectContext": case "savedState": return "optional" in operand && number % 7 === 0
          ? none
          : contextOf(number);
        case "object": return entity(object);
        case "access": return world.access(pick([0, 8, 4, 0xf01ff, 0x2000000]));
        case "level": return "optional" in operand && number % 5 === 0 ? none : literal(number % 4);
        case "tokenType": return literal(1 + (number % 2));
        case "tokenInformationClass": return literal(pick([1, 7, 8, 9, 10, 17, 18, 25]));
        case "threadInformationClass": return literal(5);
        case "objectAttributes": return literal(0x200 * (number % 4));
        case "privilegeChanges": return number % 5 === 0
          ? none
          : world.changes({ luid: pick([SE_SHUTDOWN, SE_IMPERSONATE]), attributes: pick([0, 2, 4]) });
        default: return literal(number % 2);
      }
    });
    const kind = "result" in row ? row.result : undefined;
    const result = kind === "context" || kind === "savedState" || kind === "subjectContext" ? firstResult
      + HANDLE_RESULTS + (draw.result % CONTEXT_RESULTS)
      : kind === "tokenHandle" || kind === "objectHandle" ? firstResult + (draw.result % HANDLE_RESULTS) : undefined;
    world.call(
      routine, threads[draw.actor % threads.length]!, operands,
      { ...(result === undefined ? {} : { result }), fault: draw.fault },
    );
  }
  return world;
}

const records = (state: StateView, region: "thread" | "process" | "token" | "handle" | "context") =>
  Array.from({ length: state.counts[region] }, (_, index) => index)
    .slice(region === "handle" || region === "context" ? 0 : 1);

/** What is wrong after a step, in words; empty: nothing. */
type Report = (problem: string) => void;

/** I1, I2: holders and counts agree; what nobody holds is gone. */
function checkReferences(state: StateView, kernelReferences: Map<number, number>, report: Report): void {
  const holders = new Map<number, number>(kernelReferences);
  const hold = (token: number): void => void holders.set(token, (holders.get(token) ?? 0) + 1);
  for (const process of records(state, "process")) hold(state.field("process", process, "token"));
  for (const thread of records(state, "thread")) if (state.field("thread", thread, "active")) {
    hold(state.field("thread", thread, "token"));
  }
  for (const handle of state.live("handle")) if (state.field("handle", handle, "kind") === 1) {
    hold(state.field("handle", handle, "object"));
  }
  for (const context of state.live("context")) {
    for (const name of ["token", "primaryToken"]) if (state.field("context", context, name) !== 0) {
      hold(state.field("context", context, name));
    }
  }
  const live = state.live("token");
  if (live.length !== holders.size || live.some((token) => !holders.has(token))) report(`live ${live}, held ${[...holders.keys()]}`);
  for (const [token, count] of holders) {
    const references = state.field("token", token, "references");
    if (references !== count) report(`token ${token}: ${references} references, ${count} holders`);
  }
}

/**
 * Records that are not in use are zero but for the generation: else two states that nobody can tell apart
 * would differ.
 */
function checkUnused(state: StateView, report: Report): void {
  const { offsets } = regionOffsets(state.counts);
  for (const name of ["token", "handle", "context"] as const) {
    const region = (regions as readonly Region[]).find((row) => row.name === name)!;
    const generation = region.fields.find((row) => row.name === "generation")!.offset;
    const live = new Set(state.live(name));
    for (const record of records(state, name)) {
      const at = offsets[name] + record * region.size;
      if (!live.has(record)
        && state.bytes
          .subarray(at, at + region.size)
          .some((byte, index) => byte !== 0 && index !== generation)) {
        report(`unused ${name} ${record} is not empty`);
      }
    }
  }
}

/**
 * I3, I5: levels exist, a token on a thread is at least at the thread's level unless a step raised it, and a
 * reverted thread shows nothing.
 */
function checkThreads(state: StateView, raised: boolean, report: Report): void {
  for (const thread of records(state, "thread")) {
    const [active, token, level, copyOnOpen, effectiveOnly] = stateOfThread(state, thread) as [
      number, number, number, number, number,
    ];
    if (active === 0 && token + level + copyOnOpen + effectiveOnly !== 0) report(`thread ${thread} shows what it had`);
    if (active === 0) continue;
    if (level > 3) report(`thread ${thread} at level ${level}`);
    if (!raised && state.field("token", token, "type") === 2 && level > state.field("token", token, "level")) {
      report(`thread ${thread} above its token`);
    }
  }
}

/** I11: what a token may become never grows. */
function checkTokens(before: StateView, after: StateView, report: Report): void {
  for (const token of after.live("token")) {
    if (before.field("token", token, "type") === 0
      || before.field("token", token, "generation") !== after.field("token", token, "generation")) {
      continue;
    }
    const present = after.wide("token", token, "privilegesPresent");
    if ((present & ~before.wide("token", token, "privilegesPresent")) !== 0n) report(`token ${token} has new privileges`);
    if ((after.wide("token", token, "privilegesEnabled") & ~present) !== 0n) report(`token ${token} has enabled what it has not`);
    for (const name of ["user", "groups", "groupsDenyOnly", "restricting", "type", "level", "integrity"]) {
      if (after.wide("token", token, name) !== before.wide("token", token, name)) report(`token ${token}: ${name} changed`);
    }
  }
}

const stateOfThread = (state: StateView, thread: number): number[] =>
  ["active", "token", "level", "copyOnOpen", "effectiveOnly"].map((name) => state.field("thread", thread, name));
const changesNoThread: readonly RoutineName[] = [
  "NtOpenProcessToken", "NtDuplicateToken", "NtAdjustPrivilegesToken", "NtOpenFile", "NtClose",
  "SeCreateClientSecurity", "SeDeleteClientSecurity", ...referencing, "SeCaptureSubjectContextEx",
  "SeCreateClientSecurityFromSubjectContext", "SeReleaseSubjectContext", "SeLockSubjectContext", "NtOpenProcessTokenEx", "NtQueryInformationToken",
];

/** I6, I10, I12: what a call may change, and what its status says. */
function checkCall(draw: Draw, routine: RoutineName, before: StateView, step: Step, report: Report): void {
  const changed = records(before, "thread").filter(
    (thread) => String(stateOfThread(before, thread)) !== String(stateOfThread(step.state, thread)),
  );
  const refused = step.status.startsWith("STATUS_") && step.status !== "STATUS_SUCCESS" && step.status !== "STATUS_NOT_ALL_ASSIGNED";
  if (changed.length > 0 && (refused || changesNoThread.includes(routine))) report(`${routine} ${step.status} changed threads ${changed}`);
  if (routine === "NtOpenThreadToken") checkOpen(draw, before, step, changed, report);
}

function checkOpen(draw: Draw, before: StateView, step: Step, changed: number[], report: Report): void {
  const actor = 1 + (draw.actor % 5);
  const target = draw.numbers[0]! % 6 || actor;
  const [active, , level, , effectiveOnly] = stateOfThread(before, target) as [
    number, number, number, number, number,
  ];
  const [, , levelAfter, copyOnOpen, effectiveAfter] = stateOfThread(step.state, target) as [
    number, number, number, number, number,
  ];
  if (changed.some((thread) => thread !== target)) report(`opening ${target} changed ${changed}`);
  if (changed.length > 0 && (copyOnOpen !== 0 || effectiveAfter !== effectiveOnly)) report("the copy has other flags");
  if (changed.length > 0 && levelAfter !== level && levelAfter !== 1) report(`from level ${level} to ${levelAfter}`);
  if (changed.length > 0 && target === actor && draw.numbers[2]! % 2 === 1) report("the own token was replaced for good");
  if (step.status === "STATUS_CANT_OPEN_ANONYMOUS" && (active === 0 || level !== 0)) report("not anonymous");
  if (step.status === "STATUS_SUCCESS" && (active === 0 || level === 0)) report("opened what cannot be opened");
}

const statusesSeen = new Map<string, number>();

describe("after every step of any program", () => {
  test.each(names)("references, unused records, levels, tokens and threads are sound (%s)", (version) => {
    fc.assert(fc.property(draws, (calls) => {
      const { steps, machine } = build(version, calls).run();
      const problems: string[] = [];
      const kernelReferences = new Map<number, number>();
      let before: StateView | undefined;
      let raised = false;
      steps.forEach((step, index) => {
        const report = (problem: string): void => void problems.push(`step ${index}: ${problem}`);
        const entry = machine.journalEntry(index);
        const skipped = (entry.stepFlags & 1) !== 0;
        const routine = alphabet[calls[index]!.routine % alphabet.length]!;
        if (step.state.field("header", 0, "bugCheck") + step.state.field("header", 0, "worldFull") !== 0) return;
        if (!skipped) statusesSeen.set(`${routine} ${step.status}`, (statusesSeen.get(`${routine} ${step.status}`) ?? 0) + 1);
        if (referencing.includes(routine) && !skipped && entry.status !== 0) {
          kernelReferences.set(entry.status, (kernelReferences.get(entry.status) ?? 0) + 1);
        }
        raised ||= step.state.field("header", 0, "levelRaised") === 1;
        checkReferences(step.state, kernelReferences, report);
        checkUnused(step.state, report);
        checkThreads(step.state, raised, report);
        if (before) checkTokens(before, step.state, report);
        if (before && !skipped) checkCall(calls[index]!, routine, before, step, report);
        before = step.state;
      });
      expect(problems).toEqual([]);
    }), { numRuns: 120, seed: 7, endOnFailure: true });
  });

  test("the programs were no idle talk: what matters happened", () => {
    for (const reached of [
      "NtOpenThreadToken STATUS_SUCCESS", "NtOpenThreadToken STATUS_NO_TOKEN",
      "NtOpenThreadToken STATUS_CANT_OPEN_ANONYMOUS", "NtOpenThreadToken STATUS_BAD_IMPERSONATION_LEVEL",
      "NtSetInformationThread STATUS_SUCCESS", "NtDuplicateToken STATUS_SUCCESS",
      "SeImpersonateClientEx STATUS_SUCCESS", "NtClose STATUS_INVALID_HANDLE", "PsDisableImpersonation 1",
      "PsRestoreImpersonation 0", "NtImpersonateThread STATUS_SUCCESS",
      "SeCreateClientSecurityFromSubjectContext STATUS_SUCCESS", "SeCreateClientSecurity STATUS_BAD_IMPERSONATION_LEVEL",
    ]) expect([reached, (statusesSeen.get(reached) ?? 0) > 0]).toEqual([reached, true]);
  });
});
