/** The arithmetic of benchmarks: medians, and ratios taken within rounds. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { interleave, median, rowOf } from "../bench/measure.ts";

const figure = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
const rounds = fc.array(fc.record({ value: figure, baseline: figure }), { minLength: 1, maxLength: 20 });

describe("rows of a benchmark", () => {
  it("have a ratio between their extremes, whatever was measured", () => {
    fc.assert(fc.property(rounds, (made) => {
      const { ratio, min, max } = rowOf("row", "unit", made);
      expect(min <= ratio && ratio <= max).toBe(true);
    }));
  });

  it("do not depend on how fast the machine was in a round", () => {
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 20 }), (speeds) => {
        expect(
          rowOf(
            "row",
            "unit",
            speeds.map((speed) => ({ value: 4 * speed, baseline: 2 * speed })),
          ).ratio,
        ).toBe(2);
      }),
    );
  });

  it("take the middle one, or the mean of both middle ones", () => {
    expect(median([9, 1, 4])).toBe(4);
    expect(median([9, 1, 4, 6])).toBe(5);
  });

  it("come from rounds in which each side goes first in turn", async () => {
    const order: string[] = [];
    const side = (name: string) => (): number => order.push(name);
    await interleave(3, side("value"), side("baseline"));
    expect(order).toEqual(["value", "baseline", "baseline", "value", "value", "baseline"]);
  });
});
