/*
 * Slips of those who come from C, JavaScript, TLA+ or Gherkin: each is known where it stands and nothing else
 * is said, what is mended gets nothing, and a quick fix mends it by itself.
 */
import { describe, expect, test } from "vitest";
import { compile } from "../compile.ts";
import type { DiagnosticRow } from "../diagnosticRow.ts";
import { wayOutOf, messageOf } from "../diagnostics.ts";
import { slips } from "../slips/findSlip.ts";
import type { Slip } from "../slips/slip.ts";
import { exampleFile, saidOfExample } from "./exampleWorld.ts";
import { sentenceOf } from "./expectations.ts";

/** The lines where they stand: in a scenario, in an entry of a driver, or in a file. */
function placed({ at }: Slip, lines: string): { row: DiagnosticRow; text: string; start: number } {
  const row = { severity: "error", message: "", explanation: "", example: "" } as const;
  if (at === undefined) return { row, text: lines, start: 0 };
  if (at === "file") return { row: { ...row, inFile: true }, text: lines, start: 0 };
  const head = "driver filter {\n  entry work(path: object) {\n";
  const tail = "\n  }\n}\nscenario \"a title\" on windows 11 { victim: enter filter.work(secrets) }";
  return { row: { ...row, inFile: true }, text: head + lines + tail, start: head.length };
}

const named = slips.map((slip) => [slip.wrong.split("\n")[0]!, slip] as const);

describe.each(named)("%s", (_, slip) => {
  test("is known for what it is, and nothing else is said", () => {
    const { row, text } = placed(slip, slip.wrong);
    const said = saidOfExample(row, text);
    const sentences = said.map(sentenceOf);
    expect(said.map(({ form }) => form), sentences.join("\n")).toEqual(["SCN006/slip"]);
    expect(messageOf(said[0]!)).toBe(slip.what);
    expect(wayOutOf(said[0]!)).not.toMatch(/\$\d|undefined|``/);
  });

  test("is right as it is mended", () => {
    const { row, text } = placed(slip, slip.mended);
    expect(saidOfExample(row, text).map(sentenceOf)).toEqual([]);
  });
});

const quick = named.filter(([, { replace }]) => replace !== undefined);
test.each(quick)("%s: its quick fix mends it", (_, slip) => {
  const { row, text } = placed(slip, slip.wrong);
  const { suggestion } = saidOfExample(row, text)[0]!;
  const { span, replacement } = suggestion!;
  const whole = exampleFile(row, text);
  const mended = whole.slice(0, span.start) + replacement + whole.slice(span.end);
  expect(compile(mended).diagnostics.map(sentenceOf), mended.slice(span.start - 40)).toEqual([]);
});
