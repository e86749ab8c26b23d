/*
 * How diagnostics look, and that the table has words for all of them.
 */

import { describe, expect, test } from "vitest";
import { diagnostic, diagnosticTable, messageOf, wayOutOf, type DiagnosticForm } from "../diagnostics.ts";
import { parse } from "../parse.ts";
import { describeDiagnostics, renderDiagnostic, renderDiagnostics } from "../renderDiagnostic.ts";

const text = "account alice { user S-1-5-21-7-7-7-1004 }\n\nscenario \"two\" {\n  a: f() b: g()\n}\n";

describe("for people", () => {
  test("place, sentence, code frame, way out", () => {
    const [found] = parse(text).diagnostics;
    expect(renderDiagnostic(found!, text, "two.scn")).toBe([
      "two.scn:4:10 error SCN002: Two statements on one line.",
      "  2 |",
      "  3 | scenario \"two\" {",
      "> 4 |   a: f() b: g()",
      "    |          ^",
      "  5 | }",
      "  6 |",
      "Put a line break or `;` before `b`.",
    ].join("\n"));
  });

  test("other places that belong to it", () => {
    const first = { span: { start: 8, end: 13 }, message: "bound here first" };
    const twice = { ...diagnostic("SCN013", { start: 69, end: 70 }, "b", "1"), related: [first] };
    expect(renderDiagnostic(twice, text, "two.scn").split("\n").slice(-2)).toEqual([
      "two.scn:1:9 bound here first", "A name is bound once; choose another.",
    ]);
  });

  test("colour only when asked for", () => {
    const [found] = parse(text).diagnostics;
    const escapes = /\u001B\[\d+m/g;
    const coloured = renderDiagnostic(found!, text, "two.scn", { colour: true });
    expect(coloured).toMatch(escapes);
    expect(coloured.replace(escapes, "")).toBe(renderDiagnostic(found!, text, "two.scn"));
  });

  test("a place on a long line comes into sight, and the marks stand under it", () => {
    const long = `scenario "long" { ${"f(); ".repeat(2_000)}f() g() }`;
    const [found] = parse(long).diagnostics;
    const shown = renderDiagnostic(found!, long, "long.scn").split("\n");
    expect(Math.max(...shown.map((line) => line.length))).toBeLessThan(200);
    const code = shown.findIndex((line) => line.startsWith(">"));
    expect(shown[code]!.slice(shown[code + 1]!.indexOf("^")).slice(0, 3)).toBe("g()");
  });

  test("thousands in a file take no time to tell", () => {
    const many = `scenario "many" {\n${"  a: f() b\n".repeat(5_000)}}`;
    const { diagnostics } = parse(many);
    const start = performance.now();
    expect(renderDiagnostics(diagnostics, many, "many.scn").split("\n\n").length).toBe(5_000);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  test("line breaks of every kind count as editors count them", () => {
    const mixed = "// \u2028 \u2029\r\nuse \"a.scn\"\ruse \"b.scn\"\n\nuse 1";
    const [found] = parse(mixed).diagnostics;
    expect(renderDiagnostic(found!, mixed, "m.scn")).toContain("m.scn:5:5 error SCN006");
    expect(renderDiagnostic(found!, mixed, "m.scn")).toContain("> 5 | use 1\n    |     ^");
  });
});

describe("for programs", () => {
  test("the same as data, lines and columns from 1", () => {
    expect(describeDiagnostics(parse(text).diagnostics, text, "two.scn")).toEqual([{
      file: "two.scn", code: "SCN002", severity: "error", message: "Two statements on one line.",
      wayOut: "Put a line break or `;` before `b`.", start: { line: 4, column: 10 },
      end: { line: 4, column: 11 }, related: [],
      suggestion: { replacement: "; ", start: { line: 4, column: 10 }, end: { line: 4, column: 10 } },
    }]);
  });
});

describe("the table", () => {
  const forms = Object.keys(diagnosticTable) as DiagnosticForm[];

  test.each(forms)("%s has a code, a sentence, an explanation and an example", (form) => {
    const row = diagnosticTable[form];
    expect(form).toMatch(/^SCN\d\d\d(\/\w+)?$/);
    expect(row.example).not.toBe("");
    for (
      const sentence of [row.message, row.explanation]
    ) expect(sentence).toMatch(/[.…?]$|^\{0:[^}]+\}$|: \{\d:[^}]+\}$/);
    const filled = diagnostic(form, { start: 0, end: 0 }, "A", "B", "C", "D", "E", "F");
    expect([messageOf(filled), wayOutOf(filled) ?? ""].join()).not.toMatch(/\{\d/);
    // a hole without a word for it would be printed as it is
    for (const words of [row.message, row.wayOut ?? "", row.explanation]) {
      expect(words.replaceAll(/\{\d:[a-zA-Z][^{}]*\}/g, "")).not.toMatch(/\{\d/);
    }
  });

  test("where nothing near is known, the rule itself tells the way out", () => {
    const without = diagnostic("SCN010", { start: 0, end: 0 }, "routine", "Nt");
    expect(messageOf(without)).toBe("There is no routine `Nt`.");
    expect(wayOutOf(without)).toMatch(/^NT's words keep NT's spelling/);
  });
});
