/**
 * Finds the step that broke an expectation, by making the run again. All choices come from where they came
 * from before, so it is the same run to its end, and leaves the same state, journal and notes; what a
 * campaign counts is put back.
 */
import { choicesAreDrawn, drawChoices, rewindChoices } from "../choices";
import { CONTROL_EXPECT, VERDICT_FAILED, VERDICT_RUNNING } from "../generated/constants";
import { callTotal, propertyTotal } from "../generated/image";
import { beginWatch, breakingDecision, breakingNumber, endWatch } from "../judge/expectation";
import { PROPERTY_COUNTS } from "../judge/properties";
import { seedAgain } from "../random";
import { recordAt } from "../step/control";
import { advance, beginRun, begunAt } from "../step/run";
import { BROKEN_RECORD, broken, brokenInLane, setBreakingStep, verdict } from "../step/verdict";
import { followCorpus } from "./casePlan";
import { guiding } from "./guiding";
import { CALL_COUNTS } from "./statistics";

/** Counts of properties (16 bytes each) and of attackers' calls (8 bytes each) as they were. */
const PROPERTIES_BEFORE: usize = memory.data(64 * 16, 16);
const CALLS_BEFORE: usize = memory.data(1024 * 8, 16);

/** After a run: where an expectation was broken, what decided is what decided the step that broke it. */
export function findBreakingStep(): void {
  if (verdict != VERDICT_FAILED || (broken & BROKEN_RECORD) == 0) return;
  const record = recordAt(broken & ~BROKEN_RECORD);
  if (<u32>load<u8>(record) != CONTROL_EXPECT) return;
  memory.copy(PROPERTIES_BEFORE, PROPERTY_COUNTS, <usize>propertyTotal << 4);
  memory.copy(CALLS_BEFORE, CALL_COUNTS, <usize>callTotal << 3);
  beginWatch(<u32>load<u16>(record, 4), brokenInLane);
  if (choicesAreDrawn()) {
    seedAgain();
    if (guiding) followCorpus();
    else drawChoices();
  } else rewindChoices();
  beginRun(begunAt);
  while (advance() == VERDICT_RUNNING) {}
  endWatch();
  setBreakingStep(breakingDecision(), breakingNumber());
  memory.copy(PROPERTY_COUNTS, PROPERTIES_BEFORE, <usize>propertyTotal << 4);
  memory.copy(CALL_COUNTS, CALLS_BEFORE, <usize>callTotal << 3);
}
