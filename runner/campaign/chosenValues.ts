/**
 * A condition that reads what a scenario chose has nothing to read in a flat text, which chooses nothing. So
 * the value that was chosen stands in its place, in the condition's program and in its words.
 */
import type { Program, ImageExpression } from "../../grammar/image/programImage.ts";
import { operandOf } from "../../grammar/image/records.ts";
import { controlId, expressionId, immediateOf, instructionOf } from "../../grammar/image/tableNumbers.ts";
import type { Machine } from "../machine/machine.ts";
import { beginRecipe, type Recipe } from "./results.ts";
import { variablesOfExpressions } from "./tidyBindings.ts";

/** What a variable was bound to last, as number and as it stands in the text. */
interface ChosenValue {
  readonly name: string;
  readonly value: number;
  readonly words: string;
}

/** Immediates have 24 bits. */
const LITERALS = 1 << 24;

/**
 * The program of a run in which conditions say the values that the run chose; itself where none reads any.
 * The machine is left with another program's run.
 */
export function withChosenValues(
  machine: Machine, program: Program, recipe: Recipe, text: string,
): Program {
  const read = variablesOfExpressions(program);
  const chosen = chosenVariables(program).filter(({ variable }) => read.has(variable));
  if (chosen.length === 0) return program;
  machine.load(program.image);
  beginRecipe(machine, recipe);
  machine.finish();
  const state = machine.state();
  const values = new Map<number, ChosenValue>();
  for (const { variable, record } of chosen) {
    const value = state.field("variable", variable, "value");
    const words = wordsOf(program, record, value, text);
    if (state.field("variable", variable, "kind") !== 0 && words !== undefined)
      values.set(variable, { name: program.names.variables[variable]?.name ?? "", value, words });
  }
  return substituted(program, values);
}

/** Which variables the program binds by choosing, and by which record. */
const chosenVariables = ({ image }: Program): { variable: number; record: number }[] =>
  image.records.flatMap(({ operation, result }, record) =>
    operation === controlId.ChooseValue ? [{ variable: result, record }] : [],
  );

/** A value as the `choose` of a record says it: a number of its range, or the phrase at its place. */
function wordsOf({ image, names }: Program, record: number, value: number, text: string): string | undefined {
  const domain = image.domains[operandOf(image.records[record]!.operands[0]).index];
  const place = domain?.values.findIndex((each) => numberIn(image.constants, each) === value) ?? -1;
  const span = names.spans[record];
  const phrases = span && /\bin\b([^]*)$/.exec(text.slice(span.start, span.end))?.[1];
  if (phrases === undefined || place < 0) return undefined;
  if (/\.\./.test(phrases)) return String(value);
  const each = phrases.split(",");
  // of unequal weights each phrase has a domain of its own
  if (each.length !== domain!.values.length) return undefined;
  return each[place]?.replace(/^\s*\d+\s*\*/, "").trim();
}

function numberIn(
  constants: readonly number[], { form, index }: { readonly form: string; readonly index: number },
): number {
  return form === "Constant" ? constants[index]! : index;
}

function substituted(program: Program, values: ReadonlyMap<number, ChosenValue>): Program {
  const constants = [...program.image.constants];
  const pushing = (value: number): number => {
    if (value < LITERALS) return expressionId.Literal | (value << 8);
    constants.push(value);
    return expressionId.Constant | ((constants.length - 1) << 8);
  };
  const words = ({ words: all, watch }: ImageExpression): ImageExpression => ({
    watch,
    words: all.map((word) => {
      const isRead = instructionOf(word) === expressionId.Variable;
      const chosen = isRead ? values.get(immediateOf(word)) : undefined;
      return chosen === undefined ? word : pushing(chosen.value) >>> 0;
    }),
  });
  const inWords = (text: string): string => [...values.values()].reduce(withWords, text);
  const { image, names } = program;
  const expressions = image.expressions.map(words);
  return {
    ...program,
    image: { ...image, expressions, constants },
    names: {
      ...names,
      expressions: names.expressions.map((each) => ({ ...each, text: inWords(each.text) })),
      // one without a title is called by its words
      properties: names.properties.map(({ title, text, ...rest }) =>
        ({ ...rest, title: title === text ? inWords(title) : title, text: inWords(text) })),
    },
  };
}

const withWords = (text: string, { name, words }: ChosenValue): string =>
  text.replaceAll(new RegExp(`(?<![.\\w"])${name}(?![\\w"])`, "g"), () => words);
