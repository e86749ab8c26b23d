/*
 * Where comments go. Each is taken once, by what stands next to it: an element of braces, or of a list that
 * may break. One that stands where the formatter breaks no line is put above its element, so that none is
 * ever lost.
 */

import type { Comment, Span } from "../syntaxTree.ts";
import { lineStart } from "../brackets.ts";
import { concat, hardLine, trailing, type Doc } from "./layout.ts";

export class CommentBook {
  private readonly taken: boolean[];

  constructor(private readonly text: string, private readonly comments: readonly Comment[]) {
    this.taken = comments.map(() => false);
  }

  /** The comments that begin in the span and that nobody took yet. */
  take(start: number, end: number): Comment[] {
    const found: Comment[] = [];
    for (let index = this.firstFrom(start); index < this.comments.length; index += 1) {
      const comment = this.comments[index]!;
      if (comment.span.start >= end) break;
      if (this.taken[index] === true) continue;
      this.taken[index] = true;
      found.push(comment);
    }
    return found;
  }

  /** True when a comment begins in the span. */
  has(start: number, end: number): boolean {
    const first = this.comments[this.firstFrom(start)];
    return first !== undefined && first.span.start < end;
  }

  private firstFrom(offset: number): number {
    let low = 0;
    let high = this.comments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.comments[middle]!.span.start < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** True when only blanks stand before it on its line. */
  isAlone(comment: Comment): boolean {
    let start = comment.span.start;
    while (start > 0 && /[ \t\uFEFF]/.test(this.text[start - 1]!)) start -= 1;
    return start === 0 || this.text[start - 1] === "\n" || this.text[start - 1] === "\r";
  }

  /** A comment after something on its line. */
  trailing(comment: Comment): Doc {
    return trailing(comment.text.trimEnd(), comment.span.start - lineStart(this.text, comment.span.start));
  }

  /**
   * True when the line above the line of `offset` is empty, but perhaps for a `;`, and `offset` begins its
   * line.
   */
  blankBefore(offset: number): boolean {
    return /(?:\r\n|\r|\n)[ \t;]*(?:\r\n|\r|\n)[ \t;\uFEFF]*$/.test(
      this.text.slice(Math.max(0, offset - 400), offset)
    );
  }

  /** True when the span was written on one line. */
  isOneLine({ start, end }: Span): boolean {
    return !/[\r\n]/.test(this.text.slice(start, end));
  }
}

/** A comment that was moved: documents nothing where it stands now, so it must not look as if it did. */
export function movedText(comment: Comment): string {
  return comment.text.trimEnd().replace(/^\/\/\/(?!\/)/, "//");
}

/**
 * Comments between two elements of a list that stand on lines of their own: the first may trail what is
 * before it. Ends with a line break, so that the next element begins a line.
 */
export function betweenElements(book: CommentBook, comments: readonly Comment[]): Doc {
  const parts: Doc[] = [];
  comments.forEach((comment, index) => {
    if (index === 0 && !book.isAlone(comment)) parts.push(book.trailing(comment));
    else parts.push(hardLine, comment.text.trimEnd());
  });
  return concat(...parts, hardLine);
}
