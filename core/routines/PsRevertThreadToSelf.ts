/**
 * PsRevertThreadToSelf: ends the impersonation of a thread. No status, no check, no nesting; the block
 * stays for reuse.
 *
 * [ReactOS ps/security.c] facts 4.2
 */
import { decide } from "../decide";
import { REVERT_WITHOUT_IMPERSONATION } from "../generated/decisions";
import { threadActive, threadToken } from "../generated/state";
import { clearImpersonation } from "../objects/threads";
import { dereferenceToken } from "../objects/tokens";

/** Does nothing to a thread that does not impersonate. */
export function PsRevertThreadToSelf(thread: u32): void {
  if (decide(REVERT_WITHOUT_IMPERSONATION, threadActive(thread) == 0, thread)) return;
  const token = threadToken(thread);
  clearImpersonation(thread);
  dereferenceToken(token);
}
