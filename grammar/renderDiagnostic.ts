/*
 * Diagnostics for people and for programs: a sentence with its place, the lines around it, the way out; or
 * plain data with lines and columns. Both say the same, out of the one table.
 */

import { codeFrameColumns, type BabelCodeFrameOptions } from "@babel/code-frame";
import picocolors from "picocolors";
import { messageOf, wayOutOf, type Diagnostic, type Severity } from "./diagnostics.ts";
import { plainBreaks, type LineMap, type Place } from "./lineMap.ts";
import { SourceMap, type UsedText } from "./sources.ts";
import type { Span } from "./syntaxTree.ts";

/** A diagnostic as plain data: lines and columns from 1, ends exclusive. */
export interface DescribedDiagnostic {
  readonly file: string;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly wayOut?: string;
  readonly start: Place;
  readonly end: Place;
  readonly related: readonly {
    readonly file: string; readonly message: string; readonly start: Place; readonly end: Place;
  }[];
  readonly suggestion?: { readonly replacement: string; readonly start: Place; readonly end: Place };
}

/** Diagnostics of one file as plain data. */
export function describeDiagnostics(
  diagnostics: readonly Diagnostic[], text: string, fileName: string, used: readonly UsedText[] = [],
): DescribedDiagnostic[] {
  const map = new SourceMap({ name: fileName, text, used });
  return diagnostics.map((each) => describe(each, map));
}

function describe(given: Diagnostic, map: SourceMap): DescribedDiagnostic {
  const inFile = (span: Span): { file: string; start: Place; end: Place } => {
    const { name, start, lines } = map.partAt(span.start);
    return { file: name, start: lines.placeOf(span.start - start), end: lines.placeOf(span.end - start) };
  };
  const wayOut = wayOutOf(given);
  const { suggestion } = given;
  const { file, start, end } = inFile(given.span);
  return {
    file, code: given.code, severity: given.severity, message: messageOf(given),
    ...(wayOut === undefined ? {} : { wayOut }),
    start, end,
    related: (given.related ?? []).map((each) => ({ message: each.message, ...inFile(each.span) })),
    ...(
      suggestion === undefined
        ? {}
        : { suggestion: { replacement: suggestion.replacement, ...placesOf(inFile(suggestion.span)) } }
    ),
  };
}

interface Places { readonly start: Place; readonly end: Place }
const placesOf = ({ start, end }: Places): Places => ({ start, end });

export interface RenderOptions {
  /** Files that the text goes on with. */
  readonly used?: readonly UsedText[];
  /** Colour for a terminal; plain text otherwise. */
  readonly colour?: boolean;
}

/**
 * One diagnostic for a person: place, severity, code, sentence, code frame, way out. Ends without a line
 * break.
 */
export function renderDiagnostic(
  given: Diagnostic, text: string, fileName: string, options: RenderOptions = {},
): string {
  return renderDiagnostics([given], text, fileName, options);
}

/** All diagnostics of a file, an empty line between them. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[], text: string, fileName: string, options: RenderOptions = {},
): string {
  const map = new SourceMap({ name: fileName, text, used: options.used ?? [] });
  return diagnostics.map((each) => render(each, map, options.colour === true)).join("\n\n");
}

function render(given: Diagnostic, map: SourceMap, colour: boolean): string {
  const paint = picocolors.createColors(colour);
  const described = describe(given, map);
  const severity = {
    error: paint.red, warning: paint.yellow, hint: paint.cyan,
  }[described.severity](described.severity);
  const place = paint.bold(placeText(described.file, described.start));
  const parts = [
    `${place} ${severity} ${described.code}: ${described.message}`,
    frame(described, map.partAt(given.span.start).lines, colour),
  ];
  for (const each of described.related) parts.push(`${placeText(each.file, each.start)} ${each.message}`);
  if (described.wayOut !== undefined) parts.push(described.wayOut);
  return parts.join("\n");
}

function placeText(fileName: string, { line, column }: Place): string {
  return `${fileName}:${line}:${column}`;
}

/** How many lines are shown on each side, and how many characters of a line. */
const linesAround = 2;
const longestShown = 160;

/** The lines around a place, and no others: a long file is not split anew for each of its diagnostics. */
function frame({ start, end }: DescribedDiagnostic, lines: LineMap, colour: boolean): string {
  const first = Math.max(1, start.line - linesAround);
  const last = Math.min(lines.lineCount, start.line + linesAround);
  // A long line is shown from where the place comes into sight.
  const skipped = start.column > longestShown - 20 ? start.column - 60 : 0;
  const shown: string[] = [];
  for (let line = first; line <= last; line += 1) shown.push(clip(lines.line(line), skipped));
  const endColumn = end.line === start.line ? end.column : lines.line(start.line).length + 1;
  const column = start.column - skipped;
  const location = {
    start: { line: start.line, column },
    end: { line: start.line, column: Math.min(Math.max(endColumn - skipped, column), longestShown + 1) },
  };
  const options: BabelCodeFrameOptions & { startLine: number } = {
    startLine: first, linesAbove: linesAround, linesBelow: linesAround, highlightCode: colour,
    forceColor: colour,
  };
  return codeFrameColumns(plainBreaks(shown.join("\n")), location, options);
}

function clip(line: string, skipped: number): string {
  // What some count as line breaks and editors do not would shift the frame.
  const flat = line.replace(/[\u2028\u2029]/g, " ");
  const cut = skipped > 0 ? `…${flat.slice(skipped + 1)}` : flat;
  return cut.length > longestShown ? `${cut.slice(0, longestShown - 1)}…` : cut;
}
