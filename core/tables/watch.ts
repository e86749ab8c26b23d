/**
 * Which bit of the 64 wakes the judgement of which field: watched fields in table order, the last bit shared
 * when they run out.
 */
import { regions, type Region } from "./layout.ts";

/** Bit per watched field, by `region.field`. */
export function fieldWatchBits(): Map<string, bigint> {
  const bits = new Map<string, bigint>();
  for (const region of regions as readonly Region[]) {
    for (const row of region.fields) {
      if (row.watched === false) continue;
      bits.set(`${region.name}.${row.name}`, 1n << BigInt(Math.min(bits.size, 63)));
    }
  }
  return bits;
}
