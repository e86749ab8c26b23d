/**
 * SeCreateClientSecurityFromSubjectContext: a client security context of who a subject context says the
 * client is.
 *
 * The rules are those of SeCreateClientSecurity, with the level that was captured. A subject context carries
 * no EffectiveOnly, so the thread's is lost on this way. [MS-doc
 * nf-ntifs-secreateclientsecurityfromsubjectcontext] [ReactOS client.c] facts 7.4, U8
 */
import { decide } from "../decide";
import { QOS_LEVEL_INVALID, SUBJECT_IMPERSONATES } from "../generated/decisions";
import { SecurityDelegation } from "../generated/enumerations";
import { contextEffectiveOnly, contextLevel, contextPrimaryToken, contextToken } from "../generated/state";
import { STATUS_INVALID_PARAMETER, STATUS_SUCCESS, STATUS_UNSUCCESSFUL } from "../generated/statuses";
import { STATIC_KEEPS_EFFECTIVE_ONLY_ON, staticKeepsEffectiveOnly } from "../generated/switches";
import { BUG_CHECK_KMODE_EXCEPTION_NOT_HANDLED } from "../objects/bugChecks";
import { contextOf, NO_CONTEXT } from "../objects/contexts";
import { referenceToken } from "../objects/tokens";
import { keepCreatedContext, NO_THREAD_LEVEL, SepCreateClientSecurity } from "./SepCreateClientSecurity";

/** An NTSTATUS; allocations: the copy that a static context holds. The result is the context. */
export function SeCreateClientSecurityFromSubjectContext(
  subjectContext: u32, level: u32, tracking: u32, effectiveOnly: u32, remote: u32,
): u32 {
  const subject = contextOf(subjectContext, BUG_CHECK_KMODE_EXCEPTION_NOT_HANDLED);
  if (subject == NO_CONTEXT) return STATUS_UNSUCCESSFUL;
  if (decide(QOS_LEVEL_INVALID, level > SecurityDelegation, level)) return STATUS_INVALID_PARAMETER;
  const impersonates = decide(SUBJECT_IMPERSONATES, contextToken(subject) != 0, subject);
  const token = impersonates ? contextToken(subject) : contextPrimaryToken(subject);
  referenceToken(token);
  const carried = staticKeepsEffectiveOnly() == STATIC_KEEPS_EFFECTIVE_ONLY_ON
    ? contextEffectiveOnly(subject)
    : 0;
  const threadLevel = impersonates ? contextLevel(subject) : NO_THREAD_LEVEL;
  const status = SepCreateClientSecurity(
    token, threadLevel, carried, 0, level, tracking, effectiveOnly, remote,
  );
  if (status == STATUS_SUCCESS) keepCreatedContext(level, tracking, remote);
  return status;
}
