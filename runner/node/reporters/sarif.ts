/** One SARIF document at the end. */
import packageDescription from "../../../package.json" with { type: "json" };
import { describeDiagnostics } from "../../../grammar/renderDiagnostic.ts";
import type { Failure, ScenarioResult } from "../../campaign/results.ts";
import { programOfSaved } from "../../campaign/saveFailures.ts";
import type { Machine } from "../../machine/machine.ts";
import { knownResult, sarifDocument, sarifResults, type SarifResult } from "../../report/sarif.ts";
import { codeFlows } from "../../report/sarifFlow.ts";
import { traceRun } from "../../report/trace.ts";
import { print } from "../output.ts";
import { fuzzRemarks } from "./fuzzRemarks.ts";
import type { FuzzDetails, Reporter } from "./reporter.ts";

export function sarifReporter(machine: () => Machine): Reporter {
  const results: SarifResult[] = [];
  let tracer: Machine | undefined;
  return {
    async result(result, details) {
      const flows = (failure: Failure): object[] => flowsOf((tracer ??= machine()), result, failure, details);
      results.push(...sarifResults(result, fuzzRemarks(details), flows));
    },
    async end(_, files, closing) {
      const known = (closing?.known ?? []).filter(({ sameReason, expected }) => sameReason && !expected);
      const diagnostics = files.flatMap(({ diagnostics: found, source }) =>
        describeDiagnostics(found, source.text, source.name, source.used),
      );
      const document = sarifDocument({
        version: packageDescription.version,
        results: [...results, ...known.map(({ path, savedReason }) => knownResult(path, savedReason))],
        diagnostics,
        again: closing?.again ?? [],
      });
      print(JSON.stringify(document, undefined, 2));
    },
  };
}

/** The steps of what is left after shrinking, in the file where it was saved; else of the run that failed. */
function flowsOf(
  machine: Machine, { program, source }: ScenarioResult, failure: Failure, details: FuzzDetails | undefined,
): object[] {
  const saved = details?.saved.find((each) => each.failure.key === failure.key);
  if (saved?.path === undefined || saved.text === undefined)
    return codeFlows(traceRun(machine, program, failure.recipe), source);
  const left = programOfSaved(saved.text);
  return codeFlows(traceRun(machine, left, { kind: "first" }), { name: saved.path, text: saved.text });
}
