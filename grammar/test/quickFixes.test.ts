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

/** What cannot be read after a fix and could before, and what should be mended and is still said. */
function leftBy(text: string, said: Diagnostic): string[] {
  const before = saidOf(text).filter(isOfText).map(sentenceOf);
  return saidOf(mended(text, said)).filter((each) => {
    const isSame = each.form === said.form && each.span.start === said.span.start;
    return isSame || (isOfText(each) && !before.includes(sentenceOf(each)));
  }).map(sentenceOf);
}

const fixable = (text: string): Diagnostic[] =>
  saidOf(text).filter(({ suggestion, span }) => suggestion !== undefined && span.start <= text.length);

describe("the quick fixes of a fixture each mend what they are of", () => {
  const folder = new URL("fixtures/", import.meta.url);
  const all = readdirSync(folder, { recursive: true }) as string[];
  const files = all.filter((file) => file.endsWith(".scn"));
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
test.each(rows)("of the example of %s no error is left when all its quick fixes are made", (_, text) => {
  let now = text;
  for (let [said] = fixable(now); said !== undefined; [said] = fixable(now)) now = mended(now, said);
  expect(saidOf(now).filter(({ severity }) => severity === "error").map(sentenceOf)).toEqual([]);
});

/** A file whose braces all stand below their heads, and the same as it is meant. */
const below = `account bob
{
  groups Users
}
process app as bob // who
{
  thread t
  {
    sddl "O:SYD:(A;;0x1000;;;WD)"
  }
  thread other
}
object doc as file "O:SYG:SYD:(A;;FA;;;SY)"
attacker thief
{
  controls app.other; calls user routines
}
driver d
{
  entry e(path: object)

  {
    IoQueueWorkItem
    {
      act path FILE_READ_DATA
    }
    finally
    {
      act path FILE_READ_DATA
    }
  }
}
procedure p() by app.t
{
  act doc FILE_READ_DATA
}
table "opens" on windows 11
{
  rights || status
  TOKEN_QUERY || STATUS_SUCCESS
}
each
{
  app.t: NtOpenProcessToken(app, rights) => status
}
scenario "s" on windows 11 // eleven
// and what it does
{
  app.t: NtOpenFile(doc, FILE_READ_DATA) else
  {
    expect true
  }
  {
    expect true
  }
  from 11
  {
    p()
  }
  else
  {
    p()
  }
  app.t:
  {
    enter d.e(doc)
  }
  if app.t.impersonating // who
  { expect true }
  else if app.other.impersonating
  {
    expect true
  }
  else
  {
    expect true
  }
  any of
  {
    2 * { expect true }
    { expect not app.t.impersonating }
  }
  concurrently
  {
    lane app.t
    {
      maybe
      {
        atomic
        {
          act doc FILE_READ_DATA
        }
      }
    }
    play thief for 2
  }
}
`;

test("braces below their heads are each told and moved up, and all that stands in them is read", () => {
  const own = [...below.matchAll(/^ *\{/gm)].length - 2;
  const said = saidOf(below).map(({ form }) => form).filter((form) => !form.startsWith("SCN033"));
  expect(said).toEqual(Array.from({ length: own }, () => "SCN006/brace"));
  let now = below;
  for (let [fix] = fixable(now); fix !== undefined; [fix] = fixable(now)) now = mended(now, fix);
  expect(saidOf(now).filter(({ severity }) => severity === "error").map(sentenceOf)).toEqual([]);
  expect(now.replace(/\s+/g, "")).toHaveLength(below.replace(/\s+/g, "").length);
  expect(now).toContain("} else if app.other.impersonating {".slice(2));
});
