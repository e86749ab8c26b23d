/** What `fuzz` adds to a result, as lines of a test report: where failures were saved, where it stopped. */
import { decidedWords } from "../../campaign/failures.ts";
import type { RawFailure } from "../../campaign/saveFailures.ts";
import { quotedCommand } from "../quotedCommand.ts";
import type { FuzzDetails } from "./reporter.ts";

export function fuzzRemarks(details: FuzzDetails | undefined): string[] {
  if (details === undefined) return [];
  const saved = details.saved.flatMap(({ path }) =>
    path === undefined ? [] : [`saved: ${path}; again: ${quotedCommand(["guise", "replay", path])}`],
  );
  for (const each of beyondLines(details.beyond ?? [])) saved.push(each);
  return details.again === undefined ? saved : [...saved, `stopped; the same cases again: ${details.again}`];
}

/** What cases behind the last one that was counted showed, for which the files stand. */
export const beyondLines = (beyond: readonly RawFailure[]): string[] =>
  beyond.map(
    ({ title, deciding, case: number, path }) =>
      `beyond: "${title}", ${decidedWords(deciding)}; case ${number}, not counted` +
      (path === undefined ? "" : `, saved: ${path}`),
  );
