/**
 * NtClose: closes a handle of the caller's process and lets go of what it names. Pseudo handles are no
 * entries. [CK] facts 2.2
 */
import { decide } from "../decide";
import { HANDLE_IS_INVALID } from "../generated/decisions";
import { STATUS_INVALID_HANDLE, STATUS_SUCCESS } from "../generated/statuses";
import { freeHandle, NO_HANDLE } from "../objects/handles";
import { currentProcess } from "../step/call";
import { handleEntry } from "./ObReferenceObjectByHandle";

/** An NTSTATUS. */
export function NtClose(handleOperand: u32): u32 {
  const handle = handleEntry(handleOperand);
  if (decide(HANDLE_IS_INVALID, handle == NO_HANDLE, handleOperand, currentProcess())) {
    return STATUS_INVALID_HANDLE;
  }
  freeHandle(handle);
  return STATUS_SUCCESS;
}
