/**
 * The law of explanations: what they say would come of a change does come of it, inside the program that the
 * step belongs to; and where they say that no change makes a difference, none does.
 *
 * `GUISE_EXPLAIN_ALL=1` asks every step of the committed scenarios on every version, instead of some.
 */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { hasErrors } from "../../grammar/diagnostics.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { stepFlag } from "../../grammar/image/tableNumbers.ts";
import { isError } from "../../grammar/statusWords.ts";
import type { Machine } from "../machine/machine.ts";
import { decidedTogether, refuses } from "../report/accessChecks.ts";
import { decidingNote } from "../report/decisionWords.ts";
import { withFlatNames } from "../report/lines.ts";
import { attemptsAt } from "../report/nearestChange.ts";
import { ChangedRun, type MadeStep } from "./support/changedRun.ts";
import { seen, untrueParts } from "./support/claims.ts";
import { newMachine, scenarioFile } from "./support/compiled.ts";

const all = Boolean(process.env.GUISE_EXPLAIN_ALL);
/** One of so many files is taken, and all of jobs; of each one of so many scenarios, and every other step. */
const [FILES, SCENARIOS, STEPS] = all ? [1, 1, 1] : [3, 2, 1];
const RECIPE = { kind: "first" } as const;

const programs = ["attacks", "routines", "tutorial"]
  .flatMap((folder) =>
    readdirSync(new URL(`../../scenarios/${folder}`, import.meta.url)).map((name) => `${folder}/${name}`),
  )
  .filter((file, index) => index % FILES === 0 || /-(job|filter)/.test(file))
  .flatMap((file) => programsOfSome(scenarioFile(file).text));

/** One version of some scenarios, another one for each. */
function programsOfSome(text: string): Program[] {
  const { value, diagnostics } = compile(text);
  expect(hasErrors(diagnostics)).toBe(false);
  const scenarios = value.scenarios.filter((_, index) => index % SCENARIOS === 0);
  return scenarios.flatMap((scenario, index) => {
    const { versions } = scenario;
    const chosen = all ? versions : [versions.at(-1 - ((3 * index) % versions.length))!];
    return chosen.map((version) => scenario.program(version));
  });
}

interface Found {
  readonly claims: number;
  readonly untrue: readonly string[];
  /** Changes that make a difference of which nothing is said. */
  readonly unsaid: readonly string[];
  readonly silent: number;
  /** Changes that let an access check pass which was refused and is not told among what decided. */
  readonly untold: readonly string[];
  readonly refusals: number;
}

function heldAgainstRun(machine: Machine, program: Program, number: number): Found {
  const { step, attempts } = attemptsAt(machine, program, RECIPE, number) ?? { attempts: [] };
  const untrue: string[] = [];
  const unsaid: string[] = [];
  // what an attacker chooses is in no record of the program
  const usable = attempts.filter(
    ({ flip }) =>
      flip.change.kind === "field" || (step!.entries.at(-1)!.stepFlags & stepFlag.Attacker) === 0,
  );
  if (usable.length === 0) return { claims: 0, untrue, unsaid, silent: 0, untold: [], refusals: 0 };
  const run = new ChangedRun(machine, program, RECIPE);
  const was = run.make(number);
  const where = `${program.scenario} on ${program.version}, step ${number}`;
  const untold: string[] = [];
  const decided = decidedTogether(was.notes, decidingNote(was.notes, was.entry));
  for (const { flip, change } of usable) {
    const is = run.make(number, flip.change);
    if (change !== undefined) {
      const parted = was.notes.findIndex((note, at) => note.outcome && is.notes[at]?.outcome === false);
      if (passes(was, is) && parted >= 0 && refuses(was.notes[parted]!) && !decided.includes(parted))
        untold.push(`${where}: ${change.sentence}`);
      for (const part of untrueParts(change.outcome, { program, was, is }))
        untrue.push(`${where}: ${change.sentence} (${part})`);
    } else if (seen(was, flip.change) !== seen(is, flip.change)) unsaid.push(`${where}: ${flip.words}`);
  }
  const claims = usable.filter(({ change }) => change !== undefined).length;
  const refusals = decided.length > 1 ? 1 : 0;
  return { claims, untrue, unsaid, silent: usable.length - claims, untold, refusals };
}

/** Whether what was refused is granted. */
const passes = (was: MadeStep, is: MadeStep): boolean =>
  isError(was.entry.status) && !isError(is.entry.status);

describe("the nearest changes of committed scenarios", () => {
  const machine = newMachine();
  const found = programs.map(withFlatNames).flatMap((program, index) => {
    const { steps } = new ChangedRun(machine, program, RECIPE);
    return Array.from({ length: steps }, (_, step) => step + 1)
      .filter((number) => (index + number) % STEPS === 0)
      .map((number) => heldAgainstRun(machine, program, number));
  });
  const sum = (count: (each: Found) => number): number =>
    found.reduce((total, each) => total + count(each), 0);

it("are many enough to be a law", () => {
    expect(sum(({ claims }) => claims)).toBeGreaterThan(150);
    expect(sum(({ silent }) => silent)).toBeGreaterThan(300);
  });

  it("come true when they are made: status, outs, judgement and what is installed", () => {
    expect(found.flatMap(({ untrue }) => untrue)).toEqual([]);
  });

  it("let pass what is told to have decided, also where the first of two accesses was refused", () => {
    expect(sum(({ refusals }) => refusals)).toBeGreaterThan(0);
    expect(found.flatMap(({ untold }) => untold)).toEqual([]);
  });

  it("are all that make a difference: what is said to change nothing changes nothing that anybody sees", () => {
    expect(found.flatMap(({ unsaid }) => unsaid)).toEqual([]);
  });
});
