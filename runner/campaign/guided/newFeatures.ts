/**
 * What the workers of an epoch found, merged: per feature the best case, by steps and then by number, and the
 * sum of how often it was met. Minima and sums, so any partition of the cases and any order merge alike.
 */
import type { NewFeatures } from "../../machine/guidance.ts";

export interface BestCase {
  readonly feature: number;
  /** Steps of the case until the feature shows. */
  readonly steps: number;
  readonly case: bigint;
  /** Cases of the epoch that show it. */
  readonly times: number;
}

/** The parts of one epoch as one, in the order of the features. */
export function mergeNewFeatures(parts: readonly NewFeatures[]): BestCase[] {
  const best = new Map<number, BestCase>();
  for (const part of parts) {
    part.features.forEach((feature, index) => {
      const found = {
        feature,
        steps: part.steps[index]!,
        case: part.cases[index]!,
        times: part.times[index]!,
      };
      const known = best.get(feature);
      best.set(feature, known === undefined ? found : better(known, found));
    });
  }
  return [...best.values()].sort((a, b) => a.feature - b.feature);
}

function better(a: BestCase, b: BestCase): BestCase {
  const first = a.steps < b.steps || (a.steps === b.steps && a.case <= b.case);
  return { ...(first ? a : b), times: a.times + b.times };
}

/** The parts of one epoch as one part: plain data that a file can hold. */
export function newsOf(parts: readonly NewFeatures[]): NewFeatures {
  const best = mergeNewFeatures(parts);
  return {
    features: Uint16Array.from(best, ({ feature }) => feature),
    steps: Uint32Array.from(best, ({ steps }) => steps),
    times: Uint32Array.from(best, ({ times }) => times),
    cases: BigUint64Array.from(best, ({ case: number }) => number),
  };
}
