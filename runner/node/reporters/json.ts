/**
 * One JSON document with all results and all that is wrong in the files; what `fuzz` saved and where a
 * campaign stopped stand with each.
 */
import { describeDiagnostics } from "../../../grammar/renderDiagnostic.ts";
import type { ScenarioResult } from "../../campaign/results.ts";
import type { Machine } from "../../machine/machine.ts";
import { decidingRoutine } from "../../report/asker.ts";
import { failureReport } from "../../report/failure.ts";
import { reportDocument } from "../../report/json.ts";
import { onceSaid } from "../onceSaid.ts";
import { print } from "../output.ts";
import type { FuzzDetails, Reporter } from "./reporter.ts";

export function jsonReporter(machine: () => Machine): Reporter {
  const details = new Map<ScenarioResult, FuzzDetails>();
  let tracer: Machine | undefined;
  return {
    async result(result, more) {
      if (more !== undefined) details.set(result, more);
    },
    async end(report, files, closing) {
      const document = await reportDocument(
        report,
        ({ program }, failure) => failureReport((tracer ??= machine()), program, failure),
        ({ program }, { recipe }) => decidingRoutine((tracer ??= machine()), program, recipe),
      );
      const results = document.results.map((each, index) => ({
        ...each,
        ...fuzzDocument(details.get(report.results[index]!)),
      }));
      const diagnostics = onceSaid(files).flatMap((file) =>
        describeDiagnostics(file.diagnostics, file.source.text, file.source.name, file.source.used),
      );
      const fuzzed = closing && { ...closing, seed: String(closing.seed) };
      print(JSON.stringify({ ...document, ...fuzzed, diagnostics, results }, undefined, 2));
    },
  };
}

function fuzzDocument(details: FuzzDetails | undefined): object {
  if (details === undefined) return {};
  const { saved, again, cases, corpus, shard, beyond } = details;
  return {
    ...(corpus && { corpus }),
    ...(shard === undefined ? {} : { shard }),
    saved: saved.map(({ failure, ...rest }) => ({ title: failure.title, key: failure.key, ...rest })),
    ...(beyond && { beyond: beyond.map((each) => ({ ...each, case: String(each.case) })) }),
    ...(again === undefined ? {} : { stopped: { cases, again } }),
  };
}
