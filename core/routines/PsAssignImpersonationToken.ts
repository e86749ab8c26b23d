/**
 * PsAssignImpersonationToken: the token of a handle on a thread; no handle reverts it.
 *
 * The very object that the handle names is installed, at its own level, without CopyOnOpen and
 * EffectiveOnly: threads can share it, and adjusting it through the handle changes them at once. [ReactOS
 * ps/security.c] facts 4.4
 */
import { decide } from "../decide";
import { TOKEN_IMPERSONATE } from "../generated/accessRights";
import { HANDLE_TOKEN } from "../generated/constants";
import { ASSIGN_OF_NONE, ASSIGN_OF_PRIMARY } from "../generated/decisions";
import { TokenImpersonation } from "../generated/enumerations";
import { threadSystemThread, tokenLevel, tokenType } from "../generated/state";
import { STATUS_BAD_TOKEN_TYPE, STATUS_SUCCESS } from "../generated/statuses";
import { currentThread } from "../step/call";
import { ObReferenceObjectByHandle, referencedObject } from "./ObReferenceObjectByHandle";
import { PsImpersonateClient } from "./PsImpersonateClient";
import { PsRevertThreadToSelf } from "./PsRevertThreadToSelf";

/**
 * An NTSTATUS; `tokenHandle` 0 is none. A driver calls it in the mode of the thread that it runs on, so on a
 * user's thread the handle's access counts: the previous mode is that of the last system call. [CK]
 */
export function PsAssignImpersonationToken(thread: u32, tokenHandle: u32): u32 {
  return assignToken(thread, tokenHandle, threadSystemThread(currentThread) == 0);
}

/** The same for the system call, which knows the mode of its caller. */
export function assignToken(thread: u32, tokenHandle: u32, userMode: bool): u32 {
  if (decide(ASSIGN_OF_NONE, tokenHandle == 0, thread)) {
    PsRevertThreadToSelf(thread);
    return STATUS_SUCCESS;
  }
  const status = ObReferenceObjectByHandle(tokenHandle, HANDLE_TOKEN, TOKEN_IMPERSONATE, 0, userMode);
  if (status != STATUS_SUCCESS) return status;
  const token = referencedObject;
  if (decide(ASSIGN_OF_PRIMARY, tokenType(token) != TokenImpersonation, token)) return STATUS_BAD_TOKEN_TYPE;
  return PsImpersonateClient(thread, token, 0, 0, tokenLevel(token));
}
