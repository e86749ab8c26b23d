/**
 * A run as plain data: who did what in which mode, what came of it, which decisions were taken, and what
 * changed. Terminals, pages and other programs read it; `traceSchema.ts` is its published schema, and
 * `version` goes up when a reader would have to change.
 */
import { events } from "../../core/tables/kinds.ts";
import type { Out } from "../../core/tables/operations.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import type { Span } from "../../grammar/syntaxTree.ts";
import { bindsResult, copyRecord } from "../../grammar/image/records.ts";
import { controlOf, operationOf, stepFlag } from "../../grammar/image/tableNumbers.ts";
import { statusName } from "../../grammar/statusWords.ts";
import { isBlind, type Recipe } from "../campaign/results.ts";
import type { JournalEntry, Machine, RunEnd } from "../machine/machine.ts";
import type { StateView } from "../machine/stateView.ts";
import { decisionWords, type DecisionWords } from "./decisionWords.ts";
import {
  brokenWords,
  judgementsOf,
  PropertyWatch,
  type BrokenWords,
  type Judgement,
} from "./judgements.ts";
import { impersonationWords, threadMode, tokenIdentity, tokenWords } from "./names.ts";
import { actionText, numberWords, openedType, threadPath, variableName, withFlatNames } from "./lines.ts";
import { runSteps, stepEntry, type RunStep } from "./runSteps.ts";
import { skipReason } from "./skipReason.ts";
import { stateChanges, type StateChange } from "./stateChanges.ts";
import { returnTaken, type StepMade } from "./wayOut.ts";
import { decisionRow } from "./words.ts";

export const TRACE_VERSION = 1;

export interface TraceOut {
  readonly name: string;
  readonly value: number;
  readonly words: string;
}

/** `call`: a routine. */
export type StepKind = "call" | "act" | "enter" | "leave";

export interface TraceStep {
  /** From 1. */
  readonly number: number;
  readonly kind: StepKind;
  readonly lane: number;
  /** Path of the thread that acts. */
  readonly actor: string;
  /** Mode of the actor when the step begins. */
  readonly mode: "user" | "kernel";
  /** The call in the language, without its actor. */
  readonly action: string;
  /** Place in the source, in UTF-16 units. */
  readonly span?: Span;
  /**
   * What it gave back: a status by name, `true`, `false` or a token in words. Absent where it gives nothing
   * back.
   */
  readonly status?: string;
  /** Value of the status or boolean, number of the token. */
  readonly statusValue?: number;
  /** Name that the result was bound to. */
  readonly result?: string;
  readonly outs: readonly TraceOut[];
  /** An operand was missing: nothing was done. */
  readonly skipped: boolean;
  /** Why it was skipped; absent where it was not. */
  readonly skipReason?: string;
  /** An act that was not allowed. */
  readonly refused: boolean;
  /** Name of the attacker that chose the call. */
  readonly attacker?: string;
  readonly decisions: readonly DecisionWords[];
  readonly changes: readonly StateChange[];
  readonly event?: { readonly name: string; readonly thread: string };
  /** What was judged here. */
  readonly judgements: readonly Judgement[];
}

export interface TraceThread {
  readonly path: string;
  readonly process: string;
  /** Whose the primary token of its process is, before the first step. */
  readonly identity: string;
  /** What it impersonates before the first step, in words; absent for nothing. */
  readonly impersonates?: string;
}

export interface Trace {
  readonly version: typeof TRACE_VERSION;
  readonly scenario: string;
  /** Version of Windows. */
  readonly windows: string;
  readonly recipe: {
    readonly kind: Recipe["kind"];
    readonly number?: string;
    readonly seed?: string;
    readonly case?: string;
    /** A campaign with guidance has another case of this number. */
    readonly blind?: true;
  };
  readonly threads: readonly TraceThread[];
  readonly steps: readonly TraceStep[];
  /** The journal was full: steps beyond these were made and are not told. */
  readonly truncated: boolean;
  readonly verdict: "held" | "failed" | "bug check" | "world full";
  readonly broken?: BrokenWords;
  /** Name of the decision that decided the step which broke something, and its answer. */
  readonly deciding?: { readonly decision: string; readonly answer: boolean };
  /**
   * Number of that step: before the last one where an expectation is judged later than it was broken. Absent
   * where no step broke anything.
   */
  readonly decidingStep?: number;
}

const verdictWords = {
  Running: "held",
  Held: "held",
  Failed: "failed",
  BugCheck: "bug check",
  WorldFull: "world full",
} as const;

/** Makes the run of the recipe again and tells it. The machine loads the program and forgets its campaign. */
export function traceRun(machine: Machine, given: Program, recipe: Recipe): Trace {
  const program = withFlatNames(given);
  const steps: TraceStep[] = [];
  let truncated = false;
  let threads: readonly TraceThread[] | undefined;
  const watch = new PropertyWatch(machine);
  const lanes = new Map<number, StepMade>();
  for (const step of runSteps(machine, program, recipe)) {
    threads ??= threadsOf(program, machine.viewOf(step.before));
    truncated ||= step.journalFull;
    if (truncated) continue;
    const after = machine.viewOf(step.after);
    const traced = traceSteps(machine, program, step, steps.length, watch);
    steps.push(
      ...traced.map((each, index) => ({ ...each, ...leftBy(program, step.entries[index]!, after, lanes) })),
    );
  }
  const end = machine.end();
  const broken = brokenWords(program, end);
  return {
    version: TRACE_VERSION,
    scenario: program.scenario,
    windows: program.version,
    recipe: plainRecipe(recipe),
    threads: threads ?? threadsOf(program, machine.state()),
    steps,
    truncated,
    verdict: verdictWords[end.verdict],
    ...(broken ? { broken } : {}),
    ...(end.deciding ? { deciding: decisionName(end.deciding) } : {}),
    ...(broken && machine.decidingStep() > 0 ? { decidingStep: machine.decidingStep() } : {}),
  };
}

/** Where code is left, its place is the `return` that was taken. Notes the step as the last of its lane. */
function leftBy(
  program: Program,
  { operation, programCounter, lane }: JournalEntry,
  after: StateView,
  lanes: Map<number, StepMade>,
): Pick<TraceStep, "span"> {
  const last = lanes.get(lane);
  lanes.set(lane, { record: programCounter, failed: after.field("lane", lane, "lastFailed") !== 0 });
  if (last === undefined || controlOf(operation) !== "Leave") return {};
  const span = returnTaken(program, last, programCounter);
  return span === undefined ? {} : { span };
}

const decisionName = ({
  decision,
  outcome,
}: NonNullable<RunEnd["deciding"]>): { decision: string; answer: boolean } => ({
  decision: decisionRow(decision).name,
  answer: outcome,
});

/** A recipe without bigints. */
export function plainRecipe(recipe: Recipe): Trace["recipe"] {
  switch (recipe.kind) {
    case "first":
      return { kind: "first" };
    case "enumerated":
      return { kind: "enumerated", number: String(recipe.number) };
    case "drawn": {
      const blind = isBlind(recipe) ? { blind: true as const } : {};
      return { kind: "drawn", seed: String(recipe.seed), case: String(recipe.case), ...blind };
    }
    case "guided":
      return { ...recipe, seed: String(recipe.seed), case: String(recipe.case) };
  }
}

function threadsOf({ image, names }: Program, view: StateView): TraceThread[] {
  return Array.from({ length: Math.max(image.counts.thread - 1, 0) }, (_, index) => {
    const process = view.field("thread", index + 1, "process");
    const impersonates = impersonationWords(index + 1, view, names);
    return {
      path: threadPath(index + 1, names),
      process: names.processes[process] ?? "",
      identity: tokenIdentity(view.field("process", process, "token"), view, names),
      ...(impersonates === undefined ? {} : { impersonates }),
    };
  });
}

/** The lines of one step: before a work item's first one stands the worker's entry. */
function traceSteps(
  machine: Machine,
  program: Program,
  step: RunStep,
  made: number,
  watch: PropertyWatch,
): TraceStep[] {
  const [before, after] = [machine.viewOf(step.before), machine.viewOf(step.after)];
  const changes = stateChanges(before, after, program.names);
  const last = stepEntry(step);
  const judgements = judgementsOf(program, last, watch.judged(), machine.end());
  if (last === undefined) return [];
  const begun =
    step.entries.length > 1
      ? changes.filter((change) => change.thing === "workItem" && change.words.includes(" runs"))
      : [];
  return step.entries.map((entry, index) => {
    const base = plainStep(program, entry, before, made + 1 + index);
    if (index < step.entries.length - 1) return { ...base, changes: begun };
    const event = eventOf(program, after);
    return {
      ...base,
      outs: outsOf(program, entry, step.outs, after),
      decisions: decisionWords(step.notes, { before, after, names: program.names, entry }),
      changes: changes.filter((change) => !begun.includes(change)),
      ...(event ? { event } : {}),
      judgements,
      ...returned(program, entry, after),
    };
  });
}

/** What a line of the journal says by itself. */
function plainStep(program: Program, entry: JournalEntry, before: StateView, number: number): TraceStep {
  const { names } = program;
  const record = copyRecord(entry);
  const span = names.spans[entry.programCounter];
  const is = (name: keyof typeof stepFlag): boolean => (entry.stepFlags & stepFlag[name]) !== 0;
  const entersItem = controlOf(entry.operation) === "EnterWorkItem";
  return {
    number,
    kind: kindOf(entry),
    lane: entry.lane,
    actor: threadPath(entry.actor, names),
    mode: entry.actor === 0 ? "user" : threadMode(entry.actor, before),
    action: actionText(record, program),
    ...(span && !entersItem ? { span } : {}),
    outs: [],
    skipped: is("Skipped"),
    ...(is("Skipped") ? { skipReason: skipReason(entry, before, names) } : {}),
    refused: is("Refused"),
    ...(is("Attacker") ? { attacker: attackerOf(entry, before, names.attackers) } : {}),
    decisions: [],
    changes: [],
    judgements: [],
  };
}

function kindOf({ operation }: JournalEntry): StepKind {
  switch (controlOf(operation)) {
    case undefined:
      return "call";
    case "Act":
      return "act";
    case "Leave":
      return "leave";
    default:
      return "enter";
  }
}

/** Name of the attacker at play in a lane before the step. */
const attackerOf = (
  { lane }: Pick<JournalEntry, "lane">,
  before: StateView,
  names: readonly string[],
): string => names[before.field("lane", lane, "attacker") - 1] ?? names[0] ?? "";

/** Status and result of a call that was made. */
function returned({ names }: Program, entry: JournalEntry, after: StateView): Partial<TraceStep> {
  if ((entry.stepFlags & stepFlag.Skipped) !== 0) return {};
  const operation = operationOf(entry.operation);
  const returns = operation?.returns ?? (controlOf(entry.operation) === "Act" ? "status" : "nothing");
  const bound =
    operation !== undefined && bindsResult(entry) ? { result: variableName(entry.result, names) } : {};
  switch (returns) {
    case "status":
      return { ...bound, status: statusName(entry.status), statusValue: entry.status };
    case "boolean":
      return { ...bound, status: entry.status === 0 ? "false" : "true", statusValue: entry.status };
    case "token":
      return { ...bound, status: tokenWords(entry.value, after, names), statusValue: entry.value };
    case "nothing":
      return bound;
  }
}

function outsOf(
  { names }: Program,
  entry: JournalEntry,
  outs: RunStep["outs"],
  after: StateView,
): TraceOut[] {
  const operation = operationOf(entry.operation);
  if (operation === undefined || (entry.stepFlags & stepFlag.Skipped) !== 0) return [];
  const type = openedType(entry, names, after);
  return (operation.outs as readonly Out[]).flatMap((out, position) => {
    const value = outs[position];
    return value === undefined
      ? []
      : [{ name: out.name, value, words: numberWords(out.kind, value, type, names) }];
  });
}

function eventOf({ names }: Program, after: StateView): TraceStep["event"] {
  const event = after.field("header", 0, "event");
  if (event === 0) return undefined;
  return {
    name: events.find((row) => row.value === event)?.name ?? String(event),
    thread: threadPath(after.field("header", 0, "eventThread"), names),
  };
}
