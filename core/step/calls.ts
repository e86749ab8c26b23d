/**
 * One call of a routine: operands, the routine itself, its result and outs. The status stays at hand for the
 * demands that follow.
 */
import {
  FLAG_BINDS_RESULT, FLAG_KEEP_OUTS, VARIABLE_NUMBER, VARIABLE_THREAD, VARIABLE_UNBOUND,
} from "../generated/constants";
import { dispatch, outCount, resultKind, returnsStatus, takesCode, threadOuts } from "../generated/dispatch";
import {
  setHeaderAllocationCountdown, setVariableGeneration, setVariableKind, setVariableValue,
  setWorkItemProgramCounter, setWorkItemVariable,
} from "../generated/state";
import { STATUS_UNSUCCESSFUL } from "../generated/statuses";
import { pointersHold } from "../routines/ObReferenceObjectByPointer";
import { beginCall, outValue, resultGeneration, resultValue } from "./call";
import { NONE, resolveOperands } from "./operands";
import { beginSweptCall } from "./sweeps";

/** Status, boolean or token that the last call gave back; 0 for a routine that returns nothing. */
export let lastStatus: u32 = 0;
/** Whether the last call failed: an error status, or it was skipped. */
export let lastCallFailed: bool = false;
export let lastCallSkipped: bool = false;

/** Makes the call of `record` by `actor`. False: skipped, an operand is missing. */
export function makeCall(record: usize, actor: u32): bool {
  const operation = <u32>load<u8>(record);
  beginCall(actor);
  if (!resolveOperands(record, operation)) {
    noteOutcome(0, true, true);
    return false;
  }
  if (!pointersHold(operation)) {
    noteOutcome(STATUS_UNSUCCESSFUL, true, false);
    return true;
  }
  const fault = <u32>load<u16>(record, 14);
  if (fault != 0) {
    setHeaderAllocationCountdown(fault);
    beginSweptCall();
  }
  const status = dispatch(operation);
  if (fault != 0) setHeaderAllocationCountdown(0);
  const failed = returnsStatus(operation) && status >>> 30 == 3;
  noteOutcome(status, failed, false);
  if (takesCode(operation)) describeWorkItem(record);
  bindResults(record, operation, status, failed);
  return true;
}

/** Sets what demands and branches read; acts use it as well. */
export function noteOutcome(status: u32, failed: bool, skipped: bool): void {
  lastStatus = status;
  lastCallFailed = failed;
  lastCallSkipped = skipped;
}

function describeWorkItem(record: usize): void {
  setWorkItemProgramCounter(resultValue(), <u32>load<u16>(record, 12));
  setWorkItemVariable(resultValue(), <u32>load<u8>(record, 2));
}

/** Binds the result's variable, and with KeepOuts the status and the outs in the variables behind it. */
function bindResults(record: usize, operation: u32, status: u32, failed: bool): void {
  const flags = <u32>load<u8>(record, 3);
  const variable = <u32>load<u8>(record, 2);
  if (flags & FLAG_BINDS_RESULT) {
    const kind = resultKind(operation);
    if (failed) bindVariable(variable, VARIABLE_UNBOUND, 0, 0);
    else if (kind == 0) bindVariable(variable, VARIABLE_NUMBER, status, 0);
    else bindVariable(variable, kind, resultValue(), resultGeneration());
  }
  if (flags & FLAG_KEEP_OUTS) {
    bindVariable(variable + 1, VARIABLE_NUMBER, status, 0);
    for (let position: u32 = 0, count = outCount(operation); position < count; position++) {
      const value = outValue(position);
      const kind = threadOuts(operation) >>> position & 1 ? VARIABLE_THREAD : VARIABLE_NUMBER;
      if (value == NONE) bindVariable(variable + 2 + position, VARIABLE_UNBOUND, 0, 0);
      else bindVariable(variable + 2 + position, kind, value, 0);
    }
  }
}

export function bindVariable(variable: u32, kind: u32, value: u32, generation: u32): void {
  setVariableKind(variable, kind);
  setVariableValue(variable, value);
  setVariableGeneration(variable, generation);
}
