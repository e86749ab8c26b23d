/**
 * Two worker threads against one, through the pool that `guise fuzz` uses; wall time, since it is the second
 * processor that is asked for. Beside it what the second processor gives to two threads that share nothing
 * and wait for nobody: no campaign can be above that.
 */
import { fuzzProgram } from "../campaign/fuzzProgram.ts";
import { newMachine } from "../node/coreModule.ts";
import { makePool, type Pool } from "../node/workerPool.ts";
import type { FilterProgram } from "./filterProgram.ts";
import { interleave, rowOf, type Measured } from "./measure.ts";
import { SEED } from "./rawCore.ts";

const ROUNDS = 9;
const CASES = 200_000;
const silent = { signal: new AbortController().signal, progress: () => undefined, found: () => undefined };

export async function workers({ judged }: FilterProgram): Promise<Measured[]> {
  const pools = [makePool(2), makePool(1)] as const;
  const machine = newMachine();
  const drawing = (pool: Pool) => async (): Promise<number> => {
    const begun = performance.now();
    await fuzzProgram(machine, pool.ports, judged, { cases: CASES, seed: SEED }, silent);
    return CASES / ((performance.now() - begun) / 1e3);
  };
  /** So many threads draw blind cases, each as many as the other, without a word in between. */
  const alone = (threads: number) => async (): Promise<number> => {
    const ports = pools[0].ports.slice(0, threads);
    for (const port of ports) {
      port.load(judged.image);
      port.beginEpoch(undefined);
    }
    const begun = performance.now();
    await Promise.all(ports.map((port) => port.draw(SEED, { first: 0n, count: CASES, stride: 1 })));
    return (threads * CASES) / ((performance.now() - begun) / 1e3);
  };
  const [two, one] = [drawing(pools[0]), drawing(pools[1])];
  await two();
  await one();
  const rounds = await interleave(ROUNDS, two, one);
  const most = await interleave(ROUNDS, alone(2), alone(1));
  await Promise.all(pools.map((pool) => pool.close()));
  return [
    { row: rowOf("workers-2", "cases/s", rounds), against: "one worker", goal: "at least 1.8" },
    { row: rowOf("threads-2", "cases/s", most), against: "one thread; they share nothing" },
  ];
}
