/**
 * Where two versions part: the first step of a scenario whose status, outs or effects differ, and what did
 * it. Both make the same runs in the same order; up to the first step that differs all choices are the same,
 * so the runs of the two versions stay side by side. The switch is found by trying, not by cleverness: the
 * first version is run once more with the other's answer to one question.
 */
import { integrityLevels } from "../../core/tables/securityIdentifiers.ts";
import { switches, type SwitchName } from "../../core/tables/switches.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import type { Span } from "../../grammar/syntaxTree.ts";
import type { Recipe } from "../campaign/results.ts";
import { recipeOf, runProgram, type CampaignOutcome, type RunBudget } from "../campaign/runProgram.ts";
import type { Machine } from "../machine/machine.ts";
import type { BrokenWords } from "./judgements.ts";
import type { DecisionWords } from "./decisionWords.ts";
import { partingDecision, type PartingDecision } from "./partingDecision.ts";
import { plainRecipe, traceRun, type Trace, type TraceStep } from "./trace.ts";

/** A scenario on two versions, and how it runs on either with other answers. */
export interface VersionPair {
  readonly first: Program;
  readonly second: Program;
  readonly programWith: (version: string, answers: Partial<Record<SwitchName, string>>) => Program;
}

/** How a step went on one of the versions; absent where its run was over, and what broke and ended it. */
export interface StepSide {
  readonly windows: string;
  readonly step?: TraceStep;
  readonly ended?: BrokenWords;
}

export interface PartingSwitch {
  readonly name: SwitchName;
  readonly meaning: string;
  readonly source: string;
  readonly values: readonly [string, string];
}

/**
 * Why they part. `switches`: the other version's answer to any one of these makes a version do what the other
 * does; `together`: only all of these answers do; `world`: no answer does, so it is what accounts hold;
 * `file`: guards of the file let them do different things, or judge one of them only.
 */
export interface Cause {
  readonly kind: "switches" | "together" | "world" | "file";
  readonly switches: readonly PartingSwitch[];
}

/** The first or the second version. */
type Side = 0 | 1;

/** A cause, and the run of the version `from` with the other's answers, where those are the cause. */
interface Found {
  readonly cause: Cause;
  readonly from?: Side;
  readonly changed?: Trace;
}

export interface VersionDifference {
  readonly recipe: Trace["recipe"];
  /** Number of the step, from 1. */
  readonly step: number;
  readonly span?: Span;
  readonly sides: readonly [StepSide, StepSide];
  readonly decision?: PartingDecision;
  readonly cause: Cause;
}

export interface VersionComparison {
  readonly scenario: string;
  readonly windows: readonly [string, string];
  /** Runs that were compared, up to and with the first that differs. */
  readonly runs: number;
  /** `all` runs of the scenario, or so many drawn ones. */
  readonly mode: "all" | "sampled";
  readonly seed?: string;
  readonly difference?: VersionDifference;
}

/** Beyond this many, runs are drawn: reaching a run of an enumeration takes all that are before it. */
const ENUMERATED_MAX = 200;

/** Compares the runs of a scenario on two versions until one differs. */
export function compareVersions(machine: Machine, pair: VersionPair, budget: RunBudget): VersionComparison {
  const { runs, outcome } = plannedRuns(machine, pair, budget);
  const plan = {
    scenario: pair.first.scenario,
    windows: [pair.first.version, pair.second.version] as const,
    mode: outcome.seed === undefined ? ("all" as const) : ("sampled" as const),
    ...(outcome.seed === undefined ? {} : { seed: String(outcome.seed) }),
  };
  for (let number = 0; number < runs; number++) {
    const recipe = recipeOf(outcome, BigInt(number));
    const traces = [traceRun(machine, pair.first, recipe), traceRun(machine, pair.second, recipe)] as const;
    const place = firstDifference(traces[0].steps, traces[1].steps, faceFor(pair)) ?? endDifference(traces);
    if (place !== undefined)
      return { ...plan, runs: number + 1, difference: difference(machine, pair, recipe, traces, place) };
  }
  return { ...plan, runs };
}

function plannedRuns(
  machine: Machine, { first, second }: VersionPair, { runs, seed }: RunBudget,
): { runs: number; outcome: Pick<CampaignOutcome, "seed"> } {
  const budget = { runs: Math.min(runs, ENUMERATED_MAX), seed };
  const outcomes = [first, second].map((program) => runProgram(machine, program, budget));
  if (outcomes.some(({ mode }) => mode === "sampled")) return { runs, outcome: { seed } };
  return { runs: Math.max(...outcomes.map(({ counts }) => Number(counts.cases))), outcome: {} };
}

/** Place of the first step that anybody could tell from the other's. */
function firstDifference(
  first: readonly TraceStep[], second: readonly TraceStep[], face: Face,
): number | undefined {
  const length = Math.max(first.length, second.length);
  for (let place = 0; place < length; place++) if (face(first[place]) !== face(second[place])) return place;
  return undefined;
}

/** The place behind the last step, where something broke on one of them only, or something else. */
const endDifference = ([first, second]: readonly [Trace, Trace]): number | undefined =>
  isSameEnd(first, second) ? undefined : first.steps.length;

const isSameEnd = (one: Trace, other: Trace): boolean =>
  one.broken?.kind === other.broken?.kind && one.broken?.title === other.broken?.title;

/** What can be seen of a step, as a text to compare. */
type Face = (step: TraceStep | undefined) => string;

/** `, Medium` in `token (bob, Medium)`. */
const integrityInWords = new RegExp(
  `, (?:${integrityLevels.map(({ name }) => name).join("|")})(?=[,)])`,
  "g",
);

/**
 * Where only one of the versions knows integrity, every token of the other has one more property. That is no
 * step's doing, so it is left out; what integrity does to a step is seen in that step.
 */
function faceFor({ first, second }: VersionPair): Face {
  const index = switches.findIndex(({ name }) => name === "integrityCheck");
  const hidden = first.image.switches[index] !== second.image.switches[index];
  return (step) => (hidden ? face(step).replace(integrityInWords, "") : face(step));
}

/** Who did what, what it gave back, what it changed. */
function face(step: TraceStep | undefined): string {
  return step === undefined
    ? ""
    : JSON.stringify([
        ...doing(step), step.status, step.outs.map((out) => [out.name, out.words]),
        step.changes.map((change) => change.words), step.event,
      ]);
}

const doing = ({ kind, actor, action, skipped, refused }: TraceStep): unknown[] =>
  [kind, actor, action, skipped, refused];

function difference(
  machine: Machine, pair: VersionPair, recipe: Recipe, traces: readonly [Trace, Trace], place: number,
): VersionDifference {
  const sides = [sideAt(traces[0], place), sideAt(traces[1], place)] as const;
  const [first, second] = [sides[0].step, sides[1].step];
  const span = (sides[0].ended ?? sides[1].ended ?? first ?? second)?.span;
  const sameCall = first !== undefined && second !== undefined
    && first.actor === second.actor && calledIn(first) === calledIn(second);
  // what ended one of them and is judged on the other as well came out differently there
  const judged =
    isJudgedIn(pair.second, sides[0].ended) || isJudgedIn(pair.first, sides[1].ended);
  const { cause, from = 0, changed }: Found =
    sameCall || judged
      ? causeOf(machine, pair, recipe, traces, place)
      : { cause: { kind: "file", switches: [] } };
  const narrow = [traces[from], changed ?? traces[1 - from]!].map((trace) => askedAt(trace, place));
  const decision = sameCall
    ? partingDecision([askedAt(traces[0], place), askedAt(traces[1], place)], [narrow[0]!, narrow[1]!])
    : undefined;
  return {
    recipe: plainRecipe(recipe),
    step: place + 1,
    ...(span === undefined ? {} : { span }),
    sides,
    ...(decision && { decision }),
    cause,
  };
}

const askedAt = ({ steps }: Trace, place: number): readonly DecisionWords[] => steps[place]?.decisions ?? [];

/** In a sweep an allocation may fail that the other version does not make: the call is the same. */
const calledIn = ({ action }: TraceStep): string => action.replace(/ with allocation \d+ failing/, "");

function sideAt({ windows, steps, broken }: Trace, place: number): StepSide {
  const step = steps[place];
  if (step !== undefined) return { windows, step };
  return { windows, ...(broken === undefined ? {} : { ended: broken }) };
}

/** Whether a program judges what broke elsewhere; what has no place in the file is judged by all. */
function isJudgedIn({ names }: Program, broken: BrokenWords | undefined): boolean {
  if (broken === undefined) return false;
  const { span } = broken;
  const judged = [...names.spans, ...names.properties.map((property) => property.span)];
  return span === undefined || judged.some(({ start, end }) => start === span.start && end === span.end);
}

/**
 * Which answers part the two: those of the second version that make the first one do the same in this step,
 * or, where what accounts hold takes part in it, those of the first that make the second one do as the first.
 */
function causeOf(
  machine: Machine, pair: VersionPair, recipe: Recipe, traces: readonly [Trace, Trace], place: number,
): Found {
  const all = differingSwitches(pair);
  /** The run of `from` with the other's answers, if it does the same in this step. */
  const sameWith = (from: Side, some: readonly PartingSwitch[]): Trace | undefined => {
    const answers = Object.fromEntries(some.map((each) => [each.name, each.values[1 - from]!]));
    const changed = traceRun(machine, pair.programWith(traces[from].windows, answers), recipe);
    const other = traces[1 - from]!;
    const [one, wanted] = [changed, other].map(({ steps }) => steps.slice(0, place + 1));
    const isSame =
      firstDifference(one!, wanted!, faceFor(pair)) === undefined &&
      (place < other.steps.length || isSameEnd(changed, other));
    return isSame ? changed : undefined;
  };
  for (const from of [0, 1] as const) {
    const runs = all.map((each) => sameWith(from, [each]));
    const alone = all.filter((_, index) => runs[index] !== undefined);
    const changed = runs.find((run) => run !== undefined);
    if (changed !== undefined) return { cause: { kind: "switches", switches: alone }, from, changed };
  }
  let changed = all.length === 0 ? undefined : sameWith(0, all);
  if (changed === undefined) return { cause: { kind: "world", switches: [] } };
  let needed = all;
  for (const each of all) {
    const without = needed.filter((other) => other !== each);
    const run = sameWith(0, without);
    if (run !== undefined) [needed, changed] = [without, run];
  }
  return { cause: { kind: "together", switches: needed }, from: 0, changed };
}

/** The questions that the two versions answer differently, in the order of the table. */
function differingSwitches({ first, second }: VersionPair): PartingSwitch[] {
  return switches.flatMap(({ name, meaning, source, values }, index) => {
    const [one, other] = [first, second].map(({ image }) => image.switches[index]!) as [number, number];
    return one === other ? [] : [{ name, meaning, source, values: [values[one]!, values[other]!] as const }];
  });
}
