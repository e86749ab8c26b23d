/** What stands inside steps: the names that they bind, the work that they queue. */
import { innerSteps } from "../check/starts.ts";
import type { Binding, Step } from "../check/steps.ts";

/** The names that steps bind, in blocks within them too; code that has names of its own is left out. */
export function bindingsOf(steps: readonly Step[]): Binding[] {
  return steps.flatMap((step): Binding[] => {
    if (step.kind === "frame") return [];
    if (step.kind === "choose") return [step.binding];
    if (step.kind === "concurrently")
      return step.lanes.flatMap((lane) => (lane.kind === "lane" ? bindingsOf(lane.body) : []));
    if (step.kind !== "call") return innerSteps(step).flatMap(bindingsOf);
    return [...(step.result === undefined ? [] : [step.result]), ...bindingsOf(step.otherwise ?? [])];
  });
}

/** Whether some call among these steps leaves code behind that runs later. */
export function queuesWork(steps: readonly Step[]): boolean {
  return steps.some(
    (step) =>
      (step.kind === "call" && step.code !== undefined && step.code !== "none") ||
      innerSteps(step).some(queuesWork),
  );
}
