/**
 * Words say what things are: masks by the type that they are rights to, and values that are compared never
 * alike when they differ.
 */
import { describe, expect, it } from "vitest";
import { accessRights } from "../../core/tables/accessRights.ts";
import { flatLinesOf } from "../campaign/flatRun.ts";
import { flatText } from "../campaign/flatText.ts";
import { traceRun } from "../report/trace.ts";
import { seenValues } from "../report/seenValues.ts";
import { newMachine, programOf } from "./support/compiled.ts";
import { compile } from "../../grammar/compile.ts";

const first = { kind: "first" } as const;
const world = `account m { user S-1-5-21-7-7-7-1001; groups Users }
process app as m { thread t }
`;
const types = ["file", "key", "event"].map((type) => {
  const { rights } = accessRights.find((row) => row.type === type)!;
  return { type, all: rights.find((right) => right.name.endsWith("_ALL_ACCESS"))!.name };
});

describe.each(types)("of a $type, $all", ({ type, all }) => {
  const open = (demand: string): string => `${world}object o as ${type} "D:(A;;GA;;;WD)"
scenario "s" on windows 11 {
  app.t: h = NtOpenFile(o, ${all}) => ${demand}
  expect h.access == 0
}`;
  const program = (demand: string) => programOf(open(demand), "s", "11");

  it("is demanded, seen and told by that name", () => {
    const values = seenValues(newMachine(), program("access: DELETE"), first);
    expect(values).toEqual([
      { path: "demanded", value: "access: DELETE" },
      { path: "it was", value: `access: ${all}` },
    ]);
    const wrong = programOf(open(`access: ${all}`).replace(`${all}) =>`, "DELETE) =>"), "s", "11");
    expect(seenValues(newMachine(), wrong, first)[0]).toEqual({ path: "demanded", value: `access: ${all}` });
    expect(traceRun(newMachine(), wrong, first).broken?.title).toBe(`=> access: ${all}`);
    const told = traceRun(newMachine(), program(`access: ${all}`), first);
    expect(told.steps[0]!.outs).toMatchObject([{ name: "access", words: all }]);
    expect(told.steps[0]!.changes.map((change) => change.words).join()).toContain(`o, ${all}, in app`);
    expect(seenValues(newMachine(), program(`access: ${all}`), first)).toContainEqual({ path: "h.access", value: all });
  });

  it("is written by that name in a flat text", () => {
    const text = open(`access: ${all}`).replace(`${all}) =>`, "DELETE) =>");
    const machine = newMachine();
    const compiled = programOf(text, "s", "11");
    const { lines, end } = flatLinesOf(machine, compiled, first);
    const origin = { program: compiled, file: compile(text).value.file, text, title: "s", found: "Found." };
    expect(flatText(machine, origin, lines, end)).toContain(`NtOpenFile(o, DELETE) => access: ${all}`);
  });
});

describe("two tokens", () => {
  const compared = (condition: string): string => `${world}scenario "s" on windows 11 {
  app.t: p = NtOpenProcessToken(app, TOKEN_DUPLICATE)
  app.t: a = NtDuplicateToken(p, TOKEN_QUERY, level: SecurityImpersonation, type: TokenImpersonation)
  app.t: b = NtDuplicateToken(p, TOKEN_QUERY, level: SecurityImpersonation, type: TokenImpersonation)
  expect ${condition}
}`;
  const valuesOf = (condition: string): string[] =>
    seenValues(newMachine(), programOf(compared(condition), "s", "11"), first).map(({ value }) => value);

  it("that are copies of one are told apart by their numbers", () => {
    const [a, b] = valuesOf("a.token == b.token");
    expect(a).not.toBe(b);
    expect([a, b].map((value) => value!.replace(/\d+/, "#"))).toEqual(Array(2).fill("m, Medium, SecurityImpersonation (token #)"));
  });

  it("that are one, or are described differently, have no number", () => {
    expect(valuesOf("a.token != a.token")).toEqual(["m, Medium, SecurityImpersonation"]);
    expect(valuesOf("a.token == p.token").join()).not.toContain("(token");
  });
});
