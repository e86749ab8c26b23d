/**
 * Plans of guided cases come out of files, and out of changes that know nothing of what makes sense: whatever
 * stands in one, its case runs to an end, and a case that is looked at is the one that ran in bulk.
 */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { FEATURES_MAX, TURNS } from "../../runner/machine/guidance.ts";
import { Machine } from "../../runner/machine/machine.ts";
import { coreModule, debugModule } from "./support/coreModule.ts";

const CASES = 200;
const SEED = 3n;

const program = (() => {
  const text = readFileSync(new URL("../../scenarios/attacks/raised-thread.scn", import.meta.url), "utf8");
  return compile(text).value.scenarios[0]!.program("xp-sp1");
})();

/** Numbers that are mostly small, as those of plans are, and sometimes anything. */
const word = fc.oneof(fc.nat(12), fc.integer({ min: 0x3ff0, max: 0x4010 }), fc.nat(0xffff));
const call = fc.tuple(
  fc.constantFrom(0, 0, 0, 1, 7), fc.nat(3), fc.array(word, { minLength: 6, maxLength: 6 }),
);

/** The bytes of an entry, with as much in it as its head says. */
const entry = fc
  .tuple(
    fc.array(call, { maxLength: 12 }), fc.array(fc.nat(4), { maxLength: 20 }),
    fc.array(word, { maxLength: 6 }),
  )
  .map(([calls, lanes, picks]) => {
    const even = lanes.slice(0, lanes.length & ~1);
    const words = (numbers: readonly number[]): number[] =>
      numbers.flatMap((each) => [each & 0xff, each >> 8]);
    const calling = calls.flatMap(([attacker, thread, rest]) => [attacker, thread, ...words(rest), 0, 0]);
    return [...words([9, calls.length, even.length, picks.length]), ...calling, ...even, ...words(picks)];
  });
const corpus = fc.array(entry, { minLength: 1, maxLength: 5 });

/** A machine in an epoch with these entries. */
function inEpoch(module: WebAssembly.Module, entries: readonly (readonly number[])[]): Machine {
  const machine = new Machine(module);
  machine.load(program.image);
  machine.guidance.begin({
    corpus: Uint8Array.from(entries.flat()),
    turns: Uint16Array.from({ length: TURNS }, (_, turn) => turn % entries.length),
    seen: new Uint8Array(FEATURES_MAX / 8),
  });
  return machine;
}

describe("whatever stands in a corpus", () => {
  it("its cases run to an end in the core that asserts", () => {
    fc.assert(
      fc.property(corpus, (entries) => {
        const machine = inEpoch(debugModule(), entries);
        machine.guidance.run(SEED, 0n, CASES);
        expect(machine.counts().cases).toBe(BigInt(CASES));
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it("a case is alone what it is in bulk", () => {
    fc.assert(
      fc.property(corpus, (entries) => {
        const machine = inEpoch(coreModule(), entries);
        machine.guidance.run(SEED, 0n, CASES);
        const { steps, verdicts } = machine.counts();
        const alone = Array.from({ length: CASES }, (_, number) => {
          machine.guidance.beginCase(SEED, BigInt(number));
          return machine.finish();
        });
        expect(alone.reduce((sum, end) => sum + BigInt(end.steps), 0n)).toBe(steps);
        expect(alone.filter((end) => end.verdict === "Failed")).toHaveLength(Number(verdicts.Failed));
      }),
      { numRuns: 10, seed: 2 },
    );
  });
});

it("bytes that are no corpus are refused", () => {
  expect(() => inEpoch(coreModule(), [[1, 2, 3]])).toThrow("the corpus is none");
});
