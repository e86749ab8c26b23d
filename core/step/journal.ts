/**
 * What was done in this run, as a flat program: 16 bytes a step as in the program, and 16 bytes that tell how
 * it went. Bulk campaigns do not write it; a case that failed is run again with the journal on.
 */
import {
  FAULT_SWEPT, FLAG_ACTOR_VARIABLE, FORM_CONSTANT, FORM_ENTITY, FORM_HANDLE, FORM_LITERAL,
  FORM_PROCESS_OF, FORM_VARIABLE,
  VARIABLE_HANDLE, VARIABLE_NUMBER, VARIABLE_OBJECT, VARIABLE_THREAD,
} from "../generated/constants";
import { takesCode } from "../generated/dispatch";
import { constantTotal, constantValue } from "../generated/image";
import {
  handleGeneration, threadProcess, variableCount, variableGeneration, variableKind, variableValue,
} from "../generated/state";

export const JOURNAL_MAX: u32 = 4096;
export const JOURNAL: usize = memory.data(4096 * 32, 16);

export let journaling: bool = false;
export let journalCount: u32 = 0;

export function setJournaling(on: bool): void {
  journaling = on;
}

export function clearJournal(): void {
  journalCount = 0;
}

/**
 * Notes a step: its record with the actor that made it. What was chosen is written as what it is, since a
 * flat program chooses nothing.
 */
export function journalRecord(record: usize, actor: u32): void {
  if (journalCount >= JOURNAL_MAX) return;
  const address = JOURNAL + (<usize>journalCount << 5);
  memory.copy(address, record, 16);
  store<u8>(address, <u8>actor, 1);
  store<u8>(address, load<u8>(address, 3) & <u8>~FLAG_ACTOR_VARIABLE, 3);
  if (takesCode(<u32>load<u8>(address))) store<u16>(address, 0xffff, 12);
  else for (let place = address + 4; place < address + 14; place += 2) {
    store<u16>(place, <u16>settled(<u32>load<u16>(place)));
  }
  // which one fails is told when it does
  if (<u32>load<u16>(address, 14) >= FAULT_SWEPT) store<u16>(address, 0, 14);
  memory.fill(address + 16, 0, 16);
  journalCount++;
}

/** Notes that the n-th allocation of the last step was made to fail. */
export function journalFault(number: u32): void {
  if (journalCount > 0) store<u16>(JOURNAL + (<usize>(journalCount - 1) << 5), <u16>number, 14);
}

/**
 * Notes how the last step went: its status, what it bound, where it stands in the program, what it was, what
 * decided it.
 */
export function journalOutcome(
  status: u32, value: u32, programCounter: u32, flags: u32, lane: u32, deciding: u32,
): void {
  if (journalCount == 0) return;
  const address = JOURNAL + (<usize>(journalCount - 1) << 5) + 16;
  store<u32>(address, status);
  store<u32>(address, value, 4);
  store<u16>(address, <u16>programCounter, 8);
  store<u8>(address, <u8>flags, 10);
  store<u8>(address, <u8>lane, 11);
  store<u16>(address, <u16>deciding, 12);
}

/**
 * An operand without choices: a thing or a number that a variable holds becomes that thing or number; handles
 * and contexts stay names, and a handle that an attacker drew gets its name back where it still has one.
 */
function settled(operand: u32): u32 {
  if (operand >>> 12 == FORM_HANDLE) return named(operand & 0xfff);
  const variable = operand & 0xfff;
  if (operand >>> 12 == FORM_PROCESS_OF) return processOf(variable);
  if (operand >>> 12 != FORM_VARIABLE) return operand;
  const kind = variableKind(variable);
  if (kind >= VARIABLE_THREAD && kind <= VARIABLE_OBJECT) {
    return (FORM_ENTITY << 12) | variableValue(variable);
  }
  if (kind != VARIABLE_NUMBER) return operand;
  const value = variableValue(variable);
  if (value < 0x1000) return (FORM_LITERAL << 12) | value;
  for (let constant: u32 = 0; constant < constantTotal; constant++) {
    if (constantValue(constant) == value) return (FORM_CONSTANT << 12) | constant;
  }
  return operand;
}

/** The process of the thread that a variable holds; where it holds none, what is missing stays a name. */
function processOf(variable: u32): u32 {
  return variableKind(variable) == VARIABLE_THREAD
    ? (FORM_ENTITY << 12) | threadProcess(variableValue(variable))
    : (FORM_PROCESS_OF << 12) | variable;
}

/** The variable that holds the handle of a slot; where none does any more, the slot. */
function named(slot: u32): u32 {
  for (let variable: u32 = 0; variable < variableCount; variable++) {
    if (variableKind(variable) != VARIABLE_HANDLE || variableValue(variable) != slot) continue;
    if (variableGeneration(variable) == handleGeneration(slot)) return (FORM_VARIABLE << 12) | variable;
  }
  return (FORM_HANDLE << 12) | slot;
}

/** Notes a record that is no step but that a flat program needs: where a baseline is taken or widened. */
export function journalMark(record: usize, programCounter: u32, lane: u32): void {
  if (!journaling) return;
  journalRecord(record, 0);
  journalOutcome(0, 0, programCounter, 0, lane, 0);
}
