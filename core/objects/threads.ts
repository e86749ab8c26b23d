/**
 * The impersonation of a thread as fields: written whole, cleared whole, and what follows from it, the
 * effective identity.
 *
 * NT leaves a stale token in the block after a revert; nobody may read it there (facts 2.1). The model
 * clears the fields, so that two states that nobody can tell apart are the same bytes. The block itself
 * stays allocated.
 */
import {
  processToken, setThreadActive, setThreadCopyOnOpen, setThreadEffectiveOnly, setThreadLevel,
  setThreadToken, threadActive, threadBlockPresent, threadCopyOnOpen, threadEffectiveOnly, threadLevel,
  threadProcess, threadToken,
} from "../generated/state";
import { IMP_BLOCK_INLINE_ON, impBlockInline } from "../generated/switches";
import { setOut } from "../step/call";

/**
 * The level of an identity that no thread impersonates: above every other, because a primary token is never
 * too low.
 */
export const LEVEL_OF_PRIMARY: u32 = 0xff;

/** Puts a state on a thread. Counts no references: the caller hands one over. */
export function writeImpersonation(
  thread: u32, token: u32, copyOnOpen: u32, effectiveOnly: u32, level: u32,
): void {
  setThreadActive(thread, 1);
  setThreadToken(thread, token);
  setThreadLevel(thread, level);
  setThreadCopyOnOpen(thread, copyOnOpen != 0 ? 1 : 0);
  setThreadEffectiveOnly(thread, effectiveOnly != 0 ? 1 : 0);
}

/** Clears the bit and what the block held. Counts no references: the caller takes the thread's over. */
export function clearImpersonation(thread: u32): void {
  setThreadActive(thread, 0);
  setThreadToken(thread, 0);
  setThreadLevel(thread, 0);
  setThreadCopyOnOpen(thread, 0);
  setThreadEffectiveOnly(thread, 0);
}

/** Whether a thread has the block that an impersonation is noted in; once allocated it stays. facts 2.1 */
export function hasImpersonationBlock(thread: u32): bool {
  return impBlockInline() == IMP_BLOCK_INLINE_ON || threadBlockPresent(thread) != 0;
}

/** The primary token of the process that owns a thread. */
export function primaryTokenOf(thread: u32): u32 {
  return processToken(threadProcess(thread));
}

/** The effective token: the thread's while it impersonates, else its process's. */
export function effectiveToken(thread: u32): u32 {
  return threadActive(thread) != 0 ? threadToken(thread) : primaryTokenOf(thread);
}

/**
 * The level that access checks look at: the thread's, not the token's (facts 0.5 rule 4); LEVEL_OF_PRIMARY
 * without impersonation.
 */
export function effectiveLevel(thread: u32): u32 {
  return threadActive(thread) != 0 ? threadLevel(thread) : LEVEL_OF_PRIMARY;
}

/**
 * The outs of the routines that put a token on a thread: what it impersonates now; none where it does not.
 */
export function setImpersonationOuts(thread: u32): void {
  if (threadActive(thread) == 0) return;
  setOut(0, threadLevel(thread));
  setOut(1, threadCopyOnOpen(thread));
  setOut(2, threadEffectiveOnly(thread));
}
