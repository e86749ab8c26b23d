/**
 * What an attacker has gained, as a list for whoever tells of a failure: each row is one way to exercise an
 * identity that is within none of the baseline, or one handle with a right that no baseline passes. Judging
 * itself asks only whether there is one.
 */
import { threadCount, processCount, handleCount } from "../generated/state";

/** Sixteen bytes each: way u32 (table `gainWays`), holder u32, token or object u32, rights or job u32. */
export const GAINS: usize = memory.data(192 * 16, 16);
/** One row for each process, thread and handle there can be at most: 15, 31 and 128. */
const GAINS_MAX: u32 = 192;
export let gainCount: u32 = 0;
/** Whether gains are being listed, and not only looked for. */
export let listing: bool = false;

export function beginListing(): void {
  assert(processCount + threadCount + handleCount <= GAINS_MAX);
  gainCount = 0;
  listing = true;
}

export function endListing(): void {
  listing = false;
}

/**
 * Adds a row. `holder` is the process, thread or handle through which it is gained; `what` the token, or the
 * object with the `rights` to it. Of a token `rights` is the job whose filter comes in between; 0: none does.
 */
export function noteGain(way: u32, holder: u32, what: u32, rights: u32): void {
  const row = GAINS + (<usize>gainCount << 4);
  store<u32>(row, way);
  store<u32>(row, holder, 4);
  store<u32>(row, what, 8);
  store<u32>(row, rights, 12);
  gainCount++;
}
