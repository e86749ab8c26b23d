/**
 * NtWriteFile, to a pipe: one message. What a client writes carries who the writing thread is now, if the
 * server tracks it dynamically; so whoever shares the handle is impersonated for what he wrote himself, and a
 * thread that may hand nobody on cannot write. [ReactOS npfs/write.c, writesup.c, datasup.c] [Wine-test]
 * facts 12.1, 7.3
 */
import { decide } from "../decide";
import { FILE_WRITE_DATA } from "../generated/accessRights";
import { PIPE_CLOSING, PIPE_CONNECTED, PIPE_DISCONNECTED } from "../generated/constants";
import {
  PIPE_IS_NOT_CONNECTED, PIPE_MESSAGE_ALLOCATION_FAILS, PIPE_OTHER_END_CLOSED, PIPE_WRITE_CARRIES_CONTEXT,
} from "../generated/decisions";
import { pipeEffectiveOnly, pipeLevel, pipeState, pipeTracking } from "../generated/state";
import {
  STATUS_INSUFFICIENT_RESOURCES, STATUS_PIPE_CLOSING, STATUS_PIPE_DISCONNECTED, STATUS_PIPE_LISTENING,
  STATUS_SUCCESS,
} from "../generated/statuses";
import { NO_CONTEXT } from "../objects/contexts";
import { queueInbound, queueOutbound } from "../objects/pipes";
import { dereferenceToken } from "../objects/tokens";
import { allocationFails, currentThread } from "../step/call";
import {
  CLIENT_END, decodedEnd, decodedObject, decodedPipe, DETACHED_END, NpDecodeFileObject,
} from "./NpDecodeFileObject";
import { captureClient } from "./SeCreateClientSecurity";
import { createdToken, storeCreatedContext } from "./SepCreateClientSecurity";

/** An NTSTATUS; allocations: the message. */
export function NtWriteFile(file: u32): u32 {
  let status = NpDecodeFileObject(file, FILE_WRITE_DATA, FILE_WRITE_DATA);
  if (status != STATUS_SUCCESS) return status;
  if (decodedEnd == DETACHED_END) return STATUS_PIPE_DISCONNECTED;
  const pipe = decodedPipe;
  const object = decodedObject;
  const state = pipeState(pipe);
  const hasClient = state == PIPE_CONNECTED || state == PIPE_CLOSING;
  if (decide(PIPE_IS_NOT_CONNECTED, !hasClient, object, state)) {
    return state == PIPE_DISCONNECTED ? STATUS_PIPE_DISCONNECTED : STATUS_PIPE_LISTENING;
  }
  if (decide(PIPE_OTHER_END_CLOSED, state == PIPE_CLOSING, object)) return STATUS_PIPE_CLOSING;
  const byClient = decodedEnd == CLIENT_END;
  const tracking = pipeTracking(pipe);
  const carries = decide(PIPE_WRITE_CARRIES_CONTEXT, byClient && tracking != 0, object, tracking);
  if (carries) {
    status = captureClient(currentThread, pipeLevel(pipe), tracking, pipeEffectiveOnly(pipe), 0);
    if (status != STATUS_SUCCESS) return status;
  }
  if (decide(PIPE_MESSAGE_ALLOCATION_FAILS, allocationFails(), object)) {
    if (carries) dereferenceToken(createdToken);
    return STATUS_INSUFFICIENT_RESOURCES;
  }
  if (!byClient) queueOutbound(pipe, currentThread);
  else queueInbound(pipe, currentThread, carries ? keptContext(pipe, tracking) : 0);
  return STATUS_SUCCESS;
}

/** 1 + the context of the writer that was captured; 0 where the world is full. */
function keptContext(pipe: u32, tracking: u32): u32 {
  const context = storeCreatedContext(pipeLevel(pipe), tracking, 0);
  return context == NO_CONTEXT ? 0 : context + 1;
}
