/**
 * A thread that shrinks: it has the compiled module, one machine, and a word of memory by which everybody is
 * told to come to an end.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { FlatOrigin } from "../campaign/flatText.ts";
import type { Recipe } from "../campaign/results.ts";
import { shrinkFailure } from "../campaign/shrinkFailure.ts";
import { ShrinkBudget } from "../campaign/shrinkBudget.ts";
import { Machine } from "../machine/machine.ts";

export interface ShrinkWorkerData {
  readonly module: WebAssembly.Module;
  /** Not 0 once shrinking is to stop. */
  readonly stop: Int32Array;
}

export interface ShrinkRequest {
  readonly origin: FlatOrigin;
  readonly recipe: Recipe;
}

const { module, stop } = workerData as ShrinkWorkerData;
const machine = new Machine(module);

parentPort!.on("message", ({ origin, recipe }: ShrinkRequest) => {
  const budget = new ShrinkBudget(undefined, () => Atomics.load(stop, 0) !== 0);
  parentPort!.postMessage(shrinkFailure(machine, origin, recipe, budget));
});
