/**
 * PsDisableImpersonation: sets a thread's impersonation aside, so that for a while it is its process.
 *
 * The token's reference moves along with the state: nothing is counted, and nothing is released until
 * PsRestoreImpersonation puts it back. [ReactOS ps/security.c] facts 4.5
 */
import { decide } from "../decide";
import { CONTEXT_SAVED } from "../generated/constants";
import { DISABLE_WITHOUT_IMPERSONATION } from "../generated/decisions";
import {
  contextGeneration, setContextCopyOnOpen, setContextEffectiveOnly, setContextLevel, setContextToken,
  threadActive, threadCopyOnOpen, threadEffectiveOnly, threadLevel, threadToken,
} from "../generated/state";
import { allocateContext, NO_CONTEXT } from "../objects/contexts";
import { clearImpersonation, setImpersonationOuts } from "../objects/threads";
import { setResult } from "../step/call";

/**
 * 1: the thread impersonated, and the result is the state that was set aside. 0: it did not; the state is
 * one of nothing, and must not be restored.
 */
export function PsDisableImpersonation(thread: u32): u32 {
  const state = allocateContext(CONTEXT_SAVED);
  if (state == NO_CONTEXT) return 0;
  setImpersonationOuts(thread);
  const disabled = disableImpersonation(thread);
  setContextToken(state, disabledToken);
  setContextLevel(state, disabledLevel);
  setContextCopyOnOpen(state, disabledCopyOnOpen);
  setContextEffectiveOnly(state, disabledEffectiveOnly);
  setResult(state, contextGeneration(state));
  return disabled ? 1 : 0;
}

/** The state that was set aside; its token is owned by it. */
export let disabledToken: u32 = 0;
export let disabledCopyOnOpen: u32 = 0;
export let disabledEffectiveOnly: u32 = 0;
export let disabledLevel: u32 = 0;

/** The same for a routine that puts the state back itself before it returns. */
export function disableImpersonation(thread: u32): bool {
  const impersonates = threadActive(thread) != 0;
  disabledToken = impersonates ? threadToken(thread) : 0;
  disabledCopyOnOpen = impersonates ? threadCopyOnOpen(thread) : 0;
  disabledEffectiveOnly = impersonates ? threadEffectiveOnly(thread) : 0;
  disabledLevel = impersonates ? threadLevel(thread) : 0;
  if (decide(DISABLE_WITHOUT_IMPERSONATION, !impersonates, thread)) return false;
  clearImpersonation(thread);
  return true;
}
