/**
 * A failure as a file: the lines are written as a flat scenario with what was seen as demands, compiled again
 * and run again. Only a text that fails for the same reason counts; it says its reason in its head, so that a
 * replay can compare.
 */
import { compile } from "../../grammar/compile.ts";
import { decompile, type FlatStep, type Observation } from "../../grammar/decompile.ts";
import { hasErrors } from "../../grammar/diagnostics.ts";
import { formatText } from "../../grammar/format.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { parse } from "../../grammar/parse.ts";
import { stepFlag } from "../../grammar/image/tableNumbers.ts";
import { isError } from "../../grammar/statusWords.ts";
import type { File } from "../../grammar/syntaxTree.ts";
import { ImageRefused } from "../machine/imageRefused.ts";
import type { JournalEntry, Machine, RunEnd } from "../machine/machine.ts";
import { gainAtEnd, isSameGain, type ToldGain } from "../report/gains.ts";
import { decisionWord, reasonOf } from "./failures.ts";
import { flatLinesOf, FlatRunner, stepsIn, type FlatLine } from "./flatRun.ts";
import { shrink } from "./shrink.ts";
import { ShrinkBudget } from "./shrinkBudget.ts";
import { shrinkWorld } from "./shrinkWorld.ts";
import { namesVariable, tidyBindings, type BindingOutcome } from "./tidyBindings.ts";

/** Where a failure was found, for the first line of its file. */
export interface FlatOrigin {
  readonly program: Program;
  readonly file: File;
  readonly text: string;
  readonly title: string;
  readonly found: string;
}

// a line ends where the language says so: a title may hold characters that end lines elsewhere
const REASON = /^\/\/\/ Reason: ([^\n]*)/m;

/** The reason that a saved failure says it fails for; undefined: it says none. */
export function writtenReason(text: string): string | undefined {
  return REASON.exec(text)?.[1]?.trim();
}

/** The text of lines that fail like `end`; undefined when no text does. */
export function flatText(
  machine: Machine,
  origin: FlatOrigin,
  lines: readonly FlatLine[],
  end: RunEnd,
): string | undefined {
  const first = writeLines(machine, origin, lines, end, origin.found);
  const replayed = first === undefined ? undefined : replayText(machine, first);
  if (first === undefined || replayed === undefined || !isSameFailure(end, replayed))
    return undefined;
  const gain = gainAtEnd(machine, replayed.program, replayed.end);
  const reason = reasonOf(machine, replayed.program, replayed.end, first);
  if (!isSameGain(gain, gainOfLines(machine, origin.program, lines))) return undefined;
  const text = writeLines(machine, origin, lines, end, `${origin.found}\nReason: ${reason}`);
  const again = text === undefined ? undefined : replayText(machine, text);
  return again !== undefined && reasonOf(machine, again.program, again.end, text!) === reason
    ? text
    : undefined;
}

/** What is left of lines, as a text, and how many steps it has. */
export interface SmallText {
  readonly text: string;
  readonly steps: number;
}

/**
 * The same for a text that is to be as small as it can be: its world too holds nothing that is not needed,
 * and what a smaller world makes needless of the steps is taken as well. When the budget ends, the rest
 * stays.
 */
export function smallText(
  machine: Machine,
  origin: FlatOrigin,
  lines: readonly FlatLine[],
  end: RunEnd,
  budget: ShrinkBudget,
): SmallText | undefined {
  let text = withSmallWorld(machine, origin, lines, end, budget);
  if (text === undefined) return undefined;
  for (let steps = stepsIn(lines); ; ) {
    const fewer = withFewerSteps(machine, origin, text, budget);
    if (fewer === undefined || fewer.steps >= steps) return { text, steps };
    ({ text, steps } = fewer);
  }
}

/** The same text alone. */
export const smallFlatText = (
  machine: Machine, origin: FlatOrigin, lines: readonly FlatLine[], end: RunEnd, budget = new ShrinkBudget(),
): string | undefined => smallText(machine, origin, lines, end, budget)?.text;

/** The text with fewer steps than are in it; undefined where all of them are needed. */
function withFewerSteps(
  machine: Machine, { title, found }: FlatOrigin, text: string, budget: ShrinkBudget,
): SmallText | undefined {
  const replayed = replayText(machine, text);
  if (replayed === undefined) return undefined;
  const { program } = replayed;
  const { lines, end } = flatLinesOf(machine, program, { kind: "first" });
  const shrunk = shrink(machine, program, lines, end, budget);
  if (shrunk === undefined || stepsIn(shrunk.lines) >= stepsIn(lines)) return undefined;
  const origin = { program, file: parse(text).value, text, title, found };
  const smaller = withSmallWorld(machine, origin, shrunk.lines, end, budget);
  return smaller === undefined || writtenReason(smaller) !== writtenReason(text)
    ? undefined
    : { text: smaller, steps: stepsIn(shrunk.lines) };
}

/** The text of lines in a world that holds nothing that is not needed. */
function withSmallWorld(
  machine: Machine,
  origin: FlatOrigin,
  lines: readonly FlatLine[],
  end: RunEnd,
  budget: ShrinkBudget,
): string | undefined {
  const text = flatText(machine, origin, lines, end);
  const replayed = text && replayText(machine, text);
  if (!replayed) return undefined;
  const gain = gainAtEnd(machine, replayed.program, replayed.end);
  return shrinkWorld(text, (smaller) => budget.take() && failsAsWritten(machine, smaller, gain));
}

/**
 * Whether a flat text fails for the reason that it says, and gains no more than `gain` where one is given.
 */
export function failsAsWritten(machine: Machine, text: string, gain?: ToldGain): boolean {
  const replayed = replayText(machine, text);
  return (
    replayed !== undefined &&
    replayed.end.verdict !== "Held" &&
    reasonOf(machine, replayed.program, replayed.end, text) === writtenReason(text) &&
    (gain === undefined || isSameGain(gainAtEnd(machine, replayed.program, replayed.end), gain))
  );
}

/** What lines gain when they are run by themselves. */
function gainOfLines(machine: Machine, program: Program, lines: readonly FlatLine[]): ToldGain | undefined {
  const runner = new FlatRunner(machine, program, lines.length);
  return runner.run(lines) && runner.gain();
}

/**
 * Compiles a flat text and makes its only run, at whose end the machine is left; undefined when it has errors
 * or more than one scenario, or when the core refuses it (a mark that was taken away can be needed).
 */
export function replayText(machine: Machine, text: string): { program: Program; end: RunEnd } | undefined {
  const { value, diagnostics } = compile(text);
  const scenario = value.scenarios[0];
  if (hasErrors(diagnostics) || scenario === undefined || value.scenarios.length !== 1) return undefined;
  const program = scenario.program(scenario.versions[0]!);
  try {
    machine.load(program.image);
  } catch (error) {
    if (error instanceof ImageRefused) return undefined;
    throw error;
  }
  machine.beginFirst();
  return { program, end: machine.finish() };
}

function isSameFailure(end: RunEnd, replayed: { program: Program; end: RunEnd }): boolean {
  const other = replayed.end;
  if (
    end.verdict !== other.verdict ||
    decisionWord(end.deciding) !== decisionWord(other.deciding) ||
    end.broken === undefined ||
    other.broken === undefined
  )
    return false;
  // the text has the one property that is broken, whatever it is called there
  if ("property" in end.broken)
    return "property" in other.broken && replayed.program.breaks.includes(other.broken.property);
  if ("bugCheck" in end.broken)
    return "bugCheck" in other.broken && other.broken.bugCheck === end.broken.bugCheck;
  return "record" in end.broken === "record" in other.broken;
}

function writeLines(
  machine: Machine,
  origin: FlatOrigin,
  lines: readonly FlatLine[],
  end: RunEnd,
  comment: string,
): string | undefined {
  const observed = observe(machine, origin.program, lines);
  if (observed === undefined) return undefined;
  // what was skipped though no name is missing (a leave of what was never entered) has nothing to show
  const isTold = (index: number): boolean => !isSkipped(observed[index]) || namesVariable(lines[index]!);
  const kept = lines.filter((_, index) => isTold(index));
  const seen = observed.filter((_, index) => isTold(index));
  const { program, lines: tidied, missing } = tidyBindings(origin.program, kept, (index) =>
    bindingOf(seen[index]),
  );
  const steps = tidied.map((line, index): FlatStep => {
    const isDemanded = tidied[index + 1]?.isDemand === true;
    const { record } = line;
    const skipped = missing.get(index);
    if (skipped !== undefined) return { record, observed: { any: true, skipped } };
    return line.isDemand || isDemanded ? { record } : { record, observed: observationOf(seen[index]) };
  });
  const text = decompile({
    ...brokenAlone(program, end),
    file: origin.file,
    text: origin.text,
    steps,
    title: origin.title,
    comment,
  });
  return formatText(text).value;
}

/**
 * The program with the property that is broken and no other: what else is judged says nothing about this
 * failure.
 */
function brokenAlone(program: Program, { broken }: RunEnd): { program: Program; breaks?: number } {
  const isProperty = broken !== undefined && "property" in broken;
  const properties = isProperty ? [program.names.properties[broken.property]!] : [];
  return {
    program: { ...program, names: { ...program.names, properties } },
    ...(isProperty ? { breaks: 0 } : {}),
  };
}

/** The journal's entry of each line; a demand has none. Undefined when the lines do not run. */
function observe(
  machine: Machine,
  program: Program,
  lines: readonly FlatLine[],
): (JournalEntry | undefined)[] | undefined {
  const runner = new FlatRunner(machine, program, lines.length);
  if (runner.run(lines) === undefined) return undefined;
  const journal = runner.journal();
  let next = 0;
  return lines.map((line) => (line.isDemand ? undefined : journal[next++]));
}

function observationOf(entry: JournalEntry | undefined): Observation {
  return entry === undefined ? { any: true } : { status: entry.status };
}

const isSkipped = (entry: JournalEntry | undefined): boolean =>
  ((entry?.stepFlags ?? 0) & stepFlag.Skipped) !== 0;

/** What a line did to the name that it binds. */
function bindingOf(entry: JournalEntry | undefined): BindingOutcome {
  if (isSkipped(entry)) return "skipped";
  return isError(entry?.status ?? 0) ? "failed" : "bound";
}
