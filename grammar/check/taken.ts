/*
 * What single calls take and give back, by the table `releases`: an impersonation, a context, a reference,
 * a handle; who or what holds it, and with which call it is given back.
 */
import { releases, type ReleaseRow, type ReleaseStep } from "../../core/tables/releases.ts";
import type { Thread } from "../resolve/model.ts";
import type { Span } from "../syntaxTree.ts";
import { actorText } from "./actors.ts";
import { partsOf } from "./nested.ts";
import type { Fact } from "./narrowing.ts";
import type { Actor, Binding, CallStep, Step, StepOperand } from "./steps.ts";

type Holder = Thread | Binding | "own";

export interface Taken {
  readonly row: ReleaseRow;
  readonly holder: Holder;
  readonly call: CallStep;
  /** It is taken on every way that leads here, not only on some. */
  readonly sure: boolean;
  /** The `return` by which it was left. */
  readonly left?: Span;
  /** Another thread impersonates, and this call ended the impersonation of the calling one instead. */
  readonly missed?: CallStep;
}

/** The same thing is held, be it by another call. */
export function isSame(one: Taken, other: Taken): boolean {
  return one.row === other.row && one.holder === other.holder;
}

/** An impersonation, which a thread has, and no result. */
export const isImpersonation = ({ row }: Taken): boolean => row.adviceForOther !== undefined;

function holderOf(step: CallStep, of: ReleaseStep["of"]): Holder | undefined {
  if (of === "caller") return actorHolder(step.actor);
  if (of === "result") return step.result;
  const operand: StepOperand | undefined = step.operands[of];
  if (operand?.form === "current") return actorHolder(step.actor);
  if (operand?.form === "binding") return operand.binding;
  return operand?.form === "thing" && operand.thing.kind === "thread" ? operand.thing : undefined;
}

function actorHolder(by: Actor): Holder {
  return by.kind === "own" ? "own" : by.kind === "thread" ? by.thread : by.binding;
}

/** What a call takes where it succeeds; undefined: nothing, or nothing that has a name. */
export function takenBy(step: CallStep): Taken | undefined {
  for (const { row, how } of takingOf(step)) {
    const holder = holderOf(step, how.of);
    if (holder !== undefined) return { row, holder, call: step, sure: surelySucceeds(step) };
  }
  return undefined;
}

/** How to give back what a call takes, if it had this name; undefined: it has one, or takes no such thing. */
export function adviceForUnnamed(step: CallStep, name: string): string | undefined {
  const taking = step.result === undefined ? takingOf(step).find(({ how }) => how.of === "result") : undefined;
  return taking?.row.advice.replace("{0}", name);
}

/** Rows by which a call takes something; none where it is meant to fail. */
function takingOf(step: CallStep): { readonly row: ReleaseRow; readonly how: ReleaseStep }[] {
  const isFailing = step.demands.length > 0 && step.demands.every(
    ({ statuses, boolean }) => boolean === false || (statuses !== undefined && !statuses.includes(0)),
  );
  if (isFailing) return [];
  return releases.flatMap((row) => row.taken
    .filter((how) => how.routine === step.operation.routine)
    .filter(({ token }) => token === undefined || !isNone(step, token))
    .map((how) => ({ row, how })));
}

/** Whether behind a call it is known to have succeeded, on the way that its `else` does not take. */
function surelySucceeds({ operation, demands, succeed, otherwise, result }: CallStep): boolean {
  if (operation.returns !== "status") return operation.mayReturnNone !== true && result !== undefined;
  const isSuccess = demands.every(({ statuses }) => statuses?.every((status) => status === 0) === true);
  return otherwise !== undefined || (succeed && isSuccess);
}

function isNone(step: CallStep, position: number): boolean {
  return step.operands[position]?.form === "none";
}

/** What is still taken behind a call. */
export function withoutGivenBack(step: CallStep, ways: readonly Taken[]): readonly Taken[] {
  const left = ways.filter(({ row, holder }) => !row.givenBack.some((how) =>
    how.routine === step.operation.routine && holderOf(step, how.of) === holder &&
    (how.token === undefined || isNone(step, how.token))));
  if (left.length < ways.length) return left;
  return left.map((one) => (isMissed(step, one) ? { ...one, missed: step } : one));
}

/** Whether a call ends the impersonation of the calling thread, where only another one impersonates. */
function isMissed(step: CallStep, taken: Taken): boolean {
  return isOfOther(taken) && taken.row.givenBack.some((how) =>
    how.of === "caller" && how.routine === step.operation.routine);
}

/** All calls in some steps, also in what they queue. */
export function callsIn(steps: readonly Step[]): CallStep[] {
  return steps.flatMap((step) => [
    ...(step.kind === "call" ? [step] : []), ...partsOf(step).flatMap(callsIn),
  ]);
}

/** An impersonation of a thread that the call names, though it may be the one that runs the code. */
export function isOfOther({ row, call }: Taken): boolean {
  const how = row.taken.find(({ routine }) => routine === call.operation.routine)!;
  if (row.adviceForOther === undefined || typeof how.of !== "number") return false;
  return call.operands[how.of]?.form !== "current";
}

/** Whether a call gives back something that was taken, and so is no work of its own. */
export function givesBack(step: CallStep): boolean {
  return step.operation.routine === "NtClose" || releases.some(({ givenBack }) => givenBack.some((how) =>
    how.routine === step.operation.routine && (how.token === undefined || isNone(step, how.token))));
}

/** Whether a fact speaks of what was taken; `last` is the call before the condition, if it is known. */
export function isAbout(fact: Fact, taken: Taken, last: CallStep | undefined): boolean {
  switch (fact.about) {
    case "result": return taken.call.result === fact.binding;
    case "made": case "status": return false;
    case "last": return taken.call === last;
    case "impersonation": return isImpersonation(taken) && taken.holder === actorHolder(fact.thread);
  }
}

/** What holds it, for a message. */
export function nameOf(holder: Holder): string {
  if (holder === "own") return "current";
  return "role" in holder ? actorText({ kind: "thread", thread: holder }) : holder.name;
}

/** The call that gives it back. */
export function adviceFor(taken: Taken): string {
  const { row, holder, call } = taken;
  if (row.adviceForOther === undefined) return row.advice.replace("{0}", nameOf(holder));
  if (call.operation.mode !== "kernel") return "NtSetInformationThread(…, ThreadImpersonationToken, none)";
  if (!isOfOther(taken) || holder === "own") return row.advice;
  return row.adviceForOther.replace("{0}", nameOf(holder));
}
