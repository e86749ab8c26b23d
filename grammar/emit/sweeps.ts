/*
 * Which allocations `for each allocation failing` lets fail. The table says by its statuses which routines
 * allocate at all; how many allocations one call makes depends on the state, so numbers go up to the most
 * that a routine can make, and a number that is not reached is a run in which none fails.
 */
import type { CallStep, Step } from "../check/steps.ts";
import { everyStep } from "./walk.ts";

/**
 * Most pool allocations of one call, for routines that make several (facts 4.1, 4.4, 7.8, 7.9, 11.1, 11.3,
 * 11.9).
 */
const allocations: Readonly<Record<string, number>> = {
  SeImpersonateClientEx: 2, PsImpersonateClient: 2, NtSetInformationThread: 2, NtOpenThreadToken: 4,
  PsAssignImpersonationToken: 2, SeImpersonateClient: 2, NtOpenThreadTokenEx: 4, NtImpersonateThread: 3,
};
const allocationStatuses = ["STATUS_NO_MEMORY", "STATUS_INSUFFICIENT_RESOURCES"];

/** One run per element; undefined: none fails. */
export function sweepFaults(
  body: readonly Step[], version: string,
): ({ call: CallStep; number: number } | undefined)[] {
  const runs: ({ call: CallStep; number: number } | undefined)[] = [];
  for (const step of everyStep(prune(body, version))) {
    if (step.kind !== "call" || !allocates(step.operation)) continue;
    const most = allocations[step.operation.routine] ?? 1;
    for (let number = 1; number <= most; number += 1) runs.push({ call: step, number });
  }
  return [...runs, undefined];
}

/** A routine that throws its status away allocates as well. */
function allocates({ routine, statuses }: CallStep["operation"]): boolean {
  return allocations[routine] !== undefined || statuses.some((status) => allocationStatuses.includes(status));
}

/** The steps as they are on one version. */
function prune(steps: readonly Step[], version: string): Step[] {
  return steps.flatMap((step) =>
    step.kind === "guard"
      ? prune(step.versions.includes(version) ? step.then : step.otherwise, version)
      : [step],
  );
}
