/**
 * Checks expressions: known instructions, no more values taken than were put, loops that close, fields that
 * lie within records.
 */
import * as op from "../generated/constants";
import {
  attackerTotal, constantTotal, expressionCount, expressionStart, expressionTotal, wordTotal, wordValue,
} from "../generated/image";
import { REGION_COUNT, regionSize, threadCount, variableCount } from "../generated/state";
import { LOOPS_MAX, STACK_DEPTH_MAX } from "../judge/expressions";
import { BAD_EXPRESSION, refuse } from "./refusal";

/** Whether some expression reads the state before the step. */
export let expressionsReadOld: bool = false;

export function checkExpressions(): bool {
  expressionsReadOld = false;
  for (let expression: u32 = 0; expression < expressionTotal; expression++) {
    const start = expressionStart(expression);
    const count = expressionCount(expression);
    if (count == 0 || start > wordTotal || count > wordTotal - start || !isSound(start, start + count)) {
      return refuse(BAD_EXPRESSION, expression);
    }
  }
  return true;
}

/**
 * Walks the words once, with the depth that they would have. Loop bodies put one value that the closing
 * takes.
 */
function isSound(start: u32, end: u32): bool {
  let depth: u32 = 0;
  let loops: u32 = 0;
  let old = false;
  for (let at = start; at < end; at++) {
    const word = wordValue(at);
    const operation = word & 0xff;
    const takes = taken(operation, word >>> 8);
    if (takes > depth || !immediateIsSound(operation, word >>> 8, loops)) return false;
    if (operation == op.EXPRESSION_LOOP_BEGIN) {
      if (loops == LOOPS_MAX || at + 1 >= end || !loopCloses(at, end)) return false;
      depth -= takes;
      loops++;
      at++;
      continue;
    }
    if (isClosing(operation)) {
      if (loops == 0) return false;
      loops--;
    }
    if (operation == op.EXPRESSION_OLD_BEGIN || operation == op.EXPRESSION_OLD_END) {
      if (old != (operation == op.EXPRESSION_OLD_END)) return false;
      old = !old;
      expressionsReadOld = true;
      continue;
    }
    depth = depth - takes + 1;
    if (depth > STACK_DEPTH_MAX) return false;
  }
  return depth == 1 && loops == 0 && !old;
}

function isClosing(operation: u32): bool {
  return operation >= op.EXPRESSION_LOOP_EVERY && operation <= op.EXPRESSION_LOOP_COUNT;
}

/** LoopBegin's second word leads to a closing instruction that leads back. */
function loopCloses(at: u32, end: u32): bool {
  const domain = wordValue(at) >>> 8 & 0xff;
  const distance = wordValue(at + 1);
  if (domain == 0 || domain > op.LOOP_PRIVILEGES || distance < 3 || distance >= end - at) return false;
  const closing = wordValue(at + distance);
  return isClosing(closing & 0xff) && closing >>> 8 == distance;
}

/** How many values an instruction takes. */
function taken(operation: u32, immediate: u32): u32 {
  switch (operation) {
    case op.EXPRESSION_LITERAL: case op.EXPRESSION_CONSTANT: case op.EXPRESSION_NONE:
    case op.EXPRESSION_VARIABLE: case op.EXPRESSION_LOCAL: case op.EXPRESSION_EVENT_THREAD:
    case op.EXPRESSION_BUG_CHECK: case op.EXPRESSION_LAST_FAILED: case op.EXPRESSION_CLEAN:
    case op.EXPRESSION_ESCALATION: case op.EXPRESSION_DEPUTY: case op.EXPRESSION_LEVEL_RAISED:
    case op.EXPRESSION_CURRENT_THREAD: case op.EXPRESSION_OLD_BEGIN: case op.EXPRESSION_OLD_END: return 0;
    case op.EXPRESSION_LOOP_BEGIN: return u32((immediate & 0xff) >= op.LOOP_SIDS);
    case op.EXPRESSION_FIELD: case op.EXPRESSION_EFFECTIVE_TOKEN: case op.EXPRESSION_IMPERSONATION_TOKEN:
    case op.EXPRESSION_THREAD_LEVEL: case op.EXPRESSION_THREAD_MODE: case op.EXPRESSION_COUNT_MASK128:
    case op.EXPRESSION_COUNT_MASK64: case op.EXPRESSION_NOT: case op.EXPRESSION_HANDLE_OBJECT:
    case op.EXPRESSION_FAILED:
    case op.EXPRESSION_LOOP_EVERY: case op.EXPRESSION_LOOP_SOME: case op.EXPRESSION_LOOP_NO:
    case op.EXPRESSION_LOOP_COUNT:
      return 1;
    case op.EXPRESSION_CAN: return 3;
    case op.EXPRESSION_WITHIN: return 4;
    case op.EXPRESSION_IN_SET: return immediate + 1;
    default: return 2;
  }
}

function immediateIsSound(operation: u32, immediate: u32, loops: u32): bool {
  switch (operation) {
    case op.EXPRESSION_CONSTANT: return immediate < constantTotal;
    case op.EXPRESSION_VARIABLE: return immediate < variableCount;
    case op.EXPRESSION_LOCAL: return immediate < loops;
    case op.EXPRESSION_FIELD: return fieldFits(immediate, immediate & 0xff);
    case op.EXPRESSION_IN_MASK128: case op.EXPRESSION_COUNT_MASK128: return fieldFits(immediate, 16);
    case op.EXPRESSION_IN_MASK64: case op.EXPRESSION_COUNT_MASK64: return fieldFits(immediate, 8);
    case op.EXPRESSION_ESCALATION: return immediate >>> 2 < attackerTotal && (immediate & 3) != 0;
    case op.EXPRESSION_DEPUTY: return immediate < threadCount;
    case op.EXPRESSION_IN_SET: return immediate < STACK_DEPTH_MAX;
    case op.EXPRESSION_LOOP_BEGIN: return (immediate & 0xff) < op.LOOP_SIDS || setFits(immediate);
    default: return operation >= op.EXPRESSION_LITERAL && operation <= op.EXPRESSION_CURRENT_THREAD;
  }
}

/** The set of a quantifier: its region and its place stand above the domain. */
function setFits(immediate: u32): bool {
  const place = (immediate >>> 8 & 0xff) << 16 | immediate >>> 16 << 8;
  return fieldFits(place, (immediate & 0xff) == op.LOOP_SIDS ? 16 : 8);
}

function fieldFits(immediate: u32, bytes: u32): bool {
  const region = immediate >>> 16;
  return region < REGION_COUNT && bytes != 0 && bytes <= 16 && (bytes & (bytes - 1)) == 0
    && ((immediate >>> 8) & 0xff) + bytes <= regionSize(region);
}
