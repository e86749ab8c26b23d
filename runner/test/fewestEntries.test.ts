/** A corpus that was made small shows what it showed, by few entries. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { CorpusEntry } from "../campaign/guided/corpus.ts";
import { fewestEntries } from "../campaign/guided/fewestEntries.ts";

const entries = fc.array(
  fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 8 }).chain((features) =>
    fc.integer({ min: 1, max: 9 }).map((steps): CorpusEntry => ({
      steps, entry: new Uint8Array(), features: Uint16Array.from(features.sort((a, b) => a - b)),
    })),
  ),
  { maxLength: 20 },
);
const shownBy = (all: readonly { readonly features: Uint16Array }[]): string =>
  [...new Set(all.flatMap(({ features }) => [...features]))].sort((a, b) => a - b).join();

it("shows all features, in the order that was given, and without any one entry it would not", () => {
  fc.assert(
    fc.property(entries, (given) => {
      const few = fewestEntries(given);
      const places = few.map((entry) => given.indexOf(entry));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(shownBy(few)).toBe(shownBy(given));
      for (const entry of few) expect(shownBy(few.filter((each) => each !== entry))).not.toBe(shownBy(given));
    }),
  );
});
