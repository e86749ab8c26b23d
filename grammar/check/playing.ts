/*
 * Whether an attacker can do anything where it plays: with threads of its own, and with calls for each
 * operand of which there is something. Handles are what a run makes, so it is asked who could make them: the
 * attacker starts with some, a call of its own gives one back, or other code of its processes or another
 * attacker opens one.
 */
import type { Process } from "../resolve/model.ts";
import type { Report } from "../resolve/report.ts";
import type { Span } from "../syntaxTree.ts";
import { partsOf } from "./nested.ts";
import type { CheckedAttacker, Step } from "./steps.ts";

type Call = CheckedAttacker["calls"][number];

/** Says what makes an attacker unable to do anything where it plays. */
export function checkPlaying(
  attacker: CheckedAttacker, play: Span, steps: readonly Step[], playsAlone: boolean, report: Report,
): void {
  const { name, threads, calls } = attacker;
  const drawn = threads.length === 0 ? [] : calls.filter((call) => call.domains.every(
    (domain) => domain.values.length > 0 || domain.dynamicKind !== 0,
  ));
  if (drawn.length === 0) return report.say("SCN062", play, name);
  const processes = new Set(threads.map((thread) => thread.process));
  const isHandleThere = !playsAlone || attacker.holds.length > 0 || opensHandle(steps, processes)
    || [...processes].some((process) => process.handles.length > 0);
  if (!isHandleThere && !drawn.some(needsNothing)) {
    report.say("SCN062/handles", play, name, drawn.map(({ operation }) => `\`${operation.routine}\``).join(", "));
  }
}

/** A call whose operands are there from the beginning; what it opens, others can use. */
function needsNothing({ domains }: Call): boolean {
  return domains.every(({ values }) => values.length > 0);
}

/** Whether code that runs in one of the processes, or nobody knows where, opens a handle. */
function opensHandle(steps: readonly Step[], processes: ReadonlySet<Process>): boolean {
  return steps.some((step) => {
    if (step.kind === "call" && step.operation.result?.endsWith("Handle") === true) {
      const { actor } = step;
      if (actor.kind !== "thread" || processes.has(actor.thread.process)) return true;
    }
    return partsOf(step).some((part) => opensHandle(part, processes));
  });
}
