/*
 * The table of diagnostics holds what it says: each form is said by a fixture, and its example gets it and no
 * other, so that no form is dead and no explanation is out of date.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compile } from "../compile.ts";
import { diagnosticCodes, explainCode } from "../explainCode.ts";
import type { DiagnosticRow } from "../diagnosticRow.ts";
import { codeOf, diagnosticTable, type Diagnostic, type DiagnosticForm } from "../diagnostics.ts";
import { saidOfExample } from "./exampleWorld.ts";
import { sentenceOf } from "./expectations.ts";

const forms = Object.keys(diagnosticTable) as DiagnosticForm[];

/** What no fixture of one short text can show; their examples do. */
const byExampleAlone: readonly DiagnosticForm[] = [
  // too deep, too large, no text
  "SCN004", "SCN004/size", "SCN005", "SCN041", "SCN071",
  // of several files
  "SCN014", "SCN014/errors", "SCN014/many", "SCN014/unreadable", "SCN060/elsewhere",
];

const formsSaid = (text: string): DiagnosticForm[] => compile(text).diagnostics.map((each) => each.form);
const sentences = (said: readonly Diagnostic[]): string[] =>
  said.map((each) => `${each.form} ${sentenceOf(each)}`);

describe("each form", () => {
  test("is said by a fixture, or by nothing but the examples below", () => {
    const folder = new URL("fixtures/", import.meta.url);
    const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith(".scn"));
    const said = new Set(files.flatMap((file) => formsSaid(readFileSync(new URL(file, folder), "utf8"))));
    expect(forms.filter((form) => !said.has(form)).sort()).toEqual([...byExampleAlone].sort());
  });

  test.each(forms)("%s is what its example gets, and nothing else is", (form) => {
    const row: DiagnosticRow = diagnosticTable[form];
    const said = saidOfExample(row, row.example);
    expect([...new Set(said.map((each) => each.form))], sentences(said).join("\n")).toEqual([form]);
  });

  const mendable = forms.filter((form) => (diagnosticTable[form] as DiagnosticRow).mended !== undefined);
  test.each(mendable)("%s: of its mended example nothing is said", (form) => {
    const row: DiagnosticRow = diagnosticTable[form];
    expect(sentences(saidOfExample(row, row.mended!))).toEqual([]);
  });
});

test("each code is explained: every form of it with its rule and an example, and no hole is left open", () => {
  for (const code of diagnosticCodes()) {
    const text = explainCode(code.toLowerCase())!;
    const own = forms.filter((form) => codeOf(form) === code);
    for (const form of own) expect(text).toContain(diagnosticTable[form].explanation);
    expect(text.match(new RegExp(`^${code} (error|warning|hint): `, "gm"))).toHaveLength(own.length);
    expect(text).not.toMatch(/\{\d|<undefined>/);
  }
  expect(explainCode("SCN999")).toBeUndefined();
});
