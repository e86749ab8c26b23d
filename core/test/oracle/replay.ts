/**
 * Plays the judged lines of a sequence on the core, one step each, and prints what it answers in the
 * recording's words.
 *
 * Three things the recordings have that a program has not. Their handles belong to nobody, so before each
 * call the entries of the handle tables move to the caller's process. No handle is ever refused for its
 * access, although NT does so (facts 4.4, 11.5, 11.6), so one that lacks the right of the call gets it, and
 * the line says that it did. And tokens are passed by pointer wherever a handle names them, so the pointers
 * of SeTokenCanImpersonate are written into variables. A line that makes a context of a subject context is
 * two calls in one; the capture is written into the state before the step, and its release after.
 */
import { accessRights } from "../../tables/accessRights.ts";
import { operations, type Operation } from "../../tables/operations.ts";
import type { SwitchSettings } from "../../tables/versions.ts";
import { contextKind, variableKind } from "../../../grammar/image/tableNumbers.ts";
import { isError } from "../../../grammar/statusWords.ts";
import type { Machine } from "../../../runner/machine/machine.ts";
import type { StateView } from "../../../runner/machine/stateView.ts";
import { callKinds, variableOf, type CallKind } from "./callKinds.ts";
import {
  contextText,
  newTokenText,
  seenContext,
  seenThread,
  seenToken,
  statusText,
  threadText,
  tokenOfHandle,
} from "./observe.ts";
import { PREPARES, type PlannedCall } from "./reach.ts";
import { programOf, sessionOf } from "./recordedWorld.ts";

/** What the core did at one line; absent for lines that are not judged. */
export interface Played {
  readonly line: PlannedCall;
  /** Status or boolean; 0 for a question about a thread's state. */
  readonly status: number;
  /** The answer in the words of the sequences. */
  readonly answer: string;
  /** A handle was given a right that it lacked. */
  readonly beyondAccess: boolean;
}

const operationRows = new Map<string, Operation>(operations.map((row) => [row.routine, row]));
const tokenRights = new Map<string, number>(
  accessRights.find((row) => row.type === "token")!.rights.map((row) => [row.name, row.value]),
);

/**
 * Loads the machine with a planned sequence and plays it. After each judged line `after` may look at the
 * state and at the machine's notes.
 */
export function playSequence(
  machine: Machine,
  planned: readonly PlannedCall[],
  after: (played: Played, state: StateView) => void,
  changed: Partial<SwitchSettings> = {},
): void {
  machine.load(programOf(planned, changed));
  machine.beginFirst();
  for (const line of planned) {
    const state = machine.state();
    if (line.reason !== undefined) prepare(line, state);
    else after(playLine(machine, line, state), machine.state());
  }
}

/** Lines that set something; one that rests on something unknown does nothing. */
function prepare({ call, kind, reason }: PlannedCall, state: StateView): void {
  if (kind !== callKinds.org || reason !== PREPARES) return;
  const { token } = tokenOfHandle(state, call.words[0]);
  state.set("token", token, "origin", sessionOf(call.words[1]));
}

function playLine(machine: Machine, line: PlannedCall, state: StateView): Played {
  if (line.kind.record === undefined)
    return { line, status: 0, answer: answerText(line, 0, state), beyondAccess: false };
  moveHandles(state, state.field("thread", line.caller + 1, "process"));
  if (line.kind === callKinds.can) writePointers(line.call.words, state);
  if (line.kind === callKinds.sub) writeSubject(Number(line.call.words[1]) + 1, state);
  const beyondAccess = giveMissingRights(line, state);
  const before = machine.journalLength();
  const runs = machine.advance();
  if (line.kind === callKinds.sub) releaseSubject(machine.state());
  if (!runs || machine.journalLength() !== before + 1)
    return { line, status: 0, answer: `the run ended: ${machine.end().verdict}`, beyondAccess };
  const { status, stepFlags } = machine.journalEntry(before);
  return {
    line,
    status,
    answer: stepFlags !== 0 ? "the call was skipped" : answerText(line, status, machine.state()),
    beyondAccess,
  };
}

function moveHandles(state: StateView, process: number): void {
  for (let slot = 0; slot < state.counts.handle; slot++) {
    if (state.field("handle", slot, "kind") !== 0) state.set("handle", slot, "process", process);
  }
}

/** Whether a handle to a token lacked the right that the routine needs; it has it now. */
function giveMissingRights({ call, kind }: PlannedCall, state: StateView): boolean {
  const { operands } = kind.record!(
    call.words, { constant: () => 0, privilegeList: () => 0, everyoneList: () => 0 },
  );
  let gave = false;
  operationRows.get(kind.routine!)!.operands.forEach((operand, position) => {
    const given = operands[position]!;
    if (operand.kind !== "tokenHandle" || operand.right === undefined || given.form !== "Variable") return;
    const slot = state.field("variable", given.index, "value");
    // the new handle allows what its source does (facts 9.8 step 9): everything, whoever opened it for less
    const right = tokenRights.get(kind === callKinds.filter ? "TOKEN_ALL_ACCESS" : operand.right)!;
    const access = state.field("handle", slot, "access");
    if ((access & right) === right) return;
    state.set("handle", slot, "access", access | right);
    gave = true;
  });
  return gave;
}

function writePointers(words: readonly string[], state: StateView): void {
  for (const position of [0, 1]) {
    const pointer = variableOf.pointer(position);
    const { token } = tokenOfHandle(state, words[position]);
    state.set("variable", pointer, "kind", variableKind.Token);
    state.set("variable", pointer, "value", token);
    state.set("variable", pointer, "generation", state.field("token", token, "generation"));
  }
}

/** The last record of contexts: calls take the first that are free. */
const SUBJECT_SLOT = 31;

function hold(token: number, holders: number, state: StateView): void {
  if (token !== 0) state.set("token", token, "references", state.field("token", token, "references") + holders);
}

/** What SeCaptureSubjectContextEx of a thread and its process notes (facts 8.2). */
function writeSubject(thread: number, state: StateView): void {
  const active = state.field("thread", thread, "active") === 1;
  const record = {
    kind: contextKind.Subject,
    token: active ? state.field("thread", thread, "token") : 0,
    level: active ? state.field("thread", thread, "level") : 0,
    primaryToken: state.field("process", state.field("thread", thread, "process"), "token"),
  };
  for (const [name, value] of Object.entries(record)) state.set("context", SUBJECT_SLOT, name, value);
  state.set("header", 0, "contextsLive", (state.field("header", 0, "contextsLive") | (1 << SUBJECT_SLOT)) >>> 0);
  hold(record.token, 1, state);
  hold(record.primaryToken, 1, state);
  state.set("variable", variableOf.subject, "kind", variableKind.SubjectContext);
  state.set("variable", variableOf.subject, "value", SUBJECT_SLOT);
}

function releaseSubject(state: StateView): void {
  for (const name of ["token", "primaryToken"]) hold(state.field("context", SUBJECT_SLOT, name), -1, state);
  for (const name of ["kind", "token", "level", "primaryToken"]) state.set("context", SUBJECT_SLOT, name, 0);
  state.set("header", 0, "contextsLive", state.field("header", 0, "contextsLive") & ~(1 << SUBJECT_SLOT));
}

function answerText({ call, kind }: PlannedCall, status: number, state: StateView): string {
  const { what, word } = kind.shows as NonNullable<CallKind["shows"]>;
  const name = call.words[word];
  // a routine that returns nothing, and the question for a state, print the state alone
  const head = operationRows.get(kind.routine ?? "")?.returns === "status" ? statusText(status) : "";
  switch (what) {
    case "boolean":
      return String(status);
    case "thread":
      return `${head} ${threadText(seenThread(state, name))}`.trim();
    case "token": {
      const token = seenToken(state, tokenOfHandle(state, name).token);
      return `${head} priv${token.privileges} tf${token.flags.toString(16)}`;
    }
    case "context":
      return isError(status) ? head : `${head} ${contextText(seenContext(state, name))}`;
    case "newToken": {
      if (isError(status)) return head;
      const { token, access } = tokenOfHandle(state, name);
      return `${head} ${newTokenText(seenToken(state, token), access)}`;
    }
  }
}
