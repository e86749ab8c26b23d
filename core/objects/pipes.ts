/**
 * Named pipes: the one instance that each has, its queues, and whom its server can impersonate.
 *
 * A client's identity lies in client security contexts (facts 7.2): one that was made when a client with
 * static tracking connected, or one with each message of a client who is tracked dynamically. Reading a
 * message, or only looking at it, moves its context to the pipe, in the place of the one before; so the last
 * message that was touched tells whom the server impersonates, whoever opened the pipe. [ReactOS
 * npfs/secursup.c, readsup.c, statesup.c] [MS-doc nf-namedpipeapi-impersonatenamedpipeclient] facts 12.1
 */
import { decide } from "../decide";
import { PIPE_CLOSING, PIPE_CONNECTED, PIPE_DISCONNECTED, PIPE_LISTENING, PIPE_NONE } from "../generated/constants";
import { PIPE_READ_TAKES_CONTEXT } from "../generated/decisions";
import {
  objectPipe, pipeClientHandle, pipeContext, pipeInboundContexts, pipeInboundCount, pipeInboundWriters,
  pipeOutboundCount, pipeOutboundWriters, pipeServerHandle, pipeState, REGION_PIPE, setPipeClientHandle,
  setPipeContext, setPipeEffectiveOnly, setPipeImpersonationDisabled, setPipeInboundContexts,
  setPipeInboundCount,
  setPipeInboundWriters, setPipeLevel, setPipeOutboundCount, setPipeOutboundWriters, setPipeServerHandle,
  setPipeServerProcess, setPipeState, setPipeTracking,
} from "../generated/state";
import { worldIsFull } from "../step/call";
import { freeContext } from "./contexts";

/** Most messages that wait in one direction: a byte each in a word of 64 bits. */
const QUEUE_MAX: u32 = 8;

/** A client with this quality of service is connected; `handle` is 1 + its handle, 0 if it came by name. */
export function connectClient(pipe: u32, level: u32, tracking: u32, effectiveOnly: u32): void {
  setPipeLevel(pipe, level);
  setPipeTracking(pipe, tracking);
  setPipeEffectiveOnly(pipe, effectiveOnly);
  setPipeState(pipe, PIPE_CONNECTED);
}

/** A message of a client; `context` is 1 + the context that it carries, or 0. */
export function queueInbound(pipe: u32, writer: u32, context: u32): void {
  const count = pipeInboundCount(pipe);
  if (count == QUEUE_MAX) return worldIsFull(REGION_PIPE);
  setPipeInboundWriters(pipe, pipeInboundWriters(pipe) | (<u64>writer << (count << 3)));
  setPipeInboundContexts(pipe, pipeInboundContexts(pipe) | (<u64>context << (count << 3)));
  setPipeInboundCount(pipe, count + 1);
}

/** A message of the server. Nobody impersonates a server, so it carries nothing. */
export function queueOutbound(pipe: u32, writer: u32): void {
  const count = pipeOutboundCount(pipe);
  if (count == QUEUE_MAX) return worldIsFull(REGION_PIPE);
  setPipeOutboundWriters(pipe, pipeOutboundWriters(pipe) | (<u64>writer << (count << 3)));
  setPipeOutboundCount(pipe, count + 1);
}

/**
 * The server reads or looks at the message at that place: its context, if it still has one, becomes the
 * pipe's.
 */
export function takeContextOf(pipe: u32, object: u32, place: u32): void {
  const shift = <u64>place << 3;
  const context = <u32>(pipeInboundContexts(pipe) >> shift) & 0xff;
  const writer = <u32>(pipeInboundWriters(pipe) >> shift) & 0xff;
  if (!decide(PIPE_READ_TAKES_CONTEXT, context != 0, object, writer)) return;
  setPipeInboundContexts(pipe, pipeInboundContexts(pipe) & ~(<u64>0xff << shift));
  dropContext(pipe);
  setPipeContext(pipe, context);
}

/** Removes the oldest message to the server, whose context was taken, and answers who wrote it. */
export function removeInbound(pipe: u32): u32 {
  const writer = <u32>pipeInboundWriters(pipe) & 0xff;
  setPipeInboundWriters(pipe, pipeInboundWriters(pipe) >> 8);
  setPipeInboundContexts(pipe, pipeInboundContexts(pipe) >> 8);
  setPipeInboundCount(pipe, pipeInboundCount(pipe) - 1);
  return writer;
}

/** Removes the oldest message to the client, and answers who wrote it. */
export function removeOutbound(pipe: u32): u32 {
  const writer = <u32>pipeOutboundWriters(pipe) & 0xff;
  setPipeOutboundWriters(pipe, pipeOutboundWriters(pipe) >> 8);
  setPipeOutboundCount(pipe, pipeOutboundCount(pipe) - 1);
  return writer;
}

/** The server drops its client: what was not read is lost, and nobody is impersonated any more. */
export function disconnectClient(pipe: u32): void {
  forgetClient(pipe);
  setPipeState(pipe, PIPE_DISCONNECTED);
}

/**
 * The handle of an end is closed. The other end may still read what is there; where there is none, the
 * instance ends. A handle whose end was disconnected is no end any more.
 */
export function closePipeEnd(object: u32, handle: u32): void {
  const pipe = objectPipe(object);
  if (pipeServerHandle(pipe) == handle + 1) closeServerEnd(pipe);
  else if (pipeClientHandle(pipe) == handle + 1) closeClientEnd(pipe);
}

function closeServerEnd(pipe: u32): void {
  const clientStays = pipeState(pipe) == PIPE_CONNECTED && pipeClientHandle(pipe) != 0;
  setPipeServerHandle(pipe, 0);
  setPipeServerProcess(pipe, 0);
  if (!clientStays) return endInstance(pipe);
  dropContext(pipe);
  dropInbound(pipe);
  setPipeState(pipe, PIPE_CLOSING);
}

function closeClientEnd(pipe: u32): void {
  setPipeClientHandle(pipe, 0);
  if (pipeState(pipe) == PIPE_CLOSING) return endInstance(pipe);
  dropContext(pipe);
  dropOutbound(pipe);
  setPipeState(pipe, PIPE_CLOSING);
}

function endInstance(pipe: u32): void {
  forgetClient(pipe);
  setPipeState(pipe, PIPE_NONE);
}

/** All that came with the client: identity, quality of service, messages of both directions. */
function forgetClient(pipe: u32): void {
  dropContext(pipe);
  dropInbound(pipe);
  dropOutbound(pipe);
  setPipeClientHandle(pipe, 0);
  setPipeLevel(pipe, 0);
  setPipeTracking(pipe, 0);
  setPipeEffectiveOnly(pipe, 0);
  setPipeImpersonationDisabled(pipe, 0);
}

function dropContext(pipe: u32): void {
  const context = pipeContext(pipe);
  setPipeContext(pipe, 0);
  if (context != 0) freeContext(context - 1);
}

function dropInbound(pipe: u32): void {
  for (let rest = pipeInboundContexts(pipe); rest != 0; rest >>= 8) {
    const context = <u32>rest & 0xff;
    if (context != 0) freeContext(context - 1);
  }
  setPipeInboundContexts(pipe, 0);
  setPipeInboundWriters(pipe, 0);
  setPipeInboundCount(pipe, 0);
}

function dropOutbound(pipe: u32): void {
  setPipeOutboundWriters(pipe, 0);
  setPipeOutboundCount(pipe, 0);
}

/** Whether a client can connect. */
export function pipeListens(pipe: u32): bool {
  return pipeState(pipe) == PIPE_LISTENING;
}
