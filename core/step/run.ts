/**
 * The run of a scenario: `beginRun`, then `advance` step by step until there is a verdict. All that chooses,
 * does and judges comes together here; what repeats runs in bulk, one by one, or along a list does nothing
 * but call these two.
 */
import { choiceCount } from "../choices";
import { clearNotes, deciding } from "../decide";
import * as op from "../generated/constants";
import { resultKind } from "../generated/dispatch";
import { initialStateBase, stateSize } from "../generated/image";
import {
  clearTouched, headerActedFor, headerBugCheck, headerEvent, headerEventThread, headerWorldFull,
  laneAttacker, laneCount, laneEntered, laneLastFailed, lanePlayRemaining, laneProgramCounter, laneThread,
  laneWorkItem, setHeaderActedAccess, setHeaderActedFor, setHeaderActedObject, setHeaderDeputyThread,
  setHeaderEvent, setHeaderEventThread, setHeaderLevelRaised, setLaneEntered,
  setLaneLastFailed, setLanePlayRemaining, setLaneProgramCounter, STATE, threadWorkItem, headerActedObject,
  headerDeputyThread, headerLevelRaised, variableKind, variableValue, workItemVariable,
} from "../generated/state";
import { lookAfter, lookBefore, watching } from "../judge/expectation";
import { judgeInvariants } from "../judge/invariants";
import { proveBeginning } from "../judge/exercise";
import { beginJudging, judgeProperties, noteChosen } from "../judge/properties";
import { forgetChanged, forgetProven } from "../judge/proven";
import { workItemReturned } from "../objects/workerThreads";
import { NO_HANDLE_MADE, noteStep } from "../campaign/features";
import { guiding } from "../campaign/guiding";
import { countCall } from "../campaign/statistics";
import { act } from "./acts";
import { takeStateBefore } from "./before";
import { resultValue } from "./call";
import { lastCallFailed, lastStatus, makeCall, noteOutcome } from "./calls";
import {
  actorOf, comeToStep, demandsBugCheck, recordAt, settle, setValueIsNew, valueIsNew,
} from "./control";
import { canLeave, enterFrame, enterWorkItem, leaveFrame } from "./frames";
import { clearJournal, journaling, journalOutcome, journalRecord } from "./journal";
import { chooseLane, startLane, startQueuedItems } from "./lanes";
import { chooseCall, chosenCall, chosenThread, keepResult, PLAY_RECORD } from "./play";
import { forgetSweeps } from "./sweeps";
import { beginVerdict, countStep, endRun, stepCount, verdict } from "./verdict";

/** The steps that a run may take; the compiler knows a bound, so this is a guard against our own mistakes. */
const STEPS_MAX: u32 = 65000;
const ENTER_ITEM_RECORD: usize = memory.data(16, 8);

/**
 * The state before the first step, if no choice leads to it: then every run of the program begins alike, with
 * the same baselines taken. As large as an image's state can be.
 */
const BEGINNING: usize = memory.data(24576, 16);
let beginningIsKept: bool = false;
/** Whether a value was chosen on the way there: the only one that could be. */
let beginningChose: bool = false;

/**
 * Whether the turn was an attacker's who found no operand for the call that it had chosen: nothing was
 * called, so it is no step.
 */
let nothingToCall: bool = false;

/** Operation of the step that was made last. */
let madeOperation: u32 = 0;

/**
 * Forgets how runs begin: another program is loaded, or a campaign counts anew which quantifiers met
 * something.
 */
export function forgetBeginning(): void {
  beginningIsKept = false;
}

/** The record at which the run began. */
export let begunAt: u32 = 0;

/** Begins a run at the record: the state is the initial one, lane 0 stands before its first step. */
export function beginRun(programCounter: u32): void {
  begunAt = programCounter;
  clearTouched();
  clearNotes();
  clearJournal();
  beginVerdict();
  beginJudging();
  forgetSweeps();
  const isKept = beginningIsKept && programCounter == 0 && !journaling;
  forgetProven(isKept);
  memory.copy(STATE, isKept ? BEGINNING : initialStateBase, stateSize);
  // a condition that stands before the first step must not see what an earlier run left
  takeStateBefore();
  setValueIsNew(isKept && beginningChose);
  if (isKept) return;
  settle(startLane(programCounter, 0, 0));
  if (programCounter == 0 && choiceCount == 0 && verdict == op.VERDICT_RUNNING) {
    if (!journaling) proveBeginning();
    memory.copy(BEGINNING, STATE, stateSize);
    beginningIsKept = true;
    beginningChose = valueIsNew;
  }
}

/**
 * Makes one step, judges it, and lets its lane run on to the next. Answers the verdict, VERDICT_RUNNING while
 * there is none.
 */
export function advance(): u32 {
  if (verdict != op.VERDICT_RUNNING) return verdict;
  const lane = chooseLane();
  if (lane == laneCount) {
    endRun(op.VERDICT_HELD, 0, 0);
    return verdict;
  }
  if (!comeToStep(lane)) {
    finishTurn();
    return verdict;
  }
  beginStep();
  nothingToCall = false;
  const skipped = step(lane);
  if (!nothingToCall) countStep(skipped);
  if (guiding && !skipped) noteFeatures();
  finishStep(lane, skipped);
  return verdict;
}

/** What the step that was made shows. */
function noteFeatures(): void {
  const isHandle = resultKind(madeOperation) == op.VARIABLE_HANDLE && !lastCallFailed;
  noteStep(madeOperation, lastStatus, isHandle ? resultValue() : NO_HANDLE_MADE);
}

function beginStep(): void {
  if (watching) lookBefore();
  takeStateBefore();
  clearNotes();
  if (headerEvent()) { setHeaderEvent(0); setHeaderEventThread(0); setHeaderActedAccess(0); }
  if (headerActedObject()) setHeaderActedObject(0);
  if (headerActedFor()) setHeaderActedFor(0);
  if (headerDeputyThread()) setHeaderDeputyThread(0);
  if (headerLevelRaised()) setHeaderLevelRaised(0);
  clearTouched();
  noteChosen(valueIsNew);
  setValueIsNew(false);
}

/** The lane's next step. True: skipped, nothing was done. */
function step(lane: u32): bool {
  if (laneWorkItem(lane) != 0 && !laneEntered(lane)) beginItem(lane);
  const at = laneProgramCounter(lane);
  const record = recordAt(at);
  if (<u32>load<u8>(record) == op.CONTROL_PLAY) return play(lane);
  setLaneProgramCounter(lane, at + 1);
  const actor = actorOf(record, lane);
  madeOperation = <u32>load<u8>(record);
  if (journaling) journalRecord(record, actor);
  const done = perform(record, actor);
  setLaneLastFailed(lane, <u32>lastCallFailed);
  if (journaling) {
    journalOutcome(
      lastStatus, resultValue(), at,
      done
        ? (lastCallFailed && <u32>load<u8>(record) == op.CONTROL_ACT ? op.STEP_REFUSED : 0)
        : op.STEP_SKIPPED,
      lane, deciding,
    );
  }
  return !done;
}

/** Does what a record says; false: skipped. */
function perform(record: usize, actor: u32): bool {
  if (actor == 0) { noteOutcome(0, true, true); return false; }
  const operation = <u32>load<u8>(record);
  switch (operation) {
    case op.CONTROL_ENTER: noteOutcome(0, false, false); enterFrame(actor); return true;
    case op.CONTROL_LEAVE: noteOutcome(0, false, false); if (!canLeave(actor)) return false; leaveFrame(
      actor,
    ); return true;
    case op.CONTROL_ENTER_WORK_ITEM: return enterNamedItem(record, actor);
    case op.CONTROL_ACT: return act(record, actor);
    default: return makeCall(record, actor);
  }
}

/** In a flat program the worker's entry is a line of its own. */
function enterNamedItem(record: usize, actor: u32): bool {
  const variable = <u32>load<u16>(record, 4) & 0xfff;
  const missing = variableKind(variable) != op.VARIABLE_WORK_ITEM;
  noteOutcome(0, missing, missing);
  if (!missing) enterWorkItem(actor, variableValue(variable));
  return !missing;
}

/**
 * A worker's first step is preceded by its entry into the item, which the journal shows as a line of its own
 * and which counts as one.
 */
function beginItem(lane: u32): void {
  const item = laneWorkItem(lane);
  const thread = laneThread(lane);
  setLaneEntered(lane, 1);
  enterWorkItem(thread, item);
  countStep(false);
  if (!journaling) return;
  memory.fill(ENTER_ITEM_RECORD, 0, 16);
  store<u8>(ENTER_ITEM_RECORD, <u8>op.CONTROL_ENTER_WORK_ITEM);
  store<u16>(ENTER_ITEM_RECORD, <u16>((op.FORM_VARIABLE << 12) | workItemVariable(item)), 4);
  journalRecord(ENTER_ITEM_RECORD, thread);
  journalOutcome(0, 0, laneProgramCounter(lane), 0, lane, 0);
}

/** One call of an attacker. */
function play(lane: u32): bool {
  const attacker = laneAttacker(lane) - 1;
  const at = laneProgramCounter(lane);
  setLanePlayRemaining(lane, lanePlayRemaining(lane) - 1);
  const possible = chooseCall(attacker);
  store<u16>(PLAY_RECORD, load<u16>(recordAt(at), 14), 14);
  if (headerWorldFull()) return true;
  if (possible && journaling) journalRecord(PLAY_RECORD, chosenThread);
  madeOperation = <u32>load<u8>(PLAY_RECORD);
  const done = possible && makeCall(PLAY_RECORD, chosenThread);
  nothingToCall = !possible;
  if (!possible) noteOutcome(0, true, true);
  if (done && !lastCallFailed && load<u8>(PLAY_RECORD, 3) != 0) keepResult(attacker);
  countCall(chosenCall, done, done && !lastCallFailed);
  if (possible && journaling) {
    journalOutcome(
      lastStatus, resultValue(), at, op.STEP_ATTACKER | (done ? 0 : op.STEP_SKIPPED), lane, deciding,
    );
  }
  return !done;
}

/**
 * What ends a turn, with a step or without: queued items get their workers, and a world that is full ends the
 * run.
 */
function finishTurn(): void {
  startQueuedItems();
  if (headerWorldFull()) endRun(op.VERDICT_WORLD_FULL, headerWorldFull() - 1, 0);
}

/** Judgement first, then consequences, then the lane's way to its next step. */
function finishStep(lane: u32, skipped: bool): void {
  if (headerWorldFull()) return endRun(op.VERDICT_WORLD_FULL, headerWorldFull() - 1, 0);
  forgetChanged();
  if (watching) lookAfter(lane, deciding, stepCount);
  if (!skipped) {
    judgeInvariants();
    judgeProperties(laneLastFailed(lane) != 0);
  }
  if (verdict != op.VERDICT_RUNNING) return;
  if (headerEvent() == op.EVENT_WORKER_RETURN && threadWorkItem(headerEventThread()) != 0) {
    workItemReturned(headerEventThread());
  }
  if (headerBugCheck()) {
    const demanded = demandsBugCheck(laneProgramCounter(lane));
    return endRun(demanded ? op.VERDICT_HELD : op.VERDICT_BUG_CHECK, headerBugCheck(), deciding);
  }
  settle(lane);
  finishTurn();
  if (stepCount >= STEPS_MAX) unreachable();
}
