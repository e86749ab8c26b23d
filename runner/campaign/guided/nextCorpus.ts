/**
 * The barrier between two epochs: from what the workers found to the corpus of the next epoch. It depends on
 * the cases of the epoch alone, not on who ran which of them.
 */
import { FEATURES_MAX, type Guidance, type NewFeatures } from "../../machine/guidance.ts";
import { coverOf, epochStartOf, type Corpus } from "./corpus.ts";
import type { Epoch } from "./epochs.ts";
import { mergeNewFeatures, type BestCase } from "./newFeatures.ts";

/**
 * The corpus behind an epoch that was run with `corpus`, and started with `start`, which that makes. The
 * machine of `guidance` must have the program loaded; it is left without an epoch.
 */
export function nextCorpus(
  guidance: Guidance,
  seed: bigint,
  epoch: Epoch,
  corpus: Corpus,
  parts: readonly NewFeatures[],
  start = epochStartOf(corpus),
): Corpus {
  const best = mergeNewFeatures(parts);
  guidance.begin({ ...start, seen: new Uint8Array(FEATURES_MAX / 8) });
  const news = casesOf(best).map(({ case: number, steps, features }) =>
    guidance.shortest(seed, number, steps, features),
  );
  const rarity = corpus.rarity.slice();
  for (const { feature, times } of best)
    rarity[feature] = Math.max(1, Math.floor((epoch.end - epoch.first) / times));
  return { entries: coverOf([...corpus.entries, ...news], guidance.corpusBytesMax), rarity };
}

/** A case up to one of its steps, and the features that it shows there better than all others do. */
interface NewCase {
  readonly case: bigint;
  readonly steps: number;
  readonly features: readonly number[];
}

/** The best cases, shortest first. */
function casesOf(best: readonly BestCase[]): NewCase[] {
  const cases = new Map<string, { case: bigint; steps: number; features: number[] }>();
  for (const { feature, steps, case: number } of best) {
    const key = `${number} ${steps}`;
    const known = cases.get(key);
    if (known === undefined) cases.set(key, { case: number, steps, features: [feature] });
    else known.features.push(feature);
  }
  return [...cases.values()].sort((a, b) => a.steps - b.steps || (a.case < b.case ? -1 : 1));
}
