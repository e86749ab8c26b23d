/** Diagnostics of all files on standard error. */
import type { Diagnostic } from "../../grammar/diagnostics.ts";
import type { SourceText } from "../campaign/results.ts";
import { counted, listed } from "../report/words.ts";
import { onceSaid } from "./onceSaid.ts";
import { pageFor, printError } from "./output.ts";
import type { ReporterName } from "./reporters/reporter.ts";

/** A file as far as what is wrong in it goes. */
export interface DiagnosedFile {
  readonly source: SourceText;
  readonly diagnostics: readonly Diagnostic[];
  readonly broken: boolean;
}

/** How much is said: `2 errors, 1 warning and 1 hint`; empty where nothing is. */
export function tally(diagnostics: readonly Diagnostic[]): string {
  const parts = (["error", "warning", "hint"] as const).flatMap((kind) => {
    const count = diagnostics.filter(({ severity }) => severity === kind).length;
    return count === 0 ? [] : [counted(count, kind)];
  });
  return listed(parts);
}

/** Prints what is wrong in the files; answers whether some file has errors. */
export async function printDiagnostics(files: readonly DiagnosedFile[]): Promise<boolean> {
  for (const file of onceSaid(files)) await printFile(file);
  return files.some((file) => file.broken);
}

/**
 * Prints what is wrong in files with errors, if there are any; mere warnings can wait (`printWarnings`). A
 * reader of JSON has all of it in the document.
 */
export async function printErrors(
  files: readonly DiagnosedFile[], reporter: ReporterName,
): Promise<boolean> {
  const isBroken = files.some((file) => file.broken);
  if (isBroken && reporter !== "json") await printDiagnostics(files);
  return isBroken;
}

/**
 * Prints the warnings of files without errors, for behind the results, lest they look like what was found:
 * of one file whole, of many a line each.
 */
export async function printWarnings(files: readonly DiagnosedFile[]): Promise<void> {
  if (files.some((file) => file.broken)) return;
  const warned = files.filter(({ diagnostics }) => diagnostics.length > 0);
  if (files.length === 1) return void (await printDiagnostics(warned));
  for (const { source, diagnostics } of warned) {
    const codes = [...new Set(diagnostics.map(({ code }) => code))].join(", ");
    printError(`${source.name}: ${tally(diagnostics)} (${codes}); \`guise check\` shows them.`);
  }
}

async function printFile({ diagnostics, source }: DiagnosedFile): Promise<void> {
  if (diagnostics.length === 0) return;
  const { theme } = pageFor(process.stderr);
  const { renderDiagnostics } = await import("./onDemand.ts");
  printError(`${renderDiagnostics(diagnostics, source.text, source.name, { ...source, colour: theme.colours })}\n`);
}
