/**
 * What ends a campaign before its cases do: a time, or Ctrl-C. The first Ctrl-C asks for the report, the
 * second one ends at once.
 */
export class Stopping {
  private readonly controller = new AbortController();
  private readonly interrupt = (): void => {
    if (this.interrupted) process.exit(130);
    this.interrupted = true;
    this.controller.abort();
  };
  interrupted = false;

  constructor() {
    process.on("SIGINT", this.interrupt);
    process.on("SIGTERM", this.interrupt);
  }

  /** A signal for one campaign that ends with Ctrl-C, or after so many milliseconds. */
  within(milliseconds: number | undefined): { signal: AbortSignal; done: () => void } {
    if (milliseconds === undefined) return { signal: this.controller.signal, done: () => undefined };
    const timed = new AbortController();
    const timer = setTimeout(() => timed.abort(), milliseconds);
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
