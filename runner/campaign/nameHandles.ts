/**
 * Names for handles that an attacker drew though nothing is called so any more: a driver's call whose result
 * nobody keeps, or whose name a later call has taken. In a flat program the call that made the handle gets a
 * name of its own, for which the compiler keeps variables to spare. What no call of the program made goes by
 * its value.
 */
import { recordFlags, stepFlags, variableKinds } from "../../core/tables/kinds.ts";
import { operations, type Operation } from "../../core/tables/operations.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import type { JournalEntry } from "../machine/machine.ts";

const flag = (name: (typeof recordFlags)[number]["name"]): number =>
  recordFlags.find((row) => row.name === name)!.value;
const [KEEP_OUTS, BINDS_RESULT] = [flag("KeepOuts"), flag("BindsResult")];
const SKIPPED = stepFlags.find((row) => row.name === "Skipped")!.value;
const [VARIABLE, HANDLE] = [2, 6];
const HANDLE_BOUND = variableKinds.find((row) => row.name === "Handle")!.value;
const PLACES = [4, 6, 8, 10, 12];
const makesHandle = new Map(
  (operations as readonly Operation[]).map((row) => [
    row.id,
    row.result === "tokenHandle" || row.result === "objectHandle",
  ]),
);

/**
 * The records of a journal, in which every handle has a name. `judged`: variables that keep their numbers.
 */
export function nameHandles(
  program: Program,
  journal: readonly JournalEntry[],
  judged: ReadonlySet<number>,
): Uint8Array[] {
  const records = journal.map((entry) => entry.bytes.slice());
  const spare = program.names.variables.flatMap((variable, index) => (variable.spare ? [index] : []));
  records.forEach((bytes, index) => {
    for (const place of PLACES) {
      const operand = wordAt(bytes, place);
      const held = operand >>> 12 === VARIABLE ? slotAtStart(program, operand & 0xfff) : undefined;
      if (held !== undefined) setWord(bytes, place, (HANDLE << 12) | held);
      if (operand >>> 12 !== HANDLE) continue;
      const variable = nameOf(records, makerOf(journal, index, operand & 0xfff), spare, judged);
      if (variable !== undefined) setWord(bytes, place, (VARIABLE << 12) | variable);
    }
  });
  return records;
}

/** The entry of a handle that an attacker holds from the start, by the variable that stands for it. */
function slotAtStart({ image }: Program, variable: number): number | undefined {
  const row = image.initial.variable?.[variable];
  return row?.kind === HANDLE_BOUND ? Number(row.value) : undefined;
}

/** The call that made the handle of a slot, as it stands before line `index`; -1: none that succeeded. */
function makerOf(journal: readonly JournalEntry[], index: number, slot: number): number {
  return journal.findLastIndex(
    ({ operation, status, value, stepFlags: flags }, place) =>
      place < index &&
      makesHandle.get(operation) === true &&
      status >>> 30 !== 3 &&
      value === slot &&
      (flags & SKIPPED) === 0,
  );
}

/** The variable of a call's result, a spare one where it has none for itself. */
function nameOf(
  records: readonly Uint8Array[],
  maker: number,
  spare: number[],
  judged: ReadonlySet<number>,
): number | undefined {
  const bytes = records[maker];
  if (bytes === undefined) return undefined;
  const before = (bytes[3]! & (BINDS_RESULT | KEEP_OUTS)) === 0 ? undefined : bytes[2]!;
  if (before !== undefined && isOwn.has(bytes)) return before;
  const variable = spare[0];
  if (variable === undefined || (before !== undefined && judged.has(before))) return undefined;
  spare.shift();
  isOwn.add(bytes);
  bytes[2] = variable;
  bytes[3] = (bytes[3]! & ~KEEP_OUTS) | BINDS_RESULT;
  if (before !== undefined) renameUses(records, maker, before, variable);
  return variable;
}

/** Records whose result was given a name of its own. */
const isOwn = new WeakSet<Uint8Array>();

/** What names the result of a call, until the name is bound again, names it by its new name. */
function renameUses(records: readonly Uint8Array[], maker: number, before: number, variable: number): void {
  for (const bytes of records.slice(maker + 1)) {
    for (const place of PLACES) {
      if (wordAt(bytes, place) === ((VARIABLE << 12) | before))
        setWord(bytes, place, (VARIABLE << 12) | variable);
    }
    if ((bytes[3]! & (BINDS_RESULT | KEEP_OUTS)) !== 0 && bytes[2] === before) break;
  }
}

const wordAt = (bytes: Uint8Array, at: number): number => bytes[at]! | (bytes[at + 1]! << 8);

function setWord(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value & 0xff;
  bytes[at + 1] = value >>> 8;
}
