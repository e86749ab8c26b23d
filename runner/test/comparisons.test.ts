/*
 * Comparisons as a law: of every kind of expression beside every other, what is compiled is something that
 * the core takes; and what may be compared with `none` is none in one run and something in another, since an
 * answer that never changes asks nothing.
 */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { propertyNames } from "../../grammar/check/terms.ts";
import { compile } from "../../grammar/compile.ts";
import { LineMap } from "../../grammar/lineMap.ts";
import { Machine } from "../machine/machine.ts";

let machine: Machine;
beforeAll(() => {
  machine = new Machine(
    new WebAssembly.Module(readFileSync(new URL("../../build/core.wasm", import.meta.url))),
  );
});

const world = (account: string, app: string, spare: string): string => `
account alice { user S-1-5-21-7-7-7-1004; ${account} }
account bob   { user S-1-5-21-7-7-7-1002; ${account} }
object open as file "D:NO_ACCESS_CONTROL"
job part { limits JOB_OBJECT_SECURITY_NO_ADMIN }
process app as bob { thread client; ${app} }
process office as alice { thread clerk }
process spare as alice { ${spare} }
`;
const plain = world("groups Users; privileges none; origin none", "", "");
const rich = world(
  "groups Users, Administrators deny-only; restricting Users; privileges SeTcbPrivilege; origin 5",
  "job part; handles open FILE_READ_DATA", "thread idle",
);

/** Binds a name of every kind in one of its runs, and none of them in the other. */
const binding = `
  maybe {
    system.main: primary = PsReferencePrimaryToken(office)
    system.main: PsImpersonateClient(app.client, primary, level: SecurityImpersonation) => any
    system.main: ctx = SeCreateClientSecurity(office.clerk, level: SecurityImpersonation) => any
    system.main: subject = SeCaptureSubjectContextEx(app.client, app)
    system.main: own = NtOpenProcessToken(office, TOKEN_QUERY) => any
    system.main: asked = NtQueryInformationToken(own, TokenUser) => any
    office.clerk: file = NtOpenFile(open, FILE_READ_DATA) => any
  }
`;
const names = [
  "primary", "ctx", "subject", "own", "asked.sid", "asked.status", "asked.failed", "file", "subject.level",
];
const of = (path: string, type: Parameters<typeof propertyNames>[0]): string[] =>
  [path, ...propertyNames(type).map((name) => `${path}.${name}`)]
    .filter((each) => !/\.(onBehalfOf|package|capabilities)$/.test(each));

/** Every kind of expression there is, some of them twice: where it can be none, and where it cannot. */
const expressions = [
  ...of("app.client", "thread"), ...of("app", "process"), ...of("app.token", "token"), "spare.threads",
  ...of("app.client.impersonation", "token"), ...names, "own.access", "file.object", "own.token.restricting",
  "app.job", "open", "alice", "current", "failed", "bugcheck", "clean", "levelRaised", "deputy",
  "count(app.handles)", "count(app.client.impersonation.groups)", "count(tokens)", "handles", "old(app.client.level)",
  "old(app.token.restricting)", "can(app.client, open, FILE_READ_DATA)", "(app.client.impersonating)",
  "app.client.process.handles", "app.client.process.threads", "FILE_READ_DATA", "TOKEN_QUERY | own.access",
  "SecurityImpersonation", "Medium", "Users", "SeDebugPrivilege", "STATUS_SUCCESS", "TokenPrimary", "user",
  "REFERENCE_BY_POINTER", "7", "0xFFFFFFFF", "true", "none", "S-1-5-18", "[none, Users]", "[none, 7]", "[]",
];
/** One of each kind of value, for the right side. */
const rights = [
  "none", "app.client", "app", "app.client.impersonation", "app.token.groups", "app.handles",
  "app.client.process.handles", "own", "own.access", "app.job", "SecurityIdentification", "Users", "TOKEN_QUERY",
  "3", "bugcheck", "[none]", "[none, app.client.level]", "[app.client, app.job, none]",
];
/** Sets and domains that are never empty here, though others of their kind are; a bug check ends its run. */
const never = [
  "app.threads", "app.client.process.threads", "app.token.groups", "app.token.groups.enabled", "bugcheck",
];
const operators = ["==", "<", "in", "within"];

const scenario = (given: string, conditions: readonly string[], versions = "11"): string =>
  `${given}scenario "s" on windows ${versions} {\n${binding}\n${conditions.map((each) => `  expect ${each}\n`).join("")}}\n`;

/** Those of the conditions of which nothing is said. */
function compiled(conditions: readonly string[]): string[] {
  const text = scenario(rich, conditions);
  const lines = new LineMap(text);
  const wrong = new Set(
    compile(text).diagnostics.filter(({ severity }) => severity === "error")
      .map(({ span }) => text.split("\n")[lines.lineOf(span.start) - 1]!.trim()),
  );
  return conditions.filter((each) => !wrong.has(`expect ${each}`));
}

/** How many runs end how, over both worlds, before there were integrity levels and after. */
function verdictsOf(condition: string): { held: bigint; failed: bigint } {
  let [held, failed] = [0n, 0n];
  for (const given of [plain, rich]) {
    const { value } = compile(scenario(given, [condition], "xp-sp2, 11"));
    for (const version of ["xp-sp2", "11"]) {
      machine.load(value.scenarios[0]!.program(version).image);
      machine.beginEnumeration();
      machine.runEnumerated(0n, 100);
      const { verdicts } = machine.counts();
      held += verdicts.Held;
      failed += verdicts.Failed;
    }
  }
  return { held, failed };
}

describe("comparisons", () => {
  test.each(expressions)("what compiles with %s on the left, the core takes", (left) => {
    const given = rights.flatMap((right) => operators.map((operator) => `${left} ${operator} ${right}`));
    const kept = compiled(given);
    const { value, diagnostics } = compile(scenario(rich, kept));
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(() => machine.load(value.scenarios[0]!.program("11").image)).not.toThrow();
  });

  const withNone = expressions.filter((each) => compiled([`${each} == none`]).length > 0);
  test("a good part of all expressions can be compared with none, and a good part cannot", () => {
    expect(withNone.length).toBeGreaterThan(25);
    expect(expressions.length - withNone.length).toBeGreaterThan(25);
  });

  test.each(withNone.filter((each) => !never.includes(each)))("%s is none in one run and something in another", (left) => {
    const equal = verdictsOf(`${left} == none`);
    expect(equal.held > 0n && equal.failed > 0n, `none in ${equal.held}, something in ${equal.failed}`).toBe(true);
    expect(verdictsOf(`${left} != none`)).toEqual({ held: equal.failed, failed: equal.held });
  });

  test("a bug check is none in runs that end without one", () => {
    const body = (end: string): string => `account bob { user S-1-5-21-7-7-7-1002 }
process app as bob { thread client }
scenario "s" on windows 11 {
  always bugcheck == none
  system.main: subject = SeCaptureSubjectContext()
  system.main: SeReleaseSubjectContext(subject)
  ${end}
}`;
    const ends = ["", "system.main: SeReleaseSubjectContext(subject) => bugcheck REFERENCE_BY_POINTER"];
    const held = ends.map((end) => {
      machine.load(compile(body(end)).value.scenarios[0]!.program("11").image);
      machine.beginEnumeration();
      machine.runEnumerated(0n, 100);
      return machine.counts().verdicts.Held;
    });
    expect(held).toEqual([1n, 0n]);
  });
});
