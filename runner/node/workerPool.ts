/**
 * Threads that draw cases. A plain protocol: each message is answered in order, so that answers need no
 * numbers.
 */
import { Worker } from "node:worker_threads";
import type { Program } from "../../grammar/image/programImage.ts";
import type { CaseRange, Chunk, Harvest } from "../campaign/drawer.ts";
import type { DrawerPort } from "../campaign/drawRange.ts";
import type { CorpusEntry } from "../campaign/guided/corpus.ts";
import type { NewCase } from "../campaign/guided/newCases.ts";
import { localPort } from "../campaign/localPort.ts";
import type { CampaignOutcome, RunBudget } from "../campaign/runProgram.ts";
import type { EpochStart, NewFeatures } from "../machine/guidance.ts";
import { coreModule, newMachine } from "./coreModule.ts";

export type WorkerRequest =
  | { readonly kind: "load"; readonly image: Program["image"] }
  | { readonly kind: "beginEpoch"; readonly start: EpochStart | undefined }
  | { readonly kind: "draw"; readonly seed: bigint; readonly range: CaseRange }
  | { readonly kind: "news" }
  | { readonly kind: "shorten"; readonly seed: bigint; readonly cases: readonly NewCase[] }
  | { readonly kind: "harvest" }
  | { readonly kind: "run"; readonly image: Program["image"]; readonly budget: RunBudget };

/** Who draws, and how to let them go. */
export interface Pool {
  readonly ports: readonly DrawerPort[];
  close(): Promise<void>;
}

/**
 * A pool of so many threads, and no more than there are chunks to draw; a single worker is this thread
 * itself, which lets go of the event loop between chunks.
 */
export function makePool(workers: number, chunks = Infinity): Pool {
  if (workers === 1) return { ports: [localPort(newMachine(), nextTask)], close: async () => undefined };
  const threads = Array.from({ length: Math.min(workers, chunks) }, () => new ThreadPort());
  return {
    ports: threads,
    close: async () => {
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}

/** Threads that run whole programs, each the next one that waits. */
export class RunPool {
  private readonly threads: ThreadPort[];

  constructor(workers: number) {
    this.threads = Array.from({ length: workers }, () => new ThreadPort());
  }

  /** Requests of one thread are answered in order, so a busy one may be asked. */
  run(image: Program["image"], budget: RunBudget): Promise<CampaignOutcome> {
    const thread = this.threads.reduce((best, each) => (each.pending < best.pending ? each : best));
    return thread.run(image, budget);
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.close()));
  }
}

/** Lets go of the event loop, and takes its place behind what waits there. */
const nextTask = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

class ThreadPort implements DrawerPort {
  private readonly worker = new Worker(new URL("worker.js", import.meta.url), { workerData: coreModule() });
  private readonly waiting: { resolve(value: unknown): void; reject(error: Error): void }[] = [];

  /** Why nobody answers any more. */
  private ended: Error | undefined;

  constructor() {
    this.worker.on("message", (answer) => this.waiting.shift()?.resolve(answer));
    this.worker.on("error", (error) => this.end(error as Error));
    this.worker.on("exit", () => this.end(new Error("a worker ended too early")));
  }

  private end(reason: Error): void {
    this.ended ??= reason;
    for (const each of this.waiting.splice(0)) each.reject(this.ended);
  }

  load(image: Program["image"]): void {
    this.worker.postMessage({ kind: "load", image } satisfies WorkerRequest);
  }

  beginEpoch(start: EpochStart | undefined): void {
    this.worker.postMessage({ kind: "beginEpoch", start } satisfies WorkerRequest);
  }

  draw(seed: bigint, range: CaseRange): Promise<Chunk> {
    return this.ask({ kind: "draw", seed, range }) as Promise<Chunk>;
  }

  news(): Promise<NewFeatures> {
    return this.ask({ kind: "news" }) as Promise<NewFeatures>;
  }

  shorten(seed: bigint, cases: readonly NewCase[]): Promise<CorpusEntry[]> {
    return this.ask({ kind: "shorten", seed, cases }) as Promise<CorpusEntry[]>;
  }

  harvest(): Promise<Harvest> {
    return this.ask({ kind: "harvest" }) as Promise<Harvest>;
  }

  run(image: Program["image"], budget: RunBudget): Promise<CampaignOutcome> {
    return this.ask({ kind: "run", image, budget }) as Promise<CampaignOutcome>;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  /** Requests that are not answered yet. */
  get pending(): number {
    return this.waiting.length;
  }

  private ask(request: WorkerRequest): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.ended !== undefined) return reject(this.ended);
      this.waiting.push({ resolve, reject });
      this.worker.postMessage(request);
    });
  }
}
