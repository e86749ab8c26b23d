/** The attack table: who they are, how rare, how long each takes blind and guided, how few steps. */
import { CASES_OF_SHARE, SEEDS, measureAttacks, nameOf } from "./attacks.ts";
import { median, type Round } from "./measure.ts";

const head = [
  "", `attack; median of ${SEEDS} seeds (most)`, "blind runs", "blind cases", "blind s", "guided cases",
  "guided s", "steps",
];
/** Columns of words, which stand on the left. */
const WORDS = 2;

const count = (value: number): string => Math.round(value).toLocaleString("en-US");
const seconds = (value: number): string => value.toFixed(2);

function middleAndMost(
  rounds: readonly Round[], which: keyof Round, words: (value: number) => string,
): string {
  const values = rounds.map((each) => each[which]);
  return `${words(median(values))} (${words(Math.max(...values))})`;
}

/** The table, of all attacks or of those whose name has the text in it. */
export async function attackTable(text: string | undefined): Promise<string> {
  const rows = (await measureAttacks(text)).map((figures) => [
    figures.attack.pattern,
    nameOf(figures.attack),
    figures.share === 0 ? `none of ${count(CASES_OF_SHARE)}` : `1 in ${count(1 / figures.share)}`,
    middleAndMost(figures.cases, "baseline", count),
    middleAndMost(figures.seconds, "baseline", seconds),
    middleAndMost(figures.cases, "value", count),
    middleAndMost(figures.seconds, "value", seconds),
    `${figures.stepsBefore} → ${figures.steps}`,
  ]);
  const lines = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...lines.map((row) => row[column]!.length)));
  const pad = (cell: string, column: number): string =>
    column < WORDS ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return lines.map((row) => row.map(pad).join("  ").trimEnd()).join("\n");
}
