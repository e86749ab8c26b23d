/*
 * A quick fix mends what it is of, and leaves a text that can be read: held of each that a fixture gets. What
 * a name hid that is known now may be said then. Of an example nothing is left.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compile } from "../compile.ts";
import type { DiagnosticRow } from "../diagnosticRow.ts";
import { diagnosticTable, type Diagnostic, type DiagnosticForm } from "../diagnostics.ts";
import { exampleFile } from "./exampleWorld.ts";
import { sentenceOf } from "./expectations.ts";

const saidOf = (text: string): readonly Diagnostic[] => compile(text).diagnostics;

const mended = (text: string, { suggestion }: Diagnostic): string =>
  text.slice(0, suggestion!.span.start) + suggestion!.replacement + text.slice(suggestion!.span.end);

const isOfText = ({ code }: Diagnostic): boolean => code < "SCN010";

/** What the text after a fix says that it cannot be read, where it could before; and what should be mended. */
function leftBy(text: string, said: Diagnostic): string[] {
  const before = saidOf(text).filter(isOfText).map(sentenceOf);
  return saidOf(mended(text, said)).filter((each) => {
    const isSame = each.form === said.form && each.span.start === said.span.start;
    return isSame || (isOfText(each) && !before.includes(sentenceOf(each)));
  }).map(sentenceOf);
}

const fixable = (text: string): Diagnostic[] =>
  compile(text).diagnostics.filter(({ suggestion, span }) => suggestion !== undefined && span.start <= text.length);

describe("the quick fixes of a fixture each mend what they are of", () => {
  const folder = new URL("fixtures/", import.meta.url);
  const files = (readdirSync(folder, { recursive: true }) as string[]).filter((file) => file.endsWith(".scn"));
  const texts = files.map((file) => [file, readFileSync(new URL(file, folder), "utf8")] as const)
    .filter(([, text]) => fixable(text).length > 0);
  test.each(texts)("%s", (_, text) => {
    const left = fixable(text).map((said) => [sentenceOf(said), ...leftBy(text, said)])
      .filter((sentences) => sentences.length > 1);
    expect(left).toEqual([]);
  });
});

const rows = (Object.keys(diagnosticTable) as DiagnosticForm[]).flatMap((form) => {
  const row: DiagnosticRow = diagnosticTable[form];
  const text = exampleFile(row, row.example);
  return row.files === undefined && fixable(text).length > 0 ? [[form, text] as const] : [];
});
test.each(rows)("of the example of %s nothing is left to say when all its quick fixes are made", (_, text) => {
  let now = text;
  for (let [said] = fixable(now); said !== undefined; [said] = fixable(now)) now = mended(now, said);
  expect(saidOf(now).filter(({ severity }) => severity === "error").map(sentenceOf)).toEqual([]);
});
