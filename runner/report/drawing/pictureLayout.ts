/**
 * Where everything of a picture stands, in pixels, before anything is drawn: a column per thread, a row per
 * step, and beside each column a bar that tells as whom the thread speaks.
 */
import { isError } from "../../../grammar/statusWords.ts";
import { wrap } from "../layout.ts";
import type { Trace, TraceStep } from "../trace.ts";
import {
  impersonationsOf, outcomeWordsOf, standingOf, threadsShown, type RunStory, type Standing,
} from "./runStory.ts";

/** Pixels. The widest of the usual monospaced fonts takes 0.61 of its size for a character. */
export const sizes = {
  font: 12, character: 7.4, line: 16, margin: 16, numbers: 30, bar: 6, padding: 8, gap: 18, head: 44,
} as const;

/** Characters of a line of a column; of the only column there is. */
const COLUMN_CHARACTERS = 44;
const ONLY_COLUMN_CHARACTERS = 84;

export type LineKind = "call" | "good" | "bad" | "faint" | "change";

export interface PictureLine {
  readonly text: string;
  readonly kind: LineKind;
}

/** The box of a step. */
export interface Box {
  readonly step: TraceStep;
  readonly column: number;
  readonly top: number;
  readonly height: number;
  readonly lines: readonly PictureLine[];
  /** Whether something broke in it. */
  readonly isBroken: boolean;
}

/** A stretch of time in which a thread speaks as one. */
export interface Bar {
  readonly standing: Standing;
  readonly words: string;
  readonly top: number;
  readonly bottom: number;
}

export interface Column {
  readonly path: string;
  readonly identity: string;
  readonly left: number;
  readonly bars: readonly Bar[];
}

export interface PictureLayout {
  readonly width: number;
  readonly height: number;
  readonly columnWidth: number;
  /** Where the columns' heads begin. */
  readonly top: number;
  readonly title: readonly string[];
  readonly columns: readonly Column[];
  readonly boxes: readonly Box[];
  /** Where the steps end. */
  readonly bottom: number;
}

/** Lays the run out. */
export function layOut({ trace }: Pick<RunStory, "trace">, title: readonly string[]): PictureLayout {
  const paths = threadsShown(trace);
  const characters = paths.length < 2 ? ONLY_COLUMN_CHARACTERS : COLUMN_CHARACTERS;
  const columnWidth = Math.ceil(characters * sizes.character) + 2 * sizes.padding;
  const left = (column: number): number =>
    sizes.margin + sizes.numbers + column * (columnWidth + sizes.bar + sizes.gap);
  const width = left(Math.max(paths.length, 1)) - sizes.gap + sizes.margin;
  const wrapped = title.flatMap((line) =>
    wrap(line, Math.floor((width - 2 * sizes.margin) / (sizes.character * 1.1))));
  const top = sizes.margin + wrapped.length * (sizes.line + 4) + sizes.padding;
  const boxes = boxesOf(trace, paths, characters, top + sizes.head);
  const bottom = boxes.reduce((last, box) => Math.max(last, box.top + box.height), top + sizes.head);
  return {
    width, columnWidth, top, title: wrapped, boxes, bottom,
    height: bottom + sizes.gap + 2 * sizes.line + sizes.margin,
    columns: paths.map((path, index) => ({
      path,
      identity: trace.threads.find((thread) => thread.path === path)?.identity ?? "",
      left: left(index),
      bars: barsOf(trace, path, boxes, top + sizes.head, bottom),
    })),
  };
}

function boxesOf(trace: Trace, paths: readonly string[], characters: number, start: number): Box[] {
  let top = start;
  return trace.steps.map((step) => {
    const lines = linesOf(step, characters);
    const height = lines.length * sizes.line + sizes.padding;
    const isBroken = trace.verdict !== "held" && step.number === trace.steps.length;
    const box = { step, column: Math.max(paths.indexOf(step.actor), 0), top, height, lines, isBroken };
    top += height + sizes.padding;
    return box;
  });
}

/** The call, what came of it, and what it changed. */
function linesOf(step: TraceStep, characters: number): PictureLine[] {
  const outcome = outcomeWordsOf(step);
  const ofKind = (kind: LineKind, text: string, indent: string): PictureLine[] =>
    wrap(text, characters, indent).map((line) => ({ text: line, kind }));
  return [
    ...(step.attacker === undefined ? [] : ofKind("faint", `chosen by ${step.attacker}`, "")),
    ...ofKind(step.skipped ? "faint" : "call", step.action, "  "),
    ...(outcome === "" ? [] : ofKind(outcomeKind(step), `⇒ ${outcome}`, "  ")),
    ...step.changes.flatMap(({ words }) => ofKind("change", `· ${words}`, "  ")),
    ...(step.event ? ofKind("faint", `event: ${step.event.name}`, "  ") : []),
  ];
}

function outcomeKind({ skipped, statusValue, refused }: TraceStep): LineKind {
  if (skipped) return "faint";
  return refused || (statusValue !== undefined && isError(statusValue)) ? "bad" : "good";
}

/** Stretches of one standing and one set of words; a change stands at the lower edge of its step. */
function barsOf(
  trace: Trace,
  path: string,
  boxes: readonly Box[],
  top: number,
  bottom: number,
): Bar[] {
  const bars: Bar[] = [];
  impersonationsOf(trace, path).forEach((impersonation, after) => {
    const box = boxes[after - 1];
    const start = box === undefined ? top : box.top + box.height;
    const words = impersonation ?? "speaks as its process";
    const last = bars.at(-1);
    if (last?.words === words) return;
    if (last !== undefined) bars[bars.length - 1] = { ...last, bottom: start };
    bars.push({ standing: standingOf(impersonation), words, top: start, bottom });
  });
  return bars;
}
