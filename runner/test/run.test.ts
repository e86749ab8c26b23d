/** What `run` judges: all runs or a sample, verdicts, twins, vacuity. */
import { describe, expect, it } from "vitest";
import type { Program } from "../../grammar/image/programImage.ts";
import { CampaignRunner, type CompiledFile } from "../campaign/runAll.ts";
import { runProgram, type RunBudget } from "../campaign/runProgram.ts";
import type { ScenarioResult } from "../campaign/results.ts";
import { compileSource } from "../node/compileSources.ts";
import { newMachine, programsOf } from "./support/compiled.ts";
import { broken, choices, drivers, play, repaired, world } from "./support/smallScenarios.ts";

const usual: RunBudget = { runs: 3_000, seed: 0n };

async function resultsOf(text: string, budget = usual): Promise<ScenarioResult[]> {
  const compiled = compileSource({ name: "text.scn", text, folder: "here" });
  if (compiled.broken) throw new Error(JSON.stringify(compiled.diagnostics));
  const machine = newMachine();
  const runner = new CampaignRunner(
    (program) => runProgram(machine, program, budget),
    () => [],
  );
  const results: ScenarioResult[] = [];
  for await (const result of runner.results([compiled], {})) results.push(result);
  return results;
}

const one = async (text: string, budget = usual): Promise<ScenarioResult> =>
  (await resultsOf(text, budget))[0]!;

describe("runs", () => {
  it.each([
    [1, 1],
    [7, 7],
    [214, 214],
  ])("of a choice among %d are all %d", async (count, runs) => {
    expect(await one(world + choices(count))).toMatchObject({
      verdict: "held",
      mode: "all",
      runs: BigInt(runs),
    });
  });

  it("as many as the limit are all made; one more, and as many as the limit are drawn", async () => {
    expect(await one(world + choices(100), { runs: 100, seed: 0n })).toMatchObject({
      mode: "all",
      runs: 100n,
    });
    expect(await one(world + choices(101), { runs: 100, seed: 9n })).toMatchObject({
      mode: "sampled",
      runs: 100n,
      seed: 9n,
    });
  });

  it("drawn from the same seed have the same failures, from another seed others", async () => {
    const failures = async (seed: bigint): Promise<unknown> =>
      (await one(world + drivers + play, { runs: 3_000, seed })).failures.map((each) => [
        each.key,
        each.recipe,
        each.count,
      ]);
    const first = await failures(1n);
    expect(first).not.toEqual([]);
    expect(await failures(1n)).toEqual(first);
    expect(await failures(2n)).not.toEqual(first);
  });

  it("that are counted fail again when they are made again from their recipe", async () => {
    const { failures, program } = await one(world + drivers + play);
    const machine = newMachine();
    expect(failures.length).toBeGreaterThan(0);
    for (const { recipe, end } of failures) {
      machine.load(program.image);
      if (recipe.kind === "drawn") machine.beginCase(recipe.seed, recipe.case);
      expect(machine.finish()).toMatchObject({
        verdict: end.verdict,
        broken: end.broken,
        deciding: end.deciding,
        steps: end.steps,
      });
    }
  });

  it("that fail when all are enumerated fail again by their number", async () => {
    const { failures, program } = await one(
      `${world}scenario "x" on windows 11 { choose n in 1..5; if n == 4 { victim: NtOpenProcessToken(system, TOKEN_QUERY) } }`,
    );
    expect(failures).toMatchObject([{ count: 1n, recipe: { kind: "enumerated", number: 3n } }]);
    const machine = newMachine();
    machine.load(program.image);
    machine.beginEnumerated(3n);
    expect(machine.finish()).toMatchObject({ verdict: "Failed", broken: failures[0]!.end.broken });
  });
});

describe("an attacker that never plays", () => {
  it.each([
    ["without calls", "controls app.victim"],
    ["without threads", "calls user routines"],
    ["with nothing", ""],
  ])("%s may be asked about", async (_, members) => {
    const text = `${world}attacker calm { ${members} }
scenario "asked" on windows 11 { never escalation by calm; system.main: NtOpenProcessToken(app, TOKEN_QUERY) }`;
    expect(await one(text)).toMatchObject({ runs: 1n, failures: [] });
  });
});

describe("a verdict", () => {
  it("is failed when a demand does not hold, and the failure names the line", async () => {
    const { verdict, failures } = await one(
      `${world}scenario "x" on windows 11 {\n  victim: NtOpenProcessToken(system, TOKEN_QUERY) => STATUS_SUCCESS\n}`,
    );
    expect(verdict).toBe("failed");
    expect(failures.map((each) => each.title)).toEqual(["=> STATUS_SUCCESS"]);
  });

  it("is bug check when one comes that nothing demands, and held when it is demanded", async () => {
    const item = (demand: string): string => `${world}driver d { entry e() {
      ctx = SeCreateClientSecurity(system.main, level: SecurityImpersonation)
      IoQueueWorkItem { SeImpersonateClientEx(ctx) }
    } }
    scenario "x" on windows 11 { system.main: ctx2 = SeCreateClientSecurity(system.main, level: SecurityImpersonation); ${demand} }`;
    const { verdict, failures } = await one(item("victim: enter d.e()"));
    expect(verdict).toBe("bug check");
    expect(failures.map((each) => each.title)).toEqual(["IMPERSONATING_WORKER_THREAD"]);
  });

  it("is failed when one line of driver code stands at two places, with one failure and not two", async () => {
    const { failures, runs } =
      await one(`${world}driver d { entry e() { ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) => STATUS_BAD_IMPERSONATION_LEVEL } }
      scenario "x" on windows 11 { any of { victim: enter d.e(); accomplice: enter d.e() } }`);
    expect(runs).toBe(2n);
    expect(failures.map((each) => each.count)).toEqual([2n]);
  });
});

describe("twins", () => {
  it("hold when the broken one is found broken and the repaired one is not", async () => {
    const [first, second] = await resultsOf(world + drivers + broken + repaired);
    expect(first).toMatchObject({
      verdict: "held",
      failures: [],
      twin: { kind: "breaks", titles: ["clean"] },
    });
    expect(first!.expectedFailure!.title).toBe("clean");
    expect(second).toMatchObject({
      verdict: "held",
      twin: { kind: "repairs", broken: "raised", brokenFound: true },
    });
  });

  it("fail when what should be broken is not", async () => {
    const result = await one(world + drivers + broken.replace("raising.work", "reverting.work"));
    expect(result).toMatchObject({ verdict: "failed", failures: [] });
    expect(result.expectedFailure).toBeUndefined();
  });

  it("fail when something else than the named property is broken", async () => {
    const result = await one(
      `${world}${drivers}scenario "raised" on windows 11 breaks "clean" { maybe { victim: NtOpenProcessToken(system, TOKEN_QUERY) }; victim: enter raising.work() }`,
    );
    expect(result).toMatchObject({
      verdict: "failed",
      failures: [{ title: "victim: NtOpenProcessToken(system, TOKEN_QUERY)" }],
    });
    expect(result.expectedFailure?.title).toBe("clean");
  });

  it("are vacuous when the same budget does not find the broken one", async () => {
    const quiet = broken.replace("raising.work", "reverting.work");
    const [, second] = await resultsOf(
      world +
        drivers +
        quiet +
        repaired.replace(" with reverting as raising", " { victim: enter reverting.work() }"),
    );
    expect(second!.verdict).toBe("vacuous");
    expect(second!.vacuous[0]).toContain("does not find its broken twin");
  });

  it("may stand in two files of one folder", async () => {
    const both = compileSource({
      name: "both.scn",
      text: world + drivers + broken + repaired,
      folder: "here",
    });
    const only = (title: string): CompiledFile => ({
      ...both,
      programs: both.programs.filter((program) => program.scenario === title),
    });
    const machine = newMachine();
    const resultWith = async (siblings: readonly CompiledFile[]): Promise<ScenarioResult> => {
      const runner = new CampaignRunner(
        (program) => runProgram(machine, program, usual),
        () => siblings,
      );
      return (await runner.results([only("lowered")], {}).next()).value!;
    };
    expect(await resultWith([only("lowered"), only("raised")])).toMatchObject({
      verdict: "held",
      twin: { brokenFound: true },
    });
    expect(await resultWith([only("lowered")])).toMatchObject({
      verdict: "vacuous",
      twin: { brokenFound: false },
    });
  });
});

describe("vacuous", () => {
  const judged = (judgement: string, body = "system.main: PsRevertToSelf()"): string =>
    `${world}scenario "x" on windows 11 { ${judgement}; ${body} }`;

  it.each([
    [
      "a property about what is never written",
      judged(`property "p": always victim.level != SecurityDelegation`),
    ],
    ["a moment that never comes", judged(`property "p": always clean at worker-return`)],
    [
      "a goal that no run reaches",
      judged(`property "p": sometimes victim.impersonating`, `system.main: t = PsReferencePrimaryToken(app)`),
    ],
    [
      "a quantifier over nothing",
      judged(
        `property "p": always every h in app.handles: h.access != 0`,
        "system.main: NtOpenProcessToken(system, TOKEN_QUERY)",
      ),
    ],
  ])("is %s, with the number of runs or judgements", async (_, text) => {
    const result = await one(text);
    expect(result.verdict).toBe("vacuous");
    expect(result.vacuous.join()).toMatch(/\b\d+ (run|time)/);
  });

  it.each([
    [
      "what is written holds",
      judged(
        `property "p": always victim.level != SecurityDelegation`,
        `system.main: t = PsReferencePrimaryToken(app); system.main: PsImpersonateClient(victim, t, copyOnOpen: true, effectiveOnly: false, level: SecurityImpersonation)`,
      ),
    ],
    [
      "a property that counts what there may be none of holds",
      judged(
        `property "p": always count(app.handles) == 0`,
        "system.main: NtOpenProcessToken(system, TOKEN_QUERY)",
      ),
    ],
    [
      "an expectation that counts none holds",
      judged("expect count(app.handles) == 0"),
    ],
    [
      "a goal that is reached holds",
      judged(
        `property "p": sometimes victim.impersonating`,
        `system.main: t = PsReferencePrimaryToken(app); system.main: PsImpersonateClient(victim, t, copyOnOpen: true, effectiveOnly: false, level: SecurityImpersonation)`,
      ),
    ],
  ])("%s", async (_, text) => {
    expect(await one(text)).toMatchObject({ verdict: "held", vacuous: [] });
  });

  it("is said of an attacker's routine that never succeeded as a warning with its count", async () => {
    const { warnings } = await one(`${world}object sealed as file "O:SYG:SYD:(A;;FA;;;SY)"
      attacker thief { controls app.accomplice; calls NtOpenFile, NtOpenThreadToken; names app.accomplice, sealed; holds none }
      scenario "x" on windows 11 { property "p": never escalation by thief; play thief for 2 }`);
    expect(warnings.join("\n")).toMatch(/thief: NtOpenFile never succeeded \(tried [\d,]+ times\)/);
  });

  it("is said of a routine that was never called with what was lacking for it", async () => {
    const { warnings } = await one(`${world}
      attacker thief { controls app.accomplice; calls NtDuplicateToken, NtOpenThreadToken; names app.accomplice; holds none }
      scenario "x" on windows 11 { property "p": never escalation by thief; play thief for 2 }`);
    expect(warnings).toContain("thief: NtDuplicateToken was never called: it never had a handle to a token to call it with");
  });

  it("is said of a routine for whose operand nothing is named", async () => {
    const { warnings } = await one(`${world}
      attacker thief { controls app.accomplice; calls NtOpenFile, NtOpenThreadToken; names none; holds none }
      scenario "x" on windows 11 { property "p": never escalation by thief; play thief for 2 }`);
    expect(warnings).toContain("thief: NtOpenFile was never called: it never had an object to call it with");
  });
});

it("who holds a token can use it: an attacker from the start, at the level that is said", async () => {
  const text = (level: string): string => `account mallory { groups Users; privileges SeImpersonatePrivilege }
account alice { groups Users, Administrators }
process vic as alice { thread a }
process app as mallory { thread t; handles vic.token TOKEN_QUERY }
attacker thief { controls app; calls NtSetInformationThread; holds vic.token TOKEN_IMPERSONATE as ${level} }
scenario "s" on windows 11 {
  expect count(handles) == 2 and count(tokens) == 4
  expect some h in app.handles: h.token == vic.token and h.access == TOKEN_QUERY
  expect some h in app.handles: h.token.user == alice and h.token.level == ${level} and h.token.type == TokenImpersonation
  never escalation by thief
  sometimes app.t.token.user == alice and app.t.level == SecurityImpersonation
  play thief for 2
}`;
  expect(await one(text("SecurityImpersonation"))).toMatchObject({ verdict: "held", vacuous: [] });
  expect((await one(text("SecurityIdentification"))).verdict).not.toBe("held");
});

it("a program is the same data for every run of it", () => {
  const programs = (): Program[] => programsOf(world + drivers + broken + repaired);
  expect(programs()).toEqual(programs());
});
