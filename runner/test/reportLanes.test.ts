/** Lanes: whatever the run and the width, nothing is lost and no line is wider than the page. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { lanes } from "../report/lanes.ts";
import { pairs, wrap } from "../report/layout.ts";
import { plainPage, plainTheme } from "../report/theme.ts";
import { traceRun, type Trace } from "../report/trace.ts";
import { newMachine, programOf, scenarioFile } from "./support/compiled.ts";

const source = scenarioFile("attacks/left-on-worker.scn");
const program = programOf(source.text, "impersonation left on a worker", "11");
const machine = newMachine();
const traceOf = (number: number) =>
  traceRun(machine, program, { kind: "drawn", seed: 3n, case: BigInt(number) });
const letters = (text: string): string => text.replace(/\s+/g, "");

it("keeps every line within the page and every call whole", () => {
  fc.assert(
    fc.property(fc.nat(500), fc.integer({ min: 40, max: 180 }), (number, width) => {
      const trace = traceOf(number);
      const lines = lanes(trace, { theme: plainTheme, width }, trace.steps.length);
      expect(lines.filter((line) => line.length > width)).toEqual([]);
      const shown = letters(lines.join(""));
      for (const step of trace.steps) expect(shown).toContain(letters(step.action));
    }),
    { numRuns: 60 },
  );
});

it("gives each thread its own column, and lists where columns do not fit", () => {
  // which cases have several threads changes with what attackers may call
  const threadsIn = ({ steps }: Pick<Trace, "steps">): string[] => [...new Set(steps.map((step) => step.actor))];
  const trace = [...Array(50).keys()].map(traceOf).find((each) => threadsIn(each).length > 2)!;
  const threads = threadsIn(trace);
  const wide = lanes(trace, { theme: plainTheme, width: 40 * threads.length }, undefined);
  expect(wide[0]!.trim().split(/\s+/)).toEqual(threads);
  for (const thread of threads) {
    const column = wide[0]!.indexOf(thread);
    const first = trace.steps.find((step) => step.actor === thread)!;
    expect(wide.some((line) => line.startsWith(first.action.split(/[ (]/)[0]!, column))).toBe(true);
  }
  const narrow = lanes(trace, { theme: plainTheme, width: 40 }, undefined);
  expect(narrow.filter((line) => /^\s+\d+ \w/.test(line)).length).toBe(trace.steps.length);
});

it("marks the step that matters and colours without changing what is read", () => {
  const trace = traceOf(0);
  const colour = (text: string): string => `\u001b[1m${text}\u001b[0m`;
  const theme = {
    good: colour,
    bad: colour,
    doubtful: colour,
    strong: colour,
    faint: colour,
    colours: true,
  };
  const coloured = lanes(trace, { ...plainPage, theme }, 2).join("\n");
  const plain = lanes(trace, plainPage, 2).join("\n");
  expect(coloured).not.toBe(plain);
  expect(coloured.replaceAll(/\u001b\[[01]m/g, "")).toBe(plain);
  expect(plain.split("\n").filter((line) => line.startsWith(">"))).toHaveLength(1);
});

it("breaks lines without losing a letter", () => {
  const words = fc.array(
    fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 30 }).filter((word) => !/\s/.test(word)),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(words, fc.integer({ min: 8, max: 60 }), fc.nat(4), (each, width, indent) => {
      const lines = wrap(each.join(" "), width, " ".repeat(indent));
      expect(lines.every((line) => line.length <= width)).toBe(true);
      expect(letters(lines.join(""))).toBe(letters(each.join("")));
    }),
  );
});

it("sets pairs in two columns", () => {
  expect(
    pairs(
      [
        ["a", "one"],
        ["longer", "two"],
      ],
      40,
      "  ",
    ),
  ).toEqual(["  a       one", "  longer  two"]);
});
