/**
 * A hostile party at play: which of its threads makes which of its calls with which operands, all of it choices. First the call is
 * chosen, then its operands from finite domains; where a domain is empty the step is skipped, so that removing one step never changes
 * what the others mean.
 */
import { below, choicesAreDrawn } from "../choices";
import { FLAG_BINDS_RESULT, VARIABLE_HANDLE } from "../generated/constants";
import { operandCount, resultKind } from "../generated/dispatch";
import {
  attackerCallCount, attackerCallStart, attackerPlayVariable, attackerThreads, attackerVariableCount, attackerVariableStart, attackerWeightTotal, callBase, callOperation, callWeight,
  domainCount, domainDynamicKind, domainHandleKind, domainStart, domainValueValue,
} from "../generated/image";
import {
  handleGeneration, handleKind, headerPlayPositions, REGION_VARIABLE, setHeaderPlayPositions, variableGeneration, variableKind, variableValue,
} from "../generated/state";
import { worldIsFull } from "./call";

/** The record of the call that was chosen. */
export const PLAY_RECORD: usize = memory.data(16, 8);
const LEFT_OUT: u32 = 0xffff;
/** Number of the chosen call among all calls, for its statistics. */
export let chosenCall: u32 = 0;
/** Thread that makes it. */
export let chosenThread: u32 = 0;

/** Chooses the attacker's next call into PLAY_RECORD. False: an operand has no possible value. */
export function chooseCall(attacker: u32): bool {
  store<u64>(PLAY_RECORD, 0);
  store<u64>(PLAY_RECORD, 0, 8);
  const threads = attackerThreads(attacker);
  chosenThread = domainValueValue(domainStart(threads) + below(domainCount(threads))) & 0xfff;
  chosenCall = attackerCallStart(attacker) + weightedCall(attacker);
  const operation = callOperation(chosenCall);
  store<u8>(PLAY_RECORD, <u8>operation);
  store<u8>(PLAY_RECORD, <u8>chosenThread, 1);
  for (let position: u32 = 0, count = operandCount(operation); position < count; position++) {
    const domain = <u32>load<u16>(callBase + (<usize>chosenCall << 4) + 4 + (<usize>position << 1));
    const operand = domain == LEFT_OUT ? 0 : drawOperand(attacker, domain);
    if (operand == NO_VALUE) return false;
    store<u16>(PLAY_RECORD + 4 + (<usize>position << 1), <u16>operand);
  }
  if (resultKind(operation) != 0) reserveResult(attacker);
  return true;
}

/** An impossible operand: no form has this number. */
const NO_VALUE: u32 = 0xffff;

/** Weights count only where choices are drawn; an enumeration takes every call once. */
function weightedCall(attacker: u32): u32 {
  const first = attackerCallStart(attacker);
  const count = attackerCallCount(attacker);
  if (!choicesAreDrawn()) return below(count);
  let left = below(attackerWeightTotal(attacker));
  for (let call: u32 = 0; call < count; call++) {
    const weight = callWeight(first + call);
    if (left < weight) return call;
    left -= weight;
  }
  return 0;
}

/** An operand of a domain: its constant values first, then the attacker's variables that hold such a thing. */
function drawOperand(attacker: u32, domain: u32): u32 {
  const constants = domainCount(domain);
  const dynamic = domainDynamicKind(domain);
  let total = constants;
  const first = attackerVariableStart(attacker);
  const end = attackerPlayVariable(attacker) + playPosition(attacker);
  if (dynamic != 0) {
    for (let variable = first; variable < end; variable++) total += <u32>fits(variable, dynamic, domainHandleKind(domain));
  }
  if (total == 0) return NO_VALUE;
  let choice = below(total);
  if (choice < constants) return domainValueValue(domainStart(domain) + choice);
  choice -= constants;
  for (let variable = first; variable < end; variable++) {
    if (!fits(variable, dynamic, domainHandleKind(domain))) continue;
    if (choice == 0) return 0x2000 | variable;
    choice--;
  }
  return NO_VALUE;
}

/** Whether a variable holds what the domain asks for and it is still there. */
function fits(variable: u32, kind: u32, handle: u32): bool {
  if (variableKind(variable) != kind) return false;
  if (kind != VARIABLE_HANDLE) return true;
  const slot = variableValue(variable);
  return handleKind(slot) != 0 && handleGeneration(slot) == variableGeneration(variable) && (handle == 0 || handleKind(slot) == handle);
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
  setHeaderPlayPositions(headerPlayPositions() + (<u64>1 << (<u64>attacker << 3)));
}
