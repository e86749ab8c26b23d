/**
 * The nearest change of a broken demand is one that mends it, or at least answers what it asks otherwise;
 * that of a broken property one with which it holds. One that changes something else is not told.
 */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { controlRecord } from "../../grammar/image/records.ts";
import { controlOf } from "../../grammar/image/tableNumbers.ts";
import { flatLinesOf } from "../campaign/flatRun.ts";
import { flatText } from "../campaign/flatText.ts";
import { programOfSaved } from "../campaign/saveFailures.ts";
import { shrink } from "../campaign/shrink.ts";
import { explain } from "../report/explain.ts";
import { explanationText } from "../report/explanationText.ts";
import { withFlatNames } from "../report/lines.ts";
import { attemptsAt } from "../report/nearestChange.ts";
import { plainPage } from "../report/theme.ts";
import { ChangedRun } from "./support/changedRun.ts";
import { failingRecipe, newMachine, programOf, resultOf, scenarioFile } from "./support/compiled.ts";

const world = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
account eve { user S-1-5-21-7-7-7-1003; groups Users }
process app as bob { thread victim }
process office as eve { thread clerk }
object secrets as file "O:SYG:SYD:(A;;FA;;;SY)(A;;FR;;;BU)"
`;
const raised = "system.main: ctx = SeCreateClientSecurity(system.main, level: SecurityImpersonation)\n";
const machine = newMachine();

/** What is told of the failure of a scenario's only run. */
function told(statements: string, step?: number) {
  const text = `${world}scenario "x" on windows 11 {\n${statements}\n}`;
  const program = programOf(text, "x", "11");
  const recipe = failingRecipe({ name: "x.scn", text }, program);
  const explanation = explain(machine, program, recipe, step);
  const outcomes = explanation.changes.map(({ outcome }) => outcome);
  return { outcomes, text: explanationText(explanation, plainPage) };
}

it("what decided is the question that the nearest change turns, where the step's last answer was a mere no", () => {
  const { text } = told(
    "never old(app.victim.copyOnOpen) and not app.victim.copyOnOpen\n"
    + "app.victim: NtImpersonateThread(current, current, level: SecurityImpersonation)\n"
    + "app.victim: NtOpenThreadToken(current, TOKEN_QUERY)",
  );
  const decided = text.slice(text.indexOf("What decided"));
  expect(decided).toContain("THREAD_COPIES_ON_OPEN");
  expect(decided).toContain("If app.victim impersonated without copyOnOpen");
  // the name of the failure is another question's, and how the two go together is said
  const [before, naming] = decided.split("The failure is known by ");
  expect(before).not.toContain("GATE_RESTRICTED_DIFFERS");
  expect(naming).toMatch(/^GATE_RESTRICTED_DIFFERS no, the last question of\s+this step/);
});

const duplicate = "victim: t = NtOpenProcessToken(app, TOKEN_DUPLICATE)\n"
  + "victim: d = NtDuplicateToken(t, type: TokenPrimary) => any\n";

it.each([
  ["a status", "victim: NtOpenProcessToken(office, TOKEN_QUERY)", "NtOpenProcessToken would return STATUS_SUCCESS"],
  [
    "another refusal", `victim: NtOpenProcessToken(office, TOKEN_QUERY) => STATUS_INVALID_HANDLE`,
    "NtOpenProcessToken would return STATUS_SUCCESS",
  ],
  [
    "an out", `${raised}system.main: SeImpersonateClientEx(ctx, victim) => level: SecurityImpersonation`,
    "the level would be SecurityImpersonation",
  ],
  [
    "an expectation", `${raised}system.main: SeImpersonateClientEx(ctx, victim)\nexpect victim.level == SecurityImpersonation`,
    "the level would be SecurityImpersonation",
  ],
  [
    "an expectation that an earlier step broke",
    "victim: f = NtOpenFile(secrets, FILE_WRITE_DATA) => any\nvictim: NtOpenProcessToken(app, TOKEN_QUERY)\nexpect not f.failed",
    "NtOpenFile would return STATUS_SUCCESS",
  ],
  [
    "an expectation that two steps together broke",
    "victim: f = NtOpenFile(secrets, FILE_WRITE_DATA) => any\nvictim: g = NtOpenFile(secrets, FILE_WRITE_DATA) => any\n"
      + "expect not (f.failed and g.failed)",
    "NtOpenFile would return STATUS_SUCCESS",
  ],
])("of %s all changes that are told bear on it", (_, statements, outcome) => {
  const { outcomes } = told(statements);
  expect(outcomes.length).toBeGreaterThan(0);
  for (const each of outcomes) expect(each).toContain(outcome);
});

it.each([
  ["status that nothing near makes", "victim: NtOpenProcessToken(app, TOKEN_QUERY) => STATUS_ACCESS_DENIED", "the demand hold"],
  ["failure that nothing near makes", `${duplicate}expect d.failed`, "the expectation true"],
])("of a %s nothing beside the point is told", (_, statements, aim) => {
  const { outcomes, text } = told(statements);
  expect(outcomes).toEqual([]);
  expect(text).toMatch(new RegExp(`None of the \\d+ single changes that can be tried makes\\s+${aim}\\.`));
});

it("of a step that is asked for by its number every change is told", () => {
  expect(told(`${duplicate}expect d.failed`, 2).outcomes).not.toEqual([]);
});

it("what mends comes before what only answers otherwise", () => {
  const { outcomes } = told("server.main: NtOpenThreadToken(victim, TOKEN_QUERY) => STATUS_NO_TOKEN"
    .replace("server.main", "clerk"));
  expect(outcomes[0]).toContain("STATUS_NO_TOKEN");
});

describe("of a broken property", () => {
  it.each([
    ["another one is not told, nor what the change itself says", `
      driver d { entry work() { PsRevertToSelf() } }
      attacker thief { controls app.accomplice; calls NtImpersonateThread; names app.victim; holds none }
      scenario "x" on windows xp-sp1 {
        property "no gain": never escalation by thief
        property "clean": always clean at user-return
        concurrently {
          lane victim { enter d.work() }
          play thief for 1
        }
      }`, /None of the \d+ single changes that can be tried makes "clean" hold\./],
    ["what is decided before is told where the run holds with it", `
      driver d { entry work() {
        ctx = SeCreateClientSecurity(system.main, level: SecurityImpersonation) else return
        SeImpersonateClientEx(ctx) else return
        NtOpenFile(secrets, FILE_WRITE_DATA, attributes: OBJ_FORCE_ACCESS_CHECK) else return
        PsRevertToSelf()
      } finally { SeDeleteClientSecurity(ctx) } }
      scenario "x" on windows 11 { property "clean": always clean at user-return; victim: enter d.work() }`,
    /NtOpenFile would return STATUS_SUCCESS,\s+and\s+"clean" would not be broken\./],
  ])("%s", (_, text, words) => {
    const source = { name: "x.scn", text: world.replace("thread victim", "thread victim, accomplice") + text };
    const program = programOf(source.text, "x", /on windows (\S+)/.exec(text)![1]!);
    const explanation = explain(machine, program, failingRecipe(source, program));
    expect(explanation.broken).toMatchObject({ kind: "property", title: "clean" });
    expect(explanationText(explanation, plainPage)).toMatch(words);
    for (const { sentence } of explanation.changes) expect(sentence).toContain(`"clean" would not be broken`);
  });
});

it("before the gate a lower level in the call is the nearest change with which nobody gains", () => {
  const text = `${world}process desk as eve { thread open { sddl "D:(A;;GA;;;WD)" } }
    attacker thief { controls app.victim; calls NtImpersonateThread; names desk.open; holds none }
    scenario "x" on windows xp-sp1 { never escalation by thief
      play thief
      victim: NtImpersonateThread(current, desk.open, level: SecurityImpersonation) }`;
  const { changes } = explain(machine, programOf(text, "x", "xp-sp1"), { kind: "first" });
  expect(changes[0]!.sentence).toBe(
    'If the call said level: SecurityIdentification, "never escalation by thief" would not be broken here '
      + "and the level would be SecurityIdentification.",
  );
});

describe("the failures of the attacks, shrunk", () => {
  const shrunk = readdirSync(new URL("../../scenarios/attacks", import.meta.url)).flatMap((name) => {
    const source = scenarioFile(`attacks/${name}`);
    const { value } = compile(source.text);
    return value.scenarios.slice(0, 1).flatMap((scenario) => {
      const version = scenario.versions.at(-1)!;
      const program = scenario.program(version);
      const failure = resultOf(source, program, 500).expectedFailure;
      if (failure === undefined) return [];
      const origin = { program, file: value.file, text: source.text, title: "x", found: "Found by a test." };
      const { lines, end } = flatLinesOf(machine, program, failure.recipe);
      const text = flatText(machine, origin, shrink(machine, program, lines, end)!.lines, end)!;
      const strict = withFlatNames(programOfSaved(text));
      // a saved text demands what was seen, which a change makes untrue
      const records = strict.image.records.map((record, at) =>
        /^Demand/.test(controlOf(record.operation) ?? "") ? controlRecord("Jump", at + 1) : record,
      );
      return [{ name, program: strict, bare: { ...strict, image: { ...strict.image, records } } }];
    });
  });
  const all = shrunk.flatMap(({ name, program, bare }) => {
    const explanation = explain(machine, program, { kind: "first" });
    return explanation.changes.map(({ sentence }) => ({ name, bare, explanation, sentence }));
  });

  it("have changes that are told", () => {
    expect(shrunk.length).toBeGreaterThan(15);
    expect(new Set(all.map(({ name }) => name)).size).toBeGreaterThan(6);
  });

  it("do not come with any change that is told", () => {
    const left = all.filter(({ bare, explanation, sentence }) => {
      const { because, step } = explanation;
      const number = sentence.includes("would not be broken here") ? step.number : (because ?? { step }).step.number;
      const { attempts } = attemptsAt(machine, bare, { kind: "first" }, number)!;
      const { flip } = attempts.find(({ change }) => change && sentence.startsWith(change.condition))!;
      return new ChangedRun(machine, bare, { kind: "first" }).verdict(number, flip.change) !== "Held";
    });
    expect(left.map(({ name, sentence }) => `${name}: ${sentence}`)).toEqual([]);
  });
});

it("a change is tried with the turns that the run took, not with those of another run of the same number", () => {
  const text = `account bob { user S-1-5-21-7-7-7-1002; groups Users; privileges SeImpersonatePrivilege }
process pb as bob { thread b1, b2 }
driver d {
  entry go() {
    c = SeCreateClientSecurity(current, level: SecurityImpersonation) else return
    SeDeleteClientSecurity(c)
    PsIsThreadImpersonating(current) => any
  }
}
scenario "s" on windows 11 {
  always clean at user-return
  concurrently {
    lane b2 {
      NtImpersonateThread(b1, current, level: SecurityImpersonation) => any
      NtOpenProcessToken(pb, TOKEN_QUERY)
      NtSetInformationThread(b1, ThreadImpersonationToken, none)
    }
    lane b1 { enter d.go() }
  }
}`;
  const program = programOf(text, "s", "11");
  const recipe = failingRecipe({ name: "s.scn", text }, program);
  const { changes } = explain(machine, program, recipe);
  // at a lower level the driver returns earlier, and the thread still impersonates
  expect(changes.map(({ condition }) => condition).join()).not.toMatch(/level: Security/);
  expect(changes.map(({ outcome }) => outcome).join()).toContain('"always clean at user-return" would not be broken');
});
