/**
 * NtOpenFile: opens a declared object of any type. The access check judges the caller's effective token,
 * and in kernel mode only where it is forced: a driver that opens for a user without OBJ_FORCE_ACCESS_CHECK
 * goes past the impersonation. Who opens a pipe is its client from then on. [MS-doc nf-wdm-seaccesscheck,
 * impersonation-in-a-file-system-filter-driver] facts 13.1, 12.1
 */
import { checkAccess, openedAccess } from "../access/checkAccess";
import { HANDLE_OBJECT, HANDLE_PIPE } from "../generated/constants";
import { handleGeneration, objectDescriptor, objectPipe, objectType, setPipeClientHandle } from "../generated/state";
import { STATUS_SUCCESS } from "../generated/statuses";
import { allocateHandle, NO_HANDLE } from "../objects/handles";
import { goesUnchecked, tableFor } from "../objects/objectAttributes";
import { currentThread, setOut, setResult } from "../step/call";
import { NONE } from "../step/operands";
import { findPipe, NpCreateClientEnd } from "./NpCreateClientEnd";

/** An NTSTATUS; the result is a handle to the object. */
export function NtOpenFile(object: u32, desiredAccess: u32, attributes: u32): u32 {
  return openFile(object, desiredAccess, attributes, NONE, 0, 0);
}

/** The same with a quality of service; `level` NONE is none. An NTSTATUS. */
export function openFile(
  object: u32, desiredAccess: u32, attributes: u32, level: u32, tracking: u32, effectiveOnly: u32,
): u32 {
  const table = tableFor(attributes);
  const unchecked = goesUnchecked(attributes);
  const pipe = objectPipe(object);
  let status = pipe != 0 ? findPipe(object) : STATUS_SUCCESS;
  if (status != STATUS_SUCCESS) return status;
  status = checkAccess(currentThread, objectDescriptor(object), objectType(object), desiredAccess, unchecked);
  if (status != STATUS_SUCCESS) return status;
  const granted = openedAccess;
  if (pipe != 0) status = NpCreateClientEnd(object, level, tracking, effectiveOnly);
  if (status != STATUS_SUCCESS) return status;
  const handle = allocateHandle(pipe != 0 ? HANDLE_PIPE : HANDLE_OBJECT, object, granted, table);
  if (handle == NO_HANDLE) return STATUS_SUCCESS;
  if (pipe != 0) setPipeClientHandle(pipe, handle + 1);
  setResult(handle, handleGeneration(handle));
  setOut(0, granted);
  return STATUS_SUCCESS;
}
