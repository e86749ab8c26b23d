/**
 * Lines of the language in reports. The printer of flat programs writes them, so that a step reads in a trace
 * as it reads in the file that a finding is saved to; and what words speak of is called by the same names.
 */
import type { ObjectType } from "../../core/tables/accessRights.ts";
import type { OperandKind, Out } from "../../core/tables/operations.ts";
import { bitsText, maskText } from "../../grammar/decompile/masks.ts";
import { variableNames } from "../../grammar/decompile/names.ts";
import { Printer } from "../../grammar/decompile/printer.ts";
import type { ImageRecord, Program, ProgramNames } from "../../grammar/image/programImage.ts";
import { operandOf } from "../../grammar/image/records.ts";
import { controlOf, operationOf } from "../../grammar/image/tableNumbers.ts";
import type { StateView } from "../machine/stateView.ts";
import { integrityName, memberName } from "./words.ts";

/** Whether a line is a mark of a flat program and no step. */
export function isMark({ operation }: Pick<ImageRecord, "operation">): boolean {
  const name = controlOf(operation);
  return name === "Start" || name === "Concede";
}

/** `app.victim`, as flat programs write it; a path that is always right. */
export function threadPath(thread: number, names: ProgramNames): string {
  const row = names.threads[thread];
  return row && row.name !== "" ? `${row.process}.${row.name}` : `thread ${thread}`;
}

export const variableName = (variable: number, names: ProgramNames): string =>
  names.variables[variable]?.name ?? `result${variable}`;

const flat = new WeakMap<Program, Program>();

/** The program with names of results that are its own in a straight line, as a flat program has them. */
export function withFlatNames(program: Program): Program {
  const known = flat.get(program);
  if (known !== undefined) return known;
  const { names, image } = program;
  const variables = variableNames(names, image.records).map((name, index) => ({
    ...names.variables[index],
    name,
  }));
  const made: Program = { ...program, names: { ...names, variables } };
  flat.set(program, made);
  flat.set(made, made);
  return made;
}

/** The line of a record without its actor; the program has flat names. */
export function actionText(record: ImageRecord, program: Program): string {
  const line =
    new Printer(program, program.image.records).line(record) ?? controlOf(record.operation) ?? "";
  const actor = `${threadPath(record.actor, program.names)}: `;
  return line.startsWith(actor) ? line.slice(actor.length) : line;
}

const enumerationOf: Partial<Record<OperandKind | Out["kind"], string>> = {
  level: "SECURITY_IMPERSONATION_LEVEL",
  tokenType: "TOKEN_TYPE",
  tracking: "SECURITY_CONTEXT_TRACKING_MODE",
  threadInformationClass: "THREADINFOCLASS",
  tokenInformationClass: "TOKEN_INFORMATION_CLASS",
  elevation: "TOKEN_ELEVATION_TYPE",
  pipeControl: "PIPE_FSCTL",
};

/**
 * A number of a kind in NT's words; `type` is the one whose rights a mask is made of, `names` know the SIDs.
 */
export function numberWords(
  kind: OperandKind | Out["kind"],
  value: number,
  type: string,
  names?: ProgramNames,
): string {
  if (kind === "sid") return names?.sids[value]?.name ?? `SID ${value}`;
  if (kind === "integrity") return integrityName(value) ?? "none";
  if (kind === "boolean") return value === 0 ? "false" : "true";
  if (kind === "access") return rightsText(value, type);
  if (kind === "thread" && names !== undefined) return threadPath(value, names);
  const bits = bitsText(kind, value);
  if (bits !== undefined) return bits;
  const enumeration = enumerationOf[kind];
  return enumeration === undefined ? String(value) : memberName(enumeration, value);
}

/**
 * The type of what a call opens, whose rights its masks are made of: that of the declared object that it
 * names, otherwise a token. `view` tells which object a chosen name stands for.
 */
export function openedType(
  call: Pick<ImageRecord, "operation" | "operands"> | undefined, names: ProgramNames, view?: StateView,
): string {
  const operands = operationOf(call?.operation ?? 0)?.operands;
  const position = operands?.findIndex(({ kind }) => kind === "object" || kind === "pipe") ?? -1;
  if (call === undefined || position < 0) return "token";
  const { form, index } = operandOf(call.operands[position]);
  const object = form === "Entity" ? index : form === "Variable" ? view?.field("variable", index, "value") : undefined;
  return (object === undefined ? undefined : names.objects[object]?.type) ?? "file";
}

/** A mask as rights by Microsoft's names. */
export const rightsText = (mask: number, type: string): string => maskText(mask >>> 0, type as ObjectType);
