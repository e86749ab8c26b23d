/**
 * Which token is held where a step put one, when it went in two ways: a filtered copy in the place of the
 * token that was asked for looks alike in what a thread is told to impersonate, and is not the same.
 */
import { regions, type Field } from "../../core/tables/layout.ts";
import type { Program, ProgramNames } from "../../grammar/image/programImage.ts";
import type { Machine } from "../machine/machine.ts";
import type { StateView } from "../machine/stateView.ts";
import { threadPath } from "./lines.ts";
import { contextName, handleKindName, handleName, sidNames, tokenIsLive, tokenWords } from "./names.ts";
import { tokenFieldValue } from "./stateChanges.ts";
import type { Outcome } from "./stepAgain.ts";
import { listed, privilegeNamesOf } from "./words.ts";

/** A place that holds a token: `token of app.client`. */
interface Held {
  readonly place: string;
  readonly token: number;
}

/** The places where the two ways leave different tokens, and what would be different; empty where none. */
export function heldTokenWords(
  machine: Machine,
  { names }: Program,
  original: Outcome,
  outcome: Outcome,
): string {
  const [was, is] = [machine.viewOf(original.after), machine.viewOf(outcome.after)];
  const before = machine.viewOf(outcome.before);
  const held = heldTokens(was, names);
  const words = heldTokens(is, names).flatMap(({ place, token }) => {
    const other = held.find((each) => each.place === place);
    if (other === undefined) return [];
    const said = tokenDifference(other.token, was, token, is, before, names);
    return said === "" ? [] : [`the ${place} would ${said}`];
  });
  return listed(words);
}

/** Whether a token is the very one that there was before the step. */
const isOld = (token: number, before: StateView, after: StateView): boolean =>
  tokenIsLive(token, before) &&
  before.field("token", token, "generation") === after.field("token", token, "generation");

function heldTokens(view: StateView, names: ProgramNames): Held[] {
  const threads = Array.from({ length: view.counts.thread }, (_, thread) => thread)
    .filter((thread) => thread > 0 && view.field("thread", thread, "active") === 1)
    .map((thread) => ({
      place: `token of ${threadPath(thread, names)}`,
      token: view.field("thread", thread, "token"),
    }));
  const processes = Array.from({ length: view.counts.process }, (_, process) => process)
    .filter((process) => process > 0)
    .map((process) => ({
      place: `primary token of ${names.processes[process] ?? process}`,
      token: view.field("process", process, "token"),
    }));
  const handles = [...view.live("handle")]
    .filter((handle) => handleKindName(view.field("handle", handle, "kind")) === "Token")
    .map((handle) => ({
      place: `token behind ${handleName(handle, view, names)}`,
      token: view.field("handle", handle, "object"),
    }));
  const contexts = [...view.live("context")].map((context) => ({
    place: `token in ${contextName(context, view, names)}`,
    token: view.field("context", context, "token"),
  }));
  return [...threads, ...processes, ...handles, ...contexts].filter(({ token }) => tokenIsLive(token, view));
}

function tokenDifference(
  token: number,
  was: StateView,
  other: number,
  is: StateView,
  before: StateView,
  names: ProgramNames,
): string {
  const [old, otherOld] = [isOld(token, before, was), isOld(other, before, is)];
  if (old && otherOld && token === other) return "";
  if (otherOld) return `be the ${tokenWords(other, before, names)}${old ? "" : " and no new one"}`;
  const differences = fieldDifferences(token, was, other, is, names);
  if (differences.length > 0) return listed(differences);
  return old ? "be a new one" : "";
}

const setWords: readonly {
  readonly field: string;
  readonly more: (named: string) => string;
  readonly less: (named: string) => string;
}[] = [
  { field: "privilegesPresent", more: (named) => `have ${named}`, less: (named) => `be without ${named}` },
  {
    field: "privilegesEnabled",
    more: (named) => `have ${named} enabled`,
    less: (named) => `not have ${named} enabled`,
  },
  { field: "groups", more: (named) => `be of ${named}`, less: (named) => `not be of ${named}` },
  {
    field: "groupsEnabled",
    more: (named) => `have ${named} enabled`,
    less: (named) => `not have ${named} enabled`,
  },
  {
    field: "groupsDenyOnly",
    more: (named) => `have ${named} for deny only`,
    less: (named) => `not have ${named} for deny only`,
  },
  {
    field: "restricting",
    more: (named) => `be restricted by ${named}`,
    less: (named) => `not be restricted by ${named}`,
  },
];

/** What one token has and another has not, as what follows `would`. */
function fieldDifferences(
  token: number,
  was: StateView,
  other: number,
  is: StateView,
  names: ProgramNames,
): string[] {
  const sets = setWords.flatMap(({ field, more, less }) => {
    const [had, has] = [was.wide("token", token, field), is.wide("token", other, field)];
    const named = (bits: bigint): string =>
      listed(field.startsWith("privileges") ? privilegeNamesOf(bits) : sidNames(bits, names));
    return [
      ...((has & ~had) === 0n ? [] : [more(named(has & ~had))]),
      ...((had & ~has) === 0n ? [] : [less(named(had & ~has))]),
    ];
  });
  const fields = regions.find((row) => row.name === "token")!.fields as readonly Field[];
  const scalars = fields
    .filter(({ name, watched }) => watched !== false && !setWords.some(({ field }) => field === name))
    .filter(({ name }) => was.field("token", token, name) !== is.field("token", other, name))
    .map(({ name }) =>
      name === "descriptor"
        ? "have another security descriptor"
        : `have ${name} ${tokenFieldValue(name, is.field("token", other, name), names)}`,
    );
  return [...sets, ...scalars];
}
