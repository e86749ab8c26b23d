/*
 * Calls that can fail in code of a driver, a work item or a procedure, and that do not say what is done then.
 * Such a call demands success, which says much where nothing can come between; where an attacker plays or
 * allocations fail, it ends the run where real code would go on. So it is said there, and nowhere else;
 * whoever gives something back has nothing left to do where that fails.
 */
import type { Report } from "../resolve/report.ts";
import { partsOf } from "./nested.ts";
import type { CallStep, Step } from "./steps.ts";
import { givesBack } from "./taken.ts";

/**
 * Says which calls say nothing of their failure, where something makes calls fail; and which cannot say it,
 * unless the scenario `breaks` a property and wants its bug.
 */
export function checkIgnoredStatuses(steps: readonly Step[], breaks: boolean, report: Report): void {
  if (someStep(steps, makesFail)) readSteps(steps, false, report);
  readVoid(steps, { isCode: false, isAskedLater: false, breaks }, report);
}

/** Where a call stands that throws its status away. */
interface Around { readonly isCode: boolean; readonly isAskedLater: boolean; readonly breaks: boolean }

const throwsStatusAway = "SeImpersonateClient";

/** SeImpersonateClient returns nothing; whoever asks behind it who the thread is knows all the same. */
function readVoid(steps: readonly Step[], around: Around, report: Report): void {
  let { isAskedLater } = around;
  for (const step of [...steps].reverse()) {
    if (around.isCode && !isAskedLater && step.kind === "call" && step.operation.routine === throwsStatusAway) {
      if (around.breaks) report.take("SCN034/void", step.named);
      else report.say("SCN034/void", step.named, throwsStatusAway);
    }
    const isCode = around.isCode || step.kind === "frame";
    for (const part of partsOf(step)) readVoid(part, { ...around, isCode, isAskedLater }, report);
    isAskedLater ||= (step.kind === "if" || step.kind === "expect") && asksWho.test(step.condition.text);
  }
}

const asksWho = /\.(impersonating|impersonation|level|token)\b/;

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
