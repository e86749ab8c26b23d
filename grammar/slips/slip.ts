/*
 * A slip: something that is written so in another language, in C, JavaScript, TLA+, Gherkin, and otherwise
 * here. It is known by the text of its line, since what the parser trips over may stand far from it; only
 * lines that are wrong are looked at, so a pattern need not know what is right.
 */

export interface Slip {
  /** What is found is what is shown as wrong; groups fill `$1`, `$2` … of the texts below. */
  readonly pattern: RegExp;
  /** One sentence: how it is here. */
  readonly what: string;
  /** What to write. */
  readonly instead: string | ((found: RegExpExecArray) => string);
  /** What takes the place of what was found, where that alone mends it; undefined: here it does not. */
  readonly replace?: string | ((found: RegExpExecArray) => string | undefined);
  /** A line that has it, and the same without it; tests compile both in the world of the examples. */
  readonly wrong: string;
  readonly mended: string;
  /** Where the lines stand, if not in a scenario. */
  readonly at?: "entry" | "file";
}

/** An actor that may stand before a call. */
export const actor = "(?:[\\w.]+:\\s*)?";
/** Where a statement ends on its line. */
export const end = "(?=\\s*(?:[;}]|else\\b|$))";
/** What may stand before the first word of a statement: an actor, the name of a result. */
export const begin = "(?<=(?:^|[{;]|\\belse)\\s*(?:[\\w.]+:\\s*)?(?:\\w+\\s*=\\s*)?)";
