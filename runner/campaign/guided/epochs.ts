/**
 * Epochs: ranges of case numbers whose sizes are fixed, 2^12 at first and doubling to 2^18. Within an epoch
 * nothing is learned, so that it does not matter who runs which of its cases.
 */
const SMALLEST = 4_096;
const LARGEST = 262_144;

export interface Epoch {
  readonly number: number;
  /** Its cases are `first` to `end - 1`. */
  readonly first: number;
  readonly end: number;
}

/** The first epoch. */
export const firstEpoch: Epoch = { number: 0, first: 0, end: SMALLEST };

/** The epoch behind one. */
export function nextEpoch({ number, first, end }: Epoch): Epoch {
  return { number: number + 1, first: end, end: end + Math.min(LARGEST, 2 * (end - first)) };
}

/** The epoch of that number. */
export function epochNumbered(number: number): Epoch {
  let epoch = firstEpoch;
  while (epoch.number < number) epoch = nextEpoch(epoch);
  return epoch;
}
