/** The line on a terminal tells how fast a campaign is, what it has, and how long it will take. */
import { expect, it } from "vitest";
import { progressWords, shareDone } from "../node/progress.ts";

const progress = { cases: 50_000, steps: 400_000, failures: 1, features: 812, entries: 96 };

it("says rates per second, features, corpus, failures and the time that is left", () => {
  expect(progressWords(progress, 2_000, 0.25)).toBe(
    "25,000 cases/s, 200,000 operations/s, 812 features, corpus 96, 1 failure, 6 s left",
  );
});

it("says nothing of a time when nothing tells it", () => {
  expect(progressWords({ ...progress, cases: 0, steps: 0 }, 0, 0)).toBe(
    "0 cases/s, 0 operations/s, 812 features, corpus 96, 1 failure",
  );
});

it.each([
  [{ cases: 100_000, milliseconds: undefined }, 0.5],
  [{ cases: 100_000, milliseconds: 10_000 }, 0.5],
  [{ cases: 100_000, milliseconds: 2_500 }, 0.8],
  [{ cases: Number.MAX_SAFE_INTEGER, milliseconds: 4_000 }, 0.5],
  [{ cases: 10_000, milliseconds: undefined }, 1],
])("of %j whichever is used up first tells how much is done", (budget, share) => {
  expect(shareDone(progress, 2_000, budget)).toBeCloseTo(share, 6);
});
