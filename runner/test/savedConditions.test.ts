/**
 * A condition reads names that a flat text has not: parameters, columns, what was chosen, who runs a line.
 * Whatever it reads, what is found can be saved: the text compiles and fails for the same reason, raw and
 * shrunk.
 */
import { expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { hasErrors, messageOf } from "../../grammar/diagnostics.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { failuresOf } from "../campaign/failures.ts";
import { failsAsWritten, replayText } from "../campaign/flatText.ts";
import type { CompiledFile } from "../campaign/runAll.ts";
import { runProgram } from "../campaign/runProgram.ts";
import { FailureSaver } from "../campaign/saveFailures.ts";
import { shrinkFailure } from "../campaign/shrinkFailure.ts";
import type { Failure } from "../campaign/results.ts";
import { newMachine } from "./support/compiled.ts";
import { drivers } from "./support/smallScenarios.ts";

const machine = newMachine();
const world = `account mallory { user S-1-5-21-7-7-7-1001; groups Users, Interactive }
  account bob { user S-1-5-21-7-7-7-1002; groups Users; privileges SeDebugPrivilege, SeBackupPrivilege }
  process app as mallory { thread victim, accomplice }
  process office as bob { thread clerk }
  job cage { limits JOB_OBJECT_SECURITY_NO_ADMIN }
  process boxed as bob { thread inside; job cage }
  object secrets as file "O:SYG:SYD:(A;;FA;;;SY)(A;;FR;;;BU)"
  object letter as file "O:SYG:SYD:(A;;FA;;;WD)"
  pipe orders by office "D:(A;;GA;;;WD)"
  attacker thief { controls app.victim; calls NtImpersonateThread, NtOpenProcessToken; names app, app.victim; holds none }
  `;
const impersonate = "maybe { app.victim: NtImpersonateThread(current, current, level: SecurityIdentification) }";
const look = "app.victim: NtOpenProcessToken(app, TOKEN_QUERY)";
const scenario = (lines: string): string => `scenario "x" on windows 11 { ${lines} }`;
const entry = (type: string, argument: string, condition: string): string =>
  `driver d { entry go(given: ${type}) { t = PsReferencePrimaryToken(app); PsDereferencePrimaryToken(t); expect ${condition} } }
  ${scenario(`${impersonate}; app.accomplice: enter d.go(${argument})`)}`;
const procedure = (type: string, argument: string, condition: string): string =>
  `procedure p(given: ${type}) by app.accomplice { NtOpenProcessToken(app, TOKEN_QUERY); expect ${condition} }
  ${scenario(`${impersonate}; p(${argument === "current" ? "app.victim" : argument})`)}`;
const table = (columns: string, row: string, lines: string): string =>
  `table "x" on windows 11 { ${columns}\n ${row} } each { ${lines} }`;

/** What is handed over, by its type, with a condition that reads it and can be broken. */
const given: readonly (readonly [type: string, argument: string, condition: string])[] = [
  ["thread", "app.victim", "not given.impersonating"],
  ["thread", "current", "given.token.user == bob"],
  ["process", "app", "given.token.user != app.victim.token.user or not app.victim.impersonating"],
  ["object", "secrets", "can(app.victim, given, FILE_WRITE_DATA)"],
  ["account", "mallory", "app.victim.token.user != given"],
  ["sid", "Users", "not given in app.victim.token.groups"],
  ["sid", "S-1-5-21-7-7-7-1001", "app.victim.token.user != given"],
  ["level", "SecurityIdentification", "app.victim.level != given"],
  ["level", "SecurityIdentification", "given == none or app.victim.level != given"],
  ["access", "FILE_WRITE_DATA", "can(app.victim, secrets, given)"],
  ["number", "5000", "given == 1"],
  ["boolean", "true", "app.victim.impersonating != given"],
  ["privilege", "SeDebugPrivilege", "not given in office.token.privileges"],
  ["integrity", "Medium", "app.token.integrity != given"],
  ["tokenType", "TokenPrimary", "app.token.type != given"],
];

/** What a condition can read, by what it is. */
const texts: Readonly<Record<string, string>> = {
  ...Object.fromEntries(given.map(([type, argument, condition], index) =>
    index % 2 === 0
      ? [`an entry's ${type} ${argument}, ${condition}`, entry(type, argument, condition)]
      : [`a procedure's ${type} ${argument}, ${condition}`, procedure(type, argument, condition)])),
  ...Object.fromEntries(given.map(([type, argument, condition]) => [
    `a column of ${type} ${argument}, ${condition}`,
    table("given | n", `${argument === "current" ? "app.victim" : argument} | 1`,
      `${impersonate}; expect n == 2 or ${condition}`),
  ])),
  "a column of rights": table("given | n", "(TOKEN_QUERY | TOKEN_DUPLICATE) | 1",
    "app.victim: h = NtOpenProcessToken(app, given); expect n == 2 or not given in h.access"),
  "a column that is none": table("given", "none", `${impersonate}; expect app.victim.level != given`),
  "columns of a property": table("who | given", "app.victim | SecurityIdentification\n app.victim | SecurityAnonymous",
    `never who.level == given; play thief for 3`),
  "a column behind ||": table("n || bad", "1 || 2", `choose k in 1..3; ${look}; expect k != bad or n == 2 or k == 1`),
  "a column whose name is a word's": table("Medium", "3", `${look}; expect Medium == 4`),
  "a choose of numbers": scenario(`choose k in 1..3; ${look}; expect k != 2`),
  "a choose of numbers, compared with none": scenario(`choose k in 1..3; ${look}; expect k == none`),
  "a weighted choose": scenario(`choose k in SecurityImpersonation, 3 * SecurityAnonymous; ${look}; expect k != SecurityAnonymous`),
  "a choose with a comment in its list": scenario(`choose k in SecurityAnonymous,  // first, of all
    SecurityImpersonation
    ${look}; expect k != SecurityImpersonation`),
  "a choose of threads": scenario(`choose k in app.victim, app.accomplice; ${look}; expect k != app.accomplice`),
  "a choose of all threads": scenario(`choose k in threads; ${look}; expect k != app.accomplice`),
  "a choose of all levels": scenario(`choose k in levels; ${look}; expect k != SecurityDelegation`),
  "a choose of processes": scenario(`choose k in app, office; ${look}; expect k.token.user != bob`),
  "a choose of objects": scenario(`choose k in secrets, letter; ${look}; expect not can(office.clerk, k, FILE_WRITE_DATA)`),
  "a choose of truth": scenario(`choose k in true, false; ${look}; expect k`),
  "a choose of rights": scenario(`choose k in TOKEN_QUERY, TOKEN_DUPLICATE; app.victim: h = NtOpenProcessToken(app, k); expect not TOKEN_DUPLICATE in h.access and k != TOKEN_QUERY`),
  "a choose of a column": table("n", "SecurityDelegation", `choose k in n, SecurityAnonymous; ${look}; expect k != SecurityDelegation`),
  "a chosen thread handed to an entry": `driver d { entry go(t: thread) { p = PsReferencePrimaryToken(app); PsDereferencePrimaryToken(p); expect not t.impersonating } }
    ${scenario(`choose k in app.victim, app.accomplice; ${impersonate}; app.accomplice: enter d.go(k)`)}`,
  "a chosen thread that runs": scenario(`choose k in app.victim, app.accomplice
    k: { NtImpersonateThread(current, current, level: SecurityIdentification); expect current != app.victim }`),
  "the process of a chosen thread": `procedure p(given: process) by app.accomplice { expect given.token.user != bob }
    ${scenario(`choose k in app.victim, office.clerk; ${look}; p(k.process)`)}`,
  "a round's choose": scenario("repeat 3 { choose k in 1..4; app.victim: r = NtOpenProcessToken(app, TOKEN_QUERY); expect k < 4 }"),
  "a round's choose and its result": scenario(`repeat 3 { choose k in SecurityAnonymous, SecurityIdentification
    app.victim: NtImpersonateThread(current, current, level: k)
    expect app.victim.level != k or k == SecurityAnonymous }`),
  "a round's result": scenario(`repeat 3 { app.victim: h = NtOpenThreadToken(current, TOKEN_QUERY) => any
    ${impersonate}; expect h.failed }`),
  "a round's result that a branch reads": scenario(`repeat 3 {
    app.victim: h = NtOpenThreadToken(current, TOKEN_QUERY) => any
    if h.failed { app.victim: NtImpersonateThread(current, current, level: SecurityIdentification) } }
    expect not app.victim.impersonating`),
  "a round's status": scenario(`repeat 3 { app.victim: r = NtImpersonateThread(current, current, level: SecurityIdentification)
    expect not r.status == STATUS_SUCCESS or not app.victim.impersonating }`),
  "a property of a round's result": scenario(`never TOKEN_DUPLICATE in h.access
    repeat 3 { choose k in TOKEN_QUERY, TOKEN_DUPLICATE; app.victim: h = NtOpenProcessToken(app, k) }`),
  "two properties, of which one reads what was chosen before": scenario(`
    choose k in SecurityIdentification, SecurityAnonymous; never k == SecurityDelegation; never app.victim.impersonating
    ${impersonate}`),
  "a condition with a comment in it": scenario(`${look}; expect app.victim.impersonating and  // why, of all
    app.accomplice.impersonating`),
  "an attacker that stands for another": `${drivers}
    attacker idle { controls app.accomplice; calls NtOpenProcessToken; names app; holds none }
    attacker rogue { controls app.accomplice; calls user routines; names app, app.victim, secrets; holds none }
    property "none": never escalation by idle
    scenario "y" on windows xp-sp1 breaks "none" {
      concurrently { lane app.victim { enter reverting.work() }; play idle for 4 } }
    scenario "x" on windows xp-sp1 repairs "y" with rogue as idle`,
  "a failed call with a name before lanes": scenario(`app.victim: h = NtOpenThreadToken(current, TOKEN_QUERY) => any
    concurrently { lane app.accomplice { NtOpenProcessToken(app, TOKEN_QUERY) } }
    expect not failed`),
  "a failed act before lanes": scenario(`app.victim: act secrets FILE_WRITE_DATA => any
    concurrently { lane app.accomplice { NtOpenProcessToken(app, TOKEN_QUERY) } }
    expect not failed`),
  "a failed call before lanes": scenario(`app.victim: NtOpenThreadToken(current, TOKEN_QUERY) => any
    concurrently { lane app.accomplice { NtOpenProcessToken(app, TOKEN_QUERY) } }
    expect not failed`),
  "a property of a round's choose": scenario(`never app.victim.level == k
    repeat 2 { choose k in SecurityAnonymous, SecurityIdentification; ${impersonate} }`),
  "a property of a choose": scenario(`choose k in SecurityIdentification, SecurityAnonymous; never app.victim.level == k; ${impersonate}`),
  "a property with a title, of a choose": scenario(`choose k in SecurityIdentification, SecurityAnonymous
    property "none so": never app.victim.level == k; ${impersonate}`),
  "a property of a result": scenario(`maybe { app.victim: h = NtOpenProcessToken(app, TOKEN_QUERY); app.victim: NtClose(h) }
    never not h.failed; ${look}`),
  "a property of a name that stands twice": `procedure p() by app.accomplice { h = NtOpenProcessToken(app, TOKEN_QUERY); NtClose(h) }
    ${scenario("p(); app.victim: h = NtOpenProcessToken(app, TOKEN_DUPLICATE); never TOKEN_DUPLICATE in h.access; app.victim: NtClose(h)")}`,
  "a name that stands twice": `procedure p(n: number) by app.accomplice { h = NtOpenProcessToken(app, TOKEN_QUERY); expect n == 1 or not TOKEN_QUERY in h.access }
    ${scenario("p(1); p(2)")}`,
  "parts of a name that stands twice": `procedure p(n: number) by app.accomplice { h = NtOpenProcessToken(app, TOKEN_QUERY); expect n == 1 or h.failed or h.status != STATUS_SUCCESS or h.level == none }
    ${scenario("p(1); p(2)")}`,
  "an out that is handed over": `procedure p(w: thread) by office.clerk { expect w != app.victim }
    ${scenario("app.victim: NtWriteFile(orders); office.clerk: m = NtReadFile(orders); p(m.writer)")}`,
  "the thread that runs": scenario(`app.victim: { NtOpenProcessToken(app, TOKEN_QUERY); expect current.impersonating }`),
  "who entered": `driver d { entry go() { t = PsReferencePrimaryToken(app); PsDereferencePrimaryToken(t); expect caller.impersonating and current == caller } }
    ${scenario("app.victim: enter d.go()")}`,
  "a pooled thread and who queued its work": `driver d { entry go(o: object) {
      IoQueueWorkItem { t = PsReferencePrimaryToken(app); PsDereferencePrimaryToken(t); expect current.impersonating or can(caller, o, FILE_WRITE_DATA) } } }
    ${scenario("maybe { app.accomplice: enter d.go(letter) }; app.victim: enter d.go(secrets)")}`,
  "the call before": scenario(`app.victim: { NtOpenProcessToken(app, TOKEN_QUERY); expect failed }`),
  "the call before, in a lane": scenario(`concurrently {
      lane app.victim { NtOpenThreadToken(current, TOKEN_QUERY) => any; expect not failed }
      lane app.accomplice { NtOpenProcessToken(app, TOKEN_QUERY); NtOpenProcessToken(app, TOKEN_QUERY) } }`),
  "for": `procedure p(who: thread) by app.accomplice { for who { NtOpenProcessToken(app, TOKEN_QUERY); expect who.impersonating } }
    ${scenario("p(app.victim)")}`,
  "a quantifier's name that is a result's": `procedure p() by app.accomplice { NtOpenProcessToken(app, TOKEN_QUERY); expect no h in handles: TOKEN_QUERY in h.access }
    ${scenario("app.victim: h = NtOpenProcessToken(app, TOKEN_DUPLICATE); p(); app.victim: NtClose(h)")}`,
  "a quantifier's name that is a thing's": `procedure p(given: thread) by app.accomplice { NtOpenProcessToken(app, TOKEN_QUERY)
      expect every app in processes: app.token.user != given.token.user }
    ${scenario("p(app.victim)")}`,
  "a quantifier's name that is a parameter's elsewhere": `procedure p(given: thread) by app.accomplice { NtOpenProcessToken(app, TOKEN_QUERY); expect no t in threads where t == given: t.process == given.process }
    procedure q(t: thread) by app.accomplice { p(t) }
    ${scenario("q(app.victim)")}`,
  "names in words of other things": `procedure p(token: thread, user: number) by app.accomplice { NtOpenProcessToken(app, TOKEN_QUERY)
      expect token.token.user == bob or user == 3 or token.token.user in [LocalSystem, Users] }
    ${scenario("p(app.victim, 2)")}`,
  "old": `procedure p(given: level) by app.victim { NtImpersonateThread(current, current, level: given); expect old(current.level) == given }
    ${scenario("p(SecurityIdentification)")}`,
};

interface Found {
  readonly name: string;
  readonly text: string;
  readonly program: Program;
  readonly failure: Failure;
}

/** Every kind of failure of each text. */
const found: Found[] = Object.entries(texts).flatMap(([name, own]) => {
  const text = world + own;
  const { value, diagnostics } = compile(text);
  const wrong = diagnostics.filter((each) => hasErrors([each])).map(messageOf);
  if (wrong.length > 0) throw new Error(`${name}: ${wrong.join("\n")}`);
  return value.scenarios.flatMap((scenario) => {
    const program = scenario.program(scenario.versions.at(-1)!);
    const outcome = runProgram(machine, program, { runs: 2_000, seed: 0n });
    return failuresOf(program, outcome, text).map((failure) => ({ name, text, program, failure }));
  });
});

it("each text of this test fails", () => {
  expect([...new Set(found.map((each) => each.name))]).toEqual(Object.keys(texts));
});

it.each(found)("$name: is saved, shrunk ($failure.key)", ({ text, program, failure }) => {
  const { value } = compile(text);
  const origin = { program, file: value.file, text, title: "x, flat", found: "Found by a test." };
  const shrunk = shrinkFailure(machine, origin, failure.recipe);
  expect(shrunk.text).toBeDefined();
  expect(replayText(machine, shrunk.text!)!.program.hasChoices).toBe(false);
  expect(failsAsWritten(machine, shrunk.text!), shrunk.text).toBe(true);
  expect(shrunk.shrunk, shrunk.text).toBe(true);
});

it.each(found)("$name: is saved as it is found ($failure.key)", ({ text, program, failure }) => {
  const { value } = compile(text);
  const saved: string[] = [];
  const keeper = { save: (each: string) => (saved.push(each), "here"), settle: () => undefined };
  const file = { file: value.file, source: { name: "x.scn", text } } as unknown as CompiledFile;
  const saver = new FailureSaver(machine, file, program, { seed: 0n, marks: "this" }, keeper);
  saver.saveRaw({ ...failure.end, key: failure.key, case: 0n, count: 1n } as never, failure.recipe);
  expect(saved).toHaveLength(1);
  expect(failsAsWritten(machine, saved[0]!), saved[0]).toBe(true);
});
