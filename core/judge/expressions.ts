/**
 * Expressions: short postfix programs over the state (core/tables/expressionOperations.ts). The validator has
 * checked depth and operands, so evaluation neither traps nor runs out of its stack.
 */
import { accessCheckToken } from "../access/accessCheckToken";
import * as op from "../generated/constants";
import { constantValue, expressionCount, expressionStart, wordValue } from "../generated/image";
import {
  handleCount, handleGeneration, handleKind, handleObject, handleProcess, headerAttackersStarted,
  headerBugCheck, headerDeputyThread, headerEventThread, headerLevelRaised, headerTokensLive,
  moveBlock, objectCount, objectDescriptor, objectType, processCount, processToken, regionBase, regionSize,
  STATE, stateBase, threadActive, threadCount, threadLevel,
  threadProcess, threadToken, tokenCount, variableGeneration, variableKind, variableValue,
} from "../generated/state";
import { inKernelMode } from "../step/call";
import { isClean } from "../step/frames";
import { STATE_BEFORE } from "../step/before";
import { pointerHolds } from "../step/operands";
import { gainedAccess, gainedIdentity } from "./exercise";
import { isWithin } from "./identities";

const NONE: u32 = 0xffffffff;
export const STACK_DEPTH_MAX: u32 = 64;
export const LOOPS_MAX: u32 = 8;
const STACK: usize = memory.data(64 * 4, 16);
/**
 * Per open loop: element, accumulated answer; of a set its members, which do not change while it is gone
 * through.
 */
const LOOP_BYTES: usize = 24;
const LOOPS: usize = memory.data(8 * 24, 16);
/**
 * Per word of a LoopBegin: 1 once its domain had an element in this campaign; an always empty domain is
 * vacuous.
 */
export const LOOP_SEEN: usize = memory.data(65536, 16);

let top: usize = 0;
let loopDepth: u32 = 0;
/** Whether the lane's last call failed, for `failed`; set by whoever asks for a judgement. */
let lastFailed: u32 = 0;
/** The thread of the lane that asks, for `current`; 0 where no lane does. */
let askingThread: u32 = 0;

function push(value: u32): void {
  store<u32>(top, value);
  top += 4;
}

function pop(): u32 {
  top -= 4;
  return load<u32>(top);
}

/** The value of an expression; a truth value is 1 or 0. */
export function evaluate(expression: u32, laneFailed: bool, thread: u32 = 0): u32 {
  askingThread = thread;
  top = STACK;
  loopDepth = 0;
  lastFailed = <u32>laneFailed;
  const end = expressionStart(expression) + expressionCount(expression);
  for (let at = expressionStart(expression); at < end;) at = instruction(at);
  return pop();
}

/** What `evaluateWithDigest` met on its way. */
export let digest: u32 = 0;

/** The same, and in `digest` a number that differs, but for chance, when anything differs that is read. */
export function evaluateWithDigest(expression: u32, laneFailed: bool, thread: u32): u32 {
  askingThread = thread;
  top = STACK;
  loopDepth = 0;
  lastFailed = <u32>laneFailed;
  digest = 0x811c9dc5;
  const end = expressionStart(expression) + expressionCount(expression);
  for (let at = expressionStart(expression); at < end;) {
    at = instruction(at);
    if (top != STACK) digest = (digest ^ load<u32>(top - 4)) * 0x01000193;
  }
  return pop();
}

/**
 * Whether an expression is true; none is not. Most properties are one predicate and nothing else, which needs
 * no stack.
 */
export function isTrue(expression: u32, laneFailed: bool, thread: u32 = 0): bool {
  if (expressionCount(expression) == 1) {
    const word = wordValue(expressionStart(expression));
    if (isPredicate(word & 0xff)) return predicate(word);
  }
  return evaluate(expression, laneFailed, thread) == 1;
}

/** Executes one instruction; answers the place of the next. */
function instruction(at: u32): u32 {
  const word = wordValue(at);
  const immediate = word >>> 8;
  switch (word & 0xff) {
    case op.EXPRESSION_LITERAL: push(immediate); break;
    case op.EXPRESSION_CONSTANT: push(constantValue(immediate)); break;
    case op.EXPRESSION_NONE: push(NONE); break;
    case op.EXPRESSION_VARIABLE: push(variable(immediate)); break;
    case op.EXPRESSION_LOCAL: push(load<u32>(LOOPS + <usize>immediate * LOOP_BYTES)); break;
    case op.EXPRESSION_EVENT_THREAD: push(headerEventThread() == 0 ? NONE : headerEventThread()); break;
    case op.EXPRESSION_CURRENT_THREAD: push(askingThread == 0 ? NONE : askingThread); break;
    case op.EXPRESSION_FIELD: push(field(pop(), immediate)); break;
    case op.EXPRESSION_EFFECTIVE_TOKEN: push(effectiveToken(pop())); break;
    case op.EXPRESSION_IMPERSONATION_TOKEN: {
      const t = pop();
      push(t != NONE && threadActive(t) ? threadToken(t) : NONE);
      break;
    }
    case op.EXPRESSION_THREAD_LEVEL: {
      const t = pop();
      push(t != NONE && threadActive(t) ? threadLevel(t) : NONE);
      break;
    }
    case op.EXPRESSION_THREAD_MODE: { const t = pop(); push(t == NONE ? NONE : <u32>inKernelMode(t)); break; }
    case op.EXPRESSION_LOOP_BEGIN: return loopBegin(at, immediate);
    case op.EXPRESSION_LOOP_EVERY: case op.EXPRESSION_LOOP_SOME: case op.EXPRESSION_LOOP_NO:
    case op.EXPRESSION_LOOP_COUNT:
      return loopNext(at, word & 0xff, immediate);
    case op.EXPRESSION_OLD_BEGIN: moveBlock(<isize>STATE_BEFORE - <isize>stateBase); break;
    case op.EXPRESSION_OLD_END: moveBlock(<isize>STATE - <isize>stateBase); break;
    case op.EXPRESSION_BUG_CHECK: push(headerBugCheck()); break;
    case op.EXPRESSION_LAST_FAILED: push(lastFailed); break;
    case op.EXPRESSION_CLEAN: case op.EXPRESSION_ESCALATION: case op.EXPRESSION_DEPUTY:
    case op.EXPRESSION_LEVEL_RAISED:
      push(<u32>predicate(word));
      break;
    case op.EXPRESSION_HANDLE_OBJECT: { const h = pop(); push(h == NONE ? NONE : handleObject(h)); break; }
    case op.EXPRESSION_FAILED: { const s = pop(); push(s == NONE ? NONE : u32(s >>> 30 == 3)); break; }
    case op.EXPRESSION_NOT: { const v = pop(); push(v == NONE ? 1 : u32(v != 1)); break; }
    case op.EXPRESSION_IN_SET: inSet(immediate); break;
    case op.EXPRESSION_WITHIN: within(); break;
    case op.EXPRESSION_CAN: can(); break;
    default: binary(word & 0xff, immediate);
  }
  return at + 1;
}

/** Whether an instruction asks a question about the state as a whole. */
function isPredicate(operation: u32): bool {
  return operation == op.EXPRESSION_CLEAN || operation == op.EXPRESSION_ESCALATION
    || operation == op.EXPRESSION_DEPUTY || operation == op.EXPRESSION_LEVEL_RAISED;
}

function predicate(word: u32): bool {
  const immediate = word >>> 8;
  switch (word & 0xff) {
    case op.EXPRESSION_CLEAN: return clean();
    case op.EXPRESSION_ESCALATION: return escalation(immediate >>> 2, immediate & 3);
    case op.EXPRESSION_DEPUTY:
      return headerDeputyThread() != 0 && (immediate == 0 || headerDeputyThread() == immediate);
    default: return headerLevelRaised() != 0;
  }
}

function variable(index: u32): u32 {
  const kind = variableKind(index);
  if (kind == op.VARIABLE_UNBOUND) return NONE;
  const value = variableValue(index);
  if (kind == op.VARIABLE_TOKEN && !pointerHolds(index)) return NONE;
  if (kind == op.VARIABLE_HANDLE
    && (handleKind(value) == 0 || handleGeneration(value) != variableGeneration(index))) {
    return NONE;
  }
  return value;
}

/** A field of a record: immediate = region << 16 | offset << 8 | bytes. */
function field(record: u32, immediate: u32): u32 {
  if (record == NONE) return NONE;
  const region = immediate >>> 16;
  const address = regionBase(region) + <usize>(record * regionSize(region))
    + <usize>((immediate >>> 8) & 0xff);
  const bytes = immediate & 0xff;
  return bytes == 1 ? <u32>load<u8>(address) : bytes == 2 ? <u32>load<u16>(address) : load<u32>(address);
}

function maskAddress(record: u32, immediate: u32): usize {
  const region = immediate >>> 16;
  return regionBase(region) + <usize>(record * regionSize(region)) + <usize>((immediate >>> 8) & 0xff);
}

function effectiveToken(thread: u32): u32 {
  if (thread == NONE) return NONE;
  return threadActive(thread) ? threadToken(thread) : processToken(threadProcess(thread));
}

function binary(operation: u32, immediate: u32): void {
  if (operation == op.EXPRESSION_COUNT_MASK128 || operation == op.EXPRESSION_COUNT_MASK64) {
    return count(operation, immediate);
  }
  const b = pop();
  const a = pop();
  const ordered = a != NONE && b != NONE;
  switch (operation) {
    case op.EXPRESSION_IN_MASK128: { // a is the record, b the SID
      if (!ordered) { push(0); break; }
      const address = maskAddress(a, immediate) + (b >= 64 ? 8 : 0);
      push(<u32>((load<u64>(address) >> <u64>(b & 63)) & 1));
      break;
    }
    case op.EXPRESSION_IN_MASK64:
      push(ordered ? <u32>((load<u64>(maskAddress(a, immediate)) >> <u64>(b & 63)) & 1) : 0);
      break;
    case op.EXPRESSION_EQUAL: push(u32(a == b)); break;
    case op.EXPRESSION_NOT_EQUAL: push(u32(a != b)); break;
    case op.EXPRESSION_LESS: push(u32(ordered && a < b)); break;
    case op.EXPRESSION_LESS_OR_EQUAL: push(u32(ordered && a <= b)); break;
    case op.EXPRESSION_GREATER: push(u32(ordered && a > b)); break;
    case op.EXPRESSION_GREATER_OR_EQUAL: push(u32(ordered && a >= b)); break;
    case op.EXPRESSION_AND: push(u32(a == 1 && b == 1)); break;
    case op.EXPRESSION_OR: push(u32(a == 1 || b == 1)); break;
    case op.EXPRESSION_IMPLIES: push(u32(a != 1 || b == 1)); break;
    case op.EXPRESSION_HAS_RIGHTS: push(u32(ordered && (a & b) == a)); break;
    case op.EXPRESSION_BIT_OR: push(a | b); break;
    default: push(NONE);
  }
}

function count(operation: u32, immediate: u32): void {
  const record = pop();
  if (record == NONE) return push(NONE);
  const address = maskAddress(record, immediate);
  let bits = <u32>popcnt<u64>(load<u64>(address));
  if (operation == op.EXPRESSION_COUNT_MASK128) bits += <u32>popcnt<u64>(load<u64>(address, 8));
  push(bits);
}

/** value, candidate 1 … candidate n → whether one equals it. */
function inSet(candidates: u32): void {
  const first = top - (<usize>candidates << 2);
  const value = load<u32>(first - 4);
  let found: u32 = 0;
  for (let at = first; at < top; at += 4) found |= u32(load<u32>(at) == value);
  top = first - 4;
  push(found);
}

/**
 * x's token, x's level, y's token, y's level. Below SecurityImpersonation an identity is worth nothing, so it
 * is within everything.
 */
function within(): void {
  const yLevel = pop();
  const y = pop();
  const xLevel = pop();
  const x = pop();
  if (x == NONE || y == NONE) return push(0);
  if (xLevel != NONE && xLevel < 2) return push(1);
  if (yLevel != NONE && yLevel < 2) return push(0);
  push(<u32>isWithin(x, y));
}

/** thread, object, rights. */
function can(): void {
  const rights = pop();
  const object = pop();
  const thread = pop();
  if (rights == NONE || object == NONE || thread == NONE) return push(0);
  if (threadActive(thread) && threadLevel(thread) < 2) return push(0);
  push(<u32>accessCheckToken(effectiveToken(thread), objectDescriptor(object), objectType(object), rights));
}

function clean(): bool {
  const thread = headerEventThread();
  if (thread != 0) return isClean(thread);
  for (let any: u32 = 1; any < threadCount; any++) {
    if (!inKernelMode(any) && !isClean(any)) return false;
  }
  return true;
}

/** Before the attacker began there is nothing to compare with, and nothing of its doing. */
function escalation(attacker: u32, kinds: u32): bool {
  if ((headerAttackersStarted() & (1 << attacker)) == 0) return false;
  return ((kinds & 1) != 0 && gainedIdentity(attacker)) || ((kinds & 2) != 0 && gainedAccess(attacker));
}

/** The next element of a domain behind `element`; NONE at the end. */
function nextElement(immediate: u32, element: u32): u32 {
  const owner = immediate >>> 8;
  let next: u32 = element == NONE ? 0 : element + 1;
  switch (immediate & 0xff) {
    case op.LOOP_THREADS:
      for (next = max<u32>(next, 1); next < threadCount; next++) {
        if (owner == 0 || threadProcess(next) == owner) return next;
      }
      break;
    case op.LOOP_PROCESSES: next = max<u32>(next, 1); return next < processCount ? next : NONE;
    case op.LOOP_TOKENS:
      for (next = max<u32>(next, 1); next < tokenCount; next++) {
        if ((headerTokensLive() >> <u64>next) & 1) return next;
      }
      break;
    case op.LOOP_HANDLES:
      for (; next < handleCount; next++) {
        if (handleKind(next) != 0 && (owner == 0 || handleProcess(next) == owner)) return next;
      }
      break;
    case op.LOOP_OBJECTS: next = max<u32>(next, 1); return next < objectCount ? next : NONE;
    case op.LOOP_LEVELS: return next < 4 ? next : NONE;
    case op.LOOP_SIDS: case op.LOOP_PRIVILEGES: return nextMember(next);
    default: break;
  }
  return NONE;
}

function isSet(immediate: u32): bool {
  return (immediate & 0xff) >= op.LOOP_SIDS;
}

/** Pops the record and notes the members of its set in the frame of the loop that begins. */
function noteMembers(immediate: u32): void {
  const frame = LOOPS + <usize>loopDepth * LOOP_BYTES;
  const record = pop();
  const address = maskAddress(record, (immediate >>> 8 & 0xff) << 16 | immediate >>> 16 << 8);
  const isWide = (immediate & 0xff) == op.LOOP_SIDS;
  store<u64>(frame, record == NONE ? 0 : load<u64>(address), 8);
  store<u64>(frame, record == NONE || !isWide ? 0 : load<u64>(address, 8), 16);
}

/** The first member of the innermost set from `least` on; NONE at the end. */
function nextMember(least: u32): u32 {
  const frame = LOOPS + <usize>loopDepth * LOOP_BYTES;
  for (let word = least >>> 6; word < 2; word++) {
    const from = word == least >>> 6 ? u64.MAX_VALUE << <u64>(least & 63) : u64.MAX_VALUE;
    const bits = load<u64>(frame + (<usize>word << 3), 8) & from;
    if (bits != 0) return (word << 6) + <u32>ctz<u64>(bits);
  }
  return NONE;
}

/** LoopBegin is followed by a word with the place of its closing instruction, counted from LoopBegin. */
function loopBegin(at: u32, immediate: u32): u32 {
  if (isSet(immediate)) noteMembers(immediate);
  const first = nextElement(immediate, NONE);
  const closing = at + wordValue(at + 1);
  if (first == NONE) {
    const kind = wordValue(closing) & 0xff;
    push(u32(kind == op.EXPRESSION_LOOP_EVERY || kind == op.EXPRESSION_LOOP_NO));
    return closing + 1;
  }
  store<u8>(LOOP_SEEN + <usize>at, 1);
  const frame = LOOPS + <usize>loopDepth * LOOP_BYTES;
  store<u32>(frame, first);
  store<u32>(frame, 0, 4);
  loopDepth++;
  return at + 2;
}

/**
 * Closing instruction: its immediate counts back to LoopBegin. The accumulator counts the elements for which
 * the body was true.
 */
function loopNext(at: u32, kind: u32, back: u32): u32 {
  const begin = at - back;
  loopDepth--;
  const frame = LOOPS + <usize>loopDepth * LOOP_BYTES;
  const truth = pop() == 1;
  const stop = (kind == op.EXPRESSION_LOOP_EVERY && !truth)
    || ((kind == op.EXPRESSION_LOOP_SOME || kind == op.EXPRESSION_LOOP_NO) && truth);
  if (truth) store<u32>(frame, load<u32>(frame, 4) + 1, 4);
  const next = stop ? NONE : nextElement(wordValue(begin) >>> 8, load<u32>(frame));
  if (next != NONE) {
    store<u32>(frame, next);
    loopDepth++;
    return begin + 2;
  }
  if (kind == op.EXPRESSION_LOOP_COUNT) push(load<u32>(frame, 4));
  else if (kind == op.EXPRESSION_LOOP_SOME) push(u32(stop));
  else push(u32(!stop));
  return at + 1;
}
