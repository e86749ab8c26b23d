/**
 * In a file each name is bound once and for something. In a run the same variable may be bound again and
 * again (a repeated block, an attacker's next try), and most results are never used. So bindings that nobody
 * uses are dropped, and those that come again get a variable of their own; of a name that what broke reads
 * the last one keeps it, since that is what was read, and those before it get others. A call that was
 * skipped names what an earlier one failed to bind; the failed one keeps its name for it, so that the text is
 * skipped there, too.
 */
import type { Program, ProgramNames } from "../../grammar/image/programImage.ts";
import {
  bindsResult,
  copyRecord,
  VARIABLES_MOST,
  variableOf,
  variableOperand,
  type RecordDraft,
} from "../../grammar/image/records.ts";
import {
  expressionId,
  immediateOf,
  instructionOf,
  instructionsIn,
  operationOf,
  recordFlag,
} from "../../grammar/image/tableNumbers.ts";
import type { FlatLine } from "./flatRun.ts";

/** A line whose record is tidied in place. */
interface Draft extends FlatLine {
  readonly record: RecordDraft;
}

/** What a line did to the variable that it binds: a failed call unbinds it, a skipped one leaves it alone. */
export type BindingOutcome = "bound" | "failed" | "skipped";

/** A line that was skipped: which variable was missing, and whether some line before it has that name. */
export interface MissingVariable {
  readonly variable: number;
  readonly isNamed: boolean;
}

/** Lines with the program whose names fit them, and for each line that was skipped the reason. */
export function tidyBindings(
  program: Program,
  lines: readonly FlatLine[],
  outcomeOf: (index: number) => BindingOutcome,
): { program: Program; lines: FlatLine[]; missing: ReadonlyMap<number, MissingVariable> } {
  const judged = variablesOfExpressions(program);
  const tidied = lines.map((line): Draft => ({ ...line, record: copyRecord(line.record) }));
  dropSkippedBinders(tidied, judged, outcomeOf);
  tidied.forEach((line, index) => {
    const { record, isDemand } = line;
    if (isDemand) return;
    if (!partsOf(record).some((variable) => judged.has(variable))) record.flags &= ~recordFlag.KeepOuts;
    // a failed call keeps the name that a skipped one misses
    if (binds(line) && !judged.has(record.result) && usesBehind(tidied, index).length === 0)
      record.flags &= ~recordFlag.BindsResult;
    if (!bindsResult(record)) record.result = 0;
  });
  const renamed = renameRebound(program, tidied, judged);
  return { ...renamed, missing: missingVariables(renamed.lines, outcomeOf) };
}

/** Whether an operand of the line is a variable. */
export function namesVariable(line: FlatLine): boolean {
  return variablesOf(line).length > 0;
}

const binds = ({ record, isDemand }: FlatLine): boolean =>
  !isDemand && (record.flags & recordFlag.BindsResult) !== 0;

const names = ({ record, isDemand }: FlatLine): boolean => !isDemand && bindsResult(record);

/** The variables behind a call's result: its status, then its outs. */
function partsOf({ operation, result }: RecordDraft): number[] {
  const outs = operationOf(operation)?.outs ?? [];
  return Array.from({ length: 1 + outs.length }, (_, position) => result + 1 + position);
}

function variablesOf({ record, isDemand }: FlatLine): number[] {
  return isDemand
    ? []
    : record.operands.map(variableOf).filter((variable): variable is number => variable !== undefined);
}

/** A skipped line binds nothing; it keeps its name only where no other line gives it to what comes later. */
function dropSkippedBinders(
  lines: readonly Draft[],
  judged: ReadonlySet<number>,
  outcomeOf: (index: number) => BindingOutcome,
): void {
  lines.forEach((line, index) => {
    const { record, isDemand } = line;
    if (isDemand || outcomeOf(index) !== "skipped") return;
    const others = judged.has(record.result) ? lines.filter((each) => each !== line) : lines.slice(0, index);
    const isNamed = others.some((each) => names(each) && each.record.result === record.result);
    if (isNamed) record.flags &= ~(recordFlag.BindsResult | recordFlag.KeepOuts);
  });
}

/** The first variable of each skipped line that nothing holds. */
function missingVariables(
  lines: readonly FlatLine[],
  outcomeOf: (index: number) => BindingOutcome,
): Map<number, MissingVariable> {
  const missing = new Map<number, MissingVariable>();
  const isBound = new Map<number, boolean>();
  lines.forEach((line, index) => {
    const outcome = outcomeOf(index);
    if (outcome === "skipped" && !line.isDemand) {
      const used = variablesOf(line);
      const variable = used.find((each) => isBound.get(each) !== true) ?? used[0]!;
      missing.set(index, { variable, isNamed: used.every((each) => isBound.has(each)) });
      if (!used.every((each) => isBound.has(each))) return; // becomes a comment, which names nothing
    }
    if (binds(line)) isBound.set(line.record.result, outcome === "bound");
  });
  return missing;
}

/** Variables that some expression reads: of a branch too, so that a text shows what it went by. */
export function variablesOfExpressions({ image }: Program): ReadonlySet<number> {
  return new Set(image.expressions.flatMap(({ words }) => variablesIn(words)));
}

const variablesIn = (words: readonly number[]): number[] =>
  instructionsIn(words).filter((word) => instructionOf(word) === expressionId.Variable).map(immediateOf);

/** The lines that mean the binding of line `index`: those that name its variable before it is bound again. */
function usesBehind(lines: readonly Draft[], index: number): Draft[] {
  const { result } = lines[index]!.record;
  const behind = lines.slice(index + 1);
  const again = behind.findIndex((line) => binds(line) && line.record.result === result);
  const meant = again < 0 ? behind : behind.slice(0, again + 1);
  return meant.filter((line) => variablesOf(line).includes(result));
}

/** Whether a later line has the same name. */
function isNamedBehind(lines: readonly Draft[], index: number): boolean {
  const { result } = lines[index]!.record;
  return lines.slice(index + 1).some((line) => names(line) && line.record.result === result);
}

/**
 * Renames what a line binds, and what means it; where nothing does, it needs no name. What reads a name says
 * it as it is, so another one beside it must not be called the same.
 */
function giveAnotherName(
  lines: readonly Draft[], index: number, variables: ProgramNames["variables"][number][], isRead: boolean,
): void {
  const { record } = lines[index]!;
  const uses = usesBehind(lines, index);
  if (uses.length > 0 && variables.length >= VARIABLES_MOST) return;
  const [was, is] = [variableOperand(record.result), variableOperand(variables.length)];
  for (const use of uses) {
    use.record.operands = use.record.operands.map((operand) => (operand === was ? is : operand));
  }
  record.flags &= ~(uses.length > 0 ? recordFlag.KeepOuts : recordFlag.KeepOuts | recordFlag.BindsResult);
  const { name, ...rest } = variables[record.result]!;
  if (uses.length > 0) variables.push({ ...rest, name: isRead ? `${name}Earlier` : name });
  record.result = uses.length > 0 ? variables.length - 1 : 0;
}

function renameRebound(
  program: Program,
  lines: readonly Draft[],
  judged: ReadonlySet<number>,
): { program: Program; lines: FlatLine[] } {
  const variables = [...program.names.variables];
  const bound = new Set<number>();
  lines.forEach((line, index) => {
    if (!names(line)) return;
    const { record } = line;
    const isRead = [record.result, ...partsOf(record)].some((variable) => judged.has(variable));
    const isTaken = isRead ? isNamedBehind(lines, index) : bound.has(record.result);
    if (isTaken) giveAnotherName(lines, index, variables, isRead);
    bound.add(record.result);
  });
  return { program: { ...program, names: { ...program.names, variables } }, lines: [...lines] };
}
