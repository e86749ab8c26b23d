/**
 * `guise format`: the one layout, in place; standard input goes to standard output. A file that does not
 * parse is left as it is.
 */
import { hasErrors } from "../../../grammar/diagnostics.ts";
import { formatText } from "../../../grammar/format.ts";
import { renderDiagnostics } from "../../../grammar/renderDiagnostic.ts";
import { counted } from "../../report/words.ts";
import { exitCodes } from "../exitCodes.ts";
import { pageFor, print, printError } from "../output.ts";
import { writeWhole } from "../files.ts";
import { readSources, type SourceFile } from "../readSources.ts";

export interface FormatOptions {
  readonly check?: boolean;
}

/** Formats what lies at the paths; answers 1 when `--check` finds a file that is not formatted. */
export async function format(paths: readonly string[], { check = false }: FormatOptions): Promise<number> {
  const { files, unreadable } = readSources(paths);
  const outcomes = files.map((file) => formatOne(file, check));
  const count = (outcome: Outcome): number => outcomes.filter((each) => each === outcome).length;
  if (!paths.includes("-")) print(summary(outcomes.length, count("changed"), count("broken"), check));
  if (count("broken") + unreadable > 0) return exitCodes.wrongInput;
  return check && count("changed") > 0 ? exitCodes.notHeld : exitCodes.held;
}

type Outcome = "same" | "changed" | "broken";

function formatOne(file: SourceFile, check: boolean): Outcome {
  const { value, diagnostics } = formatText(file.text);
  if (hasErrors(diagnostics)) {
    printError(
      `${renderDiagnostics(diagnostics, file.text, file.name, { colour: pageFor(process.stderr).theme.colours })}\n`,
    );
    return "broken";
  }
  const outcome = value === file.text ? "same" : "changed";
  if (file.isStandardInput) {
    if (!check) process.stdout.write(value);
    else if (outcome === "changed") printError("standard input: not formatted");
  } else if (outcome === "changed") {
    if (check) print(`${file.name}: not formatted`);
    else writeWhole(file.name, value);
  }
  return outcome;
}

function summary(files: number, changed: number, broken: number, check: boolean): string {
  const said = check ? `${changed} not formatted` : `${changed} changed`;
  return `${counted(files, "file")}: ${said}${broken === 0 ? "" : `, ${broken} with errors left as they are`}`;
}
