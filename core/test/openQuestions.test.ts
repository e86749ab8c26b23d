/** Every disagreement and every unknown has its answer in the model, or its reason why not. */
import { describe, expect, it } from "vitest";
import { openQuestions } from "../tables/openQuestions.ts";
import { routineReadings, worldSwitches } from "../tables/readings.ts";
import { switches, type Switch } from "../tables/switches.ts";

const rows: readonly Switch[] = switches;
const numbersIn = (text: string): string[] => text.match(/\b[DU]\d+\b/g) ?? [];

describe("open questions", () => {
  it("are those of the facts, each once and in order", () => {
    const numbers = (letter: string, count: number): string[] =>
      Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
    const numbered = openQuestions.map(({ number }) => number).filter((number) => !number.startsWith("facts "));
    expect(numbered).toEqual([...numbers("D", 29), ...numbers("U", 23)]);
  });

  it("stand behind them by section where the facts are silent, and are inferred", () => {
    const silent = openQuestions.slice(29 + 23);
    for (const { number, switches: names } of silent) {
      expect(number).toMatch(/^facts \d+\.\d+( [A-H])?$/);
      for (const { source } of rows.filter(({ name }) => (names as readonly string[]).includes(name))) {
        expect(source).toMatch(/\[INF\]/);
        expect(source).toContain(number.slice("facts ".length));
      }
    }
    expect(new Set(openQuestions.map(({ number }) => number)).size).toBe(openQuestions.length);
  });

  it.each(openQuestions.filter(({ answer, number }) => answer === "switch" && /^[DU]\d/.test(number)))("$number is cited by one of its switches", (
    { number, switches: names },
  ) => {
    expect(names.length).toBeGreaterThan(0);
    expect(
      rows.filter(({ name }) => (names as readonly string[]).includes(name))
        .flatMap(({ source }) => numbersIn(source)),
    ).toContain(number);
  });

  it.each(rows.filter(({ source }) => numbersIn(source).length > 0))("what $name cites names it as its answer", ({ name, source }) => {
    for (const number of numbersIn(source)) {
      expect(openQuestions.find((row) => row.number === number)?.switches, number).toContain(name);
    }
  });

  it("wait where no routine reads any of their switches, and only there", () => {
    const read = new Set(Object.values(routineReadings).flatMap((reading) => reading?.switches ?? []));
    const waiting = openQuestions.filter(
      ({ answer, switches: names }) =>
        answer === "switch" && !names.some((name) => read.has(name) || worldSwitches.includes(name)),
    );
    expect(waiting.length).toBeGreaterThan(0);
    expect(openQuestions.filter(({ waits }) => waits)).toEqual(waiting);
  });

  it("are answered in a sentence, by a switch or by none", () => {
    for (const { number, answer, switches: names, why } of openQuestions) {
      expect(why, number).toMatch(/^[A-Z].*\.$/);
      expect(names.length > 0, number).toBe(answer === "switch");
    }
  });
});
