/** `guise run --list`: which scenarios there are, by file, without running one. */
import { selectedOf, type ProgramFile, type Selection } from "../campaign/runAll.ts";
import { writtenTitle } from "../campaign/rowTitles.ts";
import { counted } from "../report/words.ts";

/** The titles of what is asked for, below the names of their files; a table has one line for all its rows. */
export function listingOf(files: readonly ProgramFile[], selection: Selection): string {
  return files.flatMap((file) => {
    const titles = new Set(selectedOf([file], selection).map(({ program }) => program.scenario));
    const rows = new Map<string, number>();
    for (const title of titles) rows.set(writtenTitle(title), (rows.get(writtenTitle(title)) ?? 0) + 1);
    const lines = [...rows].map(([written, count]) =>
      titles.has(written) ? `  "${written}"` : `  "${written}" (${counted(count, "row")})`);
    return lines.length === 0 ? [] : [file.source.name, ...lines];
  }).join("\n");
}
