/** What became of failures that earlier campaigns saved, a line each. */
import type { Theme } from "../../report/theme.ts";
import type { KnownFailure } from "../fuzz/knownFailures.ts";

export function knownLines(known: readonly KnownFailure[], theme: Theme): string[] {
  return known.map(({ path, fails, sameReason, expected, reason, savedReason }) => {
    if (!fails) return `  ${path}: ${theme.good("no longer fails")}; it was saved for: ${savedReason}`;
    if (!sameReason)
      return `  ${path}: ${theme.doubtful("fails for another reason")}: ${reason}; it was saved for: ${savedReason}`;
    const still = expected ? theme.faint("still fails, as it should") : theme.bad("still fails");
    return `  ${path}: ${still}: ${savedReason}`;
  });
}
