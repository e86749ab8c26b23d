/** How far a campaign is, on a terminal; elsewhere only what is found is said before there is a result. */
import { SingleBar } from "cli-progress";
import { grouped } from "../report/words.ts";
import { printError } from "./output.ts";

/** What a campaign may use up; `milliseconds` is left out where there is no time. */
export interface ProgressBudget {
  readonly cases: number;
  readonly milliseconds: number | undefined;
}

export interface Progress {
  begin(title: string, budget: ProgressBudget): void;
  update(cases: number, failures: number): void;
  /** Says something above the line. */
  say(text: string): void;
  end(): void;
}

const TITLE_COLUMNS = 30;

/** A bar on standard error when that is a terminal. */
export function makeProgress(wanted: boolean): Progress {
  const silent = { begin: () => undefined, update: () => undefined, end: () => undefined, say: printError };
  return wanted && process.stderr.isTTY === true ? new Line() : silent;
}

class Line implements Progress {
  private bar: SingleBar | undefined;
  private started = 0;
  private budget: ProgressBudget = { cases: 0, milliseconds: undefined };

  begin(title: string, budget: ProgressBudget): void {
    this.started = performance.now();
    this.budget = budget;
    this.bar = new SingleBar({
      format: `{bar} ${title.slice(0, TITLE_COLUMNS)}: {rates}, {kinds} failures, {left} left`,
      clearOnComplete: true,
      hideCursor: true,
      stream: process.stderr,
      barsize: 16,
    });
    this.bar.start(1, 0, { rates: "", kinds: 0, left: "?" });
  }

  update(cases: number, kinds: number): void {
    const milliseconds = Math.max(performance.now() - this.started, 1);
    const done = this.doneOf(cases, milliseconds);
    this.bar?.update(done, {
      rates: `${grouped(Math.round((cases / milliseconds) * 1000))} cases/s`,
      kinds,
      left: done > 0 ? `${Math.round((milliseconds / done - milliseconds) / 1000)} s` : "?",
    });
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

  /** The share that is done, by whichever of cases and time is used up first. */
  private doneOf(cases: number, milliseconds: number): number {
    const time = this.budget.milliseconds === undefined ? 0 : milliseconds / this.budget.milliseconds;
    return Math.min(1, Math.max(cases / this.budget.cases, time));
  }
}
