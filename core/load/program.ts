/**
 * Checks the program: operations, operands, jumps, domains, attackers, lists. Expressions are checked next
 * door.
 */
import * as op from "../generated/constants";
import {
  accessEntrySid, accessEntryTotal, accessListAceCount, accessListAceStart, accessListTotal,
  attackerCallCount, attackerCallStart, attackerPlayVariable, attackerThreads,
  attackerProcessMask, attackerTotal, attackerVariableCount, attackerVariableStart, attackerWeightTotal,
  callBase, callOperation, callTotal, callWeight, constantTotal, domainCount, domainDynamicKind,
  domainStart, domainTotal, domainValueTotal,
  domainValueValue, expressionTotal, privilegeChangeLuid, privilegeChangeTotal, privilegeListCount,
  privilegeListStart, privilegeListTotal, sidEntrySid, sidEntryTotal, sidListCount, sidListStart,
  sidListTotal, propertyEvent, propertyExpression,
  propertyTemporal, propertyTotal, recordBase, recordTotal,
} from "../generated/image";
import { isRoutine, operandCount, operandKindAt, outCount, takesCode } from "../generated/dispatch";
import * as kinds from "../generated/dispatch";
import { handleCount, objectCount, processCount, threadCount, variableCount } from "../generated/state";
import { checkExpressions } from "./expressions";
import { pipeObjects } from "./state";
import { BAD_JUMP, BAD_OPERAND, BAD_REFERENCE, refuse, UNKNOWN_OPERATION } from "./refusal";

export function checkProgram(): bool {
  return checkLists() && checkDomains() && checkAttackers() && checkProperties() && checkExpressions()
    && checkRecords();
}

function checkLists(): bool {
  for (let list: u32 = 0; list < accessListTotal; list++) {
    if (accessListAceStart(list) + accessListAceCount(list) > accessEntryTotal) {
      return refuse(BAD_REFERENCE, 0x100 | list);
    }
  }
  for (let entry: u32 = 0; entry < accessEntryTotal; entry++) {
    if (accessEntrySid(entry) > 127 && accessEntrySid(entry) != 0xff) return refuse(BAD_REFERENCE, 0x200);
  }
  for (let list: u32 = 0; list < privilegeListTotal; list++) {
    if (privilegeListStart(list) + privilegeListCount(list) > privilegeChangeTotal) {
      return refuse(BAD_REFERENCE, 0x300 | list);
    }
  }
  for (let change: u32 = 0; change < privilegeChangeTotal; change++) {
    if (privilegeChangeLuid(change) > 63) return refuse(BAD_REFERENCE, 0x400);
  }
  for (let list: u32 = 0; list < sidListTotal; list++) {
    if (sidListStart(list) + sidListCount(list) > sidEntryTotal) return refuse(BAD_REFERENCE, 0x480 | list);
  }
  for (let entry: u32 = 0; entry < sidEntryTotal; entry++) {
    if (sidEntrySid(entry) > 127) return refuse(BAD_REFERENCE, 0x4c0);
  }
  return true;
}

function checkDomains(): bool {
  for (let domain: u32 = 0; domain < domainTotal; domain++) {
    if (domainStart(domain) + domainCount(domain) > domainValueTotal
      || domainDynamicKind(domain) > op.VARIABLE_SAVED_STATE) {
      return refuse(BAD_REFERENCE, 0x500 | domain);
    }
  }
  for (let value: u32 = 0; value < domainValueTotal; value++) {
    const operand = domainValueValue(value);
    if (operand >>> 12 == op.FORM_CONSTANT && (operand & 0xfff) >= constantTotal) {
      return refuse(BAD_REFERENCE, 0x600 | value);
    }
  }
  return true;
}

function checkAttackers(): bool {
  for (let attacker: u32 = 0; attacker < attackerTotal; attacker++) {
    if (!threadDomain(attackerThreads(attacker))
      || attackerCallStart(attacker) + attackerCallCount(attacker) > callTotal) {
      return refuse(BAD_REFERENCE, 0x700 | attacker);
    }
    if (attackerVariableStart(attacker) + attackerVariableCount(attacker) > variableCount
      || attackerPlayVariable(attacker) < attackerVariableStart(attacker)) {
      return refuse(BAD_REFERENCE, 0x780 | attacker);
    }
    let weights: u32 = 0;
    for (let call: u32 = 0; call < attackerCallCount(attacker); call++) {
      weights += callWeight(attackerCallStart(attacker) + call);
    }
    if (weights != attackerWeightTotal(attacker)) return refuse(BAD_REFERENCE, 0x740 | attacker);
    if (processCount < 32 && attackerProcessMask(attacker) >>> processCount != 0) {
      return refuse(BAD_REFERENCE, 0x7c0 | attacker);
    }
  }
  for (let call: u32 = 0; call < callTotal; call++) {
    const operation = callOperation(call);
    if (!isRoutine(operation) || callWeight(call) == 0) return refuse(UNKNOWN_OPERATION, 0x10000 | call);
    for (let position: u32 = 0; position < operandCount(operation); position++) {
      if (!callDomainIsSound(call, operation, position)) return refuse(BAD_OPERAND, 0x10000 | call);
    }
  }
  return true;
}

/**
 * An attacker may have no threads and no calls, since a property may ask about one that never plays; see
 * canPlay.
 */
function threadDomain(domain: u32): bool {
  if (domain >= domainTotal) return false;
  for (let index: u32 = 0; index < domainCount(domain); index++) {
    const operand = domainValueValue(domainStart(domain) + index);
    if (operand >>> 12 != op.FORM_ENTITY || (operand & 0xfff) == 0 || (operand & 0xfff) >= threadCount) {
      return false;
    }
  }
  return true;
}

function callDomainIsSound(call: u32, operation: u32, position: u32): bool {
  const domain = <u32>load<u16>(callBase + (<usize>call << 4) + 4 + (<usize>position << 1));
  const kind = operandKindAt(operation, position);
  if (domain == 0xffff) return operandIsSound(0, kind);
  if (domain >= domainTotal) return false;
  for (let index: u32 = 0; index < domainCount(domain); index++) {
    if (!operandIsSound(domainValueValue(domainStart(domain) + index), kind)) return false;
  }
  return true;
}

function checkProperties(): bool {
  for (let property: u32 = 0; property < propertyTotal; property++) {
    if (propertyTemporal(property) > 2 || propertyEvent(property) > op.EVENT_ACT
      || propertyExpression(property) >= expressionTotal) {
      return refuse(BAD_REFERENCE, 0x800 | property);
    }
  }
  return true;
}

function checkRecords(): bool {
  if (recordTotal == 0) return refuse(BAD_JUMP, 0);
  for (let at: u32 = 0; at < recordTotal; at++) {
    if (!recordIsSound(recordBase + (<usize>at << 4), at)) return false;
  }
  // the last record ends a lane, so that no lane runs off the program
  const last = <u32>load<u8>(recordBase + (<usize>(recordTotal - 1) << 4));
  return last == op.CONTROL_HALT ? true : refuse(BAD_JUMP, recordTotal - 1);
}

/** Whether one record, in the program or given on its own, is sound. */
export function recordIsSound(record: usize, at: u32): bool {
  const operation = <u32>load<u8>(record);
  const flags = <u32>load<u8>(record, 3);
  const actor = <u32>load<u8>(record, 1);
  if (flags & op.FLAG_ACTOR_VARIABLE
    ? actor >= variableCount
    : actor != op.ACTOR_CURRENT && actor >= threadCount) {
    return refuse(BAD_OPERAND, at);
  }
  const fault = <u32>load<u16>(record, 14);
  if (fault >= op.FAULT_SWEPT && fault - op.FAULT_SWEPT >= constantTotal) return refuse(BAD_OPERAND, at);
  return isRoutine(operation)
    ? routineIsSound(record, operation, flags, at)
    : controlIsSound(record, operation, at);
}

function routineIsSound(record: usize, operation: u32, flags: u32, at: u32): bool {
  const result = <u32>load<u8>(record, 2);
  const needed = flags & op.FLAG_KEEP_OUTS
    ? result + 2 + outCount(operation)
    : flags & op.FLAG_BINDS_RESULT ? result + 1 : 0;
  if (needed > variableCount) return refuse(BAD_OPERAND, at);
  for (let position: u32 = 0; position < operandCount(operation); position++) {
    if (!operandIsSound(word(record, position), operandKindAt(operation, position))) {
      return refuse(BAD_OPERAND, at | ((position + 1) << 16));
    }
  }
  if (takesCode(operation)) {
    const code = word(record, 4);
    if (code != 0xffff && !leadsOn(at, code)) return refuse(BAD_JUMP, at);
  }
  return true;
}

function word(record: usize, position: u32): u32 {
  return <u32>load<u16>(record + 4 + (<usize>position << 1));
}

/** Whether an operand names something that exists and that its kind can be. */
export function operandIsSound(operand: u32, kindAndOption: u32): bool {
  const kind = kindAndOption & 0x7f;
  const index = operand & 0xfff;
  switch (operand >>> 12) {
    case op.FORM_NONE: return (kindAndOption & 0x80) != 0;
    case op.FORM_ENTITY: return entityExists(kind, index);
    case op.FORM_VARIABLE: return index < variableCount;
    case op.FORM_CURRENT: return kind == kinds.OPERAND_THREAD || kind == kinds.OPERAND_THREAD_HANDLE;
    case op.FORM_LITERAL: return !takesThing(kind) && index < listTotal(kind);
    case op.FORM_CONSTANT: return (kind == kinds.OPERAND_ACCESS || kind == kinds.OPERAND_PIPE_CONTROL)
      && index < constantTotal;
    case op.FORM_HANDLE: return takesHandle(kind) && index < handleCount;
    case op.FORM_PROCESS_OF: return (kind == kinds.OPERAND_PROCESS || kind == kinds.OPERAND_PROCESS_HANDLE)
      && index < variableCount;
    default: return false;
  }
}

/** How many lists a number of that kind is one of; of what is no list every number may be. */
function listTotal(kind: u32): u32 {
  switch (kind) {
    case kinds.OPERAND_PRIVILEGE_CHANGES: case kinds.OPERAND_PRIVILEGES: return privilegeListTotal;
    case kinds.OPERAND_SIDS: return sidListTotal;
    default: return 0x1000;
  }
}

function takesHandle(kind: u32): bool {
  return kind == kinds.OPERAND_THREAD_HANDLE || kind == kinds.OPERAND_PROCESS_HANDLE ||
    kind == kinds.OPERAND_TOKEN_HANDLE || kind == kinds.OPERAND_HANDLE || kind == kinds.OPERAND_PIPE_HANDLE;
}

function takesThing(kind: u32): bool {
  return (kind >= kinds.OPERAND_THREAD && kind <= kinds.OPERAND_OBJECT) ||
    kind == kinds.OPERAND_SUBJECT_CONTEXT || kind == kinds.OPERAND_SAVED_STATE ||
    kind == kinds.OPERAND_PIPE || kind == kinds.OPERAND_PIPE_HANDLE;
}

function entityExists(kind: u32, index: u32): bool {
  if (index == 0) return false;
  switch (kind) {
    case kinds.OPERAND_THREAD: case kinds.OPERAND_THREAD_HANDLE: return index < threadCount;
    case kinds.OPERAND_PROCESS: case kinds.OPERAND_PROCESS_HANDLE: return index < processCount;
    case kinds.OPERAND_OBJECT: return index < objectCount;
    case kinds.OPERAND_PIPE: case kinds.OPERAND_PIPE_HANDLE: return (pipeObjects >>> index & 1) != 0;
    default: return false;
  }
}

function controlIsSound(record: usize, operation: u32, at: u32): bool {
  const first = word(record, 0);
  const second = word(record, 1);
  const result = <u32>load<u8>(record, 2);
  switch (operation) {
    case op.CONTROL_JUMP: case op.CONTROL_ALTERNATIVE: case op.CONTROL_JUMP_IF_FAILED: return leadsOn(
      at, first,
    )
      ? true
      : refuse(BAD_JUMP, at);
    case op.CONTROL_JUMP_UNLESS: return leadsOn(at, first) && second < expressionTotal
      ? true
      : refuse(BAD_JUMP, at);
    case op.CONTROL_CHOOSE: return choiceIsSound(at, first) ? true : refuse(BAD_JUMP, at);
    case op.CONTROL_CHOOSE_VALUE: return first < domainTotal && domainCount(first) > 0
      && second <= op.VARIABLE_OBJECT && result < variableCount && valuesFit(first, second)
      ? true
      : refuse(BAD_OPERAND, at);
    case op.CONTROL_START_LANE: return leadsOn(at, first) && <u32>load<u8>(record, 1) < threadCount
      ? true
      : refuse(BAD_JUMP, at);
    case op.CONTROL_PLAY: return first < attackerTotal && second < 256 && (second == 0 || canPlay(first))
      ? true
      : refuse(BAD_OPERAND, at);
    case op.CONTROL_START: return first < attackerTotal ? true : refuse(BAD_OPERAND, at);
    case op.CONTROL_CONCEDE: return second < attackerTotal
      && (entityOperand(first, threadCount) || variableOperand(first))
      ? true
      : refuse(BAD_OPERAND, at);
    case op.CONTROL_ENTER_WORK_ITEM: return variableOperand(first) ? true : refuse(BAD_OPERAND, at);
    case op.CONTROL_ACT: return actIsSound(record) ? true : refuse(BAD_OPERAND, at);
    case op.CONTROL_DEMAND_STATUS: return first < domainTotal && constantsOnly(first)
      ? true
      : refuse(BAD_OPERAND, at);
    case op.CONTROL_DEMAND_OUT: return first < 8
      && (second >>> 12 == op.FORM_LITERAL
        || (second >>> 12 == op.FORM_CONSTANT && (second & 0xfff) < constantTotal) || variableOperand(second))
      ? true
      : refuse(BAD_OPERAND, at);
    case op.CONTROL_EXPECT: return first < expressionTotal ? true : refuse(BAD_OPERAND, at);
    case op.CONTROL_BEGIN_SWEEP: return first < op.SWEEPS_MAX ? true : refuse(BAD_OPERAND, at);
    case op.CONTROL_HALT: case op.CONTROL_JOIN: case op.CONTROL_BEGIN_ATOMIC: case op.CONTROL_END_ATOMIC:
    case op.CONTROL_ENTER: case op.CONTROL_LEAVE:
    case op.CONTROL_DEMAND_BUG_CHECK: case op.CONTROL_DEMAND_BOOLEAN: return true;
    default: return refuse(UNKNOWN_OPERATION, at);
  }
}

/** Whether there is a thread and a call to choose: a choice among none has no answer. */
function canPlay(attacker: u32): bool {
  return attackerCallCount(attacker) > 0 && domainCount(attackerThreads(attacker)) > 0;
}

/** Every way leads forward: the language is total, so no program can go round in circles. */
function leadsOn(at: u32, target: u32): bool {
  return target > at && target < recordTotal;
}

function choiceIsSound(at: u32, count: u32): bool {
  if (count == 0 || count > 4096 || at + count >= recordTotal) return false;
  let weights: u32 = 0;
  for (let index: u32 = 1; index <= count; index++) {
    const record = recordBase + (<usize>(at + index) << 4);
    if (<u32>load<u8>(record) != op.CONTROL_ALTERNATIVE) return false;
    weights += word(record, 1);
  }
  return weights > 0;
}

/** Values that become things must be things; numbers may be anything. */
function valuesFit(domain: u32, kind: u32): bool {
  if (kind == op.VARIABLE_NUMBER) return true;
  const count = kind == op.VARIABLE_THREAD
    ? threadCount
    : kind == op.VARIABLE_PROCESS ? processCount : kind == op.VARIABLE_OBJECT ? objectCount : 0;
  for (let index: u32 = 0; index < domainCount(domain); index++) {
    if (!entityOperand(domainValueValue(domainStart(domain) + index), count)) return false;
  }
  return true;
}

function entityOperand(operand: u32, count: u32): bool {
  return operand >>> 12 == op.FORM_ENTITY && (operand & 0xfff) != 0 && (operand & 0xfff) < count;
}

function variableOperand(operand: u32): bool {
  return operand >>> 12 == op.FORM_VARIABLE && (operand & 0xfff) < variableCount;
}

function actIsSound(record: usize): bool {
  const access = word(record, 1);
  const behalf = word(record, 2);
  return (entityOperand(word(record, 0), objectCount) || variableOperand(word(record, 0))) &&
    ((access >>> 12 == op.FORM_CONSTANT && (access & 0xfff) < constantTotal)
      || access >>> 12 == op.FORM_LITERAL || variableOperand(access)) &&
    (behalf == 0 || entityOperand(behalf, threadCount) || variableOperand(behalf));
}

function constantsOnly(domain: u32): bool {
  for (let index: u32 = 0; index < domainCount(domain); index++) {
    if (domainValueValue(domainStart(domain) + index) >>> 12 != op.FORM_CONSTANT) return false;
  }
  return true;
}
