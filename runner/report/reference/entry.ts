/**
 * What the manual is made of: entries with sections of rows. One form serves the terminal, JSON and whoever
 * shows the manual elsewhere; nothing in it is written by hand but titles.
 */

import { wordKinds } from "../../../grammar/languageWords/languageWord.ts";

/** A line of a section: something named, and what is said of it. */
export interface ManualRow {
  readonly name: string;
  readonly text: string;
  readonly source?: string;
  /** How deep it lies below other rows; absent: 0. */
  readonly depth?: number;
}

export interface ManualSection {
  readonly title: string;
  readonly rows: readonly ManualRow[];
  /** Lines of the language, shown as they are. */
  readonly code?: string;
}

/** The kinds of things that have an entry, in the order of the contents. */
export const manualKinds = [
  "routine",
  "internal routine",
  "status",
  "privilege",
  "access right",
  "level",
  "enumeration value",
  "switch",
  "version",
  "milestone",
  "decision",
  "property",
  "property of a token",
  "invariant",
  ...wordKinds,
  "diagnostic",
] as const;
export type ManualKind = (typeof manualKinds)[number];

export interface ManualEntry {
  readonly kind: ManualKind;
  readonly name: string;
  /** What it is, in a line. */
  readonly line: string;
  readonly source: string;
  readonly sections: readonly ManualSection[];
}

/** An entry as the contents list it; the rest is made when it is asked for. */
export interface ManualTopic {
  readonly kind: ManualKind;
  readonly name: string;
  readonly line: string;
  readonly entry: () => ManualEntry;
}

/** A section, or nothing where it has no rows. */
export const section = (title: string, rows: readonly ManualRow[]): ManualSection[] =>
  rows.length === 0 ? [] : [{ title, rows }];

/** A section of lines of the language. */
export const codeSection = (title: string, code: string): ManualSection => ({ title, rows: [], code });

/** Rows that are names alone. */
export const names = (all: readonly string[]): ManualRow[] => all.map((name) => ({ name, text: "" }));
