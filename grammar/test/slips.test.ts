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

/** Words of other languages that are names here, in lines that are wrong for another reason. */
const noSlips: readonly [string, string][] = [
  ["process raise as alice { thread goto }\nscenario \"x\" on windows 11 { raise.goto: NtOpenFile(secretz, FILE_READ_DATA) }",
    "SCN010"],
  ["procedure check(path: object) by app.victim { act path FILE_READ_DATA }\nscenario \"x\" { check(secretz) }", "SCN010"],
  ["driver log {\n  entry raise(whom: thread) { act secrets FILE_READ_DATA }\n}\n"
    + "scenario \"x\" { victim: enter log.raise(victm) }", "SCN010"],
  ["scenario \"a case, if then { return }\" on windows 112 { expect true }", "SCN010"],
  ["scenario \"x\" { if victim.impersonating { victim: NtOpenFile(secrets, FILE_READ_DATA) => anny } }", "SCN010"],
  ["attacker thief { controls app; calls user routines except NtClse }\nscenario \"x\" { play thief for 2 }", "SCN010"],
  ["attacker thief { controls app; calls NtClse }\nscenario \"x\" { play thief for 2 }", "SCN010"],
  ["scenario \"x\" on windows all { from win7 { expect true } }", "SCN010"],
  ["table \"opens\" {\n  rights || status\n  TOKEN_QUERY || STATUS_SUCCES\n} each {"
    + " victim: NtOpenProcessToken(app, rights) => status }", "SCN010"],
  ["process wait as alice { thread sleep }\nscenario \"x\" { sleep: NtOpenFile(secretz, FILE_READ_DATA) }", "SCN010"],
];
test.each(noSlips)("%s: what is wrong here is no slip", (text, code) => {
  const row = { severity: "error", message: "", explanation: "", example: "", inFile: true } as const;
  const said = saidOfExample(row, text).filter(({ severity }) => severity === "error");
  expect(said[0]?.code).toBe(code);
  expect(said.map(({ form }) => form)).not.toContain("SCN006/slip");
});

test("a line of dashes within a table is told as that, with bars at its ends too", () => {
  const table = "table \"t\" {\n  asked || status\n  |---|---|\n  TOKEN_QUERY || STATUS_SUCCESS\n} each {\n"
    + "  victim: NtOpenProcessToken(app, asked) => status\n}";
  const row = { severity: "error", message: "", explanation: "", example: "", inFile: true } as const;
  expect(saidOfExample(row, table).map(messageOf))
    .toEqual(["Between the header of a table and its rows stands no line."]);
});
