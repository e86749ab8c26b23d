/*
 * Every diagnostic of the language, one row a form. A key is a code (`SCN010`) or a code and a form of it
 * (`SCN004/size`). `{0:routine}`, `{1:name}` … are holes; a way out whose hole stays empty is not said, so
 * that "Did you mean" goes without saying when nothing is near. `explanation` and `example` are for the
 * manual and for hovering. The rows stand by family, one file each; codes are never given to something else.
 */
import type { DiagnosticRow } from "./diagnosticRow.ts";
import { callRows } from "./diagnosticRows/calls.ts";
import { demandRows } from "./diagnosticRows/demands.ts";
import { limitRows } from "./diagnosticRows/limits.ts";
import { nameRows } from "./diagnosticRows/names.ts";
import { propertyRows } from "./diagnosticRows/properties.ts";
import { readingRows } from "./diagnosticRows/reading.ts";
import { thingRows } from "./diagnosticRows/things.ts";

export type { DiagnosticRow } from "./diagnosticRow.ts";

const rows = {
  ...readingRows, ...nameRows, ...callRows, ...demandRows, ...thingRows, ...propertyRows, ...limitRows,
};

export type DiagnosticForm = keyof typeof rows;

/** The table: each form of each code with its words, in the order of the codes. */
export const diagnosticTable: Readonly<Record<DiagnosticForm, DiagnosticRow>> = rows;
