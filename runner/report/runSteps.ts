/**
 * A run, one step at a time, with the state before and after each. Traces and explanations are made from
 * here, so that both see the same step.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import { operationOf, stepFlag } from "../../grammar/image/tableNumbers.ts";
import { beginRecipe, type Recipe } from "../campaign/results.ts";
import type { DecisionNote, JournalEntry, Machine } from "../machine/machine.ts";
import { isMark } from "./lines.ts";

/** What one `advance` did. */
export interface RunStep {
  /**
   * Lines of the journal that are steps: the step itself, before it perhaps a worker's entry into its item.
   * Empty when the journal was full. A turn in which an attacker found no operand for the call that it had
   * chosen is no step.
   */
  readonly entries: readonly JournalEntry[];
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Decisions of the step in order. */
  readonly notes: readonly DecisionNote[];
  /** Outs by position in the table of operations; undefined where there was none. */
  readonly outs: readonly (number | undefined)[];
  /** The journal has no room for further lines. */
  readonly journalFull: boolean;
  /** Whether it is the first that was judged: every step before it was skipped. */
  readonly isFirst: boolean;
}

const JOURNAL_MAX = 4096;

/** The step itself; undefined when nothing was written down. */
export const stepEntry = ({ entries }: RunStep): JournalEntry | undefined => entries.at(-1);

/** Loads the program, begins the run of the recipe, and yields its steps. Forgets the machine's campaign. */
export function* runSteps(machine: Machine, program: Program, recipe: Recipe): Generator<RunStep, void> {
  machine.load(program.image);
  beginRecipe(machine, recipe);
  for (let [running, isFirst] = [true, true]; running;) {
    const before = machine.copyState();
    const first = machine.journalLength();
    const made = machine.end().steps;
    running = machine.advance();
    if (machine.end().steps === made) continue;
    const step = stepOf(machine, before, first, isFirst);
    yield step;
    isFirst &&= ((stepEntry(step)?.stepFlags ?? 0) & stepFlag.Skipped) !== 0;
  }
  machine.finish();
}

function stepOf(machine: Machine, before: Uint8Array, first: number, isFirst: boolean): RunStep {
  const length = machine.journalLength();
  const entries = Array.from({ length: length - first }, (_, index) =>
    machine.journalEntry(first + index),
  ).filter((entry) => !isMark(entry));
  const operation = entries.length === 0 ? undefined : operationOf(entries.at(-1)!.operation);
  return {
    entries,
    before,
    after: machine.copyState(),
    notes: machine.notes(),
    outs: (operation?.outs ?? []).map((_, position) => machine.out(position)),
    journalFull: length >= JOURNAL_MAX,
    isFirst,
  };
}
