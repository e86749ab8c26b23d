/** How far a campaign is, on a terminal; elsewhere nothing is said until there is a result. */
import { SingleBar } from "cli-progress";
import { grouped } from "../report/words.ts";

export interface Progress {
  begin(title: string, cases: number): void;
  update(cases: number, failures: number): void;
  end(): void;
}

const silent: Progress = { begin: () => undefined, update: () => undefined, end: () => undefined };

/** A bar on standard error when that is a terminal. */
export function makeProgress(wanted: boolean): Progress {
  if (!wanted || process.stderr.isTTY !== true) return silent;
  let bar: SingleBar | undefined;
  let started = 0;
  return {
    begin(title, cases) {
      started = performance.now();
      bar = new SingleBar({
        format: `{bar} ${title.slice(0, 40)}: {done} cases, {speed}/s, {kinds} kinds of failure`,
        clearOnComplete: true,
        hideCursor: true,
        stream: process.stderr,
        etaBuffer: 100,
        barsize: 20,
      });
      bar.start(Number.isFinite(cases) ? cases : 1, 0, { done: "0", speed: "0", kinds: 0 });
    },
    update(cases, kinds) {
      const seconds = (performance.now() - started) / 1000;
      bar?.update(cases, {
        done: grouped(cases),
        speed: grouped(Math.round(cases / Math.max(seconds, 0.001))),
        kinds,
      });
    },
    end() {
      bar?.stop();
      bar = undefined;
    },
  };
}
