/**
 * PsDisableImpersonation: sets a thread's impersonation aside, to be put back by PsRestoreImpersonation.
 *
 * The thread's reference moves into the state record; no count changes. [ReactOS ps/security.c] facts 4.5.
 * One record is enough: the model uses the pair only inside one call of NtOpenThreadToken, for OpenAsSelf.
 */
import { decide } from "../decide";
import { DISABLE_WITHOUT_IMPERSONATION } from "../generated/decisions";
import {
  threadActive, threadCopyOnOpen, threadEffectiveOnly, threadLevel, threadToken,
} from "../generated/state";
import { clearImpersonation } from "../objects/threads";

/** The state that was set aside; its token is owned by it. */
export let disabledToken: u32 = 0;
export let disabledCopyOnOpen: u32 = 0;
export let disabledEffectiveOnly: u32 = 0;
export let disabledLevel: u32 = 0;

/**
 * True: the thread impersonated, and its state is set aside. False: there was none, and nothing may be
 * restored.
 */
export function PsDisableImpersonation(thread: u32): bool {
  const impersonates = threadActive(thread) != 0;
  disabledToken = impersonates ? threadToken(thread) : 0;
  disabledCopyOnOpen = impersonates ? threadCopyOnOpen(thread) : 0;
  disabledEffectiveOnly = impersonates ? threadEffectiveOnly(thread) : 0;
  disabledLevel = impersonates ? threadLevel(thread) : 0;
  if (decide(DISABLE_WITHOUT_IMPERSONATION, !impersonates, thread)) return false;
  clearImpersonation(thread);
  return true;
}
