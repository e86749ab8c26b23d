/**
 * `failed` asks the last call of the code that it stands in. In a flat text all lines are one code, so where
 * others went on in between it would ask another call: there the call that was meant gets a name. Where it
 * can have none (an act, a line that was skipped), what it came to stands for the question.
 */
import type { ImageExpression, Program, SaidElsewhere } from "../../grammar/image/programImage.ts";
import { bindsResult } from "../../grammar/image/records.ts";
import {
  expressionId, instructionOf, instructionsIn, mapInstructions, operationOf, recordFlag, stepFlag,
} from "../../grammar/image/tableNumbers.ts";
import type { JournalEntry } from "../machine/machine.ts";
import { isMark } from "../report/lines.ts";
import type { FlatLine } from "./flatRun.ts";

/** A run as lines, and as it was written down. */
interface RunLines {
  readonly lines: FlatLine[];
  readonly journal: readonly JournalEntry[];
}

/** A program with lines of it. */
interface Lines {
  readonly program: Program;
  readonly lines: FlatLine[];
}

/**
 * The program and the lines in which a condition that broke in a lane asks the call that it asked in the run;
 * `failed`: what that was answered.
 */
export function withLastCall(
  program: Program, number: number, { lines, journal }: RunLines, lane: number | undefined, failed: boolean,
): Lines {
  const { words } = program.image.expressions[number]!;
  const asks = instructionsIn(words).some((word) => instructionOf(word) === expressionId.LastFailed);
  const last = journal.findLastIndex((entry) => entry.lane === lane && !isMark(entry));
  if (!asks || lane === undefined || last === journal.findLastIndex((entry) => !isMark(entry))) {
    return { program, lines };
  }
  const answer = { kind: "words", words: String(failed) } as const;
  return (
    named(program, number, lines, last, journal[last]) ??
    { program: exchanged(program, number, [literal(failed)], answer), lines }
  );
}

const literal = (value: boolean): number => (expressionId.Literal | (Number(value) << 8)) >>> 0;

/** The call with a name, by which the condition asks for it; undefined where it can have none. */
function named(
  program: Program, number: number, lines: FlatLine[], last: number, entry: JournalEntry | undefined,
): Lines | undefined {
  const operation = operationOf(entry?.operation ?? 0);
  const line = lines[last];
  const { words } = program.image.expressions[number]!;
  const hasLoops = instructionsIn(words).some((word) => instructionOf(word) === expressionId.LoopBegin);
  const isSkipped = ((entry?.stepFlags ?? 0) & stepFlag.Skipped) !== 0;
  if (line === undefined || operation?.returns !== "status" || isSkipped || hasLoops) return undefined;
  // a name that it has already has no room for its status
  if (bindsResult(line.record)) return undefined;
  const parts = ["", ".status", ...operation.outs.map(({ name }) => `.${name}`)];
  const call = program.names.variables.length;
  const status = call + 1;
  const record = { ...line.record, result: call, flags: line.record.flags | recordFlag.KeepOuts };
  const asking = [(expressionId.Variable | (status << 8)) >>> 0, expressionId.Failed];
  const said: SaidElsewhere["as"] = { kind: "variable", variable: call, behind: ".failed" };
  const condition = exchanged(program, number, asking, said);
  return { program: withVariables(condition, parts), lines: lines.with(last, { ...line, record }) };
}

/** The program with variables more, for a call and its parts. */
function withVariables(program: Program, parts: readonly string[]): Program {
  const { image, names } = program;
  const { counts, initial } = image;
  return {
    ...program,
    image: {
      ...image,
      counts: { ...counts, variable: counts.variable + parts.length },
      initial: { ...initial, variable: [...(initial.variable ?? []), ...parts.map(() => ({}))] },
    },
    names: { ...names, variables: [...names.variables, ...parts.map((part) => ({ name: `call${part}` }))] },
  };
}

/** The program in which a condition asks something else where it asked for the last call. */
function exchanged(
  program: Program, number: number, asking: readonly number[], said: SaidElsewhere["as"],
): Program {
  const { image, names } = program;
  const isQuestion = (word: number): boolean => instructionOf(word) === expressionId.LastFailed;
  const before: ImageExpression = image.expressions[number]!;
  const words = asking.length === 1
    ? mapInstructions(before.words, (word) => (isQuestion(word) ? asking[0]! : word))
    : before.words.flatMap((word) => (isQuestion(word) ? asking : [word]));
  const source = names.expressions[number]!;
  const exchange = ({ span, as }: SaidElsewhere): SaidElsewhere =>
    ({ span, as: as.kind === "lastFailed" ? said : as });
  return {
    ...program,
    image: { ...image, expressions: image.expressions.with(number, { ...before, words }) },
    names: {
      ...names,
      expressions: names.expressions.with(number, { ...source, said: source.said.map(exchange) }),
    },
  };
}
