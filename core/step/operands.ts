/**
 * Operands of the call that is being made: from 16 bits of a record to the number that a routine takes.
 *
 * A handle operand becomes one number: its form in the upper half (a real handle, a declared thing that is
 * opened implicitly, the pseudo handle of the calling thread), its slot or number below. `objects/handles.ts`
 * turns that into the object or a status.
 */
import {
  FORM_CONSTANT, FORM_CURRENT, FORM_ENTITY, FORM_HANDLE, FORM_LITERAL, FORM_NONE, FORM_PROCESS_OF,
  FORM_VARIABLE,
  VARIABLE_CONTEXT, VARIABLE_HANDLE, VARIABLE_NUMBER, VARIABLE_OBJECT, VARIABLE_PROCESS,
  VARIABLE_SAVED_STATE, VARIABLE_SUBJECT_CONTEXT, VARIABLE_THREAD, VARIABLE_TOKEN, VARIABLE_UNBOUND,
} from "../generated/constants";
import {
  OPERAND_ACCESS, OPERAND_CONTEXT, OPERAND_HANDLE, OPERAND_LEVEL, OPERAND_OBJECT, OPERAND_PIPE,
  OPERAND_PIPE_HANDLE, OPERAND_PRIVILEGE_CHANGES, OPERAND_PRIVILEGES, OPERAND_PROCESS,
  OPERAND_PROCESS_HANDLE, OPERAND_SAVED_STATE, OPERAND_SIDS, OPERAND_SUBJECT_CONTEXT, OPERAND_THREAD,
  OPERAND_THREAD_HANDLE, OPERAND_TOKEN, OPERAND_TOKEN_HANDLE, operandCount, operandKindAt,
} from "../generated/dispatch";
import { constantValue } from "../generated/image";
import {
  handleGeneration, objectPipe, threadProcess, tokenGeneration, variableGeneration, variableKind,
  variableValue,
} from "../generated/state";
import { tokenIsLive } from "../objects/tokens";
import { currentThread } from "./call";

export const NONE: u32 = 0xffffffff;
const VALUES: usize = memory.data(8 * 4, 8);

/** What a pointer to a token that was released resolves to: no token has this number. */
export const GONE_TOKEN: u32 = 0xff;

/** Forms of a handle operand, in its upper half. */
export const HANDLE_REAL: u32 = 1 << 16;
export const HANDLE_IMPLICIT: u32 = 2 << 16;
export const HANDLE_PSEUDO: u32 = 3 << 16;
export const HANDLE_FORM_MASK: u32 = 0xff0000;

/** The resolved operand at a position. */
export function operandValue(position: u32): u32 {
  return load<u32>(VALUES + (<usize>position << 2));
}

/**
 * Resolves all operands of a routine's record. False: one is missing because the call that binds it did not
 * succeed.
 */
export function resolveOperands(record: usize, operation: u32): bool {
  const count = operandCount(operation);
  for (let position: u32 = 0; position < count; position++) {
    const operand = <u32>load<u16>(record + 4 + (<usize>position << 1));
    const kind = operandKindAt(operation, position) & 0x7f;
    const form = operand >>> 12;
    if (form == FORM_VARIABLE && !variableFits(operand & 0xfff, kind)) return false;
    if (form == FORM_PROCESS_OF && variableKind(operand & 0xfff) != VARIABLE_THREAD) return false;
    store<u32>(VALUES + (<usize>position << 2), resolveOperand(operand, kind));
  }
  return true;
}

/**
 * Whether a variable that holds this can be taken for an operand of that kind; what is not bound fits
 * nowhere.
 */
function variableFits(variable: u32, kind: u32): bool {
  switch (variableKind(variable)) {
    case VARIABLE_UNBOUND: return false;
    case VARIABLE_HANDLE: return isHandleKind(kind);
    case VARIABLE_CONTEXT: return kind == OPERAND_CONTEXT;
    case VARIABLE_SUBJECT_CONTEXT: return kind == OPERAND_SUBJECT_CONTEXT;
    case VARIABLE_SAVED_STATE: return kind == OPERAND_SAVED_STATE;
    case VARIABLE_TOKEN: return kind == OPERAND_TOKEN;
    case VARIABLE_THREAD: return kind == OPERAND_THREAD || kind == OPERAND_THREAD_HANDLE;
    case VARIABLE_PROCESS: return kind == OPERAND_PROCESS || kind == OPERAND_PROCESS_HANDLE;
    case VARIABLE_OBJECT: return kind == OPERAND_OBJECT
      || (isPipeKind(kind) && objectPipe(variableValue(variable)) != 0);
    case VARIABLE_NUMBER: return isNumberKind(kind);
    default: return false;
  }
}

/** What an out or a status can stand for: a number, and no number of a list. */
function isNumberKind(kind: u32): bool {
  if (kind == OPERAND_SIDS || kind == OPERAND_PRIVILEGES || isPipeKind(kind)) return false;
  return (kind >= OPERAND_ACCESS && kind < OPERAND_PRIVILEGE_CHANGES) || kind > OPERAND_SAVED_STATE;
}

function isPipeKind(kind: u32): bool {
  return kind == OPERAND_PIPE || kind == OPERAND_PIPE_HANDLE;
}

/** One operand as the number that the routine takes for it. */
export function resolveOperand(operand: u32, kind: u32): u32 {
  const index = operand & 0xfff;
  const handle = isHandleKind(kind);
  switch (operand >>> 12) {
    case FORM_NONE: return kind == OPERAND_LEVEL || kind == OPERAND_SAVED_STATE ? NONE : 0;
    case FORM_ENTITY: return handle ? HANDLE_IMPLICIT | index : index;
    case FORM_CURRENT: return handle ? HANDLE_PSEUDO | currentThread : currentThread;
    case FORM_LITERAL: return index;
    case FORM_CONSTANT: return constantValue(index);
    case FORM_HANDLE: return HANDLE_REAL | (handleGeneration(index) << 8) | index;
    case FORM_PROCESS_OF: return (handle ? HANDLE_IMPLICIT : 0) | threadProcess(variableValue(index));
    default: return variableOperand(index, handle);
  }
}

/** A variable as operand: a handle or context with its generation, or the number itself. */
function variableOperand(variable: u32, handle: bool): u32 {
  const value = variableValue(variable);
  const kind = variableKind(variable);
  if (handle) {
    return kind == VARIABLE_HANDLE
      ? HANDLE_REAL | (variableGeneration(variable) << 8) | value
      : HANDLE_IMPLICIT | value;
  }
  if (kind == VARIABLE_CONTEXT || kind >= VARIABLE_SUBJECT_CONTEXT) {
    return (variableGeneration(variable) << 8) | value;
  }
  if (kind == VARIABLE_TOKEN && value != 0) return pointerHolds(variable) ? value : GONE_TOKEN;
  return value;
}

/**
 * Whether the object that a pointer named when it was bound is still there: its memory may be another token's
 * by now.
 */
export function pointerHolds(variable: u32): bool {
  const token = variableValue(variable);
  return tokenIsLive(token) && tokenGeneration(token) == variableGeneration(variable);
}

function isHandleKind(kind: u32): bool {
  return kind == OPERAND_THREAD_HANDLE || kind == OPERAND_PROCESS_HANDLE || kind == OPERAND_TOKEN_HANDLE
    || kind == OPERAND_HANDLE ||
    kind == OPERAND_PIPE_HANDLE;
}
