/** Two ways in which one step went: whether they differ, and how the other way is said. */
import type { Out } from "../../core/tables/operations.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { controlOf, operationOf } from "../../grammar/image/tableNumbers.ts";
import { bugCheckName, isError, statusName } from "../../grammar/statusWords.ts";
import type { Machine, RunEnd } from "../machine/machine.ts";
import { numberWords, openedType } from "./lines.ts";
import { heldTokenWords } from "./heldTokens.ts";
import { stateChanges, type ChangedThing, type StateChange } from "./stateChanges.ts";
import { effects, type Change, type Outcome } from "./stepAgain.ts";
import { listed } from "./words.ts";

/** Whether nobody could tell the two apart: neither by what was given back nor by what was installed. */
export function sameOutcome(
  machine: Machine,
  original: Outcome,
  outcome: Outcome,
  change: Change,
): boolean {
  if (visiblyDiffers(original, outcome, change)) return false;
  const written = (of: Outcome): string =>
    effects(machine.viewOf(of.before), machine.viewOf(of.after), change).join();
  return written(original) === written(outcome);
}

/**
 * Whether status, outs or judgement differ. An out that only repeats the field that was changed says nothing.
 */
export function visiblyDiffers(original: Outcome, outcome: Outcome, change: Change): boolean {
  if (
    original.entry.status !== outcome.entry.status ||
    original.entry.stepFlags !== outcome.entry.stepFlags
  )
    return true;
  if (
    JSON.stringify([original.end.verdict, original.end.broken]) !==
    JSON.stringify([outcome.end.verdict, outcome.end.broken])
  )
    return true;
  const changed =
    change.kind === "field" && change.region === "token" ? change.fields.map((field) => field.name) : [];
  const outs = operationOf(original.entry.operation)?.outs as readonly Out[] | undefined;
  return (outs ?? []).some(
    (out, position) => !changed.includes(out.name) && original.outs[position] !== outcome.outs[position],
  );
}

/** What would come of the step: `it would return STATUS_ACCESS_DENIED`. */
export function outcomeWords(
  machine: Machine,
  program: Program,
  original: Outcome,
  outcome: Outcome,
): string {
  const parts = [
    ...judgementWords(program, original.end, outcome.end),
    ...statusWords(original, outcome),
    ...outWords(program, original, outcome),
  ];
  return parts.length > 0 ? listed(parts) : effectWords(machine, program, original, outcome);
}

function judgementWords({ names }: Program, was: RunEnd, is: RunEnd): string[] {
  if (JSON.stringify([was.verdict, was.broken]) === JSON.stringify([is.verdict, is.broken])) return [];
  const name = ({ broken }: RunEnd): string => {
    if (broken === undefined) return "";
    if ("property" in broken)
      return `"${names.properties[broken.property]?.title || names.properties[broken.property]?.text}"`;
    return "bugCheck" in broken ? `bug check ${bugCheckName(broken.bugCheck)}` : "the run";
  };
  if (was.broken !== undefined && is.broken === undefined)
    return [
      "bugCheck" in was.broken ? `there would be no ${name(was)}` : `${name(was)} would not be broken here`,
    ];
  if (is.broken === undefined) return [];
  return ["bugCheck" in is.broken ? `there would be ${name(is)}` : `${name(is)} would be broken here`];
}

function statusWords(original: Outcome, { entry }: Outcome): string[] {
  const was = original.entry;
  if (was.status === entry.status && was.stepFlags === entry.stepFlags) return [];
  if (controlOf(entry.operation) === "Act")
    return [
      isError(entry.status)
        ? `the act would be refused with ${statusName(entry.status)}`
        : "the act would be allowed",
    ];
  const operation = operationOf(entry.operation);
  if (operation?.returns === "boolean")
    return [`${operation.routine} would say ${entry.status === 0 ? "no" : "yes"}`];
  return [`${operation?.routine ?? "it"} would return ${statusName(entry.status)}`];
}

const outNames: Readonly<Record<string, string>> = { access: "granted access" };

/**
 * Outs that are others than before; after an error there are none. Where the error was before, the level says
 * enough.
 */
function outWords({ names }: Program, original: Outcome, { entry, outs }: Outcome): string[] {
  const operation = operationOf(entry.operation);
  if (operation === undefined || isError(entry.status)) return [];
  return (operation.outs as readonly Out[]).flatMap((out, position) => {
    const value = outs[position];
    if (value === undefined || value === original.outs[position]) return [];
    if (isError(original.entry.status) && out.name !== "level") return [];
    return [`the ${outNames[out.name] ?? out.name} would be ${numberWords(out.kind, value, openedType(entry, names))}`];
  });
}

/**
 * Where only what is installed differs: what the step would do that it did not, else what it would not do.
 * Where both are said alike the difference is in the tokens that are held afterwards; tokens that nobody
 * holds come last. Empty: words tell no difference.
 */
function effectWords(machine: Machine, program: Program, original: Outcome, outcome: Outcome): string {
  const doneBy = ({ before, after }: Outcome): StateChange[] =>
    stateChanges(machine.viewOf(before), machine.viewOf(after), program.names);
  const [did, would] = [doneBy(original), doneBy(outcome)];
  if (would.length === 0 && did.length > 0) return "the step would change nothing";
  const differenceIn = (things: readonly ChangedThing[]): string => {
    const of = (changes: readonly StateChange[]): string[] =>
      changes.filter(({ thing }) => things.includes(thing)).map(({ words }) => words);
    return differenceWords(of(did), of(would));
  };
  return (
    differenceIn(["thread", "process", "handle", "context"]) ||
    heldTokenWords(machine, program, original, outcome) ||
    differenceIn(["token", "workItem", "run"])
  );
}

function differenceWords(did: readonly string[], would: readonly string[]): string {
  const more = would.filter((words) => !did.includes(words));
  const less = did.filter((words) => !would.includes(words));
  if (more.length > 0) return `the step would do this: ${more.join("; ")}`;
  return less.length === 0 ? "" : `the step would not do this: ${less.join("; ")}`;
}
