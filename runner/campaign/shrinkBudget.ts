/**
 * What shrinking may cost, in executions and not in seconds, so that it ends with the same answer on every
 * machine. Lines and texts are tried from one budget. Somebody may stop it as well.
 */
export class ShrinkBudget {
  /** Executions so far. */
  used = 0;
  /** Why something was left untried; undefined: nothing was. */
  cutShort?: "budget" | "stopped";

  /** `stopped` is asked before each execution. */
  constructor(
    readonly executions = 20_000,
    private readonly stopped: () => boolean = () => false,
  ) {}

  /** One execution; false: there is none left. */
  take(): boolean {
    if (this.used >= this.executions) this.cutShort ??= "budget";
    else if (this.cutShort === undefined && this.stopped()) this.cutShort = "stopped";
    if (this.cutShort !== undefined) return false;
    this.used++;
    return true;
  }
}
