/** Traces: any run of a committed scenario can be told, by the published schema, in lines of the language. */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "../../grammar/parse.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import type { Recipe } from "../campaign/results.ts";
import { lanes } from "../report/lanes.ts";
import { plainPage } from "../report/theme.ts";
import { traceRun, type Trace, type TraceStep } from "../report/trace.ts";
import { traceSchema } from "../report/traceSchema.ts";
import { failingRecipe, newMachine, programOf, programsOf, scenarioFile } from "./support/compiled.ts";
import { differences } from "./support/conforms.ts";

const folders = ["attacks", "tutorial"];
const files = folders.flatMap((folder) =>
  readdirSync(new URL(`../../scenarios/${folder}`, import.meta.url)).map((name) => `${folder}/${name}`),
);
const drawn = (number: number): Recipe => ({ kind: "drawn", seed: 7n, case: BigInt(number) });

/** The first and the last version of each scenario. */
function outerVersions(programs: readonly Program[]): Program[] {
  return programs.filter(
    (program, index) =>
      programs[index - 1]?.scenario !== program.scenario ||
      programs[index + 1]?.scenario !== program.scenario,
  );
}

/** A few runs of each scenario of a file. */
function tracesOf(
  file: string,
): { readonly program: Program; readonly trace: Trace; readonly counted: number }[] {
  const machine = newMachine();
  return outerVersions(programsOf(scenarioFile(file).text)).flatMap((program) =>
    [...Array(program.hasChoices ? 12 : 1).keys()].map((number) => ({
      program,
      trace: traceRun(machine, program, program.hasChoices ? drawn(number) : { kind: "first" }),
      counted: machine.end().steps,
    })),
  );
}

describe.each(files)("%s", (file) => {
  const traces = tracesOf(file);

  it("is told by the published schema, as plain data", () => {
    for (const { trace } of traces) {
      expect(differences(trace, traceSchema)).toEqual([]);
      expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
    }
  });

  it("has steps that are lines of the language", () => {
    for (const { trace } of traces) {
      const lines = trace.steps.map((step) => `  ${step.actor}: ${step.action}`);
      const text = `scenario "x" on windows 11 {\n${lines.join("\n")}\n}\n`;
      expect(parse(text).diagnostics, text).toEqual([]);
    }
  });

  it("has as many steps as are counted everywhere", () => {
    for (const { trace, counted } of traces) expect(trace.steps).toHaveLength(counted);
  });

  it("tells what the machine's journal tells", () => {
    for (const { program, trace } of traces) {
      trace.steps.forEach((step, place) => expect(step.number).toBe(place + 1));
      expect(trace.steps.length).toBeLessThanOrEqual(program.stepsMax);
      for (const step of trace.steps) expect(isSound(step), JSON.stringify(step)).toBe(true);
    }
  });
});

/**
 * At most one decision decides, or two refusals together; a skipped step does nothing and says why, a status
 * refuses an act.
 */
function isSound(step: TraceStep): boolean {
  const decided = step.decisions.filter((decision) => decision.deciding).length;
  const isDecided = decided <= 1 || (decided === 2 && step.status === "STATUS_ACCESS_DENIED");
  if (step.skipped !== (step.skipReason !== undefined)) return false;
  if (step.skipped) return decided === 0 && step.status === undefined && step.outs.length === 0;
  if (step.kind === "act") return step.refused === (step.status !== "STATUS_SUCCESS");
  return isDecided && !step.refused;
}

it("finds a trace that is not by the schema", () => {
  const program = programOf(
    scenarioFile("tutorial/01-impersonate.scn").text,
    "a system thread acts as bob",
    "11",
  );
  const trace = traceRun(newMachine(), program, { kind: "first" });
  expect(differences({ ...trace, version: 2 }, traceSchema)).toEqual(["$.version: not 1"]);
  expect(differences({ ...trace, more: 1 }, traceSchema)).toEqual(["$.more: not in the schema"]);
  const steps = trace.steps.map(({ lane: _, ...step }) => step);
  expect(differences({ ...trace, steps }, traceSchema)[0]).toBe("$.steps[0].lane: missing");
});

it("says which name a skipped step misses", () => {
  const text = `account mallory { user S-1-5-21-7-7-7-1001 }
process app as mallory { thread a }
scenario "x" on windows 11 {
  app.a: held = NtOpenThreadToken(current, TOKEN_DUPLICATE) => STATUS_NO_TOKEN
  app.a: copy = NtDuplicateToken(held, TOKEN_QUERY, type: TokenPrimary) => any
  app.a: NtClose(copy) => any
}`;
  const trace = traceRun(newMachine(), programOf(text, "x", "11"), { kind: "first" });
  expect(trace.steps.map(({ skipReason }) => skipReason)).toEqual([
    undefined,
    "held is not bound",
    "copy is not bound",
  ]);
  const told = lanes(trace, plainPage).join("\n");
  expect(told).toContain("skipped: held is not bound");
  expect(told).toContain("skipped: copy is not bound");
});

it("puts a step's effect into words", () => {
  const program = programOf(
    scenarioFile("tutorial/01-impersonate.scn").text,
    "a system thread acts as bob",
    "11",
  );
  const { steps } = traceRun(newMachine(), program, { kind: "first" });
  expect(steps.map((step) => [step.action, ...step.changes.map((change) => change.words)])).toEqual([
    [
      "ctx = SeCreateClientSecurity(app.client, level: SecurityImpersonation)",
      "token in context ctx (bob, Medium, SecurityImpersonation) comes into being",
      "context ctx (bob, SecurityImpersonation, static) is captured",
    ],
    ["SeImpersonateClientEx(ctx)", "system.main impersonates bob at SecurityImpersonation, copyOnOpen"],
    [
      "SeStopImpersonatingClient()",
      "system.main no longer impersonates bob at SecurityImpersonation, copyOnOpen",
    ],
    [
      "SeDeleteClientSecurity(ctx)",
      "token in context ctx (bob, Medium, SecurityImpersonation) is gone",
      "context ctx is released",
    ],
  ]);
});

it("says which property broke in the last step, and on which event", () => {
  const source = scenarioFile("attacks/left-on-worker.scn");
  const program = programOf(source.text, "impersonation left on a worker", "11");
  const trace = traceRun(newMachine(), program, failingRecipe(source, program));
  const last = trace.steps.at(-1)!;
  expect(trace.verdict).toBe("failed");
  expect(trace.broken).toMatchObject({ kind: "property", title: "clean workers" });
  expect(last).toMatchObject({ kind: "leave", mode: "kernel", event: { name: "worker-return" } });
  expect(last.judgements).toEqual([{ kind: "property", title: "clean workers", holds: false }]);
});

describe("where code was left", () => {
  const world = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client }
object log as file "O:SYG:SYD:(A;;FA;;;SY)"
`;
  /** The places of the leaves in a run of a driver's code, as the text from there to the end of the line. */
  function leftAt(code: string): string[] {
    const text = `${world}driver d { entry e() {\n${code.replaceAll("; ", "\n")}\n} }
scenario "x" on windows 11 { system.main: t = PsReferencePrimaryToken(app)
system.main: PsImpersonateClient(app.client, t)\napp.client: enter d.e() }`;
    const { steps } = traceRun(newMachine(), programOf(text, "x", "11"), { kind: "first" });
    return steps.filter(({ kind }) => kind === "leave").map(({ span }) => text.slice(span!.start, span!.end));
  }

  it.each([
    ["its end", "PsRevertToSelf()", ["d.e"]],
    ["a return", "PsRevertToSelf(); return", ["return"]],
    ["an `else` that was taken", "act log FILE_WRITE_DATA else return; PsRevertToSelf()", ["else return"]],
    ["an `else` that was not taken", "SeCreateClientSecurity(current, level: SecurityImpersonation) else return", ["d.e"]],
    [
      "an `if` that went the way without one",
      "if app.client.impersonating { PsRevertToSelf() } else { PsRevertToSelf(); return }",
      ["d.e"],
    ],
    [
      "a return with `finally` on its way",
      "for caller { act log FILE_WRITE_DATA else return } finally { PsRevertToSelf() }",
      ["else return"],
    ],
    ["its end where the last step failed", "PsRevertToSelf(); act log FILE_WRITE_DATA => any", ["d.e"]],
  ])("is told by %s", (_, code, left) => {
    expect(leftAt(code)).toEqual(left);
  });
});
