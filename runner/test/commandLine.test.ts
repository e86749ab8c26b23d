/** The built command line from outside: exit codes, sentences for wrong input, readers that go away. */
import { readFileSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { WorkFolder, type Ended } from "./support/commandLine.ts";
import { broken, choices, drivers, play, repaired, world } from "./support/smallScenarios.ts";

const held = world + choices(3);
const failing = `${world}scenario "open" on windows 11 { victim: NtOpenProcessToken(system, TOKEN_QUERY) }\n`;
const folder = new WorkFolder({
  "held.scn": held,
  "failing.scn": failing,
  "twins.scn": world + drivers + broken + repaired,
  "play.scn": world + drivers + play,
  "misspelt.scn": `${world}scenario "x" { victim: NtOpenThreadtoken(victim, TOKEN_QUERY)\n accomplice: NtOpenProcesToken(app, TOKEN_QUERY) }`,
  "binary.scn": Uint8Array.from({ length: 400 }, (_, index) => (index * 37) & 0xff),
  "large.scn": "// x\n".repeat(420_000),
  "deep.scn": `scenario "x" ${"{".repeat(10_000)}`,
  "empty.scn": "",
  "notes.txt": "nothing",
  "vacuous.scn": `${world}scenario "v" on windows 11 { property "p": always clean at worker-return; system.main: PsRevertToSelf() }`,
});
afterAll(() => folder.remove());

describe("exit codes", () => {
  it.each([
    ["everything held", ["run", "held.scn"], 0],
    ["twins hold when the broken one is found", ["run", "twins.scn"], 0],
    ["a scenario failed", ["run", "failing.scn"], 1],
    ["a scenario is vacuous", ["run", "vacuous.scn"], 1],
    ["fuzzing found something", ["fuzz", "play.scn", "--cases", "20000", "--workers", "1"], 1],
    ["a file is as it should be", ["check", "held.scn"], 0],
    ["a file has errors", ["check", "misspelt.scn"], 2],
    ["a code is explained", ["check", "--explain", "scn042"], 0],
    ["there is no such code", ["check", "--explain", "SCN999"], 2],
    ["a file that is run has errors", ["run", "misspelt.scn"], 2],
    ["shrinking what does not fail", ["shrink", "held.scn"], 0],
    ["shrinking what fails", ["shrink", "failing.scn"], 1],
    ["explaining", ["explain", "failing.scn"], 0],
    ["replaying what fails", ["replay", "failing.scn"], 1],
    ["replaying the only case there is", ["replay", "failing.scn", "--case", "0"], 1],
    ["the version is asked for", ["--version"], 0],
    ["help is asked for", ["run", "--help"], 0],
  ])("when %s", async (_, args, code) => {
    expect(await folder.run(args)).toMatchObject({ code });
  });
});

describe("wrong input ends with 2 and one sentence", () => {
  it.each([
    [
      "a file that is not there",
      ["run", "absent.scn"],
      /^guise: absent\.scn: there is no such file or folder\.\n$/,
    ],
    ["a binary file", ["run", "binary.scn"], /^guise: binary\.scn: SCN005: this is no text file/],
    ["two megabytes", ["check", "large.scn"], /^guise: large\.scn: SCN004: the file is larger than 1 MiB/],
    ["a path through a file", ["run", "held.scn/x.scn"], /a part of this path is no folder/],
    ["an empty file", ["run", "empty.scn"], /there is no scenario in this file/],
    [
      "an unknown scenario",
      ["run", "held.scn", "--scenario", "other"],
      /There is no scenario "other"\. There is: "choices"\./,
    ],
    [
      "an unknown version",
      ["run", "held.scn", "--windows", "12"],
      /--windows 12: there is no version 12\. Versions are nt4, 2000, /,
    ],
    [
      "a misspelt version",
      ["run", "held.scn", "--windows", "11, from vsta"],
      /there is no version vsta\. Did you mean vista\?/,
    ],
    [
      "no set of versions",
      ["run", "held.scn", "--windows", "from 7 until 11"],
      /there is no version until\./,
    ],
    [
      "a set without a version",
      ["run", "held.scn", "--windows", "before nt4"],
      /before nt4: there is none\./,
    ],
    [
      "a filter that nothing fits",
      ["run", "held.scn", "--filter", "chioces"],
      /Nothing fits --filter chioces\. There is: "choices"\./,
    ],
    [
      "a version that the scenario does not name",
      ["run", "held.scn", "--windows", "7"],
      /No scenario that was asked for runs on 7/,
    ],
    [
      "a number of runs that is none",
      ["run", "held.scn", "--runs", "many"],
      /must be a whole number above 0/,
    ],
    ["a case of what has one run", ["replay", "failing.scn", "--case", "1"], /no choices.* no case 1\.\n$/],
    ["the same asked of explain", ["explain", "failing.scn", "--case", "7"], /no choices.* no case 7\.\n$/],
    ["a seed that is none", ["fuzz", "held.scn", "--seed", "-1"], /must be a whole number from 0/],
    ["a time that is none", ["fuzz", "held.scn", "--time", "soon"], /must be a time such as 10s/],
    ["an unknown option", ["run", "--fast"], /unknown option '--fast'/],
    ["an unknown command", ["walk"], /unknown command 'walk'/],
    ["an unknown reporter", ["run", "held.scn", "--reporter", "xml"], /pretty, json/],
    [
      "a step that is not there",
      ["explain", "failing.scn", "--step", "9"],
      /There is no step 9: the run has steps 1 to \d\./,
    ],
    ["several scenarios to explain", ["explain", "twins.scn"], /which scenario\? Choose one with --scenario/],
    [
      "a replay of something with choices",
      ["replay", "held.scn"],
      /has choices, so it has more than one run/,
    ],
  ])("for %s", async (_, args, sentence) => {
    const { code, err } = await folder.run(args);
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  });

  it("for a folder without scenarios", async () => {
    const empty = new WorkFolder({ "notes.txt": "" });
    expect(await empty.run(["run"])).toMatchObject({
      code: 2,
      err: "guise: .: there is no .scn file in this folder.\n",
    });
    empty.remove();
  });

  it("for findings that cannot be written", async () => {
    const barred = new WorkFolder({
      "play.scn": world + drivers + play,
      ".guise": "a file where a folder should be",
    });
    const { code, err } = await barred.run(["fuzz", "play.scn", "--cases", "100"]);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(
        /^guise: \.guise.failures: (something else has this name|a part of this path is no folder)\.\n$/,
      ),
    ]);
    barred.remove();
  });

  it("and all errors of a file at once", async () => {
    const { err } = await folder.run(["check", "misspelt.scn"]);
    expect(err).toMatch(/NtOpenThreadtoken[^]*NtOpenProcesToken/);
  });

  it("for nesting of ten thousand, with a diagnostic", async () => {
    expect(await folder.run(["check", "deep.scn"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("SCN004") as string,
    });
  });

  it("though the other files of the folder are still run", async () => {
    const mixed = new WorkFolder({ "a.scn": held, "b.scn": "scenario {" });
    const { code, out } = await mixed.run(["run"]);
    expect([code, out]).toEqual([2, expect.stringContaining("1 held")]);
    mixed.remove();
  });
});

describe("of a file that cannot be run", () => {
  it.each([
    ["run", ["run", "misspelt.scn"]],
    ["fuzz", ["fuzz", "misspelt.scn", "--cases", "10"]],
  ])("%s judges nothing and says no more than what is wrong", async (_, args) => {
    expect(await folder.run(args)).toMatchObject({ code: 2, out: "" });
  });

  it.each([
    ["run", ["run", "misspelt.scn"]],
    ["fuzz", ["fuzz", "misspelt.scn", "--cases", "10"]],
  ])("the JSON document of %s says all that is wrong, with its places", async (_, args) => {
    const { code, out, err } = await folder.run([...args, "--reporter", "json"]);
    expect(err).toBe("");
    const checked = await folder.run(["check", "misspelt.scn", "--reporter", "json"]);
    const { diagnostics, results } = JSON.parse(out) as { diagnostics: unknown[]; results: unknown[] };
    expect([code, results]).toEqual([2, []]);
    expect(diagnostics.length).toBeGreaterThan(1);
    expect(diagnostics).toEqual(JSON.parse(checked.out));
  });
});

describe("input and output", () => {
  it("`--windows all` leaves out no version that a scenario names, also no system that is no Windows", async () => {
    const both = 'scenario "everywhere" on windows all, reactos { system.main: PsRevertToSelf() }\n';
    const named = async (...chosen: string[]): Promise<string[]> => {
      const { out } = await folder.run(["run", "-", "--reporter", "json", ...chosen], both);
      const { results } = JSON.parse(out) as { results: { windows: string }[] };
      return results.map(({ windows }) => windows);
    };
    expect(await named("--windows", "all")).toEqual(await named());
    expect(await named("--windows", "all")).toContain("reactos");
    expect((await folder.run(["run", "-", "--windows", "all"], both)).out).toMatch(/ 11 reactos\n/);
  });

  it("a scenario may come from standard input", async () => {
    expect(await folder.run(["run", "-"], held)).toMatchObject({
      code: 0,
      out: expect.stringContaining("all 3 runs") as string,
    });
  });

  it("JSON is one document whose failures carry a trace", async () => {
    const { out } = await folder.run(["run", "failing.scn", "--reporter", "json"]);
    const { version, results } = JSON.parse(out) as {
      version: number;
      results: { verdict: string; failures: { trace: { steps: unknown[] } }[] }[];
    };
    expect([version, results.length, results[0]!.verdict, results[0]!.failures.length]).toEqual([
      1,
      1,
      "failed",
      1,
    ]);
    expect(results[0]!.failures[0]!.trace.steps.length).toBeGreaterThan(0);
  });

  it("without a terminal there is no colour and no progress", async () => {
    const { out, err } = await folder.run(["fuzz", "play.scn", "--cases", "5000", "--workers", "1"]);
    expect(out + err).not.toContain("\u001b");
  });

  it("a reader that goes away is no error of ours", async () => {
    const shell = spawn(
      "sh",
      [
        "-c",
        `"${process.execPath}" "${join(import.meta.dirname, "../../build/cli.js")}" run failing.scn failing.scn held.scn 2>&1 >&3 3>&- | cat >&2`,
      ],
      { cwd: folder.path, stdio: ["ignore", "ignore", "pipe", "pipe"] },
    );
    (shell.stdio[3] as NodeJS.ReadableStream & { destroy(): void }).destroy();
    let said = "";
    shell.stderr!.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    await new Promise((resolve) => shell.on("close", resolve));
    expect(said).toBe("");
  });

  it("a file says the same the second time, warnings included, and something else when it was changed", async () => {
    const one = (
      level: string,
    ): string => `${world}property "unused ${Math.random()}": always clean at user-return
      scenario "x" on windows 11 { system.main: ctx = SeCreateClientSecurity(system.main, level: ${level}) }`;
    const first = one("SecurityImpersonation");
    const changing = new WorkFolder({ "a.scn": first });
    const withoutTime = ({ code, out, err }: Ended): unknown => [code, out.replace(/ in [\d.]+ s/, ""), err];
    const compiled = withoutTime(await changing.run(["run", "a.scn"]));
    expect(JSON.stringify(compiled)).toMatch(/SCN064/);
    expect(withoutTime(await changing.run(["run", "a.scn"]))).toEqual(compiled);
    writeFileSync(
      join(changing.path, "a.scn"),
      first.replace("level: SecurityImpersonation", "level: SecurityImpersonation, remote: true"),
    );
    expect(withoutTime(await changing.run(["run", "a.scn"]))).not.toEqual(compiled);
    changing.remove();
  });

  it("format writes files in place, and standard input to standard output", async () => {
    const messy = new WorkFolder({ "a.scn": "account   bob {user S-1-5-21-7-7-7-1002}\n" });
    expect(await messy.run(["format", "--check"])).toMatchObject({
      code: 1,
      out: expect.stringContaining("a.scn: not formatted") as string,
    });
    expect(await messy.run(["format"])).toMatchObject({ code: 0 });
    const text = readFileSync(join(messy.path, "a.scn"), "utf8");
    expect(text).toBe("account bob { user S-1-5-21-7-7-7-1002 }\n");
    expect(await messy.run(["format", "--check"])).toMatchObject({ code: 0 });
    expect((await messy.run(["format", "-"], "account   bob {user S-1-5-21-7-7-7-1002}")).out).toBe(text);
    messy.remove();
  });
});
