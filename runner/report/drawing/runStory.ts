/**
 * All that is told of one run: its steps, who each thread was after each of them, what broke, what was seen
 * then, and why. Plain data; pictures, pages and texts are made of it and of nothing else.
 */
import type { Program } from "../../../grammar/image/programImage.ts";
import type { Recipe, SourceText } from "../../campaign/results.ts";
import type { Machine } from "../../machine/machine.ts";
import { explainTrace, type Explanation } from "../explain.ts";
import type { SeenValue } from "../expressionValues.ts";
import { outcomeText } from "../lanes.ts";
import { seenValues } from "../seenValues.ts";
import { traceRun, type Trace, type TraceStep } from "../trace.ts";

/** What stands behind a run as well: its source and the command that makes it again. */
export interface RunStory {
  readonly trace: Trace;
  /** Of the last step; absent for a run without steps. */
  readonly explanation?: Explanation;
  /** What was seen when something broke. */
  readonly values: readonly SeenValue[];
  readonly source: SourceText;
  readonly again?: string;
}

/** Makes the run and gathers what there is to tell. The machine is left with the program loaded. */
export function runStory(
  machine: Machine,
  program: Program,
  recipe: Recipe,
  around: Pick<RunStory, "source" | "again">,
): RunStory {
  const trace = traceRun(machine, program, recipe);
  const values = seenValues(machine, program, recipe);
  const explanation = trace.steps.length === 0 ? undefined : explainTrace(machine, program, recipe, trace);
  return { trace, values, ...(explanation ? { explanation } : {}), ...around };
}

/** As whom a thread speaks: as its process, as somebody who is not worth anything to it, or as somebody. */
export type Standing = "itself" | "identifies" | "impersonates";

/** The standing that words such as `impersonates LocalSystem at SecurityIdentification` tell of. */
export function standingOf(impersonation: string | undefined): Standing {
  if (impersonation === undefined) return "itself";
  return /\bat Security(Anonymous|Identification)\b/.test(impersonation) ? "identifies" : "impersonates";
}

/** What a step says of a thread's impersonation; undefined where it leaves it alone. */
function impersonationAfter({ changes }: TraceStep, thread: string): { words?: string } | undefined {
  for (const { thing, name, words } of changes) {
    if (thing !== "thread" || name !== thread) continue;
    const said = words.slice(thread.length + 1).replace(/ \(before: .*$/, "");
    if (said.startsWith("no longer ")) return {};
    if (said.startsWith("impersonates ")) return { words: said };
  }
  return undefined;
}

/** The threads that a picture shows: those that act or that something is done to, as they appear. */
export function threadsShown({ steps, threads }: Trace): string[] {
  const touched = steps.flatMap(({ actor, changes }) => [
    actor,
    ...changes.filter(({ thing }) => thing === "thread").map(({ name }) => name),
  ]);
  const known = new Set(threads.map(({ path }) => path));
  return [...new Set(touched)].filter((path) => known.has(path));
}

/** Before the first step and after each: the words of what a thread impersonates, or nothing. */
export function impersonationsOf({ steps, threads }: Trace, thread: string): (string | undefined)[] {
  let now = threads.find(({ path }) => path === thread)?.impersonates;
  const told = [now];
  for (const step of steps) {
    const after = impersonationAfter(step, thread);
    if (after !== undefined) now = after.words;
    told.push(now);
  }
  return told;
}

/** What came of a step, without the arrow that texts put before it. */
export const outcomeWordsOf = (step: TraceStep): string => outcomeText(step).replace(/^=> /, "");
