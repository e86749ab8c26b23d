/**
 * Plays the judged lines of a sequence on the core, one step each, and prints what it answers in the recording's words.
 *
 * Two things the recordings have that a program has not: their handles belong to nobody, so before each call the entries of the handle
 * tables move to the caller's process; and tokens are passed by pointer wherever a handle names them, so the pointers of
 * SeTokenCanImpersonate are written into variables.
 */
import { variableKinds } from "../../tables/kinds.ts";
import { operations } from "../../tables/operations.ts";
import type { Machine } from "../../../runner/machine/machine.ts";
import type { StateView } from "../../../runner/machine/stateView.ts";
import { callKinds, variableOf, type CallKind } from "./callKinds.ts";
import { contextText, isError, newTokenText, seenContext, seenThread, seenToken, statusText, threadText, tokenOfHandle } from "./observe.ts";
import { PREPARES, type PlannedCall } from "./reach.ts";
import { programOf, sessionOf } from "./recordedWorld.ts";

/** What the core did at one line; absent for lines that are not judged. */
export interface Played {
  readonly line: PlannedCall;
  /** Status or boolean; 0 for a question about a thread's state. */
  readonly status: number;
  /** The answer in the words of the sequences. */
  readonly answer: string;
}

const statusRoutines = new Set<string>(operations.filter((row) => row.returns === "status").map((row) => row.routine));
const POINTER = variableKinds.find((row) => row.name === "Token")!.value;

/** Loads the machine with a planned sequence and plays it. After each judged line `after` may look at the state and at the machine's notes. */
export function playSequence(machine: Machine, planned: readonly PlannedCall[], after: (played: Played, state: StateView) => void): void {
  machine.load(programOf(planned));
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
  if (line.kind.record === undefined) return { line, status: 0, answer: answerText(line, 0, state) };
  moveHandles(state, state.field("thread", line.caller + 1, "process"));
  if (line.kind === callKinds.can) writePointers(line.call.words, state);
  const before = machine.journalLength();
  const runs = machine.advance();
  if (!runs || machine.journalLength() !== before + 1) return { line, status: 0, answer: `the run ended: ${machine.end().verdict}` };
  const { status, stepFlags } = machine.journalEntry(before);
  return { line, status, answer: stepFlags !== 0 ? "the call was skipped" : answerText(line, status, machine.state()) };
}

function moveHandles(state: StateView, process: number): void {
  for (let slot = 0; slot < state.counts.handle; slot++) {
    if (state.field("handle", slot, "kind") !== 0) state.set("handle", slot, "process", process);
  }
}

function writePointers(words: readonly string[], state: StateView): void {
  for (const position of [0, 1]) {
    state.set("variable", variableOf.pointer(position), "kind", POINTER);
    state.set("variable", variableOf.pointer(position), "value", tokenOfHandle(state, words[position]).token);
  }
}

function answerText({ call, kind }: PlannedCall, status: number, state: StateView): string {
  const { what, word } = kind.shows as NonNullable<CallKind["shows"]>;
  const name = call.words[word];
  // a routine that returns nothing, and the question for a state, print the state alone
  const head = statusRoutines.has(kind.routine ?? "") ? statusText(status) : "";
  switch (what) {
    case "boolean": return String(status);
    case "thread": return `${head} ${threadText(seenThread(state, name))}`.trim();
    case "token": {
      const token = seenToken(state, tokenOfHandle(state, name).token);
      return `${head} priv${token.privileges} tf${token.flags.toString(16)}`;
    }
    case "context": return isError(status) ? head : `${head} ${contextText(seenContext(state, name))}`;
    case "newToken": {
      if (isError(status)) return head;
      const { token, access } = tokenOfHandle(state, name);
      return `${head} ${newTokenText(seenToken(state, token), access)}`;
    }
  }
}
