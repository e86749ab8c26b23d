/** `guise diff`: the first step in which two versions part, and what did it. */
import { afterAll, describe, expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { compareVersions, type VersionComparison } from "../report/versionDifference.ts";
import { newMachine } from "./support/compiled.ts";
import { WorkFolder } from "./support/commandLine.ts";

const world = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
account high { user S-1-5-21-7-7-7-1002; groups Users; integrity High }
process app as bob { thread client, other }
process above as high { thread t }
object public as file "O:BAG:BAD:(A;;FA;;;WD)"
`;
const scenarios = `windows all, reactos
scenario "raised" {
  system.main: token = PsReferencePrimaryToken(system)
  app.client: h = NtOpenProcessToken(app, TOKEN_QUERY)
  system.main: PsImpersonateClient(app.client, token)
}
scenario "alike" { app.client: NtOpenProcessToken(app, TOKEN_QUERY) }
scenario "integrity" {
  system.main: token = PsReferencePrimaryToken(above)
  system.main: PsImpersonateClient(app.client, token)
}
scenario "privilege" {
  system.main: token = PsReferencePrimaryToken(system)
  system.main: PsImpersonateClient(system.main, token)
}
scenario "block" { system.main: token = PsReferencePrimaryToken(app); system.main: PsImpersonateClient(app.client, token) with allocation 1 failing => any }
scenario "block, swept" {
  system.main: token = PsReferencePrimaryToken(app)
  for each allocation failing { system.main: PsImpersonateClient(app.client, token) => any }
}
scenario "guarded" {
  from gate { app.client: NtOpenFile(public, FILE_READ_DATA) } else { app.client: NtOpenProcessToken(app, TOKEN_QUERY) }
}
scenario "judged by one" {
  app.client: NtOpenProcessToken(app, TOKEN_QUERY)
    => STATUS_SUCCESS before vista
    => STATUS_ACCESS_DENIED from vista
  app.other: NtOpenProcessToken(app, TOKEN_QUERY)
}
scenario "judged by both" {
  always app.client.impersonating implies app.client.token.integrity != Medium
  system.main: token = PsReferencePrimaryToken(app)
  system.main: PsImpersonateClient(app.client, token)
  app.other: NtOpenProcessToken(app, TOKEN_QUERY)
}
scenario "judged at the end" {
  app.client: NtOpenProcessToken(app, TOKEN_QUERY)
  expect app.client.token.integrity != Medium
}
scenario "chosen" {
  choose n in 1..3
  if n == 3 { system.main: token = PsReferencePrimaryToken(system); system.main: PsImpersonateClient(app.client, token) }
}
scenario "new only" on windows 11 { app.client: NtOpenProcessToken(app, TOKEN_QUERY) }
`;

const compiled = compile(world + scenarios);
const machine = newMachine();

function compare(title: string, first: string, second: string, runs = 1_000): VersionComparison {
  const scenario = compiled.value.scenarios.find((each) => each.title === title);
  if (scenario === undefined) throw new Error(JSON.stringify(compiled.diagnostics));
  const pair = {
    first: scenario.program(first),
    second: scenario.program(second),
    programWith: scenario.program.bind(scenario),
  };
  return compareVersions(machine, pair, { runs, seed: 0n });
}

describe("two versions part", () => {
  it.each([
    ["raised", "xp-sp1", "xp-sp2", 3, "GATE_ABSENT", ["gate"]],
    ["raised", "2000-sp4", "2000", 3, "GATE_ABSENT", ["gate"]],
    ["integrity", "server-2003", "vista", 2, "GATE_INTEGRITY", ["gate", "integrityCheck"]],
    ["block", "vista", "7", 2, "IMPERSONATION_BLOCK_FAILS", ["impBlockInline"]],
    ["block, swept", "vista", "7", 2, "IMPERSONATION_BLOCK_FAILS", ["impBlockInline"]],
    ["block", "server-2003", "reactos", 2, undefined, ["impBlockFailure"]],
  ])(
    '"%s" between %s and %s in step %d, by %s and the switches %j',
    (title, first, second, step, decision, switches) => {
      const { difference } = compare(title, first, second);
      expect(difference?.step).toBe(step);
      expect(difference?.decision?.name).toBe(decision);
      expect(difference?.cause.kind).toBe("switches");
      expect(difference?.cause.switches.map(({ name }) => name)).toEqual(switches);
      expect(difference?.cause.switches.every(({ source }) => source.includes("facts"))).toBe(true);
    },
  );

  it("the other way round with the same step, the same switch and the answers exchanged", () => {
    const [there, back] = [compare("raised", "xp-sp1", "11"), compare("raised", "11", "xp-sp1")];
    expect(back.difference?.step).toBe(there.difference?.step);
    expect(back.difference?.cause.switches.map(({ values }) => [...values].reverse())).toEqual(
      there.difference?.cause.switches.map(({ values }) => values),
    );
    expect(back.difference?.decision?.answers).toEqual([...there.difference!.decision!.answers].reverse());
  });

  it("by a guard of the file where they do different things", () => {
    expect(compare("guarded", "xp-sp1", "xp-sp2").difference).toMatchObject({
      step: 1,
      cause: { kind: "file", switches: [] },
    });
  });

  it("by a guard of the file where only one is held to something", () => {
    expect(compare("judged by one", "xp-sp1", "11").difference).toMatchObject({
      step: 2,
      sides: [{ step: { actor: "app.other" } }, { ended: { title: "=> STATUS_ACCESS_DENIED" } }],
      cause: { kind: "file", switches: [] },
    });
  });

  it.each([
    ["judged by both", 3, "property"],
    ["judged at the end", 2, "expectation"],
  ])('"%s" where something breaks on one, in step %d, by the switch that breaks it', (title, step, kind) => {
    const { difference } = compare(title, "xp-sp1", "11");
    expect(difference).toMatchObject({ step, sides: [{}, { ended: { kind } }], cause: { kind: "switches" } });
    expect(difference?.sides[0].ended).toBeUndefined();
    expect(difference?.cause.switches.map(({ name }) => name)).toEqual(["integrityCheck"]);
  });

  it("in the run that shows it, and the runs before it are counted", () => {
    const { runs, mode, difference } = compare("chosen", "xp-sp1", "xp-sp2");
    expect({ runs, mode, recipe: difference?.recipe }).toEqual({
      runs: 3,
      mode: "all",
      recipe: { kind: "enumerated", number: "2" },
    });
  });

  it.each([
    ["alike", "nt4", "11"],
    ["alike", "xp-sp1", "reactos"],
    ["raised", "nt4", "xp-sp1"],
    ["privilege", "xp-sp1", "11"],
  ])('nowhere in "%s" between %s and %s', (title, first, second) => {
    expect(compare(title, first, second).difference).toBeUndefined();
  });

  it("never from itself, and every comparison is the same twice", () => {
    for (const { title, versions } of compiled.value.scenarios) {
      for (const version of versions) expect(compare(title, version, version).difference).toBeUndefined();
      if (versions.length > 1) expect(compare(title, "xp-sp1", "11")).toEqual(compare(title, "xp-sp1", "11"));
    }
  });
});

describe("the command", () => {
  const folder = new WorkFolder({ "s.scn": world + scenarios });
  afterAll(() => folder.remove());

  it("ends with 1 where something parts, and tells decision, switch and source", async () => {
    const { code, out } = await folder.run([
      "diff",
      "s.scn",
      "--windows",
      "xp-sp1,xp-sp2",
      "--filter",
      "raised",
    ]);
    expect(code).toBe(1);
    expect(out).toMatch(/raised {2}xp-sp1 and xp-sp2 part in step 3 of run 1\n/);
    expect(out).toMatch(/switch gate: none on xp-sp1, xp2 on xp-sp2/);
    expect(out).toMatch(/facts 5\.2 G0/);
    expect(out).toMatch(/1 of 1 scenario parts$/m);
  });

  it("says what ended a run, and that the file judges only one of them", async () => {
    const { out } = await folder.run(["diff", "s.scn", "--windows", "xp-sp1,11", "--filter", "judged"]);
    expect(out).toContain("11: the run is over: => STATUS_ACCESS_DENIED is broken");
    expect(out).toContain("the file itself judges only one of them here: a guard");
    expect(out).toMatch(/11: the run is over: property "always app.client.impersonating[^"]*" is broken/);
  });

  it("ends with 0 where nothing does", async () => {
    const { code, out } = await folder.run(["diff", "s.scn", "--windows", "8,8.1"]);
    expect(code).toBe(0);
    expect(out).toMatch(/0 of 11 scenarios part; 1 not on both$/m);
  });

  it("says the same as JSON", async () => {
    const { code, out } = await folder.run(["diff", "s.scn", "--windows", "vista,7", "--reporter", "json"]);
    expect(code).toBe(1);
    const document = JSON.parse(out) as {
      scenarios: { scenario: string; place?: { line: number }; difference?: object }[];
      notOnBoth: string[];
    };
    expect(document.notOnBoth).toEqual(["new only"]);
    expect(document.scenarios.filter((each) => each.difference).map((each) => each.scenario)).toEqual([
      "block", "block, swept",
    ]);
    expect(document.scenarios.find((each) => each.difference)?.place?.line).toBeGreaterThan(5);
  });

  it.each([
    [["--windows", "11"], /two versions are compared/],
    [["--windows", "7,11,8"], /two versions are compared/],
    [["--windows", "7,7"], /two versions are compared/],
    [["--windows", "from 7,11"], /two versions are compared/],
    [["--windows", "7,vsta"], /there is no version vsta\. Did you mean vista\?/],
    [["--windows", "7,10", "--scenario", "new only"], /runs on both 7 and 10/],
    [[], /--windows/],
  ])("%j is wrong input", async (options, words) => {
    const { code, err } = await folder.run(["diff", "s.scn", ...options]);
    expect(code).toBe(2);
    expect(err).toMatch(words);
  });
});
