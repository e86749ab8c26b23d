/**
 * A hostile party at play: which of its threads makes which of its calls with which operands, all of it
 * choices. First the call is chosen, then its operands from finite domains; where a domain is empty the step
 * is skipped, so that removing one step never changes what the others mean.
 *
 * Handles are small numbers that any code of a process may try, so a thread draws from all that its process'
 * table holds, whoever opened them: also what a driver opens on that process' threads. Kernel handles are in
 * no such table.
 */
import { guiding } from "../campaign/guiding";
import {
  CALL_OPERANDS, CALL_PLACE, CALL_THREAD, CALLS_MAX, DRAWN, MADE, nextCall, noteResult, planCall,
  VARIABLE_THING, wishedThing,
} from "../campaign/plan";
import { recordCall, recordOperand, recordResult, recordThing } from "../campaign/recorder";
import { isFavoured } from "../campaign/swarm";
import { below, choicesAreDrawn, drawWeight, noteChoice, NO_WISH, wished } from "../choices";
import { FLAG_BINDS_RESULT, FORM_HANDLE, FORM_VARIABLE, HANDLE_FREE, VARIABLE_HANDLE } from "../generated/constants";
import { operandCount, resultKind } from "../generated/dispatch";
import {
  attackerCallCount, attackerCallStart, attackerPlayVariable, attackerThreads, attackerVariableCount,
  attackerVariableStart, attackerWeightTotal, callBase, callOperation, callWeight,
  domainCount, domainDynamicKind, domainHandleKind, domainStart, domainValueValue,
} from "../generated/image";
import {
  handleCount, handleKind, handleProcess, headerHandlesLiveHigh, headerHandlesLiveLow, headerPlayPositions,
  REGION_VARIABLE, setHeaderPlayPositions, threadProcess, variableKind,
} from "../generated/state";
import { resultValue, worldIsFull } from "./call";
import { journaling } from "./journal";

/** The record of the call that was chosen. */
export const PLAY_RECORD: usize = memory.data(16, 8);
const LEFT_OUT: u32 = 0xffff;
/** Number of the chosen call among all calls, for its statistics. */
export let chosenCall: u32 = 0;
/** Thread that makes it. */
export let chosenThread: u32 = 0;

/**
 * Number of the call in the plan that it follows; CALLS_MAX: none. Choosing a call sets it: a name here would
 * need a start function.
 */
export let plannedCall: u32 = 0;

/** Chooses the attacker's next call into PLAY_RECORD. False: an operand has no possible value. */
export function chooseCall(attacker: u32): bool {
  store<u64>(PLAY_RECORD, 0);
  store<u64>(PLAY_RECORD, 0, 8);
  plannedCall = guiding ? nextCall(attacker) : CALLS_MAX;
  const threads = attackerThreads(attacker);
  const thread = wished(domainCount(threads), guiding ? wishedThread(plannedCall) : NO_WISH);
  chosenThread = domainValueValue(domainStart(threads) + thread) & 0xfff;
  const place = weightedCall(attacker);
  if (guiding && plannedCall != CALLS_MAX && place != <u32>load<u16>(planCall(plannedCall) + CALL_PLACE)) {
    plannedCall = CALLS_MAX;
  }
  if (guiding && journaling) recordCall(attacker, thread, place);
  chosenCall = attackerCallStart(attacker) + place;
  const operation = callOperation(chosenCall);
  store<u8>(PLAY_RECORD, <u8>operation);
  store<u8>(PLAY_RECORD, <u8>chosenThread, 1);
  for (let position: u32 = 0, count = operandCount(operation); position < count; position++) {
    const domain = <u32>load<u16>(callBase + (<usize>chosenCall << 4) + 4 + (<usize>position << 1));
    const operand = domain == LEFT_OUT ? 0 : chooseOperand(attacker, domain, position);
    if (operand == NO_VALUE) return false;
    store<u16>(PLAY_RECORD + 4 + (<usize>position << 1), <u16>operand);
  }
  if (resultKind(operation) != 0) reserveResult(attacker);
  return true;
}

/** An impossible operand: no form has this number. */
const NO_VALUE: u32 = 0xffff;

function wishedThread(planned: u32): u32 {
  return planned == CALLS_MAX ? NO_WISH : <u32>load<u8>(planCall(planned) + CALL_THREAD);
}

/**
 * Place among the attacker's calls. Weights count only where choices are drawn; an enumeration takes every
 * call once.
 */
function weightedCall(attacker: u32): u32 {
  const count = attackerCallCount(attacker);
  if (!choicesAreDrawn()) return below(count);
  if (guiding && plannedCall != CALLS_MAX) {
    const wish = <u32>load<u16>(planCall(plannedCall) + CALL_PLACE);
    if (wish < count) return wished(count, wish);
  }
  let place = drawnCall(attacker, count);
  if (guiding && !isFavoured(place)) place = drawnCall(attacker, count);
  noteChoice(place, count);
  return place;
}

function drawnCall(attacker: u32, count: u32): u32 {
  const first = attackerCallStart(attacker);
  let left = drawWeight(attackerWeightTotal(attacker));
  for (let call: u32 = 0; call < count; call++) {
    const weight = callWeight(first + call);
    if (left < weight) return call;
    left -= weight;
  }
  return 0;
}

/** An operand of a domain: its constant values first, then what the attacker has of the kind. */
function chooseOperand(attacker: u32, domain: u32, position: u32): u32 {
  const wish = guiding && plannedCall != CALLS_MAX ? wishedOperand(attacker, domain, position) : NO_VALUE;
  // whoever only runs in bulk need not know which of how many it is
  if (wish != NO_VALUE && !journaling) return wish;
  const constants = domainCount(domain);
  const dynamic = domainDynamicKind(domain);
  const handle = domainHandleKind(domain);
  const has: u32 = dynamic == 0
    ? 0
    : dynamic == VARIABLE_HANDLE ? handlesInTable(handle) : ownVariables(attacker, dynamic);
  const total = constants + has;
  if (total == 0) return NO_VALUE;
  const choice = wished(total, wish == NO_VALUE ? NO_WISH : placeOf(wish, attacker, domain, position));
  const operand = choice < constants ? domainValueValue(domainStart(domain) + choice)
    : dynamic == VARIABLE_HANDLE
      ? handleAt(choice - constants)
      : variableAt(choice - constants, attacker, dynamic);
  if (guiding && journaling) {
    if (choice < constants) recordOperand(position, choice);
    else recordThing(
      position, dynamic == VARIABLE_HANDLE ? operand & 0xfff : VARIABLE_THING | (operand & 0xfff),
    );
  }
  return operand;
}

/** What the plan wishes for where it can be had, else NO_VALUE. */
function wishedOperand(attacker: u32, domain: u32, position: u32): u32 {
  const planned = plannedOperand(position);
  if (planned < MADE) {
    return planned < domainCount(domain) ? domainValueValue(domainStart(domain) + planned) : NO_VALUE;
  }
  const thing = wishedThing(planned);
  const dynamic = domainDynamicKind(domain);
  if (thing == DRAWN || dynamic == 0) return NO_VALUE;
  const index = thing & 0xfff;
  if (dynamic == VARIABLE_HANDLE) {
    if (thing & VARIABLE_THING || index >= handleCount
      || !isInTable(index, threadProcess(chosenThread), domainHandleKind(domain))) {
      return NO_VALUE;
    }
    return (FORM_HANDLE << 12) | index;
  }
  if ((thing & VARIABLE_THING) == 0 || index < attackerVariableStart(attacker) || index >= ownEnd(attacker)
    || variableKind(index) != dynamic) {
    return NO_VALUE;
  }
  return (FORM_VARIABLE << 12) | index;
}

function plannedOperand(position: u32): u32 {
  return <u32>load<u16>(planCall(plannedCall) + CALL_OPERANDS + (<usize>position << 1));
}

/** The place in the domain of an operand that the plan wishes for and that can be had. */
function placeOf(operand: u32, attacker: u32, domain: u32, position: u32): u32 {
  const planned = plannedOperand(position);
  if (planned < MADE) return planned;
  const dynamic = domainDynamicKind(domain);
  const index = operand & 0xfff;
  return domainCount(domain)
    + (dynamic == VARIABLE_HANDLE
      ? placeOfHandle(index, domainHandleKind(domain))
      : placeOfVariable(index, attacker, dynamic));
}

/** The place of a slot among the handles of a kind that the process' table holds. */
function placeOfHandle(wish: u32, kind: u32): u32 {
  const process = threadProcess(chosenThread);
  let place: u32 = 0;
  for (let slot: u32 = 0; slot < wish; slot++) place += <u32>isInTable(slot, process, kind);
  return place;
}

/** The place of a variable among those of the attacker that hold a thing of that kind. */
function placeOfVariable(wish: u32, attacker: u32, kind: u32): u32 {
  let place: u32 = 0;
  for (let variable = attackerVariableStart(attacker); variable < wish; variable++) {
    place += u32(variableKind(variable) == kind);
  }
  return place;
}

/** The handles that were counted last, a bit each. */
let countedLow: u64 = 0;
let countedHigh: u64 = 0;

/** How many handles of a kind (0: of any) the table of the chosen thread's process holds. */
function handlesInTable(kind: u32): u32 {
  const process = threadProcess(chosenThread);
  countedLow = inTable(headerHandlesLiveLow(), 0, process, kind);
  countedHigh = inTable(headerHandlesLiveHigh(), 64, process, kind);
  return <u32>(popcnt<u64>(countedLow) + popcnt<u64>(countedHigh));
}

/** Which of 64 handles are in the table and of the kind, a bit each. */
function inTable(live: u64, first: u32, process: u32, kind: u32): u64 {
  let found: u64 = 0;
  for (let rest = live; rest != 0; rest &= rest - 1) {
    const bit = ctz<u64>(rest);
    found |= <u64>isInTable(first + <u32>bit, process, kind) << bit;
  }
  return found;
}

/** The handle at that place among those that were counted, as an operand. */
function handleAt(place: u32): u32 {
  let rest = countedLow;
  let first: u32 = 0;
  const low = <u32>popcnt<u64>(countedLow);
  if (place >= low) {
    place -= low;
    rest = countedHigh;
    first = 64;
  }
  for (; place != 0; place--) rest &= rest - 1;
  return (FORM_HANDLE << 12) | (first + <u32>ctz<u64>(rest));
}

function isInTable(slot: u32, process: u32, kind: u32): bool {
  const held = handleKind(slot);
  return held != HANDLE_FREE && handleProcess(slot) == process && (kind == 0 || held == kind);
}

/** How many of the attacker's variables hold a thing of that kind. */
function ownVariables(attacker: u32, kind: u32): u32 {
  let count: u32 = 0;
  for (let variable = attackerVariableStart(attacker), end = ownEnd(attacker); variable < end; variable++) {
    count += u32(variableKind(variable) == kind);
  }
  return count;
}

/** The variable at that place among them, as an operand. */
function variableAt(place: u32, attacker: u32, kind: u32): u32 {
  for (let variable = attackerVariableStart(attacker), end = ownEnd(attacker); variable < end; variable++) {
    if (variableKind(variable) != kind) continue;
    if (place == 0) return (FORM_VARIABLE << 12) | variable;
    place--;
  }
  return NO_VALUE;
}

function ownEnd(attacker: u32): u32 {
  return attackerPlayVariable(attacker) + playPosition(attacker);
}

/** The next variable of the attacker receives the result; it counts only when the call succeeds. */
function reserveResult(attacker: u32): void {
  const variable = attackerPlayVariable(attacker) + playPosition(attacker);
  if (variable >= attackerVariableStart(attacker) + attackerVariableCount(attacker)) {
    worldIsFull(REGION_VARIABLE);
    return;
  }
  store<u8>(PLAY_RECORD, <u8>variable, 2);
  store<u8>(PLAY_RECORD, <u8>FLAG_BINDS_RESULT, 3);
}

function playPosition(attacker: u32): u32 {
  return <u32>(headerPlayPositions() >> (<u64>attacker << 3)) & 0xff;
}

/** The result was bound: the next one takes the variable behind it. */
export function keepResult(attacker: u32): void {
  if (guiding) {
    const operation = <u32>load<u8>(PLAY_RECORD);
    const thing = resultKind(operation) == VARIABLE_HANDLE
      ? resultValue()
      : VARIABLE_THING | <u32>load<u8>(PLAY_RECORD, 2);
    noteResult(plannedCall, thing);
    if (journaling) recordResult(thing);
  }
  setHeaderPlayPositions(headerPlayPositions() + (<u64>1 << (<u64>attacker << 3)));
}
