/**
 * Which routine asked a question, and by which source. Routines share questions: where the one that the table
 * names is none of those that a step went through, the question is told of the routine that asked it there.
 */
import type { Decision } from "../../core/tables/decisions.ts";
import { routineReadings } from "../../core/tables/readings.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { operationOf } from "../../grammar/image/tableNumbers.ts";
import { beginRecipe, type Recipe } from "../campaign/results.ts";
import type { Machine } from "../machine/machine.ts";
import { isMark } from "./lines.ts";
import { asked } from "./reference/asking.ts";

export interface Asker {
  readonly routine: string;
  readonly source: string;
}

const known = new Map<string, Asker>();

/** `called` is the routine of the step; undefined for an act, which only asks the access check. */
export function askerOf(row: Decision, called: string | undefined): Asker {
  const key = `${row.name} ${called}`;
  const found = known.get(key) ?? asker(row, called);
  known.set(key, found);
  return found;
}

/** The routine of the step that decided how the run of a recipe failed; undefined where a routine did not. */
export function decidingRoutine(machine: Machine, program: Program, recipe: Recipe): string | undefined {
  machine.load(program.image);
  beginRecipe(machine, recipe);
  machine.finish();
  const lines = Array.from({ length: machine.journalLength() }, (_, index) => machine.journalEntry(index));
  const steps = lines.filter((entry) => !isMark(entry));
  return operationOf(steps[machine.decidingStep() - 1]?.operation ?? 0)?.routine;
}

function asker(row: Decision, called: string | undefined): Asker {
  const home = { routine: row.routine, source: row.source };
  // a routine of NT's that the model has no file for is where NT asks it
  if (called === undefined || called === row.routine || routineReadings[row.routine] === undefined)
    return home;
  const askers = asked(called)
    .filter(({ step }) => step.decision === row.name)
    .map(({ routine }) => routine);
  const [first] = askers;
  if (first === undefined || askers.includes(row.routine)) return home;
  return { routine: first, source: row.sources?.[first] ?? row.source };
}
