/*
 * What a code means, out of the one table: for who met a diagnostic and wants to know the rule behind it.
 */
import type { DiagnosticRow } from "./diagnosticRow.ts";
import { codeOf, diagnosticTable, type DiagnosticForm } from "./diagnostics.ts";

const forms = Object.keys(diagnosticTable) as DiagnosticForm[];

/** A form of a code as it is told where no file is at hand: words stand in the holes of its texts. */
export interface ExplainedForm {
  readonly severity: string;
  readonly message: string;
  readonly rule: string;
  /** What to do; absent where that differs from place to place. */
  readonly wayOut?: string;
  readonly example: string;
  /** Files that the example uses, by name. */
  readonly files: readonly (readonly [string, string])[];
  readonly mended?: string;
}

/** All codes, each once, in order. */
export function diagnosticCodes(): string[] {
  return [...new Set(forms.map(codeOf))];
}

/** The forms of a code, which may be written small; none: there is no such code. */
export function formsOf(code: string): ExplainedForm[] {
  return forms.filter((form) => codeOf(form) === code.toUpperCase()).map(explained);
}

/** Each form of a code: severity, sentence, rule, way out, example. Undefined: there is no such code. */
export function explainCode(code: string): string | undefined {
  const own = formsOf(code);
  return own.length === 0 ? undefined : own.map((form) => explainForm(code.toUpperCase(), form)).join("\n\n");
}

function explained(form: DiagnosticForm): ExplainedForm {
  const row: DiagnosticRow = diagnosticTable[form];
  const { severity, message, explanation, wayOut, example, shown = example, mended, files = {} } = row;
  const way = wayOut === undefined ? undefined : spoken(wayOut);
  // a way out that is nothing but a hole differs from place to place
  const saysWay = way !== undefined && !/^<[^>]*>$/.test(way);
  return {
    severity, message: spoken(message), rule: explanation, ...(saysWay && { wayOut: way }), example: shown,
    files: shown === example ? Object.entries(files) : [], ...(mended !== undefined && { mended }),
  };
}

function explainForm(code: string, form: ExplainedForm): string {
  return [
    `${code} ${form.severity}: ${form.message}`,
    `  ${form.rule}`,
    ...(form.wayOut === undefined ? [] : [`  What to do: ${form.wayOut}`]),
    "  Example:",
    ...indented(form.example),
    ...form.files.flatMap(([name, text]) => [`  where \`${name}\` holds:`, ...indented(text)]),
    ...(form.mended === undefined ? [] : ["  Mended:", ...indented(form.mended)]),
  ].join("\n");
}

/** A template with words for what stands in its holes. */
function spoken(template: string): string {
  return template.replace(/\{\d:([^}]*)\}/g, "<$1>");
}

function indented(text: string): string[] {
  return text.split("\n").map((line) => `    ${line}`);
}
