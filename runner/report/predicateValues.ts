/**
 * What the predicates with a name of their own (`clean`, `escalation by A`, `deputy`, `levelRaised`) looked
 * at. The model alone judges them; here is only told what there was to judge: who the thread was and is, what
 * the attacker could exercise at the start and can now.
 */
import { accessRights } from "../../core/tables/accessRights.ts";
import { expressionOperations } from "../../core/tables/expressionOperations.ts";
import type { ProgramNames } from "../../grammar/image/programImage.ts";
import type { StateView } from "../machine/stateView.ts";
import type { Moment, SeenValue } from "./expressionValues.ts";
import {
  accountName,
  handleKindName,
  handleWords,
  impersonationWords,
  sidNames,
  threadIdentity,
  tokenIdentity,
  tokenIsLive,
} from "./names.ts";
import { rightsText, threadPath } from "./lines.ts";
import { bitsOf, integrityName, levelName, listed, privilegeNamesOf } from "./words.ts";

const idOf = (name: string): number => expressionOperations.find((row) => row.name === name)!.id;
const [clean, escalation, deputy, levelRaised] = ["Clean", "Escalation", "Deputy", "LevelRaised"].map(
  idOf,
) as [number, number, number, number];
const tokenRight = (name: string): number =>
  accessRights.find((row) => row.type === "token")!.rights.find((right) => right.name === name)!.value;
/** Any of these makes a handle to a token worth something. */
const exercisable =
  tokenRight("TOKEN_IMPERSONATE") | tokenRight("TOKEN_DUPLICATE") | tokenRight("TOKEN_ASSIGN_PRIMARY");
const SECURITY_IMPERSONATION = 2;

/** What the named predicates of an expression looked at. */
export function predicateValues(expression: number, moment: Moment): SeenValue[] {
  return (moment.program.image.expressions[expression]?.words ?? []).flatMap((word) => {
    switch (word & 0xff) {
      case clean:
        return cleanValues(moment);
      case escalation:
        return escalationValues(word >>> 10, (word >>> 8) & 3, moment);
      case deputy:
        return deputyValues(moment);
      case levelRaised:
        return levelValues(moment);
      default:
        return [];
    }
  });
}

/** The thread of the event, or every thread that is not as it should be. */
function cleanValues({ now, before, program }: Moment): SeenValue[] {
  const { names } = program;
  const event = now.field("header", 0, "eventThread");
  const threads =
    event !== 0
      ? [event]
      : Array.from({ length: now.counts.thread - 1 }, (_, index) => index + 1).filter(
          (thread) => now.field("thread", thread, "active") !== 0,
        );
  return threads.flatMap((thread) => {
    const is: SeenValue = {
      path: threadPath(thread, names),
      value: impersonationWords(thread, now, names) ?? "does not impersonate",
    };
    if (now.field("thread", thread, "workItem") !== 0 || before.field("thread", thread, "workItem") !== 0)
      return [is, { path: "a worker that returns", value: "must not impersonate" }];
    return [is, { path: "when it entered", value: atEntry(thread, now, names) }];
  });
}

function atEntry(thread: number, view: StateView, names: ProgramNames): string {
  if (view.field("thread", thread, "savedActive") === 0) return "it did not impersonate";
  const token = view.field("thread", thread, "savedToken");
  const level = levelName(view.field("thread", thread, "savedLevel"));
  const isGone =
    !tokenIsLive(token, view) ||
    view.field("token", token, "generation") !== view.field("thread", thread, "savedGeneration");
  return `it impersonated ${isGone ? "with a token that is gone" : accountName(token, view, names)} at ${level}`;
}

/** The baseline, and what the attacker can exercise now and could not before this step. */
function escalationValues(attacker: number, kinds: number, { now, before, program }: Moment): SeenValue[] {
  const { names, image } = program;
  const who = names.attackers[attacker] ?? "the attacker";
  const processes = image.attackers[attacker]?.processes ?? [];
  const count = now.field("header", 0, "baselineCount");
  const baseline = Array.from({ length: count }, (_, index) => index)
    .filter((index) => now.field("baseline", index, "linked") === attacker + 1)
    .map((index) => ({
      path: `${who} could be at the start`,
      value: tokenIdentity(index, now, names, "baseline"),
    }));
  const is = exercised(processes, kinds, now, names);
  const was = new Set(exercised(processes, kinds, before, names));
  const gained = is.filter((words) => !was.has(words));
  return [
    ...unique(baseline),
    ...(gained.length > 0 ? gained : is).map((value) => ({
      path: gained.length > 0 ? `${who} has since this step` : `${who} has now`,
      value,
    })),
    ...((kinds & 1) === 0 ? [] : gainedValues(who, attacker, processes, now, names)),
  ];
}

/** What the identities that are exercised now have beyond the nearest one of the start. */
function gainedValues(
  who: string,
  attacker: number,
  processes: readonly number[],
  view: StateView,
  names: ProgramNames,
): SeenValue[] {
  const count = view.field("header", 0, "baselineCount");
  const baselines = Array.from({ length: count }, (_, index) => index).filter(
    (index) => view.field("baseline", index, "linked") === attacker + 1,
  );
  return unique(
    exercisedTokens(processes, view).flatMap((token) => {
      const [nearest] = baselines
        .map((baseline) => beyond(token, baseline, view))
        .sort((a, b) => sizeOf(a) - sizeOf(b));
      return nearest === undefined || sizeOf(nearest) === 0
        ? []
        : [{ path: `${who} gains`, value: beyondWords(nearest, names) }];
    }),
  );
}

/** What one identity has and another has not; integrity only where it is higher. */
interface Beyond {
  readonly sids: bigint;
  readonly privileges: bigint;
  readonly integrity?: number;
}

function beyond(token: number, baseline: number, view: StateView): Beyond {
  const sids = (region: "token" | "baseline", at: number): bigint =>
    (1n << BigInt(view.field(region, at, "user"))) |
    (view.wide(region, at, "groups") & ~view.wide(region, at, "groupsDenyOnly"));
  const integrity = view.field("token", token, "integrity");
  return {
    sids: sids("token", token) & ~sids("baseline", baseline),
    privileges:
      view.wide("token", token, "privilegesPresent") & ~view.wide("baseline", baseline, "privilegesPresent"),
    ...(integrity > view.field("baseline", baseline, "integrity") ? { integrity } : {}),
  };
}

const sizeOf = ({ sids, privileges, integrity }: Beyond): number =>
  bitsOf(sids).length + bitsOf(privileges).length + (integrity === undefined ? 0 : 1);

/** Names of one kind that are listed before the rest is counted. */
const GAINS_SHOWN = 4;

function beyondWords({ sids, privileges, integrity }: Beyond, names: ProgramNames): string {
  const some = (all: readonly string[]): string[] =>
    all.length <= GAINS_SHOWN + 1
      ? [...all]
      : [...all.slice(0, GAINS_SHOWN), `${all.length - GAINS_SHOWN} more`];
  const kinds = [
    listed(some(sidNames(sids, names))),
    listed(some(privilegeNamesOf(privileges))),
    integrity === undefined ? "" : `integrity ${integrityName(integrity) ?? integrity}`,
  ];
  return kinds.filter((words) => words !== "").join("; ");
}

/** Primary tokens, impersonations and handles to tokens that are worth something. */
function exercisedTokens(processes: readonly number[], view: StateView): number[] {
  const handles = view
    .live("handle")
    .filter(
      (handle) =>
        processes.includes(view.field("handle", handle, "process")) &&
        handleKindName(view.field("handle", handle, "kind")) === "Token" &&
        (view.field("handle", handle, "access") & exercisable) !== 0,
    );
  return [
    ...processes.map((process) => view.field("process", process, "token")),
    ...threadsOf(view)
      .filter((thread) => isExercised(thread, processes, view))
      .map((thread) => view.field("thread", thread, "token")),
    ...handles.map((handle) => view.field("handle", handle, "object")),
  ];
}

const unique = (values: readonly SeenValue[]): SeenValue[] => [
  ...new Map(values.map((value) => [value.value, value])).values(),
];

/** Numbers of the threads of a state. */
const threadsOf = (view: StateView): number[] =>
  Array.from({ length: Math.max(view.counts.thread - 1, 0) }, (_, index) => index + 1);

/** Impersonations, primary tokens and handles of an attacker's processes, in words. */
function exercised(
  processes: readonly number[],
  kinds: number,
  view: StateView,
  names: ProgramNames,
): string[] {
  const [identity, access] = [(kinds & 1) !== 0, (kinds & 2) !== 0];
  const primary = processes.map((process) => {
    const token = view.field("process", process, "token");
    return `${names.processes[process]}: primary token of ${tokenIdentity(token, view, names)}`;
  });
  const impersonations = threadsOf(view)
    .filter((thread) => isExercised(thread, processes, view))
    .map((thread) => `${threadPath(thread, names)} ${impersonationWords(thread, view, names)}`);
  const handles = view.live("handle").filter((handle) => {
    if (!processes.includes(view.field("handle", handle, "process"))) return false;
    const kind = handleKindName(view.field("handle", handle, "kind"));
    if (kind === "Object") return access;
    return identity && (kind !== "Token" || (view.field("handle", handle, "access") & exercisable) !== 0);
  });
  const words = handles.map((handle) => handleWords(handle, view, names));
  return identity ? [...primary, ...impersonations, ...words] : words;
}

/** Whether what a thread impersonates is worth something in user mode. */
function isExercised(thread: number, processes: readonly number[], view: StateView): boolean {
  const field = (name: string): number => view.field("thread", thread, name);
  const isOwn = processes.includes(field("process")) && field("frameDepth") === 0;
  return isOwn && field("active") !== 0 && field("level") >= SECURITY_IMPERSONATION;
}

function deputyValues({ now, program: { names } }: Moment): SeenValue[] {
  const [thread, object] = [now.field("header", 0, "deputyThread"), now.field("header", 0, "actedObject")];
  if (thread === 0) return [];
  const rights = rightsText(now.field("header", 0, "actedAccess"), names.objects[object]?.type ?? "file");
  return [
    {
      path: "who really acted",
      value: `${threadPath(thread, names)}, on ${names.objects[object]?.name ?? object}: ${rights}`,
    },
    { path: "as whom", value: threadIdentity(thread, now, names) },
    { path: "for whom", value: "somebody who could not have done it at the start" },
  ];
}

/** Threads that impersonate otherwise than before this step, with the level of the token they were given. */
function levelValues({ now, before, program: { names } }: Moment): SeenValue[] {
  const isOther = (thread: number, name: string): boolean =>
    now.field("thread", thread, name) !== before.field("thread", thread, name);
  return threadsOf(now)
    .filter((thread) => now.field("thread", thread, "active") !== 0)
    .filter((thread) => ["level", "token", "active"].some((name) => isOther(thread, name)))
    .map((thread) => {
      const token = tokenIdentity(now.field("thread", thread, "token"), now, names);
      const level = levelName(now.field("thread", thread, "level"));
      return { path: threadPath(thread, names), value: `at ${level}, with a token of ${token}` };
    });
}
