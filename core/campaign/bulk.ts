/**
 * Runs in bulk: cases that are drawn, or runs that are enumerated, generated, executed, judged and reset
 * inside the module. The host asks once per batch; it returns between batches, which serves progress,
 * cancelling, and the engine that compiles hot functions anew.
 *
 * All that these two call has a copy of its own for runs in bulk, in which there is no journal
 * (core/optimiser/bulkCopies.js).
 */
import { drawChoices, nextRun, rewindChoices } from "../choices";
import { VERDICT_BUG_CHECK, VERDICT_FAILED, VERDICT_RUNNING, VERDICT_WORLD_FULL } from "../generated/constants";
import { setScanning } from "../judge/invariants";
import { seedCase } from "../random";
import { setJournaling } from "../step/journal";
import { advance, beginRun } from "../step/run";
import { decidingOfFailure, broken, skippedCount, stepCount, verdict } from "../step/verdict";
import { findBreakingStep } from "./breakingStep";
import { noteFailure } from "./failures";
import { addCount, COUNT_CASES, COUNT_SKIPPED, COUNT_STEPS, noteFull } from "./statistics";

function finishRun(): void {
  while (advance() == VERDICT_RUNNING) {}
  findBreakingStep();
}

/** Counts a run that has ended, and keeps it where it shows a failure best. */
export function countRun(number: u64): void {
  addCount(verdict, 1);
  addCount(COUNT_CASES, 1);
  addCount(COUNT_STEPS, stepCount);
  addCount(COUNT_SKIPPED, skippedCount);
  if (verdict == VERDICT_FAILED || verdict == VERDICT_BUG_CHECK) {
    noteFailure(verdict, broken, decidingOfFailure, stepCount, number);
  }
  if (verdict == VERDICT_WORLD_FULL) noteFull(broken, number);
}

/** Runs `count` drawn cases from number `first` on, without a journal. */
export function runDrawn(seed: u64, first: u64, count: u32): void {
  setJournaling(false);
  for (let index: u32 = 0; index < count; index++) {
    setScanning(((first + index) & 63) == 0);
    seedCase(seed, first + index);
    drawChoices();
    beginRun(0);
    finishRun();
    countRun(first + index);
  }
}

/**
 * Runs up to `count` runs of the enumeration that `beginEnumeration` began; `first` is the number of the next
 * one. Answers how many it made: fewer than asked when the last run was reached. It writes no journal.
 */
export function runEnumerated(first: u64, count: u32): u32 {
  setJournaling(false);
  setScanning(false);
  for (let index: u32 = 0; index < count; index++) {
    if (first + index != 0 && !nextRun()) return index;
    rewindChoices();
    beginRun(0);
    finishRun();
    countRun(first + index);
  }
  return count;
}
