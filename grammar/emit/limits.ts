/*
 * What a program may have of everything; beyond it nothing is emitted, and the place and the numbers are
 * said.
 */
import type { DiagnosticForm } from "../diagnostics.ts";
import type { Span } from "../syntaxTree.ts";

/** The program is larger than the core's rooms. */
export class TooLarge extends Error {
  constructor(
    readonly form: DiagnosticForm, readonly values: readonly string[], readonly span: Span | undefined,
  ) {
    super(`${form}: ${values.join(", ")}`);
  }
}

/** Throws TooLarge (SCN071) when there are more than `most`. */
export function limit(what: string, count: number, most: number, span?: Span): void {
  if (count > most) throw new TooLarge("SCN071", [what, String(count), String(most)], span);
}
