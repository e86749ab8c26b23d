/**
 * What ends a campaign before its cases do: a time, a disk that is full, or Ctrl-C. The first Ctrl-C asks for
 * the report, the second one ends at once; what was found lies on the disk by then.
 */
const ENDED_BY_INTERRUPT = 130;
/** Milliseconds, 24 days: a timer that is to wait longer goes off at once. */
const TIMER_MAX = 2 ** 31 - 1;

export class Stopping {
  private readonly controller = new AbortController();
  private readonly listeners: (() => void)[] = [];
  private readonly interrupt = (): void => {
    if (this.interrupted) {
      this.atOnce();
      process.exit(ENDED_BY_INTERRUPT);
    }
    this.interrupted = true;
    this.stop();
  };
  interrupted = false;

  /** `atOnce` is done before an end without report. */
  constructor(private readonly atOnce: () => void = () => undefined) {
    process.on("SIGINT", this.interrupt);
    process.on("SIGTERM", this.interrupt);
  }

  get stopped(): boolean {
    return this.controller.signal.aborted;
  }

  /** Ends what is under way, with its report. */
  stop(): void {
    if (this.stopped) return;
    this.controller.abort();
    for (const listener of this.listeners) listener();
  }

  onStop(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** A signal for one campaign that ends with Ctrl-C, or after so many milliseconds. */
  within(milliseconds: number | undefined): { signal: AbortSignal; done: () => void } {
    if (milliseconds === undefined) return { signal: this.controller.signal, done: () => undefined };
    const timed = new AbortController();
    let timer: NodeJS.Timeout;
    const wait = (left: number): void => {
      timer = setTimeout(() => (left > TIMER_MAX ? wait(left - TIMER_MAX) : timed.abort()),
        Math.min(left, TIMER_MAX));
    };
    wait(milliseconds);
    return {
      signal: AbortSignal.any([this.controller.signal, timed.signal]),
      done: () => clearTimeout(timer),
    };
  }

  close(): void {
    process.off("SIGINT", this.interrupt);
    process.off("SIGTERM", this.interrupt);
  }
}
