/** What stands inside steps: the names that they bind and read, the work that they queue. */
import { innerSteps } from "../check/starts.ts";
import type { Actor, Binding, CheckedExpression, Step, StepOperand } from "../check/steps.ts";
import { everyStep } from "./walk.ts";

/** The names that steps bind, in blocks within them too; code that has names of its own is left out. */
function bindingsOf(steps: readonly Step[]): Binding[] {
  return steps.flatMap((step): Binding[] => {
    if (step.kind === "frame") return [];
    if (step.kind === "choose") return [step.binding];
    if (step.kind === "concurrently")
      return step.lanes.flatMap((lane) => (lane.kind === "lane" ? bindingsOf(lane.body) : []));
    if (step.kind !== "call") return innerSteps(step).flatMap(bindingsOf);
    return [...(step.result === undefined ? [] : [step.result]), ...bindingsOf(step.otherwise ?? [])];
  });
}

/** The names that a condition reads. */
export const namesInCondition = ({ code }: CheckedExpression): Binding[] =>
  code.flatMap(({ immediate }) =>
    typeof immediate === "object" && "binding" in immediate ? [immediate.binding] : []);

/** The names that queued code among these steps reads: what they are bound to is looked up when it runs. */
function namesInQueuedWork(steps: readonly Step[]): Set<Binding> {
  const names = new Set<Binding>();
  for (const step of everyStep(steps)) {
    if (step.kind !== "call" || step.code === undefined || step.code === "none") continue;
    for (const inner of everyStep(step.code)) for (const name of namesRead(inner)) names.add(name);
  }
  return names;
}

/**
 * Of the names that a round binds its own ones, and those that all rounds share and somebody reads. Queued
 * work may wait while the next round goes on, so what it reads is its round's own; what a property reads is
 * one for all rounds, and judged in each.
 */
export function namesOfRound(
  steps: readonly Step[], judged: ReadonlySet<Binding>,
): { own: ReadonlySet<Binding>; shared: readonly Binding[] } {
  const queued = namesInQueuedWork(steps);
  const bound = bindingsOf(steps);
  const own = new Set(bound.filter((binding) => queued.has(binding) && !judged.has(binding)));
  const isRead = (binding: Binding): boolean => binding.mainUsed || binding.outsUsed || judged.has(binding);
  return { own, shared: bound.filter((binding) => !own.has(binding) && isRead(binding)) };
}

const namesInOperand = (operand: StepOperand | undefined): Binding[] =>
  operand !== undefined && "binding" in operand ? [operand.binding] : [];

const namesInActor = (actor: Actor): Binding[] => ("binding" in actor ? [actor.binding] : []);

/** The names that one step reads itself. */
function namesRead(step: Step): Binding[] {
  switch (step.kind) {
    case "call": return [...namesInActor(step.actor), ...step.operands.flatMap(namesInOperand)];
    case "act": return [...namesInActor(step.actor), ...[step.object, step.whom].flatMap(namesInOperand)];
    case "enter": case "leave": return namesInActor(step.actor);
    case "enterWorkItem": return [...namesInActor(step.actor), step.item];
    case "if": case "expect": return namesInCondition(step.condition);
    case "choose": return step.values.flatMap(({ value }) => namesInOperand(value));
    default: return [];
  }
}

/** Whether some call among these steps leaves code behind that runs later. */
export function queuesWork(steps: readonly Step[]): boolean {
  return steps.some(
    (step) =>
      (step.kind === "call" && step.code !== undefined && step.code !== "none") ||
      innerSteps(step).some(queuesWork),
  );
}
