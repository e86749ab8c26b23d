/*
 * What a condition comes to where values are known that `choose` has drawn: code that asks for the same
 * choice twice goes the same way both times. What a run alone knows stays open.
 */
import { effectOf } from "./depth.ts";
import { partsOf } from "./nested.ts";
import type { Binding, CheckedExpression, Immediate, Instruction, Step, StepOperand } from "./steps.ts";

/** A number, or what stands for a thing; truth is 1 and 0. */
type Constant = number | string | object;
/** Undefined: a run alone knows it. */
type Known = Constant | undefined;
export type Chosen = ReadonlyMap<Binding, Constant>;

/** More values than these are not followed one by one, nor more combinations of them. */
export const followedMost = 64;

/** The values of a choice, each once. */
export function valuesOf({ values }: Extract<Step, { kind: "choose" }>): Constant[] {
  return [...new Set(values.flatMap(({ value }) => constantOf(value) ?? []))];
}

function constantOf(operand: StepOperand): Known {
  if (operand.form === "thing") return operand.thing;
  return operand.form === "literal" || operand.form === "constant" ? operand.value >>> 0 : undefined;
}

/** Whether some condition in these steps asks for what a choice drew. */
export function isAskedIn(binding: Binding, steps: readonly Step[]): boolean {
  return steps.some((step) =>
    (step.kind === "if" && step.condition.code.some(({ immediate }) => isOf(binding, immediate))) ||
    partsOf(step).some((part) => isAskedIn(binding, part)));
}

function isOf(binding: Binding, immediate: Immediate | undefined): boolean {
  return typeof immediate === "object" && "binding" in immediate && immediate.binding === binding;
}

/** How a condition turns out; undefined: the values that are known do not tell. */
export function outcomeOf({ code }: CheckedExpression, chosen: Chosen): boolean | undefined {
  const stack: Known[] = [];
  for (const instruction of code) execute(instruction, stack, chosen);
  const answer = stack.at(-1);
  return answer === undefined ? undefined : answer === 1;
}

function execute(instruction: Instruction, stack: Known[], chosen: Chosen): void {
  const { name, immediate } = instruction;
  const pushed = valueOf(instruction, chosen);
  if (pushed !== undefined) stack.push(pushed);
  else if (name === "Not") stack.push(truth(opposite(stack.pop())));
  else if (name === "InSet") inSet(stack.splice(-1 - (immediate as number)), stack);
  else if (name in binary) {
    const second = stack.pop();
    stack.push(truth(binary[name]!(stack.pop(), second)));
  } else {
    const taken = 1 - effectOf(instruction);
    if (taken > 0) stack.splice(-taken);
    stack.push(undefined);
  }
}

/** What an instruction puts on the stack without taking anything, where that is known. */
function valueOf({ name, immediate }: Instruction, chosen: Chosen): Known {
  if (name === "None") return "none";
  if (name === "Variable" && typeof immediate === "object" && "binding" in immediate) {
    return immediate.part === "main" ? chosen.get(immediate.binding) : undefined;
  }
  if (name !== "Literal" && name !== "Constant") return undefined;
  if (typeof immediate !== "object") return immediate;
  if ("constant" in immediate) return immediate.constant >>> 0;
  if ("sid" in immediate) return immediate.sid;
  if ("thing" in immediate) return immediate.thing;
  return "job" in immediate ? immediate.job : undefined;
}

const truth = (answer: boolean | undefined): Known => (answer === undefined ? undefined : answer ? 1 : 0);
const opposite = (value: Known): boolean | undefined => (value === undefined ? undefined : value !== 1);

type Question = (first: Known, second: Known) => boolean | undefined;

const ordering = (holds: (first: number, second: number) => boolean): Question => (first, second) =>
  (typeof first === "number" && typeof second === "number" ? holds(first, second) : undefined);

const equal: Question = (first, second) =>
  (first === undefined || second === undefined ? undefined : first === second);

/** One side decides where it is `deciding`. */
const joined = (deciding: boolean): Question => (first, second) => {
  const sides = [first, second].map((side) => (side === undefined ? undefined : side === 1));
  return sides.includes(deciding) ? deciding : sides.includes(undefined) ? undefined : !deciding;
};

const binary: Readonly<Record<string, Question>> = {
  Equal: equal, NotEqual: (first, second) => opposite(truth(equal(first, second))),
  Less: ordering((first, second) => first < second),
  LessOrEqual: ordering((first, second) => first <= second),
  Greater: ordering((first, second) => first > second),
  GreaterOrEqual: ordering((first, second) => first >= second),
  And: joined(false), Or: joined(true),
  Implies: (first, second) => joined(true)(truth(opposite(first)), second),
};

function inSet([value, ...candidates]: readonly Known[], stack: Known[]): void {
  const answers = candidates.map((candidate) => equal(value, candidate));
  stack.push(truth(answers.includes(true) ? true : answers.includes(undefined) ? undefined : false));
}
