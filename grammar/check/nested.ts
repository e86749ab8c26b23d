/* The steps that stand in a step: in its blocks, its alternatives, its lanes and the code that it queues. */
import type { Step } from "./steps.ts";

/** Each list of steps that belongs to a step, in the order of the text. */
export function partsOf(step: Step): readonly (readonly Step[])[] {
  switch (step.kind) {
    case "call":
      return [
        ...(Array.isArray(step.code) ? [step.code as readonly Step[]] : []), ...optional(step.otherwise),
      ];
    case "act": case "enter": case "enterWorkItem": case "leave": return optional(step.otherwise);
    case "finally": return [step.body, step.last];
    case "if": case "guard": return [step.then, step.otherwise];
    case "anyOf": return step.alternatives.map(({ body }) => body);
    case "concurrently": return step.lanes.flatMap((lane) => (lane.kind === "lane" ? [lane.body] : []));
    case "frame": case "atomic": case "repeat": case "sweep": return [step.body];
    case "unsound": case "return": case "choose": case "play": case "start": case "concede": case "expect":
      return [];
  }
}

function optional(steps: readonly Step[] | undefined): readonly (readonly Step[])[] {
  return steps === undefined ? [] : [steps];
}
