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
  /** Of the call before, of which `failed` by itself speaks. */
  | { readonly about: "last" }
  | { readonly about: "impersonation"; readonly thread: Actor }
);

/** What is bound at a place where the condition turned out so. */
export function knownWhere(facts: readonly Fact[], place: Place): Known | undefined {
  const { now, last } = place.known;
  const succeeded = facts.flatMap((fact) => {
    if (!fact.is || fact.about === "impersonation") return [];
    return fact.about === "result" ? [fact.binding] : last === undefined ? [] : [last];
  });
  return now?.plus(...succeeded.filter((binding) => now.has(binding.made)));
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
    ...resultOf(path, "failed", place).map((fact) => ({ ...fact, is: !holds })),
    ...threadOf(path, "impersonating", place, context).map((fact) => ({ ...fact, is: holds })),
  ];
}

/**
 * `h.status == STATUS_SUCCESS`, `h.status in [STATUS_NO_TOKEN, …]`, `h == none` and
 * `current.impersonation == none`.
 */
function factsOfComparison(
  { operator, left, right }: Comparison, holds: boolean, place: Place, context: CheckContext,
): Fact[] {
  if (right.kind === "list") {
    const isIn = operator === "in" && holds || operator === "not in" && !holds;
    const areErrors = right.elements.every((element) => isError(statusOf(element) ?? 0));
    return isIn && areErrors ? resultOf(left, "status", place).map((fact) => ({ ...fact, is: false })) : [];
  }
  if (operator !== "==" && operator !== "!=") return [];
  const equal = (operator === "==") === holds;
  if (right.kind === "none") {
    const found = [...resultOf(left, undefined, place), ...threadOf(left, "impersonation", place, context)];
    return found.map((fact) => ({ ...fact, is: !equal }));
  }
  const status = statusOf(right);
  if (status === undefined || (status !== 0 && !(equal && isError(status)))) return [];
  return resultOf(left, "status", place).map((fact) => ({ ...fact, is: (status === 0) === equal }));
}

function statusOf(expression: Expression): number | undefined {
  if (expression.kind !== "path" || expression.parts.length !== 1) return undefined;
  const word = wordNamed(expression.parts[0]!.text);
  return word?.kind === "status" ? word.value : undefined;
}

/** The result that `h.failed` or `h.status` speaks of; without a part the result itself. */
function resultOf(
  path: Expression, part: "failed" | "status" | undefined, place: Place,
): { about: "result"; binding: Binding }[] {
  if (path.kind !== "path" || path.parts.length !== (part === undefined ? 1 : 2)) return [];
  if (part !== undefined && path.parts[1]!.text !== part) return [];
  const value = place.scope.find(path.parts[0]!.text);
  return value?.kind === "binding" && value.part === "main"
    ? [{ about: "result", binding: value.binding }]
    : [];
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
