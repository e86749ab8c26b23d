/**
 * Attackers that hold handles from the start. Their handles lie in the table only of a program in which they
 * begin: a text without their mark has another world than the run that it tells, so that what counts handles,
 * or names one, comes out differently. So the lines of a run have the mark of each holder, shrinking keeps
 * it, and only where the text is made smaller is it tried without, together with what the holder holds.
 */
import { controlOperations } from "../../core/tables/operations.ts";
import { encodeRecords } from "../../grammar/image/encodeImage.ts";
import type { ProgramImage } from "../../grammar/image/programImage.ts";
import type { FlatLine } from "./flatRun.ts";

const START = controlOperations.find((row) => row.name === "Start")!.id;
const OPERAND_AT = 4;

/** Whether the lines have the mark of each attacker that holds something. */
export function holdersBegin(lines: readonly FlatLine[], image: ProgramImage): boolean {
  return missingHolders(lines, image).length === 0;
}

/**
 * Marks for the holders that never begin in a failing run, to stand behind its last line: the run is over
 * there, so that they change nothing but the world.
 */
export function marksOfHolders(lines: readonly FlatLine[], image: ProgramImage): FlatLine[] {
  return missingHolders(lines, image).map((attacker) => ({
    bytes: encodeRecords([
      { operation: START, actor: 0, result: 0, flags: 0, operands: [attacker], fault: 0 },
    ]),
    byAttacker: false,
    isDemand: false,
  }));
}

function missingHolders(lines: readonly FlatLine[], { attackers, initial }: ProgramImage): number[] {
  const begun = new Set(
    lines.filter(({ bytes }) => bytes[0] === START).map(({ bytes }) => bytes[OPERAND_AT]!),
  );
  return attackers.flatMap(({ variableStart, playVariable }, attacker) => {
    const own = (initial.variable ?? []).slice(variableStart, playVariable);
    // without a thread it has no process to hold anything in: its variables are empty
    return own.some(({ kind }) => kind !== undefined) && !begun.has(attacker) ? [attacker] : [];
  });
}
