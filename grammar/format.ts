/*
 * The one layout of `.scn` files. What is formatted parses to the same tree, and formatting it again
 * changes nothing. Comments keep their places; a file with errors is left as it is, since what did not
 * parse would be lost.
 */

import { hasErrors, type Phased } from "./diagnostics.ts";
import { CommentBook, movedText } from "./format/comments.ts";
import { elementLines } from "./format/elements.ts";
import { itemDoc } from "./format/items.ts";
import { concat, hardLine, layOut } from "./format/layout.ts";
import { parse } from "./parse.ts";
import type { File } from "./syntaxTree.ts";

/** The text of a file in its one layout; unchanged, with diagnostics, when it does not parse. */
export function formatText(text: string): Phased<string> {
  const { value, diagnostics } = parse(text);
  return { value: hasErrors(diagnostics) ? text : format(value, text), diagnostics };
}

/** The text of a tree that parsed from `text` without errors. */
export function format(file: File, text: string): string {
  const book = new CommentBook(text, file.comments);
  const { head, lines } = elementLines(book, file.items, 0, text.length, (item) => itemDoc(book, item));
  // A comment that trails nothing but a `;` gets a line of its own.
  const above = head === undefined ? "" : concat(movedText(head), hardLine);
  return layOut(concat(above, lines ?? ""));
}
