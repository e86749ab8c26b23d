/**
 * PsRestoreImpersonation: puts back what PsDisableImpersonation set aside, without gate, job or level
 * check; it cannot fail.
 *
 * What the thread impersonates by then is displaced and released, so a replacement that was made in between
 * is undone. [ReactOS ps/security.c] facts 4.6, U14
 */
import { decide } from "../decide";
import { RESTORE_DISPLACES } from "../generated/decisions";
import { threadActive, threadToken } from "../generated/state";
import { writeImpersonation } from "../objects/threads";
import { dereferenceToken } from "../objects/tokens";
import {
  disabledCopyOnOpen, disabledEffectiveOnly, disabledLevel, disabledToken,
} from "./PsDisableImpersonation";

/** Only after PsDisableImpersonation of the same thread answered true. */
export function PsRestoreImpersonation(thread: u32): void {
  assert(disabledToken != 0);
  const displaced = threadActive(thread) != 0 ? threadToken(thread) : 0;
  writeImpersonation(thread, disabledToken, disabledCopyOnOpen, disabledEffectiveOnly, disabledLevel);
  if (decide(RESTORE_DISPLACES, displaced != 0, thread, displaced)) dereferenceToken(displaced);
}
