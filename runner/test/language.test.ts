/*
 * The language on the machine: each construct does what it says. A body that is right has a known number of
 * runs, and all of them hold; a line that must not be reached demands what cannot be.
 */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
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
account alice   { user S-1-5-21-7-7-7-1004; groups Users, Administrators, S-1-5-21-7-7-7-2000 }
account mallory { user S-1-5-21-7-7-7-1001; groups Users, Administrators deny-only, Interactive disabled; privileges SeImpersonatePrivilege disabled, SeChangeNotifyPrivilege }
process office as alice { thread clerk; handles secrets FILE_READ_DATA | FILE_WRITE_DATA, clerk THREAD_QUERY_INFORMATION }
process app as mallory { thread victim, accomplice, third; integrity Low }
object secrets as file "O:SYG:SYD:(A;;FA;;;SY)(A;;FR;;;BU)"
object open as key "D:NO_ACCESS_CONTROL"
driver driver1 {
  entry raise(level: level) {
    ctx = SeCreateClientSecurity(system.main, level: level) else return
    SeImpersonateClientEx(ctx) => any
  } finally { SeDeleteClientSecurity(ctx) }
  entry twice() { PsRevertToSelf(); if true { return }; act open KEY_READ => STATUS_ACCESS_DENIED } finally { act open KEY_READ }
  entry later(path: object) { item = IoQueueWorkItem { for caller { act path FILE_READ_DATA } } }
}
procedure fails() by app.third {
  t = NtOpenThreadToken(current, TOKEN_QUERY) else return
  expect false
} finally { act open KEY_READ; NtOpenFile(secrets, FILE_READ_DATA) }
procedure nested() by app.third {
  for victim {
    for accomplice {
      NtOpenThreadToken(current, TOKEN_QUERY) else return
      expect false
    } finally { act open KEY_READ }
    expect false
  } finally { act open KEY_WRITE }
  expect false
}
`;

/** All runs of a body on one version. */
function runsOf(body: string, version = "11"): CampaignCounts {
  const { value, diagnostics } = compile(`${world}scenario "s" on windows ${version} {\n${body}\n}\n`);
  expect(diagnostics.filter((each) => each.severity === "error").map((each) => messageOf(each))).toEqual([]);
  machine.load(value.scenarios[0]!.program(version).image);
  machine.beginEnumeration();
  machine.runEnumerated(0n, 100_000);
  return machine.counts();
}

test.each(["nt4", "xp-sp1", "11"])("a name that both arms of a guard bind is one name behind it: %s", (version) => {
  const body = `from vista { victim: own = NtOpenProcessToken(app, TOKEN_QUERY) }
else { victim: own = NtOpenProcessToken(app, TOKEN_ALL_ACCESS) }
victim: r = NtQueryInformationToken(own, TokenUser)
expect r.sid == mallory
expect TOKEN_DUPLICATE in own.access
victim: NtClose(own)`;
  const expected = version === "11" ? { Failed: 1n } : { Held: 1n };
  expect(runsOf(body, version).verdicts).toMatchObject(expected);
});

/** A step that always succeeds. */
const step = (actor: string): string =>
  `${actor}: NtOpenProcessToken(${actor === "clerk" ? "office" : "app"}, TOKEN_QUERY)`;
const impersonate = `
  system.main: primary = PsReferencePrimaryToken(office)
  system.main: PsImpersonateClient(victim, primary, copyOnOpen: true, level: SecurityIdentification)`;

describe("choices: every run once", () => {
  const cases: readonly [string, number][] = [
    [step("victim"), 1],
    [`any of { ${step("victim")}; 3 * ${step("victim")}; { } }`, 3],
    [`maybe { maybe 5 * { ${step("victim")} } }`.replace("maybe 5 * {", "maybe {"), 3],
    [`repeat 0..2 { maybe { ${step("victim")} } }`, 7],
    [`repeat 3 { maybe { ${step("victim")} } }`, 8],
    [
      "choose who in victim, accomplice; who: NtOpenProcessToken(app, TOKEN_QUERY); expect who == victim or who == accomplice",
      2,
    ],
    ["choose who in threads; expect who.process == office or who.process == app", 4],
    ["choose who in 3 * victim, accomplice; expect who != third", 2],
    [
      "choose n in 1..4; if n == 2 { expect n < 3 } else if n > 2 { expect n in [3, 4] } else { expect n == 1 }",
      4,
    ],
    ["choose l in levels; system.main: c = SeCreateClientSecurity(victim, level: l); expect c.level == l", 4],
    ["choose what in secrets, open; system.main: act what 1 => STATUS_SUCCESS", 2],
    [
      `concurrently { lane victim { repeat 2 { NtOpenProcessToken(app, TOKEN_QUERY) } }; lane accomplice { repeat 2 { NtOpenProcessToken(app, TOKEN_QUERY) } } }`,
      6,
    ],
    [`concurrently { lane victim { }; lane accomplice { } }; ${step("third")}`, 1],
    [
      `concurrently { lane victim { t = NtOpenProcessToken(app, TOKEN_QUERY) }; lane accomplice { t = NtOpenProcessToken(app, TOKEN_QUERY); expect t.type == TokenPrimary } }`,
      2,
    ],
    [
      "system.main: ctx = SeCreateClientSecurity(victim, level: SecurityImpersonation)\nfor each allocation failing {\n" +
        "system.main: r = SeImpersonateClientEx(ctx) => STATUS_SUCCESS or STATUS_NO_MEMORY\nexpect r.failed implies not system.main.impersonating }",
      1,
    ],
  ];
  test.each(cases)("%s: %i", (body, runs) => {
    const { cases: made, verdicts, skipped } = runsOf(body);
    expect({ made, held: verdicts.Held, skipped }).toEqual({
      made: BigInt(runs), held: BigInt(runs), skipped: 0n,
    });
  });
});

describe("ways: what is done, and what is not", () => {
  const held: readonly string[] = [
    `${step("victim")} => any else { expect false }`,
    "victim: NtOpenThreadToken(current, TOKEN_QUERY) else { NtOpenProcessToken(app, TOKEN_QUERY); accomplice: NtOpenProcessToken(app, TOKEN_QUERY) }; expect not failed",
    "victim: NtOpenThreadToken(current, TOKEN_QUERY) => STATUS_NO_TOKEN; expect failed",
    "victim: NtOpenThreadToken(current, TOKEN_QUERY) else return; expect false",
    "fails(); victim: NtOpenProcessToken(app, TOKEN_QUERY)",
    "nested(); victim: NtOpenProcessToken(app, TOKEN_QUERY)",
    "victim: enter driver1.twice(); expect victim.mode == user",
    "victim: enter driver1.later(secrets); expect victim.mode == user; never deputy",
    "from gate { expect true } else { expect false }; before gate { expect false }; in 7, xp-sp1 { expect false }",
    "victim: { r = NtOpenProcessToken(app, TOKEN_QUERY); s = NtDuplicateToken(r, TOKEN_QUERY, type: TokenPrimary) => STATUS_ACCESS_DENIED }; expect r.access == TOKEN_QUERY and s.failed and not r.failed",
    "system.main: c = SeTokenCanImpersonate(p, p, SecurityImpersonation) => true; expect c".replace(
      "c = ", "p = PsReferencePrimaryToken(app); system.main: c = ",
    ),
    "victim: r = NtOpenProcessToken(app, TOKEN_ALL_ACCESS) => type: TokenPrimary, access: TOKEN_ALL_ACCESS; victim: NtAdjustPrivilegesToken(r, newState: [SeImpersonatePrivilege | SE_PRIVILEGE_ENABLED]); expect SeImpersonatePrivilege in app.token.privileges.enabled",
    'app.victim: enter "driver1.raise"; app.victim: ctx = SeCreateClientSecurity(system.main, level: SecurityImpersonation); app.victim: leave',
    "victim: act secrets FILE_WRITE_DATA => STATUS_ACCESS_DENIED; victim: act secrets FILE_WRITE_DATA; victim: act secrets FILE_WRITE_DATA unchecked => STATUS_SUCCESS",
    "system.main: SeCreateClientSecurity(victim, level: SecurityImpersonation) with allocation 1 failing => STATUS_INSUFFICIENT_RESOURCES",
    "maybe { victim: t = NtOpenProcessToken(app, TOKEN_QUERY) }; victim: NtClose(t)",
  ];
  test.each(held)("%s", (body) => {
    const { cases, verdicts } = runsOf(body);
    expect(verdicts.Held).toBe(cases);
  });

  const failed: readonly string[] = [
    "expect false",
    "victim: NtOpenThreadToken(current, TOKEN_QUERY)",
    `${step("victim")} => STATUS_ACCESS_DENIED`,
    `${step("victim")} => type: TokenImpersonation`,
    "maybe { expect false }",
    "if true { expect false }",
    "never true; victim: PsRevert()".replace("victim: PsRevert()", `${impersonate}`),
    `never victim.impersonating; ${impersonate}`,
    `always not victim.impersonating; ${impersonate}`,
    "victim: enter driver1.raise(SecurityImpersonation); always clean at user-return",
    "system.main: act secrets FILE_READ_DATA => STATUS_ACCESS_DENIED",
    "from gate { never victim.impersonating }; " + impersonate,
    "concurrently { lane victim { }; lane accomplice { } }; expect false",
    "system.main: p = PsReferencePrimaryToken(app); system.main: SeTokenCanImpersonate(p, p, SecurityImpersonation) => false",
  ];
  test.each(failed)("fails: %s", (body) => {
    expect(runsOf(body).verdicts.Failed).toBeGreaterThan(0n);
  });

  test("a property in a guard holds for its versions only", () => {
    expect(runsOf(`before gate { never victim.impersonating }; ${impersonate}`).verdicts.Held).toBe(1n);
    expect(
      runsOf(`before gate { never victim.impersonating }; ${impersonate}`, "xp-sp1").verdicts.Failed,
    ).toBe(1n);
  });

  test("a worker that is left impersonating stops the system, and that can be demanded", () => {
    const body = (
      end: string,
    ): string => `victim: enter "x"; victim: ctx = SeCreateClientSecurity(current, level: SecurityImpersonation)
      victim: item = IoQueueWorkItem(); victim: leave; system.worker1: enter item; system.worker1: SeImpersonateClientEx(ctx); system.worker1: leave ${end}`;
    expect(runsOf(body("")).verdicts.BugCheck).toBe(1n);
    expect(runsOf(body("=> bugcheck IMPERSONATING_WORKER_THREAD")).verdicts.Held).toBe(1n);
    expect(runsOf(body("=> bugcheck REFERENCE_BY_POINTER")).verdicts.Held).toBe(0n);
  });
});

describe("conditions are true or false, and `not` turns them round", () => {
  const cases: readonly [string, boolean][] = [
    ["victim.impersonating", true], ["accomplice.impersonating", false],
    ["victim.level == SecurityIdentification", true], ["accomplice.level == none", true],
    ["accomplice.level < SecurityDelegation", false], ["accomplice.level >= SecurityAnonymous", false],
    ["victim.token.user == alice", true], ["victim.token.user == S-1-5-21-7-7-7-1004", true],
    ["app.token.user != mallory", false], ["victim.token == office.token", true],
    ["victim.impersonation == victim.token", true], ["accomplice.impersonation == none", true],
    ["accomplice.token == app.token", true], ["accomplice.copyOnOpen", false], ["victim.copyOnOpen", true],
    ["victim.effectiveOnly", false], ["victim.mode == user and system.main.mode == kernel", true],
    ["victim.process == app", true], ["victim.process == office", false],
    ["Administrators in office.token.groups.enabled", true],
    ["Administrators in app.token.groups.enabled", false],
    ["Administrators in app.token.groups.denyOnly", true], ["Interactive in app.token.groups", true],
    ["Interactive not in app.token.groups.enabled", true],
    ["S-1-5-21-7-7-7-2000 in office.token.groups", true], ["Everyone in app.token.groups.enabled", true],
    ["count(app.token.groups) == 5", true], ["SeImpersonatePrivilege in app.token.privileges", true],
    ["SeImpersonatePrivilege in app.token.privileges.enabled", false],
    ["count(app.token.privileges.enabled) == 1", true],
    ["SeTcbPrivilege in system.main.token.privileges.enabled", true], ["app.token.integrity == Low", true],
    ["app.token.integrity < office.token.integrity", true], ["office.token.integrity >= High", true],
    ["app.token.type == TokenPrimary", true], ["app.token.elevation == TokenElevationTypeLimited", true],
    ["app.token.session != office.token.session", true], ["system.main.token.session == 0x3E7", true],
    ["app.token.origin == 999", true], ["app.token.owner == mallory", true],
    ["every t in threads where t.process == app: t == victim or not t.impersonating", true],
    ["some t in app.threads: t.impersonating", true], ["no t in office.threads: t.impersonating", true],
    ["every t in app.threads: some u in threads: t == u", true], ["count(app.threads) == 3", true],
    ["count(office.handles) == 2", true], ["count(app.handles) == 0", true],
    ["some h in office.handles: h.object == secrets and FILE_READ_DATA in h.access", true],
    ["some h in office.handles: h.object == open", false],
    ["every h in office.handles: h.object != open", true], ["no h in handles: h.token == office.token", true],
    ["every o in objects: o == secrets or o == open", true], ["count(levels) == 4", true],
    ["some p in processes: p.token.user == LocalSystem", true],
    ["some t in tokens: t.user == mallory and t.type == TokenPrimary", true],
    ["FILE_READ_DATA | FILE_WRITE_DATA in FILE_ALL_ACCESS", true],
    ["FILE_ALL_ACCESS in FILE_READ_DATA", false], ["(1 | 2) == 3", true],
    ["victim.level in [SecurityIdentification, none]", true],
    ["victim.level not in [SecurityIdentification]", false], ["can(clerk, open, KEY_WRITE)", true],
    ["can(clerk, secrets, FILE_WRITE_DATA)", false], ["can(system.main, secrets, FILE_WRITE_DATA)", true],
    ["app within app", true], ["victim.token within app.token", false],
    ["app.token within office.token", false], ["victim within accomplice", true],
    ["clerk within system.main", false], ["true implies false", false],
    ["false implies false implies false", true], ["not true or true", true],
    ["true or false and false", true], ["failed", false], ["bugcheck == 0", true], ["clean", false],
    ["levelRaised", false], ["deputy", false], ["primary.user == alice", true],
    ["primary == office.token", true],
    ["accomplice.impersonation.user == none", true],
    ["some g in app.token.groups: g == Administrators", true],
    ["every g in app.token.groups.enabled: g in app.token.groups", true],
    ["no g in app.token.groups.enabled: g in app.token.groups.denyOnly", true],
    ["every g in office.token.groups: g in app.token.groups", false],
    ["every g in office.token.groups where g == Users: g in app.token.groups", true],
    ["some p in app.token.privileges: p not in app.token.privileges.enabled", true],
    ["every p in app.token.privileges: p == SeImpersonatePrivilege or p == SeChangeNotifyPrivilege", true],
    ["every t in tokens: no g in t.groups.denyOnly: g in t.groups.enabled", true],
    ["some g in office.token.groups: some h in app.token.groups: g == h", true],
    ["every g in accomplice.impersonation.groups: false", true],
    ["some g in accomplice.impersonation.groups: true", false],
    ["every h in office.handles: no g in h.token.groups: true", false],
    ["SeChangeNotifyPrivilege in old(app.token.privileges) and count(old(app.token.groups)) == 5", true],
  ];
  test.each(cases)("%s: %s", (condition, truth) => {
    expect(runsOf(`${impersonate}\nexpect ${condition}`).verdicts.Held).toBe(truth ? 1n : 0n);
    expect(runsOf(`${impersonate}\nexpect not (${condition})`).verdicts.Held).toBe(truth ? 0n : 1n);
  });

  test("before Vista there is no integrity to compare", () => {
    expect(
      runsOf(
        "expect not (app.token.integrity < High) and not (app.token.integrity >= Low) and app.token.integrity != Low",
        "xp-sp1",
      ).verdicts.Held,
    ).toBe(1n);
  });

  test("`old` is the state before the step", () => {
    expect(
      runsOf(
        `${impersonate}\nexpect victim.impersonating and not old(victim.impersonating) and old(victim.token) == app.token`,
      ).verdicts.Held,
    ).toBe(1n);
  });
});

describe("what changes in a set", () => {
  const enable = `victim: own = NtOpenProcessToken(app, TOKEN_ADJUST_PRIVILEGES)
    victim: NtAdjustPrivilegesToken(own, newState: SeImpersonatePrivilege | SE_PRIVILEGE_ENABLED)`;

  test("is told by `old`, for one member, for all, and for their number", () => {
    const enabled = "app.token.privileges.enabled";
    const conditions = [
      `SeImpersonatePrivilege in ${enabled} and SeImpersonatePrivilege not in old(${enabled})`,
      `every p in ${enabled} where p not in old(${enabled}): p == SeImpersonatePrivilege`,
      `count(${enabled}) == 2 and count(old(${enabled})) == 1 and old(count(${enabled})) == 1`,
      `not old(some p in ${enabled}: p == SeImpersonatePrivilege)`,
    ];
    expect(runsOf(`${enable}\nexpect ${conditions.map((each) => `(${each})`).join(" and ")}`).verdicts.Held).toBe(1n);
  });

  test("wakes a property that goes through it", () => {
    const property = "never some p in app.token.privileges.enabled: p == SeImpersonatePrivilege";
    expect(runsOf(`${property}\n${enable}`).verdicts.Failed).toBe(1n);
  });
});

describe("`current` in a condition", () => {
  const inItem = (condition: string): string => `victim: enter "x"
    victim: ctx = SeCreateClientSecurity(current, level: SecurityImpersonation)
    victim: IoQueueWorkItem { SeImpersonateClientEx(ctx) else return; expect ${condition} } finally { PsRevertToSelf() }
    victim: leave`;

  test("of a work item is the worker that runs it", () => {
    const { Held, Failed } = runsOf(inItem("current.process == system and current.token.user == mallory")).verdicts;
    expect([Held > 0n, Failed]).toEqual([true, 0n]);
    expect(runsOf(inItem("current == victim")).verdicts.Held).toBe(0n);
  });

  test("of a property stays the thread of the event", () => {
    expect(runsOf(`always current == victim at user-return; ${step("victim")}
      victim: enter "x"; victim: leave`).verdicts.Held).toBe(1n);
  });
});

describe("what an attacker coerces", () => {
  const attacker = (coerces: string): string => `${world}
    procedure look() by clerk { NtOpenFile(secrets, FILE_READ_DATA) => any }
    attacker thief { controls app.third; calls NtOpenProcessToken; names app${coerces} }\n`;
  const counted = (text: string): string => {
    const { value, diagnostics } = compile(text);
    expect(diagnostics.filter((each) => each.severity === "error").map((each) => messageOf(each))).toEqual([]);
    machine.load(value.scenarios[0]!.program("11").image);
    machine.beginEnumeration();
    machine.runEnumerated(0n, 100_000);
    const { cases, steps } = machine.counts();
    return `${cases} runs, ${steps} steps`;
  };
  const scenario = (body: string): string => `scenario "s" on windows 11 { ${body} }`;

  test.each(["play thief for 2", `concurrently { lane victim { ${step("victim").split(": ")[1]} }; play thief for 1 }`])(
    "is done in a lane beside the play, as often as it may: %s",
    (body) => {
      const byHand = body.startsWith("play") ? `concurrently { ${body}; lane clerk { repeat 0..2 { look() } } }`
        : body.replace(/ }$/, "; lane clerk { repeat 0..2 { look() } } }");
      const coerced = counted(attacker("; coerces look up to 2") + scenario(body));
      expect(coerced).toBe(counted(attacker("") + scenario(byHand)));
      expect(coerced).not.toBe(counted(attacker("; coerces look") + scenario(body)));
      expect(coerced).not.toBe(counted(attacker("; coerces none") + scenario(body)));
    },
  );
});

describe("what a condition on the mode tells", () => {
  const perhapsIn = 'maybe { victim: enter "x" }';
  const complaints = (body: string): string[] =>
    compile(`${world}scenario "s" on windows 11 {\n${body}\n}\n`).diagnostics
      .filter(({ severity }) => severity === "error").map((each) => messageOf(each));

  test("is understood where it is asked, for one thread and for one that was chosen", () => {
    const chosen = "choose t in victim, accomplice\nmaybe { t: enter \"x\" }";
    expect(complaints(`${perhapsIn}\nif victim.mode == kernel { victim: PsRevertToSelf(); victim: leave }`)).toEqual([]);
    expect(complaints(`${perhapsIn}\nif victim.mode != user { victim: PsRevertToSelf() }`)).toEqual([]);
    expect(complaints(`${perhapsIn}\nif victim.mode == user { } else { victim: PsRevertToSelf() }`)).toEqual([]);
    expect(complaints(`${chosen}\nif t.mode == kernel { t: PsRevertToSelf() }`)).toEqual([]);
  });

  test("is not taken for more than it says", () => {
    const asked = "if victim.mode == user { victim: PsRevertToSelf() }";
    expect(complaints(`${perhapsIn}\n${asked}`)).toHaveLength(1);
    expect(complaints(`${perhapsIn}\nif accomplice.mode == user { victim: PsRevertToSelf() }`)).toHaveLength(1);
    expect(complaints(`${perhapsIn}\nif victim.mode == kernel { }\nvictim: PsRevertToSelf()`)).toHaveLength(1);
  });
});

describe("tables: each row is a case", () => {
  const table = `${world}table "rights" on windows xp-sp1, 7, 11 {
    windows     | who                  | rights                     || status
    before gate | victim               | *                          || STATUS_SUCCESS
    from gate   | victim or accomplice | (TOKEN_QUERY | TOKEN_DUPLICATE) || STATUS_SUCCESS or STATUS_ACCESS_DENIED
    in 11       | third                | TOKEN_QUERY                || *
    7           | third                | TOKEN_QUERY                || STATUS_ACCESS_DENIED
    *           | third                | TOKEN_QUERY                || STATUS_SUCCESS
  } each { who: NtOpenProcessToken(app, rights) => status }\n`.replace(
    "victim               | *  ", "victim               | 8  ",
  );
  const { value, diagnostics } = compile(table);
  const cases = value.scenarios.map((scenario) => ({ title: scenario.title, versions: scenario.versions }));

  test("with its own title and versions; of rows that overlap the first one holds", () => {
    // of the table nothing is said, but of an entry of the world that no row enters
    expect(diagnostics.map(({ form }) => form)).toEqual(["SCN039/end"]);
    expect(cases).toEqual([
      { title: "rights, row 1", versions: ["xp-sp1"] },
      { title: "rights, row 2: from gate | victim | (TOKEN_QUERY | TOKEN_DUPLICATE)", versions: ["7", "11"] },
      {
        title: "rights, row 2: from gate | accomplice | (TOKEN_QUERY | TOKEN_DUPLICATE)",
        versions: ["7", "11"],
      },
      { title: "rights, row 3", versions: ["11"] },
      { title: "rights, row 4", versions: ["7"] },
      { title: "rights, row 5", versions: ["xp-sp1"] },
    ]);
  });

  test("and its own demand", () => {
    const verdicts = value.scenarios.map((scenario) => {
      machine.load(scenario.program(scenario.versions[0]!).image);
      machine.beginFirst();
      return machine.finish().verdict;
    });
    expect(verdicts).toEqual(["Held", "Held", "Held", "Held", "Failed", "Held"]);
  });
});
