/*
 * What code of a driver, a work item or a procedure has taken and not given back on some way out of it: an
 * impersonation, a context, a reference. This goes through the checked steps on all ways at once and keeps
 * what may be taken. Where a condition decides whether something is given back that was taken on some ways
 * only, it counts as given back: such a condition mostly asks whether it was taken. What `choose` draws is
 * followed value by value.
 */
import type { Report } from "../resolve/report.ts";
import type { Span } from "../syntaxTree.ts";
import { followedMost, isAskedIn, outcomeOf, valuesOf } from "./chosenValues.ts";
import type { Fact } from "./narrowing.ts";
import { partsOf } from "./nested.ts";
import type { Binding, CallStep, Step } from "./steps.ts";
import {
  adviceFor, adviceForUnnamed, callsIn, isAbout, isImpersonation, isOfOther, isSame, nameOf, takenBy,
  withoutGivenBack, type Taken,
} from "./taken.ts";

/** Undefined: no way leads here. */
type Ways = readonly Taken[] | undefined;
/** Where a way begins, and where it ends. */
type Way = readonly [start: readonly Taken[], end: Ways];
type StepOf<Kind extends Step["kind"]> = Extract<Step, { kind: Kind }>;

/**
 * Says which ways out leave something taken. A scenario that `breaks` a property wants its bug: what its
 * code leaves is not said, nor where other scenarios run the same code.
 */
export function checkLeftTaken(
  steps: readonly Step[], versions: readonly string[], breaks: boolean, report: Report,
): void {
  new TakenReader(versions, breaks, report).readOutside(steps);
}

class TakenReader {
  /** What is taken where a `return` leaves the innermost frame. */
  private left: Ways;

  /** The call right before, of which `failed` speaks; undefined: nobody knows which. */
  private last: CallStep | undefined;

  /** What choices have drawn on the ways that are read. */
  private readonly chosen = new Map<Binding, ReturnType<typeof valuesOf>[number]>();
  /** In how many ways choices have parted what is read. */
  private parted = 1;
  /** Choices of the scenario's own lines, which the code that they run may ask for. */
  private readonly outside: StepOf<"choose">[] = [];

  /** `versions`: those on which what is read here runs. */
  constructor(
    private versions: readonly string[], private readonly breaks: boolean, private readonly report: Report,
  ) {}

  /** A scenario's own lines may leave what they like; the code that they run is judged. */
  readOutside(steps: readonly Step[]): void {
    steps.forEach((step, index) => {
      if (step.kind === "frame") this.judge(step, steps[index - 1]?.kind === "enter");
      else if (step.kind === "call" && Array.isArray(step.code)) this.item(step.code as readonly Step[]);
      else if (step.kind === "guard") this.readGuarded(step);
      else if (step.kind === "choose") this.outside.push(step);
      else partsOf(step).forEach((part) => this.readOutside(part));
    });
  }

  private readGuarded(step: StepOf<"guard">): void {
    const outer = this.versions;
    this.versions = step.versions;
    this.readOutside(step.then);
    this.versions = outer.filter((version) => !step.versions.includes(version));
    this.readOutside(step.otherwise);
    this.versions = outer;
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
    const end = this.readChosen(this.outside, frame.body, []);
    const returning = this.left as Ways;
    this.left = outer;
    if (isWhole) callsIn(frame.body).forEach((step) => this.sayUnnamed(step));
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

  private say(form: "SCN039" | "SCN039/end" | "SCN039/again", span: Span, taken: readonly Taken[]): void {
    if (this.breaks) return this.report.take(form, span);
    const distinct = (texts: readonly string[]): string => [...new Set(texts)].join(" and ");
    const what = distinct(taken.map(({ call }) => (form !== "SCN039"
      ? `\`${call.operation.routine}\``
      : `\`${call.operation.routine}\` of line ${this.report.lineOf(call.named)}`)));
    // what was taken last is given back first
    const advice = distinct([...taken].reverse().map((one) => `\`${adviceFor(one)}\``));
    this.report.say(form, span, what, advice);
  }

  /** What has no name cannot be given back; a procedure's handle may still be meant to stay open. */
  private sayUnnamed(step: CallStep): void {
    const name = step.operation.result?.endsWith("Handle") === true ? "opened" : "taken";
    const advice = adviceForUnnamed(step, name);
    if (advice === undefined) return;
    if (this.breaks) return this.report.take("SCN039/unnamed", step.named);
    this.report.say("SCN039/unnamed", step.named, step.operation.routine, name, advice);
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
    this.last = undefined;
    for (const [index, step] of steps.entries()) {
      if (ways === undefined) return undefined;
      if (step.kind === "choose") return this.readChosen([step], steps.slice(index + 1), ways);
      ways = this.step(step, ways);
      this.last = step.kind === "call" ? step : undefined;
    }
    return ways;
  }

  /** Reads what stands behind choices, once for each value that a condition asks for. */
  private readChosen(choices: readonly StepOf<"choose">[], steps: readonly Step[], ways: readonly Taken[]): Ways {
    const [choice, ...others] = choices;
    if (choice === undefined) return this.read(steps, ways);
    const { binding } = choice;
    const values = valuesOf(choice);
    const isFollowed = values.length > 0 && this.parted * values.length <= followedMost;
    if (!isFollowed || this.chosen.has(binding) || !isAskedIn(binding, steps)) {
      return this.readChosen(others, steps, ways);
    }
    this.parted *= values.length;
    const ends = values.map((value) => {
      this.chosen.set(binding, value);
      return this.readChosen(others, steps, ways);
    });
    this.chosen.delete(binding);
    this.parted /= values.length;
    return ends.reduce(meet);
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
      case "guard": return this.guard(step, ways);
      case "anyOf":
        if (step.alternatives.length === 0) return ways;
        return step.alternatives.map(({ body }) => this.read(body, ways)).reduce(meet);
      case "repeat": return this.repeat(step, ways);
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
    if (taken === undefined) {
      return step.otherwise === undefined ? after : meet(after, this.read(step.otherwise, after));
    }
    const others = after.filter((one) => !isSame(one, taken));
    // an impersonation takes the place of the one before; a name that is bound once more loses what it had
    const isNamed = taken.holder === step.result;
    if (others.length < after.length && isNamed) this.say("SCN039/again", step.named, [taken]);
    const failed = isNamed ? others : after;
    return step.otherwise === undefined
      ? [...others, taken]
      : meet([...others, taken], this.read(step.otherwise, failed));
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

  /** What the condition tells is not there is not taken on that way. */
  private if(step: StepOf<"if">, ways: readonly Taken[]): Ways {
    const outcome = outcomeOf(step.condition, this.chosen);
    if (outcome !== undefined) return this.read(outcome ? step.then : step.otherwise, ways);
    const { last } = this;
    const asked = ways.flatMap((one) => asking(step, one, last));
    const [holds, fails] = step.tells.map((facts) => asked.filter((one) => !isDenied(one, facts, last)));
    return meetBehind([holds!, this.read(step.then, holds)], [fails!, this.read(step.otherwise, fails)]);
  }

  /** A guard that holds on all versions, or on none, parts no ways. */
  private guard(step: StepOf<"guard">, ways: readonly Taken[]): Ways {
    const outer = this.versions;
    const others = outer.filter((version) => !step.versions.includes(version));
    const way = (versions: readonly string[], steps: readonly Step[]): Ways => {
      this.versions = versions;
      return versions.length === 0 ? undefined : this.read(steps, ways);
    };
    const [then, otherwise] = [way(step.versions, step.then), way(others, step.otherwise)];
    this.versions = outer;
    return meetBehind([ways, then], [ways, otherwise]);
  }

  /** Two rounds show what the first leaves to the next. */
  private repeat(step: StepOf<"repeat">, ways: readonly Taken[]): Ways {
    if (step.to === 0) return ways;
    const once = this.read(step.body, ways);
    const often = step.to === 1 ? once : meet(once, this.read(step.body, once));
    return step.from === 0 ? meetBehind([ways, often], [ways, ways]) : often;
  }
}

/** Taken on one of two ways. */
function meet(first: Ways, second: Ways): Ways {
  if (first === undefined || second === undefined) return first ?? second;
  const isNew = (one: Taken): boolean =>
    !first.some((other) => isSame(one, other) && one.call === other.call && one.left === other.left);
  const isSure = (one: Taken, ways: readonly Taken[]): boolean =>
    one.sure && ways.some((other) => other.sure && isSame(one, other));
  return [
    ...first.map((one) => ({ ...one, sure: isSure(one, second) })),
    ...second.filter(isNew).map((one) => ({ ...one, sure: isSure(one, first) })),
  ];
}

/**
 * As `meet`, of two ways from their beginnings to their ends. What may have been taken and is given back on
 * one of them counts as given back, since on the other it may not have been taken; what was surely taken
 * does not.
 */
function meetBehind(first: Way, second: Way): Ways {
  const isDropped = (one: Taken): boolean => [first, second].some(([start, end]) =>
    end?.some((other) => isSame(one, other)) === false &&
    start.some((before) => isSame(one, before) && !before.sure));
  return meet(first[1], second[1])?.filter((one) => !isDropped(one));
}

/** Whether some fact says that it is not taken. */
function isDenied(taken: Taken, facts: readonly Fact[], last: CallStep | undefined): boolean {
  return facts.some((fact) => !fact.is && isAbout(fact, taken, last));
}

/**
 * What is known of something where a condition asks for it in words that nobody here understands: of a
 * call's status nothing, so it is not followed on; of other things that it may not be taken.
 */
function asking({ condition, tells }: StepOf<"if">, taken: Taken, last: CallStep | undefined): Taken[] {
  if (tells.some((facts) => facts.some((fact) => isAbout(fact, taken, last)))) return [taken];
  const parts = condition.code.flatMap(({ immediate }) =>
    (typeof immediate === "object" && "binding" in immediate && immediate.binding === taken.call.result
      ? [immediate.part]
      : []));
  const asksWhetherFailed = condition.code.some(({ name }) => name === "LastFailed") &&
    (last === undefined || last === taken.call);
  if (asksWhetherFailed || parts.includes("status")) return [];
  const isNamed = isImpersonation(taken) ? asksWho.test(condition.text) : parts.length > 0;
  return [isNamed ? { ...taken, sure: false } : taken];
}

const asksWho = /\.(impersonating|impersonation|level|token)\b/;
