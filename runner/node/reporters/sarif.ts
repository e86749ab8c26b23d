/** One SARIF document at the end. */
import packageDescription from "../../../package.json" with { type: "json" };
import { describeDiagnostics } from "../../../grammar/renderDiagnostic.ts";
import type { Failure } from "../../campaign/results.ts";
import type { Machine } from "../../machine/machine.ts";
import { knownResult, sarifDocument, sarifResults, type SarifResult } from "../../report/sarif.ts";
import { codeFlows } from "../../report/sarifFlow.ts";
import { traceRun } from "../../report/trace.ts";
import { print } from "../output.ts";
import { campaignRemarks, savedRemarks } from "./fuzzRemarks.ts";
import type { Reporter } from "./reporter.ts";
import { toldFailure } from "./toldFailure.ts";

export function sarifReporter(machine: () => Machine): Reporter {
  const results: SarifResult[] = [];
  let tracer: Machine | undefined;
  return {
    async result(result, details) {
      const flows = (failure: Failure): object[] => {
        const { program, source, failure: { recipe } } = toldFailure(result, failure, details);
        return codeFlows(traceRun((tracer ??= machine()), program, recipe), source);
      };
      const remarks = ({ key }: Failure): string[] => [
        ...savedRemarks(details, (saved) => saved.key === key), ...campaignRemarks(details),
      ];
      results.push(...sarifResults(result, remarks, flows));
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
