/**
 * `act`: an object is really read or written. Checked against the thread's effective token as an open in user mode would be, or done by the
 * server's own decision (`unchecked`). A refused act does nothing. An act on somebody's behalf that he could not have done with his own
 * baseline is what the property "no deputy" looks for (design 2.5).
 */
import { SeAccessCheckForAct } from "../access/act";
import { baselineReaches } from "../judge/baseline";
import { EVENT_ACT, FLAG_UNCHECKED } from "../generated/constants";
import { attackerTotal, attackerProcessMask, initialStateBase } from "../generated/image";
import {
  headerAttackersStarted, moveBlock, objectDescriptor, objectType, processToken, setHeaderActedAccess, setHeaderActedFor, setHeaderActedObject, setHeaderDeputyThread, setHeaderEvent,
  setHeaderEventThread, stateBase, threadProcess,
} from "../generated/state";
import { accessCheckToken } from "../access/accessCheckToken";
import { beginCall } from "./call";
import { noteOutcome } from "./calls";
import { resolveOperand } from "./operands";

/** Performs the act of `record` by `thread`. False: it was refused, with the status that the access check gave. */
export function act(record: usize, thread: u32): bool {
  beginCall(thread);
  const object = resolveOperand(<u32>load<u16>(record, 4), 0);
  const access = resolveOperand(<u32>load<u16>(record, 6), 0);
  const behalf = resolveOperand(<u32>load<u16>(record, 8), 0);
  setHeaderActedFor(behalf);
  const status = <u32>load<u8>(record, 3) & FLAG_UNCHECKED ? 0 : SeAccessCheckForAct(thread, object, access);
  noteOutcome(status, status != 0, false);
  if (status != 0) return false;
  setHeaderEvent(EVENT_ACT);
  setHeaderEventThread(thread);
  setHeaderActedObject(object);
  setHeaderActedAccess(access);
  if (behalf != 0 && !couldHaveDone(behalf, object, access)) setHeaderDeputyThread(thread);
  return true;
}

/** Whether that thread's party could have done it with its own baseline. */
function couldHaveDone(thread: u32, object: u32, access: u32): bool {
  const process = threadProcess(thread);
  for (let attacker: u32 = 0; attacker < attackerTotal; attacker++) {
    if (headerAttackersStarted() & (1 << attacker) && attackerProcessMask(attacker) & (1 << process)) {
      return baselineReaches(attacker, object, access);
    }
  }
  const distance = <isize>initialStateBase - <isize>stateBase;
  moveBlock(distance);
  const passes = accessCheckToken(processToken(process), objectDescriptor(object), objectType(object), access);
  moveBlock(-distance);
  return passes;
}
