/**
 * Counts over a whole campaign: verdicts, steps, and how often each call of an attacker was tried and
 * succeeded.
 */
const COUNTS: usize = memory.data(16 * 8, 16);
/** Per call of an attacker two words: tried, succeeded. */
export const CALL_COUNTS: usize = memory.data(1024 * 8, 16);

export const COUNT_CASES: u32 = 8;
export const COUNT_STEPS: u32 = 9;
export const COUNT_SKIPPED: u32 = 10;

/** The first case that found the world full: 1 + region u32, number u64 at 8. */
export const FIRST_FULL: usize = memory.data(16, 16);

export function clearStatistics(): void {
  store<u64>(FIRST_FULL, 0);
  memory.fill(COUNTS, 0, 16 * 8);
  memory.fill(CALL_COUNTS, 0, 1024 * 8);
}

/** Adds to one of sixteen counters; numbers below 8 count verdicts. */
export function addCount(counter: u32, amount: u32): void {
  const address = COUNTS + (<usize>counter << 3);
  store<u64>(address, load<u64>(address) + amount);
}

/** A case found no room in a region; the smallest number is kept. */
export function noteFull(region: u32, caseNumber: u64): void {
  if (load<u32>(FIRST_FULL) != 0 && load<u64>(FIRST_FULL, 8) <= caseNumber) return;
  store<u32>(FIRST_FULL, region + 1);
  store<u64>(FIRST_FULL, caseNumber, 8);
}

/** Address of the sixteen 64-bit counters. */
export function countsPointer(): usize {
  return COUNTS;
}

export function countCall(call: u32, tried: bool, succeeded: bool): void {
  const address = CALL_COUNTS + (<usize>call << 3);
  if (tried) store<u32>(address, load<u32>(address) + 1);
  if (succeeded) store<u32>(address, load<u32>(address, 4) + 1, 4);
}
