/**
 * Which step broke an expectation. It is judged where it stands, perhaps long after what it speaks of was
 * done, so the last step before it says nothing about why it is broken. The step that does is the one since
 * which it has been false; where it was never true, the last one that changed what it reads; none, when no
 * step did. An expectation that asks for `failed` is a demand on the last call of its own code.
 *
 * It is found by making the run again and looking at the expectation around every step
 * (core/campaign/breakingStep.ts), so that runs in which no expectation breaks pay nothing for it.
 */
import { muteNotes, putNotesBack } from "../decide";
import { EXPRESSION_LAST_FAILED, EXPRESSION_LOOP_BEGIN } from "../generated/constants";
import { expressionCount, expressionStart, wordValue } from "../generated/image";
import { laneLastFailed, laneThread } from "../generated/state";
import { digest, evaluateWithDigest } from "./expressions";

/** Whether the run is made for the sake of an expectation. */
export let watching: bool = false;

let expression: u32 = 0;
/** The lane in which the expectation stands. */
let lane: u32 = 0;
let asksForLastCall: bool = false;

let looked: bool = false;
let truth: bool = false;
let wasTrue: bool = false;
let values: u32 = 0;

/** What decided the step that did it, as `deciding` in core/decide.ts, and its number; 0: no step did. */
let falseSince: u32 = 0;
let falseSinceStep: u32 = 0;
let changedBy: u32 = 0;
let changedByStep: u32 = 0;

/** From here each step is looked at, until `endWatch`. */
export function beginWatch(ofExpression: u32, inLane: u32): void {
  watching = true;
  expression = ofExpression;
  lane = inLane;
  asksForLastCall = readsLastCall(ofExpression);
  looked = false;
  wasTrue = false;
  falseSince = falseSinceStep = changedBy = changedByStep = 0;
}

export function endWatch(): void {
  watching = false;
}

/** The decision of the step that broke the expectation, as `deciding`; 0: none, or no step broke it. */
export function breakingDecision(): u32 {
  return truth ? 0 : wasTrue ? falseSince : changedBy;
}

/** Its number, as lines of the run's story are counted; 0: no step broke it. */
export function breakingNumber(): u32 {
  return truth ? 0 : wasTrue ? falseSinceStep : changedByStep;
}

/** Before a step: what lies between two steps is nobody's doing. */
export function lookBefore(): void {
  look(0, 0);
}

/** After a step of a lane, with what decided it. */
export function lookAfter(ofLane: u32, deciding: u32, step: u32): void {
  if (asksForLastCall && ofLane == lane) truth = wasTrue = true;
  look(deciding, step);
}

function look(by: u32, step: u32): void {
  const notes = muteNotes();
  const holds = evaluateWithDigest(expression, laneLastFailed(lane) != 0, laneThread(lane)) == 1;
  putNotesBack(notes);
  if (looked && digest != values) {
    changedBy = by;
    changedByStep = step;
  }
  if (looked && truth && !holds) {
    falseSince = by;
    falseSinceStep = step;
  }
  looked = true;
  truth = holds;
  wasTrue = wasTrue || holds;
  values = digest;
}

function readsLastCall(ofExpression: u32): bool {
  const first = expressionStart(ofExpression);
  for (let at = first, end = first + expressionCount(ofExpression); at < end; at++) {
    const operation = wordValue(at) & 0xff;
    if (operation == EXPRESSION_LOOP_BEGIN) at++;
    else if (operation == EXPRESSION_LAST_FAILED) return true;
  }
  return false;
}
