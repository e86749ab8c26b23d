/**
 * Which scenarios show a routine: those of the files named after it. `NtOpenFile.scn` is the routine's own
 * file, and `NtOpenFile-integrity.scn` tells one subject of it that would make that file too long to read.
 */
import type { Item } from "../../../grammar/syntaxTree.ts";
import { counted } from "../words.ts";

/** A scenario or table, as the manual tells it. */
export interface ShownScenario {
  /** The title in quotes; a table says how many rows it has. */
  readonly title: string;
  readonly text: string;
  readonly source: string;
}

/** A file of scenarios: what stands at its top, and what it shows. */
export interface ShownFile {
  /** Below the folder of the scenarios, as `routines/NtOpenFile.scn`. */
  readonly path: string;
  readonly story: string;
  readonly scenarios: readonly ShownScenario[];
}

/** What the committed scenarios say of a routine. */
export interface ShownBy {
  /** The files named after it, its own first. */
  readonly own: readonly ShownFile[];
  /** Paths of files that are no routine's own, in which it is called. */
  readonly others: readonly string[];
}

/** The routine that a file is named after: all before the first hyphen of its name. */
export const routineOf = (path: string): string => /([^/-]*)(-[^/]*)?\.scn$/.exec(path)?.[1] ?? "";

/** A routine's own file before those of its subjects. */
export const inReadingOrder = (paths: readonly string[]): string[] =>
  [...paths].sort((a, b) => (a.replace(".scn", "") < b.replace(".scn", "") ? -1 : 1));

/** What a file shows, from its items. */
export function shownFile(path: string, items: readonly Item[]): ShownFile {
  return {
    path,
    story: splitComment(items[0]?.documentation?.text ?? "").text,
    scenarios: items.flatMap((item) => {
      if (item.kind !== "scenario" && item.kind !== "table") return [];
      const rows = item.kind === "table" ? ` (${counted(item.rows.length, "row")})` : "";
      return [{ title: `"${item.title.value}"${rows}`, ...splitComment(item.documentation?.text ?? "") }];
    }),
  };
}

/** A comment ends with its source, which may go on over several lines. */
function splitComment(comment: string): { text: string; source: string } {
  const [text, source = ""] = comment
    .split("\n")
    .map((line) => line.trim())
    .join(" ")
    .split(/(?:^|\s)source: /, 2);
  return { text: text!.trim(), source: source.trim() };
}
