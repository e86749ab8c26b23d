/*
 * Elements of a file and of braces: one a line, with the comments and the empty lines between them.
 */

import type { Comment, Span } from "../syntaxTree.ts";
import { movedText, type CommentBook } from "./comments.ts";
import { blankLine, concat, group, hardLine, indent, line, softLine, type Doc } from "./layout.ts";

interface Row {
  doc: Doc;
  blankBefore: boolean;
  /** Nothing can trail it: it is a comment, or ends with one. */
  full: boolean;
}

/**
 * The lines of elements that stand between `from` and `to`, joined by line breaks; and what trails the line
 * before them.
 */
export function elementLines<Element extends { readonly span: Span }>(
  book: CommentBook, elements: readonly Element[], from: number, to: number, print: (element: Element) => Doc,
): { readonly head: Comment | undefined; readonly lines: Doc | undefined } {
  const rows: Row[] = [];
  let head: Comment | undefined;
  let position = from;
  const takeComments = (end: number): void => {
    for (const comment of book.take(position, end)) {
      const last = rows[rows.length - 1];
      if (book.isAlone(comment)) rows.push(commentRow(book, comment, comment.text.trimEnd()));
      else if (last === undefined && head === undefined) head = comment;
      else if (last === undefined || last.full) rows.push(commentRow(book, comment, movedText(comment)));
      else Object.assign(last, { doc: concat(last.doc, book.trailing(comment)), full: true });
    }
  };
  for (const element of elements) {
    const first = rows.length;
    takeComments(element.span.start);
    const doc = print(element);
    rows.push({ doc, blankBefore: book.blankBefore(element.span.start), full: false });
    putAbove(rows, first, book.take(element.span.start, element.span.end));
    position = Math.max(position, element.span.end);
  }
  takeComments(to);
  return { head, lines: rows.length === 0 ? undefined : concat(...rows.map(joined)) };
}

function commentRow(book: CommentBook, comment: Comment, text: string): Row {
  return { doc: text, blankBefore: book.blankBefore(comment.span.start), full: true };
}

/** Puts comments that nothing within an element took above it, and above what stands there already. */
function putAbove(rows: Row[], first: number, comments: readonly Comment[]): void {
  if (comments.length === 0) return;
  const moved = comments.map((comment): Row => ({ doc: movedText(comment), blankBefore: false, full: true }));
  moved[0]!.blankBefore = rows[first]!.blankBefore;
  rows[first]!.blankBefore = false;
  rows.splice(first, 0, ...moved);
}

function joined({ doc, blankBefore }: Row, index: number): Doc {
  if (index === 0) return doc;
  return concat(blankBefore ? blankLine : hardLine, doc);
}

/**
 * Braces with elements: on one line if they were written on one and fit, else one element a line.
 * `span` is that of the braces; `alwaysBroken` is for what is laid out in lines only.
 */
export function braces<Element extends { readonly span: Span }>(
  book: CommentBook, elements: readonly Element[], span: Span, print: (element: Element) => Doc,
  alwaysBroken = false,
): Doc {
  const from = span.start + 1;
  if (elements.length === 0 && !book.has(from, span.end)) return "{ }";
  if (!alwaysBroken && book.isOneLine(span)) {
    const parts = elements.map(
      (element, index) => (index === 0 ? print(element) : concat(softLine("; "), print(element)))
    );
    return group("{", indent(line, ...parts), line, "}");
  }
  const { head, lines } = elementLines(book, elements, from, span.end, print);
  return concat(
    "{", head === undefined ? "" : book.trailing(head), lines === undefined ? "" : indent(hardLine, lines),
    hardLine, "}",
  );
}
