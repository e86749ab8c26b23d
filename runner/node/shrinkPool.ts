/**
 * Shrinking in threads of its own: the main thread keeps hearing Ctrl-C, and several failures are shrunk at
 * once. A thread is started when there is a failure for it, and each takes the next one that waits.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { FlatOrigin } from "../campaign/flatText.ts";
import type { Recipe } from "../campaign/results.ts";
import type { ShrunkFailure } from "../campaign/shrinkFailure.ts";
import { coreModule } from "./coreModule.ts";
import type { ShrinkRequest, ShrinkWorkerData } from "./shrinkWorker.ts";

export class ShrinkPool {
  private readonly stop = new Int32Array(new SharedArrayBuffer(4));
  private readonly idle: Worker[] = [];
  private readonly threads: Worker[] = [];
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly most: number) {}

  /** What is left of a failing run. */
  async shrink(origin: FlatOrigin, recipe: Recipe): Promise<ShrunkFailure> {
    const thread = await this.takeThread();
    thread.postMessage({ origin, recipe } satisfies ShrinkRequest);
    // an error of the thread rejects
    const [answer] = (await once(thread, "message")) as [ShrunkFailure];
    this.idle.push(thread);
    this.waiting.shift()?.();
    return answer;
  }

  /** Everything that is being shrunk, and will be, is answered as small as it is by then. */
  stopSoon(): void {
    Atomics.store(this.stop, 0, 1);
  }

  async close(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.terminate()));
  }

  private async takeThread(): Promise<Worker> {
    for (;;) {
      const idle = this.idle.pop() ?? this.startThread();
      if (idle !== undefined) return idle;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  private startThread(): Worker | undefined {
    if (this.threads.length >= this.most) return undefined;
    const workerData: ShrinkWorkerData = { module: coreModule(), stop: this.stop };
    const thread = new Worker(new URL("shrinkWorker.js", import.meta.url), { workerData });
    this.threads.push(thread);
    return thread;
  }
}
