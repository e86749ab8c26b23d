/**
 * Who holds a token, counted from scratch: processes, threads, handles, contexts. What its count says beyond
 * that are references that kernel code took and has not let go of.
 */
import { decide } from "../decide";
import { HANDLE_TOKEN } from "../generated/constants";
import { DEREFERENCED_TOO_OFTEN } from "../generated/decisions";
import {
  contextPrimaryToken, contextToken, handleKind, handleObject, headerContextsLive,
  headerHandlesLiveHigh, headerHandlesLiveLow, processCount, processToken,
  setHeaderBugCheck, threadActive, threadCount, threadToken, tokenReferences,
} from "../generated/state";
import { BUG_CHECK_REFERENCE_BY_POINTER } from "./bugChecks";
import { dereferenceToken } from "./tokens";

/** A byte per token; all records together that can hold one are fewer than a byte counts. */
const HOLDERS: usize = memory.data(64, 8);

/** Counts the holders of every token in one walk; `countedHolders` tells them. */
export function countHolders(): void {
  for (let offset: usize = 0; offset < 64; offset += 8) store<u64>(HOLDERS + offset, 0);
  for (let process: u32 = 1; process < processCount; process++) countHolder(processToken(process));
  for (let thread: u32 = 1; thread < threadCount; thread++) {
    if (threadActive(thread)) countHolder(threadToken(thread));
  }
  countHandles(headerHandlesLiveLow(), 0);
  countHandles(headerHandlesLiveHigh(), 64);
  for (let live = headerContextsLive(); live != 0; live &= live - 1) {
    const context = ctz<u32>(live);
    countHolder(contextToken(context));
    countHolder(contextPrimaryToken(context));
  }
}

function countHandles(live: u64, first: u32): void {
  for (let rest = live; rest != 0; rest &= rest - 1) {
    const slot = first + <u32>ctz<u64>(rest);
    if (handleKind(slot) == HANDLE_TOKEN) countHolder(handleObject(slot));
  }
}

function countHolder(token: u32): void {
  store<u8>(HOLDERS + token, load<u8>(HOLDERS + token) + 1);
}

/** How many records hold the token. */
function holdersOf(token: u32): u32 {
  countHolders();
  return countedHolders(token);
}

/** How many records held the token when they were counted. */
export function countedHolders(token: u32): u32 {
  return load<u8>(HOLDERS + token);
}

/**
 * Kernel code lets go of a reference that it took. One that it never took is somebody else's, who will find
 * the token gone: sooner or later a bug check, in the model at once. [INF] facts 3.2, 3.3
 */
export function releasePointer(token: u32): void {
  if (decide(DEREFERENCED_TOO_OFTEN, tokenReferences(token) <= holdersOf(token), token)) {
    setHeaderBugCheck(BUG_CHECK_REFERENCE_BY_POINTER);
    return;
  }
  dereferenceToken(token);
}
