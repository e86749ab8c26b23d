/*
 * What a diagnostic is, and how it becomes words. All sentences stand in one table (`diagnosticTable.ts`),
 * so that the manual, the editor and the command line say the same; a phase only names the form and fills
 * the holes.
 */

import type { Span } from "./syntaxTree.ts";
import { diagnosticTable, type DiagnosticForm } from "./diagnosticTable.ts";

export { diagnosticTable, type DiagnosticForm } from "./diagnosticTable.ts";

/** `error`: the file is not run. `warning`, `hint`: it is. */
export type Severity = "error" | "warning" | "hint";

/** A code as users see it; several forms may share one. */
export type DiagnosticCode = `SCN${string}`;

/** Another place that belongs to a diagnostic: where the name was bound first, the demand that overlaps. */
export interface Related {
  readonly span: Span;
  readonly message: string;
}

/** A change of the text that would mend it; an editor offers it as a quick fix. */
export interface Suggestion {
  readonly span: Span;
  readonly replacement: string;
}

export interface Diagnostic {
  readonly code: DiagnosticCode;
  /** The row of the table; it equals `code` where a code has one form only. */
  readonly form: DiagnosticForm;
  readonly severity: Severity;
  readonly span: Span;
  /** What fills the holes `{0:…}`, `{1:…}`, … of the message and of the way out. */
  readonly arguments: readonly string[];
  readonly related?: readonly Related[];
  readonly suggestion?: Suggestion;
}

/** What each phase from text to operations returns. */
export interface Phased<Value> {
  readonly value: Value;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A diagnostic of the form named. Related places and a suggestion are added by spreading:
 * `{ ...diagnostic("SCN010", span, wrong, right), suggestion: { span, replacement: right } }`.
 */
export function diagnostic(form: DiagnosticForm, span: Span, ...values: readonly string[]): Diagnostic {
  return { code: codeOf(form), form, severity: diagnosticTable[form].severity, span, arguments: values };
}

/** The code of a form: what stands before the `/`. */
export function codeOf(form: DiagnosticForm): DiagnosticCode {
  return form.split("/")[0] as DiagnosticCode;
}

/** The sentence that says what is wrong. */
export function messageOf(given: Diagnostic): string {
  return fill(diagnosticTable[given.form].message, given.arguments) ?? diagnosticTable[given.form].message;
}

/**
 * The sentence that says what to do. Where the form has none, or where nothing is known to fill its holes
 * with, the rule that was broken tells the way out.
 */
export function wayOutOf(given: Diagnostic): string {
  const { wayOut, explanation } = diagnosticTable[given.form];
  return (wayOut === undefined ? undefined : fill(wayOut, given.arguments)) ?? explanation;
}

/** True when one of the diagnostics forbids to go on. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((each) => each.severity === "error");
}

/** The template with its holes filled; undefined when a value is missing. */
function fill(template: string, values: readonly string[]): string | undefined {
  let complete = true;
  const filled = template.replace(/\{(\d):[^}]*\}/g, (_, index: string) => {
    const value = values[Number(index)];
    if (value === undefined) complete = false;
    return value ?? "…";
  });
  return complete ? filled : undefined;
}
