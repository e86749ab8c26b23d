/**
 * How fast known attacks are found: every broken twin in scenarios/attacks, on its last version, blind and
 * guided, from several seeds. Seconds are those of two threads until the first run that breaks what the twin
 * says; cases are counted up to that run.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import { fuzzProgram } from "../campaign/fuzzProgram.ts";
import { breaksProperty } from "../campaign/judge.ts";
import type { Recipe } from "../campaign/results.ts";
import { shrinkFailure } from "../campaign/shrinkFailure.ts";
import type { Machine, RunEnd } from "../machine/machine.ts";
import { newMachine } from "../node/coreModule.ts";
import { makePool, type Pool } from "../node/workerPool.ts";
import { attackTwins, type AttackTwin } from "./attackTwins.ts";
import { median, rowOf, type Measured, type Round } from "./measure.ts";

export const SEEDS = 20;
/** An attack that is not found in so many cases counts as many: blind cases are rather too few then. */
const CASES_MAX = 2_000_000;
/** Blind runs of which the share that fails is taken. */
export const CASES_OF_SHARE = 200_000;

/** One search: cases and seconds until it was found, and how the run comes about again. */
interface Search { readonly cases: number; readonly seconds: number; readonly recipe?: Recipe }

/** What was measured of an attack; rounds are one per seed. */
export interface Figures {
  readonly attack: AttackTwin;
  /** Of blind runs, those that fail. */
  readonly share: number;
  readonly seconds: readonly Round[];
  readonly cases: readonly Round[];
  /** Of the failure that the first seed found. */
  readonly steps: number;
  readonly stepsBefore: number;
}

const isFound = (program: Program, end: RunEnd): boolean =>
  program.breaks.some((property) => breaksProperty(end, property));

/** Searches with a campaign that ends as soon as the twin is known to be broken. */
async function search(
  pool: Pool, machine: Machine, program: Program, seed: bigint, guided: boolean,
): Promise<Search> {
  const begun = performance.now();
  let seconds: number | undefined;
  let recipe: Recipe | undefined;
  // it ends at the very first case that fails, whoever drew that one and those behind it
  const failures = { most: 1, keyOf: (end: RunEnd) => (isFound(program, end) ? "found" : undefined) };
  const budget = { cases: CASES_MAX, seed, guided, failures };
  const outcome = await fuzzProgram(machine, pool.ports, program, budget, {
    signal: new AbortController().signal,
    progress: () => undefined,
    found: (failure, how) => {
      if (seconds !== undefined || !isFound(program, failure)) return;
      seconds = (performance.now() - begun) / 1e3;
      recipe = how;
    },
  });
  return {
    cases: outcome.cases,
    seconds: seconds ?? (performance.now() - begun) / 1e3,
    ...(recipe && { recipe }),
  };
}

async function figuresOf(pool: Pool, machine: Machine, attack: AttackTwin): Promise<Figures> {
  const { program } = attack;
  const seconds: Round[] = [];
  const cases: Round[] = [];
  let recipe: Recipe | undefined;
  for (let number = 0; number < SEEDS; number++) {
    const seed = BigInt(number);
    const searches = new Map<boolean, Search>();
    // who runs first takes turns, so that a machine that grows slower favours nobody
    for (const guided of number % 2 === 0 ? [true, false] : [false, true])
      searches.set(guided, await search(pool, machine, program, seed, guided));
    const [guided, blind] = [searches.get(true)!, searches.get(false)!];
    cases.push({ value: guided.cases, baseline: blind.cases });
    seconds.push({ value: guided.seconds, baseline: blind.seconds });
    recipe ??= guided.recipe;
  }
  const shrunk = recipe && shrinkFailure(machine, attack.origin, recipe);
  const [steps, stepsBefore] = [shrunk?.steps ?? 0, shrunk?.stepsBefore ?? 0];
  return { attack, share: shareOf(machine, program), seconds, cases, steps, stepsBefore };
}

function shareOf(machine: Machine, program: Program): number {
  machine.load(program.image);
  for (let first = 0; first < CASES_OF_SHARE; first += 2_000) machine.runDrawn(0n, BigInt(first), 2_000);
  const failed = machine.failures().filter((end) => isFound(program, end));
  return failed.reduce((sum, { count }) => sum + Number(count), 0) / CASES_OF_SHARE;
}

/** Measures every attack, or those whose file or title has the text in it. */
export async function measureAttacks(text = ""): Promise<Figures[]> {
  const pool = makePool(2);
  const machine = newMachine();
  const found: Figures[] = [];
  for (const attack of attackTwins()) {
    if (nameOf(attack).includes(text)) found.push(await figuresOf(pool, machine, attack));
  }
  await pool.close();
  return found;
}

const medianOf = (rounds: readonly Round[], which: keyof Round): number =>
  median(rounds.map((each) => each[which]));

/** What an attack is called: its file and its title. */
export const nameOf = ({ name, origin }: AttackTwin): string => `${name}: ${origin.title}`;

let measured: Promise<Figures[]> | undefined;

/** Seconds until every attack is found: those of the one that takes longest. */
export async function attackSlowest(): Promise<Measured[]> {
  const all = await (measured ??= measureAttacks());
  const time = ({ seconds }: Figures): number => medianOf(seconds, "value");
  const slowest = all.reduce((a, b) => (time(a) >= time(b) ? a : b));
  const against = `blind (${nameOf(slowest.attack)}, of ${all.length} attacks)`;
  return [{ row: rowOf("attack-slowest", "s", slowest.seconds), against, goal: "at most 10 s" }];
}

/** Cases until an attack is found, guided against blind: medians of each attack, and their geometric mean. */
export async function guidedVsBlind(): Promise<Measured[]> {
  const rounds = (await (measured ??= measureAttacks())).map(({ cases }) => ({
    value: medianOf(cases, "value"), baseline: medianOf(cases, "baseline"),
  }));
  const mean = (which: keyof Round): number =>
    Math.exp(rounds.reduce((sum, each) => sum + Math.log(each[which]), 0) / rounds.length);
  const [value, baseline] = [mean("value"), mean("baseline")];
  const { min, max } = rowOf("", "", rounds);
  const row = { name: "guided-vs-blind", unit: "cases", value, baseline, ratio: value / baseline, min, max };
  return [{ row, against: `blind (geometric mean over ${rounds.length} attacks)` }];
}
