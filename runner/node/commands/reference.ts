/**
 * `guise reference [NAME …]`: the manual that the tables and the routines make. Without a name it is the
 * contents, with `--all` every entry; `--reporter markdown` makes one document of all.
 */
import { suggestionFor } from "../../../grammar/words.ts";
import { manualTopics, namesOf, topicsNamed } from "../../report/reference/contents.ts";
import { manualKinds, type ManualTopic } from "../../report/reference/entry.ts";
import { entriesMarkdown, manualDocument } from "../../report/reference/markdown.ts";
import { contentsText, entryText } from "../../report/reference/text.ts";
import { exitCodes, InputError } from "../exitCodes.ts";
import { pageFor, print } from "../output.ts";
import { committedScenarios } from "../shownScenarios.ts";

/** Version of the documents that `--reporter json` prints. */
const REFERENCE_DOCUMENT_VERSION = 1;

interface Options {
  readonly reporter: "pretty" | "json" | "markdown";
  readonly all?: boolean;
}

/** Prints the contents, all entries, or what is known of some names; answers the exit code. */
export function reference(asked: readonly string[], { reporter, all }: Options): Promise<number> {
  const topics = manualTopics(committedScenarios());
  const isWhole = asked.length === 0;
  if (!isWhole && all) throw new InputError(`--all prints every entry: leave it out, or ${asked.join(" ")}`);
  const chosen = isWhole ? topics : found(topics, [...new Set(asked)]);
  print(reporter === "markdown" ? markdown(chosen, isWhole) : inForm(reporter, chosen, isWhole && !all));
  return Promise.resolve(exitCodes.held);
}

/** Without a name it is the whole document, since its contents lead to the entries. */
const markdown = (topics: readonly ManualTopic[], isWhole: boolean): string =>
  isWhole ? manualDocument(topics).trimEnd() : entriesMarkdown(topics);

function inForm(form: "pretty" | "json", topics: readonly ManualTopic[], contentsAlone: boolean): string {
  if (form === "json") return contentsAlone ? contentsDocument(topics) : entriesDocument(topics);
  return contentsAlone ? contentsText(topics, pageFor(process.stdout)) : entriesText(topics);
}

function entriesText(topics: readonly ManualTopic[]): string {
  const page = pageFor(process.stdout);
  return topics.map((topic) => entryText(topic.entry(), page)).join("\n\n");
}

function entriesDocument(topics: readonly ManualTopic[]): string {
  const entries = topics.map((topic) => topic.entry());
  return JSON.stringify({ version: REFERENCE_DOCUMENT_VERSION, entries }, undefined, 2);
}

function contentsDocument(topics: readonly ManualTopic[]): string {
  const all = topics.map(({ kind, name, line }) => ({ kind, name, line }));
  return JSON.stringify({ version: REFERENCE_DOCUMENT_VERSION, topics: all }, undefined, 2);
}

/** The topics of all names, in the order asked; what there is none of is said of all at once. */
function found(topics: readonly ManualTopic[], asked: readonly string[]): ManualTopic[] {
  const unknown = asked.filter((name) => topicsNamed(topics, name).length === 0);
  if (unknown.length > 0) throw new InputError(unknown.map((name) => unknownName(topics, name)).join("\n"));
  return [...new Set(asked.flatMap((name) => topicsNamed(topics, name)))];
}

function unknownName(topics: readonly ManualTopic[], name: string): string {
  // kind by kind, since a suggestion looks at so many names only
  const nearest = manualKinds.flatMap((kind) => {
    const own = topics.filter((topic) => topic.kind === kind).flatMap(namesOf);
    return suggestionFor(name, own) ?? [];
  });
  const near = suggestionFor(name, nearest);
  const way = near === undefined ? "guise reference lists all that it has" : `did you mean ${near}?`;
  return `the manual has no ${name}; ${way}`;
}
