/*
 * Where escalation is measured from: the state in which the outermost statement that contains a `play A`
 * begins. The mark goes before that statement; a flat program writes it itself.
 */
import type { Step } from "./steps.ts";

/** The steps of a scenario with the marks of its attackers. */
export function startAttackers(steps: readonly Step[]): Step[] {
  const started = new Set<string>();
  return steps.flatMap((step) => {
    if (step.kind === "start") {
      started.add(step.attacker);
      return [step];
    }
    const marks: Step[] = [];
    for (const attacker of playedIn([step])) {
      if (started.has(attacker)) continue;
      started.add(attacker);
      marks.push({ kind: "start", attacker, implied: true, span: step.span });
    }
    return [...marks, step];
  });
}

/** Names of the attackers that play somewhere in these steps. */
function playedIn(steps: readonly Step[]): Set<string> {
  const found = new Set<string>();
  const look = (step: Step): void => {
    if (step.kind === "play") found.add(step.attacker);
    if (step.kind === "concurrently") {
      for (const lane of step.lanes) {
        lane.kind === "play" ? found.add(lane.attacker) : lane.body.forEach(look);
      }
    }
    for (const inner of innerSteps(step)) inner.forEach(look);
  };
  steps.forEach(look);
  return found;
}

/** The blocks that a step is made of, save lanes. */
export function innerSteps(step: Step): readonly (readonly Step[])[] {
  switch (step.kind) {
    case "frame": case "atomic": case "repeat": case "sweep": return [step.body];
    case "finally": return [step.body, step.last];
    case "anyOf": return step.alternatives.map((alternative) => alternative.body);
    case "if": case "guard": return [step.then, step.otherwise];
    case "call":
      return [
        ...(step.otherwise ? [step.otherwise] : []),
        ...(Array.isArray(step.code) ? [step.code as readonly Step[]] : []),
      ];
    case "act": return step.otherwise ? [step.otherwise] : [];
    default: return [];
  }
}
