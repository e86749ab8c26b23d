/* Which threads make the steps of a code. */
import type { Thread } from "../resolve/model.ts";
import { partsOf } from "./nested.ts";
import type { CheckContext } from "./context.ts";
import type { Step } from "./steps.ts";

/** Each thread that makes a step, and whether it makes all of them within `atomic`. */
export function actorsOf(steps: readonly Step[]): ReadonlyMap<Thread, boolean> {
  const found = new Map<Thread, boolean>();
  const look = (step: Step, isAtomic: boolean): void => {
    const actor = "actor" in step ? step.actor : undefined;
    if (actor?.kind === "thread") found.set(actor.thread, isAtomic && (found.get(actor.thread) ?? true));
    const within = isAtomic || step.kind === "atomic";
    // what is queued runs in a lane of its own
    const queued = step.kind === "call" ? step.code : undefined;
    for (const part of partsOf(step)) if (part !== queued) for (const inner of part) look(inner, within);
  };
  for (const step of steps) look(step, false);
  return found;
}
