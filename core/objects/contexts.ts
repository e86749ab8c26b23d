/**
 * Client security contexts: a record per SeCreateClientSecurity, until SeDeleteClientSecurity.
 *
 * NT keeps them in memory of the driver and clears nothing on deletion, so a deleted one that is used once
 * more is a reference by a stale pointer. Sooner or later that is bug check 0x18; the model makes it sooner
 * (facts 7.6: deleting twice is an over-release). [INF]
 */
import { decide } from "../decide";
import { CONTEXT_IS_DELETED } from "../generated/decisions";
import {
  contextCount, contextGeneration, contextToken, headerContextsLive, REGION_CONTEXT,
  setContextDirectAccessEffectiveOnly, setContextDirectlyAccessClientToken, setContextEffectiveOnly,
  setContextGeneration, setContextLevel, setContextServerIsRemote, setContextToken, setContextTracking,
  setHeaderBugCheck, setHeaderContextsLive,
} from "../generated/state";
import { worldIsFull } from "../step/call";
import { plannedRecords } from "./bitmaps";
import { BUG_CHECK_REFERENCE_BY_POINTER } from "./bugChecks";
import { dereferenceToken } from "./tokens";

/** Stands for the context that a full world does not have. */
export const NO_CONTEXT: u32 = 0xffffffff;

/**
 * Takes a free context record, all zero. NO_CONTEXT: the program planned too few, and the case is dropped.
 */
export function allocateContext(): u32 {
  const free = ~headerContextsLive() & <u32>plannedRecords(contextCount);
  if (free == 0) {
    worldIsFull(REGION_CONTEXT);
    return NO_CONTEXT;
  }
  const context = <u32>ctz<u32>(free);
  setHeaderContextsLive(headerContextsLive() | (1 << context));
  return context;
}

/** Ends a context and lets go of its token. Its record becomes zero but for the generation. */
export function freeContext(context: u32): void {
  const token = contextToken(context);
  setContextToken(context, 0);
  setContextLevel(context, 0);
  setContextTracking(context, 0);
  setContextEffectiveOnly(context, 0);
  setContextDirectlyAccessClientToken(context, 0);
  setContextDirectAccessEffectiveOnly(context, 0);
  setContextServerIsRemote(context, 0);
  setContextGeneration(context, contextGeneration(context) + 1);
  setHeaderContextsLive(headerContextsLive() & ~(1 << context));
  dereferenceToken(token);
}

/**
 * The record of a context operand (generation above its slot); NO_CONTEXT and a bug check where it was
 * deleted.
 */
export function contextOf(operand: u32): u32 {
  const context = operand & 0xff;
  const inUse = context < contextCount && (headerContextsLive() >>> context & 1) != 0;
  const live = inUse && contextGeneration(context) == operand >>> 8;
  if (decide(CONTEXT_IS_DELETED, !live, context)) {
    setHeaderBugCheck(BUG_CHECK_REFERENCE_BY_POINTER);
    return NO_CONTEXT;
  }
  return context;
}
