/**
 * `guise reference [NAME]`: the manual that the tables and the routines make. Which scenarios show a routine
 * is read from its committed file; where the scenarios are not at hand, that section is missing.
 */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "../../../grammar/parse.ts";
import { suggestionFor } from "../../../grammar/words.ts";
import { manualTopics, topicsNamed } from "../../report/reference/contents.ts";
import { manualKinds, type ManualTopic } from "../../report/reference/entry.ts";
import type { ShownBy } from "../../report/reference/routineEntry.ts";
import { contentsText, entryText } from "../../report/reference/text.ts";
import { counted } from "../../report/words.ts";
import { exitCodes, InputError } from "../exitCodes.ts";
import { pageFor, print } from "../output.ts";
import type { ReporterName } from "../reporters/reporter.ts";

/** Version of the documents that `--reporter json` prints. */
export const REFERENCE_DOCUMENT_VERSION = 1;

/** The bundle lies beside the folder of the scenarios. */
const scenarioFile = (routine: string): string =>
  fileURLToPath(new URL(`../scenarios/routines/${routine}.scn`, import.meta.url));

/** Scenarios of a routine's own file, with what their comments say. */
function shownBy(routine: string): ShownBy[] {
  const file = scenarioFile(routine);
  if (!existsSync(file)) return [];
  return parse(readFileSync(file, "utf8")).value.items.flatMap((item) => {
    if (item.kind !== "scenario" && item.kind !== "table") return [];
    const lines = (item.documentation?.text ?? "").split("\n").filter((line) => !/^\s*source:/.test(line));
    const rows = item.kind === "table" ? ` (${counted(item.rows.length, "row")})` : "";
    return [
      {
        title: `"${item.title.value}"${rows}`,
        text: lines
          .map((line) => line.trim())
          .join(" ")
          .trim(),
      },
    ];
  });
}

/** Prints the contents, or what is known of a name; answers the exit code. */
export function reference(
  name: string | undefined,
  { reporter }: { readonly reporter: ReporterName },
): Promise<number> {
  const topics = manualTopics(shownBy);
  const json = reporter === "json";
  if (name === undefined)
    print(json ? contentsDocument(topics) : contentsText(topics, pageFor(process.stdout)));
  else {
    const entries = found(topics, name).map((topic) => topic.entry());
    print(
      json
        ? JSON.stringify({ version: REFERENCE_DOCUMENT_VERSION, entries }, undefined, 2)
        : entries.map((entry) => entryText(entry, pageFor(process.stdout))).join("\n\n"),
    );
  }
  return Promise.resolve(exitCodes.held);
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
