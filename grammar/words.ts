/*
 * NT's vocabulary by name: levels, rights, statuses, privileges, SIDs … out of the tables, and "did you
 * mean" for what is in none. Everything that gives a word a number asks here, so that a word means the same
 * in a call, in a demand and in a condition.
 */
import { closest, distance } from "fastest-levenshtein";
import { accessRights, genericRights, standardRights, type ObjectType } from "../core/tables/accessRights.ts";
import { enumerations } from "../core/tables/enumerations.ts";
import { operations, type Operation } from "../core/tables/operations.ts";
import { privileges } from "../core/tables/privileges.ts";
import { integrityLevels, wellKnownSids } from "../core/tables/securityIdentifiers.ts";
import { statuses } from "../core/tables/statuses.ts";

/** Kinds of words that are numbers and nothing else. */
export type NumberWordKind =
  | "level"
  | "tokenType"
  | "tracking"
  | "elevation"
  | "threadInformationClass"
  | "tokenInformationClass"
  | "objectAttributes"
  | "filterFlags"
  | "pipeControl"
  | "jobLimit"
  | "groupAttribute"
  | "integrity"
  | "status"
  | "privilege"
  | "privilegeAttribute"
  | "mode"
  | "bugcheck";

/** What a word of NT's is: `kind` tells where it may stand. */
export type Word =
  | { readonly kind: NumberWordKind; readonly value: number }
  | {
      readonly kind: "access";
      readonly value: number;
      /** the type whose right it is; undefined: a right of every type */ readonly of?: ObjectType;
    }
  | { readonly kind: "sid"; readonly sid: string };

export type WordKind = Word["kind"];

/**
 * Bug checks that a scenario can demand. [MS-doc bug-check-0xdf--impersonating-worker-thread,
 * bug-check-0x18--reference-by-pointer, bug-check-0x1e--kmode-exception-not-handled,
 * bug-check-0xe3--resource-not-owned] facts 14.1, 7.6, 4.6
 */
export const bugChecks = [
  { name: "IMPERSONATING_WORKER_THREAD", value: 0xdf }, { name: "REFERENCE_BY_POINTER", value: 0x18 },
  { name: "KMODE_EXCEPTION_NOT_HANDLED", value: 0x1e },
  { name: "RESOURCE_NOT_OWNED", value: 0xe3 },
] as const;

const enumerationKinds: Readonly<Record<string, WordKind>> = {
  SECURITY_IMPERSONATION_LEVEL: "level", TOKEN_TYPE: "tokenType", SECURITY_CONTEXT_TRACKING_MODE: "tracking",
  TOKEN_ELEVATION_TYPE: "elevation", THREADINFOCLASS: "threadInformationClass",
  PRIVILEGE_ATTRIBUTES: "privilegeAttribute", OBJECT_ATTRIBUTES: "objectAttributes",
  FILTER_TOKEN_FLAGS: "filterFlags", JOB_OBJECT_SECURITY_LIMIT: "jobLimit", GROUP_ATTRIBUTES: "groupAttribute",
  TOKEN_INFORMATION_CLASS: "tokenInformationClass", PIPE_FSCTL: "pipeControl",
};
/** Classes that cannot be asked for: set only, or answered with a token that the model does not make. */
const notQueried: readonly string[] = ["TokenSessionReference", "TokenAuditPolicy", "TokenLinkedToken"];

const words = new Map<string, Word>();
for (const enumeration of enumerations) {
  const kind = enumerationKinds[enumeration.name];
  if (kind === undefined || kind === "access" || kind === "sid") continue;
  for (const member of enumeration.members) {
    if (!notQueried.includes(member.name)) words.set(member.name, { kind, value: member.value });
  }
}
for (const row of statuses) words.set(row.name, { kind: "status", value: row.value });
for (const row of privileges) words.set(row.name, { kind: "privilege", value: row.luid });
for (const row of integrityLevels) words.set(row.name, { kind: "integrity", value: row.rid });
for (const row of wellKnownSids) words.set(row.name, { kind: "sid", sid: row.sid });
for (const row of [...standardRights, ...genericRights]) {
  words.set(row.name, { kind: "access", value: row.value });
}
for (const type of accessRights) {
  for (const right of type.rights) {
    words.set(right.name, { kind: "access", value: right.value, of: type.type });
  }
}
for (const row of bugChecks) words.set(row.name, { kind: "bugcheck", value: row.value });
words.set("user", { kind: "mode", value: 0 });
words.set("kernel", { kind: "mode", value: 1 });

/** What a word of NT's means; undefined if it is none. */
export function wordNamed(name: string): Word | undefined {
  return words.get(name);
}

/** All words of some kinds, in the order of the tables. */
export function wordsOf(...kinds: readonly WordKind[]): string[] {
  return [...words].filter(([, word]) => kinds.includes(word.kind)).map(([name]) => name);
}

const operationRows: readonly Operation[] = operations;

/** The row of a routine, or undefined. */
export function operationNamed(name: string): Operation | undefined {
  return operationRows.find((row) => row.routine === name);
}

export const routineNames: readonly string[] = operationRows.map((row) => row.routine);

/** Comparing a name with thousands takes longer than reading the file. */
const suggestionsMost = 500;

/** The name that was probably meant: the nearest, if it is near enough for its length. */
export function suggestionFor(name: string, known: readonly string[]): string | undefined {
  const candidates = known.length > suggestionsMost ? known.slice(-suggestionsMost) : known;
  // who wrote a name that there is meant that one: it cannot stand here, and another is not nearer
  if (candidates.length === 0 || name.length > 100 || candidates.includes(name)) return undefined;
  const sameLetters = candidates.find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  if (sameLetters !== undefined) return sameLetters;
  // to a name of one or two letters everything short is near
  if (name.length <= 2) return undefined;
  const nearest = closest(name, candidates);
  if (isNear(name, nearest)) return nearest;
  const within =
    name.length < 4
      ? []
      : candidates.filter((candidate) => candidate.toLowerCase().includes(name.toLowerCase()));
  return within.length === 1 ? within[0] : undefined;
}

/** What many names of NT's have in common says nothing of which of them was meant. */
const shared = [/^(?:Nt|Ps|Se|Security|Token|[A-Z]+_(?=[A-Z]))/, /Privilege$/];

/** Whether the one is mostly the other: not more than a third of what makes it that name differs. */
function isNear(name: string, other: string): boolean {
  const parts = shared.map((part) => [part.exec(name)?.[0], part.exec(other)?.[0]] as const);
  const same = parts.reduce((sum, [mine, theirs]) => sum + (mine === theirs ? mine?.length ?? 0 : 0), 0);
  const length = name.length - same;
  const away = distance(name, other);
  // two letters that changed their places count as two
  const isTurned = away === 2 && [...name].sort().join() === [...other].sort().join();
  const beginsAlike = name[0]!.toLowerCase() === other[0]?.toLowerCase();
  return isTurned || away <= Math.max(length > (beginsAlike ? 3 : 4) ? 2 : 1, Math.floor(length / 3));
}

/** Words of a kind as prose, for SCN024. */
export const kindsInWords: Readonly<Record<string, string>> = {
  level: "an impersonation level", tokenType: "a token type", tracking: "a tracking mode (static or dynamic)",
  elevation: "an elevation type", threadInformationClass: "a thread information class",
  tokenInformationClass: "a token information class",
  integrity: "an integrity level", status: "a status", privilege: "a privilege",
  privilegeAttribute: "an attribute of a privilege", mode: "a mode (user or kernel)", bugcheck: "a bug check",
  access: "access rights", sid: "a SID", boolean: "`true` or `false`", number: "a number", text: "a text",
  thread: "a thread", process: "a process", object: "an object", account: "an account",
  attacker: "an attacker", token: "a token", tokenHandle: "a handle to a token",
  threadHandle: "a thread or a handle to one", processHandle: "a process or a handle to one",
  objectHandle: "a handle to an object", handle: "a handle", context: "a client context",
  workItem: "a work item", none: "`none`", privilegeChanges: "a list of privileges with attributes",
  subjectContext: "a subject context", savedState: "an impersonation state that was set aside",
  filterFlags: "flags of a filter (DISABLE_MAX_PRIVILEGE, …)", groupAttribute: "an attribute of a group",
  job: "a job", jobLimit: "a security limit of a job", sids: "a list of SIDs", privileges: "a list of privileges",
  objectAttributes: "attributes of an open (OBJ_KERNEL_HANDLE, OBJ_FORCE_ACCESS_CHECK)",
  pipe: "a pipe", pipeHandle: "a pipe or a handle to an end of one",
  pipeControl: "what is asked of a pipe (FSCTL_PIPE_IMPERSONATE, …)",
  sidSet: "a set of SIDs", privilegeSet: "a set of privileges", version: "a version", list: "a list",
  things: "a set of things", unknown: "something unknown",
};
