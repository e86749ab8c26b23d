/**
 * NtOpenProcessTokenEx: opens the primary token of a process. There is no OpenAsSelf: a caller below
 * Impersonation is refused.
 *
 * [MS-doc] [ReactOS ps/security.c] facts 11.2
 */
import { PROCESS_QUERY_INFORMATION, PROCESS_QUERY_LIMITED_INFORMATION } from "../generated/accessRights";
import { HANDLE_PROCESS } from "../generated/constants";
import { processToken } from "../generated/state";
import { STATUS_SUCCESS } from "../generated/statuses";
import { LIMITED_QUERY_RIGHTS_ON, limitedQueryRights } from "../generated/switches";
import { newHandle, openToken, returnTokenHandle } from "../objects/tokenHandles";
import { ObReferenceObjectByHandle, referencedObject } from "./ObReferenceObjectByHandle";

/** An NTSTATUS; the result is a handle to the token. */
export function NtOpenProcessTokenEx(process: u32, desiredAccess: u32, attributes: u32): u32 {
  const limited = limitedQueryRights() == LIMITED_QUERY_RIGHTS_ON ? PROCESS_QUERY_LIMITED_INFORMATION : 0;
  let status = ObReferenceObjectByHandle(process, HANDLE_PROCESS, PROCESS_QUERY_INFORMATION, limited);
  if (status != STATUS_SUCCESS) return status;
  status = openToken(processToken(referencedObject), desiredAccess, attributes);
  if (status == STATUS_SUCCESS) returnTokenHandle(newHandle);
  return status;
}
