/** Lines of the Test Anything Protocol as results arrive. */
import { describeDiagnostics } from "../../../grammar/renderDiagnostic.ts";
import type { Machine } from "../../machine/machine.ts";
import { TAP_HEAD, tapFileLines, tapLines, tapPlan } from "../../report/tap.ts";
import { testCaseOf } from "../../report/testCases.ts";
import { print } from "../output.ts";
import { fuzzRemarks } from "./fuzzRemarks.ts";
import type { Reporter } from "./reporter.ts";
import { toldFailure } from "./toldFailure.ts";

export function tapReporter(machine: () => Machine): Reporter {
  let tracer: Machine | undefined;
  let count = 0;
  const tell = (lines: readonly string[]): void => {
    if (count === 1) print(TAP_HEAD);
    print(lines.join("\n"));
  };
  return {
    async result(result, details) {
      const test = testCaseOf(
        result, () => (tracer ??= machine()), fuzzRemarks(result, details),
        (failure) => toldFailure(result, failure, details),
      );
      tell(tapLines(test, ++count));
    },
    async end(_, files) {
      for (const { source, diagnostics, broken } of files) {
        if (broken)
          tell(
            tapFileLines(
              source.name, describeDiagnostics(diagnostics, source.text, source.name, source.used), ++count,
            ),
          );
      }
      if (count === 0) print(TAP_HEAD);
      print(tapPlan(count));
    },
  };
}
