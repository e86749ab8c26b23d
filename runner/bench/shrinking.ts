/** Seconds that it takes to shrink the failure of the committed attacks that takes longest. */
import { failuresOf } from "../campaign/failures.ts";
import { fuzzProgram } from "../campaign/fuzzProgram.ts";
import { localPort } from "../campaign/localPort.ts";
import type { Recipe } from "../campaign/results.ts";
import { shrinkFailure } from "../campaign/shrinkFailure.ts";
import type { Machine } from "../machine/machine.ts";
import { newMachine } from "../node/coreModule.ts";
import { attackTwins, type AttackTwin } from "./attackTwins.ts";
import { median, processorSeconds, type Measured } from "./measure.ts";
import { SEED } from "./rawCore.ts";

const CASES = 40_000;
const ROUNDS = 5;
const GOAL_SECONDS = 1;

/** A failure of an attack, as it was found. */
interface Found { readonly twin: AttackTwin; readonly recipe: Recipe }

async function failures(machine: Machine, twin: AttackTwin): Promise<Found[]> {
  const port = localPort(newMachine(), async () => undefined);
  const hooks = {
    signal: new AbortController().signal, progress: () => undefined, found: () => undefined,
  };
  const budget = { cases: CASES, seed: SEED };
  const outcome = await fuzzProgram(machine, [port], twin.program, budget, hooks);
  return failuresOf(twin.program, outcome, twin.text).map(({ recipe }) => ({ twin, recipe }));
}

export async function shrinkSlowest(): Promise<Measured[]> {
  const machine = newMachine();
  const seconds = ({ twin, recipe }: Found): number =>
    processorSeconds(() => shrinkFailure(machine, twin.origin, recipe));
  const found: Found[] = [];
  for (const twin of attackTwins()) found.push(...await failures(machine, twin));
  const slowest = found
    .map((each) => ({ each, took: seconds(each) }))
    .reduce((most, next) => (next.took > most.took ? next : most));
  const rounds = Array.from({ length: ROUNDS }, () => seconds(slowest.each));
  const value = median(rounds);
  return [
    {
      row: {
        name: "shrink-slowest", unit: "s", value, baseline: GOAL_SECONDS, ratio: value / GOAL_SECONDS,
        min: Math.min(...rounds) / GOAL_SECONDS, max: Math.max(...rounds) / GOAL_SECONDS,
      },
      against: `the goal; ${slowest.each.twin.name}, of ${found.length} failures`,
      goal: `at most ${GOAL_SECONDS} s`,
    },
  ];
}
