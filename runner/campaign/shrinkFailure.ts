/**
 * One failing run made as small as it can be and written as a flat text: a function of program and recipe
 * alone, so it does not matter which thread does it.
 */
import type { Machine } from "../machine/machine.ts";
import { flatFailureOf } from "./flatFailure.ts";
import { stepsIn, type FlatLine } from "./flatRun.ts";
import { flatText, smallText, type FlatOrigin, type SmallText } from "./flatText.ts";
import type { Recipe } from "./results.ts";
import { shrink } from "./shrink.ts";
import { ShrinkBudget } from "./shrinkBudget.ts";

/** What is left of a failing run. Plain data: it may come from another thread. */
export interface ShrunkFailure {
  /**
   * Absent when no text fails like the run does: a mistake of Guise's, since every run can be written flat.
   */
  readonly text?: string;
  /** Steps of the run and of what is left of it. */
  readonly stepsBefore: number;
  readonly steps: number;
  readonly shrunk: boolean;
  /** Whether everything was tried. */
  readonly complete: boolean;
  /** Why not: the budget ended, or somebody stopped it. */
  readonly cutShort?: ShrinkBudget["cutShort"];
  readonly executions: number;
}

/** Shrinks the run of a recipe. When the budget ends, what is smallest until then is written down. */
export function shrinkFailure(
  machine: Machine,
  given: FlatOrigin,
  recipe: Recipe,
  budget = new ShrinkBudget(),
): ShrunkFailure {
  const { program, lines, end } = flatFailureOf(machine, given.program, recipe);
  const origin = { ...given, program };
  const smallBy = (isText?: (lines: readonly FlatLine[]) => boolean): SmallText | undefined => {
    const shrunk = shrink(machine, origin.program, lines, end, budget, isText);
    return shrunk && smallText(machine, origin, shrunk.lines, end, budget);
  };
  const isText = (some: readonly FlatLine[]): boolean => flatText(machine, origin, some, end) !== undefined;
  // asking of each list whether a text says it is slow, and hardly ever needed
  const small = smallBy() ?? (isText(lines) ? smallBy(isText) : undefined);
  const { used, cutShort } = budget;
  const text = small?.text ?? flatText(machine, origin, lines, end);
  return {
    ...(text === undefined ? {} : { text }),
    stepsBefore: stepsIn(lines),
    steps: small?.steps ?? stepsIn(lines),
    shrunk: small !== undefined,
    complete: small !== undefined && cutShort === undefined,
    ...(cutShort ? { cutShort } : {}),
    executions: used,
  };
}
