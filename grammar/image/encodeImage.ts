/** Writes a program as the bytes that the core loads (core/tables/image.ts says what they mean). */
import {
  HEAD_FIXED_WORDS,
  IMAGE_BYTES_MAX,
  IMAGE_FORMAT,
  IMAGE_MAGIC,
  sections,
  type SectionName,
} from "../../core/tables/image.ts";
import { regions, type Field, type RegionName } from "../../core/tables/layout.ts";
import type { ProgramImage, StateRow } from "./programImage.ts";
import { encodeOperand, encodeRecords } from "./records.ts";

/** Offset of each region within the state block, for the planned numbers of records. */
export function regionOffsets(counts: ProgramImage["counts"]): {
  offsets: Record<RegionName, number>;
  size: number;
} {
  const offsets = {} as Record<RegionName, number>;
  let size = 0;
  for (const region of regions) {
    offsets[region.name] = size;
    size += region.size * counts[region.name];
  }
  return { offsets, size: (size + 15) & ~15 };
}

/**
 * The bytes of an image. Throws RangeError when the program is larger than the core's rooms; the emitter asks
 * `imageLimits` first.
 */
export function encodeImage(image: ProgramImage): Uint8Array<ArrayBuffer> {
  const parts = sectionBytes(image);
  const headWords = HEAD_FIXED_WORDS + regions.length + 2 * sections.length;
  const head = new Uint32Array(headWords);
  let offset = align(headWords * 4);
  const chunks: { at: number; bytes: Uint8Array }[] = [];
  sections.forEach((section, index) => {
    const { bytes, count } = parts[section.name];
    if (count > section.countMax)
      throw new RangeError(`${section.name}: ${count} of at most ${section.countMax}`);
    head[HEAD_FIXED_WORDS + regions.length + 2 * index] = offset;
    head[HEAD_FIXED_WORDS + regions.length + 2 * index + 1] = count;
    chunks.push({ at: offset, bytes });
    offset = align(offset + bytes.length);
  });
  if (offset > IMAGE_BYTES_MAX)
    throw new RangeError(`the program takes ${offset} bytes of at most ${IMAGE_BYTES_MAX}`);
  head.set([IMAGE_MAGIC, IMAGE_FORMAT, offset, 0]);
  regions.forEach((region, index) => { head[HEAD_FIXED_WORDS + index] = image.counts[region.name]; });
  const result = new Uint8Array(offset);
  result.set(new Uint8Array(head.buffer), 0);
  for (const chunk of chunks) result.set(chunk.bytes, chunk.at);
  return result;
}

const align = (offset: number): number => (offset + 15) & ~15;

/** Writes one field at `at` plus its offset. */
function writeField(
  view: DataView,
  at: number,
  field: Pick<Field, "type" | "offset">,
  value: number | bigint,
): void {
  const place = at + field.offset;
  switch (field.type) {
    case "u8": view.setUint8(place, Number(value)); break;
    case "u16": view.setUint16(place, Number(value), true); break;
    case "u32": view.setUint32(place, Number(value) >>> 0, true); break;
    case "u64": view.setBigUint64(place, BigInt(value), true); break;
    case "mask128":
      view.setBigUint64(place, BigInt.asUintN(64, BigInt(value)), true);
      view.setBigUint64(place + 8, BigInt.asUintN(64, BigInt(value) >> 64n), true);
  }
}

/** Rows of one section by field name. */
function rows(
  name: SectionName,
  values: readonly Readonly<Record<string, number | bigint>>[],
): { bytes: Uint8Array; count: number } {
  const section = sections.find((candidate) => candidate.name === name)!;
  const fields: readonly { name: string; type: Field["type"]; offset: number }[] =
    "fields" in section ? section.fields : [];
  const bytes = new Uint8Array(section.size * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((row, index) => {
    for (const field of fields) writeField(view, index * section.size, field, row[field.name] ?? 0);
  });
  return { bytes, count: values.length };
}

function sectionBytes(image: ProgramImage): Record<SectionName, { bytes: Uint8Array; count: number }> {
  const initialState = encodeState(image.counts, image.initial);
  const domainValues: { value: number }[] = [];
  const domains = image.domains.map((domain) => {
    const start = domainValues.length;
    for (const operand of domain.values) domainValues.push({ value: encodeOperand(operand) });
    return {
      start,
      count: domain.values.length,
      dynamicKind: domain.dynamicKind,
      handleKind: domain.handleKind,
    };
  });
  const words: { value: number }[] = [];
  const expressions = image.expressions.map((expression) => {
    const start = words.length;
    for (const word of expression.words) words.push({ value: word });
    return { start, count: expression.words.length, watch: expression.watch };
  });
  const calls: Record<string, number>[] = [];
  const attackers = image.attackers.map((attacker) => {
    const callStart = calls.length;
    for (const call of attacker.calls) {
      const row: Record<string, number> = { operation: call.operation, weight: call.weight };
      for (let index = 0; index < 5; index++) row[`domain${index}`] = call.domains[index] ?? 0xffff;
      calls.push(row);
    }
    return {
      threads: attacker.threads,
      callStart,
      callCount: attacker.calls.length,
      variableStart: attacker.variableStart,
      variableCount: attacker.variableCount,
      playVariable: attacker.playVariable,
      weightTotal: attacker.calls.reduce((sum, call) => sum + call.weight, 0),
      processMask: attacker.processes.reduce((mask, process) => mask | (1 << process), 0) >>> 0,
    };
  });
  const changes: { luid: number; attributes: number }[] = [];
  const privilegeLists = image.privilegeLists.map((list) => {
    const start = changes.length;
    changes.push(...list);
    return { start, count: list.length };
  });
  const sidEntries: { sid: number; attributes: number }[] = [];
  const sidLists = image.sidLists.map((list) => {
    const start = sidEntries.length;
    sidEntries.push(...list);
    return { start, count: list.length };
  });
  const byte = (values: readonly number[]): { bytes: Uint8Array; count: number } => ({
    bytes: Uint8Array.from(values),
    count: values.length,
  });
  return {
    initialState: { bytes: initialState, count: initialState.length },
    switches: byte(image.switches), wellKnownSids: byte(image.wellKnownSids),
    record: { bytes: encodeRecords(image.records), count: image.records.length },
    constant: rows("constant", image.constants.map((value) => ({ value }))),
    domain: rows("domain", domains), domainValue: rows("domainValue", domainValues),
    ...accessLists(image),
    word: rows("word", words), expression: rows("expression", expressions),
    property: rows("property", image.properties.map((property) => ({ ...property }))),
    attacker: rows("attacker", attackers), call: rows("call", calls),
    shape: rows("shape", image.shapes.map((shape) => ({ ...shape }))),
    privilegeList: rows("privilegeList", privilegeLists), privilegeChange: rows("privilegeChange", changes),
    sidList: rows("sidList", sidLists), sidEntry: rows("sidEntry", sidEntries),
  };
}

function accessLists(
  image: ProgramImage,
): Record<"accessList" | "accessEntry", { bytes: Uint8Array; count: number }> {
  const entries: Record<string, number>[] = [];
  const lists = image.accessLists.map((list) => {
    const aceStart = entries.length;
    for (const entry of list.entries)
      entries.push({ deny: +entry.deny, sid: entry.sid, inheritOnly: +entry.inheritOnly, mask: entry.mask });
    return {
      aceStart,
      aceCount: list.entries.length,
      present: +list.present,
      group: list.group,
      labelPresent: list.label ? 1 : 0,
      labelPolicy: list.label?.policy ?? 0,
      labelIntegrity: list.label?.integrity ?? 0,
    };
  });
  return { accessList: rows("accessList", lists), accessEntry: rows("accessEntry", entries) };
}

/** The state block before the first step. */
function encodeState(counts: ProgramImage["counts"], initial: ProgramImage["initial"]): Uint8Array {
  const { offsets, size } = regionOffsets(counts);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  for (const region of regions) {
    (initial[region.name] ?? []).forEach((row: StateRow, index: number) => {
      for (const [name, value] of Object.entries(row)) {
        const field = region.fields.find((candidate) => candidate.name === name);
        if (!field) throw new RangeError(`${region.name} has no field ${name}`);
        writeField(view, offsets[region.name] + index * region.size, field, value);
      }
    });
  }
  return bytes;
}
