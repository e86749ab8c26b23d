/**
 * Control: what lies between two steps of a lane. After a step the lane goes on through demands, branches and
 * choices until the next record that is a step, so that a condition belongs to the step before it and a race
 * with what follows stays visible.
 */
import { guiding } from "../campaign/guiding";
import { nextPick } from "../campaign/plan";
import { recordPick } from "../campaign/recorder";
import { choicesAreDrawn, drawWeight, noteChoice, NO_WISH, wished } from "../choices";
import { deciding } from "../decide";
import * as op from "../generated/constants";
import {
  constantValue, domainCount, domainStart, domainValueValue, recordBase,
} from "../generated/image";
import {
  headerAtomicDepth, headerAtomicLane, headerAttackersStarted, headerBugCheck, laneAttacker, laneLastFailed,
  lanePlayRemaining, laneProgramCounter, laneThread,
  setHeaderAtomicDepth, setHeaderAtomicLane, setHeaderAttackersStarted, setLaneAttacker, setLanePlayRemaining,
  setLaneProgramCounter,
  processToken, threadActive, threadLevel, threadProcess, threadToken, variableKind, variableValue,
} from "../generated/state";
import { addToBaseline } from "../judge/baseline";
import { isTrue } from "../judge/expressions";
import { takeBaseline } from "../judge/exercise";
import { outValue } from "./call";
import { bindVariable, lastCallFailed, lastCallSkipped, lastStatus } from "./calls";
import { journaling, journalMark } from "./journal";
import { endLane, hasChildren, laneIsReady, startLane, waitForChildren } from "./lanes";
import { resolveOperand } from "./operands";
import { beginSweep } from "./sweeps";
import { breakRecord, verdict } from "./verdict";

/** Address of a record of the program. */
export function recordAt(programCounter: u32): usize {
  return recordBase + (<usize>programCounter << 4);
}

function operand(record: usize, position: u32): u32 {
  return <u32>load<u16>(record + 4 + (<usize>position << 1));
}

/** Whether `settle` met a condition or a demand. */
let conditionMet: bool = false;

/**
 * Runs the lane's control records up to its next step; the lane may end or begin to wait. After a step it
 * stops before an `atomic` block, which begins only at a turn of the lane.
 */
export function settle(lane: u32): void {
  goOn(lane, false);
}

/**
 * At its turn, a lane that has just begun or stands before an `atomic` block comes to its next step first.
 * False: there is no step to make in this turn, because the lane ended, waits, or has judged a condition,
 * with which others may race.
 */
export function comeToStep(lane: u32): bool {
  const operation = <u32>load<u8>(recordAt(laneProgramCounter(lane)));
  if (isStep(operation) || (operation == op.CONTROL_PLAY && laneAttacker(lane) != 0)) return true;
  conditionMet = false;
  goOn(lane, true);
  return !conditionMet && laneIsReady(lane) && verdict == op.VERDICT_RUNNING;
}

function goOn(lane: u32, atTurn: bool): void {
  for (;;) {
    const at = laneProgramCounter(lane);
    const record = recordAt(at);
    const operation = <u32>load<u8>(record);
    if (isStep(operation)) return;
    if (operation == op.CONTROL_BEGIN_ATOMIC && !atTurn && headerAtomicLane() != lane + 1) return;
    if (operation == op.CONTROL_JUMP_UNLESS || operation == op.CONTROL_EXPECT) conditionMet = true;
    if (operation == op.CONTROL_PLAY) {
      if (!beginPlay(lane, record)) continue;
      return;
    }
    if (operation == op.CONTROL_HALT) {
      const woken = endLane(lane);
      if (woken != 0) settle(woken - 1);
      return;
    }
    if (operation == op.CONTROL_JOIN && hasChildren(lane)) {
      waitForChildren(lane);
      setLaneProgramCounter(lane, at + 1);
      return;
    }
    setLaneProgramCounter(lane, control(lane, at, record, operation));
    // what broke is told by the names as they were, before a next round chooses others
    if (verdict != op.VERDICT_RUNNING) return;
  }
}

/** Whether a record is a step, which only a scheduled lane makes. */
function isStep(operation: u32): bool {
  return operation < 200 || (operation >= op.CONTROL_ENTER && operation <= op.CONTROL_ACT);
}

/** Prepares or continues a play. False: it is over and the lane goes on. */
function beginPlay(lane: u32, record: usize): bool {
  if (laneAttacker(lane) == 0) {
    setLaneAttacker(lane, operand(record, 0) + 1);
    setLanePlayRemaining(lane, operand(record, 1));
  }
  if (lanePlayRemaining(lane) != 0) return true;
  setLaneAttacker(lane, 0);
  setLaneProgramCounter(lane, laneProgramCounter(lane) + 1);
  return false;
}

/** One control record; answers where the lane goes on. */
function control(lane: u32, at: u32, record: usize, operation: u32): u32 {
  switch (operation) {
    case op.CONTROL_JUMP: return operand(record, 0);
    case op.CONTROL_CHOOSE: return chooseAlternative(at, operand(record, 0));
    case op.CONTROL_CHOOSE_VALUE: chooseValue(record); break;
    case op.CONTROL_START_LANE: startChild(lane, record); break;
    case op.CONTROL_BEGIN_ATOMIC:
      setHeaderAtomicLane(lane + 1);
      setHeaderAtomicDepth(headerAtomicDepth() + 1);
      break;
    case op.CONTROL_END_ATOMIC: endAtomic(); break;
    case op.CONTROL_BEGIN_SWEEP: beginSweep(operand(record, 0)); break;
    case op.CONTROL_START: journalMark(record, at, lane); start(operand(record, 0)); break;
    case op.CONTROL_CONCEDE: journalMark(record, at, lane); concede(record); break;
    case op.CONTROL_JUMP_IF_FAILED: return laneLastFailed(lane) ? operand(record, 0) : at + 1;
    case op.CONTROL_JUMP_UNLESS:
      return isTrue(operand(record, 1), laneLastFailed(lane) != 0, laneThread(lane))
        ? at + 1
        : operand(record, 0);
    case op.CONTROL_EXPECT:
      if (!isTrue(operand(record, 0), laneLastFailed(lane) != 0, laneThread(lane))) breakAt(at, lane);
      break;
    case op.CONTROL_DEMAND_STATUS:
      if (!lastCallSkipped && !statusIsIn(operand(record, 0))) breakAt(at, lane);
      break;
    case op.CONTROL_DEMAND_OUT:
      if (!lastCallSkipped && !lastCallFailed && outValue(operand(record, 0)) != demanded(record)) {
        breakAt(at, lane);
      }
      break;
    case op.CONTROL_DEMAND_BOOLEAN:
      if (!lastCallSkipped && (lastStatus != 0) != (operand(record, 0) != 0)) breakAt(at, lane);
      break;
    case op.CONTROL_DEMAND_BUG_CHECK: if (headerBugCheck() != operand(record, 0)) breakAt(at, lane); break;
    default: break;
  }
  return at + 1;
}

function demanded(record: usize): u32 {
  return resolveOperand(operand(record, 1), 0);
}

function breakAt(at: u32, lane: u32): void {
  breakRecord(at, lane, deciding);
}

function chooseAlternative(at: u32, count: u32): u32 {
  const chosen = weighedAlternative(at, count);
  if (guiding && journaling && count > 1) recordPick(chosen);
  return operand(recordAt(at + 1 + chosen), 0);
}

/** Weights count only where choices are drawn, and nothing is wished for. */
function weighedAlternative(at: u32, count: u32): u32 {
  if (count <= 1) return 0;
  const wish = guiding ? nextPick() : NO_WISH;
  if (wish < count || !choicesAreDrawn()) return wished(count, wish);
  let total: u32 = 0;
  for (let index: u32 = 1; index <= count; index++) total += operand(recordAt(at + index), 1);
  let left = drawWeight(total);
  let chosen: u32 = 0;
  for (; chosen + 1 < count; chosen++) {
    const weight = operand(recordAt(at + 1 + chosen), 1);
    if (left < weight) break;
    left -= weight;
  }
  noteChoice(chosen, count);
  return chosen;
}

/**
 * Whether a value was chosen since the last step. That is no step, so what reads the value is judged with the
 * next one.
 */
export let valueIsNew: bool = false;

export function setValueIsNew(on: bool): void {
  valueIsNew = on;
}

function chooseValue(record: usize): void {
  const domain = operand(record, 0);
  const count = domainCount(domain);
  const chosen = wished(count, guiding && count > 1 ? nextPick() : NO_WISH);
  if (guiding && journaling && count > 1) recordPick(chosen);
  const value = domainValueValue(domainStart(domain) + chosen);
  const number = value >>> 12 == op.FORM_CONSTANT ? constantValue(value & 0xfff) : value & 0xfff;
  bindVariable(<u32>load<u8>(record, 2), operand(record, 1), number, 0);
  valueIsNew = true;
}

function startChild(lane: u32, record: usize): void {
  let first = operand(record, 0);
  while (<u32>load<u8>(recordAt(first)) == op.CONTROL_JUMP) first = operand(recordAt(first), 0);
  // a lane without a line takes no turn
  if (<u32>load<u8>(recordAt(first)) != op.CONTROL_HALT) startLane(first, <u32>load<u8>(record, 1), lane + 1);
}

function endAtomic(): void {
  const depth = headerAtomicDepth() - 1;
  setHeaderAtomicDepth(depth);
  if (depth == 0) setHeaderAtomicLane(0);
}

function start(attacker: u32): void {
  if (headerAttackersStarted() & (1 << attacker)) return;
  setHeaderAttackersStarted(headerAttackersStarted() | (1 << attacker));
  takeBaseline(attacker);
}

/** The identity of a thread, or of a token that a variable holds, joins a baseline. */
function concede(record: usize): void {
  const what = operand(record, 0);
  const attacker = operand(record, 1);
  const index = what & 0xfff;
  if (what >>> 12 == op.FORM_ENTITY) {
    if (!threadActive(index)) addToBaseline(attacker, processToken(threadProcess(index)));
    else if (threadLevel(index) >= 2) addToBaseline(attacker, threadToken(index));
  } else if (variableKind(index) == op.VARIABLE_TOKEN) {
    addToBaseline(attacker, variableValue(index));
  }
}

function statusIsIn(domain: u32): bool {
  const first = domainStart(domain);
  for (let index: u32 = 0, count = domainCount(domain); index < count; index++) {
    if (constantValue(domainValueValue(first + index) & 0xfff) == lastStatus) return true;
  }
  return false;
}

/** Whether the record behind a step demands the bug check that the step has just raised. */
export function demandsBugCheck(programCounter: u32): bool {
  const record = recordAt(programCounter);
  return <u32>load<u8>(record) == op.CONTROL_DEMAND_BUG_CHECK && operand(record, 0) == headerBugCheck();
}

/** The thread that a record's actor byte stands for. */
export function actorOf(record: usize, lane: u32): u32 {
  const actor = <u32>load<u8>(record, 1);
  if (<u32>load<u8>(record, 3) & op.FLAG_ACTOR_VARIABLE) {
    return variableKind(actor) == op.VARIABLE_THREAD ? variableValue(actor) : 0;
  }
  return actor == op.ACTOR_CURRENT ? laneThread(lane) : actor;
}
