/**
 * PsIsThreadImpersonating: whether a thread impersonates. It says nothing about whom or at which level, and
 * cannot fail. [ReactOS ps/thread.c] [CK] facts 3.1
 */
import { threadActive } from "../generated/state";

/** 1: it does. Reads the bit and changes nothing. */
export function PsIsThreadImpersonating(thread: u32): u32 {
  return threadActive(thread);
}
