/*
 * Calls that can fail in code of a driver, a work item or a procedure, and that do not say what is done then.
 * Such a call demands success, which says much where nothing can come between; where an attacker plays or
 * allocations fail, it ends the run where real code would go on. So it is said there, and nowhere else;
 * whoever gives something back has nothing left to do where that fails.
 */
import type { Report } from "../resolve/report.ts";
import { givesBack } from "./leftTaken.ts";
import { partsOf } from "./nested.ts";
import type { CallStep, Step } from "./steps.ts";

/** Says which calls say nothing of their failure, where something makes calls fail. */
export function checkIgnoredStatuses(steps: readonly Step[], report: Report): void {
  if (someStep(steps, makesFail)) readSteps(steps, false, report);
}

function makesFail(step: Step): boolean {
  if (step.kind === "play" || step.kind === "sweep") return true;
  return step.kind === "concurrently" && step.lanes.some((lane) => lane.kind === "play");
}

function someStep(steps: readonly Step[], is: (step: Step) => boolean): boolean {
  return steps.some((step) => is(step) || partsOf(step).some((part) => someStep(part, is)));
}

function readSteps(steps: readonly Step[], isCode: boolean, report: Report): void {
  steps.forEach((step, index) => {
    if (isCode && step.kind === "call" && isIgnored(step, steps[index + 1])) {
      report.say("SCN034/status", step.named, step.operation.routine);
    }
    partsOf(step).forEach((part) => readSteps(part, isCode || step.kind === "frame", report));
  });
}

function isIgnored(step: CallStep, next: Step | undefined): boolean {
  const { operation, succeed, demands, otherwise, result, fault } = step;
  if (!succeed || demands.length > 0 || otherwise !== undefined || fault > 0 || givesBack(step)) return false;
  if (result?.outsUsed === true) return false;
  if (!operation.statuses.some((status) => status !== "STATUS_SUCCESS")) return false;
  // `if failed { … }` right behind it
  return !(next?.kind === "if" && next.condition.code.some(({ name }) => name === "LastFailed"));
}
