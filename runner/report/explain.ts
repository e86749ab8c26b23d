/**
 * Why a step went as it did: the questions that were asked, in order, with their inputs and sources; the one
 * that decided; and the nearest change, found by making the step again with each single change that the table
 * of decisions declares.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import { controlOf } from "../../grammar/image/tableNumbers.ts";
import { isError } from "../../grammar/statusWords.ts";
import type { Recipe } from "../campaign/results.ts";
import type { Machine } from "../machine/machine.ts";
import type { DecisionWords } from "./decisionWords.ts";
import { withFlatNames } from "./lines.ts";
import { BrokenIn } from "./demanded.ts";
import { changesOf, type NearestChange } from "./nearestChange.ts";
import { traceRun, type Trace, type TraceStep } from "./trace.ts";

const EXPLANATION_VERSION = 1;

export interface Explanation {
  readonly version: typeof EXPLANATION_VERSION;
  readonly scenario: string;
  readonly windows: string;
  readonly recipe: Trace["recipe"];
  /** The step that was asked for; its decisions stand in it. */
  readonly step: TraceStep;
  readonly steps: number;
  /**
   * The decision that decided it, the last one where it took two refusals; of a step that broke something
   * and decided nothing but to go on, what the nearest change turns.
   */
  readonly deciding?: DecisionWords;
  /**
   * Where this step decided nothing: the last step before it that did, and made things as they are; for a
   * broken expectation the step that broke it.
   */
  readonly because?: { readonly step: TraceStep; readonly deciding: DecisionWords };
  /** True for an expectation that no step made false. */
  readonly withoutStep?: true;
  /** Of the step, or where nothing could be tried there of the one before it that decided; smallest first. */
  readonly changes: readonly NearestChange[];
  /** How many changes were tried. */
  readonly tried: number;
  /** True where only changes are told that bear on what the run broke. */
  readonly mending?: true;
  /** The run's end, as in its trace. */
  readonly verdict: Trace["verdict"];
  readonly broken?: Trace["broken"];
}

/** There is no step of that number in the run. */
export class NoSuchStep extends RangeError {
  constructor(
    readonly step: number,
    readonly steps: number,
  ) {
    super(
      steps === 0 ? "This run has no steps." : `There is no step ${step}: the run has steps 1 to ${steps}.`,
    );
  }
}

/**
 * Explains a step by its number in the trace; left out, the last one, which is where a run fails, with the
 * reason of the failure. Throws NoSuchStep. The machine is left with the program loaded and no campaign.
 */
export function explain(
  machine: Machine,
  program: Program,
  recipe: Recipe,
  stepNumber?: number,
): Explanation {
  return explainTrace(machine, program, recipe, traceRun(machine, program, recipe), stepNumber);
}

/** The same for a run that was traced before. */
export function explainTrace(
  machine: Machine,
  given: Program,
  recipe: Recipe,
  trace: Trace,
  stepNumber?: number,
): Explanation {
  const program = withFlatNames(given);
  const number = stepNumber ?? trace.steps.length;
  const step = trace.steps[number - 1];
  if (step === undefined) throw new NoSuchStep(number, trace.steps.length);
  const telling = stepNumber === undefined ? breakingStep(trace, step) : step;
  const deciding = telling === step ? decidingOf(step) : undefined;
  const because = deciding || telling === undefined ? undefined : reasonAt(program, trace, step, telling);
  const broken = stepNumber === undefined ? BrokenIn.find(machine, program, recipe) : undefined;
  const changesAt = ({ number: at }: TraceStep) =>
    changesOf(machine, program, recipe, at,
      at === telling?.number ? broken?.there() : broken?.before(at, heldWords(trace.broken!)));
  const here = telling === step ? changesAt(step) : NO_CHANGES;
  const isHere = here.changes.length > 0 || because === undefined;
  const { changes, tried } = isHere ? here : changesAt(because.step);
  const told = broken && isHere ? tellingDecision(step, deciding, changes[0]) : deciding;
  machine.load(program.image);
  return {
    version: EXPLANATION_VERSION,
    scenario: trace.scenario,
    windows: trace.windows,
    recipe: trace.recipe,
    step,
    steps: trace.steps.length,
    ...(told ? { deciding: told } : {}),
    ...(because ? { because } : {}),
    ...(telling === undefined ? { withoutStep: true } : {}),
    changes,
    tried,
    ...(broken ? { mending: true } : {}),
    verdict: trace.verdict,
    ...(trace.broken ? { broken: trace.broken } : {}),
  };
}

/** What would be said of what broke if it had not. */
function heldWords({ kind, title }: NonNullable<Trace["broken"]>): string {
  if (kind === "property") return `"${title}" would not be broken`;
  return kind === "bug check" ? `there would be no bug check ${title}` : `the ${kind} would hold`;
}

const NO_CHANGES = { changes: [], tried: 0 } as const;

/**
 * Which question tells why a step broke something: the one that decided it. Where that was a last no, behind
 * which the step just went on, the question tells more that was answered yes and that the nearest change
 * turns.
 */
function tellingDecision(
  { decisions }: TraceStep, deciding: DecisionWords | undefined, nearest: NearestChange | undefined,
): DecisionWords | undefined {
  if (deciding?.answer !== false) return deciding;
  return decisions.find(({ name, answer }) => answer && name === nearest?.declaredBy) ?? deciding;
}

const decidingOf = (step: TraceStep): DecisionWords | undefined =>
  step.decisions.findLast((decision) => decision.deciding);

/** The decisions that decided what is explained: of the step, else of the one before it that tells why. */
export const decidedIn = ({ step, deciding, because }: Explanation): readonly DecisionWords[] =>
  deciding?.deciding === false ? [deciding]
  : (deciding === undefined ? because?.step : step)?.decisions.filter((decision) => decision.deciding) ?? [];

/**
 * The step that tells why the run failed: the last one, but for an expectation the one that broke it. None
 * did what was so from the start.
 */
function breakingStep({ broken, decidingStep, steps }: Trace, last: TraceStep): TraceStep | undefined {
  if (broken?.kind === "property" && decidingStep === undefined) return undefined;
  if (broken?.kind !== "expectation") return last;
  // beyond what the journal holds nothing is told
  return decidingStep === undefined ? undefined : (steps[decidingStep - 1] ?? last);
}

/** The decision of an earlier step that broke something, else what decided before it. */
function reasonAt(program: Program, trace: Trace, step: TraceStep, telling: TraceStep): Explanation["because"] {
  const deciding = telling === step ? undefined : decidingOf(telling);
  return deciding ? { step: telling, deciding } : reasonBefore(program, trace, telling);
}

/**
 * The last earlier step that decided something about the thread at hand; if there is none, the last that
 * decided anything.
 */
function reasonBefore(
  program: Program,
  trace: Trace,
  { number, actor, event }: TraceStep,
): Explanation["because"] {
  const earlier = trace.steps
    .slice(0, number - 1)
    .reverse()
    .filter(decidingOf);
  const thread = event?.thread ?? actor;
  // where its code went another way because it was refused something, that refusal is the reason
  const about =
    earlier.find(
      (step) =>
        (step.actor === thread && isError(step.statusValue ?? 0) && branchesOnFailure(program, step)) ||
        step.changes.some((change) => change.thing === "thread" && change.name === thread),
    ) ?? earlier[0];
  return about && { step: about, deciding: decidingOf(about)! };
}

/** Whether the line of a step has an `else`, which is what follows when it fails. */
function branchesOnFailure({ image, names }: Program, { span }: TraceStep): boolean {
  if (span === undefined) return false;
  return names.spans.some(
    ({ start, end }, index) =>
      start === span.start &&
      end === span.end &&
      controlOf(image.records[index + 1]?.operation ?? 0) === "JumpIfFailed",
  );
}
