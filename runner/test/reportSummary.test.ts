/** Summaries: a line a scenario for versions that fared alike, and one document for machines. */
import { expect, it } from "vitest";
import type { Failure, ScenarioResult } from "../campaign/results.ts";
import { failureReport } from "../report/failure.ts";
import { reportDocument } from "../report/json.ts";
import { closingLine, Summary } from "../report/summary.ts";
import { plainPage, plainTheme } from "../report/theme.ts";
import { newMachine, programsOf, resultOf, scenarioFile } from "./support/compiled.ts";

const resultsOf = (path: string, runs = 500): ScenarioResult[] => {
  const source = scenarioFile(path);
  return programsOf(source.text).map((program) => resultOf(source, program, runs));
};
const failing = {
  name: "failing.scn",
  text: `
account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client }
scenario "too much" on windows 7, 11 {
  any of {
    app.client: NtOpenProcessToken(app, TOKEN_QUERY)
    app.client: NtOpenThreadToken(current, TOKEN_QUERY)
  }
}
property "never reached": sometimes app.client.impersonating
scenario "vacuous" on windows 11 {
  app.client: NtOpenProcessToken(app, TOKEN_QUERY)
  sometimes app.client.impersonating
}`,
};
const failed = (): ScenarioResult[] =>
  programsOf(failing.text).map((program) => resultOf(failing, program));

async function printed(
  results: readonly ScenarioResult[],
  story?: (result: ScenarioResult, failure: Failure) => string,
): Promise<string> {
  const lines: string[] = [];
  const summary = new Summary({
    page: plainPage,
    print: (text) => lines.push(text),
    ...(story ? { story } : {}),
  });
  for (const result of results) await summary.result(result);
  await summary.end({ results, milliseconds: 1234 });
  return lines.join("\n");
}

it("versions that fared alike share a line", async () => {
  const results = resultsOf("tutorial/03-versions.scn");
  const text = await printed(results);
  expect(results.length).toBeGreaterThan(2);
  expect(text.split("\n").filter((line) => line.includes("SYSTEM on bob's thread"))).toHaveLength(1);
  expect(text).toContain(results[0]!.version);
  expect(text).toContain("its only run each");
  expect(text).toContain(
    `${results.length} held: 1 scenario on ${results.length} versions; ${results.length} runs,`,
  );
  expect(text).toContain("in 1.2 s");
});

it("a broken twin says how often and how soon, with the denominator", async () => {
  const [result] = resultsOf("tutorial/05-attacker.scn");
  const failure = result!.expectedFailure!;
  const text = await printed([result!]);
  expect(result!.verdict).toBe("held");
  expect(text).toContain(
    `"nobody gains", in ${failure.count} of ${result!.runs} runs, shortest in ${failure.end.steps} steps`,
  );
});

it("what failed is told once for all versions, what is vacuous gives its reason", async () => {
  const results = failed();
  expect(results.map((result) => [result.scenario, result.version, result.verdict])).toEqual([
    ["too much", "7", "failed"],
    ["too much", "11", "failed"],
    ["vacuous", "11", "vacuous"],
  ]);
  const stories: string[] = [];
  const text = await printed(results, (result, failure) => {
    stories.push(`${result.version} ${failure.title}`);
    return "the story";
  });
  expect(stories).toHaveLength(1);
  expect(text.split("\n").filter((line) => line.includes("✗ too much"))).toEqual([
    "  ✗ too much  on 7 and 11  all 2 runs each",
  ]);
  expect(text).toContain("∅ vacuous: vacuous  on 11");
  expect(text).toMatch(/vacuous: .*was reached in none of 1 run/);
  expect(text).toContain("2 failed, 1 vacuous: 2 scenarios on 2 versions");
});

it("counts runs and steps in the closing line", () => {
  const results = failed();
  const runs = results.reduce((sum, result) => sum + result.runs, 0n);
  expect(closingLine({ results, milliseconds: 0 }, plainTheme)).toContain(`; ${runs} runs,`);
  expect(closingLine({ results: [], milliseconds: 0 }, plainTheme)).toContain("nothing to judge");
});

it("the document is plain data with every number that the results have", async () => {
  const results = [...failed(), ...resultsOf("tutorial/05-attacker.scn")];
  const machine = newMachine();
  const document = await reportDocument({ results, milliseconds: 12.7 }, (result, failure) =>
    failureReport(machine, result.program, failure),
  );
  expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  expect(document.verdicts).toEqual({
    held: results.length - 3,
    failed: 2,
    vacuous: 1,
    "world full": 0,
    "bug check": 0,
  });
  expect(document.results.map((row) => [row.scenario, row.windows, row.verdict, row.runs])).toEqual(
    results.map((result) => [result.scenario, result.version, result.verdict, Number(result.runs)]),
  );
  const [first] = document.results[0]!.failures;
  expect(first).toMatchObject({
    count: 1,
    recipe: { kind: "enumerated", number: "1" },
    place: { line: 7 },
    deciding: { decision: "THREAD_WITHOUT_TOKEN", answer: true },
  });
  expect(first!.trace?.verdict).toBe("failed");
  expect(first!.values).toEqual([
    { path: "demanded", value: "STATUS_SUCCESS" },
    { path: "it was", value: "STATUS_NO_TOKEN" },
  ]);
  const calls = document.results.at(-1)!.calls;
  expect(calls).toEqual([
    {
      attacker: "thief",
      routine: "NtOpenThreadToken",
      tried: expect.any(Number),
      succeeded: expect.any(Number),
    },
  ]);
});

it("a failure without anybody to tell it carries its recipe alone", async () => {
  const document = await reportDocument({ results: failed(), milliseconds: 0 });
  expect(document.results[0]!.failures[0]).not.toHaveProperty("trace");
  expect(document.results[0]!.failures[0]!.recipe).toEqual({ kind: "enumerated", number: "1" });
});

it("counts beyond what a number holds are text", async () => {
  const [result] = failed();
  const large = { ...result!, runs: 1n << 60n };
  expect((await reportDocument({ results: [large], milliseconds: 0 })).results[0]!.runs).toBe(
    String(1n << 60n),
  );
});

it("says warnings behind the scenarios of their file, each once, and how many there are", async () => {
  const results = resultsOf("attacks/downgrade-mistaken.scn", 300);
  const lines = (await printed(results)).split("\n");
  const sentences = new Set(results.flatMap(({ warnings }) => warnings.map((each) => each.replace(/[\d,]+/g, "#"))));
  const at = lines.findIndex((line) => /^ {4}\d+ warnings?$/.test(line));
  expect(sentences.size).toBeGreaterThan(0);
  expect(lines[at]!.trim()).toBe(`${sentences.size} warning${sentences.size === 1 ? "" : "s"}`);
  expect(lines.slice(at).some((line) => line.includes("✓"))).toBe(false);
  expect(lines.slice(0, at).join()).not.toContain("never succeeded");
});
