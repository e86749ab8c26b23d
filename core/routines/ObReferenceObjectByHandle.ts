/**
 * ObReferenceObjectByHandle: from a handle operand to the object it names, with the right that the routine
 * needs.
 *
 * Besides real handles there are two forms of the language: a declared thread or process named directly,
 * which is opened with that right and checked like any open (and closed again at once, so no entry is
 * kept), and the calling thread's pseudo handle, which has every right. For kernel mode a handle's granted
 * access does not count. [CK] facts 4.4, 11.1 step 3
 */
import { decide } from "../decide";
import { checkAccess } from "../access/checkAccess";
import { TYPE_PROCESS, TYPE_THREAD } from "../generated/accessRights";
import { HANDLE_FREE, HANDLE_PROCESS, HANDLE_THREAD } from "../generated/constants";
import { HANDLE_IS_INVALID, HANDLE_LACKS_RIGHT, HANDLE_OF_OTHER_TYPE } from "../generated/decisions";
import {
  handleAccess, handleCount, handleGeneration, handleKind, handleObject, handleProcess, processCount,
  processDescriptor, threadCount, threadDescriptor,
} from "../generated/state";
import {
  STATUS_ACCESS_DENIED, STATUS_INVALID_HANDLE, STATUS_OBJECT_TYPE_MISMATCH, STATUS_SUCCESS,
} from "../generated/statuses";
import { HANDLE_VALUES_REUSED_OFF, handleValuesReused } from "../generated/switches";
import { currentProcess, currentThread, inKernelMode } from "../step/call";
import { HANDLE_IMPLICIT, HANDLE_PSEUDO, HANDLE_REAL } from "../step/operands";
import { NO_HANDLE } from "../objects/handles";

/** The object that the last success named, and the handle's granted access (0 where no handle was used). */
export let referencedObject: u32 = 0;
export let referencedAccess: u32 = 0;

/**
 * Resolves a handle operand to an object of `kind` (`HANDLE_…`). `right` is needed; `otherRight` suffices
 * as well where it is not 0. `userMode`: the previous mode, in which the handle's granted access counts; it
 * is the caller's, save for routines that look at the mode of the thread and not at that of the call. An
 * NTSTATUS.
 */
export function ObReferenceObjectByHandle(
  operand: u32, kind: u32, right: u32, otherRight: u32, userMode: bool = !inKernelMode(currentThread),
): u32 {
  referencedObject = operand & 0xff;
  referencedAccess = 0;
  const form = operand & ~(<u32>0xffff);
  if (form == HANDLE_IMPLICIT && isDeclared(kind, operand & 0xffff)) {
    return openDeclared(kind, operand & 0xff, right, otherRight);
  }
  if (form == HANDLE_PSEUDO && (operand & 0xffff) == currentThread) {
    return decide(HANDLE_OF_OTHER_TYPE, kind != HANDLE_THREAD, operand, kind)
      ? STATUS_OBJECT_TYPE_MISMATCH
      : STATUS_SUCCESS;
  }
  const handle = handleEntry(operand);
  if (decide(HANDLE_IS_INVALID, handle == NO_HANDLE, operand, currentProcess())) return STATUS_INVALID_HANDLE;
  if (decide(HANDLE_OF_OTHER_TYPE, handleKind(handle) != kind, handle, kind)) {
    return STATUS_OBJECT_TYPE_MISMATCH;
  }
  referencedObject = handleObject(handle);
  referencedAccess = handleAccess(handle);
  const suffices = (referencedAccess & right) == right
    || (otherRight != 0 && (referencedAccess & otherRight) == otherRight);
  if (userMode && decide(HANDLE_LACKS_RIGHT, !suffices, handle, right)) {
    return STATUS_ACCESS_DENIED;
  }
  return STATUS_SUCCESS;
}

/**
 * The entry that a real handle names, in the caller's table, or a kernel handle that kernel code uses. The
 * value of a handle that was closed can be that of a later one, which it names then; where values are not
 * used again, the generation tells. NO_HANDLE: none.
 */
export function handleEntry(operand: u32): u32 {
  const handle = operand & 0xff;
  if ((operand & ~(<u32>0xffff)) != HANDLE_REAL || handle >= handleCount
    || handleKind(handle) == HANDLE_FREE) {
    return NO_HANDLE;
  }
  const stale = handleGeneration(handle) != ((operand >>> 8) & 0xff);
  if (stale && handleValuesReused() == HANDLE_VALUES_REUSED_OFF) return NO_HANDLE;
  const process = handleProcess(handle);
  const reachable = process == 0 ? inKernelMode(currentThread) : process == currentProcess();
  return reachable ? handle : NO_HANDLE;
}

function isDeclared(kind: u32, number: u32): bool {
  if (kind == HANDLE_THREAD) return number != 0 && number < threadCount;
  return kind == HANDLE_PROCESS && number != 0 && number < processCount;
}

/**
 * Opens a declared thread or process: with the lesser right that suffices, or where that is denied with the
 * full one.
 */
function openDeclared(kind: u32, number: u32, right: u32, otherRight: u32): u32 {
  const type = kind == HANDLE_THREAD ? TYPE_THREAD : TYPE_PROCESS;
  const descriptor = kind == HANDLE_THREAD ? threadDescriptor(number) : processDescriptor(number);
  const kernelMode = inKernelMode(currentThread);
  const first = otherRight != 0 ? otherRight : right;
  const status = checkAccess(currentThread, descriptor, type, first, kernelMode);
  if (status != STATUS_ACCESS_DENIED || otherRight == 0) return status;
  return checkAccess(currentThread, descriptor, type, right, kernelMode);
}
