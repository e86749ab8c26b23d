/**
 * Handles by value, as user code sees them: 4, 8, 12 and so on in the order of the table's entries. What
 * names a handle that no call of the program made: one that a process or an attacker starts with, or one that
 * a call left behind.
 */
import { regions } from "../core/tables/layout.ts";

const entries = regions.find((row) => row.name === "handle")!.capacity;

/** The value of the handle in an entry of the table, as text. */
export const handleValueText = (slot: number): string => `0x${((slot + 1) * 4).toString(16)}`;

/** The entry of the table whose handle has this value; undefined: no entry has. */
export function slotOfHandleValue(value: number): number | undefined {
  const slot = value / 4 - 1;
  return Number.isInteger(slot) && slot >= 0 && slot < entries ? slot : undefined;
}
