/** Diagnostics of all files on standard error. */
import type { Diagnostic } from "../../grammar/diagnostics.ts";
import type { SourceText } from "../campaign/results.ts";
import { pageFor, printError } from "./output.ts";

/** A file as far as what is wrong in it goes. */
export interface DiagnosedFile {
  readonly source: SourceText;
  readonly diagnostics: readonly Diagnostic[];
  readonly broken: boolean;
}

/** Prints what is wrong in the files; answers whether some file has errors. */
export async function printDiagnostics(files: readonly DiagnosedFile[]): Promise<boolean> {
  const { theme } = pageFor(process.stderr);
  for (const { diagnostics, source } of files) {
    if (diagnostics.length === 0) continue;
    const { renderDiagnostics } = await import("./onDemand.ts");
    printError(`${renderDiagnostics(diagnostics, source.text, source.name, { colour: theme.colours })}\n`);
  }
  return files.some((file) => file.broken);
}
