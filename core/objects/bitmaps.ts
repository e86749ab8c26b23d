/**
 * Bitmaps of records in use: which is free, how a bit is set. A region's lowest free record is always
 * taken, so runs repeat.
 */

/** Bits of the records that the program planned, 64 at most. */
export function plannedRecords(count: u32): u64 {
  return count >= 64 ? ~(<u64>0) : ((<u64>1) << <u64>count) - 1;
}

/** The bit of record `index`; none from 64 on. */
export function bitOf(index: u32): u64 {
  return index < 64 ? (<u64>1) << <u64>index : 0;
}
