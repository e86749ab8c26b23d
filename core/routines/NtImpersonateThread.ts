/**
 * NtImpersonateThread: a server thread impersonates a client thread, by nothing but two handles.
 *
 * THREAD_DIRECT_IMPERSONATION is asked for on the server's, THREAD_IMPERSONATE on the client's (D10). There
 * is no connection between the two and no consent of the client; its quality of service plays no part. In
 * between it is a client security context like any other, and in the end the gate of the server's process.
 * [ReactOS ps/security.c] [ROS-trace] [MS-doc thread-security-and-access-rights] facts 11.9
 */
import { decide } from "../decide";
import { THREAD_DIRECT_IMPERSONATION, THREAD_IMPERSONATE } from "../generated/accessRights";
import { HANDLE_THREAD } from "../generated/constants";
import { IMPERSONATION_FAILS_UNSEEN } from "../generated/decisions";
import { STATUS_SUCCESS } from "../generated/statuses";
import { IMP_THREAD_RETURNS_SECOND_STATUS_ON, impThreadReturnsSecondStatus } from "../generated/switches";
import { dereferenceToken } from "../objects/tokens";
import { ObReferenceObjectByHandle, referencedObject } from "./ObReferenceObjectByHandle";
import { PsImpersonateClient } from "./PsImpersonateClient";
import { captureClient } from "./SeCreateClientSecurity";
import { createdThreadEffectiveOnly, createdToken } from "./SepCreateClientSecurity";

/**
 * An NTSTATUS; allocations: a static context's copy, the thread's block, the copy of a gate denial. ReactOS
 * returns the status of the context alone: whether the impersonation failed cannot be seen (D11).
 */
export function NtImpersonateThread(
  serverThread: u32, clientThread: u32, level: u32, tracking: u32, effectiveOnly: u32,
): u32 {
  let status = ObReferenceObjectByHandle(serverThread, HANDLE_THREAD, THREAD_DIRECT_IMPERSONATION, 0);
  if (status != STATUS_SUCCESS) return status;
  const server = referencedObject;
  status = ObReferenceObjectByHandle(clientThread, HANDLE_THREAD, THREAD_IMPERSONATE, 0);
  if (status != STATUS_SUCCESS) return status;
  status = captureClient(referencedObject, level, tracking, effectiveOnly, 0);
  if (status != STATUS_SUCCESS || createdToken == 0) return status;
  const token = createdToken;
  status = PsImpersonateClient(server, token, 1, createdThreadEffectiveOnly(), level);
  dereferenceToken(token);
  if (impThreadReturnsSecondStatus() == IMP_THREAD_RETURNS_SECOND_STATUS_ON) return status;
  decide(IMPERSONATION_FAILS_UNSEEN, status != STATUS_SUCCESS, server);
  return STATUS_SUCCESS;
}
