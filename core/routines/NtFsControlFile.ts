/**
 * NtFsControlFile, of a pipe: what its ends ask of it besides reading and writing.
 *
 * FSCTL_PIPE_IMPERSONATE puts the context of whoever wrote what was read last on the calling thread, through
 * the gate like any other; it looks at nothing else, so success says neither that the client wanted it nor
 * that the level is enough to act. [ReactOS npfs/fsctrl.c, statesup.c] [MS-doc
 * nf-namedpipeapi-impersonatenamedpipeclient] facts 12.1
 */
import { decide } from "../decide";
import { FILE_READ_ATTRIBUTES, FILE_READ_DATA } from "../generated/accessRights";
import {
  PIPE_CLOSING, PIPE_CONNECTED, PIPE_DISCONNECTED, PIPE_LISTENING,
} from "../generated/constants";
import {
  PIPE_CONTROL_IS_UNKNOWN, PIPE_CONTROLLED_BY_CLIENT, PIPE_FORBIDS_IMPERSONATION, PIPE_HAS_NO_CONTEXT,
  PIPE_IS_EMPTY, PIPE_IS_NOT_CONNECTED, PIPE_OTHER_END_CLOSED,
} from "../generated/decisions";
import {
  FSCTL_PIPE_DISABLE_IMPERSONATE, FSCTL_PIPE_DISCONNECT, FSCTL_PIPE_IMPERSONATE, FSCTL_PIPE_LISTEN,
  FSCTL_PIPE_PEEK,
} from "../generated/enumerations";
import {
  pipeByteMode, pipeContext, pipeImpersonationDisabled, pipeInboundCount, pipeOutboundCount, pipeState,
  setPipeImpersonationDisabled, setPipeState,
} from "../generated/state";
import {
  STATUS_CANNOT_IMPERSONATE, STATUS_ILLEGAL_FUNCTION, STATUS_INVALID_PIPE_STATE, STATUS_NOT_SUPPORTED,
  STATUS_PIPE_BROKEN, STATUS_PIPE_CLOSING, STATUS_PIPE_CONNECTED, STATUS_PIPE_DISCONNECTED,
  STATUS_PIPE_LISTENING,
  STATUS_SUCCESS,
} from "../generated/statuses";
import { PIPE_DISABLE_IMPERSONATION_OFF, pipeDisableImpersonation } from "../generated/switches";
import { disconnectClient, takeContextOf } from "../objects/pipes";
import {
  decodedEnd, decodedObject, decodedPipe, DETACHED_END, NpDecodeFileObject, SERVER_END,
} from "./NpDecodeFileObject";
import { impersonateContext } from "./SeImpersonateClientEx";

/** An NTSTATUS; the outs are those of an impersonation. */
export function NtFsControlFile(file: u32, fsControlCode: u32): u32 {
  // only looking at the data needs a right; a name is opened with the least that there is
  const peeks = fsControlCode == FSCTL_PIPE_PEEK;
  const status = NpDecodeFileObject(
    file, peeks ? FILE_READ_DATA : 0, peeks ? FILE_READ_DATA : FILE_READ_ATTRIBUTES,
  );
  if (status != STATUS_SUCCESS) return status;
  if (peeks) return peek();
  if (fsControlCode == FSCTL_PIPE_DISABLE_IMPERSONATE) return disableImpersonation(fsControlCode);
  if (decide(PIPE_CONTROLLED_BY_CLIENT, decodedEnd != SERVER_END, decodedObject)) {
    return STATUS_ILLEGAL_FUNCTION;
  }
  switch (fsControlCode) {
    case FSCTL_PIPE_IMPERSONATE: return impersonate();
    case FSCTL_PIPE_DISCONNECT: return disconnect();
    case FSCTL_PIPE_LISTEN: return listen();
    default: return STATUS_NOT_SUPPORTED;
  }
}

/** Looks at what a read would take, without taking it; but the identity of its writer is taken. */
function peek(): u32 {
  const pipe = decodedPipe;
  const state = pipeState(pipe);
  const hasClient = decodedEnd != DETACHED_END && (state == PIPE_CONNECTED || state == PIPE_CLOSING);
  if (decide(PIPE_IS_NOT_CONNECTED, !hasClient, decodedObject, state)) return STATUS_INVALID_PIPE_STATE;
  const byServer = decodedEnd == SERVER_END;
  const waiting = byServer ? pipeInboundCount(pipe) : pipeOutboundCount(pipe);
  if (decide(PIPE_IS_EMPTY, waiting == 0, decodedObject)) {
    return decide(PIPE_OTHER_END_CLOSED, state == PIPE_CLOSING, decodedObject)
      ? STATUS_PIPE_BROKEN
      : STATUS_SUCCESS;
  }
  const count: u32 = pipeByteMode(pipe) != 0 ? waiting : 1;
  if (!byServer) return STATUS_SUCCESS;
  takeContextOf(pipe, decodedObject, 0);
  for (let place: u32 = 1; place < count; place++) takeContextOf(pipe, decodedObject, place);
  return STATUS_SUCCESS;
}

function impersonate(): u32 {
  const pipe = decodedPipe;
  const context = pipeContext(pipe);
  if (decide(PIPE_HAS_NO_CONTEXT, context == 0, decodedObject)) return STATUS_CANNOT_IMPERSONATE;
  if (decide(PIPE_FORBIDS_IMPERSONATION, pipeImpersonationDisabled(pipe) != 0, decodedObject)) {
    return STATUS_CANNOT_IMPERSONATE;
  }
  return impersonateContext(context - 1, 0);
}

/** Both ends may; it holds until the client is gone. */
function disableImpersonation(fsControlCode: u32): u32 {
  const unknown = pipeDisableImpersonation() == PIPE_DISABLE_IMPERSONATION_OFF;
  if (decide(PIPE_CONTROL_IS_UNKNOWN, unknown, fsControlCode)) return STATUS_NOT_SUPPORTED;
  if (decodedEnd == DETACHED_END) return STATUS_PIPE_DISCONNECTED;
  setPipeImpersonationDisabled(decodedPipe, 1);
  return STATUS_SUCCESS;
}

function disconnect(): u32 {
  const state = pipeState(decodedPipe);
  if (decide(PIPE_IS_NOT_CONNECTED, state == PIPE_DISCONNECTED, decodedObject, state)) {
    return STATUS_PIPE_DISCONNECTED;
  }
  disconnectClient(decodedPipe);
  return STATUS_SUCCESS;
}

/** A server that waits for its client would wait here; one that completes at once is told that it listens. */
function listen(): u32 {
  const state = pipeState(decodedPipe);
  const hasClient = state == PIPE_CONNECTED || state == PIPE_CLOSING;
  if (decide(PIPE_IS_NOT_CONNECTED, !hasClient, decodedObject, state)) {
    setPipeState(decodedPipe, PIPE_LISTENING);
    return STATUS_PIPE_LISTENING;
  }
  return decide(PIPE_OTHER_END_CLOSED, state == PIPE_CLOSING, decodedObject)
    ? STATUS_PIPE_CLOSING
    : STATUS_PIPE_CONNECTED;
}
