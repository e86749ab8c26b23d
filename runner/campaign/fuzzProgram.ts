/**
 * A blind campaign over one program: case i is a pure function of (program, seed, i), workers take chunks
 * from one counter, and what they found is merged by minimum. So the answer depends on the number of cases
 * alone, whoever drew them.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import type { CampaignFailure, Machine } from "../machine/machine.ts";
import { addCounts } from "./counts.ts";
import type { Harvest } from "./drawer.ts";
import { mergeTables } from "./failures.ts";
import { findFullDrawn, type CampaignOutcome } from "./runProgram.ts";

/** Cases that a worker draws between two words with the host. */
const CHUNK = 4_096;
/** Chunks that each worker has before it, so that it never waits for the host. */
const CHUNKS_AHEAD = 2;

/** Somebody who draws: this thread or another one. */
export interface DrawerPort {
  load(image: Program["image"]): void;
  draw(seed: bigint, first: bigint, count: number): Promise<readonly CampaignFailure[]>;
  harvest(): Promise<Harvest>;
}

export interface FuzzBudget {
  readonly cases: number;
  readonly seed: bigint;
}

export interface FuzzHooks {
  /** Ends the campaign; chunks that were begun are finished. */
  readonly signal: AbortSignal;
  /** Cases that are done and kinds of failures so far. */
  readonly progress: (cases: number, failures: number) => void;
  /** The first case of a kind of failure that some worker met. */
  readonly found: (failure: CampaignFailure) => void;
}

export interface FuzzOutcome extends CampaignOutcome {
  /** Every case below this number is finished, and none above was counted. */
  readonly cases: number;
  readonly stopped: boolean;
}

/**
 * Draws cases until the budget is used up or the signal says stop. `machine` is the host's own, for looking
 * at single cases.
 */
export async function fuzzProgram(
  machine: Machine,
  ports: readonly DrawerPort[],
  program: Program,
  budget: FuzzBudget,
  hooks: FuzzHooks,
): Promise<FuzzOutcome> {
  for (const port of ports) port.load(program.image);
  const drawn = await drawChunks(ports, budget, hooks);
  const harvest = merge(await Promise.all(ports.map((port) => port.harvest())));
  const full = harvest.counts.verdicts.WorldFull;
  if (full > 0n) machine.load(program.image);
  return {
    mode: "fuzzed",
    seed: budget.seed,
    cases: drawn,
    stopped: drawn < budget.cases,
    ...harvest,
    ...(full > 0n ? { worldFull: { count: full, ...findFullDrawn(machine, budget.seed) } } : {}),
  };
}

/** Answers the number of cases: all chunks that were begun are finished. */
async function drawChunks(
  ports: readonly DrawerPort[],
  { cases, seed }: FuzzBudget,
  { signal, progress, found }: FuzzHooks,
): Promise<number> {
  const kinds = new Set<string>();
  let [next, done] = [0, 0];
  const pull = async (port: DrawerPort): Promise<void> => {
    while (next < cases && (next === 0 || !signal.aborted)) {
      const first = next;
      next = Math.min(cases, next + CHUNK);
      const count = next - first;
      for (const failure of await port.draw(seed, BigInt(first), count)) {
        if (kinds.has(failure.key)) continue;
        kinds.add(failure.key);
        found(failure);
      }
      done += count;
      progress(done, kinds.size);
    }
  };
  await Promise.all(ports.flatMap((port) => Array.from({ length: CHUNKS_AHEAD }, () => pull(port))));
  return next;
}

function merge(harvests: readonly Harvest[]): Harvest {
  const table = new Map<string, CampaignFailure>();
  for (const harvest of harvests) mergeTables(table, harvest.failures);
  return {
    failures: [...table.values()],
    counts: harvests.map((harvest) => harvest.counts).reduce(addCounts),
    overflow: harvests.some((harvest) => harvest.overflow),
  };
}
