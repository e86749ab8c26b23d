/**
 * What `run` and `fuzz` print for machines: one JSON document. Counts are numbers, beyond 2^53 strings; seeds
 * and case numbers are always strings, since they fill 64 bits. `version` goes up when a reader would have to
 * change.
 */
import { operationOf } from "../../grammar/image/tableNumbers.ts";
import { SourceMap, type FilePlace, type FileSpan } from "../../grammar/sources.ts";
import type {
  CampaignReport,
  Failure,
  ScenarioResult,
  ScenarioVerdict,
  Twin,
} from "../campaign/results.ts";
import { askerOf } from "./asker.ts";
import type { Explanation } from "./explain.ts";
import type { SeenValue } from "./expressionValues.ts";
import { inFiles, spanInFile } from "./filePlaces.ts";
import { plainRecipe, type Trace } from "./trace.ts";
import { decisionRow } from "./words.ts";

const DOCUMENT_VERSION = 1;

/** A count: a number, or a string where a number would not be exact. */
export type Count = number | string;

export interface FailureDocument {
  /** Two failures of one scenario are the same when this is. */
  readonly key: string;
  /** Title of the property, text of the demand, name of the bug check. */
  readonly title: string;
  /** Runs that failed like this. */
  readonly count: Count;
  /** Steps of the shortest of them, and how it comes about again. */
  readonly steps: number;
  readonly recipe: Trace["recipe"];
  /**
   * Where that stands which is broken: file, line and column from 1; and the part of that file in UTF-16
   * units, with its name where it is another than the result's.
   */
  readonly place: FilePlace;
  readonly span: FileSpan;
  /** The decision that decided the step in which it broke. */
  readonly deciding?: {
    readonly decision: string;
    readonly answer: boolean;
    readonly question: string;
    readonly source: string;
  };
  /** What the broken condition saw. Absent, as are the two below, for what a twin is meant to break. */
  readonly values?: readonly SeenValue[];
  readonly trace?: Trace;
  readonly explanation?: Explanation;
}

export interface ResultDocument {
  readonly file: string;
  readonly scenario: string;
  /** Version of Windows. */
  readonly windows: string;
  readonly verdict: ScenarioVerdict;
  /** `all` runs were made; `sampled` by run, `fuzzed` by fuzz. */
  readonly mode: ScenarioResult["mode"];
  readonly seed?: string;
  /** The version whose runs these are: they read nothing in which the two differ, so they were made once. */
  readonly sameAs?: string;
  readonly runs: Count;
  /** Of these those that were guided, where `run` had to go on with such. */
  readonly guided?: number;
  readonly steps: Count;
  readonly skippedSteps: Count;
  /** Runs by how they ended. */
  readonly ended: {
    readonly held: Count;
    readonly failed: Count;
    readonly bugCheck: Count;
    readonly worldFull: Count;
  };
  readonly twin?: Twin;
  readonly expectedFailure?: FailureDocument;
  /** Titles of properties that are meant to be broken and were not. */
  readonly unbroken: readonly string[];
  /** What else ended runs in which one of them was judged by itself; absent where nothing did. */
  readonly endedAlone?: readonly { readonly title: string; readonly said: string }[];
  readonly failures: readonly FailureDocument[];
  /** Reasons why the verdict is worth nothing. */
  readonly vacuous: readonly string[];
  readonly warnings: readonly string[];
  readonly worldFull?: { readonly region: string; readonly runs: Count; readonly recipe: Trace["recipe"] };
  /**
   * How often each property was judged, how often something that it watches was written, in how many runs it
   * was reached.
   */
  readonly properties: readonly {
    readonly title: string;
    readonly evaluated: number;
    readonly woken: number;
    readonly reached: number;
  }[];
  /** How often each attacker tried each of its routines, and how often that succeeded. */
  readonly calls: readonly {
    readonly attacker: string;
    readonly routine: string;
    readonly tried: number;
    readonly succeeded: number;
  }[];
}

export interface ReportDocument {
  readonly version: typeof DOCUMENT_VERSION;
  readonly milliseconds: number;
  /** Results by verdict. */
  readonly verdicts: Readonly<Record<ScenarioVerdict, number>>;
  readonly results: readonly ResultDocument[];
}

/** What a failure is told with; `failureReport` answers it. */
export type Told = Pick<FailureDocument, "values" | "trace" | "explanation">;
export type Tell = (result: ScenarioResult, failure: Failure) => Told | Promise<Told>;

/** The routine that decided a failure which is not told step by step; undefined: an act, or nobody knows. */
export type DecidedBy = (result: ScenarioResult, failure: Failure) => string | undefined;

/**
 * The whole report. `tell` is asked for each failure that fails a scenario, `decidedBy` for the others; left
 * out, failures carry their recipe alone, and of a decision its own source.
 */
export async function reportDocument(
  { results, milliseconds }: CampaignReport,
  tell?: Tell,
  decidedBy?: DecidedBy,
): Promise<ReportDocument> {
  const verdicts: Record<ScenarioVerdict, number> = {
    held: 0,
    failed: 0,
    vacuous: 0,
    "world full": 0,
    "bug check": 0,
  };
  const documents: ResultDocument[] = [];
  for (const result of results) {
    verdicts[result.verdict] += 1;
    documents.push(await resultDocument(result, tell, decidedBy));
  }
  return {
    version: DOCUMENT_VERSION,
    milliseconds: Math.round(milliseconds),
    verdicts,
    results: documents,
  };
}

const count = (value: bigint): Count =>
  value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);

/** One scenario on one version. */
async function resultDocument(
  result: ScenarioResult, tell: Tell | undefined, decidedBy: DecidedBy | undefined,
): Promise<ResultDocument> {
  const { counts, program, expectedFailure: meant } = result;
  return {
    file: result.source.name,
    scenario: result.scenario,
    windows: result.version,
    verdict: result.verdict,
    mode: result.mode,
    ...(result.seed === undefined ? {} : { seed: String(result.seed) }),
    ...(result.sameAs === undefined ? {} : { sameAs: result.sameAs }),
    ...(result.guided === undefined ? {} : { guided: result.guided }),
    runs: count(result.runs),
    steps: count(result.steps),
    skippedSteps: count(counts.skipped),
    ended: endsDocument(counts.verdicts),
    ...(result.twin ? { twin: result.twin } : {}),
    ...(meant ? { expectedFailure: failureDocument(result, meant, decidedBy?.(result, meant)) } : {}),
    unbroken: result.unbroken,
    ...(result.endedAlone.length > 0 ? { endedAlone: result.endedAlone } : {}),
    failures: await failureDocuments(result, tell),
    vacuous: result.vacuous,
    warnings: result.warnings,
    ...worldFullDocument(result),
    properties: counts.properties.map((row, index) => ({
      title: titleOf(program.names.properties[index]),
      evaluated: row.evaluated,
      woken: row.woken,
      reached: row.reached,
    })),
    calls: callDocuments(result),
  };
}

const endsDocument = ({
  Held, Failed, BugCheck, WorldFull,
}: ScenarioResult["counts"]["verdicts"]): ResultDocument["ended"] => ({
  held: count(Held), failed: count(Failed), bugCheck: count(BugCheck), worldFull: count(WorldFull),
});

async function failureDocuments(result: ScenarioResult, tell?: Tell): Promise<FailureDocument[]> {
  const documents: FailureDocument[] = [];
  for (const failure of result.failures) {
    const told = await tell?.(result, failure);
    const { values, trace, explanation } = told ?? {};
    documents.push({
      ...failureDocument(result, failure, trace && routineIn(trace, failure)),
      ...inFiles({ ...(told && { values, trace }), ...(explanation && { explanation }) }, result.source),
    });
  }
  return documents;
}

function worldFullDocument({ worldFull }: ScenarioResult): Pick<ResultDocument, "worldFull"> {
  if (worldFull === undefined) return {};
  const { region, recipe } = worldFull;
  return { worldFull: { region, runs: count(worldFull.count), recipe: plainRecipe(recipe) } };
}

const titleOf = (property: ScenarioResult["program"]["names"]["properties"][number] | undefined): string =>
  property?.title || property?.text || "";

/** The routine that asked what decided a failure, in the run as it was told. */
function routineIn({ steps }: Trace, { end: { deciding } }: Failure): string | undefined {
  const row = deciding && decisionRow(deciding.decision);
  const asked = steps.flatMap(({ decisions }) => decisions);
  return asked.findLast((each) => each.deciding && each.name === row?.name)?.routine;
}

/** `asking` is the routine that asked what decided, which can have a source of its own. */
function failureDocument({ source }: ScenarioResult, failure: Failure, asking?: string): FailureDocument {
  const { deciding } = failure.end;
  const row = deciding && decisionRow(deciding.decision);
  return {
    key: failure.key,
    title: failure.title,
    count: count(failure.count),
    steps: failure.end.steps,
    recipe: plainRecipe(failure.recipe),
    place: new SourceMap(source).placeOf(failure.span.start),
    span: spanInFile(failure.span, source),
    ...(row
      ? {
          deciding: {
            decision: row.name,
            answer: deciding!.outcome,
            question: row.question,
            source: askerOf(row, asking).source,
          },
        }
      : {}),
  };
}

/** The core counts the calls of all attackers one behind the other. */
function callDocuments({ program, counts }: ScenarioResult): ResultDocument["calls"] {
  const calls = program.image.attackers.flatMap((attacker, index) =>
    attacker.calls.map((call) => ({
      attacker: program.names.attackers[index] ?? "",
      operation: call.operation,
    })),
  );
  return calls.map(({ attacker, operation }, index) => ({
    attacker,
    routine: operationOf(operation)?.routine ?? String(operation),
    ...(counts.calls[index] ?? { tried: 0, succeeded: 0 }),
  }));
}
