/**
 * What campaigns answer and reporters read. Everything here is plain data; a failure carries a recipe instead
 * of its steps, since any machine that has the program can make the run again from it, with a journal and
 * step by step.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import type { SourceText } from "../../grammar/sources.ts";
import type { Span } from "../../grammar/syntaxTree.ts";
import { firstEpoch } from "./guided/epochs.ts";
import type { CampaignCounts, Machine, RunEnd } from "../machine/machine.ts";

export type { SourceText };

/** How one run of a program comes about again. */
export type Recipe =
  | { readonly kind: "first" }
  | { readonly kind: "enumerated"; readonly number: bigint }
  | { readonly kind: "drawn"; readonly seed: bigint; readonly case: bigint }
  | {
      /** A case of a guided campaign: what it chose, since its number alone does not tell that. */
      readonly kind: "guided";
      readonly seed: bigint;
      readonly case: bigint;
      readonly choices: readonly number[];
    };

/**
 * One distinct failure of a campaign, shown by its shortest run (of those the one with the smallest number).
 */
export interface Failure {
  /** Stable within one program: what broke, and the decision that decided the step in which it broke. */
  readonly key: string;
  readonly end: RunEnd;
  readonly recipe: Recipe;
  /** Runs of the campaign that failed like this. */
  readonly count: bigint;
  /** Title of the property, text of the line whose demand is broken, or name of the bug check. */
  readonly title: string;
  readonly span: Span;
}

/** How a property came out that is meant to be broken and was. */
export interface ExpectedBreak {
  readonly property: number;
  readonly title: string;
  /** Runs that broke it, whatever decided, and of how many. */
  readonly count: bigint;
  readonly runs: bigint;
  /** Of the shortest of them. */
  readonly steps: number;
  /** Whether it was judged without the others of `breaks`, which ended the runs before it broke. */
  readonly alone: boolean;
}

export type ScenarioVerdict = "held" | "failed" | "vacuous" | "world full" | "bug check";

/**
 * `all`: every run was made; `sampled`: drawn by `run`, because there are too many; `fuzzed`: drawn by
 * `fuzz`.
 */
export type CampaignMode = "all" | "sampled" | "fuzzed";

/** What makes a scenario a twin, and how the other one fared. */
export type Twin =
  | { readonly kind: "breaks"; /** properties that are expected broken */ readonly titles: readonly string[] }
  | { readonly kind: "repairs"; readonly broken: string; readonly brokenFound: boolean };

/** What there is to say of a property, behind its title. */
export interface PropertySaid {
  readonly title: string;
  readonly said: string;
}

/** One scenario on one version of Windows. */
export interface ScenarioResult {
  readonly source: SourceText;
  readonly scenario: string;
  readonly version: string;
  readonly verdict: ScenarioVerdict;
  readonly mode: CampaignMode;
  readonly runs: bigint;
  /** Of these those that were guided, where `run` had to go on with such; absent where there are none. */
  readonly guided?: number;
  readonly steps: bigint;
  /** Present when runs were drawn. */
  readonly seed?: bigint;
  /** The version whose runs these are: they read nothing in which the two differ, so they were made once. */
  readonly sameAs?: string;
  /** What fails the scenario, shortest first. What a twin is expected to break is not among them. */
  readonly failures: readonly Failure[];
  /**
   * What a broken twin found, as it should; of several properties the one that was broken in the fewest
   * steps.
   */
  readonly expectedFailure?: Failure;
  /** The properties that are meant to be broken and were, in the order of `breaks`. */
  readonly expected: readonly ExpectedBreak[];
  /** Titles of properties that are meant to be broken and were not. */
  readonly unbroken: readonly string[];
  /** Of these those that no run judged, and what there is to say of it. */
  readonly neverJudged: readonly PropertySaid[];
  /** What else ended runs in which one of `breaks` was judged by itself: a failure as any other. */
  readonly endedAlone: readonly PropertySaid[];
  readonly twin?: Twin;
  /** Why the verdict is worth nothing, in sentences with their denominators; empty unless vacuous. */
  readonly vacuous: readonly string[];
  /** What is not wrong but worth knowing, in sentences with their counts. */
  readonly warnings: readonly string[];
  /** Present when a capacity ran out: which region, in how many runs, and one of them. */
  readonly worldFull?: { readonly region: string; readonly count: bigint; readonly recipe: Recipe };
  readonly counts: CampaignCounts;
  readonly program: Program;
}

/** All that one command judged. */
export interface CampaignReport {
  readonly results: readonly ScenarioResult[];
  /** Wall time in milliseconds; of no meaning for the results. */
  readonly milliseconds: number;
}

/**
 * Whether the number of a case means another run where guidance is on; in the first epoch of a campaign there
 * is none.
 */
export const isBlind = (recipe: Recipe): boolean =>
  recipe.kind === "drawn" && recipe.case >= BigInt(firstEpoch.end);

/** Begins the run of a recipe with the journal on; the machine must have loaded the program. */
export function beginRecipe(machine: Machine, recipe: Recipe): void {
  switch (recipe.kind) {
    case "first":
      return machine.beginFirst();
    case "enumerated":
      return machine.beginEnumerated(recipe.number);
    case "drawn":
      return machine.beginCase(recipe.seed, recipe.case);
    case "guided":
      return machine.guidance.beginChoices(Uint16Array.from(recipe.choices));
  }
}
