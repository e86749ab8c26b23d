/**
 * Properties: after the first step all, for how the world begins is nobody's writing; after every later step
 * those whose watched fields were written, and those that ask for `old`, which is another state after each
 * step; at events those that ask for them. What was evaluated, woken and reached is counted over the whole
 * campaign, so that a property that could not fail is told from one that held. What wakes a property is
 * counted for those that it is about: another attacker's play, or an act by another thread than the deputy it
 * asks for, says nothing.
 */
import { deciding } from "../decide";
import {
  EXPRESSION_DEPUTY, EXPRESSION_ESCALATION, EXPRESSION_LOOP_BEGIN, EXPRESSION_OLD_BEGIN, VERDICT_FAILED,
  VERDICT_RUNNING,
} from "../generated/constants";
import {
  attackerTotal, expressionCount, expressionStart, expressionWatch, initialStateBase, propertyEvent,
  propertyExpression, propertyTemporal, propertyTotal, wordValue,
} from "../generated/image";
import {
  HEADER_ACTED_FOR_WATCH, HEADER_DEPUTY_THREAD_WATCH, headerAttackersStarted, headerEvent, moveBlock, STATE,
  touched, VARIABLE_KIND_WATCH, VARIABLE_VALUE_WATCH,
} from "../generated/state";
import { currentThread } from "../step/call";
import { endRun, setBreakingStep, verdict } from "../step/verdict";
import { isTrue } from "./expressions";

const ALWAYS: u32 = 0;
const NEVER: u32 = 1;

/**
 * Per property four words: evaluations, runs in which `sometimes` was reached, woken after an attacker that
 * it is about began, a bit per attacker that had begun then.
 */
export const PROPERTY_COUNTS: usize = memory.data(64 * 16, 16);
let judgeEverything: bool = false;

/**
 * What each step asks of each property, side by side: watch u64, expression u16, event u8, temporal u8,
 * attackers u32, deputies u32, whether it asks for `old` u8.
 */
const ROW_SIZE: usize = 32;
const ROWS: usize = memory.data(64 * 32, 16);
const DEPUTY_WATCH: u64 = HEADER_DEPUTY_THREAD_WATCH | HEADER_ACTED_FOR_WATCH;
/** All that any property watches: a step that wrote none of it and raised no event is not judged. */
let watchedByAny: u64 = 0;
/** Whether any property is judged after each step, whatever it wrote. */
let anyAsksForOld: bool = false;
/** Whether no step of the run was judged yet. */
let isFirst: bool = false;

/** What was written by choosing since the step before. */
let writtenByChoice: u64 = 0;

/** Whether a value was chosen since the step before: what reads it is judged with the step that begins. */
export function noteChosen(isChosen: bool): void {
  writtenByChoice = isChosen ? VARIABLE_VALUE_WATCH | VARIABLE_KIND_WATCH : 0;
}

/** A run begins: its first step is judged by all properties. */
export function beginJudging(): void {
  isFirst = propertyTotal != 0;
}

/** The run goes on from a state that lies in its midst: no first step is to be judged. */
export function passFirstStep(): void {
  isFirst = false;
}

/** Lays out the properties of a program that was loaded. */
export function prepareProperties(): void {
  watchedByAny = 0;
  anyAsksForOld = false;
  for (let property: u32 = 0; property < propertyTotal; property++) {
    const row = ROWS + <usize>property * ROW_SIZE;
    const watch = expressionWatch(propertyExpression(property));
    watchedByAny |= watch;
    layOutSubjects(row, propertyExpression(property));
    store<u64>(row, watch);
    store<u16>(row, <u16>propertyExpression(property), 8);
    store<u8>(row, <u8>propertyEvent(property), 10);
    store<u8>(row, <u8>propertyTemporal(property), 11);
  }
}

/**
 * Whom a property is about: the attackers that it names, else all; the threads that it asks for as deputies,
 * a bit each.
 */
function layOutSubjects(row: usize, expression: u32): void {
  let attackers: u32 = 0;
  let deputies: u32 = 0;
  let asksForOld = false;
  const first = expressionStart(expression);
  for (let at = first, end = first + expressionCount(expression); at < end; at++) {
    const operation = wordValue(at) & 0xff;
    const immediate = wordValue(at) >>> 8;
    if (operation == EXPRESSION_LOOP_BEGIN) at++;
    else if (operation == EXPRESSION_ESCALATION) attackers |= 1 << (immediate >>> 2);
    else if (operation == EXPRESSION_OLD_BEGIN) asksForOld = anyAsksForOld = true;
    else if (operation == EXPRESSION_DEPUTY) deputies |= immediate == 0 ? 0xffffffff : 1 << immediate;
  }
  store<u32>(row, attackers == 0 ? 0xff : attackers, 12);
  store<u32>(row, deputies, 16);
  store<u8>(row, asksForOld ? 1 : 0, 20);
}

/** In tests: judge every property after every step, whatever was written. */
export function setJudgeEverything(on: bool): void {
  judgeEverything = on;
}

export function clearPropertyCounts(): void {
  memory.fill(PROPERTY_COUNTS, 0, 64 * 16);
}

function count(property: u32, word: usize): void {
  const address = PROPERTY_COUNTS + (<usize>property << 4) + (word << 2);
  store<u32>(address, load<u32>(address) + 1);
}

/** Judges what this step has woken; the first broken property ends the run. */
export function judgeProperties(laneFailed: bool): void {
  const byStep = touched;
  const written = byStep | writtenByChoice;
  const happened = headerEvent();
  const first = isFirst;
  const all = judgeEverything || first;
  isFirst = false;
  if ((written & watchedByAny) == 0 && happened == 0 && !all && !anyAsksForOld) return;
  for (let property: u32 = 0; property < propertyTotal; property++) {
    const row = ROWS + <usize>property * ROW_SIZE;
    const woken = (written & load<u64>(row)) != 0;
    if (woken) countWoken(property, row, written);
    const event = <u32>load<u8>(row, 10);
    const due = event == 0 ? woken || all || load<u8>(row, 20) != 0 : event == happened;
    if (due && judge(property, row, laneFailed) && event == 0 && !isOfStep(row, byStep, first)) {
      setBreakingStep(0, 0);
    }
  }
}

/**
 * A property was woken: whether by what it is about, and after which of its attackers began. Without an
 * attacker: from the first step.
 */
function countWoken(property: u32, row: usize, written: u64): void {
  const begun = headerAttackersStarted() & load<u32>(row, 12);
  if (attackerTotal != 0 && begun == 0) return;
  const others = written & load<u64>(row) & ~DEPUTY_WATCH;
  if (others == 0 && ((load<u32>(row, 16) >>> currentThread) & 1) == 0) return;
  count(property, 2);
  const address = PROPERTY_COUNTS + (<usize>property << 4) + 12;
  store<u32>(address, load<u32>(address) | begun);
}

/**
 * Whether it is the step's doing if a property is broken now: it wrote what is read, and so it was not before
 * the first step.
 */
function isOfStep(row: usize, byStep: u64, isFirstStep: bool): bool {
  if ((byStep & load<u64>(row)) == 0) return false;
  return !isFirstStep || load<u8>(row, 20) != 0 || !breaks(truthAtStart(row), <u32>load<u8>(row, 11));
}

/** True: it is broken, and that ended the run. */
function judge(property: u32, row: usize, laneFailed: bool): bool {
  count(property, 0);
  const truth = isTrue(<u32>load<u16>(row, 8), laneFailed);
  const temporal = <u32>load<u8>(row, 11);
  if (!breaks(truth, temporal)) {
    if (temporal > NEVER && truth) count(property, 1);
    return false;
  }
  if (verdict != VERDICT_RUNNING) return false;
  endRun(VERDICT_FAILED, property, deciding);
  return true;
}

function breaks(truth: bool, temporal: u32): bool {
  return temporal == ALWAYS ? !truth : temporal == NEVER && truth;
}

/** Whether a property that asks for no `old` is true where the run begins. */
function truthAtStart(row: usize): bool {
  const distance = <isize>initialStateBase - <isize>STATE;
  moveBlock(distance);
  const truth = isTrue(<u32>load<u16>(row, 8), false);
  moveBlock(-distance);
  return truth;
}
