/**
 * Names for handles that an attacker drew though nothing is called so any more: a driver's call whose result
 * nobody keeps, or whose name a later call has taken. In a flat program the call that made the handle gets a
 * name of its own, for which the compiler keeps variables to spare. What no call of the program made goes by
 * its value.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import {
  bindsResult,
  copyRecord,
  encodeOperand,
  operandOf,
  variableOperand,
  type RawRecord,
  type RecordDraft,
} from "../../grammar/image/records.ts";
import { operationOf, recordFlag, stepFlag, variableKind } from "../../grammar/image/tableNumbers.ts";
import { isError } from "../../grammar/statusWords.ts";
import type { JournalEntry } from "../machine/machine.ts";

/**
 * The records of a journal, in which every handle has a name. `judged`: variables that keep their numbers.
 */
export function nameHandles(
  program: Program,
  journal: readonly JournalEntry[],
  judged: ReadonlySet<number>,
): RawRecord[] {
  const naming = new Naming(program, journal, judged);
  naming.nameAll();
  return naming.records;
}

class Naming {
  readonly records: RecordDraft[];
  private readonly spare: number[];
  /** Lines whose result was given a name of its own. */
  private readonly renamed = new Set<number>();

  constructor(
    private readonly program: Program,
    private readonly journal: readonly JournalEntry[],
    private readonly judged: ReadonlySet<number>,
  ) {
    this.records = journal.map(copyRecord);
    this.spare = program.names.variables.flatMap((variable, index) => (variable.spare ? [index] : []));
  }

  nameAll(): void {
    this.records.forEach(({ operands }, line) => {
      // one by one: naming one operand can rename another of the same line
      for (const position of operands.keys()) operands[position] = this.named(operands[position]!, line);
    });
  }

  /** The operand of a line by the name of what it is. */
  private named(operand: number, line: number): number {
    const { form, index } = operandOf(operand);
    if (form === "Variable") {
      const held = slotAtStart(this.program, index);
      return held === undefined ? operand : encodeOperand({ form: "Handle", index: held });
    }
    if (form !== "Handle") return operand;
    const variable = this.nameOf(this.makerOf(line, index));
    return variable === undefined ? operand : variableOperand(variable);
  }

  /** The call that made the handle of a slot, as it stands before a line; -1: none that succeeded. */
  private makerOf(line: number, slot: number): number {
    return this.journal.findLastIndex(
      ({ operation, status, value, stepFlags }, place) =>
        place < line &&
        makesHandle(operation) &&
        !isError(status) &&
        value === slot &&
        (stepFlags & stepFlag.Skipped) === 0,
    );
  }

  /** The variable of a call's result, a spare one where it has none for itself. */
  private nameOf(maker: number): number | undefined {
    const record = this.records[maker];
    if (record === undefined) return undefined;
    const before = bindsResult(record) ? record.result : undefined;
    if (before !== undefined && this.renamed.has(maker)) return before;
    const variable = this.spare[0];
    if (variable === undefined || (before !== undefined && this.judged.has(before))) return undefined;
    this.spare.shift();
    this.renamed.add(maker);
    record.result = variable;
    record.flags = (record.flags & ~recordFlag.KeepOuts) | recordFlag.BindsResult;
    if (before !== undefined) this.renameUses(maker, before, variable);
    return variable;
  }

  /** What names the result of a call, until the name is bound again, names it by its new name. */
  private renameUses(maker: number, before: number, variable: number): void {
    const [was, is] = [variableOperand(before), variableOperand(variable)];
    for (const record of this.records.slice(maker + 1)) {
      record.operands.forEach((operand, position) => {
        if (operand === was) record.operands[position] = is;
      });
      if (bindsResult(record) && record.result === before) break;
    }
  }
}

function makesHandle(operation: number): boolean {
  const result = operationOf(operation)?.result;
  return result === "tokenHandle" || result === "objectHandle";
}

/** The entry of a handle that an attacker holds from the start, by the variable that stands for it. */
function slotAtStart({ image }: Program, variable: number): number | undefined {
  const row = image.initial.variable?.[variable];
  return row?.["kind"] === variableKind.Handle ? Number(row["value"]) : undefined;
}
