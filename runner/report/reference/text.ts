/** The manual for people: the contents as a list, an entry with its sections. */
import { pairs, wrap } from "../layout.ts";
import type { Page } from "../theme.ts";
import { manualKinds, type ManualEntry, type ManualKind, type ManualRow, type ManualTopic } from "./entry.ts";

const plurals: Readonly<Record<string, string>> = {
  status: "statuses",
  switch: "switches",
  property: "properties",
  "property of a token": "properties of a token",
};

export const inPlural = (kind: ManualKind): string => plurals[kind] ?? `${kind}s`;

/** Every topic with its line, kind by kind. */
export function contentsText(topics: readonly ManualTopic[], { theme, width }: Page): string {
  const parts = manualKinds.flatMap((kind) => {
    const own = topics.filter((topic) => topic.kind === kind);
    if (own.length === 0) return [];
    const rows = own.map(({ name, line }): [string, string] => [name, line]);
    return [theme.strong(`${inPlural(kind)} (${own.length})`), ...pairs(rows, width, "  "), ""];
  });
  return [...parts, "guise reference NAME tells more of each."].join("\n");
}

/** One entry. */
export function entryText(entry: ManualEntry, { theme, width }: Page): string {
  const sections = entry.sections.flatMap(({ title, rows }) => [
    "",
    theme.strong(title),
    ...rows.flatMap((row) => rowText(row, width, theme.faint)),
  ]);
  return [
    `${theme.strong(entry.name)} ${theme.faint(`(${entry.kind})`)}`,
    ...wrap(entry.line, width),
    ...wrap(`source: ${entry.source}`, width).map(theme.faint),
    ...sections,
  ].join("\n");
}

/** A name, and below it what is said of it, if that does not fit beside it. */
function rowText(
  { name, text, source, depth = 0 }: ManualRow,
  width: number,
  faint: (text: string) => string,
): string[] {
  const indent = "  ".repeat(depth + 1);
  const beside = `${indent}${name}${text === "" ? "" : `  ${text}`}`;
  const below = `${indent}    `;
  const block = (words: string): string[] => wrap(words, width - below.length).map((line) => below + line);
  const head = beside.length <= width ? [beside] : [indent + name, ...block(text)];
  return [...head, ...(source ? block(source).map(faint) : [])];
}
