/** What `fuzz` adds to a result, as lines of a test report: where failures were saved, where it stopped. */
import { quotedCommand } from "../quotedCommand.ts";
import type { FuzzDetails } from "./reporter.ts";

export function fuzzRemarks(details: FuzzDetails | undefined): string[] {
  if (details === undefined) return [];
  const saved = details.saved.flatMap(({ path }) =>
    path === undefined ? [] : [`saved: ${path}; again: ${quotedCommand(["guise", "replay", path])}`],
  );
  return details.again === undefined ? saved : [...saved, `stopped; the same cases again: ${details.again}`];
}
