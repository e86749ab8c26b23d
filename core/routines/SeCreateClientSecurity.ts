/**
 * SeCreateClientSecurity: captures a thread's effective identity into a client security context. What the
 * client may hand out is decided by SepCreateClientSecurity. [MS-doc nf-ntifs-secreateclientsecurity]
 * [ReactOS client.c] facts 7.3
 */
import { decide } from "../decide";
import { QOS_LEVEL_INVALID } from "../generated/decisions";
import { SecurityDelegation } from "../generated/enumerations";
import { STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from "../generated/statuses";
import {
  effectiveRoleIsThread, effectiveTokenEffectiveOnly, effectiveTokenLevel, referenceEffectiveToken,
} from "./PsReferenceEffectiveToken";
import { keepCreatedContext, NO_THREAD_LEVEL, SepCreateClientSecurity } from "./SepCreateClientSecurity";

/** An NTSTATUS; allocations: the copy that a static context holds. The result is the context. */
export function SeCreateClientSecurity(
  clientThread: u32, level: u32, tracking: u32, effectiveOnly: u32, remote: u32,
): u32 {
  const status = captureClient(clientThread, level, tracking, effectiveOnly, remote);
  if (status == STATUS_SUCCESS) keepCreatedContext(level, tracking, remote);
  return status;
}

/** The same for a routine that uses the context at once and keeps none. An NTSTATUS. */
export function captureClient(
  clientThread: u32, level: u32, tracking: u32, effectiveOnly: u32, remote: u32,
): u32 {
  if (decide(QOS_LEVEL_INVALID, level > SecurityDelegation, level)) return STATUS_INVALID_PARAMETER;
  const token = referenceEffectiveToken(clientThread);
  const threadLevel = effectiveRoleIsThread ? effectiveTokenLevel : NO_THREAD_LEVEL;
  return SepCreateClientSecurity(
    token, threadLevel, effectiveTokenEffectiveOnly, clientThread, level, tracking, effectiveOnly, remote,
  );
}
