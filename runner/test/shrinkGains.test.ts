/**
 * A failure that is about a gain keeps its gain while it is shrunk: whose identity or which access, through
 * what, in which respects. Without that a smaller world would tell of another weakness than the one that was
 * found.
 */
import { describe, expect, it } from "vitest";
import { gainAtEnd, isSameGain, type ToldGain } from "../report/gains.ts";
import { failuresOf } from "../campaign/failures.ts";
import { flatLinesOf } from "../campaign/flatRun.ts";
import { replayText, smallFlatText, writtenReason } from "../campaign/flatText.ts";
import { runProgram } from "../campaign/runProgram.ts";
import { shrink } from "../campaign/shrink.ts";
import { compile } from "../../grammar/compile.ts";
import { newMachine, scenarioFile } from "./support/compiled.ts";

const machine = newMachine();
const user = "S-1-5-21-7-7-7-1001";
const pair = `account limited { user ${user}; groups Users, Guests, Administrators deny-only
    privileges SeChangeNotifyPrivilege, SeShutdownPrivilege }
  account full { user ${user}; groups Users, Guests, Administrators; integrity Medium
    privileges SeChangeNotifyPrivilege, SeShutdownPrivilege, SeDebugPrivilege, SeLoadDriverPrivilege }
  process app as limited { thread one, two }
  process adm as full { thread t }
`;
const attacker = "attacker a { controls app.one; calls user routines; names app, adm; holds none }\n";
const service = `account mallory { user ${user}; groups Users; privileges SeImpersonatePrivilege }
  account boss { user S-1-5-21-7-7-7-1002; groups Users, Administrators }
  account spool { user S-1-5-21-7-7-7-1003; groups Users; privileges SeImpersonatePrivilege }
  process app as mallory { thread one }
  process svc as spool { thread t }
  process office as boss { thread t }
`;
const serve = `
    play a
    system.main: primary = PsReferencePrimaryToken(office)
    system.main: PsImpersonateClient(svc.t, primary, copyOnOpen: true, effectiveOnly: false, level: SecurityImpersonation)`;
const raising = `account mallory { user ${user}; groups Users, Interactive }
  process app as mallory { thread one }
  object secrets as file "O:SYG:SYD:(A;;FA;;;SY)(A;;FR;;;BU)"
  driver d {
    entry raise() {
      ctx = SeCreateClientSecurity(system.main, level: SecurityImpersonation) else return
      SeImpersonateClientEx(ctx) => any
    }
    entry open(path: object) { NtOpenFile(path, FILE_READ_DATA | FILE_WRITE_DATA) => any }
  }
  attacker a { controls app.one; calls user routines; names app, secrets; holds none }
`;

/** What is found, and the kind of gain that it must stay. */
const cases: Readonly<Record<string, readonly [text: string, kind: string]>> = {
  "a handle to the token of the other logon session": [
    `${pair}${attacker}scenario "s" on windows xp-sp2 {
      never escalation by a
      play a
      app.one: NtOpenProcessToken(adm, TOKEN_DUPLICATE)
    }`,
    "identity of full through a handle to a token (SIDs that were for deny only and privileges)",
  ],
  "a handle to a token that can only be assigned": [
    `${pair.replaceAll("SeShutdownPrivilege", "SeAssignPrimaryTokenPrivilege")}${attacker}scenario "s" on windows 11 {
      never escalation by a
      play a
      app.one: NtOpenProcessToken(adm, TOKEN_ASSIGN_PRIMARY)
    }`,
    "identity of full through a handle to a token that can be assigned (SIDs that were for deny only and privileges)",
  ],
  "a thread to which a handle is held impersonates": [
    `${service}attacker a { controls app.one; calls user routines; names app; holds svc.t THREAD_IMPERSONATE }
     scenario "s" on windows 11 { never escalation by a${serve} }`,
    "identity of boss through a handle to a thread (SIDs, privileges and integrity)",
  ],
  "a thread whose token can be opened impersonates": [
    `${service}attacker a { controls app.one; calls user routines; names app; holds svc.t THREAD_QUERY_INFORMATION }
     scenario "s" on windows 11 { never escalation by a${serve} }`,
    "identity of boss through a handle to a thread whose token can be opened (SIDs, privileges and integrity)",
  ],
  "a thread returns while it is raised": [
    `${raising}scenario "s" on windows xp-sp1 { never escalation by a; play a; app.one: enter d.raise() }`,
    "identity of LocalSystem by a thread that impersonates (SIDs and privileges)",
  ],
  "a driver opens a file in the caller's process": [
    `${raising}scenario "s" on windows xp-sp1 { never escalation by a; play a; app.one: enter d.open(secrets) }`,
    "FILE_WRITE_DATA to secrets through a handle",
  ],
  "an expectation asks for a gain": [
    `${raising}scenario "s" on windows xp-sp1 { play a; app.one: enter d.raise(); expect not identityGain by a }`,
    "identity of LocalSystem by a thread that impersonates (SIDs and privileges)",
  ],
  "the committed attack": [
    scenarioFile("attacks/raised-thread.scn").text,
    "identity of LocalSystem by a thread that impersonates (SIDs and privileges)",
  ],
};

/** The first failure of the first scenario of a text: what it gained, and what it gains after shrinking. */
function shrunk(text: string): { was: ToldGain; is: ToldGain; text: string } {
  const { value, diagnostics } = compile(text);
  const [scenario] = value.scenarios;
  if (scenario === undefined) throw new Error(JSON.stringify(diagnostics));
  const program = scenario.program(scenario.versions.at(-1)!);
  const [failure] = failuresOf(program, runProgram(machine, program, { runs: 50_000, seed: 0n }), text);
  const { lines, end } = flatLinesOf(machine, program, failure!.recipe);
  const was = gainAtEnd(machine, program, end)!;
  const small = shrink(machine, program, lines, end)!;
  const origin = { program, file: value.file, text, title: "flat", found: "Found by a test." };
  const smallText = smallFlatText(machine, origin, small.lines, end)!;
  const again = replayText(machine, smallText)!;
  return { was, is: gainAtEnd(machine, again.program, again.end)!, text: smallText };
}

describe.each(Object.entries(cases))("%s", (_, [text, kind]) => {
  it("is found with that kind of gain", () => {
    expect(shrunk(text).was.kind).toBe(kind);
  });

  it("keeps its kind while it is shrunk, and gains nothing that was not gained", () => {
    const { was, is } = shrunk(text);
    expect(is.kind).toBe(kind);
    expect(isSameGain(is, was)).toBe(true);
    expect(is.words).toMatch(/^(a|thief) /);
  });

  it("says its kind in the reason that a replay compares", () => {
    expect(writtenReason(shrunk(text).text)).toContain(`, gained: ${kind}`);
  });
});

it("what a smaller world would add to a gain is not taken away from the attacker", () => {
  const { text } = shrunk(cases["a handle to the token of the other logon session"]![0]);
  const groups = text.split("\n").filter((line) => line.includes("groups"));
  expect(groups[0]).toContain("Administrators deny-only");
  expect(text).not.toMatch(/SeShutdownPrivilege.*\n(.*\n)*.*SeDebugPrivilege.*SeLoadDriverPrivilege/);
});

it("gains of another kind, or of more, are not the same; of less they are", () => {
  const [was] = Object.values(cases).map(([text]) => shrunk(text).was);
  const [first, ...rest] = was!.excess;
  expect(isSameGain({ ...was!, excess: [{ ...first!, items: [] }, ...rest] }, was)).toBe(true);
  expect(isSameGain({ ...was!, excess: [{ ...first!, items: ["S-1-1-0"] }, ...rest] }, was)).toBe(false);
  expect(isSameGain({ ...was!, kind: "" }, was)).toBe(false);
  expect(isSameGain(undefined, was)).toBe(false);
  expect(isSameGain(undefined, undefined)).toBe(true);
});

it("an attacker without a thread holds nothing, and the core takes the program", () => {
  const text = `process app as LocalService { thread t }
    attacker a { calls user routines; names app; holds app.t THREAD_IMPERSONATE }
    scenario "s" on windows 11 { property "q": never escalation by a; app.t: NtOpenProcessToken(app, TOKEN_QUERY) }`;
  expect(replayText(machine, text)?.end.verdict).toBe("Held");
});
