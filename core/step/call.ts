/**
 * The call that is being made: who makes it, in which mode, what it gives back, and which of its allocations
 * fails.
 *
 * All of this is transient: it is written anew for every step and never outlives it, so it lies outside the
 * state block.
 */
import { FAULT_SWEPT } from "../generated/constants";
import {
  headerAllocationCountdown, headerWorldFull, setHeaderAllocationCountdown, setHeaderWorldFull,
  threadFrameDepth, threadProcess, threadSystemThread,
} from "../generated/state";
import { sweptAllocationFails } from "./sweeps";

/** Thread that makes the call. */
export let currentThread: u32 = 0;

export const OUTS_MAX: u32 = 8;
/** Result (number of the thing and its generation) and outs of the call; words. */
const RESULT: usize = memory.data(16, 8);
const OUTS: usize = memory.data(8 * 4, 8);

/** Begins a call of `thread`: nothing is given back yet. */
export function beginCall(thread: u32): void {
  currentThread = thread;
  store<u64>(RESULT, 0);
  // no memory.fill: for so few bytes the engine's call costs more than the stores
  store<u64>(OUTS, 0xffffffffffffffff);
  store<u64>(OUTS, 0xffffffffffffffff, 8);
  store<u64>(OUTS, 0xffffffffffffffff, 16);
  store<u64>(OUTS, 0xffffffffffffffff, 24);
}

/** Process of the thread that makes the call. */
export function currentProcess(): u32 {
  return threadProcess(currentThread);
}

/** Whether a thread is in kernel mode: a system thread always, another inside a driver entry. */
export function inKernelMode(thread: u32): bool {
  return threadSystemThread(thread) != 0 || threadFrameDepth(thread) != 0;
}

/**
 * What the call's result names: number of the handle, context, token or work item, and the generation of that
 * record.
 */
export function setResult(value: u32, generation: u32): void {
  store<u32>(RESULT, value);
  store<u32>(RESULT, generation, 4);
}

export function resultValue(): u32 {
  return load<u32>(RESULT);
}

export function resultGeneration(): u32 {
  return load<u32>(RESULT, 4);
}

/** Sets an out by its position in the table of operations. An out that is not set is none. */
export function setOut(position: u32, value: u32): void {
  assert(position < OUTS_MAX);
  store<u32>(OUTS + (<usize>position << 2), value);
}

export function outValue(position: u32): u32 {
  assert(position < OUTS_MAX);
  return load<u32>(OUTS + (<usize>position << 2));
}

/**
 * Whether this pool allocation fails. Every allocation site asks once, before anything is written; the
 * scenario counts them (`with allocation 2 failing`), or leaves to a choice which one fails.
 */
export function allocationFails(): bool {
  const countdown = headerAllocationCountdown();
  if (countdown == 0) return false;
  if (countdown >= FAULT_SWEPT) return sweptAllocationFails(countdown);
  setHeaderAllocationCountdown(countdown - 1);
  return countdown == 1;
}

/**
 * The program planned too few records of this region: the case is dropped and counted, never answered by a
 * status.
 */
export function worldIsFull(region: u32): void {
  if (headerWorldFull() == 0) setHeaderWorldFull(region + 1);
}
