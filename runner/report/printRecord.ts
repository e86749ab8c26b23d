/**
 * A record as a line of the language. One printer for traces, explanations and flat programs; it knows the tables and the names of a
 * program, and nothing of states, so that a line reads the same wherever it stands.
 *
 * Things, masks and classes stand at their places, everything else is named; what equals its default is left out.
 */
import { operandForms, recordFlags } from "../../core/tables/kinds.ts";
import { controlOperations, operations, type ControlName, type Operand, type OperandKind, type Operation } from "../../core/tables/operations.ts";
import type { ImageOperand, ImageRecord, ProgramImage, ProgramNames } from "../../grammar/image/programImage.ts";
import { wordNamed } from "../../grammar/words.ts";
import { levelName, memberName, privilegeName, rightsText } from "./words.ts";

/** What a printer needs of a program. */
export interface Named { readonly image: ProgramImage; readonly names: ProgramNames }

const operationById = new Map<number, Operation>(operations.map((row) => [row.id, row]));
const controlById = new Map<number, ControlName>(controlOperations.map((row) => [row.id, row.name]));
const flag = (name: (typeof recordFlags)[number]["name"]): number => recordFlags.find((row) => row.name === name)!.value;
const [bindsResult, unchecked] = [flag("BindsResult"), flag("Unchecked")];

/** The row of a routine by its id; undefined for control. */
export const operationOf = (id: number): Operation | undefined => operationById.get(id);

/** The name of a control operation by its id; undefined for a routine. */
export const controlOf = (id: number): ControlName | undefined => controlById.get(id);

/** An operand as form and index, however it is given. */
export function operandParts(operand: ImageOperand | number | undefined): ImageOperand {
  if (operand === undefined) return { form: "None", index: 0 };
  if (typeof operand !== "number") return operand;
  return { form: operandForms[operand >>> 12]?.name ?? "None", index: operand & 0xfff };
}

/** `app.accomplice: loot = NtOpenThreadToken(victim, TOKEN_QUERY)`: the line with its actor. */
export function printRecord(record: ImageRecord, program: Named): string {
  const action = printAction(record, program);
  return record.actor === 0 || isMark(record) ? action : `${threadPath(record.actor, program.names)}: ${action}`;
}

/** The line without its actor. */
export function printAction(record: ImageRecord, program: Named): string {
  const operation = operationById.get(record.operation);
  return operation ? printCall(operation, record, program) : printControl(record, program);
}

/** Whether a record is a mark of a flat program and no step. */
export function isMark(record: Pick<ImageRecord, "operation">): boolean {
  const name = controlById.get(record.operation);
  return name === "Start" || name === "Concede";
}

export const threadPath = (thread: number, names: ProgramNames): string => names.threads[thread]?.path ?? `thread ${thread}`;

function printCall(operation: Operation, record: ImageRecord, program: Named): string {
  const result = (record.flags & bindsResult) !== 0 ? `${variableName(record.result, program.names)} = ` : "";
  const fault = record.fault === 0 ? "" : ` with allocation ${record.fault} failing`;
  return `${result}${operation.routine}(${printArguments(operation, record, program).join(", ")})${fault}`;
}

const atTheirPlaces: readonly OperandKind[] = [
  "thread", "threadHandle", "process", "processHandle", "token", "tokenHandle", "handle", "context", "object", "access", "threadInformationClass",
];

function printArguments(operation: Operation, record: ImageRecord, program: Named): string[] {
  const type = rightsTypeOf(operation, record, program.names);
  const printed: string[] = [];
  let named = false;
  operation.operands.forEach((operand, position) => {
    const given = operandParts(record.operands[position]);
    if (isDefault(operand, given, program.image)) {
      named = true;
      return;
    }
    named ||= !atTheirPlaces.includes(operand.kind);
    const text = printOperand(operand.kind, given, program, operand.rightsOf === "file" ? type : operand.rightsOf);
    printed.push(named ? `${operand.name}: ${text}` : text);
  });
  return printed;
}

/** Rights of NtOpenFile are those of the type of the object that it opens. */
function rightsTypeOf(operation: Operation, record: ImageRecord, names: ProgramNames): string {
  const place = operation.operands.findIndex((operand) => operand.kind === "object");
  const given = place < 0 ? undefined : operandParts(record.operands[place]);
  return (given?.form === "Entity" ? names.objects[given.index]?.type : undefined) ?? "file";
}

/** Whether an operand says what is taken when nothing is said. */
function isDefault(operand: Operand, given: ImageOperand, image: ProgramImage): boolean {
  const word = operand.default;
  if (word === undefined) return false;
  if (word === "none") return given.form === "None";
  if (word === "current") return given.form === "Current";
  const value = given.form === "Literal" ? given.index : given.form === "Constant" ? image.constants[given.index] : undefined;
  if (word === "true" || word === "false") return value === (word === "true" ? 1 : 0);
  const known = wordNamed(word);
  return value === (known !== undefined && "value" in known ? known.value : Number(word));
}

/** One operand in the words of its kind; `type` is the one whose rights a mask names. */
export function printOperand(kind: OperandKind, given: ImageOperand, { image, names }: Named, type = "file"): string {
  switch (given.form) {
    case "None": return "none";
    case "Current": return "current";
    case "Variable": return variableName(given.index, names);
    case "Entity": return entityName(kind, given.index, names);
    case "Constant": return printNumber(kind, image.constants[given.index] ?? 0, type, image);
    case "Literal": return printNumber(kind, given.index, type, image);
  }
}

export const variableName = (variable: number, names: ProgramNames): string => names.variables[variable]?.name ?? `result${variable}`;

function entityName(kind: OperandKind, index: number, names: ProgramNames): string {
  if (kind === "process" || kind === "processHandle") return names.processes[index] ?? `process ${index}`;
  if (kind === "object") return names.objects[index]?.name ?? `object ${index}`;
  return threadPath(index, names);
}

/** A number of a kind in the words of the language. */
export function printNumber(kind: OperandKind, value: number, type: string, image?: ProgramImage): string {
  switch (kind) {
    case "level": return levelName(value);
    case "boolean": return value === 0 ? "false" : "true";
    case "tokenType": return memberName("TOKEN_TYPE", value);
    case "tracking": return memberName("SECURITY_CONTEXT_TRACKING_MODE", value);
    case "threadInformationClass": return memberName("THREADINFOCLASS", value);
    case "access": return rightsText(value, type);
    case "privilegeChanges": return printChanges(image?.privilegeLists[value] ?? []);
    default: return String(value);
  }
}

const attributeWords = [[2, "SE_PRIVILEGE_ENABLED"], [4, "SE_PRIVILEGE_REMOVED"]] as const;

/** `[SeDebugPrivilege | SE_PRIVILEGE_ENABLED, SeShutdownPrivilege | 0]`: no attribute disables. */
function printChanges(changes: ProgramImage["privilegeLists"][number]): string {
  const each = changes.map(({ luid, attributes }) => {
    const words = attributeWords.filter(([bit]) => (attributes & bit) !== 0).map(([, word]) => word);
    return [privilegeName(luid), ...(words.length === 0 ? ["0"] : words)].join(" | ");
  });
  return `[${each.join(", ")}]`;
}

function printControl(record: ImageRecord, program: Named): string {
  const { names } = program;
  const [first, second, third] = record.operands;
  const raw = (operand: ImageOperand | number | undefined): number => (typeof operand === "number" ? operand : operand?.index ?? 0);
  const name = controlById.get(record.operation);
  switch (name) {
    case "Enter": return `enter "${names.labels[raw(first)] ?? `entry ${raw(first)}`}"`;
    case "EnterWorkItem": return `enter ${variableName(operandParts(first).index, names)}`;
    case "Leave": return "leave";
    case "Act": return printAct(record, program);
    case "Start": return `play ${names.attackers[raw(first)] ?? `attacker ${raw(first)}`}`;
    case "Play": return `play ${names.attackers[raw(first)] ?? `attacker ${raw(first)}`} for ${raw(second)}`;
    case "Concede": return `concedes ${conceded(operandParts(first), names)} to ${names.attackers[raw(second)] ?? `attacker ${raw(second)}`}`;
    default: return [name ?? `operation ${record.operation}`, ...[first, second, third].filter((each) => each !== undefined).map((each) => raw(each))].join(" ");
  }
}

function conceded(what: ImageOperand, names: ProgramNames): string {
  return what.form === "Variable" ? variableName(what.index, names) : threadPath(what.index, names);
}

function printAct(record: ImageRecord, program: Named): string {
  const object = operandParts(record.operands[0]);
  const behalf = operandParts(record.operands[2]);
  const type = (object.form === "Entity" ? program.names.objects[object.index]?.type : undefined) ?? "file";
  const words = ["act", printOperand("object", object, program), printOperand("access", operandParts(record.operands[1]), program, type)];
  if ((record.flags & unchecked) !== 0) words.push("unchecked");
  if (behalf.form !== "None") words.push("for", printOperand("thread", behalf, program));
  return words.join(" ");
}
