/**
 * One program under the budget of `run`: all of its runs if there are few enough, otherwise as many drawn
 * ones. Never a time, so that the answer is the same on every machine.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import type { CampaignCounts, CampaignFailure, Machine, WorldFullCase } from "../machine/machine.ts";
import { goOnGuided } from "./goOnGuided.ts";
import type { CampaignMode, Recipe } from "./results.ts";

export interface RunBudget {
  /** Most runs that are enumerated; if more remain, as many are drawn. */
  readonly runs: number;
  readonly seed: bigint;
  /** Properties that should be broken: where drawn runs do not break them, guided ones go on. */
  readonly breaks?: readonly number[];
  /** Guided runs that are made in any case, since the broken twin took as many. */
  readonly guided?: number;
}

export const defaultRunBudget: RunBudget = { runs: 100_000, seed: 0n };

/**
 * What a campaign over one program found, before it is judged. Plain data: it may come from another thread.
 */
export interface CampaignOutcome {
  readonly mode: CampaignMode;
  /** Present when runs were drawn. */
  readonly seed?: bigint;
  readonly failures: readonly CampaignFailure[];
  readonly counts: CampaignCounts;
  readonly worldFull?: WorldFull;
  /** By number, how cases come about again for which their number does not tell it. */
  readonly recipes?: ReadonlyMap<bigint, Recipe>;
  /** More distinct failures than the core's table holds: the list is not complete. */
  readonly overflow: boolean;
  /** A bit per switch that some run read: a program that differs in others alone has the same outcome. */
  readonly switchesRead?: bigint;
  /** The version whose runs these are, where they were not made again. */
  readonly sameAs?: string;
  /** Runs that were guided, of all those that are counted; absent where none was. */
  readonly guided?: number;
}

/** How the run of a number comes about again. */
export function recipeOf(
  { seed, recipes }: Pick<CampaignOutcome, "seed" | "recipes">,
  number: bigint,
): Recipe {
  const known = recipes?.get(number);
  if (known !== undefined) return known;
  if (seed !== undefined) return { kind: "drawn", seed, case: number };
  return number === 0n ? { kind: "first" } : { kind: "enumerated", number };
}

export interface WorldFull extends WorldFullCase {
  readonly count: bigint;
}

/** Runs per call into the module: enough to forget the call, few enough to come back soon. */
export const BATCH = 2_048;
/** Distinct failures that the core's table holds. */
export const FAILURES_MAX = 256;

/** Loads a program and makes its runs. */
export function runProgram(machine: Machine, { image, breaks }: Program, budget: RunBudget): CampaignOutcome {
  return runImage(machine, image, { breaks, ...budget });
}

/** The same for an image alone, which is all that another thread needs. */
export function runImage(machine: Machine, image: Program["image"], budget: RunBudget): CampaignOutcome {
  machine.load(image);
  const found = enumerateRuns(machine, budget.runs) ?? drawRuns(machine, budget);
  return goOnGuided(machine, image, { ...found, switchesRead: machine.switchesRead() }, budget);
}

/** All runs in order; undefined when there are more than `limit`. */
function enumerateRuns(machine: Machine, limit: number): CampaignOutcome | undefined {
  machine.beginEnumeration();
  let made = 0;
  for (;;) {
    // one more than the limit tells "exactly as many" from "more"
    const asked = Math.min(BATCH, limit + 1 - made);
    const answered = machine.runEnumerated(BigInt(made), asked);
    made += answered;
    if (made > limit) {
      machine.clearCampaign();
      return undefined;
    }
    if (answered < asked) return outcome(machine, "all");
  }
}

function drawRuns(machine: Machine, { runs, seed }: RunBudget): CampaignOutcome {
  for (let first = 0; first < runs; first += BATCH)
    machine.runDrawn(seed, BigInt(first), Math.min(BATCH, runs - first));
  return { ...outcome(machine, "sampled"), seed };
}

function outcome(machine: Machine, mode: CampaignMode): CampaignOutcome {
  const counts = machine.counts();
  const failures = machine.failures();
  return {
    mode,
    failures,
    counts,
    overflow: failures.length >= FAILURES_MAX,
    ...worldFullOf(counts, machine.firstFull()),
  };
}

/** How often the world was full, and when first. */
export function worldFullOf(
  { verdicts }: CampaignCounts,
  first: WorldFullCase | undefined,
): Pick<CampaignOutcome, "worldFull"> {
  return first === undefined ? {} : { worldFull: { count: verdicts.WorldFull, ...first } };
}
