/** Explanations: what they say would happen does happen when it is so. */
import { describe, expect, it } from "vitest";
import type { Program } from "../../grammar/image/programImage.ts";
import type { Recipe } from "../campaign/results.ts";
import { decidedIn, explain, NoSuchStep } from "../report/explain.ts";
import { explanationText } from "../report/explanationText.ts";
import { withFlatNames } from "../report/lines.ts";
import { runSteps, stepEntry } from "../report/runSteps.ts";
import { StepAgain } from "../report/stepAgain.ts";
import { plainPage } from "../report/theme.ts";
import { traceRun } from "../report/trace.ts";
import { failingRecipe, newMachine, programOf, programsOf, scenarioFile } from "./support/compiled.ts";

const twins = [
  "downgrade-mistaken",
  "ignored-status",
  "left-on-worker",
  "raised-thread",
  "return-while-raised",
];
const drawn = (number: number): Recipe => ({ kind: "drawn", seed: 11n, case: BigInt(number) });

it.each(twins)("a step of %s alone goes as it did in its run", (twin) => {
  const machine = newMachine();
  const programs = programsOf(scenarioFile(`attacks/${twin}.scn`).text);
  let made = 0;
  for (const program of [programs[0]!, programs.at(-1)!]) {
    for (let number = 0; number < 15; number++) {
      const steps = [...runSteps(machine, program, drawn(number))].filter(
        (step) => stepEntry(step) !== undefined,
      );
      made += steps.length;
      const unfaithful = steps.filter((step) => !new StepAgain(machine, program, step).isFaithful());
      expect(unfaithful.map((step) => stepEntry(step))).toEqual([]);
    }
  }
  expect(made).toBeGreaterThan(50);
});

/** A service that is downgraded at the gate; what it holds is filled in. */
const service = (privileges: string): string => `
account mallory { user S-1-5-21-7-7-7-1001; groups Users }
account spool { user S-1-5-21-7-7-7-1003; groups Users; origin 0${privileges} }
process app as mallory { thread client }
process spooler as spool { thread main }
driver port { entry impersonate() {
  ctx = SeCreateClientSecurity(app.client, level: SecurityImpersonation)
  SeImpersonateClientEx(ctx)
} }
scenario "served" on windows all { spooler.main: enter port.impersonate() }`;

/** The level that the service gets in the second call. */
function levelOn(version: string, privileges: string): string | undefined {
  const { steps } = traceRun(newMachine(), programOf(service(privileges), "served", version), {
    kind: "first",
  });
  return steps
    .find((step) => step.action === "SeImpersonateClientEx(ctx)")
    ?.outs.find((out) => out.name === "level")?.words;
}

describe.each(["xp-sp2", "7", "11"])("a downgrade on %s", (version) => {
  const program = programOf(service(""), "served", version);
  const explanation = explain(newMachine(), program, { kind: "first" }, 3);

  it("is decided by the user, with its source", () => {
    expect(explanation.deciding).toMatchObject({ name: "GATE_USER_DIFFERS", answer: true });
    expect(explanation.deciding!.source).toContain("MS-doc");
    expect(explanation.deciding!.inputs.map((input) => input.words)[0]).toMatch(
      /^primary token of spooler \(spool/,
    );
  });

  it("would not be one with the privilege, and says so", () => {
    const [nearest] = explanation.changes;
    expect(nearest!.sentence).toMatch(
      /^If SeImpersonatePrivilege were enabled in .*\(spool.*\), the level would be SecurityImpersonation\.$/,
    );
    expect(nearest!.deciding).toMatchObject({ decision: "GATE_PRIVILEGE", answer: true });
  });

  it("is not one with the privilege, as the language has it", () => {
    expect(levelOn(version, "")).toBe("SecurityIdentification");
    expect(levelOn(version, "; privileges SeImpersonatePrivilege")).toBe("SecurityImpersonation");
  });
});

it("before the gate nothing is downgraded and the gate's absence decided", () => {
  const explanation = explain(
    newMachine(),
    programOf(service(""), "served", "xp-sp1"),
    { kind: "first" },
    3,
  );
  expect(explanation.deciding).toMatchObject({ name: "GATE_ABSENT", answer: true });
});

const opening = (sddl: string): string => `
account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client }
object diary as file "${sddl}"
scenario "opening" on windows 11 {
  app.client: {
    own = NtOpenProcessToken(app, TOKEN_QUERY)
    NtDuplicateToken(own, type: TokenImpersonation) => STATUS_ACCESS_DENIED
    NtOpenFile(diary, WRITE_OWNER) => STATUS_ACCESS_DENIED
  }
}`;

it.each([
  [2, "If handle own had TOKEN_DUPLICATE, NtDuplicateToken would return STATUS_SUCCESS"],
  [
    3,
    "If SeTakeOwnershipPrivilege were enabled in the primary token of app (bob, Medium), NtOpenFile",
  ],
])("step %d: %s", (step, sentence) => {
  const program = programOf(opening("O:SYG:SYD:(A;;FR;;;BU)"), "opening", "11");
  const { changes } = explain(newMachine(), program, { kind: "first" }, step);
  expect(changes[0]!.sentence.startsWith(sentence), changes[0]!.sentence).toBe(true);
});

it("what breaks on a return is explained by who still impersonates, and by what decided that", () => {
  const source = scenarioFile("attacks/left-on-worker.scn");
  const program = programOf(source.text, "impersonation left on a worker", "11");
  const explanation = explain(newMachine(), program, failingRecipe(source, program));
  expect(explanation.step.number).toBe(explanation.steps);
  expect(explanation.deciding).toBeUndefined();
  expect(explanation.because!.step.action).toBe("SeImpersonateClientEx(ctx)");
  // not impersonating is what the property says; what let it happen is another decision
  expect(explanation.changes.length + explanation.tried).toBeGreaterThan(0);
  for (const { sentence } of explanation.changes) expect(sentence).not.toContain("did not impersonate");
});

it("what the thread was refused before is why it returned as it did, and the change lets it pass", () => {
  const text = `account m { user S-1-5-21-7-7-7-1001; groups Users }
process app as m { thread t }
object o as file "O:SYG:SYD:(A;;FA;;;SY)"
driver d { entry e() {
  ctx = SeCreateClientSecurity(current, level: SecurityImpersonation)
  IoQueueWorkItem { SeImpersonateClientEx(ctx) => any; act o FILE_WRITE_DATA else return; SeStopImpersonatingClient() }
} }
scenario "s" on windows 11 { always clean at worker-return; app.t: enter d.e() }`;
  const source = { name: "s.scn", text };
  const program = programOf(text, "s", "11");
  const { because, changes } = explain(newMachine(), program, failingRecipe(source, program));
  expect(because!.step).toMatchObject({ kind: "act", refused: true });
  expect(changes[0]!.sentence).toContain("the act would be allowed");
});

it("no suggestion is told whose outcome reads like what happened", () => {
  const program = programOf(service(""), "served", "11");
  const outcomes = [1, 2, 3, 4].flatMap((step) =>
    explain(newMachine(), program, { kind: "first" }, step).changes.map(({ outcome }) => outcome),
  );
  expect(outcomes.length).toBeGreaterThan(0);
  expect(outcomes).not.toContain("");
});

it("the smallest change comes first, and what can be seen before what cannot", () => {
  const sizes = (program: Program, step: number): number[] =>
    explain(newMachine(), program, { kind: "first" }, step).changes.map((change) => change.size);
  const found = sizes(programOf(service(""), "served", "11"), 3);
  expect(found.length).toBeGreaterThan(2);
  expect(found).toEqual([...found].sort((a, b) => a - b));
});

it.each([
  ["Low", "ME", "Medium"], ["Low", "HI", "High"], ["Medium", "HI", "High"], ["Medium", "SI", "System"],
  ["High", "SI", "System"], ["Untrusted", "LW", "Low"],
])("of the levels of integrity that would do, %s below %s is told the nearest: %s", (own, label, nearest) => {
  const program = programOf(`account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread t; integrity ${own} }
object sealed as file "O:SYG:SYD:(A;;FA;;;BU)S:(ML;;NW;;;${label})"
scenario "s" on windows 11 { app.t: NtOpenFile(sealed, FILE_WRITE_DATA) => STATUS_ACCESS_DENIED }`, "s", "11");
  const { changes } = explain(newMachine(), program, { kind: "first" }, 1);
  expect(changes[0]?.condition).toMatch(new RegExp(`the integrity of .* were ${nearest}$`));
});

it("says which steps there are when it is asked for another", () => {
  const program = programOf(service(""), "served", "11");
  for (const step of [0, 5]) {
    expect(() => explain(newMachine(), program, { kind: "first" }, step)).toThrow(NoSuchStep);
  }
  expect(() => explain(newMachine(), program, { kind: "first" }, 5)).toThrow(
    "There is no step 5: the run has steps 1 to 4.",
  );
});

it("leaves the machine with the program, ready to run", () => {
  const machine = newMachine();
  const program = programOf(service(""), "served", "11");
  explain(machine, program, { kind: "first" }, 3);
  machine.beginFirst();
  expect(machine.finish().verdict).toBe("Held");
  expect(machine.counts().properties).toEqual([]);
  expect(machine.journalLength()).toBe(4);
});

it("is printed with its questions in order and the one that decided marked", () => {
  const text = explanationText(
    explain(newMachine(), programOf(service(""), "served", "11"), { kind: "first" }, 3),
    plainPage,
  );
  const questions = [...text.matchAll(/^([> ]) +(\d+)\. /gm)];
  expect(questions.map((match) => Number(match[2]))).toEqual(questions.map((_, index) => index + 1));
  expect(questions.filter((match) => match[1] === ">")).toHaveLength(1);
  expect(
    text.split("\n").filter((line) => line.length > plainPage.width && !line.includes("source:")),
  ).toEqual([]);
});

it("names of results are those of the flat program", () => {
  const program = withFlatNames(programOf(service(""), "served", "11"));
  expect(withFlatNames(program)).toBe(program);
});

it.each([
  ["Administrators", "D:(A;;FA;;;BA)", "If Administrators were an enabled group of the primary token of app"],
  [
    "Administrators disabled",
    "D:(A;;FA;;;BA)",
    "If the group Administrators were enabled in the primary token of app",
  ],
  [
    "Administrators deny-only",
    "D:(A;;FA;;;BA)",
    "If the group Administrators were enabled in the primary token of app",
  ],
  ["Guests", "D:(D;;FR;;;BG)(A;;FA;;;BU)", "If Guests were no group of the primary token of app"],
])(
  "a refused access names the group that would have opened the object: %s, %s",
  (groups, list, condition) => {
    const held = groups === "Administrators" ? "Users" : `Users, ${groups}`;
    const text = `account bob { user S-1-5-21-7-7-7-1002; groups ${held} }
    process app as bob { thread client }
    object diary as file "${list}"
    scenario "refused" on windows 11 { app.client: NtOpenFile(diary, FILE_READ_DATA) => STATUS_ACCESS_DENIED }`;
  const { changes } = explain(newMachine(), programOf(text, "refused", "11"), { kind: "first" });
  expect(changes[0]!.condition.startsWith(condition), changes[0]!.condition).toBe(true);
  expect(changes[0]!.outcome).toBe("NtOpenFile would return STATUS_SUCCESS");
  expect(new Set(changes.map((change) => change.sentence)).size).toBe(changes.length);
});

it("where either of two accesses would have done, both refusals are told", () => {
  const text = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
    process app as bob { thread client }
    process office as bob { thread main; sddl "O:SYG:SYD:(A;;0x1000;;;BA)(A;;GA;;;SY)" }
    scenario "two" on windows 11 {
      app.client: NtOpenProcessToken(office, TOKEN_QUERY) => STATUS_ACCESS_DENIED }`;
  const explanation = explain(newMachine(), programOf(text, "two", "11"), { kind: "first" });
  const decided = decidedIn(explanation);
  const rights = decided.map(({ inputs }) => inputs.find(({ kind }) => kind === "access")?.words);
  expect(rights).toEqual(["PROCESS_QUERY_LIMITED_INFORMATION", "PROCESS_QUERY_INFORMATION"]);
  const told = explanationText(explanation, plainPage);
  for (const right of rights) expect(told).toContain(`    access  ${right}`);
});
