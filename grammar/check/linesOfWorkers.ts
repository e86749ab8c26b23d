/*
 * A thread of the pool runs what is queued whenever it likes, so where work may be queued already a line of
 * the scenario has no place on such a thread.
 */
import { partsOf } from "./nested.ts";
import type { CheckContext } from "./context.ts";
import type { Actor, Binding, Step, StepOperand } from "./steps.ts";

/** Whether work may be queued by now; undefined: nobody comes here. */
type Queued = boolean | undefined;

export function checkLinesOfWorkers(steps: readonly Step[], context: CheckContext): void {
  new LinesOfWorkers(context).read(steps, false);
}

const meet = (one: Queued, other: Queued): Queued =>
  one === undefined ? other : other === undefined ? one : one || other;

const isQueueing = (step: Step): boolean => step.kind === "call" && Array.isArray(step.code);
const queues = (step: Step): boolean => isQueueing(step) || partsOf(step).some((part) => part.some(queues));
const isWorker = (value: StepOperand): boolean =>
  value.form === "thing" && value.thing.kind === "thread" && value.thing.role === "worker";

class LinesOfWorkers {
  /** Names that a choice may bind to a worker. */
  private readonly chosen = new Set<Binding>();
  /** With what the ways come that `return` ends, of the code at hand. */
  private returned: Queued;

  constructor(private readonly context: CheckContext) {}

  read(steps: readonly Step[], before: Queued): Queued {
    let queued = before;
    for (const step of steps) if (queued !== undefined) queued = this.behind(step, queued);
    return queued;
  }

  private behind(step: Step, queued: boolean): Queued {
    const worker = queued && "actor" in step ? this.workerOf(step.actor) : undefined;
    if (worker !== undefined) this.context.report.say("SCN063/worker", step.span, worker);
    const own = queued || isQueueing(step);
    switch (step.kind) {
      case "call":
        if (Array.isArray(step.code)) this.read(step.code as readonly Step[], true);
        return this.unlessFailed(step.otherwise, own);
      case "act": case "enter": case "enterWorkItem": case "leave":
        return this.unlessFailed(step.otherwise, own);
      case "if": case "guard": return meet(this.read(step.then, own), this.read(step.otherwise, own));
      case "anyOf":
        return step.alternatives.map(({ body }) => this.read(body, own)).reduce(meet, undefined);
      case "repeat": return this.rounds(step, own);
      case "atomic": case "sweep": return this.read(step.body, own);
      case "frame": return this.frame(step.body, own);
      case "finally": return this.withLast(step.body, step.last, own);
      case "return": this.returned = meet(this.returned, own); return undefined;
      case "choose":
        if (step.values.some(({ value }) => isWorker(value))) this.chosen.add(step.binding);
        return own;
      case "concurrently": {
        // lanes have no order
        const among = own || queues(step);
        for (const lane of step.lanes) if (lane.kind === "lane") this.frame(lane.body, among);
        return among;
      }
      default: return own;
    }
  }

  /** How the text calls an actor that is a worker, or may be one. */
  private workerOf(actor: Actor): string | undefined {
    if (actor.kind === "binding") return this.chosen.has(actor.binding) ? actor.binding.name : undefined;
    return actor.kind === "thread" && actor.thread.role === "worker" ? `system.${actor.thread.name}` : undefined;
  }

  private unlessFailed(otherwise: readonly Step[] | undefined, queued: boolean): Queued {
    return otherwise === undefined ? queued : meet(queued, this.read(otherwise, queued));
  }

  /** What one round queues is queued in the next. */
  private rounds({ body, from, to }: Extract<Step, { kind: "repeat" }>, queued: boolean): Queued {
    const once = this.read(body, queued);
    const again = to > 1 ? this.read(body, meet(queued, once)) : once;
    return from === 0 ? meet(queued, again) : meet(once, again);
  }

  /** What `return` leaves ends here, and whoever called goes on. */
  private frame(body: readonly Step[], queued: boolean): Queued {
    const outer = this.returned;
    this.returned = undefined;
    const end = meet(this.read(body, queued), this.returned);
    this.returned = outer;
    return end;
  }

  private withLast(body: readonly Step[], last: readonly Step[], queued: boolean): Queued {
    const outer = this.returned;
    this.returned = undefined;
    const end = this.read(body, queued);
    const left = this.returned;
    this.returned = outer;
    if (left !== undefined) this.returned = meet(outer, this.read(last, left));
    return end === undefined ? undefined : this.read(last, end);
  }
}
