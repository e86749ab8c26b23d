/**
 * The nearest change of a broken demand is one that mends it, or at least answers what it asks otherwise; one
 * that changes something else is not told.
 */
import { expect, it } from "vitest";
import { explain } from "../report/explain.ts";
import { explanationText } from "../report/explanationText.ts";
import { plainPage } from "../report/theme.ts";
import { failingRecipe, newMachine, programOf } from "./support/compiled.ts";

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
