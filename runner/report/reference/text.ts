/** The manual for people: the contents as a list, an entry with its sections. */
import { explainCode } from "../../../grammar/explainCode.ts";
import { pairs, wrap } from "../layout.ts";
import type { Page } from "../theme.ts";
import { manualKinds, type ManualEntry, type ManualKind, type ManualRow, type ManualTopic } from "./entry.ts";

const plurals: Readonly<Record<string, string>> = {
  status: "statuses",
  switch: "switches",
  property: "properties",
  "property of a token": "properties of a token",
  "property of a thread": "properties of a thread",
  "property of a process": "properties of a process",
  "property of a handle": "properties of a handle",
  "property of a result": "properties of a result",
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
  return [...parts, "guise reference NAME … tells more of each."].join("\n");
}

/** One entry; of a diagnostic what `guise check --explain` says. */
export function entryText(entry: ManualEntry, { theme, width }: Page): string {
  const head = `${theme.strong(entry.name)} ${theme.faint(`(${entry.kind})`)}`;
  if (entry.kind === "diagnostic") return `${head}\n${explainCode(entry.name)!}`;
  const sections = entry.sections.flatMap(({ title, rows, code }) => [
    "",
    theme.strong(title),
    ...rows.flatMap((row) => rowText(row, width, theme.faint)),
    ...(code === undefined ? [] : code.split("\n").map((line) => `  ${line}`)),
  ]);
  return [
    head,
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
