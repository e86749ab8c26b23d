/*
 * The words of the language, one table: what each is for, how it is written, an example. The manual,
 * completion and hover read it; tests hold it to the grammar and to the checker, and make every example run.
 */
import { codeWords } from "./languageWords/codeWords.ts";
import { declarationWords } from "./languageWords/declarationWords.ts";
import {
  builtinWords, domainWords, eventWords, judgingWords, nameWords,
} from "./languageWords/judgingWords.ts";
import type { LanguageWord, WordKind, WordRows } from "./languageWords/languageWord.ts";
import { memberWords } from "./languageWords/memberWords.ts";
import {
  handleProperties, processProperties, resultProperties, threadProperties,
} from "./languageWords/propertyWords.ts";

const rowsOf = (kind: WordKind, rows: WordRows, owner = ""): LanguageWord[] =>
  Object.entries(rows).map(([name, row]) => ({ kind, name: owner + name, ...row }));

/** All words, kind by kind. */
export const languageWords: readonly LanguageWord[] = [
  ...rowsOf("word", { ...declarationWords, ...codeWords, ...judgingWords }),
  ...rowsOf("member", memberWords),
  ...rowsOf("event", eventWords),
  ...rowsOf("domain", domainWords),
  ...rowsOf("builtin", builtinWords),
  ...rowsOf("name", nameWords),
  ...rowsOf("property of a thread", threadProperties, "thread."),
  ...rowsOf("property of a process", processProperties, "process."),
  ...rowsOf("property of a handle", handleProperties, "handle."),
  ...rowsOf("property of a result", resultProperties, "result."),
];
