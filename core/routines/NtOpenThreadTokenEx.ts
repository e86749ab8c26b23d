/**
 * NtOpenThreadTokenEx: opens the token that a thread impersonates. With CopyOnOpen it opens a copy, which
 * replaces the thread's token.
 *
 * A thread that opens its own token as itself ends as it began: its impersonation was set aside meanwhile,
 * and putting it back undoes the replacement (facts 0.5 rule 8). [MS-doc nf-ntifs-ntopenthreadtokenex]
 * [ReactOS token.c] facts 11.1
 */
import { decide } from "../decide";
import { THREAD_QUERY_INFORMATION, THREAD_QUERY_LIMITED_INFORMATION } from "../generated/accessRights";
import { HANDLE_THREAD } from "../generated/constants";
import {
  OPEN_AS_SELF, THREAD_COPIES_ON_OPEN, THREAD_IS_ANONYMOUS, THREAD_WITHOUT_TOKEN,
} from "../generated/decisions";
import { SecurityAnonymous, TokenImpersonation } from "../generated/enumerations";
import {
  setHeaderLevelRaised, setTokenDescriptor, threadActive, threadCopyOnOpen, threadEffectiveOnly,
  threadLevel, threadToken, tokenLevel, tokenType,
} from "../generated/state";
import { STATUS_CANT_OPEN_ANONYMOUS, STATUS_NO_TOKEN, STATUS_SUCCESS } from "../generated/statuses";
import {
  LIMITED_QUERY_RIGHTS_ON, limitedQueryRights, OPEN_REPLACES_TOKEN_ON, openReplacesToken,
} from "../generated/switches";
import {
  accessToCreated, checkAccessToCreated, insertToken, newHandle, openToken, returnTokenHandle,
} from "../objects/tokenHandles";
import { NO_HANDLE } from "../objects/handles";
import { tableFor } from "../objects/objectAttributes";
import { hasImpersonationBlock, primaryTokenOf } from "../objects/threads";
import { dereferenceToken, referenceToken } from "../objects/tokens";
import { currentThread } from "../step/call";
import { ObReferenceObjectByHandle, referencedObject } from "./ObReferenceObjectByHandle";
import { disableImpersonation } from "./PsDisableImpersonation";
import { PsImpersonateClient } from "./PsImpersonateClient";
import { restoreImpersonation } from "./PsRestoreImpersonation";
import { copyDescriptor, SepCreateImpersonationTokenDacl } from "./SepCreateImpersonationTokenDacl";
import { duplicatedToken, SepDuplicateToken } from "./SepDuplicateToken";

/**
 * An NTSTATUS; allocations: with CopyOnOpen the access list, the copy, and the copy of a second gate
 * denial.
 */
export function NtOpenThreadTokenEx(
  threadHandle: u32, desiredAccess: u32, openAsSelf: u32, attributes: u32,
): u32 {
  const limited = limitedQueryRights() == LIMITED_QUERY_RIGHTS_ON ? THREAD_QUERY_LIMITED_INFORMATION : 0;
  let status = ObReferenceObjectByHandle(threadHandle, HANDLE_THREAD, THREAD_QUERY_INFORMATION, limited);
  if (status != STATUS_SUCCESS) return status;
  const thread = referencedObject;
  if (decide(THREAD_WITHOUT_TOKEN, threadActive(thread) == 0, thread)) return STATUS_NO_TOKEN;
  if (decide(THREAD_IS_ANONYMOUS, threadLevel(thread) == SecurityAnonymous, thread)) {
    return STATUS_CANT_OPEN_ANONYMOUS;
  }
  const token = threadToken(thread);
  const copyOnOpen = threadCopyOnOpen(thread) != 0;
  const effectiveOnly = threadEffectiveOnly(thread);
  const level = threadLevel(thread);
  referenceToken(token);
  const disabled = decide(OPEN_AS_SELF, openAsSelf != 0, thread) && disableImpersonation(currentThread);
  status = decide(THREAD_COPIES_ON_OPEN, copyOnOpen, thread)
    ? openCopy(thread, token, effectiveOnly, level, desiredAccess, attributes)
    : openToken(token, desiredAccess, attributes);
  if (!copyOnOpen && status == STATUS_SUCCESS && tokenType(token) == TokenImpersonation
    && tokenLevel(token) > level) {
    setHeaderLevelRaised(1);
  }
  const handle = newHandle;
  if (disabled) restoreImpersonation(currentThread);
  dereferenceToken(token);
  if (status == STATUS_SUCCESS) returnTokenHandle(handle);
  return status;
}

/**
 * Makes the copy, gives it a handle with the access as asked (D27), and puts it on the thread. When that last
 * step fails, the status is returned and the handle stays behind: nobody knows it (ReactOS). facts 11.1 steps
 * 7b, 8
 */
function openCopy(
  thread: u32, token: u32, effectiveOnly: u32, level: u32, desiredAccess: u32, attributes: u32,
): u32 {
  let status = checkAccessToCreated(token, desiredAccess);
  if (status != STATUS_SUCCESS) return status;
  status = SepCreateImpersonationTokenDacl(token, primaryTokenOf(thread));
  if (status != STATUS_SUCCESS) return status;
  status = SepDuplicateToken(token, TokenImpersonation, level, effectiveOnly);
  if (status != STATUS_SUCCESS || duplicatedToken == 0) return status;
  const copy = duplicatedToken;
  setTokenDescriptor(copy, copyDescriptor);
  insertToken(copy, accessToCreated, tableFor(attributes));
  if (newHandle == NO_HANDLE || openReplacesToken() != OPEN_REPLACES_TOKEN_ON) return STATUS_SUCCESS;
  // it impersonated when it was asked for its token
  assert(hasImpersonationBlock(thread));
  return PsImpersonateClient(thread, copy, 0, effectiveOnly, level);
}
