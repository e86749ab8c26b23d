/** Counts over a whole campaign: verdicts, steps, and how often each call of an attacker was tried and succeeded. */
const COUNTS: usize = memory.data(16 * 8, 16);
/** Per call of an attacker two words: tried, succeeded. */
export const CALL_COUNTS: usize = memory.data(1024 * 8, 16);

export const COUNT_CASES: u32 = 8;
export const COUNT_STEPS: u32 = 9;
export const COUNT_SKIPPED: u32 = 10;

export function clearStatistics(): void {
  memory.fill(COUNTS, 0, 16 * 8);
  memory.fill(CALL_COUNTS, 0, 1024 * 8);
}

/** Adds to one of sixteen counters; numbers below 8 count verdicts. */
export function addCount(counter: u32, amount: u32): void {
  const address = COUNTS + (<usize>counter << 3);
  store<u64>(address, load<u64>(address) + amount);
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
