/**
 * NpCreateClientEnd: a client connects to a pipe. Who gives no quality of service lets the server impersonate
 * him, with what he has enabled, as he is whenever he writes. With static tracking he is captured here, once
 * and for all. [ReactOS npfs/create.c, secursup.c] [Wine-test: level, effective-only, static and dynamic]
 * facts 7.1, 12.1
 */
import { decide } from "../decide";
import { PIPE_NONE } from "../generated/constants";
import {
  PIPE_CONTEXT_IS_STATIC, PIPE_IS_MISSING, PIPE_LISTENS_NOT, PIPE_WITHOUT_QOS,
} from "../generated/decisions";
import { SecurityImpersonation } from "../generated/enumerations";
import { objectPipe, pipeState, setPipeContext } from "../generated/state";
import {
  STATUS_OBJECT_NAME_NOT_FOUND, STATUS_PIPE_NOT_AVAILABLE, STATUS_SUCCESS,
} from "../generated/statuses";
import { NO_CONTEXT } from "../objects/contexts";
import { connectClient, pipeListens } from "../objects/pipes";
import { currentThread } from "../step/call";
import { NONE } from "../step/operands";
import { captureClient } from "./SeCreateClientSecurity";
import { storeCreatedContext } from "./SepCreateClientSecurity";

/** The name is looked up before anybody is checked. An NTSTATUS. */
export function findPipe(object: u32): u32 {
  const missing = pipeState(objectPipe(object)) == PIPE_NONE;
  return decide(PIPE_IS_MISSING, missing, object) ? STATUS_OBJECT_NAME_NOT_FOUND : STATUS_SUCCESS;
}

/**
 * Connects the calling thread; `level` NONE is no quality of service. An NTSTATUS; allocations: a static
 * copy.
 */
export function NpCreateClientEnd(object: u32, level: u32, tracking: u32, effectiveOnly: u32): u32 {
  const pipe = objectPipe(object);
  if (decide(PIPE_LISTENS_NOT, !pipeListens(pipe), object)) return STATUS_PIPE_NOT_AVAILABLE;
  if (decide(PIPE_WITHOUT_QOS, level == NONE, object)) {
    connectClient(pipe, SecurityImpersonation, 1, 1);
    return STATUS_SUCCESS;
  }
  if (decide(PIPE_CONTEXT_IS_STATIC, tracking == 0, object, tracking)) {
    const status = captureClient(currentThread, level, 0, effectiveOnly, 0);
    if (status != STATUS_SUCCESS) return status;
    const context = storeCreatedContext(level, 0, 0);
    if (context == NO_CONTEXT) return STATUS_SUCCESS;
    setPipeContext(pipe, context + 1);
  }
  connectClient(pipe, level, tracking, effectiveOnly);
  return STATUS_SUCCESS;
}
