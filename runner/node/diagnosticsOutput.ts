/** Diagnostics of all files: on standard error for people, as data for editors and programs. */
import { messageOf, wayOutOf, type Diagnostic } from "../../grammar/diagnostics.ts";
import { LineMap } from "../../grammar/lineMap.ts";
import type { CompiledSource } from "./compileSources.ts";
import { pageFor, printError } from "./output.ts";

/** Prints what is wrong in the files; answers whether some file has errors. */
export function printDiagnostics(files: readonly CompiledSource[]): boolean {
  const { theme } = pageFor(process.stderr);
  for (const { diagnostics, source } of files) {
    const lines = new LineMap(source.text);
    for (const diagnostic of diagnostics) {
      const { line, column } = lines.placeOf(diagnostic.span.start);
      const way = wayOutOf(diagnostic);
      printError(`${source.name}:${line}:${column} ${theme.bad(diagnostic.severity)} ${diagnostic.code} ${messageOf(diagnostic)}${way ? ` ${way}` : ""}`);
    }
  }
  return files.some((file) => file.broken);
}

/** Diagnostics as plain data; lines and columns from 1, columns in UTF-16 units. */
export function diagnosticsAsJson(files: readonly CompiledSource[]): object[] {
  return files.flatMap(({ source, diagnostics }) => {
    const lines = new LineMap(source.text);
    return diagnostics.map((diagnostic) => asJson(source.name, diagnostic, lines));
  });
}

function asJson(file: string, diagnostic: Diagnostic, lines: LineMap): object {
  const { code, severity, span, related, suggestion } = diagnostic;
  const range = ({ start, end }: { start: number; end: number }): object => ({ start: lines.placeOf(start), end: lines.placeOf(end) });
  return {
    file, code, severity, message: messageOf(diagnostic), wayOut: wayOutOf(diagnostic), range: range(span),
    related: related?.map((each) => ({ message: each.message, range: range(each.span) })),
    suggestion: suggestion && { range: range(suggestion.span), replacement: suggestion.replacement },
  };
}
