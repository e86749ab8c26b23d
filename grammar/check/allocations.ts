/*
 * Allocations that can fail at all: how many a routine makes at most is read out of the routine itself, so
 * a sweep over nothing, and a number that no call comes to, are said before anything runs.
 */
import { routineReadings } from "../../core/tables/readings.ts";
import type { Operation } from "../../core/tables/operations.ts";
import type { Report } from "../resolve/report.ts";
import type { FailingAllocation, Span } from "../syntaxTree.ts";
import { partsOf } from "./nested.ts";
import type { CheckedAttacker, Step } from "./steps.ts";

/** The most pool allocations that one call of a routine makes, whatever the version and the state. */
function mostAllocations({ routine }: Pick<Operation, "routine">): number {
  return routineReadings[routine]?.allocations ?? 0;
}

/** Most numbers that `with allocation N failing` takes. */
const NUMBERED_MOST = 99;

/** Which allocation of a call fails by itself; 0: none. */
export function faultOf(
  failing: FailingAllocation | undefined, operation: Operation, report: Report,
): number {
  if (failing === undefined) return 0;
  const { number } = failing;
  if (!Number.isInteger(number.value) || number.value < 1 || number.value > NUMBERED_MOST) {
    report.say(
      "SCN024", number.span, "with allocation", `a number from 1 to ${NUMBERED_MOST}`, `\`${number.text}\``,
      "such a number: 1 is the first",
    );
    return 0;
  }
  const most = mostAllocations(operation);
  const { routine } = operation;
  if (most === 0) report.say("SCN027/never", failing.span, routine);
  else if (number.value > most) {
    const many = most === 1 ? "one allocation" : `${most} allocations`;
    report.say("SCN027", number.span, routine, many, String(most));
  }
  return number.value;
}

/** Whether something among these steps can allocate. An attacker at play can if one of its calls can. */
export function allocates(steps: readonly Step[], attackers: readonly CheckedAttacker[]): boolean {
  const plays = (name: string): boolean => {
    const calls = attackers.find((attacker) => attacker.name === name)?.calls;
    return calls === undefined || calls.some(({ operation }) => mostAllocations(operation) > 0);
  };
  return steps.some((step) => {
    if (step.kind === "unsound") return true;
    if (step.kind === "call" && mostAllocations(step.operation) > 0) return true;
    if (step.kind === "play" && plays(step.attacker)) return true;
    const lanes = step.kind === "concurrently" ? step.lanes : [];
    if (lanes.some((lane) => lane.kind === "play" && plays(lane.attacker))) return true;
    return partsOf(step).some((part) => allocates(part, attackers));
  });
}

/** Says which sweeps have nothing to sweep over, unless their block does elsewhere: in another row, say. */
export function checkSweeps(
  steps: readonly Step[], attackers: readonly CheckedAttacker[], report: Report,
): void {
  for (const step of steps) {
    if (step.kind === "sweep") {
      if (allocates(step.body, attackers)) report.take("SCN027/sweep", step.head);
      else report.say("SCN027/sweep", step.head);
    }
    for (const part of partsOf(step)) checkSweeps(part, attackers, report);
  }
}
