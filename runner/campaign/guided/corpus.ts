/**
 * The corpus between two epochs: a greedy cover of all features by the shortest cases that show them, and how
 * often each entry is taken in the next epoch. A pure function of what was found, in whole numbers and
 * divisions, so that it is the same on every machine.
 */
import { featureKinds } from "../../../core/tables/kinds.ts";
import { ENTRIES_MAX, FEATURES_MAX, TURNS, type EpochStart, type Recorded } from "../../machine/guidance.ts";

/** The beginning of a case, as far as the step with which something new showed. */
export interface CorpusEntry extends Recorded {
  readonly steps: number;
}

export interface Corpus {
  readonly entries: readonly CorpusEntry[];
  /** Per feature: in the epoch that met it first, one case of how many showed it; 0: it was never met. */
  readonly rarity: Uint32Array;
}

/** Before the first epoch. */
export const emptyCorpus: Corpus = { entries: [], rarity: new Uint32Array(FEATURES_MAX) };

/** How many features were ever met. */
export function featuresMet({ rarity }: Corpus): number {
  return rarity.reduce((count, rare) => count + (rare === 0 ? 0 : 1), 0);
}

/**
 * A greedy cover in the order of the features: who shows one that nobody shows yet, in the fewest steps; of
 * equals the one that stands first. What does not fit into `bytesMax` is left out.
 */
export function coverOf(candidates: readonly CorpusEntry[], bytesMax: number): CorpusEntry[] {
  const best = bestOf(candidates);
  const covered = new Uint8Array(FEATURES_MAX);
  const chosen: CorpusEntry[] = [];
  let bytes = 0;
  for (let feature = 0; feature < FEATURES_MAX; feature++) {
    const candidate = candidates[best[feature]!];
    if (candidate === undefined || covered[feature] !== 0) continue;
    if (chosen.length === ENTRIES_MAX || bytes + candidate.entry.length > bytesMax) break;
    chosen.push(candidate);
    bytes += candidate.entry.length;
    for (const shown of candidate.features) covered[shown] = 1;
  }
  return chosen;
}

/** Per feature the place of the candidate that shows it in the fewest steps; -1: none does. */
function bestOf(candidates: readonly CorpusEntry[]): Int32Array {
  const best = new Int32Array(FEATURES_MAX).fill(-1);
  candidates.forEach(({ features, steps }, place) => {
    for (const feature of features) {
      const known = candidates[best[feature]!];
      if (known === undefined || steps < known.steps) best[feature] = place;
    }
  });
  return best;
}

/** What the cases of an epoch with this corpus start from. */
export function epochStartOf({ entries, rarity }: Corpus): EpochStart {
  const corpus = new Uint8Array(entries.reduce((sum, { entry }) => sum + entry.length, 0));
  let at = 0;
  for (const { entry } of entries) {
    corpus.set(entry, at);
    at += entry.length;
  }
  const seen = new Uint8Array(FEATURES_MAX / 8);
  for (let feature = 0; feature < FEATURES_MAX; feature++)
    if (rarity[feature] !== 0) seen[feature >> 3]! |= 1 << (feature & 7);
  return { corpus, turns: turnsOf(entries, rarity), seen };
}

/**
 * Turns per kind of feature; an entry's part of them grows with the root of how rare the rarest feature of
 * the kind is that it shows. Found by measuring how soon scenarios are broken: what changed in the world, and
 * what routines answer, leads on more often than the order in which decisions fell.
 */
const shares: Readonly<Record<(typeof featureKinds)[number]["name"], number>> = {
  Decision: 1, Handle: 2, Status: 1, Pair: 1, State: 2,
};

/** Which entry each of the turns goes to. */
function turnsOf(entries: readonly CorpusEntry[], rarity: Uint32Array): Uint16Array {
  const weights = new Float64Array(entries.length);
  const rarest = rarestOf(entries, rarity);
  featureKinds.forEach(({ name }, kind) => {
    const parts = entries.map((_, place) => rootOf(rarest[place * featureKinds.length + kind]!));
    const total = parts.reduce((sum, part) => sum + part, 0);
    if (total > 0) parts.forEach((part, place) => (weights[place]! += (shares[name] * part) / total));
  });
  return dealt(weights);
}

/** Per entry and kind of feature the rarity of the rarest that it shows, one entry behind the other. */
function rarestOf(entries: readonly CorpusEntry[], rarity: Uint32Array): Uint32Array {
  const rarest = new Uint32Array(entries.length * featureKinds.length);
  entries.forEach(({ features }, place) => {
    let kind = 0;
    for (const feature of features) {
      // features stand in order, and so do their kinds
      while (kind + 1 < featureKinds.length && feature >= featureKinds[kind + 1]!.value) kind++;
      const at = place * featureKinds.length + kind;
      rarest[at] = Math.max(rarest[at]!, rarity[feature]!);
    }
  });
  return rarest;
}

/** The power of two that is nearest below the root of a number. */
const rootOf = (value: number): number => (value === 0 ? 0 : 1 << ((32 - Math.clz32(value)) >> 1));

/** TURNS numbers, each as often as its weight says. */
function dealt(weights: Float64Array): Uint16Array {
  const turns = new Uint16Array(TURNS);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let [at, sum] = [0, 0];
  weights.forEach((weight, number) => {
    sum += weight;
    const end = Math.floor((sum * TURNS) / total);
    turns.fill(number, at, end);
    at = end;
  });
  return turns;
}
