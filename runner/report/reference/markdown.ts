/**
 * The whole manual as one Markdown document: contents, then every entry with its sections. It is a pure
 * function of the topics, so the same tables, routines and scenarios make the same bytes.
 */
import { manualKinds, type ManualEntry, type ManualKind, type ManualRow, type ManualTopic } from "./entry.ts";
import { inPlural } from "./text.ts";

const head = [
  "# Guise: the manual",
  "",
  "Made by `guise reference --reporter markdown` from the tables, the routines' own sources and the",
  "committed scenarios; nothing in it is written by hand but titles. `guise reference NAME` prints one entry.",
];

/** Some entries alone, without contents; what they name is linked where it is among them. */
export function entriesMarkdown(entries: readonly ManualTopic[]): string {
  const anchors = anchorsOf(entries);
  return entries.flatMap((topic) => entryLines(topic.entry(), anchors)).join("\n").trim();
}

/** The document, ending with a line break. */
export function manualDocument(topics: readonly ManualTopic[]): string {
  const anchors = anchorsOf(topics);
  const kinds = manualKinds.filter((kind) => topics.some((topic) => topic.kind === kind));
  const lines = [
    ...head,
    "",
    "## Contents",
    "",
    ...kinds.map((kind) => contentsLine(kind, topicsOf(topics, kind))),
    ...kinds.flatMap((kind) => [
      "",
      `## ${capitalised(inPlural(kind))}`,
      ...topicsOf(topics, kind).flatMap((topic) => entryLines(topic.entry(), anchors)),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

const topicsOf = (topics: readonly ManualTopic[], kind: ManualKind): ManualTopic[] =>
  topics.filter((topic) => topic.kind === kind);

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function contentsLine(kind: ManualKind, own: readonly ManualTopic[]): string {
  const links = own.map(({ name }) => `[${code(name)}](#${anchor(kind, name)})`);
  return `- ${inPlural(kind)} (${own.length}): ${links.join(", ")}`;
}

/** Names of an entry and its anchor; a name that several kinds have leads to the first. */
type Anchors = ReadonlyMap<string, string>;

const anchor = (kind: ManualKind, name: string): string =>
  `${kind}-${name}`.toLowerCase().replace(/[^a-z0-9]+/g, "-");

const anchorsOf = (topics: readonly ManualTopic[]): Anchors =>
  new Map([...topics].reverse().map(({ kind, name }) => [name, anchor(kind, name)]));

function entryLines(entry: ManualEntry, anchors: Anchors): string[] {
  return [
    "",
    `### <a id="${anchor(entry.kind, entry.name)}"></a>${code(entry.name)}`,
    "",
    plain(entry.line),
    "",
    `Source: ${plain(entry.source)}`,
    ...entry.sections.flatMap(({ title, rows, code: shown }) => [
      "",
      `**${plain(capitalised(title))}**`,
      "",
      ...rows.map((row) => rowLine(row, anchors)),
      ...(shown === undefined ? [] : ["```scn", shown, "```"]),
    ]),
  ];
}

/** A row as an item of a list; rows below others are indented under them. */
function rowLine({ name, text, source, depth = 0 }: ManualRow, anchors: Anchors): string {
  const target = anchors.get(name);
  const shown = name.startsWith('"') ? `**${plain(name)}**` : code(name);
  const linked = target === undefined ? shown : `[${shown}](#${target})`;
  const said = text === "" ? "" : `: ${plain(text)}`;
  return `${"  ".repeat(depth)}- ${linked}${said}${source ? ` *${plain(source)}*` : ""}`;
}

const code = (text: string): string => `\`${text}\``;

/** Text in which nothing but what stands between backticks is Markdown. */
function plain(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*<]|(?<!\w)_|_(?!\w)/g, "\\$&")))
    .join("");
}
