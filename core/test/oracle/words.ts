/**
 * What the words of a recorded call may be. Recordings come from outside, and a damaged line would otherwise
 * become a question that nobody asked: every call's words are counted, each is of its kind, and what it names
 * was there before.
 */
import type { RecordedCall, Sequence } from "./recording.ts";

/** What a word is. `newToken` and `newContext` name what the call makes. */
type WordKind = "token" | "newToken" | "thread" | "newThread" | "context" | "newContext" | RegExp;

const flag = /^[01]$/;
const letter = /^[AB]$/;
const asked = /^(-1|[0-9])$/;
const mask = /^[0-9a-f]{1,8}$/;
/** The masks of privileges have 64 bits. */
const luid = /^(\d|[1-5]\d|6[0-3])$/;
const number = /^\d{1,6}$/;

/** `set 0 -`: no token. */
const NO_TOKEN = "-";

const wordKinds: Readonly<Record<string, readonly WordKind[]>> = {
  tok: ["newToken", letter, letter, /^[012]$/, flag, /^[12]$/, /^[0-3]$/],
  org: ["token", /^[AB0]$/],
  thr: ["newThread", "token"],
  sib: ["newThread", "thread"],
  cur: ["thread"],
  state: ["thread"],
  dup: ["newToken", "token", asked, number, flag],
  filter: ["newToken", "token", number, flag, flag],
  set: ["thread", "token"],
  revert: ["thread"],
  ctx: ["newContext", "thread", asked, flag, flag, flag],
  sub: ["newContext", "thread", asked, flag, flag, flag],
  imp: ["context", "thread"],
  open: ["newToken", "thread", mask, flag],
  openp: ["newToken", "thread", mask],
  impthr: ["thread", "thread", asked, flag, flag],
  anon: ["thread"],
  adj: ["token", luid, number],
  can: ["token", "token", asked],
};

/** How many of each a sequence may name: what its program has room for. */
const ROOM = { token: 63, thread: 15, context: 32 } as const;
type Named = keyof typeof ROOM;
const makes: Readonly<Record<string, Named>> = {
  newToken: "token",
  newThread: "thread",
  newContext: "context",
};

/** Throws SyntaxError with its place on the first call whose words are not what its kind has. */
export function checkWords(sequence: Sequence): void {
  const known: Record<Named, Set<string>> = { token: new Set(), thread: new Set(), context: new Set() };
  for (const call of sequence) {
    const kinds = wordKinds[call.kind];
    if (kinds === undefined) throw new SyntaxError(`${call.place}: there is no call ${call.kind}`);
    const words = call.kind === "tok" && call.words[7] === "restricted" ? call.words.slice(0, 7) : call.words;
    if (words.length !== kinds.length)
      throw new SyntaxError(`${call.place}: ${call.kind} has ${kinds.length} words, not ${words.length}`);
    words.forEach((word, position) => checkWord(call, word, kinds[position]!, known));
  }
}

function checkWord(
  call: RecordedCall,
  word: string,
  kind: WordKind,
  known: Readonly<Record<Named, Set<string>>>,
): void {
  const wrong = (why: string): SyntaxError => new SyntaxError(`${call.place}: ${call.kind}: ${why}`);
  if (kind instanceof RegExp) {
    if (!kind.test(word)) throw wrong(`${word} is not of the form ${kind.source}`);
    return;
  }
  if (call.kind === "set" && kind === "token" && word === NO_TOKEN) return;
  const made = makes[kind];
  const what = made ?? (kind as Named);
  if (!/^(0|[1-9]\d?)$/.test(word) || Number(word) >= ROOM[what])
    throw wrong(`${word} is not a number of a ${what} (0 to ${ROOM[what] - 1})`);
  if (made !== undefined) known[made].add(word);
  else if (!known[what].has(word)) throw wrong(`there is no ${what} ${word} before this line`);
}
