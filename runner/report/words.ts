/**
 * Numbers as NT's words: levels, privileges, integrity. What the tables do not name is printed as
 * the number it is.
 */
import { decisions, type Decision } from "../../core/tables/decisions.ts";
import { enumerations, type Enumeration } from "../../core/tables/enumerations.ts";
import { privileges } from "../../core/tables/privileges.ts";
import { integrityLevels } from "../../core/tables/securityIdentifiers.ts";
import { hexadecimal } from "../../grammar/statusWords.ts";

/** Name of a member of an enumeration of NT's, by the enumeration's own name. */
export function memberName(enumeration: string, value: number): string {
  const row = (enumerations as readonly Enumeration[]).find((each) => each.name === enumeration);
  return row?.members.find((member) => member.value === value)?.name ?? String(value);
}

export const levelName = (level: number): string => memberName("SECURITY_IMPERSONATION_LEVEL", level);

/** Integrity by the word of the table; undefined where the version knows none (0xFFFF). */
export function integrityName(rid: number): string | undefined {
  if (rid === 0xffff) return undefined;
  return integrityLevels.find((row) => row.rid === rid)?.name ?? hexadecimal(rid);
}

const privilegeNames = new Map<number, string>(privileges.map((row) => [row.luid, row.name]));

export const privilegeName = (luid: number): string => privilegeNames.get(luid) ?? `privilege ${luid}`;

/** Names of the privileges of a set of bits. */
export function privilegeNamesOf(bits: bigint): string[] {
  return bitsOf(bits).map(privilegeName);
}

/** Numbers of the bits that are set, ascending. */
export function bitsOf(mask: bigint): number[] {
  const found: number[] = [];
  for (let rest = mask, bit = 0; rest !== 0n; rest >>= 1n, bit++) if ((rest & 1n) === 1n) found.push(bit);
  return found;
}

/** The row of a decision by its number. */
export const decisionRow = (decision: number): Decision => (decisions as readonly Decision[])[decision]!;

/** `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** `1 run`, `214 runs`; thousands are set apart. */
export function counted(count: bigint | number, one: string, many = `${one}s`): string {
  return `${grouped(count)} ${BigInt(count) === 1n ? one : many}`;
}

/** `100,000`. */
export const grouped = (count: bigint | number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** What became of a run when as much as possible was taken from it: `12 steps shrunk to 5`. */
export function shrunkWords(before: number, after: number, cutShort?: "budget" | "stopped"): string {
  const steps = counted(before, "step");
  const why = cutShort === "budget" ? "the budget for shrinking ended first" : "shrinking was stopped";
  if (cutShort !== undefined) return `${steps} shrunk to ${after} so far, since ${why}`;
  return after === before ? `${steps}, of which none could be removed` : `${steps} shrunk to ${after}`;
}
