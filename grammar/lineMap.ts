/*
 * From offsets to lines and columns. A line ends with "\n", "\r\n" or "\r", as editors count.
 */

/** A place as people count: both from 1; columns in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export class LineMap {
  private readonly starts: number[] = [0];

  constructor(readonly text: string) {
    for (
      const { index, 0: lineBreak } of text.matchAll(/\r\n|\r|\n/g)
    ) this.starts.push(index + lineBreak.length);
  }

  get lineCount(): number {
    return this.starts.length;
  }

  /** The line of an offset, from 1. */
  lineOf(offset: number): number {
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  placeOf(offset: number): Place {
    const line = this.lineOf(offset);
    return { line, column: offset - this.starts[line - 1]! + 1 };
  }

  /** The text of a line, from 1, without its break. */
  line(number: number): string {
    const start = this.starts[number - 1] ?? this.text.length;
    return this.text.slice(start, this.starts[number] ?? this.text.length).replace(/[\r\n]+$/, "");
  }
}

/** A text of the same length in which only what ends lines here is taken for an end of a line elsewhere. */
export const plainBreaks = (text: string): string => text.replaceAll(/[\u2028\u2029]/g, " ");
