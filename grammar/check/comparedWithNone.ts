/*
 * `x == none` and `x in [none, …]`: what counts as none depends on what x is. A property of nothing is none;
 * a set or a domain without members is none as well, as `none` in a declaration is an empty list; and some
 * fields have a number that stands for it. What can never be none is not compared with it: the answer would
 * be the same in every run, and nobody would see that nothing was asked. A call that was made has a status.
 */
import type { Operation } from "../../core/tables/operations.ts";
import type { Expression } from "../syntaxTree.ts";
import { countOfDomain, countOfSet } from "./domains.ts";
import type { Instruction } from "./steps.ts";
import { literal, plain, type ExpressionPlace, type Typed } from "./terms.ts";

/** These make none out of what is something, or can themselves be none. */
const sources: readonly string[] = [
  "None", "Variable", "EventThread", "ImpersonationToken", "ThreadLevel",
];
/** These give an answer even where they are asked of none. */
const answers: readonly string[] = ["And", "Or", "Not", "Equal", "NotEqual", "InMask128", "InMask64", "InSet",
  "Less", "LessOrEqual", "Greater", "GreaterOrEqual", "Implies", "HasRights", "Within", "Can", "LoopCount",
  "LoopEvery", "LoopSome", "LoopNo"];

/** Whether there is a run in which a term is none, and one in which it is something. */
export function canBeNone(term: Typed): boolean {
  if (term.set !== undefined || term.domain !== undefined || term.absent !== undefined) return true;
  if ((term.provisos ?? []).length > 0) return true;
  return term.type !== "none" && term.code.reduce(
    (can, { name }) => sources.includes(name) || (can && !answers.includes(name)), false,
  );
}

/**
 * A name that a caller, a row or a range gives its value: here it is the same in every run, elsewhere it is
 * not.
 */
export function isGiven(side: Expression, at: ExpressionPlace): boolean {
  if (side.kind !== "path" || side.parts.length !== 1) return false;
  const value = at.place.scope.find(side.parts[0]!.text);
  return value !== undefined && value.kind !== "element" && value.kind !== "binding";
}

/**
 * The call whose status a term is, or whether it failed, where it was made on every way: in a property it is
 * still to be made.
 */
function callMade({ code }: Typed, { property, place }: ExpressionPlace): Operation | undefined {
  const [{ immediate } = {}, failed, ...rest] = code as readonly Partial<Instruction>[];
  if (typeof immediate !== "object" || !("binding" in immediate) || immediate.part !== "status") return undefined;
  if (property || rest.length > 0 || (failed !== undefined && failed.name !== "Failed")) return undefined;
  const { binding } = immediate;
  return place.known.now?.hasOn(binding.made, place.versions) === true ? binding.operation : undefined;
}

/** Whether it makes sense to ask a term whether it is none; if not, that is said. */
export function mayBeNone(term: Typed, side: Expression, at: ExpressionPlace): boolean {
  const { report, text } = at.context;
  const call = callMade(term, at);
  if (call !== undefined && term.type === "status") {
    report.say("SCN024/demanded", side.span, call.routine, "`none`", call.statuses.join(", "));
    return false;
  }
  if (call === undefined && (canBeNone(term) || isGiven(side, at))) return true;
  if (term.type === "none") {
    report.say("SCN024", side.span, "none", "a value beside it", "another `none`", "`x.level == none`");
  } else report.say("SCN024/none", side.span, text.slice(side.span.start, side.span.end));
  return false;
}

/** Whether a term is none; `depth` counts the quantifiers around. */
export function isNone(term: Typed, depth: number): Typed {
  const counted = numberOf(term, depth);
  const absent = counted === undefined ? term.absent : 0;
  const { code, watch } = counted ?? term;
  const question: Instruction[] = absent === undefined
    ? [...code, plain("None"), plain("Equal")]
    : [...code, plain("None"), literal(absent), { name: "InSet", immediate: 2 }];
  return orMissing({ type: "boolean", code: question, watch }, term.provisos ?? []);
}

/** The answer, which is also yes where what must hold for the value to be one does not. */
export function orMissing(answer: Typed, provisos: readonly (readonly Instruction[])[]): Typed {
  const missing = provisos.flatMap((proviso) => [...proviso, plain("Not"), plain("Or")]);
  return { ...answer, code: [...answer.code, ...missing] };
}

/** How many there are of what has members; undefined: it has none. */
function numberOf({ domain, set, ...rest }: Typed, depth: number): Typed | undefined {
  if (domain !== undefined) return countOfDomain(domain, depth);
  return set && countOfSet(rest, set);
}
