/*
 * Whatever the text is, parsing comes to an end soon, throws nothing, and says what is wrong.
 */

import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "../parse.ts";

const codesOf = (text: string): string[] => parse(text).diagnostics.map((each) => each.code);

/**
 * Runs `attempt` and demands an end within `seconds`: ten times what a busy machine takes, so it finds
 * what hangs or grows with the square, and never how fast a machine is.
 */
function within<Value>(seconds: number, attempt: () => Value): Value {
  const start = performance.now();
  const value = attempt();
  expect((performance.now() - start) / 1000).toBeLessThan(seconds);
  return value;
}

describe("deep text is refused, not attempted", () => {
  const bodies: Readonly<Record<string, string>> = {
    "(": `expect ${"(".repeat(10_000)}a${")".repeat(10_000)}`,
    "[": `expect ${"[".repeat(10_000)}a${"]".repeat(10_000)}`,
    "{": `${"{".repeat(10_000)}${"}".repeat(10_000)}`,
    "( unclosed": `expect ${"(".repeat(10_000)}a`,
    "{ unclosed": "atomic {\n".repeat(10_000),
    "} stray": "}\n".repeat(10_000),
    ") stray": `expect a ${")".repeat(10_000)}`,
    "not": `expect ${"not ".repeat(10_000)}a`,
    "implies": `expect ${"a implies ".repeat(10_000)}a`,
    "else if": `if a { } ${"else if a { } ".repeat(10_000)}`,
    "quantifiers": `expect ${"every x in d: ".repeat(10_000)}a`,
    "quantifiers and nots": `expect ${`${"not ".repeat(60)}every x in d: a and `.repeat(60)}a`,
  };
  test.each(Object.keys(bodies))("%s", (name) => {
    const codes = within(60, () => codesOf(`scenario "deep" {\n${bodies[name]!}\n}`));
    expect(codes.length).toBeGreaterThan(0);
    expect(name.endsWith("stray") ? codes.includes("SCN001") : codes.includes("SCN004")).toBe(true);
  });

  test("64 levels are parsed, 65 are not", () => {
    const nested = (depth: number): string =>
      `scenario "s" {\nexpect ${"(".repeat(depth)}a${")".repeat(depth)}\n}`;
    expect(codesOf(nested(63))).toEqual([]);
    expect(codesOf(nested(64))).toEqual(["SCN004"]);
    const nots = (depth: number): string => `scenario "s" {\nexpect ${"not ".repeat(depth)}a\n}`;
    expect(codesOf(nots(63))).toEqual([]);
    expect(codesOf(nots(64))).toEqual(["SCN004"]);
  });

  test("what is long and not deep is no matter", () => {
    const longs = [
      `expect ${"not a and ".repeat(10_000)}a`, `expect ${"a | ".repeat(10_000)}a`,
      `f(${"a, ".repeat(10_000)}a)`,
      `expect ${"a.".repeat(10_000)}a`, "if a { }\n".repeat(10_000),
      `t: f(${"not a implies b, ".repeat(10_000)}a)`,
      `f(a) ${"=> any from xp\n".repeat(10_000)}`,
    ];
    for (const long of longs) expect(within(60, () => codesOf(`scenario "long" {\n${long}\n}`))).toEqual([]);
  });

  test("the deep item is left out, the others are there", () => {
    const { value, diagnostics } = parse(`job a\nscenario "deep" { expect ${"(".repeat(100)}x }\njob b`);
    expect(diagnostics.map((each) => each.code)).toEqual(["SCN004"]);
    expect(value.items.map((item) => item.kind)).toEqual(["world", "world"]);
  });
});

describe("large text", () => {
  const line = (number: number): string =>
    `  system.main: t${number} = NtOpenProcessToken(app, TOKEN_QUERY) => STATUS_SUCCESS`;
  const lines = (count: number): string =>
    Array.from({ length: count }, (_, index) => line(index)).join("\n");

  test("20,000 lines are parsed in seconds", () => {
    const text = `scenario "s" {\n${lines(12_500)}\n}\n`;
    const small = `scenario "s" {\n  f(x)\n}\n`.repeat(2_500);
    const { value, diagnostics } = within(90, () => parse(text + small));
    expect(diagnostics).toEqual([]);
    expect(value.items.length).toBe(2_501);
  });

  test("as many wrong lines are told in seconds", () => {
    const wrong = Array.from({ length: 18_000 }, (_, index) => `  t: NtClose(h${index} h)`).join("\n");
    expect(within(90, () => codesOf(`scenario "s" {\n${wrong}\n}`)).length).toBe(18_000);
    const unclosed = "  t: NtClose(h\n".repeat(18_000);
    expect(within(90, () => codesOf(`scenario "s" {\n${unclosed}}`)).length).toBe(18_000);
  });

  test.each([
    "a; ", "a ", "a: f();", "{", "}", "{}", "@", "\"", "(", ")", "f(", "1", "a=", "=>", "-", "{\n", "}\n",
    "(\n", "if a {",
  ])("nothing but %j", (piece) => {
    const text = piece.repeat(Math.floor((128 * 1024) / piece.length));
    expect(within(120, () => codesOf(text)).length).toBeGreaterThan(0);
    expect(within(120, () => codesOf(`scenario "x" {\n${text}`)).length).toBeGreaterThan(0);
  });

  test("a mebibyte of sense and of nonsense", () => {
    const sense = `scenario "s" {\n${line(0)}\n}\n`;
    expect(within(180, () => codesOf(sense.repeat(Math.floor((1024 * 1024) / sense.length))))).toEqual([]);
    expect(within(180, () => codesOf("a b\n".repeat(256 * 1024)).length)).toBe(256 * 1024);
  });

  test("more than 1 MiB is refused, in bytes", () => {
    expect(codesOf("// a".repeat(500_000))).toEqual(["SCN004"]);
    expect(codesOf(`//${"é".repeat(524_287)}`)).toEqual([]);
    expect(codesOf(`//${"é".repeat(524_288)}`)).toEqual(["SCN004"]);
    expect(codesOf(" ".repeat(2_000_000))).toEqual(["SCN004"]);
  });
});

describe("any text at all", () => {
  const folder = new URL("fixtures/whole/", import.meta.url);
  const wholes = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"));
  const pieces = [
    ...new Set(wholes.flatMap((text) => text.match(/"[^"]*"|\w+(?:[-.]\w+)*|\s+|[^\w\s]+/g) ?? [])),
  ];

  /**
   * Every diagnostic stands in the text, in order, one a line; what parsed and what did not is in the text.
   */
  function isSane(text: string): void {
    const { value, diagnostics } = parse(text);
    const starts = diagnostics.map((each) => each.span.start);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    for (const each of [...diagnostics, ...value.items, ...value.leftOut]) {
      expect(each.span.start).toBeLessThanOrEqual(each.span.end);
      expect(each.span.end).toBeLessThanOrEqual(Math.max(text.length, 1));
    }
    if (diagnostics.length === 0) expect(value.leftOut).toEqual([]);
  }

  test("binary, and strings of any characters", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), isSane), { numRuns: 300 });
    fc.assert(fc.property(fc.string({ maxLength: 300 }), isSane), { numRuns: 300 });
    const bytes = fc.uint8Array({ maxLength: 400 }).map((array) => new TextDecoder().decode(array));
    fc.assert(fc.property(bytes, isSane), { numRuns: 200 });
    expect(codesOf("\u007FELF\u0000\u0001")).toEqual(["SCN005"]);
  });

  test("words of the language in any order", () => {
    const salad = fc.array(
      fc.constantFrom(...pieces, "\n", "\n", "{", "}", "(", ")", "=>", "else", ";"), { maxLength: 80 },
    );
    fc.assert(fc.property(salad.map((words) => words.join(" ")), isSane), { numRuns: 500 });
  });

  test("good files with a part cut out or put in", () => {
    const parts = [fc.constantFrom(...wholes), fc.nat(), fc.nat(12), fc.constantFrom(...pieces, "")] as const;
    const damaged = fc.tuple(...parts).map(
      ([text, at, length, put]) =>
        text.slice(0, at % text.length) + put + text.slice((at % text.length) + length),
    );
    fc.assert(fc.property(damaged, isSane), { numRuns: 1_000 });
  });
});
