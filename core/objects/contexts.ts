/**
 * What a driver keeps in memory of its own and what holds tokens: client security contexts until
 * SeDeleteClientSecurity, subject contexts until SeReleaseSubjectContext, impersonations that were set aside
 * until PsRestoreImpersonation.
 *
 * NT clears nothing of a client context on deletion, so a deleted one that is used once
 * more is a reference by a stale pointer. Sooner or later that is bug check 0x18; the model makes it sooner
 * (facts 7.6: deleting twice is an over-release). [INF]
 */
import { decide } from "../decide";
import { CONTEXT_IS_DELETED } from "../generated/decisions";
import {
  contextCount, contextGeneration, contextPrimaryToken, contextToken, headerContextsLive, REGION_CONTEXT,
  setContextCopyOnOpen, setContextKind, setContextLocks, setContextPrimaryToken,
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
 * Takes a free record, all zero but for its kind (`CONTEXT_…`). NO_CONTEXT: the program planned too few, and
 * the case is dropped.
 */
export function allocateContext(kind: u32): u32 {
  const free = ~headerContextsLive() & <u32>plannedRecords(contextCount);
  if (free == 0) {
    worldIsFull(REGION_CONTEXT);
    return NO_CONTEXT;
  }
  const context = <u32>ctz<u32>(free);
  setHeaderContextsLive(headerContextsLive() | (1 << context));
  setContextKind(context, kind);
  return context;
}

/** Ends a context and lets go of its tokens. Its record becomes zero but for the generation. */
export function freeContext(context: u32): void {
  const token = contextToken(context);
  const primary = contextPrimaryToken(context);
  setContextToken(context, 0);
  setContextPrimaryToken(context, 0);
  setContextCopyOnOpen(context, 0);
  setContextLocks(context, 0);
  setContextKind(context, 0);
  setContextLevel(context, 0);
  setContextTracking(context, 0);
  setContextEffectiveOnly(context, 0);
  setContextDirectlyAccessClientToken(context, 0);
  setContextDirectAccessEffectiveOnly(context, 0);
  setContextServerIsRemote(context, 0);
  setContextGeneration(context, contextGeneration(context) + 1);
  setHeaderContextsLive(headerContextsLive() & ~(1 << context));
  if (token != 0) dereferenceToken(token);
  if (primary != 0) dereferenceToken(primary);
}

/** Whether a context operand (generation above its slot) names a record that was not released. */
export function contextIsLive(operand: u32): bool {
  const context = operand & 0xff;
  const inUse = context < contextCount && (headerContextsLive() >>> context & 1) != 0;
  return inUse && contextGeneration(context) == operand >>> 8;
}

/**
 * The record of a context operand (generation above its slot); NO_CONTEXT and a bug check where it was
 * deleted.
 */
export function contextOf(operand: u32, bugCheck: u32 = BUG_CHECK_REFERENCE_BY_POINTER): u32 {
  const context = operand & 0xff;
  if (decide(CONTEXT_IS_DELETED, !contextIsLive(operand), context)) {
    setHeaderBugCheck(bugCheck);
    return NO_CONTEXT;
  }
  return context;
}
