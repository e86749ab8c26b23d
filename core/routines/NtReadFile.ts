/**
 * NtReadFile, of a pipe: takes the oldest message, or where the pipe is a stream of bytes all that is there.
 * What the server reads decides whom it impersonates: the writer of the last message that the read touched. A
 * read that finds nothing waits in NT; here it says so, as in a pipe that completes operations at once.
 * [MS-doc nf-namedpipeapi-impersonatenamedpipeclient] [ReactOS npfs/read.c, readsup.c] facts 12.1
 */
import { decide } from "../decide";
import { FILE_READ_DATA } from "../generated/accessRights";
import { PIPE_CLOSING, PIPE_CONNECTED, PIPE_DISCONNECTED } from "../generated/constants";
import { PIPE_IS_EMPTY, PIPE_IS_NOT_CONNECTED, PIPE_OTHER_END_CLOSED } from "../generated/decisions";
import {
  pipeByteMode, pipeInboundCount, pipeLevel, pipeOutboundCount, pipeState,
} from "../generated/state";
import {
  STATUS_PIPE_BROKEN, STATUS_PIPE_DISCONNECTED, STATUS_PIPE_EMPTY, STATUS_PIPE_LISTENING, STATUS_SUCCESS,
} from "../generated/statuses";
import { removeInbound, removeOutbound, takeContextOf } from "../objects/pipes";
import { setOut } from "../step/call";
import {
  decodedEnd, decodedObject, decodedPipe, DETACHED_END, NpDecodeFileObject, SERVER_END,
} from "./NpDecodeFileObject";

/**
 * An NTSTATUS; the outs tell who wrote what was read first, and to the server at which level he can be
 * impersonated.
 */
export function NtReadFile(file: u32): u32 {
  const status = NpDecodeFileObject(file, FILE_READ_DATA, FILE_READ_DATA);
  if (status != STATUS_SUCCESS) return status;
  if (decodedEnd == DETACHED_END) return STATUS_PIPE_DISCONNECTED;
  const pipe = decodedPipe;
  const state = pipeState(pipe);
  const hasClient = state == PIPE_CONNECTED || state == PIPE_CLOSING;
  if (decide(PIPE_IS_NOT_CONNECTED, !hasClient, decodedObject, state)) {
    return state == PIPE_DISCONNECTED ? STATUS_PIPE_DISCONNECTED : STATUS_PIPE_LISTENING;
  }
  const byServer = decodedEnd == SERVER_END;
  const waiting = byServer ? pipeInboundCount(pipe) : pipeOutboundCount(pipe);
  if (decide(PIPE_IS_EMPTY, waiting == 0, decodedObject)) {
    return decide(PIPE_OTHER_END_CLOSED, state == PIPE_CLOSING, decodedObject)
      ? STATUS_PIPE_BROKEN
      : STATUS_PIPE_EMPTY;
  }
  const count: u32 = pipeByteMode(pipe) != 0 ? waiting : 1;
  setOut(0, byServer ? readInbound(pipe, decodedObject, count) : readOutbound(pipe, count));
  if (byServer) setOut(1, pipeLevel(pipe));
  return STATUS_SUCCESS;
}

/** Takes so many messages and their contexts, one after the other; answers who wrote the first. */
function readInbound(pipe: u32, object: u32, count: u32): u32 {
  takeContextOf(pipe, object, 0);
  const writer = removeInbound(pipe);
  for (let taken: u32 = 1; taken < count; taken++) {
    takeContextOf(pipe, object, 0);
    removeInbound(pipe);
  }
  return writer;
}

function readOutbound(pipe: u32, count: u32): u32 {
  const writer = removeOutbound(pipe);
  for (let taken: u32 = 1; taken < count; taken++) removeOutbound(pipe);
  return writer;
}
