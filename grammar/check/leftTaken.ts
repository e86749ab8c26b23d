/*
 * What code of a driver, a work item or a procedure has taken and not given back on some way out of it: an
 * impersonation, a context, a reference. This goes through the checked steps on all ways at once and keeps
 * what may be taken. Where a condition decides whether something is given back, it counts as given back:
 * such a condition mostly asks whether it was taken.
 */
import { releases, type ReleaseRow, type ReleaseStep } from "../../core/tables/releases.ts";
import type { Report } from "../resolve/report.ts";
import type { Thread } from "../resolve/model.ts";
import type { Span } from "../syntaxTree.ts";
import { actorText } from "./actors.ts";
import { partsOf } from "./nested.ts";
import type { Actor, Binding, CallStep, CheckedExpression, Step, StepOperand } from "./steps.ts";

type Holder = Thread | Binding | "own";
interface Taken {
  readonly row: ReleaseRow;
  readonly holder: Holder;
  readonly call: CallStep;
  /** The `return` by which it was left. */
  readonly left?: Span;
  /** Another thread impersonates, and this call ended the impersonation of the calling one instead. */
  readonly missed?: CallStep;
}
/** Undefined: no way leads here. */
type Ways = readonly Taken[] | undefined;
type StepOf<Kind extends Step["kind"]> = Extract<Step, { kind: Kind }>;

/**
 * Says which ways out leave something taken. A scenario that `breaks` a property wants its bug: what its
 * code leaves is not said, nor where other scenarios run the same code.
 */
export function checkLeftTaken(steps: readonly Step[], breaks: boolean, report: Report): void {
  new TakenReader(breaks, report).readOutside(steps);
}

class TakenReader {
  /** What is taken where a `return` leaves the innermost frame. */
  private left: Ways;

  constructor(private readonly breaks: boolean, private readonly report: Report) {}

  /** A scenario's own lines may leave what they like; the code that they run is judged. */
  readOutside(steps: readonly Step[]): void {
    steps.forEach((step, index) => {
      if (step.kind === "frame") this.judge(step, steps[index - 1]?.kind === "enter");
      else if (step.kind === "call" && Array.isArray(step.code)) this.item(step.code as readonly Step[]);
      else partsOf(step).forEach((part) => this.readOutside(part));
    });
  }

  private item(code: readonly Step[]): void {
    for (const step of code) if (step.kind === "frame") this.judge(step, true);
  }

  /**
   * A procedure may take for whoever calls it, so what it never gives back is its caller's; an entry and a
   * work item end where their thread goes on with something else. A thread that they name, and make
   * impersonate, is meant to go on so.
   */
  private judge(frame: StepOf<"frame">, isWhole: boolean): void {
    const outer = this.left;
    this.left = undefined;
    const end = this.read(frame.body, []);
    const returning = this.left as Ways;
    this.left = outer;
    const atEnd = end ?? [];
    for (const one of [...atEnd, ...(returning ?? [])]) if (one.missed !== undefined) this.sayMissed(one);
    const wrong = (returning ?? []).filter(
      (one) => (isWhole && !isOfOther(one)) ||
        (end !== undefined && !atEnd.some((other) => isSame(one, other))),
    );
    const byReturn = new Map<string, Taken[]>();
    for (const one of wrong) {
      const key = `${one.left?.start}`;
      byReturn.set(key, [...(byReturn.get(key) ?? []), one]);
    }
    // what `finally` itself takes was taken by no return
    const inFinally = wrong.filter(({ left }) => left === undefined);
    const never = meet(inFinally, isWhole ? atEnd.filter((one) => !isOfOther(one)) : []) ?? [];
    for (const one of never) this.say("SCN039/end", one.call.named, [one]);
    for (const group of byReturn.values()) {
      const some = group.filter((one) => !never.some((other) => other.call === one.call));
      if (some.length > 0) this.say("SCN039", some[0]!.left!, some);
    }
  }

  private say(form: "SCN039" | "SCN039/end", span: Span, taken: readonly Taken[]): void {
    if (this.breaks) return this.report.take(form, span);
    const distinct = (texts: readonly string[]): string => [...new Set(texts)].join(" and ");
    const what = distinct(taken.map(({ call }) => (form === "SCN039/end"
      ? `\`${call.operation.routine}\``
      : `\`${call.operation.routine}\` of line ${this.report.lineOf(call.named)}`)));
    // what was taken last is given back first
    const advice = distinct([...taken].reverse().map((one) => `\`${adviceFor(one)}\``));
    this.report.say(form, span, what, advice);
  }

  /** What was meant to end another thread's impersonation, and ended none. */
  private sayMissed(taken: Taken): void {
    const missed = taken.missed!;
    if (this.breaks) return this.report.take("SCN039/other", missed.named);
    this.report.say(
      "SCN039/other", missed.named, missed.operation.routine, nameOf(taken.holder), taken.call.operation.routine,
      this.report.lineOf(taken.call.named), adviceFor(taken),
    );
  }

  private read(steps: readonly Step[], start: Ways): Ways {
    let ways = start;
    for (const step of steps) {
      if (ways === undefined) return undefined;
      ways = this.step(step, ways);
    }
    return ways;
  }

  private step(step: Step, ways: readonly Taken[]): Ways {
    switch (step.kind) {
      case "call": return this.call(step, ways);
      case "act":
        return step.otherwise === undefined ? ways : meet(ways, this.read(step.otherwise, ways));
      case "frame": return this.frame(step, ways);
      case "finally": return this.finally(step, ways);
      case "return":
        this.left = meet(this.left, ways.map((one) => ({ left: step.span, ...one })));
        return undefined;
      case "if": return this.if(step, ways);
      case "guard":
        return agreed(ways, this.read(step.then, ways), this.read(step.otherwise, ways));
      case "anyOf":
        if (step.alternatives.length === 0) return ways;
        return step.alternatives.map(({ body }) => this.read(body, ways)).reduce(meet);
      case "repeat": return step.to === 0 ? ways : agreed(ways, this.read(step.body, ways), ways);
      case "atomic": case "sweep": return this.read(step.body, ways);
      default: return ways;
    }
  }

  private call(step: CallStep, ways: readonly Taken[]): Ways {
    let after = withoutGivenBack(step, ways);
    if (Array.isArray(step.code)) {
      this.item(step.code as readonly Step[]);
      for (const inner of callsIn(step.code as readonly Step[])) after = withoutGivenBack(inner, after);
    }
    const taken = takenBy(step);
    const succeeded = taken === undefined ? after : [...after.filter((one) => !isSame(one, taken)), taken];
    return step.otherwise === undefined ? succeeded : meet(succeeded, this.read(step.otherwise, after));
  }

  private frame(step: StepOf<"frame">, ways: readonly Taken[]): Ways {
    const outer = this.left;
    this.left = undefined;
    const end = this.read(step.body, ways);
    const returning = this.left as Ways;
    const behind = meet(end, returning?.map(({ left: _, ...one }) => one));
    this.left = outer;
    return behind;
  }

  private finally(step: StepOf<"finally">, ways: readonly Taken[]): Ways {
    const outer = this.left;
    this.left = undefined;
    const end = this.read(step.body, ways);
    const returning = this.left;
    this.left = outer;
    this.left = meet(this.left, this.read(step.last, returning));
    return this.read(step.last, end);
  }

  /** What the condition asks about may not have been taken on one of the two ways. */
  private if(step: StepOf<"if">, ways: readonly Taken[]): Ways {
    const sure = ways.filter((one) => !asksAbout(step.condition, one.call));
    return agreed(sure, this.read(step.then, sure), this.read(step.otherwise, sure));
  }
}

function isSame(one: Taken, other: Taken): boolean {
  return one.row === other.row && one.holder === other.holder;
}

/** Taken on one of two ways. */
function meet(first: Ways, second: Ways): Ways {
  if (first === undefined || second === undefined) return first ?? second;
  const isNew = (one: Taken): boolean =>
    !first.some((other) => isSame(one, other) && one.call === other.call && one.left === other.left);
  return [...first, ...second.filter(isNew)];
}

/** As `meet`, but what one of the ways has given back is given back. */
function agreed(before: readonly Taken[], first: Ways, second: Ways): Ways {
  const has = (way: Ways, one: Taken): boolean =>
    way === undefined || way.some((other) => isSame(one, other));
  const wasTaken = (one: Taken): boolean => before.some((other) => isSame(one, other));
  return meet(first, second)?.filter((one) => !wasTaken(one) || (has(first, one) && has(second, one)));
}

function holderOf(step: CallStep, of: ReleaseStep["of"]): Holder | undefined {
  const actor = (by: Actor): Holder =>
    (by.kind === "own" ? "own" : by.kind === "thread" ? by.thread : by.binding);
  if (of === "caller") return actor(step.actor);
  if (of === "result") return step.result;
  const operand: StepOperand | undefined = step.operands[of];
  if (operand?.form === "current") return actor(step.actor);
  if (operand?.form === "binding") return operand.binding;
  return operand?.form === "thing" && operand.thing.kind === "thread" ? operand.thing : undefined;
}

function takenBy(step: CallStep): Taken | undefined {
  const isFailing = step.demands.length > 0 && step.demands.every(
    ({ statuses, boolean }) => boolean === false || (statuses !== undefined && !statuses.includes(0)),
  );
  if (isFailing) return undefined;
  for (const row of releases) {
    const how = row.taken.find(({ routine }) => routine === step.operation.routine);
    if (how === undefined || (how.token !== undefined && isNone(step, how.token))) continue;
    const holder = holderOf(step, how.of);
    if (holder !== undefined) return { row, holder, call: step };
  }
  return undefined;
}

function isNone(step: CallStep, position: number): boolean {
  return step.operands[position]?.form === "none";
}

function withoutGivenBack(step: CallStep, ways: readonly Taken[]): readonly Taken[] {
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

function callsIn(steps: readonly Step[]): CallStep[] {
  return steps.flatMap((step) => [
    ...(step.kind === "call" ? [step] : []), ...partsOf(step).flatMap(callsIn),
  ]);
}

/** Whether a condition asks how a call went, by its result's name or by `failed`. */
function asksAbout({ code }: CheckedExpression, call: CallStep): boolean {
  return code.some(({ name, immediate }) =>
    name === "LastFailed" ||
    (typeof immediate === "object" && "binding" in immediate && immediate.binding === call.result));
}

/** An impersonation of a thread that the call names, though it may be the one that runs the code. */
function isOfOther({ row, call }: Taken): boolean {
  const how = row.taken.find(({ routine }) => routine === call.operation.routine)!;
  if (row.adviceForOther === undefined || typeof how.of !== "number") return false;
  return call.operands[how.of]?.form !== "current";
}

/** Whether a call gives back something that was taken, and so is no work of its own. */
export function givesBack(step: CallStep): boolean {
  return step.operation.routine === "NtClose" || releases.some(({ givenBack }) => givenBack.some((how) =>
    how.routine === step.operation.routine && (how.token === undefined || isNone(step, how.token))));
}

function nameOf(holder: Holder): string {
  if (holder === "own") return "current";
  return "role" in holder ? actorText({ kind: "thread", thread: holder }) : holder.name;
}

function adviceFor(taken: Taken): string {
  const { row, holder, call } = taken;
  const impersonates = row.adviceForOther !== undefined;
  if (impersonates && call.operation.mode !== "kernel") {
    return "NtSetInformationThread(…, ThreadImpersonationToken, none)";
  }
  if (row.adviceForOther === undefined) {
    return row.advice.replace("{0}", nameOf(holder));
  }
  if (!isOfOther(taken) || holder === "own") return row.advice;
  return row.adviceForOther.replace("{0}", nameOf(holder));
}
