/**
 * From what a campaign found to a verdict. Twins turn things round: a broken twin must be found broken, its
 * repaired twin must not be, and is worth nothing when the same budget does not find the broken one.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import type { Span } from "../../grammar/syntaxTree.ts";
import type { CampaignCounts, CampaignFailure, RunEnd } from "../machine/machine.ts";
import { counted, grouped } from "../report/words.ts";
import { raisedBefore } from "./atStart.ts";
import { failuresOf } from "./failures.ts";
import { idleSweepReason } from "./idleSweeps.ts";
import type { ExpectedBreak, Failure, ScenarioResult, ScenarioVerdict, SourceText, Twin } from "./results.ts";
import { recipeOf, type CampaignOutcome } from "./runProgram.ts";
import { neverJudged, uselessCalls, vacuousReasons } from "./vacuity.ts";

/** How the broken twin of a repaired scenario fared; undefined: there is none for this version. */
export type BrokenTwin = { readonly found: boolean; readonly where: string } | undefined;

/** Properties that the scenario should break and these runs did not. */
export const unbrokenOf = ({ breaks }: Program, { failures }: Pick<CampaignOutcome, "failures">): number[] =>
  breaks.filter((property) => !failures.some((failure) => breaksProperty(failure, property)));

/**
 * Judges one program. `broken` is asked only for a repaired twin; `idle` are sweeps that made nothing fail;
 * `alone` are the campaigns of properties that were judged by themselves.
 */
export function judge(
  source: SourceText,
  program: Program,
  outcome: CampaignOutcome,
  broken: () => BrokenTwin,
  idle: readonly Span[] = [],
  alone: ReadonlyMap<number, CampaignOutcome> = new Map(),
): ScenarioResult {
  const found = failuresOf(program, outcome, source.text);
  const failures = found.filter((failure) => !isExpected(program, failure));
  const expected = program.breaks.flatMap(
    (property) => brokenAsMeant(program, outcome, property, alone) ?? [],
  );
  const expectedFailure = found.find((failure) => isExpected(program, failure));
  const unbroken = program.breaks.filter((property) => expected.every((each) => each.property !== property));
  const twin = twinOf(program, broken);
  const { counts } = outcome;
  const endedAlone = [...alone].flatMap(([property, own]) => endedOtherwise(program, source, property, own));
  const isUnbroken = unbroken.length + endedAlone.length > 0;
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
    verdict: verdictOf(failures, isUnbroken, outcome.worldFull !== undefined, vacuous.length > 0),
    mode: outcome.mode,
    runs: counts.cases,
    steps: counts.steps,
    ...(outcome.seed === undefined ? {} : { seed: outcome.seed }),
    ...(outcome.sameAs === undefined ? {} : { sameAs: outcome.sameAs }),
    ...(outcome.guided === undefined ? {} : { guided: outcome.guided }),
    failures,
    ...(expectedFailure ? { expectedFailure } : {}),
    expected,
    unbroken: titlesOf(program, unbroken),
    neverJudged: neverJudgedOf(
      program, source, unbroken.map((property) => [property, alone.get(property) ?? outcome]),
    ),
    endedAlone,
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

/** How a property came out broken, in runs of all or, where these did not break it, in its own. */
function brokenAsMeant(
  program: Program, outcome: CampaignOutcome, property: number, alone: ReadonlyMap<number, CampaignOutcome>,
): ExpectedBreak | undefined {
  const breaking = (of: CampaignOutcome): CampaignFailure[] =>
    of.failures.filter((failure) => breaksProperty(failure, property));
  const own = breaking(outcome).length > 0 ? undefined : alone.get(property);
  const { counts } = own ?? outcome;
  const failures = breaking(own ?? outcome);
  if (failures.length === 0) return undefined;
  return {
    property,
    title: titlesOf(program, [property])[0]!,
    count: failures.reduce((sum, failure) => sum + failure.count, 0n),
    runs: counts.cases,
    steps: Math.min(...failures.map(({ steps }) => steps)),
    alone: own !== undefined,
  };
}

/** Which of some properties no run of their campaigns judged, and what ended the runs before. */
function neverJudgedOf(
  program: Program, { text }: SourceText, unbroken: readonly (readonly [number, CampaignOutcome])[],
): ScenarioResult["neverJudged"] {
  return unbroken.flatMap(([property, outcome]) => {
    const endedBy = failuresOf(program, outcome, text).map(({ title }) => title);
    const said = neverJudged(program, property, { counts: outcome.counts, endedBy });
    return said === undefined ? [] : [{ title: titlesOf(program, [property])[0]!, said }];
  });
}

/** Whether runs in which a property was judged by itself ended because something else broke. */
function endedOtherwise(
  program: Program, { text }: SourceText, property: number, own: CampaignOutcome,
): ScenarioResult["endedAlone"] {
  const others = failuresOf(program, own, text).filter(({ end }) => !breaksProperty(end, property));
  if (others.length === 0) return [];
  const ended = others.reduce((sum, { count }) => sum + count, 0n);
  const by = [...new Set(others.map(({ title }) => `"${title}"`))].join(", ");
  const of = `${grouped(ended)} of ${counted(own.counts.cases, "run")}`;
  return [{ title: titlesOf(program, [property])[0]!, said: `judged by itself, in ${of} ended by ${by}` }];
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
