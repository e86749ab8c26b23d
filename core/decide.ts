/**
 * Decisions: which way each branch of a routine went in this step.
 *
 * The notes lie outside the state block, so that hashes do not see them. They are cleared before every step.
 * Explanations read them, so they are written while the journal is; the one that decided is kept in any case,
 * for the key of a failure. In a guided run each way of each decision is a feature.
 */
import { guiding } from "./campaign/guiding";
import { goOnMeeting, meet, stopMeeting } from "./campaign/stamps";
import { isHousekeeping } from "./generated/decisions";
import { journaling } from "./step/journal";

/** One note: decision << 1 | outcome, then the two inputs that the table names. */
const NOTE_BYTES: u32 = 12;
export const NOTES_MAX: u32 = 96;
export const NOTES: usize = memory.data(96 * 12, 16);

export let noteCount: u32 = 0;
/** The decision that decided the step so far: 1 + (decision << 1 | outcome); 0: none. */
export let deciding: u32 = 0;

let muted: bool = false;

/**
 * From here nothing is noted: predicates ask the routines what they would do. Answers what was before, for
 * `putNotesBack`.
 */
export function muteNotes(): u32 {
  const before = (deciding << 1) | <u32>muted;
  muted = true;
  if (guiding) stopMeeting();
  return before;
}

/** The question is answered: what was decided for it leaves no trace. */
export function putNotesBack(before: u32): void {
  muted = (before & 1) != 0;
  deciding = before >>> 1;
  if (guiding && !muted) goOnMeeting();
}

/** Forgets the notes of the step before. */
export function clearNotes(): void {
  noteCount = 0;
  deciding = 0;
}

/**
 * Notes which way a decision went and answers the condition. `first` and `second` are its inputs as the table
 * of decisions names them: numbers of tokens, threads, levels … for the explanation.
 */
export function decide(decision: u32, condition: bool, first: u32 = 0, second: u32 = 0): bool {
  if (journaling && !muted) writeDown((decision << 1) | <u32>condition, first, second);
  // with two ends, since they become jumps where this is inlined, and the condition no value
  if (condition) {
    if (guiding) meet((decision << 1) | 1);
    deciding = (decision << 1) + 2;
    return true;
  }
  if (guiding) meet(decision << 1);
  if (!isHousekeeping(decision)) deciding = (decision << 1) + 1;
  return false;
}

function writeDown(note: u32, first: u32, second: u32): void {
  if (noteCount == NOTES_MAX) return;
  const address = NOTES + <usize>(noteCount * NOTE_BYTES);
  store<u32>(address, note);
  store<u32>(address, first, 4);
  store<u32>(address, second, 8);
  noteCount++;
}
