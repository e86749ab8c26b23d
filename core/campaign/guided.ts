/**
 * Guided cases: case i is a pure function of the program, the seed, i, and the frozen corpus. Some are drawn
 * as blind cases are, with weights of their own; the others follow a changed entry of the corpus.
 *
 * What these call has a copy of its own for guided runs in bulk (core/optimiser/bulkCopies.js).
 */
import { guideChoices } from "../choices";
import { VERDICT_HELD, VERDICT_RUNNING } from "../generated/constants";
import { setScanning } from "../judge/invariants";
import { seedCase } from "../random";
import { setJournaling } from "../step/journal";
import { advance, beginRun } from "../step/run";
import { stepCount, verdict } from "../step/verdict";
import { countRun } from "./bulk";
import { findBreakingStep } from "./breakingStep";
import { followCorpus, makePlan } from "./casePlan";
import { planEntry } from "./corpus";
import { beginFeatures } from "./features";
import { takeOut } from "./mutate";
import { beginPlan } from "./plan";
import { beginRecording, ENTRY, writeEntry } from "./recorder";
import { keepBest, metBefore, placedCount } from "./stamps";
import { favourAll } from "./swarm";

/**
 * Runs `count` guided cases from number `first` on, each `stride` behind the one before, without a journal.
 */
export function runGuided(seed: u64, first: u64, count: u32, stride: u32): void {
  setJournaling(false);
  for (let index: u32 = 0; index < count; index++) {
    const number = first + <u64>index * <u64>stride;
    setScanning((number & 63) == 0);
    beginGuided(seed, number);
    while (advance() == VERDICT_RUNNING) {}
    keepBest(leadingSomewhere(), number);
    findBreakingStep();
    countRun(number);
  }
}

/** Begins a guided case. */
export function beginGuided(seed: u64, number: u64): void {
  seedCase(seed, number);
  followCorpus();
  beginRun(0);
  beginFeatures();
}

/** How many of the features that were met lead on: from the step with which a run fails, no way does. */
function leadingSomewhere(): u32 {
  return verdict == VERDICT_HELD ? placedCount : metBefore(stepCount);
}

/**
 * Makes a guided case once more, up to its step number `steps`, and writes down what it chose. Answers the
 * bytes of the entry; the features that it shows are those that were met.
 */
export function recordGuided(seed: u64, number: u64, steps: u32): u32 {
  seedCase(seed, number);
  guideChoices();
  makePlan();
  return recordPlan(steps);
}

function recordPlan(steps: u32): u32 {
  setScanning(false);
  setJournaling(true);
  beginRecording();
  beginPlan();
  beginRun(0);
  beginFeatures();
  while (stepCount < steps && advance() == VERDICT_RUNNING) {}
  return writeEntry(steps);
}

/**
 * Makes the run of the entry in ENTRY once more without one of its calls, and writes that down in its place,
 * as `recordGuided` does.
 */
export function recordShorter(seed: u64, number: u64, steps: u32, call: u32): u32 {
  seedCase(seed, number);
  guideChoices();
  favourAll();
  planEntry(ENTRY);
  takeOut(call);
  return recordPlan(steps);
}
