/**
 * JUnit's XML, which build servers read: a suite per file, a test per scenario and version, a file with
 * errors as an error of its suite. One document at the end.
 */
import type { Builder, TestCase as Written, TestSuite } from "junit-report-builder";
import { renderDiagnostics } from "../../../grammar/renderDiagnostic.ts";
import type { Machine } from "../../machine/machine.ts";
import { testCaseOf, type TestCase } from "../../report/testCases.ts";
import { print } from "../output.ts";
import { fuzzRemarks } from "./fuzzRemarks.ts";
import type { Reporter } from "./reporter.ts";
import { toldFailure } from "./toldFailure.ts";

/** The library is large and loaded by nobody who does not ask for it. */
const newDocument = async (): Promise<Builder> => (await import("junit-report-builder")).default.newBuilder();

export async function junitReporter(machine: () => Machine): Promise<Reporter> {
  let tracer: Machine | undefined;
  const document = await newDocument();
  const suites = new Map<string, TestSuite>();
  const suiteOf = (file: string): TestSuite => {
    const suite = suites.get(file) ?? document.testSuite().name(file);
    suites.set(file, suite);
    return suite;
  };
  return {
    async result(result, details) {
      const test = testCaseOf(
        result, () => (tracer ??= machine()), fuzzRemarks(result, details),
        (failure) => toldFailure(result, failure, details),
      );
      addTest(suiteOf(test.file).testCase(), test);
    },
    async end(_, files) {
      for (const { source, diagnostics, broken } of files) {
        if (!broken) continue;
        const text = renderDiagnostics(diagnostics, source.text, source.name, { ...source, colour: false });
        suiteOf(source.name)
          .testCase()
          .className(source.name)
          .name("the file")
          .error("the file has errors", "input", blockText(text));
      }
      print(document.build());
    },
  };
}

/**
 * The library parts the first end of a block of text that stands in one, and no other: the others are parted
 * here.
 */
function blockText(text: string): string {
  const [first = "", second, ...others] = text.split("]]>");
  return second === undefined ? first : `${first}]]>${[second, ...others].join("]]]]><![CDATA[>")}`;
}

function addTest(
  into: Written,
  { file, name, held, message, verdict, details, runs }: TestCase,
): void {
  into.className(file).file(file).name(name);
  if (!held) into.failure(message, verdict).stacktrace(blockText(details.join("\n")));
  else into.standardOutput(blockText([runs, ...details].join("\n")));
}
