/* `choose x in …`: the values that a name is drawn from. All are of one type. */
import { levels } from "./levels.ts";
import { pathText } from "../resolve/members.ts";
import type { ChooseStatement, Phrase, TermWord } from "../syntaxTree.ts";
import { requireWhoRuns } from "./actors.ts";
import type { CheckContext } from "./context.ts";
import { sayMisfit } from "./misfits.ts";
import { pathValue } from "./parts.ts";
import { valueWords } from "./said.ts";
import type { Place } from "./scope.ts";
import { wholeNumber } from "./statements.ts";
import type { Step, StepOperand, ValueType } from "./steps.ts";
import { inWords, literalValue, typeOf, type Value } from "./values.ts";

export interface CheckedChoices {
  readonly type: ValueType;
  readonly values: readonly ChosenValue[];
}

type ChosenValue = Extract<Step, { kind: "choose" }>["values"][number];

/** The values of a `choose`. Undefined: reported. */
export function checkChoices(
  statement: ChooseStatement, place: Place, context: CheckContext,
): CheckedChoices | undefined {
  const { domain } = statement;
  if (domain.kind === "range") {
    const from = wholeNumber(domain.from, 0, 4095, "choose", context);
    const to =
      domain.to === undefined
        ? from
        : wholeNumber(domain.to, from, Math.min(4095, from + 999), "choose", context);
    return {
      type: "number",
      values: Array.from({ length: to - from + 1 }, (_, index) => ({
        weight: 1, value: { form: "literal", value: from + index }, words: String(from + index),
      })),
    };
  }
  const only = domain.phrases.length === 1 ? domain.phrases[0]!.terms[0]?.words[0] : undefined;
  if (only?.kind === "path") {
    const all = wholeDomain(pathText(only), context);
    if (all !== undefined) return all;
  }
  return listed(domain.phrases, place, context);
}

/** `choose x in levels`, `threads`, `processes`, `objects`: all there are. */
function wholeDomain(name: string, { declarations }: CheckContext): CheckedChoices | undefined {
  const things = (type: ValueType, values: readonly Value[]): CheckedChoices => ({
    type,
    values: values.map((value) => ({ weight: 1, value: chosenOperand(value)!, words: valueWords(value)! })),
  });
  switch (name) {
    case "levels":
      return {
        type: "level",
        values: levels.map(({ name: words, value }) => ({
          weight: 1, value: { form: "literal", value }, words,
        })),
      };
    case "threads":
      return things(
        "thread",
        declarations.processes
          .slice(1)
          .flatMap((process) => process.threads)
          .map((thread) => ({ kind: "thread", thread })),
      );
    case "processes":
      return things(
        "process", declarations.processes.map((process) => ({ kind: "process", process })),
      );
    case "objects":
      return things("object", declarations.objects.map((object) => ({ kind: "object", object })));
    default: return undefined;
  }
}

function listed(phrases: readonly Phrase[], place: Place, context: CheckContext): CheckedChoices | undefined {
  let type: ValueType | undefined;
  const values: ChosenValue[] = [];
  for (const phrase of phrases) {
    const word = phrase.terms[0]?.words[0];
    const value = word && wordToValue(word, place, context);
    if (value === undefined) return undefined;
    const operand = chosenOperand(value);
    if (operand === undefined || phrase.terms.length > 1 || phrase.terms[0]!.words.length > 1) {
      context.report.say(
        "SCN024", phrase.span, "choose", "threads, processes, objects, levels, numbers or words of one kind",
        inWords(value), "names of one of these kinds; among results choose with `any of`",
      );
      return undefined;
    }
    type ??= typeOf(value);
    if (typeOf(value) !== type) {
      sayMisfit(phrase.span, "choose", [type], inWords(value), place, context);
    }
    values.push({
      weight: phrase.weight === undefined ? 1 : wholeNumber(phrase.weight, 1, 255, "a weight", context),
      value: operand,
      words: valueWords(value) ?? "",
    });
  }
  return type === undefined ? undefined : { type, values };
}

function wordToValue(word: TermWord, place: Place, context: CheckContext): Value | undefined {
  if (word.kind !== "path") return literalValue(word);
  return requireWhoRuns(word, place, context) ? pathValue(word, place, context) : undefined;
}

function chosenOperand(value: Value): StepOperand | undefined {
  switch (value.kind) {
    case "thread": return { form: "thing", thing: value.thread };
    case "process": return { form: "thing", thing: value.process };
    case "object": return { form: "thing", thing: value.object };
    case "boolean": return { form: "literal", value: value.value ? 1 : 0 };
    case "number":
      return value.value < 4096
        ? { form: "literal", value: value.value }
        : { form: "constant", value: value.value >>> 0 };
    case "word": return "value" in value.word ? { form: "constant", value: value.word.value } : undefined;
    default: return undefined;
  }
}
