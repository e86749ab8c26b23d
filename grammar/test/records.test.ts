/** The record's bytes: what is written is what is read, at the places that the table of the image names. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { sections } from "../../core/tables/image.ts";
import { operandForms } from "../../core/tables/kinds.ts";
import {
  copyRecord, encodeOperand, encodeRecords, operandOf, RECORD_BYTES, readRecord, variableOf, variableOperand,
  withOperand, type RawRecord,
} from "../image/records.ts";

const byte = fc.nat(0xff);
const word = fc.nat(0xffff);
const anyRecord: fc.Arbitrary<RawRecord> = fc.record({
  operation: byte, actor: byte, result: byte, flags: byte, fault: word,
  operands: fc.array(word, { minLength: 5, maxLength: 5 }),
});
const anyOperand = fc.record({
  form: fc.constantFrom(...operandForms.map((row) => row.name)), index: fc.nat(0xfff),
});

it("reads every record as it was written, wherever it lies", () => {
  fc.assert(fc.property(fc.array(anyRecord, { maxLength: 6 }), (records) => {
    const view = new DataView(encodeRecords(records).buffer);
    expect(records.map((_, index) => readRecord(view, index * RECORD_BYTES))).toEqual(records);
  }));
});

it("puts each field of the table where the table says, and nothing elsewhere", () => {
  const record: RawRecord = {
    operation: 0x01, actor: 0x02, result: 0x03, flags: 0x04, fault: 0x0e0f,
    operands: [0x0405, 0x0607, 0x0809, 0x0a0b, 0x0c0d],
  };
  const values = new Map<string, number>([
    ["operation", record.operation], ["actor", record.actor], ["result", record.result],
    ["flags", record.flags], ["fault", record.fault],
    ...record.operands.map((operand, position) => [`operand${position}`, operand] as const),
  ]);
  const { fields, size } = sections.find((section) => section.name === "record")!;
  const expected = new DataView(new ArrayBuffer(size));
  for (const { name, type, offset } of fields) {
    if (type === "u8") expected.setUint8(offset, values.get(name)!);
    else expected.setUint16(offset, values.get(name)!, true);
  }
  expect([...encodeRecords([record])]).toEqual([...new Uint8Array(expected.buffer)]);
});

it("writes a missing operand as none", () => {
  const record = { operation: 1, actor: 2, result: 3, flags: 0, operands: [variableOperand(7)], fault: 0 };
  expect(readRecord(new DataView(encodeRecords([record]).buffer), 0).operands.map(operandOf)).toEqual([
    { form: "Variable", index: 7 }, ...Array.from({ length: 4 }, () => ({ form: "None", index: 0 })),
  ]);
});

it("tells form and index of an operand however it is given, and refuses an index without room", () => {
  fc.assert(fc.property(anyOperand, (operand) => {
    expect(operandOf(encodeOperand(operand))).toEqual(operand);
    const reads = ["Variable", "ProcessOf"].includes(operand.form);
    expect(variableOf(encodeOperand(operand))).toBe(reads ? operand.index : undefined);
  }));
  expect(() => encodeOperand({ form: "Variable", index: 0x1000 })).toThrow(RangeError);
});

it("changes copies alone", () => {
  fc.assert(fc.property(anyRecord, fc.nat(4), word, (record, position, operand) => {
    const before = JSON.stringify(record);
    copyRecord(record).operands[position] = operand;
    expect(withOperand(record, position, operand).operands[position]).toBe(operand);
    expect(JSON.stringify(record)).toBe(before);
  }));
});
