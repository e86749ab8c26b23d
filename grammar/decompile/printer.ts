/* Records of a flat program as lines: each what one would write by hand, with defaults left out. */
import { handleValueText } from "../handleValues.ts";
import type { ObjectType } from "../../core/tables/accessRights.ts";
import { enumerations } from "../../core/tables/enumerations.ts";
import type { Operand, OperandKind, Operation, Out } from "../../core/tables/operations.ts";
import { privileges } from "../../core/tables/privileges.ts";
import { integrityLevels } from "../../core/tables/securityIdentifiers.ts";
import type { ImageOperand, ImageRecord, Program, ProgramNames } from "../image/programImage.ts";
import { bindsResult, numberOf, operandOf } from "../image/records.ts";
import { controlOf, operationOf, recordFlag } from "../image/tableNumbers.ts";
import { wordNamed } from "../words.ts";
import { bitsText, maskText, wordsOfBits } from "./masks.ts";
import { variableNames } from "./names.ts";
import { saidWords, type FlatNames } from "./saidWords.ts";

const positional: readonly OperandKind[] = [
  "thread",
  "threadHandle",
  "process",
  "processHandle",
  "token",
  "tokenHandle",
  "handle",
  "context",
  "subjectContext",
  "savedState",
  "object",
  "pipe",
  "pipeHandle",
  "access",
  "pipeControl",
  "threadInformationClass",
  "tokenInformationClass",
];
const enumerationOf: Partial<Record<OperandKind | Out["kind"], string>> = {
  level: "SECURITY_IMPERSONATION_LEVEL", tokenType: "TOKEN_TYPE", tracking: "SECURITY_CONTEXT_TRACKING_MODE",
  threadInformationClass: "THREADINFOCLASS",
  tokenInformationClass: "TOKEN_INFORMATION_CLASS", elevation: "TOKEN_ELEVATION_TYPE",
  pipeControl: "PIPE_FSCTL",
};

export class Printer {
  private readonly variables: readonly string[];
  /** Types of the objects that variables hold handles to. */
  private readonly opened = new Map<number, ObjectType>();

  constructor(private readonly program: Program, records: readonly ImageRecord[]) {
    this.variables = variableNames(program.names, records);
    for (const record of records) {
      const operation = operationOf(record.operation);
      if (operation?.result !== "objectHandle") continue;
      this.opened.set(record.result, this.rightsType(operation, record));
    }
  }

  /** The step of a record, without what is demanded of it. Undefined: it is no step and no mark. */
  line(record: ImageRecord): string | undefined {
    const operation = operationOf(record.operation);
    const action = operation === undefined ? this.control(record) : this.call(operation, record);
    const control = controlOf(record.operation);
    if (action === undefined || control === "Start" || control === "Concede" || control === "Expect") {
      return action;
    }
    return `${this.thread(record.actor)}: ${action}`;
  }

  /** Name of a variable. */
  variable(index: number): string {
    return this.variables[index] ?? `result${index}`;
  }

  private thread(number: number): string {
    const row = this.program.names.threads[number];
    return row === undefined ? `thread${number}` : `${row.process}.${row.name}`;
  }

  private call(operation: Operation, record: ImageRecord): string {
    const result = bindsResult(record) ? `${this.variable(record.result)} = ` : "";
    const fault = record.fault === 0 ? "" : ` with allocation ${record.fault} failing`;
    return `${result}${operation.routine}(${this.arguments(operation, record).join(", ")})${fault}`;
  }

  private arguments(operation: Operation, record: ImageRecord): string[] {
    const type = this.rightsType(operation, record);
    const printed: string[] = [];
    let named = false;
    operation.operands.forEach((operand, position) => {
      const given = operandOf(record.operands[position]);
      const left = this.isDefault(operand, given);
      named ||= left || !positional.includes(operand.kind);
      if (left) return;
      const text = this.operand(
        operand.kind, given, operand.rightsOf === "file" ? type : (operand.rightsOf ?? "file"),
      );
      printed.push(named ? `${operand.name}: ${text}` : text);
    });
    return printed;
  }

  /** Rights of a call that opens an object are those of the object's type. */
  private rightsType(operation: Operation, record: ImageRecord): ObjectType {
    const position = operation.operands.findIndex((operand) => operand.kind === "object");
    return this.objectType(operandOf(position < 0 ? undefined : record.operands[position]));
  }

  private objectType(given: ImageOperand): ObjectType {
    if (given.form === "Variable") return this.opened.get(given.index) ?? "file";
    return given.form === "Entity"
      ? ((this.program.names.objects[given.index]?.type as ObjectType | undefined) ?? "file")
      : "file";
  }

  private isDefault(operand: Operand, given: ImageOperand): boolean {
    if (operand.default === undefined) return false;
    if (operand.default === "none") return given.form === "None";
    if (operand.default === "current") return given.form === "Current";
    if (given.form !== "Literal" && given.form !== "Constant") return false;
    const word = wordNamed(operand.default);
    const value =
      operand.default === "true"
        ? 1
        : operand.default === "false"
          ? 0
          : word !== undefined && "value" in word
            ? word.value
            : Number(operand.default);
    return this.value(given) === value;
  }

  private value(given: ImageOperand): number {
    return given.form === "Constant" ? this.program.image.constants[given.index] ?? 0 : given.index;
  }

  private operand(kind: OperandKind, given: ImageOperand, type: ObjectType): string {
    switch (given.form) {
      case "None": return "none";
      case "Current": return "current";
      case "Variable": return this.variable(given.index);
      case "ProcessOf": return `${this.variable(given.index)}.process`;
      case "Handle": return handleValueText(given.index);
      case "Entity": return this.thing(kind, given.index);
      default: return this.number(kind, this.value(given), type);
    }
  }

  private thing(kind: OperandKind, index: number): string {
    if (kind === "process" || kind === "processHandle") {
      return this.program.names.processes[index] ?? `process${index}`;
    }
    if (kind === "object" || kind === "pipe" || kind === "pipeHandle") {
      return this.program.names.objects[index]?.name ?? `object${index}`;
    }
    return this.thread(index);
  }

  private number(kind: OperandKind | Out["kind"], value: number, type: ObjectType): string {
    if (kind === "boolean" && value < 2) return value === 1 ? "true" : "false";
    if (kind === "access") return maskText(value, type);
    if (kind === "thread") return this.thread(value);
    if (kind === "sid") return this.sid(value);
    if (kind === "integrity") return integrityLevels.find((row) => row.rid === value)?.name ?? String(value);
    if (kind === "privilegeChanges") return this.changes(value);
    if (kind === "privileges") return this.privileges(value);
    if (kind === "sids") return this.sids(value);
    const bits = bitsText(kind, value);
    if (bits !== undefined) return bits;
    const enumeration = enumerationOf[kind];
    const member = enumerations
      .find((row) => row.name === enumeration)
      ?.members.find((row) => row.value === value);
    return member?.name ?? String(value);
  }

  private changes(list: number): string {
    const each = (this.program.image.privilegeLists[list] ?? []).map(({ luid, attributes }) => {
      const words = [
        ...((attributes & 2) !== 0 ? ["SE_PRIVILEGE_ENABLED"] : []),
        ...((attributes & 4) !== 0 ? ["SE_PRIVILEGE_REMOVED"] : []),
      ];
      return [
        privileges.find((row) => row.luid === luid)?.name ?? String(luid),
        ...(words.length === 0 ? ["0"] : words),
      ].join(" | ");
    });
    return `[${each.join(", ")}]`;
  }

  private privileges(list: number): string {
    const each = (this.program.image.privilegeLists[list] ?? []).map(({ luid }) =>
      privileges.find((row) => row.luid === luid)?.name ?? String(luid));
    return `[${each.join(", ")}]`;
  }

  /** A SID by its name, unless that is words: several accounts can share a user. */
  private sid(number: number): string {
    const named = this.program.names.sids[number];
    if (named === undefined) return String(number);
    return named.name.includes(" ") ? named.sid : named.name;
  }

  private sids(list: number): string {
    const each = (this.program.image.sidLists[list] ?? []).map(({ sid, attributes }) => {
      const name = this.sid(sid);
      return attributes === 0 ? name : `${name} | ${wordsOfBits("GROUP_ATTRIBUTES", attributes)}`;
    });
    return `[${each.join(", ")}]`;
  }

  private control(record: ImageRecord): string | undefined {
    const { names } = this.program;
    const [first, second] = record.operands;
    const attacker = (operand: ImageOperand | number | undefined): string =>
      names.attackers[numberOf(operand)] ?? "";
    switch (controlOf(record.operation)) {
      case "Enter": return `enter ${JSON.stringify(names.labels[numberOf(first)] ?? "")}`;
      case "EnterWorkItem": return `enter ${this.variables[operandOf(first).index] ?? "item"}`;
      case "Leave": return "leave";
      case "Act": return this.act(record);
      case "Start": return `play ${attacker(first)}`;
      case "Concede":
        return `concedes ${this.operand("thread", operandOf(first), "file")} to ${attacker(second)}`;
      case "Expect": return `expect ${this.expectation(numberOf(first))}`;
      default: return undefined;
    }
  }

  private expectation(number: number): string {
    const words = this.program.names.expressions[number];
    return words === undefined ? "true" : saidWords(words.text, words.span.start, words.said, this.flatNames);
  }

  /** The judgement of a property, in words that can stand anywhere. */
  judgement({ text, span, said }: ProgramNames["properties"][number]): string {
    return saidWords(text, span.start, said, this.flatNames);
  }

  private readonly flatNames: FlatNames = {
    variable: (index) => this.variable(index),
    isTaken: (name) => this.taken().has(name),
  };

  private taken(): ReadonlySet<string> {
    const { names } = this.program;
    return new Set([
      ...this.variables, ...names.processes, ...names.objects.map((object) => object.name), ...names.jobs,
      ...names.threads.map((thread) => thread.name), ...names.accounts.map((account) => account.name),
    ]);
  }

  private act(record: ImageRecord): string {
    const object = operandOf(record.operands[0]);
    const whom = operandOf(record.operands[2]);
    const words = [
      "act", this.operand("object", object, "file"),
      this.operand("access", operandOf(record.operands[1]), this.objectType(object)),
    ];
    if ((record.flags & recordFlag.Unchecked) !== 0) words.push("unchecked");
    if (whom.form !== "None") words.push("for", this.operand("thread", whom, "file"));
    return words.join(" ");
  }

  /** Names of the statuses of a DemandStatus record. */
  statusesOf(record: ImageRecord): number[] {
    return (this.program.image.domains[numberOf(record.operands[0])]?.values ?? []).map((value) =>
      this.value(value),
    );
  }

  /** `level: SecurityIdentification` of a DemandOut record behind a call. */
  outOf(operation: Operation, call: ImageRecord, record: ImageRecord): string {
    const out = operation.outs[numberOf(record.operands[0])];
    return out === undefined ? "" : this.out(out, this.value(operandOf(record.operands[1])), operation, call);
  }

  out(out: Out, value: number, operation: Operation, call: ImageRecord): string {
    const opened = operation.result === "tokenHandle" ? "token" : this.rightsType(operation, call);
    return `${out.name}: ${this.number(out.kind, value, opened)}`;
  }
}
