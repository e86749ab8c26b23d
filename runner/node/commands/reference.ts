/**
 * `guise reference [NAME]`: the manual that the tables and the routines make. Without a name it is the
 * contents, with `--all` every entry; `--reporter markdown` makes one document of all.
 */
import { suggestionFor } from "../../../grammar/words.ts";
import { manualTopics, topicsNamed } from "../../report/reference/contents.ts";
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

/** Prints the contents, all entries, or what is known of a name; answers the exit code. */
export function reference(name: string | undefined, { reporter, all }: Options): Promise<number> {
  const topics = manualTopics(committedScenarios());
  if (name !== undefined && all) throw new InputError(`--all prints every entry: leave it out, or ${name}`);
  const chosen = name === undefined ? topics : found(topics, name);
  print(reporter === "markdown" ? markdown(chosen, name) : inForm(reporter, chosen, name === undefined && !all));
  return Promise.resolve(exitCodes.held);
}

/** Without a name it is the whole document, since its contents lead to the entries. */
const markdown = (topics: readonly ManualTopic[], name: string | undefined): string =>
  name === undefined ? manualDocument(topics).trimEnd() : entriesMarkdown(topics);

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

function found(topics: readonly ManualTopic[], name: string): ManualTopic[] {
  const named = topicsNamed(topics, name);
  if (named.length > 0) return named;
  // kind by kind, since a suggestion looks at so many names only
  const nearest = manualKinds.flatMap((kind) => {
    const own = topics.filter((topic) => topic.kind === kind).map((topic) => topic.name);
    return suggestionFor(name, own) ?? [];
  });
  const near = suggestionFor(name, nearest);
  throw new InputError(
    `the manual has no ${name}; ` +
      (near === undefined ? "guise reference lists all that it has" : `did you mean ${near}?`),
  );
}
