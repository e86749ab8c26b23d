/**
 * The steps of a run as lanes: a column per thread, in the order in which the threads appear, time downwards.
 * A reader sees at once which thread did something between two steps of another. Where the page is too narrow
 * for the columns it becomes a list.
 */
import type { Trace, TraceStep } from "./trace.ts";
import type { Page, Theme } from "./theme.ts";
import { wrap } from "./layout.ts";
import { isError } from "./words.ts";

/** Narrower than this a call cannot be read. */
const COLUMN_MIN = 26;
const GAP = 2;

/** A line of a cell and how it is coloured. */
interface Piece {
  readonly text: string;
  readonly colour: (text: string) => string;
}

/**
 * The steps as columns, or as a list where they do not fit; `marked` is the step that matters, by its number.
 */
export function lanes(trace: Pick<Trace, "steps">, page: Page, marked?: number): string[] {
  const columns = columnsOf(trace.steps);
  const numbers = String(trace.steps.at(-1)?.number ?? 0).length + 3;
  const width =
    columns.length === 0
      ? 0
      : Math.floor((page.width - numbers - GAP * (columns.length - 1)) / columns.length);
  return columns.length > 1 && width >= COLUMN_MIN
    ? asColumns(trace.steps, columns, width, numbers, page.theme, marked)
    : asList(trace.steps, numbers, page, marked);
}

/** Who has a column: threads, and an attacker that found nothing to call. */
const columnOf = (step: TraceStep): string => step.actor || (step.attacker ?? "");

function columnsOf(steps: readonly TraceStep[]): string[] {
  return [...new Set(steps.map(columnOf))];
}

const stepNumber = (step: TraceStep, width: number, marked: number | undefined): string =>
  `${step.number === marked ? ">" : " "}${String(step.number).padStart(width - 2)} `;

function asColumns(
  steps: readonly TraceStep[],
  columns: readonly string[],
  width: number,
  numbers: number,
  theme: Theme,
  marked: number | undefined,
): string[] {
  const head =
    " ".repeat(numbers) +
    columns.map((column) => column.slice(0, width).padEnd(width)).join(" ".repeat(GAP));
  const lines = [theme.strong(head.trimEnd())];
  for (const step of steps) {
    const column = columns.indexOf(columnOf(step));
    const offset = " ".repeat(column * (width + GAP));
    pieces(step, width, theme).forEach((piece, index) => {
      const number = index === 0 ? stepNumber(step, numbers, marked) : " ".repeat(numbers);
      lines.push(theme.faint(number) + offset + piece.colour(piece.text));
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
    const room = Math.max(width - numbers, COLUMN_MIN);
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
      : [{ text: `  (${step.event.name})`.slice(0, width), colour: theme.faint }];
  return [...call, ...outcomes, ...events];
}

const plain = (text: string): string => text;

/** What came of a step: its status, and the outs that tell how it really went. */
export function outcomeText(step: TraceStep): string {
  if (step.kind === "nothing") return "";
  if (step.skipped) return "skipped: an operand is missing";
  if (step.status === undefined) return "";
  const level = step.outs.find((out) => out.name === "level");
  return `=> ${step.status}${level && !isError(step.statusValue ?? 0) ? `, level: ${level.words}` : ""}`;
}

function outcomeColour(step: TraceStep, theme: Theme): (text: string) => string {
  if (step.skipped) return theme.faint;
  return step.statusValue !== undefined && isError(step.statusValue) ? theme.bad : theme.faint;
}
