/**
 * Attackers that hold handles from the start. Their handles lie in the table only of a program in which they
 * begin: a text without their mark has another world than the run that it tells, so that what counts handles,
 * or names one, comes out differently. So the lines of a run have the mark of each holder, shrinking keeps
 * it, and only where the text is made smaller is it tried without, together with what the holder holds.
 */
import type { ProgramImage } from "../../grammar/image/programImage.ts";
import { controlRecord } from "../../grammar/image/records.ts";
import { controlId } from "../../grammar/image/tableNumbers.ts";
import type { FlatLine } from "./flatRun.ts";

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
    record: controlRecord("Start", attacker),
    byAttacker: false,
    isDemand: false,
  }));
}

function missingHolders(lines: readonly FlatLine[], { attackers, initial }: ProgramImage): number[] {
  const begun = new Set(
    lines.flatMap(({ record }) => (record.operation === controlId.Start ? [record.operands[0]!] : [])),
  );
  return attackers.flatMap(({ variableStart, playVariable }, attacker) => {
    const own = (initial.variable ?? []).slice(variableStart, playVariable);
    // without a thread it has no process to hold anything in: its variables are empty
    return own.some(({ kind }) => kind !== undefined) && !begun.has(attacker) ? [attacker] : [];
  });
}
