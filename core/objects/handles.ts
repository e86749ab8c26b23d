/**
 * Handles: entries of the processes' handle tables. A handle holds a reference on the token that it names.
 *
 * All tables share one region, so that no process runs out while another has room. A variable remembers
 * slot and generation: a slot that was closed has another generation. What a stale handle names then is a
 * question of versions (switch `handleValuesReused`): what was opened there since, or nothing.
 */
import { HANDLE_FREE, HANDLE_PIPE, HANDLE_TOKEN } from "../generated/constants";
import {
  handleCount, handleGeneration, handleKind, handleObject, headerHandlesLiveHigh, headerHandlesLiveLow,
  REGION_HANDLE, setHandleAccess, setHandleGeneration, setHandleKind, setHandleObject, setHandleProcess,
  setHeaderHandlesLiveHigh, setHeaderHandlesLiveLow,
} from "../generated/state";
import { handleChanged } from "../judge/proven";
import { worldIsFull } from "../step/call";
import { bitOf, plannedRecords } from "./bitmaps";
import { closePipeEnd } from "./pipes";
import { dereferenceToken } from "./tokens";

/** Stands for the entry that a full table does not have. */
export const NO_HANDLE: u32 = 0xffffffff;

/**
 * A new handle in the table of a process (`tableFor`). A reference on a token that it names is handed over
 * by the caller. NO_HANDLE: the program planned too few, and the case is dropped.
 */
export function allocateHandle(kind: u32, object: u32, access: u32, process: u32): u32 {
  const handle = freeEntry();
  if (handle == NO_HANDLE) {
    worldIsFull(REGION_HANDLE);
    return NO_HANDLE;
  }
  assert(handleKind(handle) == HANDLE_FREE);
  markLive(handle, true);
  handleChanged(handle);
  setHandleKind(handle, kind);
  setHandleObject(handle, object);
  setHandleProcess(handle, process);
  setHandleAccess(handle, access);
  return handle;
}

/** Closes an entry and lets go of what it names. */
export function freeHandle(handle: u32): void {
  const kind = handleKind(handle);
  const object = handleObject(handle);
  assert(kind != HANDLE_FREE);
  setHandleKind(handle, HANDLE_FREE);
  setHandleObject(handle, 0);
  setHandleProcess(handle, 0);
  setHandleAccess(handle, 0);
  setHandleGeneration(handle, handleGeneration(handle) + 1);
  markLive(handle, false);
  handleChanged(handle);
  if (kind == HANDLE_TOKEN) dereferenceToken(object);
  else if (kind == HANDLE_PIPE) closePipeEnd(object, handle);
}

function freeEntry(): u32 {
  const low = ~headerHandlesLiveLow() & plannedRecords(handleCount);
  if (low != 0) return <u32>ctz<u64>(low);
  const high = handleCount > 64 ? ~headerHandlesLiveHigh() & plannedRecords(handleCount - 64) : 0;
  return high != 0 ? 64 + <u32>ctz<u64>(high) : NO_HANDLE;
}

function markLive(handle: u32, live: bool): void {
  if (handle < 64) {
    const others = headerHandlesLiveLow() & ~bitOf(handle);
    setHeaderHandlesLiveLow(live ? others | bitOf(handle) : others);
  } else {
    const others = headerHandlesLiveHigh() & ~bitOf(handle - 64);
    setHeaderHandlesLiveHigh(live ? others | bitOf(handle - 64) : others);
  }
}
