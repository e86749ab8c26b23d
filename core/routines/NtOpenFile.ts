/**
 * NtOpenFile: opens a declared object of any type. The access check judges the caller's effective token,
 * and in kernel mode only where it is forced: a driver that opens for a user without OBJ_FORCE_ACCESS_CHECK
 * goes past the impersonation. [MS-doc nf-wdm-seaccesscheck, impersonation-in-a-file-system-filter-driver]
 * facts 13.1
 */
import { checkAccess, openedAccess } from "../access/checkAccess";
import { HANDLE_OBJECT } from "../generated/constants";
import { handleGeneration, objectDescriptor, objectType } from "../generated/state";
import { STATUS_SUCCESS } from "../generated/statuses";
import { allocateHandle, NO_HANDLE } from "../objects/handles";
import { goesUnchecked, tableFor } from "../objects/objectAttributes";
import { currentThread, setOut, setResult } from "../step/call";

/** An NTSTATUS; the result is a handle to the object. */
export function NtOpenFile(object: u32, desiredAccess: u32, attributes: u32): u32 {
  const table = tableFor(attributes);
  const unchecked = goesUnchecked(attributes);
  const status = checkAccess(currentThread, objectDescriptor(object), objectType(object), desiredAccess, unchecked);
  if (status != STATUS_SUCCESS) return status;
  const handle = allocateHandle(HANDLE_OBJECT, object, openedAccess, table);
  if (handle == NO_HANDLE) return STATUS_SUCCESS;
  setResult(handle, handleGeneration(handle));
  setOut(0, openedAccess);
  return STATUS_SUCCESS;
}
