/**
 * The steps of a run as lanes: a column per thread, in the order in which the threads appear, time downwards.
 * A reader sees at once which thread did something between two steps of another. Where the page is too narrow
 * for the columns it becomes a list.
 */
import { isError } from "../../grammar/statusWords.ts";
import type { Trace, TraceStep } from "./trace.ts";
import type { Page, Theme } from "./theme.ts";
import { wrap } from "./layout.ts";

/** What a list leaves for a call at least, however narrow the page is. */
const ROOM_MIN = 26;
const GAP = 2;
/** Deepest that a line is set in within its column: what came of a step, its second line. */
const INDENT_MAX = 4;

/** A line of a cell and how it is coloured. */
interface Piece {
  readonly text: string;
  readonly colour: (text: string) => string;
}

/**
 * The steps as columns, or as a list where they do not fit without cutting words; `marked` is the step that
 * matters, by its number.
 */
export function lanes(trace: Pick<Trace, "steps">, page: Page, marked?: number): string[] {
  const { steps } = trace;
  const numbers = String(steps.at(-1)?.number ?? 0).length + 3;
  const columns = columnsOf(steps, page.width - numbers);
  return columns === undefined
    ? asList(steps, numbers, page, marked)
    : asColumns(steps, columns, numbers, page.theme, marked);
}

/** A thread's column: where it begins and how wide it is. */
interface Column {
  readonly name: string;
  readonly start: number;
  readonly width: number;
}

/**
 * A column for each thread, each as wide as its longest word at least; undefined where they do not fit, or
 * where there is only one.
 */
function columnsOf(steps: readonly TraceStep[], room: number): Column[] | undefined {
  const needs = new Map<string, number>();
  for (const step of steps) {
    const words =
      `${step.action} ${outcomeText(step)} ${step.event ? `(event: ${step.event.name})` : ""}xx`.split(" ");
    const longest = Math.max(columnOf(step).length, ...words.map((word) => word.length + INDENT_MAX));
    needs.set(columnOf(step), Math.max(needs.get(columnOf(step)) ?? 0, longest));
  }
  const left = room - [...needs.values()].reduce((sum, need) => sum + need + GAP, -GAP);
  if (needs.size < 2 || left < 0) return undefined;
  let start = 0;
  return [...needs].map(([name, need]) => {
    const column = { name, start, width: need + Math.floor(left / needs.size) };
    start += column.width + GAP;
    return column;
  });
}

/** Who has a column: threads. */
const columnOf = (step: TraceStep): string => step.actor;

const stepNumber = (step: TraceStep, width: number, marked: number | undefined): string =>
  `${step.number === marked ? ">" : " "}${String(step.number).padStart(width - 2)} `;

function asColumns(
  steps: readonly TraceStep[],
  columns: readonly Column[],
  numbers: number,
  theme: Theme,
  marked: number | undefined,
): string[] {
  const head = columns.reduce((line, { name, start }) => line.padEnd(numbers + start) + name, "");
  const lines = [theme.strong(head)];
  for (const step of steps) {
    const { start, width } = columns.find((column) => column.name === columnOf(step))!;
    pieces(step, width, theme).forEach((piece, index) => {
      const number = index === 0 ? stepNumber(step, numbers, marked) : " ".repeat(numbers);
      lines.push(theme.faint(number) + " ".repeat(start) + piece.colour(piece.text));
    });
  }
  return lines;
}

function asList(
  steps: readonly TraceStep[],
  numbers: number,
  { theme, width }: Page,
  marked: number | undefined,
): string[] {
  return steps.flatMap((step) => {
    const room = Math.max(width - numbers, ROOM_MIN);
    const actor = `${columnOf(step)}: `;
    const [first, ...rest] = pieces(step, room, theme, actor);
    return [
      theme.faint(stepNumber(step, numbers, marked)) + first!.colour(first!.text),
      ...rest.map((piece) => " ".repeat(numbers) + piece.colour(piece.text)),
    ];
  });
}

/** Lines of a step: the call, wrapped, then what came of it. */
function pieces(step: TraceStep, width: number, theme: Theme, actor = ""): Piece[] {
  const colour = step.skipped ? theme.faint : step.attacker !== undefined ? theme.doubtful : plain;
  const call = wrap(actor + step.action, width, "  ").map((text) => ({ text, colour }));
  const outcome = outcomeText(step);
  const outcomes =
    outcome === ""
      ? []
      : wrap(outcome, width - 2, "  ").map((text) => ({
          text: `  ${text}`,
          colour: outcomeColour(step, theme),
        }));
  const events =
    step.event === undefined
      ? []
      : [{ text: `  (event: ${step.event.name})`.slice(0, width), colour: theme.faint }];
  return [...call, ...outcomes, ...events];
}

const plain = (text: string): string => text;

/** What came of a step: its status, and the outs that tell how it really went. */
export function outcomeText(step: TraceStep): string {
  if (step.skipped) return `skipped: ${step.skipReason ?? "an operand is missing"}`;
  if (step.status === undefined) return "";
  const level = step.outs.find((out) => out.name === "level");
  return `=> ${step.status}${level && !isError(step.statusValue ?? 0) ? `, level: ${level.words}` : ""}`;
}

function outcomeColour(step: TraceStep, theme: Theme): (text: string) => string {
  if (step.skipped) return theme.faint;
  return step.statusValue !== undefined && isError(step.statusValue) ? theme.bad : theme.faint;
}
