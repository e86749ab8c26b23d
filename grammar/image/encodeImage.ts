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

/** The bytes of a section and how many elements they are. */
type SectionBytes = { readonly bytes: Uint8Array; readonly count: number };
type Sections<Name extends SectionName> = Readonly<Record<Name, SectionBytes>>;

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
): SectionBytes {
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

/** In the place of a domain: the operand is left out. */
const LEFT_OUT = 0xffff;
const callDomains = sections
  .find((section) => section.name === "call")!
  .fields.filter(({ name }) => name.startsWith("domain"));

function sectionBytes(image: ProgramImage): Sections<SectionName> {
  const initialState = encodeState(image.counts, image.initial);
  return {
    initialState: { bytes: initialState, count: initialState.length },
    switches: plainBytes(image.switches), wellKnownSids: plainBytes(image.wellKnownSids),
    record: { bytes: encodeRecords(image.records), count: image.records.length },
    constant: rows("constant", image.constants.map((value) => ({ value }))),
    ...domains(image),
    ...accessLists(image),
    ...expressions(image),
    property: rows("property", image.properties.map((property) => ({ ...property }))),
    ...attackers(image),
    shape: rows("shape", image.shapes.map((shape) => ({ ...shape }))),
    ...lists(image),
  };
}

const plainBytes = (values: readonly number[]): SectionBytes => ({
  bytes: Uint8Array.from(values), count: values.length,
});

/** The elements of all lists one behind the other, and where each list lies among them. */
function gathered<Element>(each: readonly (readonly Element[])[]): {
  elements: readonly Element[];
  places: readonly { readonly start: number; readonly count: number }[];
} {
  let next = 0;
  const places = each.map(({ length }) => ({ start: (next += length) - length, count: length }));
  return { elements: each.flat() as Element[], places };
}

function domains(image: ProgramImage): Sections<"domain" | "domainValue"> {
  const { elements, places } = gathered(image.domains.map(({ values }) => values));
  return {
    domain: rows("domain", image.domains.map(({ dynamicKind, handleKind }, index) => ({
      ...places[index], dynamicKind, handleKind,
    }))),
    domainValue: rows("domainValue", elements.map((operand) => ({ value: encodeOperand(operand) }))),
  };
}

function expressions(image: ProgramImage): Sections<"word" | "expression"> {
  const { elements, places } = gathered(image.expressions.map(({ words }) => words));
  return {
    word: rows("word", elements.map((value) => ({ value }))),
    expression: rows("expression", image.expressions.map(({ watch }, index) => ({
      ...places[index], watch,
    }))),
  };
}

function attackers(image: ProgramImage): Sections<"attacker" | "call"> {
  const { elements, places } = gathered(image.attackers.map(({ calls }) => calls));
  return {
    attacker: rows("attacker", image.attackers.map((attacker, index) => ({
      threads: attacker.threads,
      callStart: places[index]!.start,
      callCount: places[index]!.count,
      variableStart: attacker.variableStart,
      variableCount: attacker.variableCount,
      playVariable: attacker.playVariable,
      weightTotal: attacker.calls.reduce((sum, call) => sum + call.weight, 0),
      processMask: attacker.processes.reduce((mask, process) => mask | (1 << process), 0) >>> 0,
    }))),
    call: rows("call", elements.map((call) => ({
      operation: call.operation, weight: call.weight,
      ...Object.fromEntries(callDomains.map(({ name }, index) => [name, call.domains[index] ?? LEFT_OUT])),
    }))),
  };
}

function lists(
  image: ProgramImage,
): Sections<"privilegeList" | "privilegeChange" | "sidList" | "sidEntry"> {
  const [privileges, sids] = [gathered(image.privilegeLists), gathered(image.sidLists)];
  return {
    privilegeList: rows("privilegeList", privileges.places),
    privilegeChange: rows("privilegeChange", privileges.elements),
    sidList: rows("sidList", sids.places), sidEntry: rows("sidEntry", sids.elements),
  };
}

function accessLists(image: ProgramImage): Sections<"accessList" | "accessEntry"> {
  const { elements, places } = gathered(image.accessLists.map(({ entries }) => entries));
  return {
    accessList: rows("accessList", image.accessLists.map(({ present, group, label }, index) => ({
      aceStart: places[index]!.start,
      aceCount: places[index]!.count,
      present: +present,
      group,
      labelPresent: label ? 1 : 0,
      labelPolicy: label?.policy ?? 0,
      labelIntegrity: label?.integrity ?? 0,
    }))),
    accessEntry: rows("accessEntry", elements.map(({ deny, sid, inheritOnly, mask }) => ({
      deny: +deny, sid, inheritOnly: +inheritOnly, mask,
    }))),
  };
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
