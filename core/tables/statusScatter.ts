/**
 * The feature "this routine, this status" is a number of 14 bits made by one multiplication. Its factor is
 * looked for here, so that no two pairs of the tables have the same number and hide each other.
 */
import { operations, type Operation } from "./operations.ts";
import { statuses } from "./statuses.ts";

export const STATUS_SCATTER_BITS = 14;

/** What the core multiplies: the status, with the routine's number in bits that no status uses. */
const pairsOfTables = (): number[] => {
  const valueOf = new Map<string, number>(statuses.map(({ name, value }) => [name, value]));
  return (operations as readonly Operation[]).flatMap(({ id, statuses: names }) => {
    const values = new Set([0, ...names.map((name) => valueOf.get(name)!)]);
    return [...values].map((status) => (status ^ (id << 20)) >>> 0);
  });
};

/** The features of all pairs of a routine and a status that it can return, under a factor. */
export const statusFeatures = (factor: number): number[] =>
  pairsOfTables().map((pair) => Math.imul(pair, factor) >>> (32 - STATUS_SCATTER_BITS));

/** The first odd factor from the golden ratio on with which no two pairs meet. */
export function statusScatter(): number {
  for (let factor = 0x9e3779b1; ; factor += 2) {
    const features = statusFeatures(factor);
    if (new Set(features).size === features.length) return factor;
  }
}
