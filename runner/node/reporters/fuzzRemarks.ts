/** What `fuzz` adds to a result, as lines of a test report: where failures were saved, where it stopped. */
import { decidedWords } from "../../campaign/failures.ts";
import type { Failure, ScenarioResult } from "../../campaign/results.ts";
import type { RawFailure } from "../../campaign/saveFailures.ts";
import { quotedCommand } from "../quotedCommand.ts";
import type { FuzzDetails } from "./reporter.ts";

/** Where some failures were saved: of a campaign's those that `isMeant`. */
export const savedRemarks = (
  details: FuzzDetails | undefined, isMeant: (failure: Failure) => boolean,
): string[] =>
  (details?.saved ?? []).flatMap(({ failure, path }) =>
    path === undefined || !isMeant(failure)
      ? []
      : [`saved: ${path}; again: ${quotedCommand(["guise", "replay", path])}`],
  );

/** What there is to say of a campaign as a whole. */
export function campaignRemarks(details: FuzzDetails | undefined): string[] {
  const { beyond = [], again } = details ?? {};
  const stopped = again === undefined ? [] : [`stopped; the same cases again: ${again}`];
  return [...beyondLines(beyond), ...stopped];
}

/** The same, with where those failures were saved that are not told by themselves. */
export const fuzzRemarks = ({ failures }: ScenarioResult, details: FuzzDetails | undefined): string[] => [
  ...savedRemarks(details, ({ key }) => failures.every((failure) => failure.key !== key)),
  ...campaignRemarks(details),
];

/** What cases behind the last one that was counted showed, for which the files stand. */
export const beyondLines = (beyond: readonly RawFailure[]): string[] =>
  beyond.map(
    ({ title, deciding, case: number, path }) =>
      `beyond: "${title}", ${decidedWords(deciding)}; case ${number}, not counted` +
      (path === undefined ? "" : `, saved: ${path}`),
  );
