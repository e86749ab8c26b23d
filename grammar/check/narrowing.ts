/*
 * What a condition tells of calls and threads: where `not h.failed` holds, `h` is bound; where
 * `current.impersonating` does not hold, there is nothing to revert. Only what a condition says in these
 * words is understood; where it says the same in others, a warning stands that is one too many.
 */
import type { Comparison, Expression, Path } from "../syntaxTree.ts";
import { isError } from "../statusWords.ts";
import { wordNamed } from "../words.ts";
import type { CheckContext } from "./context.ts";
import type { Known } from "./known.ts";
import type { Place } from "./scope.ts";
import type { Actor, Binding } from "./steps.ts";
import { lookUp } from "./values.ts";

/** What is known where a condition turned out one way: that a call succeeded, that a thread impersonates. */
export type Fact = { readonly is: boolean } & (
  | { readonly about: "result"; readonly binding: Binding }
  /** What was not called has neither failed nor a status, and nothing that it gives back. */
  | { readonly about: "made"; readonly binding: Binding }
  /** The status is one of these. */
  | { readonly about: "status"; readonly binding: Binding; readonly statuses: readonly number[] }
  /** Of the call before, of which `failed` by itself speaks. */
  | { readonly about: "last" }
  | { readonly about: "impersonation"; readonly thread: Actor }
);

/** The place as it is where the condition turned out so. */
export function placeWhere(facts: readonly Fact[], place: Place): Place {
  return facts.length === 0 ? place : { ...place, known: { ...place.known, now: knownWhere(facts, place) } };
}

/** What is bound at a place where the condition turned out so. */
export function knownWhere(facts: readonly Fact[], place: Place): Known | undefined {
  const now = place.known.now?.plus(...facts.flatMap(shownBy));
  const isKnown = (thing: object): boolean => now?.hasOn(thing, place.versions) === true;
  const succeeded = facts.flatMap((fact) => succeededBy(fact, place, isKnown) ?? []);
  return now?.plus(...succeeded.filter((binding) => isKnown(binding.made)));
}

/** That a call was made, and how it did not fail. */
function shownBy(fact: Fact): object[] {
  if (fact.about === "made") return [fact.binding.made];
  if (fact.about !== "status") return [];
  const { binding: { failsWith }, statuses, is } = fact;
  const isLeft = (error: number): boolean => statuses.includes(error) === is;
  return [...(failsWith ?? [])].flatMap(([error, excluded]) => (isLeft(error) ? [] : [excluded]));
}

/** What is bound if its call was made: it did not fail, or in no way that is left. */
function succeededBy(fact: Fact, { known }: Place, isKnown: (thing: object) => boolean): Binding | undefined {
  switch (fact.about) {
    case "last": return fact.is ? known.last : undefined;
    case "result": return fact.is ? fact.binding : undefined;
    case "made": case "status": {
      const { failsWith } = fact.binding;
      return failsWith !== undefined && [...failsWith.values()].every(isKnown) ? fact.binding : undefined;
    }
    default: return undefined;
  }
}

/** What is known where a condition turned out as `holds` says. */
export function factsOf(
  condition: Expression, holds: boolean, place: Place, context: CheckContext,
): readonly Fact[] {
  const part = (operand: Expression, turnedOut: boolean): readonly Fact[] =>
    factsOf(operand, turnedOut, place, context);
  switch (condition.kind) {
    case "parentheses": return part(condition.inner, holds);
    case "not": return part(condition.operand, !holds);
    case "and": case "or":
      return (condition.kind === "and") === holds
        ? condition.operands.flatMap((operand) => part(operand, holds))
        : [];
    case "path": return factsOfPath(condition, holds, place, context);
    case "comparison": return factsOfComparison(condition, holds, place, context);
    default: return [];
  }
}

/** `failed`, `h.failed` and `current.impersonating`. */
function factsOfPath(path: Path, holds: boolean, place: Place, context: CheckContext): Fact[] {
  if (path.parts.length === 1 && path.parts[0]!.text === "failed") return [{ about: "last", is: !holds }];
  return [
    ...resultOf(path, "failed", place).flatMap((binding): Fact[] =>
      (holds ? [made(binding), result(binding, false)] : [result(binding, true)])),
    ...threadOf(path, "impersonating", place, context).map((fact) => ({ ...fact, is: holds })),
  ];
}

/**
 * `h.status == STATUS_SUCCESS`, `h.status in [STATUS_NO_TOKEN, …]`, `h == none` and
 * `current.impersonation == none`.
 */
function factsOfComparison(
  { operator, left, right }: Comparison, holds: boolean, place: Place, context: CheckContext,
): readonly Fact[] {
  const isEquality = operator === "==" || operator === "in";
  if (!isEquality && operator !== "!=" && operator !== "not in") return [];
  const equal = isEquality === holds;
  if (right.kind === "none") {
    return [
      ...resultOf(left, undefined, place).flatMap((binding): Fact[] =>
        (equal ? [result(binding, false)] : [made(binding), result(binding, true)])),
      ...threadOf(left, "impersonation", place, context).map((fact) => ({ ...fact, is: !equal })),
    ];
  }
  const statuses = (right.kind === "list" ? right.elements : [right]).map(statusOf);
  if (!statuses.every((status) => status !== undefined)) return [];
  return resultOf(left, "status", place).flatMap((binding) => factsOfStatus(binding, statuses, equal));
}

/** What it tells that a call's status is one of these, or none of them. */
function factsOfStatus(binding: Binding, statuses: readonly number[], isOne: boolean): Fact[] {
  const facts: Fact[] = [{ about: "status", binding, statuses, is: isOne }];
  if (isOne) facts.push(made(binding));
  if (isOne && statuses.every(isError) || !isOne && statuses.includes(0)) facts.push(result(binding, false));
  return facts;
}

const result = (binding: Binding, is: boolean): Fact => ({ about: "result", binding, is });
const made = (binding: Binding): Fact => ({ about: "made", binding, is: true });

function statusOf(expression: Expression): number | undefined {
  if (expression.kind !== "path" || expression.parts.length !== 1) return undefined;
  const word = wordNamed(expression.parts[0]!.text);
  return word?.kind === "status" ? word.value : undefined;
}

/** The result that `h.failed` or `h.status` speaks of; without a part the result itself. */
function resultOf(
  path: Expression, part: "failed" | "status" | undefined, place: Place,
): Binding[] {
  if (path.kind !== "path" || path.parts.length !== (part === undefined ? 1 : 2)) return [];
  if (part !== undefined && path.parts[1]!.text !== part) return [];
  const value = place.scope.find(path.parts[0]!.text);
  return value?.kind === "binding" && value.part === "main" ? [value.binding] : [];
}

/** The thread that `current.impersonating` speaks of. */
function threadOf(
  path: Expression, property: string, place: Place, context: CheckContext,
): { about: "impersonation"; thread: Actor }[] {
  if (path.kind !== "path" || path.parts.length < 2 || path.parts.at(-1)!.text !== property) return [];
  const found = context.report.quietly(() => lookUp(path, place, context));
  if (found === undefined || found.taken !== path.parts.length - 1) return [];
  const { value } = found;
  const thread: Actor | undefined =
    value.kind === "thread" || value.kind === "binding" ? value
      : value.kind === "current" ? place.actor : undefined;
  return thread === undefined ? [] : [{ about: "impersonation", thread }];
}
