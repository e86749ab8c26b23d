/**
 * PsReferenceImpersonationToken: the token that a thread impersonates, at whatever level, with a reference
 * that is the caller's from then on.
 *
 * Of a thread that does not impersonate there is none, and the outs are left as they were. [MS-doc
 * nf-ntifs-psreferenceimpersonationtoken] [ReactOS ps/security.c] facts 3.2
 */
import { decide } from "../decide";
import { REFERENCE_WITHOUT_IMPERSONATION } from "../generated/decisions";
import { threadActive, threadToken, tokenGeneration } from "../generated/state";
import { setImpersonationOuts } from "../objects/threads";
import { referenceToken } from "../objects/tokens";
import { setResult } from "../step/call";

/** The token's number, 0 for none. No level is too low: what it may be used for is the caller's affair. */
export function PsReferenceImpersonationToken(thread: u32): u32 {
  if (decide(REFERENCE_WITHOUT_IMPERSONATION, threadActive(thread) == 0, thread)) return 0;
  const token = threadToken(thread);
  referenceToken(token);
  setResult(token, tokenGeneration(token));
  setImpersonationOuts(thread);
  return token;
}
