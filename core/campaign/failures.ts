/**
 * Distinct failures of a campaign: for each key (what broke, deciding decision) the case that shows it best,
 * by steps and then by number. Both are minima, so any partition of the cases among workers and any order
 * merge to the same table.
 */
export const FAILURES_MAX: u32 = 256;
/** 32 bytes each: what broke u32, deciding u32, steps u32, verdict u32, case u64, count u64. */
export const FAILURES: usize = memory.data(256 * 32, 16);
export let failureCount: u32 = 0;

export function clearFailures(): void {
  failureCount = 0;
}

/** Notes a failure of a case; keeps the better example of the same key. */
export function noteFailure(verdict: u32, broken: u32, deciding: u32, steps: u32, caseNumber: u64): void {
  for (let index: u32 = 0; index < failureCount; index++) {
    const address = FAILURES + (<usize>index << 5);
    if (load<u32>(address) != broken || load<u32>(address, 4) != deciding
      || load<u32>(address, 12) != verdict) {
      continue;
    }
    store<u64>(address, load<u64>(address, 24) + 1, 24);
    const known = load<u32>(address, 8);
    if (steps < known || (steps == known && caseNumber < load<u64>(address, 16))) {
      store<u32>(address, steps, 8);
      store<u64>(address, caseNumber, 16);
    }
    return;
  }
  if (failureCount == FAILURES_MAX) return;
  const address = FAILURES + (<usize>failureCount << 5);
  store<u32>(address, broken);
  store<u32>(address, deciding, 4);
  store<u32>(address, steps, 8);
  store<u32>(address, verdict, 12);
  store<u64>(address, caseNumber, 16);
  store<u64>(address, 1, 24);
  failureCount++;
}
