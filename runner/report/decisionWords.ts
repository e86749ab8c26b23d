/** The decisions of a step in words: which question, which answer, on which inputs, from which source. */
import type { OperandKind } from "../../core/tables/operations.ts";
import type { Decision } from "../../core/tables/decisions.ts";
import type { ProgramNames } from "../../grammar/image/programImage.ts";
import { operandOf } from "../../grammar/image/records.ts";
import { operationOf } from "../../grammar/image/tableNumbers.ts";
import type { DecisionNote, JournalEntry } from "../machine/machine.ts";
import type { StateView } from "../machine/stateView.ts";
import { checkNumbers, decidedTogether, refuses } from "./accessChecks.ts";
import { askerOf } from "./asker.ts";
import {
  contextWords,
  handleKindName,
  handleRightsType,
  handleWords,
  sidName,
  threadWords,
  tokenIsLive,
  tokenWords,
} from "./names.ts";
import { rightsText, threadPath } from "./lines.ts";
import { decisionRow, integrityName, levelName, memberName } from "./words.ts";

export interface DecisionInput {
  readonly name: string;
  readonly kind: string;
  readonly value: number;
  /** The value as people call it. */
  readonly words: string;
}

/** One question that a routine asked itself, and its answer. */
export interface DecisionWords {
  readonly name: string;
  /** The routine that asked it in this step, and where that is written. */
  readonly routine: string;
  readonly question: string;
  /** True: yes. */
  readonly answer: boolean;
  readonly inputs: readonly DecisionInput[];
  readonly source: string;
  /** Whether it decided how the step went; two do where it took two refusals (`accessChecks.ts`). */
  readonly deciding: boolean;
}

/** The inputs that tell something: no rights at all are none of them. */
export const toldInputs = ({ inputs }: DecisionWords): DecisionInput[] =>
  inputs.filter(({ kind, value }) => kind !== "access" || value !== 0);

export type InputKind = NonNullable<Decision["inputs"]>[number]["kind"];

/** The states around a step and the names of its program. */
export interface DecisionContext {
  readonly before: StateView;
  readonly after: StateView;
  readonly names: ProgramNames;
  readonly entry: JournalEntry | undefined;
}

/** All decisions of a step in order. */
export function decisionWords(notes: readonly DecisionNote[], context: DecisionContext): DecisionWords[] {
  const types = checkedTypes(notes, context);
  const decided = decidedTogether(notes, decidingNote(notes, context.entry));
  const called = operationOf(context.entry?.operation ?? 0)?.routine;
  return notes.map((note, index) => {
    const row = decisionRow(note.decision);
    const inputs = (row.inputs ?? []).map((input, place) => ({
      name: input.name,
      kind: input.kind,
      value: note.inputs[place] ?? 0,
      words: inputWords(input, note.inputs, place, types[index]!, context),
    }));
    return {
      name: row.name,
      question: row.question,
      answer: note.outcome,
      inputs,
      ...askerOf(row, called),
      deciding: decided.includes(index),
    };
  });
}

/** The note that decided the step: the last of that decision; -1 when none did. */
export function decidingNote(notes: readonly DecisionNote[], entry: JournalEntry | undefined): number {
  const deciding = entry?.deciding;
  return deciding === undefined
    ? -1
    : notes.findLastIndex(
        (note) => note.decision === deciding.decision && note.outcome === deciding.outcome,
      );
}

/** A thing that is noted existed before the step or exists after it. */
const tokenView = (token: number, { before, after }: DecisionContext): StateView =>
  tokenIsLive(token, before) ? before : after;

function levelWords(value: number): string {
  if (value <= 3) return levelName(value);
  return value === 0xff || value === 0xffffffff ? "none: it does not impersonate" : String(value);
}

function inputWords(
  input: { name: string; kind: InputKind },
  values: readonly number[],
  place: number,
  type: string,
  context: DecisionContext,
): string {
  const value = values[place] ?? 0;
  const { before, names } = context;
  switch (input.kind) {
    case "token":
      return tokenWords(value, tokenView(value, context), names);
    case "thread":
      return threadWords(value, before, names);
    case "process":
      return value === 0 ? "none" : (names.processes[value] ?? `process ${value}`);
    case "level":
      return levelWords(value);
    case "context":
      return contextWords(value & 0xff, before, names);
    case "handle":
      return handleOperandWords(value, context);
    case "sid":
      return sidName(value, names);
    case "access": {
      const of = input.name === "right" ? handleRightsType(values[0]! & 0xff, before, names) : type;
      return value === 0 ? "nothing" : rightsText(value, of);
    }
    case "object":
      return names.objects[value]?.name ?? `object ${value}`;
    case "job":
      return names.jobs[value] ?? `job ${value}`;
    case "integrity":
      return integrityName(value) ?? "none";
    case "number":
      return numberWords(input.name, value);
  }
}

/**
 * A slot, or an operand with its form above bit 16: 1 a handle, 2 a declared thing, 3 the pseudo handle of
 * the calling thread.
 */
function handleOperandWords(value: number, { before, names, entry }: DecisionContext): string {
  const form = value >>> 16;
  if (form === 3) return `pseudo handle of ${threadPath(value & 0xff, names)}`;
  if (form === 2)
    return handleOperandKind(entry) === "processHandle"
      ? (names.processes[value & 0xff] ?? "a process")
      : threadPath(value & 0xff, names);
  const slot = value & 0xff;
  if (slot >= before.counts.handle || before.field("handle", slot, "kind") === 0)
    return "a handle that is closed";
  return form === 1 && before.field("handle", slot, "generation") !== ((value >>> 8) & 0xff)
    ? "a handle that is closed"
    : handleWords(slot, before, names);
}

const handleOperandKind = (entry: JournalEntry | undefined): OperandKind | undefined =>
  operationOf(entry?.operation ?? 0)?.operands[0]?.kind;

function numberWords(name: string, value: number): string {
  switch (name) {
    case "tracking":
      return memberName("SECURITY_CONTEXT_TRACKING_MODE", value);
    case "type":
      return memberName("TOKEN_TYPE", value);
    case "kind":
      return `wanted: ${handleKindName(value).toLowerCase()}`;
    case "remote":
      return value === 0 ? "false" : "true";
    default:
      return String(value);
  }
}

const implicitTypes: Partial<Record<OperandKind, string>> = {
  threadHandle: "thread",
  processHandle: "process",
};
/** Operands that name objects and pipes, whose types the world tells. */
const isFile: readonly OperandKind[] = ["object", "pipe", "pipeHandle"];

/**
 * For each note the type of the object whose access was being checked, so that a mask is read as rights to
 * the right thing: first the thread or process that a call names and opens on the way, as long as that is
 * refused, then what the call is about.
 */
function checkedTypes(notes: readonly DecisionNote[], { names, entry }: DecisionContext): string[] {
  const operation = entry && operationOf(entry.operation);
  const kind = operation?.operands[0]?.kind;
  const first = operandOf(entry?.operands[0]);
  const target =
    operation?.operands.some(({ kind: each }) => isFile.includes(each)) || operation === undefined
      ? (names.objects[first.form === "Entity" ? first.index : 0]?.type ?? "file")
      : "token";
  const checks = checkNumbers(notes);
  const refused = (check: number): boolean =>
    notes.some((note, index) => checks[index] === check && refuses(note));
  let type = first.form === "Entity" && kind !== undefined ? (implicitTypes[kind] ?? target) : target;
  return checks.map((check, index) => {
    if (check > 1 && check !== checks[index - 1] && !refused(check - 1)) type = target;
    return type;
  });
}
