/**
 * The access checks among the questions of a step: where one ends and the next begins, and which of their
 * refusals decided. A declared process or thread is opened with the lesser right that suffices, and where
 * that is refused with the full one; so it takes two refusals to refuse, and either check could have let
 * pass.
 */
import type { DecisionNote } from "../machine/machine.ts";
import { decisionRow } from "./words.ts";

/** Decisions that end an access check with a refusal when they are answered by yes. */
const refusing =
  /^ACCESS_(LEVEL_TOO_LOW|NOTHING_ASKED|BEYOND_|SECURITY_WITHOUT|MAXIMUM_|.*DENIED|.*NOT_ALL_ALLOWED)/;

export const refuses = (note: DecisionNote): boolean =>
  note.outcome && refusing.test(decisionRow(note.decision).name);

/** For each note the number of the access check that it belongs to, from 1; 0 before the first. */
export function checkNumbers(notes: readonly DecisionNote[]): number[] {
  let check = 0;
  return notes.map(({ decision }, index) => {
    const { name } = decisionRow(decision);
    const last = index === 0 ? "" : decisionRow(notes[index - 1]!.decision).name;
    if (
      name === "OBJECT_WITHOUT_DESCRIPTOR" ||
      (name === "ACCESS_IN_KERNEL_MODE" && last !== "OBJECT_WITHOUT_DESCRIPTOR")
    )
      check += 1;
    return check;
  });
}

/** The note that decided, and before it the refusals in spite of which the routine tried once more. */
export function decidedTogether(notes: readonly DecisionNote[], decided: number): number[] {
  const checks = checkNumbers(notes);
  const together = decided < 0 ? [] : [decided];
  if (decided < 0 || !refuses(notes[decided]!)) return together;
  for (let check = checks[decided]! - 1; check > 0; check--) {
    const refusal = notes.findLastIndex((note, index) => checks[index] === check && refuses(note));
    if (refusal < 0) break;
    together.unshift(refusal);
  }
  return together;
}
