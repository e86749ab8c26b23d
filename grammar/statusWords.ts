/** Statuses and bug checks by number: their names, and whether a status says that a call failed. */
import { statuses } from "../core/tables/statuses.ts";
import { bugChecks } from "./words.ts";

const statusNames = new Map<number, string>(statuses.map((row) => [row.value, row.name]));
const bugCheckNames = new Map<number, string>(bugChecks.map((row) => [row.value, row.name]));

/** `0xDF`; with `digits` 8 `0xC0000022`, as Microsoft prints statuses. */
export const hexadecimal = (value: number, digits = 0): string =>
  `0x${(value >>> 0).toString(16).toUpperCase().padStart(digits, "0")}`;

/** Name of an NTSTATUS, or its number where the model knows none. */
export const statusName = (status: number): string => statusNames.get(status >>> 0) ?? hexadecimal(status, 8);

/** Name of a bug check as Microsoft calls it, or its code where the model knows none. */
export const bugCheckName = (code: number): string => bugCheckNames.get(code) ?? hexadecimal(code);

/** The two highest bits of an NTSTATUS are its severity; 3 is an error. */
const SEVERITY_ERROR = 3;

/** Whether NT_SUCCESS is false for an error: what routines return when they fail. Warnings are none. */
export const isError = (status: number): boolean => status >>> 30 === SEVERITY_ERROR;
