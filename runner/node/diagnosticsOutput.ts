/** Diagnostics of all files: on standard error for people, as data for editors and programs. */
import type { DescribedDiagnostic } from "../../grammar/renderDiagnostic.ts";
import type { CompiledSource } from "./compileSources.ts";
import { pageFor, printError } from "./output.ts";

/** Prints what is wrong in the files; answers whether some file has errors. */
export async function printDiagnostics(files: readonly CompiledSource[]): Promise<boolean> {
  const { theme } = pageFor(process.stderr);
  for (const { diagnostics, source } of files) {
    if (diagnostics.length === 0) continue;
    const { renderDiagnostics } = await import("../../grammar/renderDiagnostic.ts");
    printError(`${renderDiagnostics(diagnostics, source.text, source.name, { colour: theme.colours })}\n`);
  }
  return files.some((file) => file.broken);
}

/** Diagnostics as plain data. */
export async function diagnosticsAsJson(files: readonly CompiledSource[]): Promise<DescribedDiagnostic[]> {
  const { describeDiagnostics } = await import("../../grammar/renderDiagnostic.ts");
  return files.flatMap(({ source, diagnostics }) => describeDiagnostics(diagnostics, source.text, source.name));
}
