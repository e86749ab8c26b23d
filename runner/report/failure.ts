/**
 * The story of a failure: the line that is broken, the values that were, the steps as lanes, what the last
 * step changed, the decision behind it with its question and source, the nearest change, and the command that
 * makes it again.
 */
import { codeFrameColumns } from "@babel/code-frame";
import type { Program } from "../../grammar/image/programImage.ts";
import { LineMap, plainBreaks } from "../../grammar/lineMap.ts";
import { SourceMap } from "../../grammar/sources.ts";
import type { Span } from "../../grammar/syntaxTree.ts";
import type { Failure, SourceText } from "../campaign/results.ts";
import type { Machine } from "../machine/machine.ts";
import { explainTrace, type Explanation } from "./explain.ts";
import { whyLines } from "./explanationText.ts";
import type { SeenValue } from "./expressionValues.ts";
import { lanes } from "./lanes.ts";
import { pairs, wrap } from "./layout.ts";
import { seenValues } from "./seenValues.ts";
import type { Page } from "./theme.ts";
import { traceRun, type Trace } from "./trace.ts";
import { verdictWords } from "./verdictWords.ts";
import { counted } from "./words.ts";

/** All that is known of a failure, as plain data. */
export interface FailureReport {
  readonly key: string;
  readonly title: string;
  /** Runs of the campaign that failed like this. */
  readonly count: bigint;
  readonly values: readonly SeenValue[];
  readonly trace: Trace;
  /** Whether the program has other runs than this one. */
  readonly hasOtherRuns: boolean;
  /** Of the last step; absent when the run failed before its first. */
  readonly explanation?: Explanation;
}

/**
 * Makes the run of a failure again and gathers what there is to say. The machine is left with the program
 * loaded and no campaign.
 */
export function failureReport(
  machine: Machine,
  program: Program,
  { recipe, key, title, count }: Pick<Failure, "recipe" | "key" | "title" | "count">,
): FailureReport {
  const trace = traceRun(machine, program, recipe);
  const values = seenValues(machine, program, recipe);
  const explanation = trace.steps.length === 0 ? undefined : explainTrace(machine, program, recipe, trace);
  const hasOtherRuns = program.hasChoices;
  return { key, title, count, values, trace, hasOtherRuns, ...(explanation ? { explanation } : {}) };
}

/** What stands around a story: the source, and the command that makes the failure again. */
export interface StoryContext {
  readonly source: SourceText;
  readonly page: Page;
  readonly replay?: string;
  /** Whether the scenario demands that this breaks: then the story is what it hoped for. */
  readonly isDemanded?: boolean;
}

/** The story as it is printed. */
export function failureStory(
  report: FailureReport,
  { source, page, replay, isDemanded = false }: StoryContext,
): string {
  const { explanation } = report;
  const sections = [
    headline(report, page, isDemanded),
    ...places(report.trace, source, page),
    ...valuesSeen(report, page),
    ...silentCode(report.trace, source, page),
    stepsTold(report, page),
    ...lastChanges(report.trace, page),
    ...(explanation ? [whyLines(explanation, page).slice(1).join("\n")] : []),
    ...(replay === undefined ? [] : [block("Again", [`  ${replay}`], page)]),
  ];
  return sections.join("\n\n");
}

/** What is broken, and the last step where that stands on another line. */
function places({ broken, steps }: Trace, source: SourceText, page: Page): string[] {
  const last = steps.at(-1);
  return [
    ...(broken?.span ? [frame(source, broken.span, page)] : []),
    ...(last?.span && !sameLine(source, last.span, broken?.span)
      ? [`  ${page.theme.faint(`step ${last.number} stands here:`)}\n${frame(source, last.span, page)}`]
      : []),
  ];
}

function valuesSeen({ values }: FailureReport, page: Page): string[] {
  const rows = values.map(({ path, value }) => [path, value] as const);
  return rows.length === 0 ? [] : [block("What was seen", pairs(rows, page.width - 2, "  "), page)];
}

/** The word of the item, in column 1, that a place stands in. */
const itemWord = /^(account|attacker|driver|job|object|procedure|process|property|scenario|session|table|use|windows)\b/gm;

/**
 * A call without `=>` demands success, which is what a scenario's own lines mean; code of drivers and
 * procedures that says nothing of its failure is not modelled yet.
 */
function silentCode({ broken }: Trace, { text }: SourceText, page: Page): string[] {
  if (broken?.kind !== "demand" || broken.span === undefined) return [];
  const { start, end } = broken.span;
  const item = [...text.slice(0, start).matchAll(itemWord)].at(-1)?.[1];
  const isServed = item === "driver" || item === "procedure";
  if (!isServed || /=>|\belse\b/.test(text.slice(start, end))) return [];
  const advice = "The call demands success, since this code says nothing of its failure. Write `else return` behind "
    + "it, or `=> any` if the code goes on whatever it returned.";
  return [block("What to do", wrap(advice, page.width - 2, "").map((line) => `  ${line}`), page)];
}

function stepsTold({ trace, hasOtherRuns }: FailureReport, page: Page): string {
  const more = trace.truncated ? [page.theme.faint("  … and more than fit into the journal")] : [];
  const steps = trace.steps.length === 0 ? ["  None was made: what is broken comes before the first one."] : [];
  const told = [...steps, ...lanes(trace, page, trace.steps.at(-1)?.number), ...more];
  return block(`The steps (${recipeText(trace.recipe, hasOtherRuns)})`, told, page);
}

function lastChanges({ steps }: Trace, page: Page): string[] {
  const last = steps.at(-1);
  const lines = (last?.changes ?? []).flatMap(({ words }) => wrap(words, page.width - 2, "  "));
  if (last === undefined || lines.length === 0) return [];
  return [block(`What step ${last.number} changed`, lines.map((line) => `  ${line}`), page)];
}

function headline({ trace, count }: FailureReport, { theme, width }: Page, isDemanded: boolean): string {
  const what = verdictWords(trace);
  const colour = isDemanded ? theme.good : theme.bad;
  const said = isDemanded ? `${what}, as it should be` : what;
  const broke = wrap(said, width - 2, "  ").map((line) => `  ${colour(line)}`);
  const runs = theme.faint(`(${counted(count, "run")})`);
  const who = `${colour(isDemanded ? "✓" : "✗")} ${theme.strong(trace.scenario)} on ${trace.windows}`;
  return [`${who} ${runs}`, ...broke].join("\n");
}

function block(title: string, lines: readonly string[], { theme }: Page): string {
  return [theme.strong(title), ...lines].join("\n");
}

/** How the run came about, in words. */
function recipeText(recipe: Trace["recipe"], hasOtherRuns: boolean): string {
  switch (recipe.kind) {
    case "first":
      return hasOtherRuns ? "run 1" : "its only run";
    case "enumerated":
      return `run ${BigInt(recipe.number ?? "0") + 1n}`;
    case "drawn":
    case "guided":
      return `seed ${recipe.seed}, case ${recipe.case}${recipe.blind === true ? ", drawn blind" : ""}`;
  }
}

/** The line of a span with the line before it, and where it stands. */
export function frame(source: SourceText, span: Span, { theme }: Page): string {
  const { name, lines: map, start: begin } = new SourceMap(source).partAt(span.start);
  const start = map.placeOf(span.start - begin);
  const lineEnd = map.line(start.line).length + 1;
  const end = map.placeOf(Math.max(span.end, span.start + 1) - begin);
  const column = end.line === start.line ? end.column : lineEnd;
  const code = codeFrameColumns(
    plainBreaks(map.text),
    { start, end: { line: start.line, column: Math.max(column, start.column + 1) } },
    { linesAbove: 1, linesBelow: 1, highlightCode: false },
  );
  return [
    `  ${theme.faint(`${name}:${start.line}:${start.column}`)}`,
    ...code.split("\n").map((line) => `  ${line}`),
  ].join("\n");
}

function sameLine({ text }: SourceText, span: Span, other: Span | undefined): boolean {
  // lines are told apart in the whole text as well
  const map = new LineMap(text);
  return other !== undefined && map.lineOf(span.start) === map.lineOf(other.start);
}
