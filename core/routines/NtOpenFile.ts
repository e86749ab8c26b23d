/**
 * NtOpenFile: opens a declared object of any type. The access check judges the caller's effective token,
 * and not at all in kernel mode: a driver that opens for a user without forcing the check goes past the
 * impersonation. [MS-doc nf-wdm-seaccesscheck] facts 13.1
 */
import { checkAccess, openedAccess } from "../access/checkAccess";
import { HANDLE_OBJECT } from "../generated/constants";
import { handleGeneration, objectDescriptor, objectType } from "../generated/state";
import { STATUS_SUCCESS } from "../generated/statuses";
import { allocateHandle, NO_HANDLE } from "../objects/handles";
import { currentThread, inKernelMode, setOut, setResult } from "../step/call";

/** An NTSTATUS; the result is a handle to the object. */
export function NtOpenFile(object: u32, desiredAccess: u32): u32 {
  const kernelMode = inKernelMode(currentThread);
  const status = checkAccess(currentThread, objectDescriptor(object), objectType(object), desiredAccess, kernelMode);
  if (status != STATUS_SUCCESS) return status;
  const handle = allocateHandle(HANDLE_OBJECT, object, openedAccess);
  if (handle == NO_HANDLE) return STATUS_SUCCESS;
  setResult(handle, handleGeneration(handle));
  setOut(0, openedAccess);
  return STATUS_SUCCESS;
}
