/*
 * Several texts as one. A file and those that it uses are counted through as one long text, the file's own
 * first and a line break between two of them, so that a place is still two numbers wherever it lies: trees,
 * programs and diagnostics need not know of files, and a part of the text is cut out of it as ever. Only who
 * shows a place to people or to other programs asks here which file it lies in.
 */
import { LineMap, type Place } from "./lineMap.ts";
import type { Span } from "./syntaxTree.ts";

/** A file that another one uses. */
export interface UsedText {
  /** Its path from the folder of the file that was given, with `/`. */
  readonly name: string;
  /** Where it begins in the whole text. */
  readonly start: number;
}

/** A text and the name that people know it by: a path, or `standard input`. */
export interface SourceText {
  readonly name: string;
  /** Its own text, and behind it those of the files that it uses. */
  readonly text: string;
  /** In the order of their texts. */
  readonly used?: readonly UsedText[];
}

/** What stands between two texts. */
export const textBreak = "\n";

/** A place in a file, as people count. */
export interface FilePlace extends Place {
  readonly file: string;
}

/** A part of one file, counted from its own beginning. */
export interface FileSpan extends Span {
  /** Its path from the folder of the file that was given, or its name; absent: that file itself. */
  readonly file?: string;
}

/** One file of several. */
export interface Part {
  /** The name that people know it by. */
  readonly name: string;
  /** Absent: the file that was given. */
  readonly used?: UsedText;
  /** Where it begins in the whole text. */
  readonly start: number;
  readonly lines: LineMap;
}

/** Which file a place lies in, and in which line. */
export class SourceMap {
  private readonly parts = new Map<number, Part>();

  constructor(private readonly source: SourceText) {}

  /** The file that an offset of the whole text lies in. */
  partAt(offset: number): Part {
    const { used = [] } = this.source;
    const index = used.findLastIndex(({ start }) => start <= offset);
    const known = this.parts.get(index);
    if (known !== undefined) return known;
    const part = this.part(used[index], used[index + 1]?.start);
    this.parts.set(index, part);
    return part;
  }

  private part(used: UsedText | undefined, next: number | undefined): Part {
    const { name, text } = this.source;
    const start = used?.start ?? 0;
    const end = next === undefined ? text.length : next - textBreak.length;
    return {
      name: used === undefined ? name : besideFile(name, used.name), start,
      lines: new LineMap(text.slice(start, end)), ...(used && { used }),
    };
  }

  /** Where an offset of the whole text lies. */
  placeOf(offset: number): FilePlace {
    const { name, start, lines } = this.partAt(offset);
    return { file: name, ...lines.placeOf(offset - start) };
  }

  /** Where a part of one file lies in the whole text. */
  wholeSpan({ file, start, end }: FileSpan): Span {
    const base = this.source.used?.find(({ name }) => name === file)?.start ?? 0;
    return { start: start + base, end: end + base };
  }

  /** The text of the file that was given, without what it uses. */
  get ownText(): string {
    const { text, used: [first] = [] } = this.source;
    return first === undefined ? text : text.slice(0, first.start - textBreak.length);
  }
}

/** The name of a file by its path from the folder that another one lies in. */
function besideFile(name: string, path: string): string {
  return name.slice(0, Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1) + path;
}
