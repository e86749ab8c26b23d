/**
 * SeCreateClientSecurity: captures a thread's effective identity into a client security context.
 *
 * A thread that impersonates may hand on no more than it has, and nothing at all below Impersonation; a
 * client as its process may hand out any level (facts 0.5 rules 5 and 6). [MS-doc
 * nf-ntifs-secreateclientsecurity] [ReactOS client.c] facts 7.3
 */
import { decide } from "../decide";
import { CONTEXT_CLIENT } from "../generated/constants";
import {
  CLIENT_LEVEL_TOO_LOW, CLIENT_NOT_DELEGATING, CONTEXT_COPIES, QOS_LEVEL_ABOVE_THREAD, QOS_LEVEL_INVALID,
} from "../generated/decisions";
import { SecurityDelegation, SecurityImpersonation } from "../generated/enumerations";
import {
  contextGeneration, setContextDirectAccessEffectiveOnly, setContextDirectlyAccessClientToken,
  setContextEffectiveOnly, setContextLevel, setContextServerIsRemote, setContextToken, setContextTracking,
} from "../generated/state";
import {
  STATUS_BAD_IMPERSONATION_LEVEL, STATUS_INVALID_PARAMETER, STATUS_SUCCESS,
} from "../generated/statuses";
import {
  REMOTE_DYNAMIC_COPY, remoteDynamic, STATIC_KEEPS_EFFECTIVE_ONLY_ON, staticKeepsEffectiveOnly,
} from "../generated/switches";
import { allocateContext, NO_CONTEXT } from "../objects/contexts";
import { dereferenceToken } from "../objects/tokens";
import { setOut, setResult } from "../step/call";
import {
  effectiveRoleIsThread, effectiveTokenEffectiveOnly, effectiveTokenLevel, referenceEffectiveToken,
} from "./PsReferenceEffectiveToken";
import { SeCopyClientToken } from "./SeCopyClientToken";
import { duplicatedToken } from "./SepDuplicateToken";

/** An NTSTATUS; allocations: the copy that a static context holds. The result is the context. */
export function SeCreateClientSecurity(
  clientThread: u32, level: u32, tracking: u32, effectiveOnly: u32, remote: u32,
): u32 {
  if (decide(QOS_LEVEL_INVALID, level > SecurityDelegation, level)) return STATUS_INVALID_PARAMETER;
  const token = referenceEffectiveToken(clientThread);
  if (effectiveRoleIsThread && levelsForbid(clientThread, level, remote)) {
    dereferenceToken(token);
    return STATUS_BAD_IMPERSONATION_LEVEL;
  }
  let held = token;
  const remoteCopies = remote != 0 && remoteDynamic() == REMOTE_DYNAMIC_COPY;
  const copies = decide(CONTEXT_COPIES, tracking == 0 || remoteCopies, tracking, remote);
  if (copies) {
    const status = SeCopyClientToken(token, level);
    dereferenceToken(token);
    if (status != STATUS_SUCCESS || duplicatedToken == 0) return status;
    held = duplicatedToken;
  }
  const context = allocateContext(CONTEXT_CLIENT);
  if (context == NO_CONTEXT) return STATUS_SUCCESS;
  setContextToken(context, held);
  setContextDirectlyAccessClientToken(context, copies ? 0 : 1);
  setOut(3, copies ? 0 : 1);
  fill(context, level, tracking, effectiveOnly, remote);
  return STATUS_SUCCESS;
}

/** The three rules for a client that impersonates, in order. facts 7.3 step 2 */
function levelsForbid(thread: u32, level: u32, remote: u32): bool {
  if (decide(QOS_LEVEL_ABOVE_THREAD, level > effectiveTokenLevel, level, effectiveTokenLevel)) return true;
  if (decide(CLIENT_LEVEL_TOO_LOW, effectiveTokenLevel < SecurityImpersonation, thread, effectiveTokenLevel)) {
    return true;
  }
  const notDelegating = remote != 0 && effectiveTokenLevel != SecurityDelegation;
  return decide(CLIENT_NOT_DELEGATING, notDelegating, thread, effectiveTokenLevel);
}

/**
 * The rest of the context, the result and its outs. The thread's EffectiveOnly reaches the server through
 * DirectAccessEffectiveOnly, which a static context does not use; whether Windows keeps it there is unknown
 * (U8).
 */
function fill(context: u32, level: u32, tracking: u32, effectiveOnly: u32, remote: u32): void {
  const direct: u32 = effectiveOnly != 0 || effectiveTokenEffectiveOnly != 0 ? 1 : 0;
  const asked: u32 = staticKeepsEffectiveOnly() == STATIC_KEEPS_EFFECTIVE_ONLY_ON ? direct : effectiveOnly != 0 ? 1 : 0;
  setContextLevel(context, level);
  setContextTracking(context, tracking);
  setContextEffectiveOnly(context, asked);
  setContextDirectAccessEffectiveOnly(context, direct);
  setContextServerIsRemote(context, remote);
  setResult(context, contextGeneration(context));
  setOut(0, level);
  setOut(1, tracking);
  setOut(2, asked);
  setOut(4, direct);
}
