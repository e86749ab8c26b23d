/**
 * What a step changed in the state, in words and as fields. Bookkeeping that no property can see (reference
 * counts, bitmaps, program counters) is left out; what is left is what a reader of NT's documentation would
 * call an effect.
 */
import { regions, type Field, type RegionName } from "../../core/tables/layout.ts";
import type { ProgramNames } from "../../grammar/image/programImage.ts";
import { bugCheckName } from "../../grammar/statusWords.ts";
import type { StateView } from "../machine/stateView.ts";
import {
  contextName,
  contextWords,
  handleName,
  handleWords,
  impersonationWords,
  sidName,
  sidNames,
  threadMode,
  tokenHolder,
  tokenIdentity,
  tokenIsLive,
  tokenWords,
  workItemName,
} from "./names.ts";
import { rightsText, threadPath } from "./lines.ts";
import { integrityName, levelName, listed, memberName, privilegeNamesOf } from "./words.ts";

export type ChangedThing = "thread" | "process" | "token" | "handle" | "context" | "workItem" | "run";

/** A field that changed; masks and 64-bit sets as `0x…` strings. */
export interface FieldChange {
  readonly name: string;
  readonly before: number | string;
  readonly after: number | string;
}

export interface StateChange {
  readonly thing: ChangedThing;
  /** Number of the record; 0 for the run as a whole. */
  readonly number: number;
  /** What people call it. */
  readonly name: string;
  /** One sentence without a full stop. */
  readonly words: string;
  readonly fields: readonly FieldChange[];
}

/** Two states of one program, and its names. */
interface Pair {
  readonly before: StateView;
  readonly after: StateView;
  readonly names: ProgramNames;
}

/** All that differs between two states, threads first. */
export function stateChanges(before: StateView, after: StateView, names: ProgramNames): StateChange[] {
  const pair: Pair = { before, after, names };
  return [
    ...numbered("thread", pair).flatMap((thread) => threadChanges(thread, pair)),
    ...numbered("process", pair).flatMap((process) => processChanges(process, pair)),
    ...numbered("token", pair).flatMap((token) => tokenChanges(token, pair)),
    ...numbered("handle", pair).flatMap((handle) => handleChanges(handle, pair)),
    ...numbered("context", pair).flatMap((context) => contextChanges(context, pair)),
    ...numbered("workItem", pair).flatMap((item) => workItemChanges(item, pair)),
    ...runChanges(pair),
  ];
}

function numbered(region: RegionName, { after }: Pair): number[] {
  const first = regions.find((row) => row.name === region)!.firstIndex;
  return Array.from({ length: Math.max(after.counts[region] - first, 0) }, (_, index) => index + first);
}

/** Watched fields of a record that differ. */
function changedFields(region: RegionName, record: number, { before, after }: Pair): FieldChange[] {
  const fields = regions.find((row) => row.name === region)!.fields as readonly Field[];
  return fields
    .filter(
      (field) =>
        field.watched !== false &&
        before.wide(region, record, field.name) !== after.wide(region, record, field.name),
    )
    .map((field) => ({
      name: field.name,
      before: plainValue(field, before.wide(region, record, field.name)),
      after: plainValue(field, after.wide(region, record, field.name)),
    }));
}

const plainValue = (field: Field, value: bigint): number | string =>
  field.type === "u64" || field.type === "mask128" ? `0x${value.toString(16)}` : Number(value);

function threadChanges(thread: number, pair: Pair): StateChange[] {
  const { before, after, names } = pair;
  const fields = changedFields("thread", thread, pair);
  const change = (words: string, only: readonly string[]): StateChange => ({
    thing: "thread",
    number: thread,
    name: threadPath(thread, names),
    words: `${threadPath(thread, names)} ${words}`,
    fields: fields.filter((field) => only.includes(field.name)),
  });
  const result: StateChange[] = [];
  const impersonation = impersonationChange(thread, pair);
  if (impersonation !== undefined)
    result.push(change(impersonation, ["token", "active", "level", "copyOnOpen", "effectiveOnly"]));
  const mode = threadMode(thread, after);
  if (mode !== threadMode(thread, before))
    result.push(change(mode === "kernel" ? "enters kernel mode" : "returns to user mode", ["frameDepth"]));
  return result;
}

/**
 * What became of a thread's impersonation; undefined when it is as before. What is stale after a revert means
 * nothing (facts 2.1).
 */
function impersonationChange(thread: number, { before, after, names }: Pair): string | undefined {
  const was = impersonationWords(thread, before, names);
  const is = impersonationWords(thread, after, names);
  const sameToken = (["token", "level", "copyOnOpen", "effectiveOnly"] as const).every(
    (name) => before.field("thread", thread, name) === after.field("thread", thread, name),
  );
  if (was === undefined && is === undefined) return undefined;
  if (is === undefined) return `no longer ${was}`;
  if (was === undefined) return is;
  if (sameToken) return undefined;
  return was === is ? `${is}, with another token` : `${is} (before: ${was})`;
}

function processChanges(process: number, pair: Pair): StateChange[] {
  const { before, after, names } = pair;
  if (before.field("process", process, "token") === after.field("process", process, "token")) return [];
  const name = names.processes[process] ?? `process ${process}`;
  const identity = tokenIdentity(after.field("process", process, "token"), after, names);
  return [
    {
      thing: "process",
      number: process,
      name,
      words: `the primary token of ${name} is now that of ${identity}`,
      fields: changedFields("process", process, pair),
    },
  ];
}

function tokenChanges(token: number, pair: Pair): StateChange[] {
  const { before, after, names } = pair;
  const [was, is] = [tokenIsLive(token, before), tokenIsLive(token, after)];
  if (!was && !is) return [];
  const reused =
    was && is && before.field("token", token, "generation") !== after.field("token", token, "generation");
  const change = (words: string, fields: readonly FieldChange[], view: StateView): StateChange => ({
    thing: "token",
    number: token,
    name: tokenHolder(token, view, names),
    words,
    fields,
  });
  const result: StateChange[] = [];
  if (was && (!is || reused))
    result.push(change(`${tokenWords(token, before, names)} is gone`, [], before));
  if (is && (!was || reused))
    result.push(change(`${tokenWords(token, after, names)} comes into being`, [], after));
  if (was && is && !reused) {
    const words = tokenFieldWords(token, pair);
    if (words.length > 0)
      result.push(
        change(
          `${tokenWords(token, after, names)}: ${words.join("; ")}`,
          changedFields("token", token, pair),
          after,
        ),
      );
  }
  return result;
}

const setWords: readonly {
  readonly field: string;
  readonly gained: string;
  readonly lost: string;
  readonly of: "privileges" | "sids";
}[] = [
  { field: "privilegesPresent", gained: "gains", lost: "loses", of: "privileges" },
  { field: "privilegesEnabled", gained: "enabled:", lost: "disabled:", of: "privileges" },
  { field: "groups", gained: "gains the groups", lost: "loses the groups", of: "sids" },
  { field: "groupsEnabled", gained: "enabled groups:", lost: "disabled groups:", of: "sids" },
  { field: "groupsDenyOnly", gained: "for deny only:", lost: "no longer for deny only:", of: "sids" },
  { field: "restricting", gained: "is restricted by", lost: "is no longer restricted by", of: "sids" },
];

/** What changed inside a token that lives on. */
function tokenFieldWords(token: number, pair: Pair): string[] {
  const { before, after, names } = pair;
  const words: string[] = [];
  for (const { field, gained, lost, of } of setWords) {
    const [was, is] = [before.wide("token", token, field), after.wide("token", token, field)];
    const named = (bits: bigint): string =>
      listed(of === "privileges" ? privilegeNamesOf(bits) : sidNames(bits, names));
    if ((is & ~was) !== 0n) words.push(`${gained} ${named(is & ~was)}`);
    if ((was & ~is) !== 0n) words.push(`${lost} ${named(was & ~is)}`);
  }
  for (const { name, before: was, after: is } of changedFields("token", token, pair)) {
    if (setWords.some(({ field }) => field === name)) continue;
    const value = (number: number | string): string => tokenFieldValue(name, Number(number), names);
    words.push(`${name} is now ${value(is)} (before: ${value(was)})`);
  }
  return words;
}

/** A number in a field of a token in NT's words. */
export function tokenFieldValue(field: string, value: number, names: ProgramNames): string {
  switch (field) {
    case "user":
    case "owner":
    case "primaryGroup":
      return sidName(value, names);
    case "level":
      return levelName(value);
    case "type":
      return memberName("TOKEN_TYPE", value);
    case "integrity":
      return integrityName(value) ?? "none";
    case "elevation":
      return memberName("TOKEN_ELEVATION_TYPE", value);
    case "session":
    case "origin":
      return `0x${value.toString(16)}`;
    case "package":
      return value === 0 ? "none" : sidName(value, names);
    default:
      return String(value);
  }
}

function handleChanges(handle: number, pair: Pair): StateChange[] {
  const { before, after, names } = pair;
  const [was, is] = [
    before.field("handle", handle, "kind") !== 0,
    after.field("handle", handle, "kind") !== 0,
  ];
  const reused =
    was &&
    is &&
    before.field("handle", handle, "generation") !== after.field("handle", handle, "generation");
  const fields = changedFields("handle", handle, pair);
  const change = (words: string, name: string): StateChange => ({
    thing: "handle",
    number: handle,
    name,
    words,
    fields,
  });
  const result: StateChange[] = [];
  if (was && (!is || reused))
    result.push(
      change(`${handleName(handle, before, names)} is closed`, handleName(handle, before, names)),
    );
  if (is && (!was || reused))
    result.push(change(openedWords(handle, after, names), handleName(handle, after, names)));
  if (was && is && !reused && fields.length > 0)
    result.push(change(handleWords(handle, after, names), handleName(handle, after, names)));
  return result;
}

function openedWords(handle: number, view: StateView, names: ProgramNames): string {
  const process = processName(view.field("handle", handle, "process"), names);
  return `${handleWords(handle, view, names)}, in ${process}`;
}

const processName = (process: number, names: ProgramNames): string =>
  process === 0 ? "the kernel" : (names.processes[process] ?? `process ${process}`);

const SAVED = 2;
const contextBegins = (context: number, view: StateView): string =>
  view.field("context", context, "kind") === SAVED ? "set aside" : "captured";

function contextChanges(context: number, pair: Pair): StateChange[] {
  const { before, after, names } = pair;
  const live = (view: StateView): boolean =>
    ((view.wide("header", 0, "contextsLive") >> BigInt(context)) & 1n) === 1n;
  const fields = changedFields("context", context, pair);
  const change = (words: string, view: StateView): StateChange => ({
    thing: "context",
    number: context,
    name: contextName(context, view, names),
    words,
    fields,
  });
  if (!live(before) && live(after))
    return [change(`${contextWords(context, after, names)} is ${contextBegins(context, after)}`, after)];
  if (live(before) && !live(after))
    return [change(`${contextName(context, before, names)} is released`, before)];
  return live(after) && fields.length > 0
    ? [change(`${contextWords(context, after, names)} is changed`, after)]
    : [];
}

const itemStates = ["", "is queued", "runs", "is done"] as const;

function workItemChanges(item: number, pair: Pair): StateChange[] {
  const { before, after, names } = pair;
  const [was, is] = [before.field("workItem", item, "state"), after.field("workItem", item, "state")];
  if (was === is) return [];
  const name = workItemName(item, names, is === 0 ? before : after);
  const thread = after.field("workItem", item, "thread");
  const state = is === 0 ? "is done" : (itemStates[is] ?? `is in state ${is}`);
  return [
    {
      thing: "workItem",
      number: item,
      name,
      words: `${name} ${state}${is === 2 && thread !== 0 ? ` on ${threadPath(thread, names)}` : ""}`,
      fields: [],
    },
  ];
}

function runChanges(pair: Pair): StateChange[] {
  const { before, after, names } = pair;
  const change = (words: string, ...only: string[]): StateChange => ({
    thing: "run",
    number: 0,
    name: "the run",
    words,
    fields: changedFields("header", 0, pair).filter((field) => only.includes(field.name)),
  });
  const result: StateChange[] = [];
  const bugCheck = after.field("header", 0, "bugCheck");
  if (bugCheck !== before.field("header", 0, "bugCheck"))
    result.push(change(`bug check ${bugCheckName(bugCheck)}`, "bugCheck"));
  const started =
    after.wide("header", 0, "attackersStarted") & ~before.wide("header", 0, "attackersStarted");
  names.attackers.forEach((name, attacker) => {
    if (((started >> BigInt(attacker)) & 1n) === 1n)
      result.push(change(`the baseline of ${name} is taken`));
  });
  const object = after.field("header", 0, "actedObject");
  if (object !== 0) {
    const { name, type } = names.objects[object] ?? { name: `object ${object}`, type: "file" };
    const rights = rightsText(after.field("header", 0, "actedAccess"), type);
    result.push(change(`${name} is really accessed: ${rights}`, "actedObject", "actedAccess"));
  }
  return result;
}
