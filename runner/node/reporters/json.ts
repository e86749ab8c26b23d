/** One JSON document with all results; what `fuzz` saved and where a campaign stopped stand with each. */
import type { ScenarioResult } from "../../campaign/results.ts";
import type { Machine } from "../../machine/machine.ts";
import { failureReport } from "../../report/failure.ts";
import { reportDocument } from "../../report/json.ts";
import { print } from "../output.ts";
import type { FuzzDetails, Reporter } from "./reporter.ts";

export function jsonReporter(machine: () => Machine): Reporter {
  const details = new Map<ScenarioResult, FuzzDetails>();
  let tracer: Machine | undefined;
  return {
    async result(result, more) {
      if (more !== undefined) details.set(result, more);
    },
    async end(report) {
      const document = await reportDocument(report, ({ program }, failure) =>
        failureReport((tracer ??= machine()), program, failure),
      );
      const results = document.results.map((each, index) => ({
        ...each,
        ...fuzzDocument(details.get(report.results[index]!)),
      }));
      print(JSON.stringify({ ...document, results }, undefined, 2));
    },
  };
}

function fuzzDocument(details: FuzzDetails | undefined): object {
  if (details === undefined) return {};
  const { saved, again, cases } = details;
  return {
    saved: saved.map(({ failure, ...rest }) => ({ title: failure.title, key: failure.key, ...rest })),
    ...(again === undefined ? {} : { stopped: { cases, again } }),
  };
}
