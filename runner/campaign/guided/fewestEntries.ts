/**
 * A corpus for people and for keeping: few entries. The cover between two epochs keeps for each feature the
 * shortest case that shows it, since short ones lead on best; here an entry that shows many of them stands
 * for several.
 */
import type { CorpusEntry } from "./corpus.ts";

/**
 * Entries that show all features of the given ones: again and again the one that shows most of what is left
 * (of equals the shorter, then the first), and none that the others make needless. In the order in which they
 * were given.
 */
export function fewestEntries(entries: readonly CorpusEntry[]): CorpusEntry[] {
  const left = new Set(entries.flatMap(({ features }) => [...features]));
  const chosen: CorpusEntry[] = [];
  const candidates = new Set(entries);
  while (left.size > 0) {
    const best = mostOf(candidates, left);
    for (const feature of best.features) left.delete(feature);
    candidates.delete(best);
    chosen.push(best);
  }
  const needed = new Set(withoutNeedless(chosen));
  return entries.filter((entry) => needed.has(entry));
}

/** Who shows most of what is left. */
function mostOf(candidates: ReadonlySet<CorpusEntry>, left: ReadonlySet<number>): CorpusEntry {
  let [best, most]: [CorpusEntry | undefined, number] = [undefined, 0];
  for (const entry of candidates) {
    const count = entry.features.reduce((sum, feature) => sum + (left.has(feature) ? 1 : 0), 0);
    if (count > most || (count === most && best !== undefined && entry.steps < best.steps))
      [best, most] = [entry, count];
  }
  return best!;
}

/** The entries without those whose features all stand in others; who was taken last goes first. */
function withoutNeedless(entries: readonly CorpusEntry[]): CorpusEntry[] {
  const shown = new Map<number, number>();
  for (const { features } of entries)
    for (const feature of features) shown.set(feature, (shown.get(feature) ?? 0) + 1);
  const isNeedless = ({ features }: CorpusEntry): boolean =>
    features.every((feature) => shown.get(feature)! > 1);
  return entries.toReversed().filter((entry) => {
    if (!isNeedless(entry)) return true;
    for (const feature of entry.features) shown.set(feature, shown.get(feature)! - 1);
    return false;
  });
}
