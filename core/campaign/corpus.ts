/**
 * The frozen corpus of an epoch: entries as the host gave them, and a table that says how often each is
 * taken.
 */
import { CALLS, CALLS_MAX, LANES, LANES_MAX, PICKS, PICKS_MAX, setPlan } from "./plan";
import { ENTRY_HEAD } from "./recorder";

export const CORPUS_BYTES_MAX: u32 = 1048576;
export const ENTRIES_MAX: u32 = 4096;
/** Entries one behind the other, each beginning at an even address. */
export const CORPUS: usize = memory.data(1048576, 16);
/** Where each begins. */
const ENTRIES: usize = memory.data(4096 * 4, 16);
/**
 * Numbers of entries, u16 each: one of these is taken, so an entry that stands here twice is taken twice as
 * often.
 */
export const TURNS: usize = memory.data(4096 * 2, 16);
export const TURNS_COUNT: u32 = 4096;
export let entryCount: u32 = 0;

/** Reads `bytes` of CORPUS as entries. False: it is no corpus, and there is none. */
export function readCorpus(bytes: u32): bool {
  entryCount = 0;
  let count: u32 = 0;
  let at: u32 = 0;
  while (at + ENTRY_HEAD <= bytes) {
    const end = at + entryBytes(CORPUS + at);
    if (end > bytes || count == ENTRIES_MAX || !fits(CORPUS + at)) return false;
    store<u32>(ENTRIES + (<usize>count << 2), at);
    count++;
    at = end;
  }
  if (at != bytes) return false;
  entryCount = count;
  return true;
}

function callsIn(entry: usize): u32 {
  return <u32>load<u16>(entry, 2);
}

function lanesIn(entry: usize): u32 {
  return <u32>load<u16>(entry, 4);
}

function picksIn(entry: usize): u32 {
  return <u32>load<u16>(entry, 6);
}

function fits(entry: usize): bool {
  return callsIn(entry) <= CALLS_MAX && lanesIn(entry) <= LANES_MAX && (lanesIn(entry) & 1) == 0
    && picksIn(entry) <= PICKS_MAX;
}

function entryBytes(entry: usize): u32 {
  return ENTRY_HEAD + (callsIn(entry) << 4) + lanesIn(entry) + (picksIn(entry) << 1);
}

/** Address of the entry whose turn it is. */
export function entryOf(turn: u32): usize {
  const number = <u32>load<u16>(TURNS + (<usize>(turn % TURNS_COUNT) << 1));
  return CORPUS + load<u32>(ENTRIES + (<usize>(number % entryCount) << 2));
}

/** Makes the entry the plan. */
export function planEntry(entry: usize): void {
  const calls = callsIn(entry);
  const lanes = lanesIn(entry);
  const picks = picksIn(entry);
  let at = entry + ENTRY_HEAD;
  copyWords(CALLS, at, calls << 4);
  at += <usize>calls << 4;
  copyWords(LANES, at, lanes);
  copyWords(PICKS, at + lanes, picks << 1);
  setPlan(calls, lanes, picks);
}

/** No memory.copy: for so few bytes the engine's call costs more than the stores. */
function copyWords(to: usize, from: usize, bytes: u32): void {
  for (let at: u32 = 0; at < bytes; at += 8) store<u64>(to + at, load<u64>(from + at));
}

/** Calls of an entry, for the plan of another. */
export function callsOfEntry(entry: usize): u32 {
  return callsIn(entry);
}

export function callOfEntry(entry: usize, call: u32): usize {
  return entry + ENTRY_HEAD + (<usize>call << 4);
}
