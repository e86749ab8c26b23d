/* The form of a row of the table of diagnostics; the rows themselves stand by family in `diagnosticRows`. */

/**
 * One row: severity and words. Values are put into the holes with no quotes of their own: the template has
 * them.
 */
export interface DiagnosticRow {
  readonly severity: "error" | "warning" | "hint";
  readonly message: string;
  readonly wayOut?: string;
  readonly explanation: string;
  /** A piece of `.scn` that gets this diagnostic. */
  readonly example: string;
}

/** Rows by form: a code (`SCN010`), or a code and a form of it (`SCN004/size`). */
export type DiagnosticRows = Readonly<Record<`SCN${string}`, DiagnosticRow>>;
