/**
 * A case that shows something new becomes an entry of the corpus without the calls that it does not need:
 * short entries are quick to follow, and what is changed in them matters more often.
 */
import { callsOfEntry } from "./corpus";
import { recordGuided, recordShorter } from "./guided";
import { ENTRY, ENTRY_MAX } from "./recorder";
import { MET, MET_MAX, placedCount, setPlaced } from "./stamps";

/** Features that the entry must show, u16 each. */
export const WANTED: usize = memory.data(4096 * 2, 16);
/** The best entry so far with all features that it shows. */
const BEST_ENTRY: usize = memory.data(8 + 256 * 16 + 2048 + 1024 * 2, 16);
const BEST_MET: usize = memory.data(4096 * 4, 16);
let bestBytes: u32 = 0;
let bestMet: u32 = 0;
/** Steps of the entry that was made last. */
export let shortestSteps: u32 = 0;

/**
 * Makes the first `steps` steps of a case again and leaves out one call after the other, from the last one
 * on, as long as the first `wanted` of WANTED still show. Answers the bytes of the entry; it and what it
 * shows are where `recordGuided` leaves them.
 */
export function recordShortest(seed: u64, number: u64, steps: u32, wanted: u32): u32 {
  keepEntry(recordGuided(seed, number, steps));
  shortestSteps = steps;
  for (let call = callsOfEntry(ENTRY); call > 0 && shortestSteps > 1; call--) {
    const calls = callsOfEntry(BEST_ENTRY);
    const bytes = recordShorter(seed, number, shortestSteps - 1, call - 1);
    if (callsOfEntry(ENTRY) < calls && showsAll(wanted)) {
      keepEntry(bytes);
      shortestSteps--;
    } else memory.copy(ENTRY, BEST_ENTRY, bestBytes);
  }
  memory.copy(MET, BEST_MET, <usize>bestMet << 2);
  setPlaced(bestMet);
  return bestBytes;
}

function keepEntry(bytes: u32): void {
  assert(bytes <= ENTRY_MAX && placedCount <= MET_MAX);
  bestBytes = bytes;
  bestMet = placedCount;
  memory.copy(BEST_ENTRY, ENTRY, bytes);
  memory.copy(BEST_MET, MET, <usize>placedCount << 2);
}

function showsAll(wanted: u32): bool {
  for (let index: u32 = 0; index < wanted; index++) {
    if (!shows(<u32>load<u16>(WANTED + (<usize>index << 1)))) return false;
  }
  return true;
}

function shows(feature: u32): bool {
  for (let index: u32 = 0; index < placedCount; index++) {
    if (<u32>load<u16>(MET + (<usize>index << 2)) == feature) return true;
  }
  return false;
}
