/*
 * The examples of the table of diagnostics as whole files: each stands in the same small world, so that it
 * can be as short as its point. A test compiles them, and holds that each gets its own diagnostic and that
 * nothing is said of the mended ones.
 */
import { compile } from "../compile.ts";
import type { DiagnosticRow } from "../diagnosticRow.ts";
import type { Diagnostic } from "../diagnostics.ts";
import { folderOfTexts } from "../gather/folder.ts";

/** Who and what the examples speak of. */
const world = `account alice { user S-1-5-21-7-7-7-1004; groups Users, Administrators }
account mallory { user S-1-5-21-7-7-7-1001; groups Users }
process office as alice { thread clerk }
process app as mallory { thread victim, accomplice }
object secrets as file "O:SYG:SYD:(A;;FA;;;SY)"
object settings as key "O:SYG:SYD:(A;;KA;;;SY)"
`;

/** An example, or a mended one, of a row as the text of a file. */
export function exampleFile({ inFile }: DiagnosticRow, example: string): string {
  if (inFile) return `${world}${example}\n`;
  const lines = example.split("\n").map((line) => `  ${line}\n`);
  return `${world}scenario "example" on windows 11 {\n${lines.join("")}}\n`;
}

/** What is said of an example, or a mended one, of a row in its own lines. */
export function saidOfExample(row: DiagnosticRow, example: string): readonly Diagnostic[] {
  const text = exampleFile(row, example);
  const files = Object.entries(row.files ?? {});
  const { diagnostics } = compile(text, {
    folder: folderOfTexts(new Map(files), "example.scn"),
    otherFiles: () => files.map(([name, content]) => ({ name, text: content })),
  });
  return diagnostics.filter(({ span }) => span.start <= text.length);
}
