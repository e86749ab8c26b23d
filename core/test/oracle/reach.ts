/**
 * Which lines of a sequence are judged. A line is passed over when its routine is not in the table of
 * operations, and when it rests on something that a line passed over has made or changed; what it would make
 * or change is unknown from then on in its turn.
 *
 * Why the others rest on nothing unknown: a routine of the recordings changes only what it makes and the
 * thread that it is told to change (facts 4, 7, 9.8, 11); an error changes nothing (facts A.1). Only a change
 * of a token reaches further, since an open of an unknown caller gives another name to a token that is known;
 * after a change of an unknown token the rest of the sequence is not judged.
 */
import { CALLER, callKinds, thread, type CallKind, type Thing } from "./callKinds.ts";
import type { RecordedCall, Sequence } from "./recording.ts";
import { checkWords } from "./words.ts";

export interface PlannedCall {
  readonly call: RecordedCall;
  readonly kind: CallKind;
  /** Number of the calling thread, as the recording counts. */
  readonly caller: number;
  /** Why the line is not judged; absent: it is. */
  readonly reason?: string;
}

/** Why a line that only prepares is not judged: its answer is `ok`, whatever it does. */
export const PREPARES = "prepares the world, answers ok";
export const outOfReach = (routine: string): string => `${routine} is not in the table of operations`;
const restsOn = (routine: string): string => `rests on what ${routine} did`;

const ERROR = /^c[0-9a-f]{7}( |$)/;

/**
 * The lines of a sequence in order, each with the reason why it is not judged. Throws SyntaxError on a call
 * of no known kind, and on words that a call of its kind does not have.
 */
export function planSequence(sequence: Sequence): PlannedCall[] {
  checkWords(sequence);
  const unknown = new Map<Thing, string>();
  let changedUnknown: string | undefined;
  let caller = 0;
  return sequence.map((call) => {
    const kind = callKinds[call.kind]!;
    if (call.kind === "cur") {
      caller = Number(call.words[0]);
      return { call, kind, caller, reason: PREPARES };
    }
    const failed = ERROR.test(call.answer);
    const named = (thing: Thing): Thing => (thing === CALLER ? thread(String(caller)) : thing);
    const missing = kind.routine !== undefined && kind.record === undefined ? kind.routine : undefined;
    const tainted = kind
      .reads(call.words, failed)
      .map((thing) => unknown.get(named(thing)))
      .find((routine) => routine !== undefined);
    const cause = missing ?? changedUnknown ?? tainted;
    for (const thing of failed ? [] : kind.writes(call.words)) {
      if (cause === undefined) unknown.delete(thing);
      else unknown.set(thing, cause);
    }
    if (cause !== undefined && (call.kind === "adj" || call.kind === "org")) changedUnknown ??= cause;
    const reason =
      missing !== undefined
        ? outOfReach(missing)
        : cause !== undefined
          ? restsOn(cause)
          : kind.shows === undefined
            ? PREPARES
            : undefined;
    return { call, kind, caller, ...(reason === undefined ? {} : { reason }) };
  });
}
