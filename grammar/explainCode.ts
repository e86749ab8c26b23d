/*
 * What a code means, out of the one table: for who met a diagnostic and wants to know the rule behind it.
 */
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
  const { severity, message, explanation, wayOut, example } = diagnosticTable[form];
  // what stands in the holes differs from place to place
  const spoken = (template: string): string => template.replace(/\{\d\}/g, "…");
  const way = wayOut === undefined ? undefined : spoken(wayOut);
  return [
    `${codeOf(form)} ${severity}: ${spoken(message)}`,
    `  ${explanation}`,
    ...(way === undefined || way === "…" ? [] : [`  What to do: ${way}`]),
    "  Example:",
    ...example.split("\n").map((line) => `    ${line}`),
  ].join("\n");
}
