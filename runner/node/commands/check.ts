/** `guise check`: everything that is wrong in the files, without running them. */
import { compileSource } from "../compileSources.ts";
import { describeDiagnostics } from "../../../grammar/renderDiagnostic.ts";
import { printDiagnostics, tally } from "../diagnosticsOutput.ts";
import { diagnosticCodes, explainCode } from "../../../grammar/explainCode.ts";
import { suggestionFor } from "../../../grammar/words.ts";
import { exitCodes, InputError } from "../exitCodes.ts";
import { onceSaid } from "../onceSaid.ts";
import { print } from "../output.ts";
import { readSources } from "../readSources.ts";
import type { ReporterName } from "../reporters/reporter.ts";
import { counted } from "../../report/words.ts";

/** What a code means: each form, what to do, text that gets it. Throws InputError for an unknown one. */
function explanationOf(code: string): string {
  const explained = explainCode(code);
  if (explained !== undefined) return explained;
  const near = suggestionFor(code.toUpperCase(), diagnosticCodes());
  throw new InputError(`There is no diagnostic ${code}.${near === undefined ? "" : ` Did you mean ${near}?`}`);
}

/** Checks what lies at the paths; answers the exit code. */
export async function check(
  paths: readonly string[],
  { reporter, explain }: { readonly reporter: ReporterName; readonly explain?: string },
): Promise<number> {
  if (explain !== undefined) {
    print(explanationOf(explain));
    return exitCodes.held;
  }
  const sources = readSources(paths);
  const files = sources.files.map(compileSource);
  const broken = files.filter((file) => file.broken).length + sources.unreadable;
  if (reporter === "json")
    print(
      JSON.stringify(
        onceSaid(files).flatMap(({ source, diagnostics }) =>
          describeDiagnostics(diagnostics, source.text, source.name, source.used),
        ),
        undefined,
        2,
      ),
    );
  else {
    await printDiagnostics(files);
    const said = tally(onceSaid(files).flatMap(({ diagnostics }) => diagnostics));
    const behind = said === "" ? "" : `: ${said}`;
    print(
      broken === 0
        ? `${counted(files.length, "file")}: ${said === "" ? "nothing is wrong" : `${said}, no error`}`
        : `${broken} of ${counted(files.length + sources.unreadable, "file")} cannot be run${behind}`,
    );
  }
  return broken === 0 ? exitCodes.held : exitCodes.wrongInput;
}
