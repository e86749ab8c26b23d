/** Diagnostics of all files on standard error: errors first make the exit code, warnings and hints only speak. */
import { printError, pageFor } from "./output.ts";
import { messageOf, wayOutOf } from "../../grammar/diagnostics.ts";
import { LineMap } from "../../grammar/lineMap.ts";
import type { CompiledSource } from "./compileSources.ts";

/** Prints what is wrong in the files; answers whether some file has errors. */
export function printDiagnostics(files: readonly CompiledSource[]): boolean {
  const { theme } = pageFor(process.stderr);
  for (const { diagnostics, source } of files) {
    for (const diagnostic of diagnostics) {
      const { line, column } = new LineMap(source.text).placeOf(diagnostic.span.start);
      printError(`${source.name}:${line}:${column} ${theme.bad(diagnostic.severity)} ${diagnostic.code} ${messageOf(diagnostic)} ${wayOutOf(diagnostic) ?? ""}`);
    };
  }
  return files.some((file) => file.broken);
}
