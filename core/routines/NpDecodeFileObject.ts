/**
 * NpDecodeFileObject: from a handle operand to a pipe and which of its ends is meant.
 *
 * A real handle is the server's end, the client's, or one that was disconnected. Where a pipe is named, its
 * server means his own end; everybody else opens the client's with the right that the call needs, checked
 * like any open. An open by name stays: all who write to a pipe by its name share one end, as programs do
 * that hand on a handle. [ReactOS npfs] facts 12.1
 */
import { checkAccess } from "../access/checkAccess";
import { decide } from "../decide";
import { HANDLE_PIPE, PIPE_CONNECTED } from "../generated/constants";
import { PIPE_END_IS_DETACHED, PIPE_NAMED_BY_SERVER } from "../generated/decisions";
import {
  objectDescriptor, objectPipe, objectType, pipeClientHandle, pipeServerHandle, pipeServerProcess, pipeState,
} from "../generated/state";
import { STATUS_SUCCESS } from "../generated/statuses";
import { currentProcess, currentThread, inKernelMode } from "../step/call";
import { HANDLE_FORM_MASK, HANDLE_IMPLICIT, NONE } from "../step/operands";
import { findPipe, NpCreateClientEnd } from "./NpCreateClientEnd";
import { handleEntry, ObReferenceObjectByHandle, referencedObject } from "./ObReferenceObjectByHandle";

/** What the last success named: the object, its pipe, and the end. */
export let decodedObject: u32 = 0;
export let decodedPipe: u32 = 0;
export let decodedEnd: u32 = 0;

export const SERVER_END: u32 = 1;
export const CLIENT_END: u32 = 2;
/** The server has disconnected it, or the pipe is another's by now. */
export const DETACHED_END: u32 = 3;

/** `right` is what the routine needs of a handle, and opens a name with. An NTSTATUS. */
export function NpDecodeFileObject(operand: u32, right: u32, rightToOpen: u32): u32 {
  if ((operand & HANDLE_FORM_MASK) == HANDLE_IMPLICIT) return decodeName(operand & 0xff, rightToOpen);
  const status = ObReferenceObjectByHandle(operand, HANDLE_PIPE, right, 0);
  if (status != STATUS_SUCCESS) return status;
  decodedObject = referencedObject;
  decodedPipe = objectPipe(decodedObject);
  const handle = handleEntry(operand) + 1;
  const ofServer = pipeServerHandle(decodedPipe) == handle;
  const detached = !ofServer && pipeClientHandle(decodedPipe) != handle;
  decodedEnd = ofServer ? SERVER_END : CLIENT_END;
  if (decide(PIPE_END_IS_DETACHED, detached, decodedObject)) decodedEnd = DETACHED_END;
  return STATUS_SUCCESS;
}

function decodeName(object: u32, right: u32): u32 {
  decodedObject = object;
  decodedPipe = objectPipe(object);
  const ofServer = pipeServerProcess(decodedPipe) == currentProcess();
  decodedEnd = ofServer ? SERVER_END : CLIENT_END;
  if (decide(PIPE_NAMED_BY_SERVER, ofServer, currentThread, object)) return STATUS_SUCCESS;
  let status = findPipe(object);
  if (status != STATUS_SUCCESS) return status;
  const unchecked = inKernelMode(currentThread);
  status = checkAccess(currentThread, objectDescriptor(object), objectType(object), right, unchecked);
  if (status != STATUS_SUCCESS || pipeState(decodedPipe) == PIPE_CONNECTED) return status;
  return NpCreateClientEnd(object, NONE, 0, 0);
}
