/**
 * NtCreateNamedPipeFile: creates the one instance of a pipe; the handle is its server's end. Clients can
 * connect from here on. Who comes second is asked for FILE_CREATE_PIPE_INSTANCE, and then there is no room
 * for him. [MS-doc nf-namedpipeapi-createnamedpipew] [ReactOS npfs/create.c] facts 12.1
 */
import { checkAccess } from "../access/checkAccess";
import { mapGenericMask } from "../access/genericMapping";
import { decide } from "../decide";
import { FILE_CREATE_PIPE_INSTANCE, MAXIMUM_ALLOWED, FILE_ALL_ACCESS } from "../generated/accessRights";
import { HANDLE_PIPE, PIPE_LISTENING, PIPE_NONE } from "../generated/constants";
import { PIPE_HAS_INSTANCE } from "../generated/decisions";
import {
  handleGeneration, objectDescriptor, objectPipe, objectType, pipeState, setPipeServerHandle,
  setPipeServerProcess,
  setPipeState,
} from "../generated/state";
import { STATUS_INSTANCE_NOT_AVAILABLE, STATUS_SUCCESS } from "../generated/statuses";
import { allocateHandle, NO_HANDLE } from "../objects/handles";
import { currentProcess, currentThread, inKernelMode, setOut, setResult } from "../step/call";

/** An NTSTATUS; the result is a handle to the server's end. */
export function NtCreateNamedPipeFile(object: u32, desiredAccess: u32): u32 {
  const pipe = objectPipe(object);
  const exists = pipeState(pipe) != PIPE_NONE;
  if (decide(PIPE_HAS_INSTANCE, exists, object)) {
    const wanted = desiredAccess | FILE_CREATE_PIPE_INSTANCE;
    const unchecked = inKernelMode(currentThread);
    const status = checkAccess(
      currentThread, objectDescriptor(object), objectType(object), wanted, unchecked,
    );
    return status != STATUS_SUCCESS ? status : STATUS_INSTANCE_NOT_AVAILABLE;
  }
  // who creates an object gets what he asks for
  const mapped = mapGenericMask(objectType(object), desiredAccess);
  const granted = mapped & MAXIMUM_ALLOWED ? FILE_ALL_ACCESS : mapped;
  const handle = allocateHandle(HANDLE_PIPE, object, granted, currentProcess());
  if (handle == NO_HANDLE) return STATUS_SUCCESS;
  setPipeState(pipe, PIPE_LISTENING);
  setPipeServerProcess(pipe, currentProcess());
  setPipeServerHandle(pipe, handle + 1);
  setResult(handle, handleGeneration(handle));
  setOut(0, granted);
  return STATUS_SUCCESS;
}
