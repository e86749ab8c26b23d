/** The story of a failure: what was seen is what the engine saw, and nothing of the story is missing. */
import { describe, expect, it } from "vitest";
import { expressionValues } from "../report/expressionValues.ts";
import { explain } from "../report/explain.ts";
import { failureReport, failureStory } from "../report/failure.ts";
import { withFlatNames } from "../report/lines.ts";
import { runSteps, type RunStep } from "../report/runSteps.ts";
import { seenValues } from "../report/seenValues.ts";
import { plainPage } from "../report/theme.ts";
import { newMachine, programOf, programsOf, resultOf, scenarioFile } from "./support/compiled.ts";

const first = { kind: "first" } as const;
const world = (body: string): string => `
account bob { user S-1-5-21-7-7-7-1002; groups Users, Administrators deny-only }
process app as bob { thread client, other }
object log as file "O:SYG:SYD:(A;;FA;;;SY)"
scenario "judged" on windows 11 {
  system.main: {
    ctx = SeCreateClientSecurity(app.client, level: SecurityIdentification)
    r = SeImpersonateClientEx(ctx)
  }
  app.client: own = NtOpenProcessToken(app, TOKEN_QUERY)
  ${body}
}`;
const programFor = (body: string) => withFlatNames(programOf(world(body), "judged", "11"));

/** Conditions, and what their paths stood for. */
const conditions: readonly (readonly [string, readonly string[]])[] = [
  [
    "system.main.token.user == LocalSystem",
    ["system.main.token: bob, Medium, SecurityIdentification", "system.main.token.user: bob"],
  ],
  ["system.main.level < SecurityImpersonation", ["system.main.level: SecurityIdentification"]],
  ["app.client.level < SecurityImpersonation", ["app.client.level: none"]],
  [
    "app.client.impersonating implies app.other.impersonating",
    ["app.client.impersonating: false", "app.other.impersonating: false"],
  ],
  ["system.main.mode == user or bugcheck != none", ["system.main.mode: kernel", "bugcheck: none"]],
  [
    "Administrators in app.token.groups.denyOnly",
    ["app.token: bob, Medium", "app.token.groups.denyOnly: Administrators"],
  ],
  [
    "SeChangeNotifyPrivilege in app.token.privileges.enabled",
    ["app.token: bob, Medium", "app.token.privileges.enabled: SeChangeNotifyPrivilege"],
  ],
  ["r.level == SecurityImpersonation", ["r.level: SecurityIdentification"]],
  ["r.failed", ["r.status: STATUS_SUCCESS", "r.failed: false"]],
  ["own.access == TOKEN_QUERY", ["own.access: TOKEN_QUERY"]],
  ["own.token.integrity >= High", ["own.token: bob, Medium", "own.token.integrity: Medium"]],
  [
    "every t in app.threads: not t.impersonating",
    ["app.client.impersonating: false", "app.other.impersonating: false"],
  ],
  ["some t in threads: t.level == SecurityIdentification", ["system.main.level: SecurityIdentification"]],
  ["no h in handles where h.access != TOKEN_QUERY: TOKEN_QUERY in h.access", ["0x4.access: TOKEN_QUERY"]],
  ["count(app.threads) == 2", []],
  ["count(app.token.groups) > 20", ["app.token: bob, Medium"]],
  ["app.token.session in [0x3e7, 0x3e4]", ["app.token: bob, Medium", "app.token.session: 0x3e9"]],
  [
    "app.token.elevation == TokenElevationTypeLimited",
    ["app.token: bob, Medium", "app.token.elevation: TokenElevationTypeLimited"],
  ],
];

describe.each(conditions)("%s", (condition, values) => {
  const bodies = [`expect ${condition}`, `expect not (${condition})`];

  it("is judged again as the engine judged it", () => {
    const verdicts = bodies.map((body) => {
      const program = programFor(body);
      const machine = newMachine();
      let last: RunStep | undefined;
      for (const step of runSteps(machine, program, first)) last = step;
      const moment = { before: machine.viewOf(last!.before), now: machine.viewOf(last!.after), program };
      const { truth } = expressionValues(0, moment);
      expect(truth).toBe(machine.end().verdict === "Held");
      return truth;
    });
    expect(verdicts.sort()).toEqual([false, true]);
  });

  it("is told with what its paths stood for", () => {
    const told = bodies.flatMap((body) => seenValues(newMachine(), programFor(body), first));
    const words = told.map(({ path, value }) => `${path}: ${value}`);
    expect(words).toEqual(expect.arrayContaining([...values]));
  });
});

it.each([
  [
    "app.client: NtClose(own) => STATUS_INVALID_HANDLE",
    ["demanded: STATUS_INVALID_HANDLE", "it was: STATUS_SUCCESS"],
  ],
  [
    "system.main: SeImpersonateClientEx(ctx) => level: SecurityDelegation",
    ["demanded: level: SecurityDelegation", "it was: level: SecurityIdentification"],
  ],
])("%s is told with what came instead", (body, words) => {
  const values = seenValues(newMachine(), programFor(body), first);
  expect(values.map(({ path, value }) => `${path}: ${value}`)).toEqual(words);
});

const twins = [
  ["downgrade-mistaken", "11", "spooler.main, on queue: FILE_WRITE_DATA"],
  ["downgrade-mistaken", "11", "app.client (mallory, Medium), who could not have done it by itself"],
  ["raised-thread", "xp-sp1", "thief, who controls app.accomplice"],
  ["raised-thread", "xp-sp1", "thief can act as LocalSystem, SecurityImpersonation"],
  [
    "left-on-worker",
    "xp-sp2",
    "system.worker1 when it returns     impersonates mallory at SecurityImpersonation, copyOnOpen",
  ],
  ["raised-thread", "xp-sp1", "could act at the start as  mallory"],
  ["return-while-raised", "11", "when it entered"],
] as const;

describe.each(twins)("the story of %s on %s", (file, version, seen) => {
  const source = scenarioFile(`attacks/${file}.scn`);
  const program = programsOf(source.text).find(
    (each) => each.breaks.length > 0 && each.version === version,
  )!;
  const failure = resultOf(source, program).expectedFailure!;
  const report = failureReport(newMachine(), program, failure);
  const story = failureStory(report, { source, page: plainPage, replay: "guise replay here.scn" });

  it("shows the line, the values, the steps, the decision with its source, and the command", () => {
    expect(story).toContain(`property "${failure.title}" is broken in step ${report.trace.steps.length}`);
    expect(story).toMatch(new RegExp(`> \\d+ \\| property "${failure.title}"`));
    expect(story).toContain(seen);
    for (const section of [
      "What was seen",
      "The steps (",
      "What decided",
      "source: ",
      "Nearest change",
      "Again",
    ]) {
      expect(story).toContain(section);
    }
    expect(story.endsWith("  guise replay here.scn")).toBe(true);
  });

  it("stays within the page, but for the source's own lines and sources of facts", () => {
    const wide = story
      .split("\n")
      .filter((line) => line.length > plainPage.width && !/^ +>? *\d+ \||source: /.test(line));
    expect(wide).toEqual([]);
  });

  it("is the same each time, and the run that was found", () => {
    expect(
      failureStory(failureReport(newMachine(), program, failure), {
        source,
        page: plainPage,
        replay: "guise replay here.scn",
      }),
    ).toBe(story);
    expect(report.trace.broken?.title).toBe(failure.title);
    expect(report.explanation).toEqual(explain(newMachine(), program, failure.recipe));
  });
});

it("a run that fails before its first step is told all the same", () => {
  const text = `
account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client }
scenario "at once" on windows 11 {
  expect app.client.impersonating
  app.client: NtOpenProcessToken(app, TOKEN_QUERY)
}`;
  const program = programOf(text, "at once", "11");
  const report = failureReport(newMachine(), program, { recipe: first, key: "", title: "", count: 1n });
  expect(report.explanation).toBeUndefined();
  const story = failureStory(report, { source: { name: "a.scn", text }, page: plainPage });
  expect(story).toContain("an expectation is broken before the first step: expect app.client.impersonating");
  expect(story).toContain("app.client.impersonating  false");
});

it.each([
  ["Users", "SeChangeNotifyPrivilege, SeDebugPrivilege", "Medium", "it holds SeDebugPrivilege"],
  ["Users, Guests", "SeChangeNotifyPrivilege", "Medium", "it can enable Guests"],
  ["Users", "SeChangeNotifyPrivilege", "Low", undefined],
])("what an identity gains is told: %s, %s, %s", (groups, privileges, integrity, gain) => {
  const text = `account limited { user S-1-5-21-7-7-7-1001; groups Users; privileges SeChangeNotifyPrivilege }
    account full { user S-1-5-21-7-7-7-1001; groups ${groups}; privileges ${privileges}; integrity ${integrity} }
    process app as limited { thread one }
    process adm as full { thread t }
    attacker a { controls app.one; calls user routines; names app, adm; holds none }
    scenario "s" on windows 11 {
      never escalation by a
      play a
      app.one: NtOpenProcessToken(adm, TOKEN_DUPLICATE)
      expect 1 == 2
    }`;
  const values = seenValues(newMachine(), programOf(text, "s", "11"), first);
  const gains = values.filter(({ path }) => path === "what was gained").map(({ value }) => value);
  const start =
    "a can act as full, Medium: a thread of app may impersonate it through handle 0x4 (TOKEN_DUPLICATE)";
  const beyond = "; beyond the nearest identity of the start (limited, Medium) ";
  expect(gains).toEqual(gain === undefined ? [] : [`${start}${beyond}${gain}`]);
});

describe("a call that says nothing of its failure", () => {
  const told = (text: string): string => {
    const program = programOf(text, "judged", "11");
    const machine = newMachine();
    const report = failureReport(machine, program, { recipe: first, key: "", title: "", count: 1n });
    return failureStory(report, { source: { name: "judged.scn", text }, page: plainPage });
  };
  const serving = (line: string): string => world("app.client: enter filter.open()").replace("\nscenario", `
driver filter { entry open() {
  ${line}
} }
scenario`);
  const denied = "NtOpenFile(log, FILE_READ_DATA, attributes: OBJ_FORCE_ACCESS_CHECK)";

  it("is told what code writes that goes on or leaves", () => {
    expect(told(serving(denied))).toMatch(/What to do\n.*Write `else return` behind\s+it, or `=> any`/s);
  });

  it.each([
    ["where it demands something", serving(`${denied} => STATUS_SUCCESS`)],
    ["in a scenario's own lines", world("app.client: NtOpenFile(log, FILE_READ_DATA)")],
  ])("is told nothing %s", (_, text) => {
    expect(told(text)).toContain("a demand is broken");
    expect(told(text)).not.toContain("What to do");
  });
});
