/**
 * What the limits of a job do beyond a status: to what an attacker has gained, to the plan of a program, to
 * explanations and to what is left of a failure.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { handleKinds } from "../../core/tables/kinds.ts";
import { compile } from "../../grammar/compile.ts";
import { failuresOf } from "../campaign/failures.ts";
import { flatLinesOf } from "../campaign/flatRun.ts";
import { smallFlatText } from "../campaign/flatText.ts";
import { runProgram } from "../campaign/runProgram.ts";
import { baselinesOf, excessOf } from "../report/excess.ts";
import { explain } from "../report/explain.ts";
import { gainsOf } from "../report/gains.ts";
import { withFlatNames } from "../report/lines.ts";
import { newMachine, programOf } from "./support/compiled.ts";

const boss = "S-1-5-21-7-7-7-1003";
const world = (limits: string): string => `
account service { user S-1-5-21-7-7-7-1002; groups Users; privileges SeImpersonatePrivilege }
account boss { user ${boss}; groups Users, Administrators; privileges SeDebugPrivilege, SeShutdownPrivilege }
account plain { user S-1-5-21-7-7-7-1004; groups Users; privileges SeShutdownPrivilege; origin none }
job cage { ${limits} }
process app as service { thread one; job cage }
process shop as plain { thread clerk; job cage }
process office as boss { thread client }
`;
const NO_ADMIN = "limits JOB_OBJECT_SECURITY_NO_ADMIN";
const RESTRICTED = "limits JOB_OBJECT_SECURITY_RESTRICTED_TOKEN";
const FILTER = "limits JOB_OBJECT_SECURITY_FILTER_TOKENS";

describe("a handle to an administrator's token, in a process of a job", () => {
  const given = (limits: string, head: string): string => `${world(limits)}
    driver d { entry give() { h = NtOpenProcessToken(office, TOKEN_DUPLICATE) } }
    attacker thief { controls app; calls NtClose; names app.one; holds none }
    scenario "given" on windows ${head} { never escalation by thief; play thief; app.one: enter d.give() }`;
  const gainedOn = (limits: string, version: string, more = ""): string[] => {
    const program = withFlatNames(programOf(given(limits, `${version}${more}`), "given", version));
    const machine = newMachine();
    machine.load(program.image);
    machine.beginFirst();
    machine.finish();
    return gainsOf(machine, program, 0).flatMap(({ excess }) => excess.map(({ words }) => words));
  };
  const all = ["can enable Administrators and boss", "holds SeShutdownPrivilege and SeDebugPrivilege"];

  it.each([
    ["without limits", "", "xp-sp2", "", all],
    ["that keeps administrators out", NO_ADMIN, "xp-sp2", "", []],
    ["that keeps unrestricted tokens out", RESTRICTED, "xp-sp2", "", []],
    ["that keeps restricted tokens out", RESTRICTED, "reactos", "", all],
    ["from Vista on", NO_ADMIN, "11", "", [...all, "runs at integrity High instead of Medium"]],
    ["that filters some", `${FILTER}; disables Administrators; deletes SeDebugPrivilege`, "xp-sp2", "",
      ["can enable boss", "holds SeShutdownPrivilege"]],
    ["that filters some first", `${FILTER}; disables Administrators; deletes SeDebugPrivilege`, "xp-sp2",
      " with jobOrder: jobFirst", ["can enable boss", "holds SeShutdownPrivilege"]],
    ["that filters all that he is", `${FILTER}; disables Administrators, ${boss}
      deletes SeDebugPrivilege, SeShutdownPrivilege, SeChangeNotifyPrivilege`, "xp-sp2", "", []],
    ["that would filter, where nothing is filtered", `${FILTER}; disables Administrators, ${boss}
      deletes SeDebugPrivilege, SeShutdownPrivilege`, "reactos", "", all],
  ])("%s gives what could be installed", (_name, limits, version, more, expected) => {
    expect(gainedOn(limits, version, more)).toEqual(expected);
  });

  it("which filters is told as the filter leaves it, exactly where the model judges a gain", () => {
    const program = withFlatNames(
      programOf(given(`${FILTER}; disables Users; restricts Users`, "xp-sp2"), "given", "xp-sp2"),
    );
    const names = ["groups", "groupsDenyOnly", "privilegesPresent", "restricting"] as const;
    const bits = fc.bigInt({ min: 0n, max: 15n }).map((value) => value << 1n);
    const flag = fc.bigInt({ min: 0n, max: 1n });
    const token = fc.record({
      groups: bits, groupsDenyOnly: bits, privilegesPresent: bits, restricting: bits, restricted: flag,
      userDenyOnly: flag, user: fc.bigInt({ min: 1n, max: 5n }),
    });
    const job = fc.record({
      sidsToDisable: bits, privilegesToDelete: bits, restrictedSids: bits, restrictedSidsGiven: flag,
    });
    const machine = newMachine();
    let gains = 0;
    fc.assert(
      fc.property(token, token, job, fc.subarray([...names]), (given, other, lists, changed) => {
        machine.load(program.image);
        machine.beginFirst();
        const state = machine.state();
        const office = state.field("process", program.names.processes.indexOf("office"), "token");
        for (const [name, value] of Object.entries(given)) {
          state.set("baseline", 0, name, value);
          state.set("token", office, name, value);
        }
        for (const name of changed) state.set("token", office, name, other[name]);
        for (const [name, value] of Object.entries(lists)) state.set("job", 1, name, value);
        const handle = {
          kind: handleKinds.find(({ name }) => name === "Token")!.value, object: office, access: 2,
          process: program.names.processes.indexOf("app"),
        };
        for (const [name, value] of Object.entries(handle)) state.set("handle", 0, name, value);
        state.set("header", 0, "handlesLive", 1n);
        const before = machine.copyState();
        const judged = machine.gains(0, 1).some(({ way }) => way === "ImpersonateToken");
        expect(Buffer.compare(machine.copyState(), before)).toBe(0);
        const told = baselinesOf(0, state).every(
          (index) => excessOf(office, index, state, program.names, 1).length > 0,
        );
        gains += Number(judged);
        return told === judged;
      }),
      { numRuns: 400, seed: 1 },
    );
    expect(gains).toBeGreaterThan(100);
    expect(gains).toBeLessThan(380);
  });
});

it.each([
  "PsImpersonateClient(shop.clerk, p)", "SeImpersonateClientEx(ctx, shop.clerk)", "SeImpersonateClient(ctx, shop.clerk)",
  "NtImpersonateThread(shop.clerk, office.client, level: SecurityImpersonation)",
])("%s has room for the copy of the gate and for the child of the filter", (call) => {
  const text = `${world(`${FILTER}; deletes SeShutdownPrivilege`)}scenario "s" on windows xp-sp2 {
    system.main: p = PsReferencePrimaryToken(office)
    system.main: ctx = SeCreateClientSecurity(office.client, level: SecurityImpersonation)
    system.main: ${call}
    expect shop.clerk.token.user == boss and SeShutdownPrivilege not in shop.clerk.token.privileges }`;
  const { counts } = runProgram(newMachine(), programOf(text, "s", "xp-sp2"), { runs: 1, seed: 0n });
  expect(Number(counts.verdicts.Held)).toBe(1);
});

describe("explanations", () => {
  const last = (limits: string) => explain(
    newMachine(),
    programOf(`${world(limits)}scenario "s" on windows xp-sp2 {
      system.main: p = PsReferencePrimaryToken(office)
      system.main: PsImpersonateClient(app.one, p) => any }`, "s", "xp-sp2"),
    { kind: "first" },
  );

  it.each([
    ["NO_ADMIN", NO_ADMIN], ["RESTRICTED_TOKEN", RESTRICTED],
    ["FILTER_TOKENS", `${FILTER}; deletes SeDebugPrivilege`],
  ])("%s decides where it says yes, and the job's limit is a near change", (name, limits) => {
    const { deciding, changes } = last(limits);
    expect([deciding?.name, deciding?.answer]).toEqual([`JOB_${name}`, true]);
    // a filter changes nothing that the call gives back, so what does comes first
    const place = changes.findIndex(({ condition }) => condition.includes(`without JOB_OBJECT_SECURITY_${name}`));
    expect(name === "FILTER_TOKENS" ? place >= 0 : place === 0).toBe(true);
  });

  it("without the filter the thread would impersonate the token that was asked for, and says so", () => {
    const { changes } = last(`${FILTER}; deletes SeDebugPrivilege`);
    const { outcome } = changes.find(({ condition }) => condition.includes("JOB_OBJECT_SECURITY_FILTER_TOKENS"))!;
    expect(outcome).toBe("the token of app.one would be the primary token of office (boss) and no new one");
  });

  it("a limit that lets pass decides nothing: the gate did", () => {
    const text = `${world(`${NO_ADMIN} | JOB_OBJECT_SECURITY_RESTRICTED_TOKEN`)}
      scenario "s" on windows xp-sp2 with jobRestrictedSense: reactos {
      system.main: p = PsReferencePrimaryToken(app)
      system.main: PsImpersonateClient(shop.clerk, p) }`;
    const { deciding } = explain(newMachine(), programOf(text, "s", "xp-sp2"), { kind: "first" });
    expect([deciding?.name, deciding?.answer]).toEqual(["GATE_USER_DIFFERS", true]);
  });
});

it("what is left of a failure has the job and the limit that it needs, and no other", () => {
  const text = `${world(
    `${NO_ADMIN} | JOB_OBJECT_SECURITY_FILTER_TOKENS | JOB_OBJECT_SECURITY_ONLY_TOKEN; token service
     disables Users, Administrators; deletes SeShutdownPrivilege`,
  ).replace("thread clerk; job cage", "thread clerk; job spare")}job spare { ${NO_ADMIN} }
    scenario "s" on windows xp-sp2 {
      system.main: p = PsReferencePrimaryToken(office)
      system.main: PsImpersonateClient(app.one, p) }`;
  const machine = newMachine();
  const { value } = compile(text);
  const program = value.scenarios[0]!.program("xp-sp2");
  const [failure] = failuresOf(program, runProgram(machine, program, { runs: 1, seed: 0n }), text);
  const { lines, end } = flatLinesOf(machine, program, failure!.recipe);
  const origin = { program, file: value.file, text, title: "s, flat", found: "Found by a test." };
  const small = smallFlatText(machine, origin, lines, end)!;
  expect(small).toMatch(/^job cage \{\s+limits JOB_OBJECT_SECURITY_NO_ADMIN\s+\}$/m);
  expect(small).toMatch(/^process app as \w+ \{ thread one; job cage \}$/m);
  expect(small).not.toContain("spare");
});
