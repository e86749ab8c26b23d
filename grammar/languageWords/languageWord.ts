/*
 * A word of the language as the manual, completion and hover tell it.
 */

/** What a word is; with `word` it is one of the grammar itself. */
export const wordKinds = [
  "word", "member", "event", "domain", "builtin", "name",
  "property of a thread", "property of a process", "property of a handle", "property of a result",
] as const;
export type WordKind = (typeof wordKinds)[number];

export interface WordRow {
  /** What it is for, in a line. */
  readonly meaning: string;
  /** How it is written: capitals stand for what one puts in, `[ ]` for what may be left out. */
  readonly syntax: string;
  /**
   * Items of a file or statements of a scenario that use it, in the world of `exampleWorld.ts`. They compile
   * without a word of complaint and hold.
   */
  readonly example: string;
  /** Of a member: whose. */
  readonly of?: readonly string[];
  /** The grammar knows it, the model does not run it yet: the example says so with SCN070. */
  readonly notYet?: true;
}

export type WordRows = Readonly<Record<string, WordRow>>;

export interface LanguageWord extends WordRow {
  readonly kind: WordKind;
  /** As it is listed: of a property with its owner, `thread.level`. */
  readonly name: string;
}
