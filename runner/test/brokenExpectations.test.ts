/**
 * An expectation that breaks behind an attacker's play is one failure, whatever the attacker called last, and
 * the text that is kept of it has the steps that broke it and no others.
 */
import { describe, expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { failuresOf } from "../campaign/failures.ts";
import { flatLinesOf } from "../campaign/flatRun.ts";
import { smallFlatText } from "../campaign/flatText.ts";
import { runProgram } from "../campaign/runProgram.ts";
import { shrink } from "../campaign/shrink.ts";
import { explain } from "../report/explain.ts";
import { whyLines } from "../report/explanationText.ts";
import { plainPage } from "../report/theme.ts";
import { newMachine, programOf } from "./support/compiled.ts";
import { needless } from "./support/smallest.ts";

const world = `account mallory { user S-1-5-21-7-7-7-1001; groups Users, Interactive }
process app as mallory { thread victim, accomplice }
attacker thief { controls app.accomplice, app.victim; calls user routines; names app; holds none }
`;
const plays: Readonly<Record<string, string>> = {
  "a thread that the attacker raised": `${world}scenario "s" on windows xp-sp1 {
  system.main: t = PsReferencePrimaryToken(system)
  system.main: PsImpersonateClient(app.victim, t, copyOnOpen: true, effectiveOnly: false,
    level: SecurityImpersonation)
  play thief for 4
  expect app.accomplice.token.user != LocalSystem
}`,
  "a thread that impersonates": `${world}scenario "s" on windows xp-sp1 {
  play thief for 4
  expect not app.accomplice.impersonating
}`,
  "a thread that was raised before": `${world}scenario "s" on windows xp-sp1 {
  system.main: t = PsReferencePrimaryToken(system)
  maybe { system.main: PsImpersonateClient(app.accomplice, t, copyOnOpen: true, effectiveOnly: false,
    level: SecurityImpersonation) }
  play thief for 3
  expect app.accomplice.token.user != LocalSystem
}`,
};
const machine = newMachine();

describe.each(Object.entries(plays))("%s", (_, text) => {
  const program = programOf(text, "s", "xp-sp1");
  const outcome = runProgram(machine, program, { runs: 30_000, seed: 1n });
  const failures = failuresOf(program, outcome, text);
  const [failure] = failures;
  const { lines, end } = flatLinesOf(machine, program, failure!.recipe);
  const origin = { program, file: compile(text).value.file, text, title: "s", found: "Found." };

  it("is one failure, in as many runs as broke the expectation", () => {
    expect(failures.map(({ key }) => key.replace(/\d+/, "#"))).toEqual(["demand at # / GATE_ABSENT yes"]);
    expect(failure!.count).toBe(outcome.counts.verdicts.Failed);
  });

  it("is told with the steps that broke it and no others", () => {
    const small = smallFlatText(machine, origin, shrink(machine, program, lines, end)!.lines, end)!;
    expect(needless(machine, small), small).toEqual([]);
  });
});

describe("the explanation of an expectation that is broken", () => {
  const explained = (lines: readonly string[]) => {
    const text = `${world}scenario "s" on windows xp-sp1 {\n${lines.join("\n")}\n}`;
    return explain(newMachine(), programOf(text, "s", "xp-sp1"), { kind: "first" });
  };
  const unrelated = "app.victim: NtOpenThreadToken(current, TOKEN_QUERY) => any";
  const raise = "app.victim: NtImpersonateThread(app.accomplice, current, level: SecurityAnonymous)";

  it("speaks of the step that broke it, not of an unrelated one behind it", () => {
    const explanation = explained([raise, unrelated, "expect not app.accomplice.impersonating"]);
    expect(explanation.step.number).toBe(2);
    expect([explanation.deciding, explanation.because!.step.number]).toEqual([undefined, 1]);
    expect(explanation.because!.deciding.name).toBe("GATE_ABSENT");
    expect(explanation.changes.map((change) => change.declaredBy)).not.toContain("THREAD_WITHOUT_TOKEN");
  });

  it("asks of the thread that runs the line, also where another worker asks between", () => {
    const text = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
process pb as bob { thread b1, b2 }
driver d {
  entry q() {
    c = SeCreateClientSecurity(current, level: SecurityImpersonation) else return
    ExQueueWorkItem {
      SeImpersonateClientEx(c) => any
      if b1.impersonating { PsIsThreadImpersonating(current) => any; expect not current.impersonating }
      PsRevertToSelf()
    }
    ExQueueWorkItem {
      SeImpersonateClientEx(c, b1) => any
      if not current.impersonating { PsIsThreadImpersonating(current) => any }
    }
  }
}
scenario "s" on windows xp-sp1 { b2: enter d.q() }`;
    const program = programOf(text, "s", "xp-sp1");
    const [failure] = failuresOf(program, runProgram(machine, program, { runs: 1000, seed: 1n }), text);
    const explanation = explain(machine, program, failure!.recipe);
    expect(explanation.because?.deciding.name).toBe("GATE_ABSENT");
    expect(whyLines(explanation, plainPage).join("\n"))
      .toMatch(/system\.worker\d: SeImpersonateClientEx\(c\)/);
  });

  it.each([
    ["was chosen", ["choose k in 1..2", "never k == 2", raise]],
    ["`old` asks", ["never old(app.accomplice.impersonating)", raise, unrelated]],
  ])("says that what %s was no step's doing, and counts it once", (_, lines) => {
    const text = `${world}scenario "s" on windows xp-sp1 {
${lines.join("\n")}
any of { ${unrelated}; app.victim: NtClose(0x8) => any }\n}`;
    const program = programOf(text, "s", "xp-sp1");
    const failures = failuresOf(program, runProgram(machine, program, { runs: 100, seed: 1n }), text);
    expect(failures.map(({ end }) => end.deciding)).toEqual([undefined]);
    expect(explain(machine, program, failures[0]!.recipe)).toMatchObject({ withoutStep: true, changes: [] });
  });

  it.each([
    ["nobody writes", [unrelated, raise, "always app.accomplice.impersonating"]],
    ["another thread's step writes", [raise, unrelated, "always app.victim.impersonating"]],
  ])("says of a property that it was so from the start, where %s what it reads", (_, lines) => {
    const explanation = explained(lines);
    expect(explanation).toMatchObject({ withoutStep: true, changes: [] });
    expect(explanation).not.toHaveProperty("deciding");
    expect(whyLines(explanation, plainPage).join("\n"))
      .toContain("No step broke this property: how the world begins did");
  });

  it("says that no step broke it where it was false from the start", () => {
    const explanation = explained([unrelated, "expect app.accomplice.impersonating"]);
    expect(explanation).not.toHaveProperty("deciding");
    expect(explanation).not.toHaveProperty("because");
    expect(explanation.changes).toEqual([]);
    expect(whyLines(explanation, plainPage).join("\n")).toContain("No step made this expectation false.");
  });
});
