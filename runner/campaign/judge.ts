/**
 * From what a campaign found to a verdict. Twins turn things round: a broken twin must be found broken, its
 * repaired twin must not be, and is worth nothing when the same budget does not find the broken one.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import type { Span } from "../../grammar/syntaxTree.ts";
import type { CampaignCounts, RunEnd } from "../machine/machine.ts";
import { grouped } from "../report/words.ts";
import { raisedBefore } from "./atStart.ts";
import { failuresOf } from "./failures.ts";
import { idleSweepReason } from "./idleSweeps.ts";
import type { Failure, ScenarioResult, ScenarioVerdict, SourceText, Twin } from "./results.ts";
import { recipeOf, type CampaignOutcome } from "./runProgram.ts";
import { uselessCalls, vacuousReasons } from "./vacuity.ts";

/** How the broken twin of a repaired scenario fared; undefined: there is none for this version. */
export type BrokenTwin = { readonly found: boolean; readonly where: string } | undefined;

/**
 * Judges one program. `broken` is asked only for a repaired twin; `idle` are sweeps that made nothing fail.
 */
export function judge(
  source: SourceText,
  program: Program,
  outcome: CampaignOutcome,
  broken: () => BrokenTwin,
  idle: readonly Span[] = [],
): ScenarioResult {
  const found = failuresOf(program, outcome, source.text);
  const failures = found.filter((failure) => !isExpected(program, failure));
  const expected = program.breaks.map((property) =>
    found.find((failure) => breaksProperty(failure.end, property)),
  );
  const expectedFailure = found.find((failure) => expected.includes(failure));
  const unbroken = program.breaks.filter((_, index) => expected[index] === undefined);
  const twin = twinOf(program, broken);
  const { counts } = outcome;
  const vacuous = [
    ...reasonsOf(program, counts, found), ...idle.map((place) => idleSweepReason(place, source, outcome)),
    ...twinReasons(program, twin),
  ];
  return {
    source,
    scenario: program.scenario,
    version: program.version,
    program,
    counts,
    verdict: verdictOf(failures, unbroken.length > 0, outcome.worldFull !== undefined, vacuous.length > 0),
    mode: outcome.mode,
    runs: counts.cases,
    steps: counts.steps,
    ...(outcome.seed === undefined ? {} : { seed: outcome.seed }),
    ...(outcome.sameAs === undefined ? {} : { sameAs: outcome.sameAs }),
    ...(outcome.guided === undefined ? {} : { guided: outcome.guided }),
    failures,
    ...(expectedFailure ? { expectedFailure } : {}),
    expectedFailures: expected.filter((failure) => failure !== undefined),
    unbroken: titlesOf(program, unbroken),
    ...(twin ? { twin: twin.twin } : {}),
    vacuous,
    warnings: [
      ...raisedBefore(program, counts, brokenProperties(found)),
      ...uselessCalls(program, counts),
      ...overflowWarning(outcome),
    ],
    ...worldFullOf(outcome),
  };
}

function worldFullOf(outcome: CampaignOutcome): Pick<ScenarioResult, "worldFull"> {
  if (outcome.worldFull === undefined) return {};
  const { region, count, number } = outcome.worldFull;
  return { worldFull: { region, count, recipe: recipeOf(outcome, number) } };
}

function brokenProperties(found: readonly Failure[]): ReadonlySet<number> {
  return new Set(
    found.flatMap(({ end }) =>
      end.broken !== undefined && "property" in end.broken ? [end.broken.property] : [],
    ),
  );
}

function reasonsOf(program: Program, counts: CampaignCounts, found: readonly Failure[]): string[] {
  const broken = brokenProperties(found);
  const titles = found.map(({ title }) => title);
  return vacuousReasons(program, counts, new Set([...program.breaks, ...broken]), titles);
}

/** Whether a failure is one that its scenario demands by `breaks`. */
export const isExpected = ({ breaks }: Program, { end }: Failure): boolean =>
  breaks.some((property) => breaksProperty(end, property));

/** Whether a run ended because this property was broken. */
export const breaksProperty = ({ broken }: RunEnd, property: number): boolean =>
  broken !== undefined && "property" in broken && broken.property === property;

const titlesOf = ({ names }: Program, properties: readonly number[]): string[] =>
  properties.map((property) => names.properties[property]!.title);

/**
 * What is worst comes first: a wrong answer, a crash of the modelled system, a world too small, an answer
 * that is worth nothing.
 */
function verdictOf(
  failures: readonly Failure[],
  unbroken: boolean,
  full: boolean,
  vacuous: boolean,
): ScenarioVerdict {
  if (failures.some((failure) => failure.end.verdict === "Failed")) return "failed";
  if (failures.length > 0) return "bug check";
  if (full) return "world full";
  if (unbroken) return "failed";
  return vacuous ? "vacuous" : "held";
}

function twinOf(program: Program, broken: () => BrokenTwin): { twin: Twin; where?: string } | undefined {
  if (program.breaks.length > 0) {
    return {
      twin: {
        kind: "breaks",
        titles: titlesOf(program, program.breaks),
      },
    };
  }
  if (program.repairs === undefined) return undefined;
  const found = broken();
  return {
    twin: { kind: "repairs", broken: program.repairs, brokenFound: found?.found ?? false },
    ...(found ? { where: found.where } : {}),
  };
}

function twinReasons(program: Program, twin: ReturnType<typeof twinOf>): string[] {
  if (twin === undefined || twin.twin.kind === "breaks" || twin.twin.brokenFound) return [];
  return [
    twin.where === undefined
      ? `there is no broken twin "${twin.twin.broken}" on ${program.version} in this folder`
      : `the same budget does not find its broken twin "${twin.twin.broken}" broken (${twin.where})`,
  ];
}

function overflowWarning(outcome: CampaignOutcome): string[] {
  return outcome.overflow
    ? [`more than ${grouped(outcome.failures.length)} distinct failures: the list is not complete`]
    : [];
}
