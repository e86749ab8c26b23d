/**
 * What a broken demand or expectation asks of the step that broke it, as records: put behind a changed step
 * they tell whether it would have held, and so which changes have to do with the failure at all.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import { numberOf, rawRecord, type RawRecord } from "../../grammar/image/records.ts";
import { controlOf } from "../../grammar/image/tableNumbers.ts";
import { isError } from "../../grammar/statusWords.ts";
import { beginRecipe, type Recipe } from "../campaign/results.ts";
import type { Machine } from "../machine/machine.ts";
import type { Outcome } from "./stepAgain.ts";

export interface Demanded {
  /** All that is demanded of the call; or the expectation. */
  readonly records: readonly RawRecord[];
  /** Whether the step gives another answer to what is asked, right or not. */
  readonly differs: (original: Outcome, outcome: Outcome) => boolean;
}

/** What the run of the recipe broke; undefined where that is no demand and no expectation. */
export function demandedIn(machine: Machine, program: Program, recipe: Recipe): Demanded | undefined {
  machine.load(program.image);
  beginRecipe(machine, recipe);
  const { broken } = machine.finish();
  if (broken === undefined || !("record" in broken)) return undefined;
  const { records } = program.image;
  const isDemand = (at: number): boolean => controlOf(records[at]?.operation ?? 0)?.startsWith("Demand") === true;
  let [from, to] = [broken.record, broken.record + 1];
  // an expectation stands alone
  if (isDemand(from)) {
    while (isDemand(from - 1)) from -= 1;
    while (isDemand(to)) to += 1;
  }
  return { records: records.slice(from, to).map(rawRecord), differs: differing(records[broken.record]!) };
}

function differing({ operation, operands }: Program["image"]["records"][number]): Demanded["differs"] {
  switch (controlOf(operation)) {
    case "DemandStatus": case "DemandBoolean":
      return (original, { entry }) => original.entry.status !== entry.status;
    case "DemandOut": {
      const out = numberOf(operands[0]);
      return (original, { entry, outs }) => !isError(entry.status) && original.outs[out] !== outs[out];
    }
    case "DemandBugCheck": return (original, { end }) => original.end.verdict !== end.verdict;
    default: return () => false;
  }
}
