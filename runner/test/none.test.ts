/*
 * What `== none` finds, what belongs to a process that only a run knows, and what `old` is before the first
 * step: each condition is true or false of one state, and `not` turns it round.
 */
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { messageOf } from "../../grammar/diagnostics.ts";
import { Machine, type CampaignCounts } from "../machine/machine.ts";

let machine: Machine;
beforeAll(() => {
  machine = new Machine(
    new WebAssembly.Module(readFileSync(new URL("../../build/core.wasm", import.meta.url))),
  );
});

const world = `
account alice   { user S-1-5-21-7-7-7-1004; groups Users, Administrators }
account mallory { user S-1-5-21-7-7-7-1001; groups Users, Administrators deny-only }
process office as alice { thread clerk; handles secrets FILE_READ_DATA | FILE_WRITE_DATA, clerk THREAD_QUERY_INFORMATION }
process app as mallory { thread victim, accomplice, third }
object secrets as file "O:SYG:SYD:(A;;FA;;;SY)(A;;FR;;;BU)"
object open as key "D:NO_ACCESS_CONTROL"
`;
const impersonate = `
  system.main: primary = PsReferencePrimaryToken(office)
  system.main: PsImpersonateClient(victim, primary, level: SecurityIdentification)`;

/** All runs of a body. */
function runsOf(body: string): CampaignCounts {
  const { value, diagnostics } = compile(`${world}scenario "s" on windows 11 {\n${body}\n}\n`);
  const errors = diagnostics.filter((each) => each.severity === "error");
  expect(errors.map((each) => messageOf(each))).toEqual([]);
  machine.load(value.scenarios[0]!.program("11").image);
  machine.beginEnumeration();
  machine.runEnumerated(0n, 1000);
  return machine.counts();
}

const conditions: readonly [string, boolean][] = [
  ["app.token.restricting == none and app.token.groups.denyOnly != none", true],
  ["office.token.groups.denyOnly == none", true], ["victim.impersonation.groups != none", true],
  ["accomplice.impersonation.groups == none", true], ["old(app.token.restricting) == none", true],
  ["app.handles == none and office.handles != none", true],
  ["bugcheck == none", true], ["app.token.origin == none", false], ["app.job == none", true],
  ["office.token.integrity in [none, Low]", false], ["accomplice.impersonation.origin == none", true],
  ["some h in office.handles: h.token == none", true], ["every h in office.handles: h.object == none", false],
  ["some h in office.handles: h.object in [none, open]", true],
  ["no h in office.handles: h.object not in [none, secrets]", true],
  ["none in [victim.level, accomplice.level]", true], ["none in [victim.level]", false],
  ["every p in processes: count(p.handles) < 3 and count(p.threads) > 0", true],
  ["some p in processes: count(p.handles) == 2", true],
  ["every p in processes: p.handles == none or p == office", true],
  ["every p in processes: every t in p.threads: t.process == p", true],
  ["every t in threads: some u in t.process.threads: u == t", true],
  ["some t in threads: count(t.process.threads) == 3 and t.process.handles == none", true],
  ["some p in processes: some h in p.handles where h.object == secrets: p == office", true],
  ["some p in processes: no h in p.handles: h.object == secrets", true],
  ["old(count(victim.process.handles)) == 0", true],
];

test.each(conditions)("%s: %s", (condition, truth) => {
  expect(runsOf(`${impersonate}\nexpect ${condition}`).verdicts.Held).toBe(truth ? 1n : 0n);
  expect(runsOf(`${impersonate}\nexpect not (${condition})`).verdicts.Held).toBe(truth ? 0n : 1n);
});

test("before the first step `old` is the beginning, whatever an earlier run came to", () => {
  const step = "accomplice: NtOpenProcessToken(app, TOKEN_QUERY)";
  const runs = `any of { { ${impersonate}\n${step}\n${step} }; { }; { } }`;
  const { verdicts } = runsOf(`${runs}\nexpect old(victim.impersonating) == victim.impersonating`);
  expect(verdicts).toMatchObject({ Held: 3n, Failed: 0n });
});

test("a name that the caller gives its value may be compared with none, whatever that is", () => {
  const asked = (argument: string): string => `procedure takes(level: level) by app.third {
  if level == none { expect false } else { act open KEY_READ }
}
scenario "s" on windows 11 { takes(${argument}) }`;
  const { value, diagnostics } = compile(`${world}${asked("SecurityIdentification")}`);
  expect(diagnostics.filter((each) => each.severity === "error").map((each) => messageOf(each))).toEqual([]);
  machine.load(value.scenarios[0]!.program("11").image);
  machine.beginEnumeration();
  machine.runEnumerated(0n, 10);
  expect(machine.counts().verdicts.Held).toBe(1n);
});
