/**
 * What people call the things of a state: tokens, threads, SIDs, handles, contexts. The one place that puts
 * them into words, so that a token is called the same in a trace, in a failure and in an explanation.
 *
 * A token has no name of its own. It is called by who holds it ("primary token of app"), and described by
 * whose it is.
 */
import { handleValueText } from "../../grammar/handleValues.ts";
import { handleKinds } from "../../core/tables/kinds.ts";
import type { ProgramNames } from "../../grammar/image/programImage.ts";
import { variableKind } from "../../grammar/image/tableNumbers.ts";
import type { StateView } from "../machine/stateView.ts";
import { rightsText, threadPath, variableName } from "./lines.ts";
import { bitsOf, integrityName, levelName, memberName } from "./words.ts";

const PRIMARY = 1;
export const handleKindName = (kind: number): string => handleKinds[kind]?.name ?? "Free";
/** SID by the name that the program knows it by. */
export const sidName = (sid: number, names: ProgramNames): string =>
  names.sids[sid]?.name ?? (sid === 0xff ? "none" : `SID ${sid}`);

/** Names of the SIDs of a set; those that share a number are all named. */
export const sidNames = (mask: bigint, names: ProgramNames): string[] =>
  bitsOf(mask).flatMap((sid) => [
    sidName(sid, names),
    ...(names.sids[sid]?.merged ?? []).map((merged) => merged.name),
  ]);

/**
 * The account that a token is of. A user's SID is not enough: an administrator who is logged on twice,
 * filtered and full, has one SID and two logon sessions.
 */
export function accountName(
  token: number,
  view: StateView,
  names: ProgramNames,
  region: "token" | "baseline" = "token",
): string {
  const [user, session] = [view.field(region, token, "user"), view.field(region, token, "session")];
  const found = names.accounts.filter((account) => account.user === user && account.session === session);
  return found.length === 0
    ? sidName(user, names)
    : found.map((account) => account.name).join(" or ");
}

/** Whether a token exists in this state. */
export function tokenIsLive(token: number, view: StateView): boolean {
  return (
    token > 0 &&
    token < view.counts.token &&
    ((view.wide("header", 0, "tokensLive") >> BigInt(token)) & 1n) === 1n
  );
}

/**
 * Whose a token is: `mallory, Medium`; an impersonation token with its level, a restricted one said to be so.
 * Baselines are copies of tokens.
 */
export function tokenIdentity(
  token: number,
  view: StateView,
  names: ProgramNames,
  region: "token" | "baseline" = "token",
): string {
  const field = (name: string): number => view.field(region, token, name);
  const words = [accountName(token, view, names, region)];
  const integrity = integrityName(field("integrity"));
  if (integrity !== undefined) words.push(integrity);
  if (field("type") !== PRIMARY) words.push(levelName(field("level")));
  if (field("restricted") !== 0)
    words.push(field("writeRestricted") !== 0 ? "write-restricted" : "restricted");
  return words.join(", ");
}

/**
 * Who holds a token, in words: `primary token of app`, `token of victim`, `token behind handle loot`; else
 * `token 5`.
 */
export function tokenHolder(token: number, view: StateView, names: ProgramNames): string {
  for (let process = 1; process < view.counts.process; process++) {
    if (view.field("process", process, "token") === token)
      return `primary token of ${names.processes[process] ?? process}`;
  }
  for (let thread = 1; thread < view.counts.thread; thread++) {
    if (view.field("thread", thread, "active") === 1 && view.field("thread", thread, "token") === token)
      return `token of ${threadPath(thread, names)}`;
  }
  for (const handle of view.live("handle")) {
    if (
      handleKindName(view.field("handle", handle, "kind")) === "Token" &&
      view.field("handle", handle, "object") === token
    )
      return `token behind ${handleName(handle, view, names)}`;
  }
  for (const context of view.live("context")) {
    if (view.field("context", context, "token") === token)
      return `token in ${contextName(context, view, names)}`;
  }
  return `token ${token}`;
}

/** `primary token of app (mallory, Medium)`. */
export function tokenWords(token: number, view: StateView, names: ProgramNames): string {
  if (token === 0) return "no token";
  return tokenIsLive(token, view)
    ? `${tokenHolder(token, view, names)} (${tokenIdentity(token, view, names)})`
    : `token ${token}, which is gone`;
}

/** The token that speaks for a thread: the one it impersonates, else its process's. */
export function effectiveToken(thread: number, view: StateView): number {
  return view.field("thread", thread, "active") === 1
    ? view.field("thread", thread, "token")
    : view.field("process", view.field("thread", thread, "process"), "token");
}

/** `impersonates LocalSystem at SecurityImpersonation, copyOnOpen`; undefined when it does not. */
export function impersonationWords(
  thread: number,
  view: StateView,
  names: ProgramNames,
): string | undefined {
  if (view.field("thread", thread, "active") !== 1) return undefined;
  const user = accountName(view.field("thread", thread, "token"), view, names);
  const flags = (["copyOnOpen", "effectiveOnly"] as const).filter(
    (name) => view.field("thread", thread, name) === 1,
  );
  return [`impersonates ${user} at ${levelName(view.field("thread", thread, "level"))}`, ...flags].join(
    ", ",
  );
}

/** A thread with who it is now: `app.victim (impersonates LocalSystem at SecurityImpersonation)`. */
export function threadWords(thread: number, view: StateView, names: ProgramNames): string {
  if (thread === 0) return "no thread";
  const words = impersonationWords(thread, view, names) ?? "does not impersonate";
  return `${threadPath(thread, names)} (${words})`;
}

/** As whom a thread acts: whom it impersonates, or itself with its process's identity. */
export function threadIdentity(thread: number, view: StateView, names: ProgramNames): string {
  const primary = view.field("process", view.field("thread", thread, "process"), "token");
  return impersonationWords(thread, view, names) ?? `itself: ${tokenIdentity(primary, view, names)}`;
}

/** The mode that a thread is in. */
export function threadMode(thread: number, view: StateView): "kernel" | "user" {
  return view.field("thread", thread, "systemThread") !== 0 ||
    view.field("thread", thread, "frameDepth") !== 0
    ? "kernel"
    : "user";
}

/** Name of the variable that stands for a record now. */
function boundName(
  kind: keyof typeof variableKind,
  record: number,
  generation: number | undefined,
  view: StateView,
  names: ProgramNames,
): string | undefined {
  const wanted = variableKind[kind];
  for (let variable = 0; variable < view.counts.variable; variable++) {
    if (
      view.field("variable", variable, "kind") !== wanted ||
      view.field("variable", variable, "value") !== record
    )
      continue;
    if (generation === undefined || view.field("variable", variable, "generation") === generation)
      return variableName(variable, names);
  }
  return undefined;
}

/** `handle loot`, or `handle 0x8` when no name stands for it. */
export function handleName(handle: number, view: StateView, names: ProgramNames): string {
  const generation = view.field("handle", handle, "generation");
  return `handle ${boundName("Handle", handle, generation, view, names) ?? handleValueText(handle)}`;
}

/** What a handle names: the token in words, a thread, a process, an object. */
function handleTarget(handle: number, view: StateView, names: ProgramNames): string {
  const object = view.field("handle", handle, "object");
  switch (handleKindName(view.field("handle", handle, "kind"))) {
    case "Token":
      return `token (${tokenIdentity(object, view, names)})`;
    case "Thread":
      return `thread ${threadPath(object, names)}`;
    case "Process":
      return `process ${names.processes[object] ?? object}`;
    case "Object":
      return names.objects[object]?.name ?? `object ${object}`;
    case "Pipe":
      return `${pipeEnd(handle, view)} of ${names.objects[object]?.name ?? `pipe ${object}`}`;
    default:
      return "nothing";
  }
}

/** Which end of its pipe a handle is. */
function pipeEnd(handle: number, view: StateView): string {
  const pipe = view.field("object", view.field("handle", handle, "object"), "pipe");
  if (view.field("pipe", pipe, "serverHandle") === handle + 1) return "the server's end";
  return view.field("pipe", pipe, "clientHandle") === handle + 1 ? "the client's end" : "a disconnected end";
}

/** The type whose rights a handle's access is made of. */
export function handleRightsType(handle: number, view: StateView, names: ProgramNames): string {
  const kind = handleKindName(view.field("handle", handle, "kind"));
  return kind === "Object" || kind === "Pipe"
    ? (names.objects[view.field("handle", handle, "object")]?.type ?? "file")
    : kind.toLowerCase();
}

/** `handle loot → token (LocalSystem, System, SecurityImpersonation), TOKEN_ALL_ACCESS`. */
export function handleWords(handle: number, view: StateView, names: ProgramNames): string {
  const rights = rightsText(view.field("handle", handle, "access"), handleRightsType(handle, view, names));
  return `${handleName(handle, view, names)} → ${handleTarget(handle, view, names)}, ${rights}`;
}

/** By kind of context: what it is called, and the kind of variable that stands for it. */
const contextNames = [
  { word: "context", variable: "Context" },
  { word: "subject context", variable: "SubjectContext" },
  { word: "saved state", variable: "SavedState" },
] as const;
const [CLIENT, SUBJECT] = [0, 1];

export function contextName(context: number, view: StateView, names: ProgramNames): string {
  const generation = view.field("context", context, "generation");
  const { word, variable } = contextNames[view.field("context", context, "kind")] ?? contextNames[0];
  return `${word} ${boundName(variable, context, generation, view, names) ?? `c${context}`}`;
}

/**
 * `context ctx (LocalSystem, SecurityImpersonation, static)`, `subject context s (mallory,
 * SecurityIdentification, in a process of alice)`, `saved state old (mallory, SecurityImpersonation)`.
 */
export function contextWords(context: number, view: StateView, names: ProgramNames): string {
  const field = (name: string): number => view.field("context", context, name);
  const user = (token: number): string =>
    tokenIsLive(token, view) ? accountName(token, view, names) : "its token is gone";
  const impersonates = field("token") !== 0;
  const words = impersonates ? [user(field("token")), levelName(field("level"))] : [];
  if (field("kind") === CLIENT)
    words.push(memberName("SECURITY_CONTEXT_TRACKING_MODE", field("tracking")));
  else if (field("kind") === SUBJECT)
    words.push(impersonates ? `in a process of ${user(field("primaryToken"))}` : user(field("primaryToken")));
  else if (!impersonates) words.push("of nothing");
  return `${contextName(context, view, names)} (${words.join(", ")})`;
}

export function workItemName(item: number, names: ProgramNames, view: StateView): string {
  return `work item ${variableName(view.field("workItem", item, "variable"), names)}`;
}
