/* Looks for a slip in the line of a place that is wrong. */
import { diagnostic, type Diagnostic } from "../diagnostics.ts";
import type { Span } from "../syntaxTree.ts";
import { callSlips } from "./calls.ts";
import { conditionSlips } from "./conditions.ts";
import { flowSlips } from "./flow.ts";
import { itemSlips } from "./items.ts";
import { memberSlips } from "./members.ts";
import type { Slip } from "./slip.ts";

/** All slips; of several that a line has, the first counts. */
export const slips: readonly Slip[] = [
  ...itemSlips, ...memberSlips, ...flowSlips, ...callSlips, ...conditionSlips,
];

const searched = slips.map((slip) => ({ slip, everywhere: new RegExp(slip.pattern, "dg") }));

/** Longer lines are not written by hand. */
const longestLine = 240;
/** Nobody mends more at a time, and each takes as long as reading a few lines. */
const slipsMost = 200;

export class SlipFinder {
  private looked = 0;

  constructor(private readonly text: string) {}

  /** What is said of the slip at a place; undefined: there is none that is known. */
  at(offset: number): Diagnostic | undefined {
    if (this.looked >= slipsMost) return undefined;
    this.looked += 1;
    const line = lineAround(this.text, offset);
    if (line === undefined) return undefined;
    const code = withoutComment(line.text);
    const masked = withoutTitles(code);
    for (const { slip, everywhere } of searched) {
      for (const found of masked.matchAll(everywhere)) {
        if (touches(found, offset - line.start)) return said(slip, asWritten(found, code), line.start);
      }
    }
    return undefined;
  }
}

/** The words of a title are no words of the language. */
function withoutTitles(code: string): string {
  return code.replace(/"[^"]*"/g, (text) => (/\s/.test(text) ? `"${"_".repeat(text.length - 2)}"` : text));
}

/** What was found in a line without its titles, in the words of the line itself. */
function asWritten(found: RegExpMatchArray, code: string): RegExpExecArray {
  found.indices!.forEach((range, group) => {
    if (range !== undefined) found[group] = code.slice(...range);
  });
  return found as RegExpExecArray;
}

/** Whether the place stands in what was found, or right at its end. */
function touches({ index, 0: found }: RegExpExecArray, place: number): boolean {
  return place >= index && place <= index + found.length + 1;
}

function said({ what, instead, replace }: Slip, found: RegExpExecArray, lineStart: number): Diagnostic {
  const filled = (template: string): string =>
    template.replace(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? "");
  const blanks = /^\s*/.exec(found[0])![0].length;
  const whole: Span = { start: lineStart + found.index, end: lineStart + found.index + found[0].length };
  const shown = { start: Math.min(whole.start + blanks, whole.end), end: whole.end };
  const wayOut = typeof instead === "string" ? filled(instead) : instead(found);
  const words = diagnostic("SCN006/slip", shown, what, wayOut);
  const replacement = typeof replace === "string" ? filled(replace) : replace?.(found);
  return replacement === undefined ? words : { ...words, suggestion: { span: whole, replacement } };
}

/** The line of a place; undefined where it is too long. */
function lineAround(text: string, offset: number): { text: string; start: number } | undefined {
  const isBreak = (at: number): boolean => at < 0 || at >= text.length || text[at] === "\n" || text[at] === "\r";
  let [start, end] = [offset, offset];
  while (!isBreak(start - 1)) if (offset - --start > longestLine) return undefined;
  while (!isBreak(end)) if (++end - start > longestLine) return undefined;
  return { text: text.slice(start, end), start };
}

/** A `//` that stands in no string begins a comment. */
function withoutComment(line: string): string {
  const comment = /^(?:"(?:[^"\\]|\\.)*"|[^"/]|\/(?!\/))*/.exec(line);
  return comment === null ? line : comment[0].trimEnd();
}
