/** One JSON document with all results; `version` goes up when a reader would have to change. Counts are numbers, seeds and cases text. */
import type { Failure, ScenarioResult } from "../../campaign/results.ts";
import type { Machine } from "../../machine/machine.ts";
import { print } from "../output.ts";
import type { FuzzDetails, Reporter } from "./reporter.ts";

const REPORT_VERSION = 1;

export function jsonReporter(machine: () => Machine): Reporter {
  const results: object[] = [];
  let tracer: Machine | undefined;
  return {
    async result(result, details) {
      results.push(await resultAsJson(result, details, () => (tracer ??= machine())));
    },
    async end({ milliseconds }) {
      print(JSON.stringify({ version: REPORT_VERSION, milliseconds: Math.round(milliseconds), results }, plain, 2));
    },
  };
}

/** Numbers of any size as JSON has them. */
function plain(_: string, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
}

async function resultAsJson(result: ScenarioResult, details: FuzzDetails | undefined, machine: () => Machine): Promise<object> {
  const { source, scenario, version, verdict, mode, runs, steps, seed, twin, vacuous, warnings, worldFull, counts, program } = result;
  const tell = (failure: Failure): Promise<object> => failureAsJson(failure, result, machine);
  return {
    file: source.name, scenario, windows: version, verdict, mode, runs, steps, ...(seed === undefined ? {} : { seed: String(seed) }), skipped: counts.skipped,
    ...(twin ? { twin } : {}), vacuous, warnings,
    failures: await Promise.all(result.failures.map(tell)), ...(result.expectedFailure ? { expectedFailure: await tell(result.expectedFailure) } : {}),
    ...(worldFull ? { worldFull: { region: worldFull.region, runs: worldFull.count } } : {}),
    properties: counts.properties.map((count, index) => ({ title: program.names.properties[index]?.title, ...count })),
    ...(details ? { saved: savedAsJson(details) } : {}), ...(details?.again ? { stopped: { cases: details.cases, again: details.again } } : {}),
  };
}

async function failureAsJson(failure: Failure, { program }: ScenarioResult, machine: () => Machine): Promise<object> {
  const { failureReport } = await import("../../report/failure.ts");
  const { span, end } = failure;
  return { ...failureReport(machine(), program, failure), span, steps: end.steps };
}

function savedAsJson({ saved }: FuzzDetails): object[] {
  return saved.map(({ failure, path, linesBefore, lines, shrunk, complete, text }) => ({ title: failure.title, key: failure.key, path, linesBefore, lines, shrunk, complete, text }));
}
