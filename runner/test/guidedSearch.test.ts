/** What guidance is for: finding what blind runs do not. */
import { describe, expect, it } from "vitest";
import { newMachine, programOf } from "./support/compiled.ts";
import { campaign, puzzle } from "./support/guided.ts";

const CASES = 10_000;
const SEEDS = Array.from({ length: 20 }, (_, seed) => BigInt(seed));

describe("four given calls in one order with given operands", () => {
  const program = programOf(puzzle, "puzzle", "11");

  it("are found by blind cases from at most 2 of 20 seeds", () => {
    const machine = newMachine();
    const solved = SEEDS.filter((seed) => {
      machine.load(program.image);
      machine.runDrawn(seed, 0n, CASES);
      return machine.failures().length > 0;
    });
    expect(solved.length).toBeLessThanOrEqual(2);
  });

  it("are found by guided cases from all 20", async () => {
    const unsolved: bigint[] = [];
    for (const seed of SEEDS) {
      const { failures, cases } = await campaign(program, 1, { seed, cases: CASES });
      expect(cases).toBe(CASES);
      if (failures.length === 0) unsolved.push(seed);
    }
    expect(unsolved).toEqual([]);
  });
});
