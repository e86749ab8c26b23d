/*
 * What the properties of paths stand for in the state: which field of which region, and what type it has.
 * Which fields an expression reads decides after which steps it is judged again.
 */
import { expressionOperations } from "../../core/tables/expressionOperations.ts";
import { fieldBytes, regions, type Field, type RegionName } from "../../core/tables/layout.ts";
import { fieldWatchBits } from "../../core/tables/watch.ts";
import type { Instruction, ValueType } from "./steps.ts";

const watchBits = fieldWatchBits();
/** Judged after every step that touches anything: of what no field tells. */
export const watchEverything = (1n << 64n) - 1n;

export interface FieldPlace {
  readonly region: number;
  readonly offset: number;
  readonly bytes: number;
  readonly watch: bigint;
}

/** Where a field lies. Throws on an unknown one: names of fields are ours. */
export function fieldAt(region: RegionName, name: string): FieldPlace {
  const number = regions.findIndex((row) => row.name === region);
  const field = (regions[number]!.fields as readonly Field[]).find((row) => row.name === name);
  if (field === undefined) throw new RangeError(`${region} has no field ${name}`);
  return {
    region: number, offset: field.offset, bytes: fieldBytes[field.type],
    watch: watchBits.get(`${region}.${name}`) ?? 0n,
  };
}

/** Bits of several fields, `thread.active`; a region's name alone means all of its fields. */
export function watchOf(...names: readonly string[]): bigint {
  let bits = 0n;
  for (const [name, bit] of watchBits) {
    if (names.includes(name) || names.includes(name.split(".")[0]!)) bits |= bit;
  }
  return bits;
}

export function fieldInstruction(
  name: "Field" | "InMask128" | "InMask64" | "CountMask128" | "CountMask64", place: FieldPlace,
): Instruction {
  const bytes = name === "Field" ? place.bytes : 0;
  return { name, immediate: (place.region << 16) | (place.offset << 8) | bytes };
}

/** The integrity of tokens where a version knows none; it is below and above nothing. */
export const noIntegrity = 0xffff;

interface TokenField {
  readonly field: string;
  readonly type: ValueType;
  /** The number that stands for none (core/tables/layout.ts). */
  readonly absent?: number;
}

/** A property that is one field of a token. */
export const tokenFields: Readonly<Record<string, TokenField>> = {
  user: { field: "user", type: "sid" }, owner: { field: "owner", type: "sid" },
  primaryGroup: { field: "primaryGroup", type: "sid" },
  integrity: { field: "integrity", type: "integrity", absent: noIntegrity },
  level: { field: "level", type: "level" }, type: { field: "type", type: "tokenType" },
  session: { field: "session", type: "number" },
  origin: { field: "origin", type: "number", absent: 0 },
  elevation: { field: "elevation", type: "elevation" }, groups: { field: "groups", type: "sidSet" },
  "groups.enabled": { field: "groupsEnabled", type: "sidSet" },
  "groups.denyOnly": { field: "groupsDenyOnly", type: "sidSet" },
  restricting: { field: "restricting", type: "sidSet" },
  restricted: { field: "restricted", type: "boolean" },
  writeRestricted: { field: "writeRestricted", type: "boolean" },
  sandboxInert: { field: "sandboxInert", type: "boolean" },
  privileges: { field: "privilegesPresent", type: "privilegeSet" },
  "privileges.enabled": { field: "privilegesEnabled", type: "privilegeSet" },
};

const operationNumbers = new Map<string, number>(expressionOperations.map((row) => [row.name, row.id]));

/** Number of an instruction by name. Throws on an unknown one. */
export function operationNumber(name: string): number {
  const number = operationNumbers.get(name);
  if (number === undefined) throw new RangeError(`There is no instruction ${name}`);
  return number;
}
