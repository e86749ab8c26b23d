/** One SARIF document at the end. */
import packageDescription from "../../../package.json" with { type: "json" };
import { describeDiagnostics } from "../../../grammar/renderDiagnostic.ts";
import { knownResult, sarifDocument, sarifResults, type SarifResult } from "../../report/sarif.ts";
import { print } from "../output.ts";
import { fuzzRemarks } from "./fuzzRemarks.ts";
import type { Reporter } from "./reporter.ts";

export function sarifReporter(): Reporter {
  const results: SarifResult[] = [];
  return {
    async result(result, details) {
      results.push(...sarifResults(result, fuzzRemarks(details)));
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
