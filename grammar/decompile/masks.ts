/*
 * Masks as words: the fewest rights of the type that make up exactly the mask; what no right names stays a
 * number.
 */
import {
  accessRights, genericRights, standardRights, type AccessRight, type ObjectType,
} from "../../core/tables/accessRights.ts";
import { enumerations } from "../../core/tables/enumerations.ts";

/** `TOKEN_QUERY | TOKEN_DUPLICATE`; of several names for one value the first of the table. */
export function maskText(mask: number, type: ObjectType): string {
  if (mask === 0) return "0";
  const own = accessRights.find((row) => row.type === type)!;
  const rows: readonly AccessRight[] = [...own.rights, ...standardRights, ...genericRights];
  const exact = rows.find((row) => row.value === mask);
  if (exact !== undefined) return exact.name;
  const parts: AccessRight[] = [];
  let rest = mask;
  for (const row of [...rows].sort((first, second) => bitCount(second.value) - bitCount(first.value))) {
    if (row.value === 0 || ((row.value & mask) >>> 0) !== row.value || (row.value & rest) === 0) continue;
    parts.push(row);
    rest = (rest & ~row.value) >>> 0;
  }
  const names = rows.filter((row) => parts.includes(row)).map((row) => row.name);
  return [...names, ...(rest === 0 ? [] : [`0x${rest.toString(16).toUpperCase()}`])].join(" | ");
}

/** Operands that are masks of an enumeration's words. */
const bitsOf: Readonly<Record<string, string>> = {
  objectAttributes: "OBJECT_ATTRIBUTES", filterFlags: "FILTER_TOKEN_FLAGS",
};

/** Bits of a kind that is no rights as words; undefined: the kind is none such. */
export function bitsText(kind: string, bits: number): string | undefined {
  const enumeration = bitsOf[kind];
  return enumeration === undefined ? undefined : wordsOfBits(enumeration, bits);
}

/** `SE_GROUP_ENABLED | SE_GROUP_OWNER`; what no word of the enumeration names stays a number. */
export function wordsOfBits(enumeration: string, bits: number): string {
  const rows = enumerations.find((row) => row.name === enumeration)!.members;
  const named = rows.filter((row) => ((row.value & bits) >>> 0) === row.value);
  const rest = named.reduce((left, row) => (left & ~row.value) >>> 0, bits);
  const words = [
    ...named.map((row) => row.name),
    ...(rest === 0 ? [] : [`0x${rest.toString(16).toUpperCase()}`]),
  ];
  return words.join(" | ") || "0";
}

function bitCount(value: number): number {
  let count = 0;
  for (let rest = value >>> 0; rest !== 0; rest = (rest & (rest - 1)) >>> 0) count += 1;
  return count;
}
