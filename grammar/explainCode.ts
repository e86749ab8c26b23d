/*
 * What a code means, out of the one table: for who met a diagnostic and wants to know the rule behind it.
 */
import type { DiagnosticRow } from "./diagnosticRow.ts";
import { codeOf, diagnosticTable, type DiagnosticForm } from "./diagnostics.ts";

const forms = Object.keys(diagnosticTable) as DiagnosticForm[];

/** All codes, each once, in order. */
export function diagnosticCodes(): string[] {
  return [...new Set(forms.map(codeOf))];
}

/** Each form of a code: severity, sentence, rule, way out, example. Undefined: there is no such code. */
export function explainCode(code: string): string | undefined {
  const own = forms.filter((form) => codeOf(form) === code.toUpperCase());
  return own.length === 0 ? undefined : own.map(explainForm).join("\n\n");
}

function explainForm(form: DiagnosticForm): string {
  const row: DiagnosticRow = diagnosticTable[form];
  const { severity, message, explanation, wayOut, example, shown = example, mended, files = {} } = row;
  const way = wayOut === undefined ? undefined : spoken(wayOut);
  // a way out that is nothing but a hole differs from place to place
  const saysWay = way !== undefined && !/^<[^>]*>$/.test(way);
  const others = shown === example ? Object.entries(files) : [];
  return [
    `${codeOf(form)} ${severity}: ${spoken(message)}`,
    `  ${explanation}`,
    ...(saysWay ? [`  What to do: ${way}`] : []),
    "  Example:",
    ...indented(shown),
    ...others.flatMap(([name, text]) => [`  where \`${name}\` holds:`, ...indented(text)]),
    ...(mended === undefined ? [] : ["  Mended:", ...indented(mended)]),
  ].join("\n");
}

/** A template with words for what stands in its holes. */
function spoken(template: string): string {
  return template.replace(/\{\d:([^}]*)\}/g, "<$1>");
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `    ${line}`);
}
