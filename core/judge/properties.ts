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

/** What each step asks of each property, side by side: watch u64, expression u16, event u8, temporal u8. */
const ROWS: usize = memory.data(64 * 16, 16);
/** All that any property watches: a step that wrote none of it and raised no event is not judged. */
let watchedByAny: u64 = 0;

/** Lays out the properties of a program that was loaded. */
export function prepareProperties(): void {
  watchedByAny = 0;
  for (let property: u32 = 0; property < propertyTotal; property++) {
    const row = ROWS + (<usize>property << 4);
    const watch = expressionWatch(propertyExpression(property));
    watchedByAny |= watch;
    store<u64>(row, watch);
    store<u16>(row, <u16>propertyExpression(property), 8);
    store<u8>(row, <u8>propertyEvent(property), 10);
    store<u8>(row, <u8>propertyTemporal(property), 11);
  }
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
  const written = touched;
  const happened = headerEvent();
  if ((written & watchedByAny) == 0 && happened == 0 && !judgeEverything) return;
  const begun = attackerTotal == 0 || headerAttackersStarted() != 0;
  for (let property: u32 = 0; property < propertyTotal; property++) {
    const row = ROWS + (<usize>property << 4);
    const woken = (written & load<u64>(row)) != 0;
    if (woken && begun) count(property, 2);
    const event = <u32>load<u8>(row, 10);
    if (event == 0 ? woken || judgeEverything : event == happened) judge(property, row, laneFailed);
  }
}

function judge(property: u32, row: usize, laneFailed: bool): void {
  count(property, 0);
  const truth = isTrue(<u32>load<u16>(row, 8), laneFailed);
  const temporal = <u32>load<u8>(row, 11);
  if (temporal == ALWAYS ? !truth : temporal == NEVER && truth) endRun(VERDICT_FAILED, property, deciding);
  else if (temporal > NEVER && truth) count(property, 1);
}
