/** How far a campaign is, on a terminal; elsewhere only what is found is said before there is a result. */
import { SingleBar } from "cli-progress";
import type { FuzzProgress } from "../campaign/fuzzProgram.ts";
import { counted, grouped } from "../report/words.ts";
import { printError } from "./output.ts";

/** What a campaign may use up; `milliseconds` is left out where there is no time. */
export interface ProgressBudget {
  readonly cases: number;
  readonly milliseconds: number | undefined;
}

export interface Progress {
  begin(title: string, budget: ProgressBudget): void;
  update(progress: FuzzProgress): void;
  /** So many of all failures are shrunk. */
  shrinking(done: number, all: number): void;
  /** Says something above the line. */
  say(text: string): void;
  end(): void;
}

const TITLE_COLUMNS = 24;
const BAR_COLUMNS = 12;

/** A bar on standard error when that is a terminal. */
export function makeProgress(wanted: boolean): Progress {
  const nothing = (): void => undefined;
  const silent = { begin: nothing, update: nothing, shrinking: nothing, end: nothing, say: printError };
  return wanted && process.stderr.isTTY === true ? new Line() : silent;
}

/** The share that is done, by whichever of cases and time is used up first. */
export function shareDone({ cases }: FuzzProgress, milliseconds: number, budget: ProgressBudget): number {
  const time = budget.milliseconds === undefined ? 0 : milliseconds / budget.milliseconds;
  return Math.min(1, Math.max(cases / budget.cases, time));
}

/** How a campaign goes, in words; `share` of it is done after so many milliseconds. */
export function progressWords(progress: FuzzProgress, milliseconds: number, share: number): string {
  const perSecond = (count: number): string =>
    grouped(Math.round((count / Math.max(milliseconds, 1)) * 1_000));
  const left = share > 0 ? `${Math.round((milliseconds / share - milliseconds) / 1_000)} s left` : "";
  return [
    `${perSecond(progress.cases)} cases/s`,
    `${perSecond(progress.steps)} operations/s`,
    counted(progress.features, "feature"),
    `corpus ${grouped(progress.entries)}`,
    counted(progress.failures, "failure"),
    left,
  ]
    .filter((part) => part !== "")
    .join(", ");
}

class Line implements Progress {
  private bar: SingleBar | undefined;
  private title = "";
  private started = 0;
  private budget: ProgressBudget = { cases: 0, milliseconds: undefined };

  begin(title: string, budget: ProgressBudget): void {
    this.started = performance.now();
    this.budget = budget;
    this.title = title.slice(0, TITLE_COLUMNS);
    this.start();
  }

  update(progress: FuzzProgress): void {
    const milliseconds = performance.now() - this.started;
    const share = shareDone(progress, milliseconds, this.budget);
    this.bar?.update(share, { words: progressWords(progress, milliseconds, share) });
  }

  shrinking(done: number, all: number): void {
    if (this.bar === undefined) this.start();
    this.bar?.update(done / all, { words: `shrinking, ${grouped(done)} of ${counted(all, "failure")}` });
  }

  say(text: string): void {
    // the line is drawn again at its next update
    if (this.bar !== undefined) process.stderr.write("\r\u001b[K");
    printError(text);
  }

  end(): void {
    this.bar?.stop();
    this.bar = undefined;
  }

  private start(): void {
    this.bar = new SingleBar({
      format: `{bar} ${this.title}: {words}`,
      clearOnComplete: true,
      hideCursor: true,
      linewrap: false,
      stream: process.stderr,
      barsize: BAR_COLUMNS,
    });
    this.bar.start(1, 0, { words: "" });
  }
}
