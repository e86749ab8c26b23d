/**
 * NtSetInformationThread with ThreadImpersonationToken, the only class that the language can name: the
 * system call behind SetThreadToken and RevertToSelf. It asks for no privilege; the gate decides what the
 * token is worth. [MS-doc thread-security-and-access-rights] facts 11.3, 4.4
 */
import { THREAD_SET_THREAD_TOKEN } from "../generated/accessRights";
import { HANDLE_THREAD } from "../generated/constants";
import { STATUS_SUCCESS } from "../generated/statuses";
import { currentThread, inKernelMode } from "../step/call";
import { ObReferenceObjectByHandle, referencedObject } from "./ObReferenceObjectByHandle";
import { assignToken } from "./PsAssignImpersonationToken";

/** An NTSTATUS; a token of 0 reverts the thread. */
export function NtSetInformationThread(threadHandle: u32, _informationClass: u32, tokenHandle: u32): u32 {
  const status = ObReferenceObjectByHandle(threadHandle, HANDLE_THREAD, THREAD_SET_THREAD_TOKEN, 0);
  if (status != STATUS_SUCCESS) return status;
  return assignToken(referencedObject, tokenHandle, !inKernelMode(currentThread));
}
