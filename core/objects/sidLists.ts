/**
 * Lists of the program that routines are given, read into the masks that tokens hold: SIDs with attributes,
 * and privileges. List 0 is none.
 */
import {
  privilegeChangeLuid, privilegeListCount, privilegeListStart, sidEntryAttributes, sidEntrySid, sidListCount,
  sidListStart,
} from "../generated/image";
import { bitOf } from "./bitmaps";

/** What the last `readSidList` found: the SIDs by number in two halves, and all their attributes joined. */
export let sidsLow: u64 = 0;
export let sidsHigh: u64 = 0;
export let sidAttributes: u32 = 0;

/** Reads a list of SIDs. */
export function readSidList(list: u32): void {
  sidsLow = 0;
  sidsHigh = 0;
  sidAttributes = 0;
  if (list == 0) return;
  const start = sidListStart(list);
  for (let entry = start, end = start + sidListCount(list); entry < end; entry++) {
    const sid = sidEntrySid(entry);
    if (sid < 64) sidsLow |= bitOf(sid);
    else sidsHigh |= bitOf(sid - 64);
    sidAttributes |= sidEntryAttributes(entry);
  }
}

/** How many entries a list of SIDs has. */
export function sidListLength(list: u32): u32 {
  return list == 0 ? 0 : sidListCount(list);
}

/** The privileges of a list; their attributes do not count. */
export function listedPrivileges(list: u32): u64 {
  if (list == 0) return 0;
  let privileges: u64 = 0;
  const start = privilegeListStart(list);
  for (let change = start, end = start + privilegeListCount(list); change < end; change++) {
    privileges |= bitOf(privilegeChangeLuid(change));
  }
  return privileges;
}
