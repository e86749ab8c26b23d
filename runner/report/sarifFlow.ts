/**
 * The steps of a failure as SARIF's code flow: viewers walk through it with the text beside them. Each thread
 * has its own line; `executionOrder` puts the steps of all of them in one row.
 */
import { SourceMap } from "../../grammar/sources.ts";
import type { Span } from "../../grammar/syntaxTree.ts";
import type { SourceText } from "../campaign/results.ts";
import { outcomeText } from "./lanes.ts";
import type { Trace, TraceStep } from "./trace.ts";

/** A place as SARIF writes it. Without a span it is the file. */
export function sarifPlace(source: SourceText, span: Span | undefined): object {
  if (span === undefined) return sarifFile(source.name);
  const map = new SourceMap(source);
  const [start, end] = [map.placeOf(span.start), map.placeOf(span.end)];
  return sarifFile(start.file, {
    startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column,
  });
}

/** Lines and columns from 1, columns in UTF-16 units. */
export interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A file, or a region of it. */
export const sarifFile = (file: string, region?: Region): object => ({
  physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...(region && { region }) },
});

/** A path as a relative reference: its parts escaped, slashes between them. */
const uriOf = (path: string): string => path.split(/[\\/]/).map(encodeURIComponent).join("/");

/** The run as one flow; none where it made no step. */
export function codeFlows({ steps, decidingStep }: Trace, source: SourceText): object[] {
  if (steps.length === 0) return [];
  const threads = [...new Set(steps.map(({ actor }) => actor))];
  const decided = decidingStep ?? steps.length;
  const place = (step: TraceStep): object => ({
    executionOrder: step.number,
    importance: step.number === decided ? "essential" : "important",
    location: {
      ...sarifPlace(source, step.span),
      message: { text: `${step.actor}: ${step.action} ${outcomeText(step)}`.trim() },
    },
  });
  return [
    {
      threadFlows: threads.map((thread) => ({
        id: thread,
        locations: steps.filter(({ actor }) => actor === thread).map(place),
      })),
    },
  ];
}
