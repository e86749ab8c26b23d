/**
 * The barrier between two epochs: from what the workers found to the corpus of the next epoch. It depends on
 * the cases of the epoch alone, not on who ran or shortened which of them.
 */
import { FEATURES_MAX, type EpochStart, type Guidance, type NewFeatures } from "../../machine/guidance.ts";
import { coverOf, type CorpusEntry } from "./corpus.ts";
import { nextEpoch } from "./epochs.ts";
import { mergeNewFeatures, type BestCase } from "./newFeatures.ts";
import type { GuidedState } from "./state.ts";

/** A case up to one of its steps, and the features that it shows there better than all others do. */
export interface NewCase {
  readonly case: bigint;
  readonly steps: number;
  readonly features: readonly number[];
}

/** What an epoch found. */
export interface NewCases {
  /** Per new feature. */
  readonly best: readonly BestCase[];
  /** The best cases, shortest first. */
  readonly cases: readonly NewCase[];
}

/** What the workers of an epoch found, as one. */
export function newCasesOf(parts: readonly NewFeatures[]): NewCases {
  const best = mergeNewFeatures(parts);
  const cases = new Map<string, { case: bigint; steps: number; features: number[] }>();
  for (const { feature, steps, case: number } of best) {
    const key = `${number} ${steps}`;
    const known = cases.get(key);
    if (known === undefined) cases.set(key, { case: number, steps, features: [feature] });
    else known.features.push(feature);
  }
  const inOrder = [...cases.values()].sort((a, b) => a.steps - b.steps || (a.case < b.case ? -1 : 1));
  return { best, cases: inOrder };
}

/** How the epoch that was drawn is begun once more: all features that a case shows are told. */
export const startOfShortening = (start: EpochStart): EpochStart => ({
  ...start,
  seen: new Uint8Array(FEATURES_MAX / 8),
});

/**
 * The cases without the calls that they do not need, in the same order. The machine of `guidance` must have
 * the program loaded and the epoch begun for shortening.
 */
export const shortened = (guidance: Guidance, seed: bigint, cases: readonly NewCase[]): CorpusEntry[] =>
  cases.map(({ case: number, steps, features }) => guidance.shortest(seed, number, steps, features));

/** Where a campaign stands behind the epoch of a state; `news` are its shortened cases, in their order. */
export function nextState(
  { epoch, corpus }: GuidedState, { best }: NewCases, news: readonly CorpusEntry[], bytesMax: number,
): GuidedState {
  const rarity = corpus.rarity.slice();
  for (const { feature, times } of best)
    rarity[feature] = Math.max(1, Math.floor((epoch.end - epoch.first) / times));
  const entries = coverOf([...corpus.entries, ...news], bytesMax);
  return { epoch: nextEpoch(epoch), corpus: { entries, rarity } };
}
