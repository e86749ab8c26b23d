/**
 * In a file each name is bound once and for something. In a run the same variable may be bound again and
 * again (a repeated block, an attacker's next try), and most results are never used. So bindings that failed
 * or that nobody uses are dropped, and those that come again get a variable of their own.
 */
import { expressionOperations } from "../../core/tables/expressionOperations.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import type { FlatLine } from "./flatRun.ts";

const KEEP_OUTS = 1;
const BINDS_RESULT = 8;
const FORM_VARIABLE = 2;
const VARIABLE_WORD = expressionOperations.find((row) => row.name === "Variable")!.id;
const OUTS_MAX = 8;

/** Lines with the program whose names fit them. `failed` says which lines bound nothing. */
export function tidyBindings(
  program: Program,
  lines: readonly FlatLine[],
  failed: (index: number) => boolean,
): { program: Program; lines: FlatLine[] } {
  const judged = variablesOfExpressions(program);
  const tidied = lines.map((line) => ({ ...line, bytes: line.bytes.slice() }));
  tidied.forEach(({ bytes, isDemand }, index) => {
    if (isDemand) return;
    const outsAreJudged = Array.from({ length: OUTS_MAX }, (_, position) => bytes[2]! + 1 + position).some(
      (variable) => judged.has(variable),
    );
    if ((bytes[3]! & KEEP_OUTS) !== 0 && !outsAreJudged) bytes[3]! &= ~KEEP_OUTS;
    if (
      (bytes[3]! & BINDS_RESULT) !== 0 &&
      !judged.has(bytes[2]!) &&
      (failed(index) || !isUsed(tidied, index))
    )
      bytes[3]! &= ~BINDS_RESULT;
    if ((bytes[3]! & (KEEP_OUTS | BINDS_RESULT)) === 0) bytes[2] = 0;
  });
  return renameRebound(program, tidied, judged);
}

/** Variables that some expression reads: a title cannot be changed with them, so they keep their numbers. */
function variablesOfExpressions({ image }: Program): ReadonlySet<number> {
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
  for (const { bytes, isDemand } of lines.slice(index + 1)) {
    for (let at = 4; at < 14 && !isDemand; at += 2) {
      const operand = bytes[at]! | (bytes[at + 1]! << 8);
      if (operand >>> 12 === FORM_VARIABLE && (operand & 0xfff) === variable) uses.push({ bytes, at });
    }
    if (!isDemand && (bytes[3]! & BINDS_RESULT) !== 0 && bytes[2] === variable) break;
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
