/**
 * In a file each name is bound once and for something. In a run the same variable may be bound again and
 * again (a repeated block, an attacker's next try), and most results are never used. So bindings that nobody
 * uses are dropped, and those that come again get a variable of their own. A call that was skipped names what
 * an earlier one failed to bind; the failed one keeps its name for it, so that the text is skipped there,
 * too.
 */
import { expressionOperations } from "../../core/tables/expressionOperations.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import type { FlatLine } from "./flatRun.ts";

const KEEP_OUTS = 1;
const BINDS_RESULT = 8;
const FORM_VARIABLE = 2;
const VARIABLE_WORD = expressionOperations.find((row) => row.name === "Variable")!.id;
const OUTS_MAX = 8;

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
  const tidied = lines.map((line) => ({ ...line, bytes: line.bytes.slice() }));
  dropSkippedBinders(tidied, judged, outcomeOf);
  tidied.forEach(({ bytes, isDemand }, index) => {
    if (isDemand) return;
    const outsAreJudged = Array.from({ length: OUTS_MAX }, (_, position) => bytes[2]! + 1 + position).some(
      (variable) => judged.has(variable),
    );
    if ((bytes[3]! & KEEP_OUTS) !== 0 && !outsAreJudged) bytes[3]! &= ~KEEP_OUTS;
    // a failed call keeps the name that a skipped one misses
    if (binds(tidied[index]!) && !judged.has(bytes[2]!) && !isUsed(tidied, index))
      bytes[3]! &= ~BINDS_RESULT;
    if ((bytes[3]! & (KEEP_OUTS | BINDS_RESULT)) === 0) bytes[2] = 0;
  });
  const renamed = renameRebound(program, tidied, judged);
  return { ...renamed, missing: missingVariables(renamed.lines, outcomeOf) };
}

/** Whether an operand of the line is a variable. */
export function namesVariable(line: FlatLine): boolean {
  return variablesOf(line).length > 0;
}

const binds = ({ bytes, isDemand }: FlatLine): boolean => !isDemand && (bytes[3]! & BINDS_RESULT) !== 0;

const names = ({ bytes, isDemand }: FlatLine): boolean =>
  !isDemand && (bytes[3]! & (BINDS_RESULT | KEEP_OUTS)) !== 0;

function variablesOf({ bytes, isDemand }: FlatLine): number[] {
  const operands = isDemand ? [] : [4, 6, 8, 10, 12].map((at) => bytes[at]! | (bytes[at + 1]! << 8));
  return operands
    .filter((operand) => operand >>> 12 === FORM_VARIABLE)
    .map((operand) => operand & 0xfff);
}

/** A skipped line binds nothing; it keeps its name only where no other line gives it to what comes later. */
function dropSkippedBinders(
  lines: readonly FlatLine[],
  judged: ReadonlySet<number>,
  outcomeOf: (index: number) => BindingOutcome,
): void {
  lines.forEach((line, index) => {
    const { bytes, isDemand } = line;
    if (isDemand || outcomeOf(index) !== "skipped") return;
    const others = judged.has(bytes[2]!) ? lines.filter((each) => each !== line) : lines.slice(0, index);
    const isNamed = others.some((each) => names(each) && each.bytes[2] === bytes[2]);
    if (isNamed) bytes[3]! &= ~(BINDS_RESULT | KEEP_OUTS);
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
    if (binds(line)) isBound.set(line.bytes[2]!, outcome === "bound");
  });
  return missing;
}

/** Variables that some expression reads: a title cannot be changed with them, so they keep their numbers. */
export function variablesOfExpressions({ image }: Program): ReadonlySet<number> {
  return new Set(
    image.expressions.flatMap(({ words }) =>
      words.filter((word) => (word & 0xff) === VARIABLE_WORD).map((word) => word >>> 8),
    ),
  );
}

/** Whether a later line names the variable before it is bound again. */
function isUsed(lines: readonly FlatLine[], index: number): boolean {
  const variable = lines[index]!.bytes[2]!;
  return usesBehind(lines, index, variable).length > 0;
}

/** Places of operands that mean the binding of line `index`. */
function usesBehind(
  lines: readonly FlatLine[],
  index: number,
  variable: number,
): { bytes: Uint8Array; at: number }[] {
  const uses: { bytes: Uint8Array; at: number }[] = [];
  for (const line of lines.slice(index + 1)) {
    const { bytes, isDemand } = line;
    for (let at = 4; at < 14 && !isDemand; at += 2) {
      const operand = bytes[at]! | (bytes[at + 1]! << 8);
      if (operand >>> 12 === FORM_VARIABLE && (operand & 0xfff) === variable) uses.push({ bytes, at });
    }
    if (binds(line) && bytes[2] === variable) break;
  }
  return uses;
}

function renameRebound(
  program: Program,
  lines: FlatLine[],
  judged: ReadonlySet<number>,
): { program: Program; lines: FlatLine[] } {
  const names = [...program.names.variables];
  const bound = new Set<number>();
  lines.forEach(({ bytes, isDemand }, index) => {
    if (isDemand || (bytes[3]! & BINDS_RESULT) === 0) return;
    const variable = bytes[2]!;
    if (bound.has(variable) && !judged.has(variable) && names.length < 0xff) {
      const uses = usesBehind(lines, index, variable);
      names.push(program.names.variables[variable]!);
      bytes[2] = names.length - 1;
      for (const use of uses) use.bytes[use.at] = names.length - 1;
    }
    bound.add(bytes[2]!);
  });
  return { program: { ...program, names: { ...program.names, variables: names } }, lines };
}
