/**
 * The closed sets of the tables by name and by number: what stands in images, journals and states as a number
 * is written `recordFlag.KeepOuts`, and read back by `operationOf`. A name that the table does not have is an
 * error of the types, so that no search needs an answer for it.
 */
import { expressionOperations } from "../../core/tables/expressionOperations.ts";
import {
  contextKinds,
  descriptorKinds,
  handleKinds,
  operandForms,
  pipeStates,
  recordFlags,
  stepFlags,
  variableKinds,
} from "../../core/tables/kinds.ts";
import {
  controlOperations, operations, type ControlName, type Operation,
} from "../../core/tables/operations.ts";

type Named = readonly { readonly name: string }[];
type NumbersOf<Rows extends Named> = { readonly [Name in Rows[number]["name"]]: number };

const byName = <const Rows extends readonly { readonly name: string; readonly value: number }[]>(
  rows: Rows,
): NumbersOf<Rows> => Object.fromEntries(rows.map((row) => [row.name, row.value])) as NumbersOf<Rows>;

const idsByName = <const Rows extends readonly { readonly name: string; readonly id: number }[]>(
  rows: Rows,
): NumbersOf<Rows> => Object.fromEntries(rows.map((row) => [row.name, row.id])) as NumbersOf<Rows>;

export const operandForm = byName(operandForms);
export const recordFlag = byName(recordFlags);
export const stepFlag = byName(stepFlags);
export const variableKind = byName(variableKinds);
export const handleKind = byName(handleKinds);
export const contextKind = byName(contextKinds);
export const pipeState = byName(pipeStates);
export const descriptorKind = byName(descriptorKinds);

/** Ids of control operations, which stand in a record where a routine's id stands otherwise. */
export const controlId = idsByName(controlOperations);

/** Ids of the instructions of expressions. */
export const expressionId = idsByName(expressionOperations);

/** The id of the instruction that a word of an expression is. */
export const instructionOf = (word: number): number => word & 0xff;

/** The number that stands in a word of an expression beside its instruction. */
export const immediateOf = (word: number): number => word >>> 8;

/** Where the distances stand that lie behind each LoopBegin of an expression, and are no instructions. */
function distancesIn(words: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>();
  words.forEach((word, index) => {
    if (!found.has(index) && instructionOf(word) === expressionId.LoopBegin) found.add(index + 1);
  });
  return found;
}

/** The words of an expression with each instruction exchanged. */
export function mapInstructions(words: readonly number[], exchanged: (word: number) => number): number[] {
  const distances = distancesIn(words);
  return words.map((word, index) => (distances.has(index) ? word : exchanged(word)));
}

/** The words of an expression that are instructions. */
export function instructionsIn(words: readonly number[]): number[] {
  const distances = distancesIn(words);
  return words.filter((_, index) => !distances.has(index));
}

const operationById = new Map<number, Operation>(operations.map((row) => [row.id, row]));
const controlById = new Map<number, ControlName>(controlOperations.map((row) => [row.id, row.name]));

/** The row of a routine by its id; undefined for control. */
export const operationOf = (id: number): Operation | undefined => operationById.get(id);

/** The name of a control operation by its id; undefined for a routine. */
export const controlOf = (id: number): ControlName | undefined => controlById.get(id);
