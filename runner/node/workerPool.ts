/** Threads that draw cases. A plain protocol: each message is answered in order, so that answers need no numbers. */
import { Worker } from "node:worker_threads";
import type { Program } from "../../grammar/image/programImage.ts";
import { Drawer, type Harvest } from "../campaign/drawer.ts";
import type { DrawerPort } from "../campaign/fuzzProgram.ts";
import type { CampaignFailure } from "../machine/machine.ts";
import { coreModule, newMachine } from "./coreModule.ts";

export type WorkerRequest =
  | { readonly kind: "load"; readonly image: Program["image"] }
  | { readonly kind: "draw"; readonly seed: bigint; readonly first: bigint; readonly count: number }
  | { readonly kind: "harvest" };

/** Who draws, and how to let them go. */
export interface Pool { readonly ports: readonly DrawerPort[]; close(): Promise<void> }

/** A pool of so many threads; a single one is this thread itself, which lets go of the event loop between chunks. */
export function makePool(workers: number): Pool {
  if (workers === 1) return { ports: [localPort()], close: async () => undefined };
  const threads = Array.from({ length: workers }, () => new ThreadPort());
  return { ports: threads, close: async () => { await Promise.all(threads.map((thread) => thread.close())); } };
}

function localPort(): DrawerPort {
  const drawer = new Drawer(newMachine());
  return {
    load: (image) => drawer.load(image),
    draw: (seed, first, count) => new Promise((resolve, reject) => setImmediate(() => {
      try {
        resolve(drawer.draw(seed, first, count));
      } catch (error) {
        reject(error as Error);
      }
    })),
    harvest: async () => drawer.harvest(),
  };
}

class ThreadPort implements DrawerPort {
  private readonly worker = new Worker(new URL("worker.js", import.meta.url), { workerData: coreModule() });
  private readonly waiting: { resolve(value: unknown): void; reject(error: Error): void }[] = [];

  constructor() {
    this.worker.on("message", (answer) => this.waiting.shift()?.resolve(answer));
    this.worker.on("error", (error) => this.waiting.splice(0).forEach((each) => each.reject(error as Error)));
    this.worker.on("exit", () => this.waiting.splice(0).forEach((each) => each.reject(new Error("a worker ended too early"))));
  }

  load(image: Program["image"]): void {
    this.worker.postMessage({ kind: "load", image } satisfies WorkerRequest);
  }

  draw(seed: bigint, first: bigint, count: number): Promise<readonly CampaignFailure[]> {
    return this.ask({ kind: "draw", seed, first, count }) as Promise<readonly CampaignFailure[]>;
  }

  harvest(): Promise<Harvest> {
    return this.ask({ kind: "harvest" }) as Promise<Harvest>;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private ask(request: WorkerRequest): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(request);
    });
  }
}
