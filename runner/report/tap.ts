/**
 * The Test Anything Protocol, version 14 (testanything.org): a line per test as it ends, details of those
 * that did not hold as a YAML block below, the plan at the end. The block's values are written as JSON, which
 * YAML reads; only the story, which people read, is a literal block.
 */
import type { TestCase } from "./testCases.ts";

export const TAP_HEAD = "TAP version 14";

/** The lines of one test; `number` counts from 1. */
export function tapLines(
  { file, name, held, message, verdict, runs, details }: TestCase,
  number: number,
): string[] {
  const line = `${held ? "ok" : "not ok"} ${number} - ${escaped(`${file}: ${name}`)}`;
  if (held) return [line];
  return [line, ...yaml({ message, verdict, runs }, details)];
}

/** A file with errors is a test that could not begin. */
export const tapFileLines = (file: string, diagnostics: readonly object[], number: number): string[] => [
  `not ok ${number} - ${escaped(file)}`,
  ...yaml({ message: "the file has errors", diagnostics }),
];

export const tapPlan = (count: number): string => `1..${count}`;

function yaml(values: Readonly<Record<string, unknown>>, details: readonly string[] = []): string[] {
  const lines = details.flatMap((each) => each.split("\n"));
  return [
    "  ---",
    ...Object.entries(values).map(([name, value]) => `  ${name}: ${JSON.stringify(value)}`),
    ...(lines.length === 0 ? [] : ["  details: |2", ...lines.map((each) => `    ${each}`.trimEnd())]),
    "  ...",
  ];
}

/** `#` would begin a directive; a line is one line. */
const escaped = (text: string): string => text.replace(/[\\#]/g, "\\$&").replace(/\s+/g, " ");
