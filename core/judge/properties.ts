/**
 * Properties: after every step those whose watched fields were written, and at events those that ask for them. What was evaluated, woken
 * and reached is counted over the whole campaign, so that a property that could not fail is told from one that held.
 */
import { deciding } from "../decide";
import { VERDICT_FAILED } from "../generated/constants";
import { attackerTotal, expressionWatch, propertyEvent, propertyExpression, propertyTemporal, propertyTotal } from "../generated/image";
import { headerAttackersStarted, headerEvent, touched } from "../generated/state";
import { endRun } from "../step/verdict";
import { isTrue } from "./expressions";

const ALWAYS: u32 = 0;
const NEVER: u32 = 1;

/** Per property four words: evaluations, runs in which `sometimes` was reached, woken after the attacker began, unused. */
export const PROPERTY_COUNTS: usize = memory.data(64 * 16, 16);
let judgeEverything: bool = false;

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
  const begun = attackerTotal == 0 || headerAttackersStarted() != 0;
  for (let property: u32 = 0; property < propertyTotal; property++) {
    const expression = propertyExpression(property);
    const woken = (touched & expressionWatch(expression)) != 0;
    if (woken && begun) count(property, 2);
    const event = propertyEvent(property);
    if (event == 0 ? woken || judgeEverything : event == headerEvent()) judge(property, expression, laneFailed);
  }
}

function judge(property: u32, expression: u32, laneFailed: bool): void {
  count(property, 0);
  const truth = isTrue(expression, laneFailed);
  const temporal = propertyTemporal(property);
  if (temporal == ALWAYS ? !truth : temporal == NEVER && truth) endRun(VERDICT_FAILED, property, deciding);
  else if (temporal > NEVER && truth) count(property, 1);
}
