/**
 * What the scenarios in scenarios/attacks have in common, so that their figures mean something: files that
 * are read at a glance, attackers who may call everything and name everything, and enough that are rare.
 */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { breaksProperty } from "../campaign/judge.ts";
import { newMachine, scenarioFile } from "./support/compiled.ts";

const LINES_MAX = 25;
const PATTERNS_LEAST = 12;
/** Calls that an attacker has at least. */
const CALLS_LEAST = 4;
/** One blind run in so many fails at most, where an attack is rare. */
const RARE = 1_000;
/** Enough that chance takes few attacks over that border. */
const CASES = 40_000;

const folder = new URL("../../scenarios/attacks/", import.meta.url);
const files = readdirSync(folder).sort().map((name) => scenarioFile(`attacks/${name}`));
const attackers = files.flatMap(({ name, text }) =>
  [...text.matchAll(/^attacker [^]*?\}$/gm)].map(([attacker]) => [name, text, attacker] as const),
);

describe.each(files.map(({ name, text }) => [name, text]))("%s", (_, text) => {
  it("is read at a glance, and tells its story and its sources first", () => {
    expect(text).toMatch(/^(\/\/\/ .*\n)+\/\/\/ source: /);
    const lines = text.trimEnd().split("\n").filter((line) => !line.startsWith("///"));
    expect(lines.length).toBeLessThanOrEqual(LINES_MAX);
  });

  it("is broken in one scenario and repaired in another", () => {
    expect(text).toMatch(/^scenario .*\bbreaks "/m);
    expect(text).toMatch(/^(scenario| {2}with) .*\brepairs "|^scenario .*\n {2}with .*\brepairs "/m);
  });

  it("lets its attackers play for several calls", () => {
    const plays = [...text.matchAll(/\bplay \w+ for (\d+)/g)].map(([, calls]) => Number(calls));
    expect(plays.length).toBeGreaterThan(0);
    expect(Math.min(...plays)).toBeGreaterThanOrEqual(CALLS_LEAST);
  });
});

it.each(attackers)("%s: who attacks may call all user routines alike, and name everything", (_, text, attacker) => {
  expect(attacker).toMatch(/\bcalls user routines($|;)/m);
  const hasObjects = /^(object|pipe) /m.test(text);
  expect(attacker).toMatch(hasObjects ? /\bnames processes, threads, objects($|;)/m : /\bnames processes, threads($|;)/m);
});

it("many of the known patterns are there", () => {
  const patterns = files.flatMap(({ text }) =>
    [...text.matchAll(/^\/\/\/.*/gm)].flatMap(([line]) => line.match(/\bV([1-9]|1\d|2[0-5])\b/g) ?? []),
  );
  expect(new Set(patterns).size).toBeGreaterThanOrEqual(PATTERNS_LEAST);
});

it("a third of the attacks hardly ever come about blindly", () => {
  const broken = files.flatMap(({ text }) =>
    compile(text).value.scenarios
      .map((scenario) => scenario.program(scenario.versions.at(-1)!))
      .filter(({ breaks }) => breaks.length > 0),
  );
  const rare = broken.filter((program) => failuresOf(program) < CASES / RARE);
  expect(rare.length).toBeGreaterThanOrEqual(broken.length / 3);
});

const machine = newMachine();

/** How many of the first blind runs break what the scenario says. */
function failuresOf(program: Program): number {
  machine.load(program.image);
  machine.runDrawn(0n, 0n, CASES);
  return machine
    .failures()
    .filter((end) => program.breaks.some((property) => breaksProperty(end, property)))
    .reduce((sum, { count }) => sum + Number(count), 0);
}
