/*
 * What a condition tells about names: where `not h.failed` holds, `h` is bound. Only what a condition says in
 * these words is understood; where it says the same in others, a warning stands that is one too many.
 */
import type { Expression, Path } from "../syntaxTree.ts";
import { wordNamed } from "../words.ts";
import type { Known } from "./known.ts";
import type { Place } from "./scope.ts";
import type { Binding } from "./steps.ts";

/** What is known at a place where the condition turned out as `holds` says. */
export function knownWhere(condition: Expression, holds: boolean, place: Place): Known | undefined {
  const { now } = place.known;
  const bound = succeeded(condition, holds, place).filter((binding) => now?.has(binding.made));
  return now?.plus(...bound);
}

/** Results whose calls succeeded if the condition turned out so. */
function succeeded(condition: Expression, holds: boolean, place: Place): Binding[] {
  switch (condition.kind) {
    case "parentheses": return succeeded(condition.inner, holds, place);
    case "not": return succeeded(condition.operand, !holds, place);
    case "and": case "or":
      return (condition.kind === "and") === holds
        ? condition.operands.flatMap((operand) => succeeded(operand, holds, place))
        : [];
    case "path":
      if (holds) return [];
      return isFailed(condition) ? lastResult(place) : resultOf(condition, "failed", place);
    case "comparison": {
      const { operator, right } = condition;
      const isSuccess =
        right.kind === "path" && right.parts.length === 1 && isZeroStatus(right.parts[0]!.text);
      return isSuccess && operator === (holds ? "==" : "!=") ? resultOf(condition.left, "status", place) : [];
    }
    default: return [];
  }
}

function isZeroStatus(name: string): boolean {
  const word = wordNamed(name);
  return word?.kind === "status" && word.value === 0;
}

/** The result that `h.failed` or `h.status` speaks of. */
function resultOf(path: Expression, part: "failed" | "status", place: Place): Binding[] {
  if (path.kind !== "path" || path.parts.length !== 2 || path.parts[1]!.text !== part) return [];
  const value = place.scope.find(path.parts[0]!.text);
  return value?.kind === "binding" && value.part === "main" ? [value.binding] : [];
}

/** `failed` by itself speaks of the call before. */
const isFailed = ({ parts }: Path): boolean => parts.length === 1 && parts[0]!.text === "failed";

const lastResult = ({ known: { last } }: Place): Binding[] => (last === undefined ? [] : [last]);
