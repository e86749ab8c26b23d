/**
 * Build servers and test harnesses read the same results as people do: `--reporter junit` and `--reporter
 * tap` say of each scenario on each version whether it held, whatever its title looks like.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { WorkFolder } from "./support/commandLine.ts";

const world = `windows 7, 11
account m { user S-1-5-21-1-1-1-1 }
process app as m { thread t }
object f as file "O:SYG:SYD:(A;;FA;;;SY)"
property "p": never app.t.impersonating
`;
const scenarios = `scenario "holds & <so> #" { app.t: NtOpenFile(f, FILE_READ_DATA) => STATUS_ACCESS_DENIED }
scenario "fails # ]]> ]]> <&>" { from 11 { app.t: NtOpenFile(f, FILE_READ_DATA) } }
scenario "vacuous" { never app.t.level == SecurityDelegation; app.t: NtOpenFile(f, FILE_READ_DATA) => any }
`;
const folder = new WorkFolder({
  "some.scn": world + scenarios,
  "drawn.scn": `${world}scenario "drawn" { choose n in 1..2; app.t: NtOpenFile(f, FILE_READ_DATA) }\n`,
  "two.scn": `${world}scenario "two" {
  choose right in FILE_READ_DATA, FILE_WRITE_DATA
  app.t: needless = NtOpenProcessToken(app, TOKEN_QUERY)
  if right == FILE_READ_DATA { app.t: NtOpenFile(f, FILE_READ_DATA) }
  if right == FILE_WRITE_DATA { app.t: NtOpenFile(f, FILE_WRITE_DATA) }
}\n`,
  "-dash.scn": `${world}scenario "dash" { choose n in 1..2; app.t: NtOpenFile(f, FILE_READ_DATA) }\n`,
  "wrong.scn": 'scenario "x" { bob: fly() }\n',
});
afterAll(() => {
  folder.remove();
});

interface Document {
  readonly results: readonly {
    readonly scenario: string;
    readonly windows: string;
    readonly verdict: string;
  }[];
}
const documentOf = async (...words: readonly string[]): Promise<Document> =>
  JSON.parse((await folder.run([...words, "--reporter", "json"])).out) as Document;

describe.each([["some.scn"], ["some.scn", "wrong.scn"]])("of %s %s", (...given) => {
  const files = given.filter((file) => file !== undefined);
  const wrong = files.length - 1;

  it("tap has a line for each scenario and version and each file with errors, and the plan", async () => {
    const { results } = await documentOf("run", ...files);
    const { out, code } = await folder.run(["run", ...files, "--reporter", "tap"]);
    expect(code).toBe(wrong > 0 ? 2 : 1);
    const lines = out.split("\n");
    expect(lines[0]).toBe("TAP version 14");
    const tests = lines.filter((line) => /^(not )?ok /.test(line));
    expect(tests.map((line) => line.startsWith("ok"))).toEqual([
      ...results.map(({ verdict }) => verdict === "held"),
      ...Array<boolean>(wrong).fill(false),
    ]);
    expect(tests.map((line) => Number(/ok (\d+) - /.exec(line)![1]))).toEqual(
      tests.map((_, index) => index + 1),
    );
    expect(lines).toContain(`1..${results.length + wrong}`);
    // an unescaped # would make a directive of the rest
    for (const line of tests) expect(line.replaceAll(/\\[\\#]/g, "")).not.toContain("#");
  });

  it("junit counts the same tests, and a file with errors as an error", async () => {
    const { results } = await documentOf("run", ...files);
    const { out, code } = await folder.run(["run", ...files, "--reporter", "junit"]);
    expect(code).toBe(wrong > 0 ? 2 : 1);
    const failures = results.filter(({ verdict }) => verdict !== "held").length;
    expect(out).toContain(
      `<testsuites tests="${results.length + wrong}" failures="${failures}" errors="${wrong}" skipped="0">`,
    );
    for (const { scenario, windows } of results)
      expect(out).toContain(`name="${xml(scenario)} on ${windows}"`);
    // what a report cannot hold, such as the end of a block in a story, would end the document early
    expect(out.trimEnd().endsWith("</testsuites>")).toBe(true);
    const markup = out.replaceAll(/<!\[CDATA\[[^]*?\]\]>/g, "").replaceAll(/"[^"]*"/g, "\"\"");
    expect(markup).not.toContain("]]>");
    const tags = [...markup.matchAll(/<(\/?)([a-z-]+)[^>]*?(\/?)>/g)].filter(([, , , closed]) => closed === "");
    const open: string[] = [];
    for (const [, ends, name] of tags) {
      if (ends === "") open.push(name!);
      else expect(open.pop()).toBe(name);
    }
    expect(open).toEqual([]);
  });
});

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly { readonly level: string }[];
    }[];
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly message: { readonly text: string };
      readonly locations: readonly SarifLocation[];
      readonly codeFlows?: readonly {
        readonly threadFlows: readonly {
          readonly id: string;
          readonly locations: readonly {
            readonly executionOrder: number;
            readonly importance: string;
            readonly location: SarifLocation & { readonly message: { readonly text: string } };
          }[];
        }[];
      }[];
    }[];
  }[];
}

interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: Readonly<Record<"startLine" | "startColumn" | "endLine" | "endColumn", number>>;
  };
}

it("sarif has a result, at its place, for each scenario and version that did not hold", async () => {
  const { results } = await documentOf("run", "some.scn");
  const { out, code } = await folder.run(["run", "some.scn", "wrong.scn", "--reporter", "sarif"]);
  expect(code).toBe(2);
  const { version, runs } = JSON.parse(out) as Sarif;
  const [run] = runs;
  expect([version, runs.length, run!.invocations[0]!.executionSuccessful]).toEqual(["2.1.0", 1, false]);
  expect(run!.invocations[0]!.toolExecutionNotifications.some(({ level }) => level === "error")).toBe(true);
  const failing = results.filter(({ verdict }) => verdict !== "held");
  const titles = run!.results.map(({ message }) => /^"(.*)" on (\S+):/.exec(message.text)!.slice(1));
  expect(new Set(titles.map(String))).toEqual(
    new Set(failing.map(({ scenario, windows }) => String([scenario, windows]))),
  );
  for (const { ruleId, ruleIndex, locations } of run!.results) {
    expect(run!.tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
    const { artifactLocation, region } = locations[0]!.physicalLocation;
    expect(artifactLocation.uri).toBe("some.scn");
    const line = (world + scenarios).split("\n")[region.startLine - 1]!;
    expect(region.startColumn).toBeLessThanOrEqual(line.length);
    if (ruleId === "demand-broken")
      expect(line.slice(region.startColumn - 1)).toMatch(/^(app\.t: )?NtOpenFile|^=>/);
  }
});

it.each([
  ["run", ["run", "some.scn"], "some.scn"],
  ["fuzz", ["fuzz", "drawn.scn", "--cases", "10"], "saved"],
])("sarif of %s walks through the steps of each failure, a line of control per thread", async (_, words, file) => {
  const { out } = await folder.run([...words, "--reporter", "sarif"]);
  const broken = (JSON.parse(out) as Sarif).runs[0]!.results.filter(({ ruleId }) => ruleId === "demand-broken");
  expect(broken.length).toBeGreaterThan(0);
  for (const { codeFlows, message } of broken) {
    const path = file === "saved" ? /saved: (\S+);/.exec(message.text)![1]! : file;
    const { threadFlows } = codeFlows![0]!;
    const steps = threadFlows.flatMap(({ id, locations }) => locations.map((each) => ({ id, ...each })));
    expect(new Set(threadFlows.map(({ id }) => id)).size).toBe(threadFlows.length);
    expect(steps.map(({ executionOrder }) => executionOrder).sort((a, b) => a - b)).toEqual(
      steps.map((_, index) => index + 1),
    );
    expect(steps.filter(({ importance }) => importance === "essential")).toHaveLength(1);
    for (const { id, location } of steps) {
      const { artifactLocation, region } = location.physicalLocation;
      const line = readFileSync(join(folder.path, artifactLocation.uri), "utf8").split("\n")[region.startLine - 1]!;
      expect([artifactLocation.uri, line]).toEqual([path, expect.stringContaining("NtOpenFile")]);
      expect(location.message.text).toMatch(new RegExp(`^${id}: NtOpenFile\\(.*=> STATUS_ACCESS_DENIED`));
    }
  }
});

/** As an attribute's value is written. */
const xml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

it("fuzz tells both where failures were saved", async () => {
  const fuzzed = ["fuzz", "drawn.scn", "--cases", "10"];
  for (const reporter of ["tap", "junit"]) {
    const { out, code } = await folder.run([...fuzzed, "--reporter", reporter]);
    expect(code).toBe(1);
    expect(out).toMatch(/guise replay \.guise\/failures\/[0-9a-f]{16}\.scn/);
  }
});

describe("of a campaign each failure is told of its own file, which is what is left of it", () => {
  const fuzzed = ["fuzz", "two.scn", "--cases", "20", "--windows", "11", "--reporter"];
  const rights = ["FILE_READ_DATA", "FILE_WRITE_DATA"];
  const saved = (path: string): string => readFileSync(join(folder.path, path), "utf8");

  it.each(["junit", "tap"])("%s: its story has that file's steps and command", async (reporter) => {
    const { out } = await folder.run([...fuzzed, reporter]);
    const stories = out.split(/✗ (?=two)/).slice(-2);
    expect(stories.map((story) => rights.filter((right) => story.includes(right)).length)).toEqual([1, 1]);
    for (const story of stories) {
      const [, path] = /guise replay (\S+\.scn)/.exec(story)!;
      const right = rights.find((each) => story.includes(each))!;
      expect(saved(path!)).toContain(right);
      expect(story).toContain(path);
      expect(story).not.toContain("needless");
    }
    expect(out.match(/guise replay/g)).toHaveLength(2);
  });

  it("sarif: a result names one file, and its steps stand there", async () => {
    const { out } = await folder.run([...fuzzed, "sarif"]);
    type Result = { readonly message: { readonly text: string }; readonly codeFlows?: object[] };
    const { runs } = JSON.parse(out) as { readonly runs: readonly [{ readonly results: readonly Result[] }] };
    const results = runs[0].results.filter(({ codeFlows }) => codeFlows !== undefined);
    expect(results).toHaveLength(2);
    for (const { message: { text }, codeFlows } of results) {
      const paths = [...text.matchAll(/saved: (\S+\.scn)/g)].map(([, path]) => path!);
      expect(paths).toHaveLength(1);
      expect(saved(paths[0]!)).toContain(rights.find((right) => text.includes(right))!);
      expect(JSON.stringify(codeFlows)).toContain(paths[0]);
    }
  });
});

it("the command again of a file whose name begins with a dash makes the same cases", async () => {
  const { out } = await folder.run(["fuzz", "--cases", "7", "--", "-dash.scn"]);
  const command = /guise (fuzz .*-dash\.scn.*)/.exec(out)![1]!;
  const again = await folder.run(command.split(" "));
  expect(again.code).toBe(1);
  expect(again.out).toContain(`guise ${command}`);
});
