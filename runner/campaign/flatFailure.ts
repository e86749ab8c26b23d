/**
 * What broke, as it can stand in a flat text. A condition may read what a run had and a flat text has not:
 * values that were chosen, the thread that ran a work item. What they were when it broke stands in their
 * places, in the condition's program and in its words, and only there: in another round of a repeat the same
 * line read something else. The other properties held, and a text of what broke does not have them.
 */
import { chosenVariables, chosenWords } from "../../grammar/image/chosenWords.ts";
import type { ImageExpression, Program, SaidElsewhere } from "../../grammar/image/programImage.ts";
import { numberOf } from "../../grammar/image/records.ts";
import {
  controlOf, expressionId, immediateOf, instructionOf, mapInstructions,
} from "../../grammar/image/tableNumbers.ts";
import type { Machine, RunEnd } from "../machine/machine.ts";
import type { StateView } from "../machine/stateView.ts";
import { flatLinesOf, FlatRunner, type FlatLine } from "./flatRun.ts";
import { marksOfHolders } from "./holders.ts";
import { withLastCall } from "./lastCall.ts";
import type { Recipe } from "./results.ts";

/** A failing run as lines, with the program under which the lines fail by themselves. */
export interface FlatFailure {
  readonly program: Program;
  readonly lines: FlatLine[];
  readonly end: RunEnd;
}

/** Something that a condition read, as number and as it stands in a text. */
interface KnownValue {
  readonly value: number;
  readonly words: string;
}

/** What a run had when it ended, and nothing has afterwards. */
interface RunValues {
  readonly variables: ReadonlyMap<number, KnownValue>;
  /** The thread of the code in which an expectation broke. */
  readonly current?: KnownValue;
}

/** Immediates have 24 bits. */
const LITERALS = 1 << 24;
const NEVER = 1;

/** The failing run of a recipe as lines. */
export function flatFailureOf(machine: Machine, whole: Program, recipe: Recipe): FlatFailure {
  const run = flatLinesOf(machine, whole, recipe);
  const { end } = run;
  const number = brokenExpression(whole, end.broken);
  if (number === undefined) return { program: alone(whole, end.broken), lines: run.lines, end };
  const values = valuesOf(machine, whole, end.broken);
  const lane = "property" in end.broken! ? undefined : machine.brokenLane();
  const failed = machine.state().field("lane", lane ?? 0, "lastFailed");
  const { program: named, lines } = withLastCall(whole, number, run, lane, failed !== 0);
  const known = withValues(named, number, values, end);
  const program = alone(known, end.broken);
  if (known === whole) return { program, lines, end };
  return { program, ...judgedAgain(machine, program, lines, end) };
}

/**
 * What holds a value from its beginning on may be broken sooner than what read a name that was bound on the
 * way, and by another decision: then that is the failure that a text can say.
 */
function judgedAgain(
  machine: Machine, program: Program, lines: FlatLine[], end: RunEnd,
): Pick<FlatFailure, "lines" | "end"> {
  const runner = new FlatRunner(machine, program, lines.length);
  const found = runner.run(lines);
  if (found?.broken === undefined || end.broken === undefined) return { lines, end };
  const again = { ...found, broken: end.broken };
  if (!("property" in end.broken)) return { lines, end: again };
  const made = lines.slice(0, runner.journal().length);
  return { lines: [...made, ...marksOfHolders(made, program.image)], end: again };
}

/** Number of the condition that is broken; undefined: something else is. */
function brokenExpression({ image }: Program, broken: RunEnd["broken"]): number | undefined {
  if (broken === undefined) return undefined;
  if ("property" in broken) return image.properties[broken.property]!.expression;
  if (!("record" in broken)) return undefined;
  const { operation, operands } = image.records[broken.record]!;
  return controlOf(operation) === "Expect" ? numberOf(operands[0]) : undefined;
}

/** The program in which a condition says the values that it read; itself where it read none that are lost. */
function withValues(program: Program, number: number, values: RunValues, { broken }: RunEnd): Program {
  const { image, names } = program;
  const constants = [...image.constants];
  const before = image.expressions[number]!;
  const expression = saying(before, values, constants);
  if (expression.words.every((word, index) => word === before.words[index])) return program;
  const words = names.expressions[number]!;
  const isBroken = (property: number): boolean =>
    broken !== undefined && "property" in broken && broken.property === property;
  return {
    ...program,
    image: { ...image, constants, expressions: image.expressions.with(number, expression) },
    names: {
      ...names,
      expressions: names.expressions.with(number, { ...words, said: knownWords(words.said, values) }),
      properties: names.properties.map((property, index) =>
        isBroken(index) ? { ...property, said: knownWords(property.said, values) } : property),
    },
  };
}

function valuesOf(machine: Machine, program: Program, broken: RunEnd["broken"]): RunValues {
  const state = machine.state();
  const variables = new Map(chosenIn(program, state));
  if (broken === undefined || "property" in broken) return { variables };
  const thread = state.field("lane", machine.brokenLane(), "thread");
  const { process, name } = program.names.threads[thread]!;
  return { variables, current: { value: thread, words: `${process}.${name}` } };
}

/** The variables that are bound by choosing, each with what it holds. */
function chosenIn(program: Program, state: StateView): [number, KnownValue][] {
  return [...chosenVariables(program)].flatMap((variable): [number, KnownValue][] => {
    if (state.field("variable", variable, "kind") === 0) return [];
    const value = state.field("variable", variable, "value");
    const words = chosenWords(program, variable, value);
    return words === undefined ? [] : [[variable, { value, words }]];
  });
}

/** The condition with the values in the places of what read them. */
function saying({ words, watch }: ImageExpression, values: RunValues, constants: number[]): ImageExpression {
  const pushing = (value: number): number => {
    if (value < LITERALS) return expressionId.Literal | (value << 8);
    constants.push(value);
    return expressionId.Constant | ((constants.length - 1) << 8);
  };
  const known = (word: number): KnownValue | undefined => {
    const instruction = instructionOf(word);
    if (instruction === expressionId.CurrentThread) return values.current;
    return instruction === expressionId.Variable ? values.variables.get(immediateOf(word)) : undefined;
  };
  return {
    watch,
    words: mapInstructions(words, (word) => {
      const value = known(word)?.value;
      return value === undefined ? word : pushing(value) >>> 0;
    }),
  };
}

function knownWords(said: readonly SaidElsewhere[], { variables, current }: RunValues): SaidElsewhere[] {
  return said.map(({ span, as }): SaidElsewhere => {
    const isVariable = as.kind === "variable" || as.kind === "whenKnown";
    const known = as.kind === "current" ? current : isVariable ? variables.get(as.variable) : undefined;
    if (known === undefined) return { span, as };
    const behind = as.kind === "variable" ? as.behind : "";
    const words = as.kind === "whenKnown" ? as.words : `${known.words}${behind}`;
    return { span, as: { kind: "words", words } };
  });
}

/** The program in which of all properties only the one that broke is judged. */
function alone(program: Program, broken: RunEnd["broken"]): Program {
  const { image } = program;
  const isBroken = (property: number): boolean =>
    broken !== undefined && "property" in broken && broken.property === property;
  const [holds, fails] = [image.expressions.length, image.expressions.length + 1];
  return {
    ...program,
    image: {
      ...image,
      expressions: [...image.expressions, truth(1), truth(0)],
      properties: image.properties.map((property, index) =>
        isBroken(index)
          ? property
          : { ...property, expression: property.temporal === NEVER ? fails : holds }),
    },
  };
}

const truth = (value: number): ImageExpression => ({
  words: [(expressionId.Literal | (value << 8)) >>> 0], watch: 0n,
});
