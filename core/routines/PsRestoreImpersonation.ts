/**
 * PsRestoreImpersonation: puts back what PsDisableImpersonation set aside, without gate, job or level
 * check; it cannot fail.
 *
 * What the thread impersonates by then is displaced and released, so a replacement that was made in between
 * is undone. Nobody looks whether there is anything to put back, whose it was, or whether the thread ever
 * had a block to put it into. [ReactOS ps/security.c] facts 4.6, U14
 */
import { decide } from "../decide";
import { RESTORE_DISPLACES, RESTORE_OF_NONE, RESTORE_OF_NOTHING, RESTORE_WITHOUT_BLOCK } from "../generated/decisions";
import {
  contextCopyOnOpen, contextEffectiveOnly, contextLevel, contextToken, setContextToken, setHeaderBugCheck,
  threadActive, threadToken,
} from "../generated/state";
import { BUG_CHECK_KMODE_EXCEPTION_NOT_HANDLED } from "../objects/bugChecks";
import { contextOf, freeContext, NO_CONTEXT } from "../objects/contexts";
import { hasImpersonationBlock, writeImpersonation } from "../objects/threads";
import { dereferenceToken } from "../objects/tokens";
import { NONE } from "../step/operands";
import {
  disabledCopyOnOpen, disabledEffectiveOnly, disabledLevel, disabledToken,
} from "./PsDisableImpersonation";
import { PsRevertThreadToSelf } from "./PsRevertThreadToSelf";

/**
 * `savedState` NONE: the thread reverts. The state is the thread's afterwards and gone: restoring it
 * twice is a bug check, and so is a state of nothing, which would leave a null token on the thread.
 */
export function PsRestoreImpersonation(thread: u32, savedState: u32): void {
  if (decide(RESTORE_OF_NONE, savedState == NONE, thread)) return PsRevertThreadToSelf(thread);
  const state = contextOf(savedState);
  if (state == NO_CONTEXT) return;
  const token = contextToken(state);
  if (decide(RESTORE_OF_NOTHING, token == 0, thread)) {
    return setHeaderBugCheck(BUG_CHECK_KMODE_EXCEPTION_NOT_HANDLED);
  }
  if (decide(RESTORE_WITHOUT_BLOCK, !hasImpersonationBlock(thread), thread)) {
    return setHeaderBugCheck(BUG_CHECK_KMODE_EXCEPTION_NOT_HANDLED);
  }
  putBack(thread, token, contextCopyOnOpen(state), contextEffectiveOnly(state), contextLevel(state));
  setContextToken(state, 0);
  freeContext(state);
}

/** Puts back what `disableImpersonation` set aside on the same thread and answered true for. */
export function restoreImpersonation(thread: u32): void {
  assert(disabledToken != 0);
  putBack(thread, disabledToken, disabledCopyOnOpen, disabledEffectiveOnly, disabledLevel);
}

/** The state's reference becomes the thread's. */
function putBack(thread: u32, token: u32, copyOnOpen: u32, effectiveOnly: u32, level: u32): void {
  const displaced = threadActive(thread) != 0 ? threadToken(thread) : 0;
  writeImpersonation(thread, token, copyOnOpen, effectiveOnly, level);
  if (decide(RESTORE_DISPLACES, displaced != 0, thread, displaced)) dereferenceToken(displaced);
}
