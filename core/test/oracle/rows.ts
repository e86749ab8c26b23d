/**
 * Rows of cross products: each is a short sequence of the same calls in a world that its settings describe,
 * and prints its answers in words of its own.
 *
 *   set  a server's thread takes a client's token of level L; then it opens its token, not as self and as
 *        self
 *   ctx  a context of a client's thread (clientTok-1: not impersonating, else at that level), a server
 *        impersonates it, and opens as above
 *   dup  NtDuplicateToken of a primary token (srcL-1) or one of that level
 *   adj  NtAdjustPrivilegesToken; three rows of a longer series on one token
 *
 * The server is user A of session A. `srvR` and `cliR` are restricted tokens. Client tokens have three
 * privileges, two of them enabled.
 */
import type { SwitchSettings } from "../../tables/versions.ts";
import type { Machine } from "../../../runner/machine/machine.ts";
import type { StateView } from "../../../runner/machine/stateView.ts";
import { isError } from "../../../grammar/statusWords.ts";
import {
  seenContext,
  seenThread,
  seenToken,
  statusText,
  threadText,
  tokenOfHandle,
} from "./observe.ts";
import { outOfReach, planSequence } from "./reach.ts";
import type { RecordedCall, RecordedRow, Sequence } from "./recording.ts";
import { playSequence, type Played } from "./replay.ts";

const TOKEN_QUERY = 0x8;
/** Kinds of rows whose routine is not in the table of operations. */
export const rowRoutinesOutOfReach: Readonly<Record<string, string>> = {
  anon: "NtImpersonateAnonymousToken",
  "anon.null": "NtImpersonateAnonymousToken",
  ac: "NtAccessCheck",
};

/** Why a row is not judged; undefined: it is. */
export const rowReason = (row: RecordedRow): string | undefined => {
  const routine = rowRoutinesOutOfReach[row.kind];
  return routine === undefined ? undefined : outOfReach(routine);
};

type Settings = RecordedRow["settings"];
/**
 * How a call's outcome is printed; the fields of a row are what its calls print, joined where a field has
 * several.
 */
type Printer = (played: Played, state: StateView) => string;

interface Step {
  readonly text: string;
  readonly prints?: Printer;
  /** what it prints belongs to the field before */ readonly goesOn?: true;
}

const restricted = (flag: string | undefined): string => (flag === "1" ? " restricted" : "");
const tokenLine = (
  name: number,
  user: string,
  session: string,
  impersonate: string,
  type: number,
  level: number,
  flag?: string,
): Step => ({ text: `tok ${name} ${user} ${session} ${impersonate} 0 ${type} ${level}${restricted(flag)}` });
const lines = (...texts: readonly string[]): Step[] => texts.map((text) => ({ text }));

const printState: Printer = (played, state) =>
  `${statusText(played.status)} | ${threadText(seenThread(state, "0"))}`;

/** The query reads level and privileges through the handle, for which it needs TOKEN_QUERY. */
const printOpen =
  (self: number): Printer =>
  ({ status, line }, state) => {
    const head = `open(self${self})=${statusText(status)}`;
    if (isError(status)) return head;
    const { token, access } = tokenOfHandle(state, line.call.words[0]);
    const seen = seenToken(state, token);
    const query = (access & TOKEN_QUERY) !== 0 ? "00000000" : "c0000022";
    return `${head} q=${query} L${seen.level} n${seen.privileges}`;
  };
const opens = (name: number): Step[] =>
  [0, 1].map((self) => ({
    text: `open ${name + self} 0 ${TOKEN_QUERY.toString(16)} ${self}`,
    prints: printOpen(self),
    ...(self === 1 ? ({ goesOn: true } as const) : {}),
  }));

function setRow(s: Settings): Step[] {
  return [
    tokenLine(0, "A", "A", s["imp"]!, 1, 0, s["srvR"]),
    tokenLine(1, s["user"]!, s["sess"]!, "1", 2, Number(s["L"]), s["cliR"]),
    ...lines("thr 0 0", "cur 0", `org 1 ${s["org"]}`),
    { text: "set 0 1", prints: printState },
    ...opens(2),
  ];
}

function contextRow(s: Settings): Step[] {
  const printContext: Printer = ({ status }, state) => {
    if (isError(status)) return statusText(status);
    const seen = seenContext(state, "0");
    return `${statusText(status)} ctx dir${seen.direct} deff${seen.directEffectiveOnly} srem${seen.remote}`;
  };
  const level = Number(s["clientTok"]);
  const impersonates = level < 0 ? [] : lines("set 1 2");
  return [
    tokenLine(0, "A", "A", s["imp"]!, 1, 0),
    tokenLine(1, s["user"]!, s["user"]!, "1", 1, 0),
    tokenLine(2, s["user"]!, s["user"]!, "1", 2, Math.max(level, 0)),
    ...lines("thr 0 0", "thr 1 1", "cur 0"),
    ...impersonates,
    { text: `ctx 0 1 ${s["qos"]} ${s["dyn"]} ${s["eff"]} ${s["rem"]}`, prints: printContext },
    { text: "imp 0 0", prints: printState },
    ...opens(3),
  ];
}

function duplicateRow(s: Settings): Step[] {
  const level = Number(s["srcL"]);
  const prints: Printer = ({ status }, state) => {
    if (isError(status)) return statusText(status);
    const { token, access } = tokenOfHandle(state, "2");
    const seen = seenToken(state, token);
    const entries = `priv${seen.privileges} grp${seen.groups}`;
    return `${statusText(status)} | L${seen.level} type${seen.type} ${entries} acc${access.toString(16)}`;
  };
  return [
    tokenLine(0, "A", "A", "1", 1, 0),
    tokenLine(1, "A", "A", "1", level < 0 ? 1 : 2, Math.max(level, 0)),
    ...lines("thr 0 0", "cur 0"),
    { text: `dup 2 1 ${s["qos"]} ${s["type"]} ${s["eff"]}`, prints },
  ];
}

/**
 * The rows between the three are not recorded. Before the first the token is a test token with three
 * privileges; before the others, as their flags show, SeImpersonatePrivilege was removed as well.
 */
function adjustRow(s: Settings): Step[] {
  const prints: Printer = ({ status }, state) => {
    const seen = seenToken(state, tokenOfHandle(state, "0").token);
    return `${statusText(status)} | count${seen.privileges} flags${seen.flags.toString(16)}`;
  };
  const removedBefore = s["priv"] === "19" ? [] : lines("adj 0 19 4", "adj 0 29 4");
  return [
    tokenLine(0, "A", "A", "1", 1, 0),
    ...lines("thr 0 0", "cur 0"),
    ...removedBefore,
    { text: `adj 0 ${s["priv"]} ${s["attr"]}`, prints },
  ];
}

/**
 * The client's thread impersonates at a level, or not at all (-1); the server's privilege is what the gate
 * looks at.
 */
function impersonateThreadRow(s: Settings): Step[] {
  const level = Number(s["clientTok"]);
  return [
    tokenLine(0, "A", "A", s["imp"]!, 1, 0),
    tokenLine(1, "B", "B", "1", 1, 0),
    tokenLine(2, "B", "B", "1", 2, Math.max(level, 0)),
    ...lines("thr 0 0", "thr 1 1", "cur 0"),
    ...(level < 0 ? [] : lines("set 1 2")),
    { text: `impthr 0 1 ${s["qos"]} 0 0`, prints: printState },
  ];
}

/** As their privileges show, both that a test token can lose had been removed before. */
function filterRow(s: Settings): Step[] {
  const prints: Printer = ({ status }, state) => {
    const seen = seenToken(state, tokenOfHandle(state, "1").token);
    return `${statusText(status)} | priv${seen.privileges} type${seen.type} L${seen.level} tf${seen.flags.toString(16)}`;
  };
  return [
    tokenLine(0, "A", "A", "1", 1, 0),
    ...lines("thr 0 0", "cur 0", "adj 0 19 4", "adj 0 29 4"),
    { text: `filter 1 0 ${s["flags"]} 0 0`, prints },
  ];
}

const rowKinds: Readonly<Record<string, (settings: Settings) => Step[]>> = {
  set: setRow,
  ctx: contextRow,
  dup: duplicateRow,
  adj: adjustRow,
  filter: filterRow,
  impthr: impersonateThreadRow,
};

/**
 * The row's recorded answers in one line, without what no routine of the table gives back (the length of the
 * previous state).
 */
export const recordedText = (row: RecordedRow): string =>
  row.answers.join(" | ").replace(/prev\d+ rl\d+ /, "");

/** Plays a judged row; answers what the core says, in the row's own words. */
export function playRow(
  machine: Machine,
  row: RecordedRow,
  after: () => void,
  changed: Partial<SwitchSettings> = {},
): string {
  const steps = rowKinds[row.kind]?.(row.settings);
  if (steps === undefined) throw new SyntaxError(`${row.place}: there is no row ${row.kind}`);
  const fields: string[] = [];
  const printing = new Map<RecordedCall, Step>();
  const sequence: Sequence = steps.map((step) => {
    const [kind, ...words] = step.text.split(" ");
    const call = { place: row.place, kind: kind!, words, answer: "" };
    printing.set(call, step);
    return call;
  });
  let over = false;
  playSequence(
    machine,
    planSequence(sequence),
    (played, state) => {
      const step = printing.get(played.line.call)!;
      after();
      if (step.prints === undefined || over) return;
      const text = step.prints(played, state);
      if (step.goesOn) fields.push(`${fields.pop()} ${text}`);
      else fields.push(text);
      // a row ends with a context that could not be made
      over = played.line.call.kind === "ctx" && isError(played.status);
    },
    changed,
  );
  return fields.join(" | ");
}
