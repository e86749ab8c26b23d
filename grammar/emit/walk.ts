/* Going through the steps of a checked scenario. */
import { innerSteps } from "../check/starts.ts";
import type { CheckedExpression, CheckedScenario, Step, StepOperand } from "../check/steps.ts";

/** Every step, those of lanes and inner blocks included. */
export function* everyStep(steps: readonly Step[]): Generator<Step> {
  for (const step of steps) {
    yield step;
    for (const inner of innerSteps(step)) yield* everyStep(inner);
    if (step.kind === "concurrently") {
      for (const lane of step.lanes) if (lane.kind === "lane") yield* everyStep(lane.body);
    }
  }
}

/** Every condition of a scenario and of its properties. */
export function expressionsOf(scenario: CheckedScenario): CheckedExpression[] {
  const found = scenario.properties.map((property) => property.condition);
  for (const step of everyStep(scenario.steps)) {
    if (step.kind === "expect" || step.kind === "if") found.push(step.condition);
  }
  return found;
}

/** Every operand that a call of a scenario has, or that an attacker may draw for one. */
export function* operandsOf(scenario: CheckedScenario): Generator<StepOperand> {
  for (const step of everyStep(scenario.steps)) if (step.kind === "call") yield* step.operands;
  for (const attacker of scenario.attackers) {
    for (const call of attacker.calls) for (const domain of call.domains) yield* domain.values;
  }
}
