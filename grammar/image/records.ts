/**
 * The 16-byte record that programs, journals, flat texts and the shrinker share, as numbers that one can read
 * and change. Its bytes are read and written here and nowhere else, at the places that the table of the image
 * gives them; everybody else asks for a record's parts by name.
 */
import { sections } from "../../core/tables/image.ts";
import { operandForms } from "../../core/tables/kinds.ts";
import type { ImageOperand, ImageRecord } from "./programImage.ts";
import { controlId, operandForm, recordFlag } from "./tableNumbers.ts";

/** A record whose operands are the 16-bit numbers of its bytes: form above, index below. */
export interface RawRecord extends ImageRecord {
  readonly operands: readonly number[];
}

/** A copy of a record, to be changed by whoever made it. */
export type RecordDraft = { -readonly [Part in Exclude<keyof RawRecord, "operands">]: number } & {
  operands: number[];
};

const section = sections.find((each) => each.name === "record")!;
const placeOf = (name: (typeof section.fields)[number]["name"]): number =>
  section.fields.find((field) => field.name === name)!.offset;
const places = {
  operation: placeOf("operation"),
  actor: placeOf("actor"),
  result: placeOf("result"),
  flags: placeOf("flags"),
  operands: section.fields.filter((field) => field.name.startsWith("operand")).map((field) => field.offset),
  fault: placeOf("fault"),
};

export const RECORD_BYTES = section.size;

/** Variables that a record can name in the byte of its result. */
export const VARIABLES_MOST = 0xff;

/** In the place of a work item's code: it stands in the flat program itself, so that nobody starts it. */
export const NO_CODE = 0xffff;

const INDEX_BITS = 12;
const INDEX_MOST = (1 << INDEX_BITS) - 1;

/** 16 bits of an operand. Throws RangeError when its index needs more than its share of them. */
export function encodeOperand(operand: ImageOperand | number): number {
  if (typeof operand === "number") return operand;
  if (operand.index > INDEX_MOST) throw new RangeError(`operand index ${operand.index} does not fit`);
  return (operandForm[operand.form] << INDEX_BITS) | operand.index;
}

/** An operand as form and index, however it is given; one that is left out is None. */
export function operandOf(operand: ImageOperand | number | undefined): ImageOperand {
  if (operand === undefined) return { form: "None", index: 0 };
  if (typeof operand !== "number") return operand;
  return { form: operandForms[operand >>> INDEX_BITS]?.name ?? "None", index: operand & INDEX_MOST };
}

/** A number that is an operand as it is, and has no form: a jump's goal, a label, a domain, an attacker. */
export const numberOf = (operand: ImageOperand | number | undefined): number =>
  typeof operand === "number" ? operand : (operand?.index ?? 0);

/** The variable that an operand reads, itself or for its thread's process; undefined where it reads none. */
export function variableOf(operand: ImageOperand | number | undefined): number | undefined {
  const { form, index } = operandOf(operand);
  return form === "Variable" || form === "ProcessOf" ? index : undefined;
}

/** The operand that names a variable. */
export const variableOperand = (index: number): number => encodeOperand({ form: "Variable", index });

/** Whether a call's result gets a name: the variable of that number, or those behind it for its outs. */
export const bindsResult = ({ flags }: Pick<ImageRecord, "flags">): boolean =>
  (flags & (recordFlag.BindsResult | recordFlag.KeepOuts)) !== 0;

/** The record with another operand at a position. */
export const withOperand = (record: RawRecord, position: number, operand: number): RawRecord => ({
  ...record,
  operands: record.operands.with(position, operand),
});

/** A copy of the record alone, whatever else its holder knows of it. */
export const copyRecord = ({ operation, actor, result, flags, operands, fault }: RawRecord): RecordDraft => ({
  operation,
  actor,
  result,
  flags,
  operands: [...operands],
  fault,
});

/** The record with its operands as numbers, as many as it has places. */
export const rawRecord = (record: ImageRecord): RawRecord => ({
  ...record,
  operands: places.operands.map((_, position) => encodeOperand(record.operands[position] ?? 0)),
});

/** A control record that no thread makes. */
export const controlRecord = (name: keyof typeof controlId, ...operands: readonly number[]): RawRecord =>
  rawRecord({ operation: controlId[name], actor: 0, result: 0, flags: 0, operands, fault: 0 });

/** Reads the record whose first byte is at `at`. */
export function readRecord(view: DataView, at: number): RawRecord {
  return {
    operation: view.getUint8(at + places.operation),
    actor: view.getUint8(at + places.actor),
    result: view.getUint8(at + places.result),
    flags: view.getUint8(at + places.flags),
    operands: places.operands.map((place) => view.getUint16(at + place, true)),
    fault: view.getUint16(at + places.fault, true),
  };
}

/** Writes records one behind the other, the first one's first byte at `at`. */
export function writeRecords(view: DataView, at: number, records: readonly ImageRecord[]): void {
  records.forEach((record, index) => {
    const start = at + RECORD_BYTES * index;
    view.setUint8(start + places.operation, record.operation);
    view.setUint8(start + places.actor, record.actor);
    view.setUint8(start + places.result, record.result);
    view.setUint8(start + places.flags, record.flags);
    places.operands.forEach((place, position) =>
      view.setUint16(start + place, encodeOperand(record.operands[position] ?? 0), true),
    );
    view.setUint16(start + places.fault, record.fault, true);
  });
}

/** The bytes of records. */
export function encodeRecords(records: readonly ImageRecord[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(RECORD_BYTES * records.length);
  writeRecords(new DataView(bytes.buffer), 0, records);
  return bytes;
}
