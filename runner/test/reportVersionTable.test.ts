/** The table of scenarios against versions. */
import { expect, it } from "vitest";
import type { ScenarioResult } from "../campaign/results.ts";
import { plainPage } from "../report/theme.ts";
import { VersionTable } from "../report/versionTable.ts";
import { programsOf, resultOf } from "./support/compiled.ts";

const text = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client }
scenario "everywhere" { app.client: NtOpenProcessToken(app, TOKEN_QUERY) }
scenario "late" on windows 11 { app.client: NtOpenProcessToken(app, TOKEN_QUERY) }
scenario "wrong on 7" on windows 7, 11 { app.client: NtOpenThreadToken(current, TOKEN_QUERY) => STATUS_NO_TOKEN from 10 }
table "rows" on windows from 7 {
  windows | rights      || status
  *       | TOKEN_QUERY || STATUS_SUCCESS
  from 11 | TOKEN_DUPLICATE || STATUS_SUCCESS
} each { app.client: NtOpenProcessToken(app, rights) => status }
`;
const source = { name: "text.scn", text };

function tableOf(versions: readonly string[], titles: RegExp): string[] {
  const lines: string[] = [];
  const table = new VersionTable(versions, plainPage, (line) => lines.push(...line.split("\n")));
  const results: ScenarioResult[] = programsOf(text)
    .filter((program) => titles.test(program.scenario) && versions.includes(program.version))
    .map((program) => resultOf(source, program, 100));
  for (const result of results) table.result(result, result.failures.map(() => "the story"));
  table.end();
  return lines;
}

it("has a mark in the column of each version, below the middle of its name", () => {
  const lines = tableOf(["server-2003", "7", "11"], /everywhere|late/);
  expect(lines.slice(0, 4)).toEqual([
    "text.scn",
    "             server-2003 7 11",
    "  everywhere      ✓      ✓ ✓",
    "  late            ·      · ✓",
  ]);
  expect(lines.at(-1)).toBe("  ✓ held   · not for this version");
});

it("tells below the rows what did not hold, and why", () => {
  const lines = tableOf(["7", "11"], /everywhere|wrong/);
  expect(lines).toContain("  wrong on 7 ✗ ✓");
  const reasons = lines.slice(lines.indexOf("  wrong on 7 ✗ ✓") + 1).join("\n");
  expect(reasons).toMatch(/✗ wrong on 7 {2}on 7 .*\n.*failed: [^]*in 1\s+run of 1[^]*the story/);
  expect(reasons).not.toContain("everywhere");
});

it("tells what a scenario must say to run on a system that is no Windows as well, where it runs on all others", () => {
  const hint = "  `windows all` of a scenario is every Windows; `windows all, reactos` is reactos too";
  expect(tableOf(["10", "11", "reactos"], /everywhere/).at(-1)).toBe(hint);
  expect(tableOf(["10", "11", "reactos"], /late/)).not.toContain(hint);
  expect(tableOf(["7", "10", "11"], /everywhere/)).not.toContain(hint);
});

it("has one line for all rows of a table that held, and one for each otherwise", () => {
  expect(tableOf(["7", "11"], /rows/)).toContain("  rows (2 rows) ✓ ✓");
  const broken = tableOf(["7", "11"], /wrong/).join("\n");
  expect(broken).not.toContain("rows");
});

it("breaks long titles and never the columns", () => {
  const versions = [
    "nt4",
    "2000",
    "2000-sp4",
    "xp-sp1",
    "xp-sp2",
    "server-2003",
    "vista",
    "7",
    "8",
    "8.1",
    "10",
    "11",
    "reactos",
  ];
  const lines: string[] = [];
  const table = new VersionTable(versions, plainPage, (line) => lines.push(...line.split("\n")));
  const [program] = programsOf(text);
  const long = {
    ...resultOf(source, program!, 10),
    scenario: "a title that is far too long to stand before thirteen columns",
  };
  table.result(long);
  table.end();
  expect(lines[2]!.length).toBeLessThanOrEqual(lines[1]!.length);
  expect(lines.slice(2, 6).join(" ")).toMatch(/a title that is far too long/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(104);
});
