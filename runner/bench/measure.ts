/**
 * Ratios from interleaved rounds: what is compared runs in turn within one round, and the ratio is taken
 * within the round, so that a machine that grows slower does not favour whoever ran first. Figures are
 * medians; the extremes of the ratio tell how far to trust it.
 */

/**
 * One figure beside its baseline, in the same unit. `ratio` is value by baseline; `min` and `max` are the
 * ratio's extremes over the rounds.
 */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number;
  readonly ratio: number;
  readonly min: number;
  readonly max: number;
}

/** What could not be measured here, and why. */
export interface SkippedRow { readonly name: string; readonly skipped: string }

/** A row and what people must know to read it: what is compared with what, and what is aimed at. */
export interface Measured { readonly row: Row; readonly against: string; readonly goal?: string }

/** Two figures of one round, in the same unit. */
export interface Round { readonly value: number; readonly baseline: number }

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The row of some rounds. */
export function rowOf(name: string, unit: string, rounds: readonly Round[]): Row {
  const ratios = rounds.map(({ value, baseline }) => value / baseline);
  return {
    name,
    unit,
    value: median(rounds.map((round) => round.value)),
    baseline: median(rounds.map((round) => round.baseline)),
    ratio: median(ratios),
    min: Math.min(...ratios),
    max: Math.max(...ratios),
  };
}

/** Does both in turn, the other one first in every second round; each answers its figure. */
export async function interleave(
  rounds: number,
  value: () => number | Promise<number>,
  baseline: () => number | Promise<number>,
): Promise<Round[]> {
  const made: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) {
      const first = await value();
      made.push({ value: first, baseline: await baseline() });
    } else {
      const first = await baseline();
      made.push({ value: await value(), baseline: first });
    }
  }
  return made;
}

/**
 * Seconds of processor time that this process spends on something; neighbours on the machine do not count.
 */
export function processorSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
