/**
 * The nearest change: a step is made again with each single change that the table of decisions declares for
 * what it asked, and what comes of it is said. So a sentence here is what the engine did, and no guess.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import { operationOf } from "../../grammar/image/tableNumbers.ts";
import type { Recipe } from "../campaign/results.ts";
import type { Machine } from "../machine/machine.ts";
import { askerOf } from "./asker.ts";
import { decidingNote } from "./decisionWords.ts";
import type { Demanded } from "./demanded.ts";
import { flipsOf, type Flip } from "./flips.ts";
import { outcomeWords, sameOutcome, visiblyDiffers } from "./outcomeWords.ts";
import { runSteps, stepEntry, type RunStep } from "./runSteps.ts";
import { StepAgain, type Outcome } from "./stepAgain.ts";
import { decisionRow } from "./words.ts";

/** A single change before the step with which it would have gone another way. */
export interface NearestChange {
  /** `If …, …`: a whole sentence. */
  readonly sentence: string;
  /** What would be different before the step. */
  readonly condition: string;
  /** What would come of it. */
  readonly outcome: string;
  /** The decision that would have decided, and its answer. */
  readonly deciding?: {
    readonly decision: string;
    readonly question: string;
    readonly answer: boolean;
    readonly source: string;
  };
  /**
   * The flip in the words of the table of decisions, and the decision that declares it; `clean` where an
   * event was judged.
   */
  readonly flip: string;
  readonly declaredBy: string;
  readonly size: number;
}

/** A change that was tried, and the step as it went with it. */
export interface Attempt {
  readonly flip: Flip;
  readonly outcome: Outcome;
  /** What is said of it; undefined where nobody could tell the two ways apart. */
  readonly change?: NearestChange;
  /** Whether what broke would hold; absent where that is not asked, or cannot be tried. */
  readonly mends?: boolean;
}

export interface Attempts {
  readonly step: RunStep;
  /** The step made again without any change. */
  readonly original: Outcome;
  /** Nearest first, those that make no difference behind. */
  readonly attempts: readonly Attempt[];
  /** How many changes are declared for what the step asked. */
  readonly tried: number;
}

/**
 * Tries all changes on the step of that number in the trace. Undefined where nothing can be learnt: there is
 * no such step, or made alone it goes another way than it did. The machine is left with another program.
 */
export function attemptsAt(
  machine: Machine,
  program: Program,
  recipe: Recipe,
  number: number,
  demanded?: Demanded,
): Attempts | undefined {
  const step = stepNumbered(machine, program, recipe, number);
  const entry = step && stepEntry(step);
  if (step === undefined || entry === undefined) return undefined;
  const again = new StepAgain(machine, program, step);
  if (!again.isFaithful()) return undefined;
  const original = again.make()!;
  const flips = flipsOf(step.notes, {
    before: machine.viewOf(step.before),
    names: program.names,
    entry,
    constants: program.image.constants,
    accessLists: program.image.accessLists,
  });
  const made = flips.flatMap((flip) => {
    const outcome = again.make(flip.change);
    if (outcome === undefined) return [];
    const change = nearest(machine, program, step, { flip, outcome }, original);
    const mends = demanded?.mends(again, original, flip.change);
    return [{ flip, outcome, ...(change ? { change } : {}), ...(mends === undefined ? {} : { mends }) }];
  });
  const attempts = nearestFirst(made, original, decidingNote(step.notes, entry));
  return { step, original, attempts, tried: flips.length };
}

/**
 * What makes a difference before what makes none, what can be seen before what cannot, then by size, then by
 * how near the question is that decided.
 */
function nearestFirst(attempts: readonly Attempt[], original: Outcome, decided: number): Attempt[] {
  const visible = ({ flip, outcome, change }: Attempt): number =>
    Number(change !== undefined) + Number(visiblyDiffers(original, outcome, flip.change));
  return [...attempts].sort(
    (a, b) =>
      visible(b) - visible(a) ||
      a.flip.size - b.flip.size ||
      Math.abs(a.flip.note - decided) - Math.abs(b.flip.note - decided),
  );
}

/**
 * The changes with which the step of that number in the trace goes another way, the nearest first; where
 * something is demanded those that mend it come before those that make the step answer otherwise, and no
 * others.
 */
export function changesOf(
  machine: Machine,
  program: Program,
  recipe: Recipe,
  number: number,
  demanded?: Demanded,
): { changes: NearestChange[]; tried: number } {
  const found = attemptsAt(machine, program, recipe, number, demanded);
  if (found === undefined) return { changes: [], tried: 0 };
  const { original, attempts, tried } = found;
  if (demanded === undefined) return { changes: changesIn(attempts), tried };
  const judged = attempts.filter(({ mends }) => mends !== undefined);
  const mending = judged.filter(({ mends }) => mends === true);
  const others = judged.filter((each) => each.mends === false && demanded.differs(original, each.outcome));
  const { words } = demanded;
  const told = [...changesIn(mending).map((change) => andThen(change, words)), ...changesIn(others)];
  return { changes: told, tried: judged.length };
}

const changesIn = (attempts: readonly Attempt[]): NearestChange[] =>
  distinct(attempts.flatMap(({ change }) => change ?? []));

/** A change with what would come of it further on. */
function andThen(change: NearestChange, words: string | undefined): NearestChange {
  if (words === undefined) return change;
  const outcome = `${change.outcome}, and ${words}`;
  return { ...change, outcome, sentence: `${change.condition}, ${outcome}.` };
}

/** The first change of each sentence: two that read alike are one to people. */
function distinct(changes: readonly NearestChange[]): NearestChange[] {
  const bySentence = new Map<string, NearestChange>();
  for (const change of changes)
    if (!bySentence.has(change.sentence)) bySentence.set(change.sentence, change);
  return [...bySentence.values()];
}

/** The step whose line has that number in the trace. */
function stepNumbered(
  machine: Machine,
  program: Program,
  recipe: Recipe,
  number: number,
): RunStep | undefined {
  let made = 0;
  for (const step of runSteps(machine, program, recipe)) {
    made += step.entries.length;
    if (made >= number) return step;
  }
  return undefined;
}

function nearest(
  machine: Machine,
  program: Program,
  step: RunStep,
  { flip, outcome }: Attempt,
  original: Outcome,
): NearestChange | undefined {
  if (sameOutcome(machine, original, outcome, flip.change)) return undefined;
  const { deciding } = outcome.entry;
  const row = deciding && decisionRow(deciding.decision);
  const words = outcomeWords(machine, program, original, outcome);
  if (words === "") return undefined;
  const condition = `If ${flip.words}`;
  return {
    sentence: `${condition}, ${words}.`,
    condition,
    outcome: words,
    flip: flip.text,
    declaredBy: decisionRow(step.notes[flip.note]!.decision).name,
    size: flip.size,
    ...(row
      ? {
          deciding: {
            decision: row.name,
            question: row.question,
            answer: deciding!.outcome,
            source: askerOf(row, operationOf(outcome.entry.operation)?.routine).source,
          },
        }
      : {}),
  };
}
