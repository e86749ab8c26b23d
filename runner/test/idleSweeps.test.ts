/**
 * A sweep in which nothing is ever allocated makes nothing fail, so what holds in it says nothing; that is
 * told where it is so on all versions and in all rows in which the sweep stands.
 */
import { describe, expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { messageOf } from "../../grammar/diagnostics.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { CampaignRunner } from "../campaign/runAll.ts";
import type { ScenarioResult } from "../campaign/results.ts";
import { runProgram } from "../campaign/runProgram.ts";
import { WorkFolder } from "./support/commandLine.ts";
import { newMachine } from "./support/compiled.ts";

const machine = newMachine();
const world = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client, other }
driver filter {
  entry capture(dynamically: tracking) {
    for each allocation failing {
      ctx = SeCreateClientSecurity(current, level: SecurityImpersonation, tracking: dynamically) else return
      SeDeleteClientSecurity(ctx)
    }
  }
}
property "no handle": never count(app.handles) > 0
`;
/** Line of the sweep of the driver. */
const inDriver = 5;
const capture = (tracking: string): string => `app.client: enter filter.capture(${tracking})`;
const context = (tracking: string): string =>
  `system.main: SeCreateClientSecurity(app.client, level: SecurityImpersonation, tracking: ${tracking}) => any`;
const swept = (body: string): string => `for each allocation failing { ${body} }`;

interface Asked {
  readonly text: string;
  readonly versions?: readonly string[];
  readonly asks?: (program: Program) => boolean;
}

async function resultsOf({ text, versions, asks }: Asked): Promise<ScenarioResult[]> {
  const { value, diagnostics } = compile(world + text);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.map((each) => messageOf(each))).toEqual([]);
  const programs = value.scenarios.flatMap((scenario) =>
    scenario.versions.map((version) => scenario.program(version)));
  const runner = new CampaignRunner(
    (program) => runProgram(machine, program, { runs: 200, seed: 1n }), () => [], 1, asks,
  );
  const file = { source: { name: "a.scn", text: world + text }, folder: "", programs };
  const selection = versions === undefined ? {} : { versions: new Set(versions) };
  const results: ScenarioResult[] = [];
  for await (const result of runner.results([file], selection)) results.push(result);
  return results;
}

const verdictsOf = async (asked: Asked): Promise<string[]> =>
  (await resultsOf(asked)).map(({ verdict }) => verdict);
const scenario = (body: string, head = "on windows 7, 11"): string => `scenario "s" ${head} { ${body} }\n`;

describe("a sweep that makes nothing fail", () => {
  it("is told on each version, with its line and how many runs there were", async () => {
    const results = await resultsOf({ text: scenario(`maybe { ${swept(context("dynamic"))} }`) });
    const line = world.split("\n").length;
    const said = `\`for each allocation failing\` of line ${line} made nothing fail: no call in its block ` +
      "allocated anything in 2 runs, on no version";
    expect(results.map(({ verdict, vacuous }) => [verdict, ...vacuous])).toEqual([
      ["vacuous", said], ["vacuous", said],
    ]);
  });

  it("is nothing to tell where another version allocates, also when that one is not asked for", async () => {
    const text = `scenario "s" on windows all {
      system.main: ctx = SeCreateClientSecurity(app.client, level: SecurityImpersonation)
      ${swept("system.main: SeImpersonateClientEx(ctx, app.other) => any")}
    }`;
    const all = await resultsOf({ text });
    expect(new Set(all.map(({ verdict }) => verdict))).toEqual(new Set(["held"]));
    const idle = all.filter(({ runs }) => runs === 1n).map(({ version }) => version);
    expect(idle.length).toBeGreaterThan(0);
    expect(idle.length).toBeLessThan(all.length);
    expect(await verdictsOf({ text, versions: idle.slice(0, 1) })).toEqual(["held"]);
  });

  it("is nothing to tell where another row, scenario or place of the same words allocates", async () => {
    const rows = (...cells: string[]): string =>
      `table "t" on windows 11 { held || got\n${cells.map((cell) => `${cell} || *`).join("\n")} } each {
        ${swept(context("held").replace("any", "got"))}
      }\n`;
    expect(await verdictsOf({ text: rows("dynamic", "static") })).toEqual(["held", "held"]);
    expect(await verdictsOf({ text: rows("dynamic") })).toEqual(["vacuous"]);
    const other = scenario(capture("static")).replace('"s"', '"other"');
    const both = { text: scenario(capture("dynamic")) + other, versions: ["11"] };
    expect(await verdictsOf(both)).toEqual(["held", "held"]);
    const twice = scenario(`${capture("dynamic")}; ${capture("static")}`);
    expect(await verdictsOf({ text: twice })).toEqual(["held", "held"]);
    const [told] = await resultsOf({ text: scenario(capture("dynamic")) });
    expect(told!.vacuous).toEqual([expect.stringContaining(`of line ${inDriver} made`)]);
  });

  it("is nothing to tell where no run came to it, or where runs ended before their end", async () => {
    const unreached = scenario(`if false { ${swept(context("static"))} }`);
    expect(await verdictsOf({ text: unreached })).toEqual(["held", "held"]);
    const broken = `scenario "b" on windows 11 breaks "no handle" {
      ${swept(`app.client: NtOpenProcessToken(app, TOKEN_QUERY); ${context("static")}`)}
    }`;
    expect(await verdictsOf({ text: broken })).toEqual(["held"]);
  });

  it("is nothing to tell where the same words stand in a campaign that is not made", async () => {
    const text = scenario(swept(context("dynamic")));
    const only = (version: string) => (program: Program): boolean => program.version === version;
    expect(await verdictsOf({ text, asks: () => false })).toEqual(["held", "held"]);
    expect(await verdictsOf({ text, asks: only("7") })).toEqual(["held", "vacuous"]);
    const alone = scenario(swept(context("dynamic")), "on windows 11");
    expect(await verdictsOf({ text: alone, asks: () => false })).toEqual(["vacuous"]);
  });

  it.each([
    ["all versions", [], 2], ["one version", ["--windows", "11"], 0],
  ])("is told by fuzz in the same words, where it asks %s", async (_, versions, told) => {
    const demanded = context("dynamic").replace(" => any", "");
    const folder = new WorkFolder({ "a.scn": world + scenario(swept(demanded)) });
    const ended = await folder.run(
      ["fuzz", "a.scn", "--cases", "100", "--workers", "1", "--reporter", "json", ...versions],
    );
    const { results } = JSON.parse(ended.out) as { results: { vacuous: string[] }[] };
    const said = results.flatMap(({ vacuous }) => vacuous);
    expect(said).toHaveLength(told);
    for (const reason of said) expect(reason).toMatch(/ made nothing fail: no call in its block allocated /);
    folder.remove();
  });
});
