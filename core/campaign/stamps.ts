/**
 * Which features a case has that no corpus has yet. A stamp per feature says which case met it last, so that
 * nothing is cleared between cases; features that are seen already carry the highest stamp, so one comparison
 * tells "not now" from "new in this case".
 *
 * What is kept per feature over an epoch is a minimum (fewest steps, then smallest case) and a sum, so that
 * any partition of the cases among workers merges to the same table. None of it is part of the state block.
 */
import { stepCount } from "../step/verdict";

export const FEATURES_MAX: u32 = 65536;
const SEEN: u32 = 0xffffffff;
/** One u32 per feature. */
const STAMPS: usize = memory.data(65536 * 4, 16);
/** Bit per feature: what the host has seen before this epoch. */
export const SEEN_BITS: usize = memory.data(65536 / 8, 16);
/** Features that were first met in the epoch, in no order that matters; u16 each. */
export const FOUND: usize = memory.data(65536 * 2, 16);
export let foundCount: u32 = 0;
/**
 * Per feature 16 bytes: steps of the best case until it shows, in how many cases it was met, number of that
 * case.
 */
export const BEST: usize = memory.data(65536 * 16, 16);

export const MET_MAX: u32 = 4096;
/** What this case met: feature u16, step u16. */
export const MET: usize = memory.data(4096 * 4, 16);
export let metCount: u32 = 0;
/** How many of them have their step; what was met after the last step has none. */
export let placedCount: u32 = 0;

/** Stamp of the case that runs; 0 while nothing counts. */
let stamp: u32 = 0;
let lastStamp: u32 = 0;

/** Begins an epoch: what SEEN_BITS tells is seen, and nothing was found. */
export function beginEpoch(): void {
  memory.fill(STAMPS, 0, FEATURES_MAX << 2);
  for (let word: u32 = 0; word < FEATURES_MAX >> 6; word++) {
    for (let rest = load<u64>(SEEN_BITS + (<usize>word << 3)); rest != 0; rest &= rest - 1) {
      store<u32>(STAMPS + (<usize>((word << 6) + <u32>ctz<u64>(rest)) << 2), SEEN);
    }
  }
  for (let index: u32 = 0; index < foundCount; index++) {
    store<u32>(bestOf(load<u16>(FOUND + (<usize>index << 1))), 0, 4);
  }
  foundCount = 0;
  stamp = 0;
  lastStamp = 0;
}

function bestOf(feature: u32): usize {
  return BEST + (<usize>feature << 4);
}

/** From here the features of one case are met. */
export function beginMeeting(): void {
  stamp = ++lastStamp;
  metCount = 0;
  placedCount = 0;
}

/** Notes that the case has a feature; what was seen before costs one comparison. */
export function meet(feature: u32): void {
  if (load<u32>(STAMPS + (<usize>feature << 2)) < stamp) meetFirst(feature);
}

function meetFirst(feature: u32): void {
  store<u32>(STAMPS + (<usize>feature << 2), stamp);
  if (metCount == MET_MAX) return;
  store<u32>(MET + (<usize>metCount << 2), feature);
  metCount++;
}

/** From here nothing counts: the model asks itself. */
export function stopMeeting(): void {
  stamp = 0;
}

/** The case goes on. */
export function goOnMeeting(): void {
  stamp = lastStamp;
}

/** What was met since the step before belongs to the step that was just made. */
export function placeMet(): void {
  for (; placedCount < metCount; placedCount++) {
    store<u16>(MET + (<usize>placedCount << 2), <u16>min<u32>(stepCount, 0xffff), 2);
  }
}

/** The first `count` of MET are what a run showed. */
export function setPlaced(count: u32): void {
  placedCount = count;
}

/** How many of the met features come before a step; those of later steps lie behind them. */
export function metBefore(step: u32): u32 {
  let count: u32 = 0;
  while (count < placedCount && <u32>load<u16>(MET + (<usize>count << 2), 2) < step) count++;
  return count;
}

/** The case is over: keeps it for each of its first `count` features that it shows best. */
export function keepBest(count: u32, caseNumber: u64): void {
  for (let index: u32 = 0; index < count; index++) {
    const met = MET + (<usize>index << 2);
    const feature = <u32>load<u16>(met);
    keepIfBetter(feature, <u32>load<u16>(met, 2), caseNumber);
  }
}

function keepIfBetter(feature: u32, steps: u32, caseNumber: u64): void {
  const best = bestOf(feature);
  const times = load<u32>(best, 4);
  store<u32>(best, times + 1, 4);
  if (times == 0) {
    store<u16>(FOUND + (<usize>foundCount << 1), <u16>feature);
    foundCount++;
  } else {
    const known = load<u32>(best);
    if (steps > known || (steps == known && caseNumber > load<u64>(best, 8))) return;
  }
  store<u32>(best, steps);
  store<u64>(best, caseNumber, 8);
}
