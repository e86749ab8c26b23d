/**
 * How the run stands: its verdict, what broke, and the numbers that a report needs. Transient: derived anew
 * in every run.
 */
import { VERDICT_FAILED, VERDICT_RUNNING } from "../generated/constants";

export let verdict: u32 = 0;
/**
 * What broke: number of the property, or 0x80000000 | number of the record whose demand or expectation is
 * broken.
 */
export let broken: u32 = 0;
/**
 * Steps made in this run, as a reader counts them: each line of its story, which are calls, acts, entries (a
 * worker's into its item too) and leaves. Lines that were skipped count; a turn in which an attacker found
 * nothing to call is no line.
 */
export let stepCount: u32 = 0;
export let skippedCount: u32 = 0;
/** 1 + (decision << 1 | outcome) that decided the step in which something broke; 0: none. */
export let decidingOfFailure: u32 = 0;

/** The lane in which a demand or an expectation was broken. */
export let brokenInLane: u32 = 0;
/** Number of the step that decided a failure, as `stepCount` counts them; 0: no step did. */
export let decidingStepOfFailure: u32 = 0;

export const BROKEN_RECORD: u32 = 0x80000000;

export function beginVerdict(): void {
  verdict = VERDICT_RUNNING;
  broken = 0;
  stepCount = 0;
  skippedCount = 0;
  decidingOfFailure = 0;
  decidingStepOfFailure = 0;
}

/** Ends the run; the first end holds. */
export function endRun(how: u32, what: u32, deciding: u32): void {
  if (verdict != VERDICT_RUNNING) return;
  verdict = how;
  broken = what;
  decidingOfFailure = deciding;
  decidingStepOfFailure = stepCount;
}

/** Ends the run with a broken demand or expectation, which stands in a lane. */
export function breakRecord(at: u32, lane: u32, deciding: u32): void {
  if (verdict == VERDICT_RUNNING) brokenInLane = lane;
  endRun(VERDICT_FAILED, BROKEN_RECORD | at, deciding);
}

/** An expectation was not broken by the last step before it, but by this one. */
export function setBreakingStep(deciding: u32, step: u32): void {
  decidingOfFailure = deciding;
  decidingStepOfFailure = step;
}

export function countStep(skipped: bool): void {
  stepCount++;
  if (skipped) skippedCount++;
}
