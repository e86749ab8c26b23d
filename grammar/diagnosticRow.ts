/* The form of a row of the table of diagnostics; the rows themselves stand by family in `diagnosticRows`. */

/**
 * One row: severity and words. A hole `{0:routine}` has its number and a word for what stands there, which an
 * explanation prints; values are put into the holes with no quotes of their own: the template has them.
 */
export interface DiagnosticRow {
  readonly severity: "error" | "warning" | "hint";
  readonly message: string;
  readonly wayOut?: string;
  readonly explanation: string;
  /**
   * A piece of `.scn` that gets this diagnostic and no other: lines of a scenario in the world of
   * `test/exampleWorld.ts`.
   */
  readonly example: string;
  /** Other files of the folder, by name; the example itself is `example.scn`. */
  readonly files?: Readonly<Record<string, string>>;
  /** The example as people see it, where the whole of it would be too long or no text. */
  readonly shown?: string;
  /** The example as it is right: nothing is said of it. */
  readonly mended?: string;
  /** Example and mended example are items of a file. */
  readonly inFile?: true;
}

/** Rows by form: a code (`SCN010`), or a code and a form of it (`SCN004/size`). */
export type DiagnosticRows = Readonly<Record<`SCN${string}`, DiagnosticRow>>;

/** Lines as one text. */
export const text = (...lines: readonly string[]): string => lines.join("\n");
