/**
 * Why an expectation is broken: the step that broke it decides, wherever the expectation stands. A demand
 * on a call's own status is decided by that call.
 */
import { describe, expect, it } from "vitest";
import { decisions } from "../tables/decisions.ts";
import { compile } from "../../grammar/compile.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { Machine } from "../../runner/machine/machine.ts";
import { coreModule } from "./support/coreModule.ts";

const world = `account m { user S-1-5-21-7-7-7-1001; groups Users }
process app as m { thread one, two }
attacker a { controls app.two; calls user routines; names app.one }
`;
const install = (thread: string): string =>
  `system.main: PsImpersonateClient(app.${thread}, own, copyOnOpen: true, effectiveOnly: false,
    level: SecurityImpersonation)`;
const own = "system.main: own = PsReferencePrimaryToken(app)";
const revert = "app.one: NtSetInformationThread(current, ThreadImpersonationToken, none)";
const notOne = "expect not app.one.impersonating";
const open = "app.two: NtOpenProcessToken(app, TOKEN_QUERY)";

function programOf(block: string): Program {
  const { value, diagnostics } = compile(`${world}scenario "s" on windows 11 {\n${block}\n}\n`);
  expect(diagnostics.filter((found) => found.severity === "error")).toEqual([]);
  return value.scenarios[0]!.program("11");
}

/** The number of the deciding step of the first run, and the decision of that step in the journal. */
function decidedIn(block: string): { step: number; decision?: string; ofStep?: string } {
  const machine = new Machine(coreModule());
  machine.load(programOf(block).image);
  machine.beginFirst();
  const end = machine.finish();
  expect(end.broken).toHaveProperty("record");
  const step = machine.decidingStep();
  const ofStep = step === 0 ? undefined : machine.journalEntry(step - 1).deciding;
  return {
    step,
    ...(end.deciding ? { decision: decisions[end.deciding.decision]!.name } : {}),
    ...(ofStep ? { ofStep: decisions[ofStep.decision]!.name } : {}),
  };
}

describe("the step that decides a broken expectation is", () => {
  it.each([
    ["the one that made it false", 2, [own, install("one"), notOne]],
    ["not a later one that has nothing to do with it", 2,
      [own, install("one"), open, open, notOne]],
    ["not one that did the same to another thread", 2, [own, install("one"), install("two"), notOne]],
    ["the last of several that made it false", 4,
      [own, install("one"), revert, install("one"), open, notOne]],
    ["the first of several between which it stayed false", 2,
      [own, install("one"), install("one"), "expect app.one.level == none"]],
    ["where it never was true, the last that changed what it reads", 3,
      [own, install("one"), revert, open, "expect app.one.level == SecurityDelegation"]],
    ["not one that makes a token where it asks every token", 2,
      [own, install("one"), open, "expect no t in threads: t.impersonating"]],
    ["none, where nothing changed what it reads", 0, [open, open, "expect app.one.impersonating"]],
    ["none, where a choice made it false", 0, [open, "choose n in 1..2", "expect n == 2"]],
    ["the last call of its own code, where it asks whether that failed", 3,
      [open, open, "app.two: NtOpenThreadToken(current, TOKEN_QUERY) => any", "expect not failed"]],
  ] as const)("%s", (_, number, lines) => {
    const { step, decision, ofStep } = decidedIn(lines.join("\n"));
    expect(step).toBe(number);
    expect(decision).toBe(ofStep);
  });
});

it.each([
  ["its status", "app.two: NtOpenThreadToken(current, TOKEN_QUERY)"],
  ["an out", "app.two: NtOpenProcessToken(app, TOKEN_QUERY) => access: TOKEN_DUPLICATE"],
  ["what it says", "system.main: PsIsThreadImpersonating(app.two) => true"],
])("a demand on %s is decided by the call that it stands beside", (_, call) => {
  const { step, decision, ofStep } = decidedIn([own, install("one"), call, open].join("\n"));
  expect(step).toBe(3);
  expect(decision).toBe(ofStep);
});

const played = (rest: string): string =>
  `never escalation by a\n${own}\nmaybe { ${install("one")} }\nplay a for 3\n${rest}`;
const CASES = 3_000;

it("in bulk a case is decided as it is alone, and what a campaign counts is counted once", () => {
  const newMachine = (): Machine => new Machine(coreModule());
  const [judged, plain, alone] = [newMachine(), newMachine(), newMachine()];
  const program = programOf(played("expect not app.two.impersonating"));
  judged.load(program.image);
  plain.load(programOf(played("")).image);
  alone.load(program.image);
  judged.runDrawn(3n, 0n, CASES);
  plain.runDrawn(3n, 0n, CASES);
  const failures = judged.failures();
  expect(failures.length).toBeGreaterThan(0);
  expect(judged.counts().calls).toEqual(plain.counts().calls);
  expect(judged.counts().properties).toEqual(plain.counts().properties);
  for (const failure of failures) {
    alone.beginCase(3n, failure.case);
    expect(alone.finish()).toMatchObject({ broken: failure.broken, deciding: failure.deciding });
  }
});

it("runs that are enumerated go on in order behind one that is made again", () => {
  const maybes = `maybe { ${install("one")} }\nmaybe { ${open} }`;
  const block = `choose n in 1..4\n${own}\n${maybes}\n${notOne}`;
  const machine = new Machine(coreModule());
  machine.load(programOf(block).image);
  machine.beginEnumeration();
  expect(machine.runEnumerated(0n, 100)).toBe(16);
  expect(machine.counts().verdicts).toMatchObject({ Held: 8n, Failed: 8n });
  expect(machine.failures()).toMatchObject([{ count: 8n }]);
});
