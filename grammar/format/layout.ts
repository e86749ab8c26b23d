/*
 * Laying out text: a small algebra of documents after Wadler's "A prettier printer". A group stands on one
 * line if it fits and no line break in it is forced; otherwise its own lines break. Comments that trail a
 * line wait until the line ends.
 */

const lineWidth = 110;
const indentWidth = 2;
/** A trailing comment keeps its column up to here; beyond, it stands right after the code. */
const lastKeptColumn = 100;

export type Doc = string | Concat | Group | Indent | Line | Trailing;

interface Concat {
  readonly kind: "concat";
  readonly parts: readonly Doc[];
  readonly forced: boolean;
}

interface Group {
  readonly kind: "group";
  readonly doc: Doc;
  readonly forced: boolean;
}

interface Indent {
  readonly kind: "indent";
  readonly doc: Doc;
  readonly forced: boolean;
}

/** A place where the line may end; `flat` is what stands there if it does not. */
interface Line {
  readonly kind: "line";
  readonly flat: string;
  readonly forced: boolean;
  /** One empty line before the next. */
  readonly blank: boolean;
}

/** A comment at the end of the line, in `column` (from 0) if there is room. */
interface Trailing {
  readonly kind: "trailing";
  readonly text: string;
  readonly column: number;
}

export function concat(...parts: readonly Doc[]): Doc {
  return { kind: "concat", parts, forced: parts.some(isForced) };
}

/** On one line if it fits. */
export function group(...parts: readonly Doc[]): Doc {
  const doc = concat(...parts);
  return { kind: "group", doc, forced: isForced(doc) };
}

/** Lines within stand one level deeper. */
export function indent(...parts: readonly Doc[]): Doc {
  const doc = concat(...parts);
  return { kind: "indent", doc, forced: isForced(doc) };
}

/** A blank, or the end of the line. */
export const line: Doc = softLine(" ");
/** The end of the line, always. */
export const hardLine: Doc = { kind: "line", flat: "", forced: true, blank: false };
/** The end of the line and an empty line, always. */
export const blankLine: Doc = { kind: "line", flat: "", forced: true, blank: true };

export function softLine(flat: string): Doc {
  return { kind: "line", flat, forced: false, blank: false };
}

export function trailing(text: string, column: number): Doc {
  return { kind: "trailing", text, column };
}

/** True when the document cannot stand on one line. */
export function isForced(doc: Doc): boolean {
  return typeof doc !== "string" && doc.kind !== "trailing" && doc.forced;
}

/** The text of a document that is not forced, on one line. */
export function flatText(doc: Doc): string {
  if (typeof doc === "string") return doc;
  if (doc.kind === "concat") return doc.parts.map(flatText).join("");
  if (doc.kind === "line") return doc.flat;
  return doc.kind === "trailing" ? "" : flatText(doc.doc);
}

/** A document that is still to be laid out, with its indentation and whether its lines break. */
interface Command {
  readonly indent: number;
  readonly breaks: boolean;
  readonly doc: Doc;
}

/** The text, without blanks at ends of lines, with one line break at its end. */
export function layOut(doc: Doc): string {
  const output = new Output();
  const commands: Command[] = [{ indent: 0, breaks: true, doc }];
  for (let command = commands.pop(); command !== undefined; command = commands.pop()) {
    const { indent: depth, breaks, doc: next } = command;
    if (typeof next === "string") output.write(next);
    else if (next.kind === "concat") pushAll(commands, next.parts, depth, breaks);
    else if (next.kind === "indent") commands.push({ indent: depth + indentWidth, breaks, doc: next.doc });
    else if (next.kind === "trailing") output.trail(next);
    else if (next.kind === "line") {
      if (breaks) output.endLine(depth, next.blank);
      else output.write(next.flat);
    } else {
      const stays = !next.forced && (!breaks || fits(next.doc, commands, lineWidth - output.column));
      commands.push({ indent: depth, breaks: !stays, doc: next.doc });
    }
  }
  return output.finish();
}

function pushAll(commands: Command[], parts: readonly Doc[], depth: number, breaks: boolean): void {
  for (
    let index = parts.length - 1; index >= 0; index -= 1
  ) commands.push({ indent: depth, breaks, doc: parts[index]! });
}

/** True when `doc` on one line, and what follows it up to where a line may end, fits into `room` columns. */
function fits(doc: Doc, rest: readonly Command[], room: number): boolean {
  const stack: { breaks: boolean; doc: Doc }[] = [{ breaks: false, doc }];
  let next = rest.length;
  let left = room;
  while (left >= 0) {
    const command = stack.pop() ?? rest[(next -= 1)];
    if (command === undefined) return true;
    const { breaks, doc: part } = command;
    if (typeof part === "string") left -= part.length;
    else if (part.kind === "concat") {
      for (
        let index = part.parts.length - 1; index >= 0; index -= 1
      ) stack.push({ breaks, doc: part.parts[index]! });
    } else if (part.kind === "line") {
      if (breaks || part.forced) return true;
      left -= part.flat.length;
    } else if (part.kind !== "trailing") stack.push({ breaks, doc: part.doc });
  }
  return false;
}

class Output {
  private readonly lines: string[] = [];
  private current = "";
  private comments: { text: string; column: number }[] = [];

  get column(): number {
    return this.current.length;
  }

  write(text: string): void {
    this.current += text;
  }

  trail(comment: { text: string; column: number }): void {
    this.comments.push(comment);
  }

  endLine(depth: number, blank: boolean): void {
    this.finishLine();
    if (blank) this.lines.push("");
    this.current = " ".repeat(depth);
  }

  private finishLine(): void {
    let text = this.current.trimEnd();
    for (const comment of this.comments) {
      const kept = comment.column < lastKeptColumn ? comment.column : 0;
      text = `${text.padEnd(Math.max(kept, text.length + 1))}${comment.text}`;
    }
    this.comments = [];
    this.lines.push(text);
  }

  finish(): string {
    this.finishLine();
    const text = this.lines.join("\n").trimEnd();
    return text === "" ? "" : `${text}\n`;
  }
}
