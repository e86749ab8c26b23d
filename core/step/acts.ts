/**
 * `act`: an object is really read or written. Checked against the thread's effective token as an open in user
 * mode would be, or done by the server's own decision (`unchecked`). Through a handle the rights count that
 * it was opened with, whoever opened it. A refused act does nothing. An act on somebody's behalf that he
 * could not have done with his own baseline is what the property "no deputy" looks for (design 2.5).
 */
import { SeAccessCheckForAct } from "../access/act";
import { baselineReaches } from "../judge/baseline";
import { EVENT_ACT, FLAG_UNCHECKED, FORM_VARIABLE, HANDLE_OBJECT, VARIABLE_HANDLE, VARIABLE_OBJECT } from "../generated/constants";
import { attackerTotal, attackerProcessMask, initialStateBase } from "../generated/image";
import {
  handleKind, handleObject, headerAttackersStarted, moveBlock, objectDescriptor, objectType, processToken,
  setHeaderActedAccess, setHeaderActedFor, setHeaderActedObject, setHeaderDeputyThread, setHeaderEvent,
  setHeaderEventThread, stateBase, threadProcess, variableKind,
} from "../generated/state";
import { OPERAND_HANDLE } from "../generated/dispatch";
import { STATUS_SUCCESS } from "../generated/statuses";
import { NO_HANDLE } from "../objects/handles";
import { handleEntry, ObReferenceObjectByHandle, referencedObject } from "../routines/ObReferenceObjectByHandle";
import { mapGenericMask } from "../access/genericMapping";
import { accessCheckToken } from "../access/accessCheckToken";
import { beginCall } from "./call";
import { noteOutcome } from "./calls";
import { resolveOperand } from "./operands";

/**
 * Performs the act of `record` by `thread`, or is refused it, with the status of the check. False: skipped,
 * the handle's name holds nothing.
 */
export function act(record: usize, thread: u32): bool {
  beginCall(thread);
  const operand = <u32>load<u16>(record, 4);
  const access = resolveOperand(<u32>load<u16>(record, 6), 0);
  const behalf = resolveOperand(<u32>load<u16>(record, 8), 0);
  const unchecked = (<u32>load<u8>(record, 3) & FLAG_UNCHECKED) != 0;
  const held = operand >>> 12 == FORM_VARIABLE ? variableKind(operand & 0xfff) : VARIABLE_OBJECT;
  if (held != VARIABLE_OBJECT && held != VARIABLE_HANDLE) {
    noteOutcome(0, true, true);
    return false;
  }
  setHeaderActedFor(behalf);
  const status = held == VARIABLE_HANDLE ? actThroughHandle(
    resolveOperand(operand, OPERAND_HANDLE), unchecked ? 0 : access,
  )
    : actOnObject(thread, resolveOperand(operand, 0), access, unchecked);
  noteOutcome(status, status != 0, false);
  if (status != 0) return true;
  setHeaderEvent(EVENT_ACT);
  setHeaderEventThread(thread);
  setHeaderActedObject(actedOn);
  setHeaderActedAccess(access);
  if (behalf != 0 && !couldHaveDone(behalf, actedOn, access)) setHeaderDeputyThread(thread);
  return true;
}

/** The object of the act that is being made. */
let actedOn: u32 = 0;

function actOnObject(thread: u32, object: u32, access: u32, unchecked: bool): u32 {
  actedOn = object;
  return unchecked ? STATUS_SUCCESS : SeAccessCheckForAct(thread, object, access);
}

/**
 * Through a handle nobody is checked again: it must be in the actor's table, name an object, and for user
 * mode have been granted the rights when it was opened. An NTSTATUS. [CK] facts 4.4 step 2, 11.1 step 3
 */
function actThroughHandle(handle: u32, access: u32): u32 {
  const entry = handleEntry(handle);
  const isObject = entry != NO_HANDLE && handleKind(entry) == HANDLE_OBJECT;
  const right = isObject ? mapGenericMask(objectType(handleObject(entry)), access) : access;
  const status = ObReferenceObjectByHandle(handle, HANDLE_OBJECT, right, 0);
  actedOn = referencedObject;
  return status;
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
  const passes = accessCheckToken(
    processToken(process), objectDescriptor(object), objectType(object), access,
  );
  moveBlock(-distance);
  return passes;
}
