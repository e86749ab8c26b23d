/** Who asked: an explanation names the routine that asked in this step, and a source that speaks of it. */
import { describe, expect, it } from "vitest";
import { decisions, type Decision } from "../../core/tables/decisions.ts";
import { operations } from "../../core/tables/operations.ts";
import { routineReadings } from "../../core/tables/readings.ts";
import { askerOf, decidingRoutine } from "../report/asker.ts";
import { explain } from "../report/explain.ts";
import { explanationText } from "../report/explanationText.ts";
import { asked, askersOf, reached } from "../report/reference/asking.ts";
import { plainPage } from "../report/theme.ts";
import { reportDocument } from "../report/json.ts";
import { newMachine, programOf, resultOf } from "./support/compiled.ts";

const rows: readonly Decision[] = decisions;
const pairs = operations.flatMap(({ routine }) =>
  rows
    .filter((row) => asked(routine).some(({ step }) => step.decision === row.name))
    .map((row) => ({ routine, row, told: askerOf(row, routine) })),
);

it("a question is told of a routine that the step went through and that asks it", () => {
  const foreign = pairs.filter(
    ({ routine, row, told }) =>
      routineReadings[row.routine] !== undefined &&
      told.routine !== routine &&
      !(reached(routine).includes(told.routine) && askersOf(row.name).includes(told.routine)),
  );
  expect(pairs.length).toBeGreaterThan(500);
  expect(foreign.map(({ routine, row }) => `${row.name} in ${routine}`)).toEqual([]);
});

it("where another routine asks it, no page of the one that the table names is its source", () => {
  const borrowed = pairs.filter(
    ({ row, told }) => told.routine !== row.routine && row.source.includes(row.routine.toLowerCase()),
  );
  expect(pairs.filter(({ row, told }) => told.routine !== row.routine).length).toBeGreaterThan(30);
  const unchanged = borrowed.filter(({ row, told }) => told.source === row.source);
  expect(unchanged.map(({ row, told }) => `${row.name} in ${told.routine}`)).toEqual([]);
});

it("every source of another routine is of one that asks", () => {
  const unused = rows.flatMap((row) =>
    Object.keys(row.sources ?? {})
      .filter((routine) => !askersOf(row.name).includes(routine) || routine === row.routine)
      .map((routine) => `${row.name}: ${routine}`),
  );
  expect(unused).toEqual([]);
});

const world = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client }
scenario "twice" on windows 11 {
  system.main: {
    ctx = SeCreateClientSecurity(app.client, level: SecurityImpersonation)
    SeImpersonateClientEx(ctx)
    state = PsDisableImpersonation(current)
    subject = SeCaptureSubjectContext()
`;

describe.each([
  ["PsRestoreImpersonation", "PsRestoreImpersonation(current, state)", "facts 4.6"],
  ["SeDeleteClientSecurity", "SeDeleteClientSecurity(ctx)", "facts 7.6"],
  ["SeReleaseSubjectContext", "SeReleaseSubjectContext(subject)", "facts 8.4"],
])("the bug check of a second %s", (routine, call, source) => {
  const text = `${world}    ${call}\n    ${call} => any\n  }\n}`;
  const explanation = explain(newMachine(), programOf(text, "twice", "11"), { kind: "first" });

  it("is told of that routine, with its own source", () => {
    expect(explanation.deciding).toMatchObject({ name: "CONTEXT_IS_DELETED", answer: true, routine });
    expect(explanation.deciding!.source).toContain(source);
    expect(explanationText(explanation, plainPage)).toContain(`CONTEXT_IS_DELETED in ${routine}; source: `);
  });
});

it("what a twin is meant to break is told in JSON of the routine that asked, though nobody tells its run", async () => {
  const text = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client }
property "p": never failed
scenario "x" on windows 11 breaks "p" {
  app.client: NtOpenProcessToken(app, TOKEN_QUERY)
  app.client: NtOpenThreadTokenEx(app.client, TOKEN_QUERY) => any
  app.client: NtOpenProcessToken(app, TOKEN_QUERY)
}`;
  const [machine, source] = [newMachine(), { name: "x.scn", text }];
  const result = resultOf(source, programOf(text, "x", "11"));
  const { results } = await reportDocument(
    { results: [result], milliseconds: 0 }, undefined,
    (_, { recipe }) => decidingRoutine(machine, result.program, recipe),
  );
  expect(results[0]!.expectedFailure!.deciding).toMatchObject({
    decision: "THREAD_WITHOUT_TOKEN", source: expect.stringContaining("ntopenthreadtokenex"),
  });
});
