/*
 * What is demanded of a call: its status or value, its outs, on which versions. For each version one demand
 * at most may hold; where none does, success is demanded, because a line without an arrow means exactly that.
 */
import type { ObjectType } from "../../core/tables/accessRights.ts";
import type { Operation, Out as TableOut } from "../../core/tables/operations.ts";
import { statuses } from "../../core/tables/statuses.ts";
import { pathText } from "../resolve/members.ts";
import { isError } from "../statusWords.ts";
import type { Atom, Demand, MaskExpression, Out, Outcome, Span } from "../syntaxTree.ts";
import { suggestionFor, wordNamed, wordsOf } from "../words.ts";
import type { CheckContext } from "./context.ts";
import { sayMisfit } from "./misfits.ts";
import { maskValue, openedBy, valueOf } from "./operands.ts";
import type { Place } from "./scope.ts";
import type { CheckedDemand, OutValue } from "./steps.ts";
import { cellOf, inWords, sidOfValue, type Value } from "./values.ts";
import { versionsAt } from "./guards.ts";

/**
 * What can be demanded of a step: as a routine does, `act`, `enter` and `leave` have a table of their own
 * here.
 */
export interface Demandable {
  readonly name: string;
  readonly returns: Operation["returns"];
  readonly mayReturnNone?: true;
  readonly statuses: readonly string[];
  readonly outs: readonly TableOut[];
  /** Of what the rights are that an out `access` gives back. */
  readonly rightsOf?: ObjectType;
}

/**
 * What an act can end in: the access check answers (facts 13.1), or the handle that it goes through (4.4).
 */
export const actDemandable: Demandable = {
  name: "act",
  returns: "status",
  outs: [],
  statuses: [
    "STATUS_SUCCESS", "STATUS_ACCESS_DENIED", "STATUS_BAD_IMPERSONATION_LEVEL", "STATUS_PRIVILEGE_NOT_HELD",
    "STATUS_INVALID_HANDLE", "STATUS_OBJECT_TYPE_MISMATCH",
  ],
};

/** `type` is that of what the call opens, where it is known. */
export function demandableOf(operation: Operation, type: ObjectType | undefined): Demandable {
  return {
    name: operation.routine, returns: operation.returns, statuses: operation.statuses, outs: operation.outs,
    ...(operation.mayReturnNone && { mayReturnNone: true }), ...(type && { rightsOf: type }),
  };
}

/** The demands of a step, overlapping ones reported. */
export function checkDemands(
  demands: readonly Demand[], of: Demandable, place: Place, context: CheckContext,
): CheckedDemand[] {
  const checked = demands
    .map((demand) => checkDemand(demand, of, place, context))
    .filter((demand) => demand !== undefined);
  checked.forEach((demand, index) => {
    for (const earlier of checked.slice(0, index)) {
      const both = place.versions.find((version) => holdsOn(earlier, version) && holdsOn(demand, version));
      if (both !== undefined) context.report.say("SCN032", demand.span, both);
    }
  });
  return checked;
}

/** Whether a demand speaks of a version. */
export function holdsOn(demand: CheckedDemand, version: string): boolean {
  return demand.versions === undefined || demand.versions.includes(version);
}

function checkDemand(
  demand: Demand, of: Demandable, place: Place, context: CheckContext,
): CheckedDemand | undefined {
  const outs = demand.outs.map((out) => checkOut(out, of, place, context)).filter((out) => out !== undefined);
  const versions = demand.guard && versionsAt(demand.guard, place, context);
  const outcome =
    demand.outcome === undefined ? impliedSuccess(of) : checkOutcome(demand.outcome, of, place, context);
  if (outcome === undefined) return undefined;
  return { ...outcome, outs, span: demand.span, ...(versions && { versions }) };
}

type CheckedOutcome = Pick<CheckedDemand, "statuses" | "boolean" | "bugCheck">;

/** `=> level: X` alone implies success. */
function impliedSuccess(of: Demandable): CheckedOutcome {
  return of.returns === "status" ? { statuses: [0] } : {};
}

function checkOutcome(
  outcome: Outcome, of: Demandable, place: Place, context: CheckContext,
): CheckedOutcome | undefined {
  if (outcome.kind === "bugcheckOutcome") return checkBugCheck(outcome.code, context);
  const values = outcome.alternatives.flatMap((atom) => outcomeValues(atom, of, place, context));
  if (values.some((value) => value === undefined)) return undefined;
  const known = values as { value: Value; atom: Atom }[];
  if (known.some(({ value }) => value.kind === "any")) return {};
  if (of.returns === "boolean") return booleanOutcome(known, of, place, context);
  if (of.mayReturnNone && known.every(({ value }) => value.kind === "none")) return { boolean: false };
  if (of.returns !== "status") {
    context.report.say(of.returns === "token" ? "SCN030/token" : "SCN030", outcome.span, of.name);
    return undefined;
  }
  const numbers = known.map(({ value, atom }) => statusNumber(value, atom.span, of, context));
  return numbers.every((number) => number !== undefined) ? { statuses: numbers } : undefined;
}

function checkBugCheck(code: Atom, context: CheckContext): CheckedOutcome | undefined {
  const name = code.kind === "path" ? pathText(code) : "";
  const word = wordNamed(name);
  if (word?.kind === "bugcheck") return { bugCheck: word.value };
  context.report.sayNear(
    "SCN010", code.span, ["bug check", name],
    suggestionFor(name, wordsOf("bugcheck")) ?? wordsOf("bugcheck")[0],
  );
  return undefined;
}

/** The values that an atom of an outcome stands for: a column of a table can stand for several. */
function outcomeValues(
  atom: Atom, of: Demandable, place: Place, context: CheckContext,
): ({ value: Value; atom: Atom } | undefined)[] {
  if (atom.kind === "path") {
    const name = pathText(atom);
    if (name === "any" && place.scope.find(name) === undefined) return [{ value: { kind: "any" }, atom }];
    if (/^STATUS_/.test(name) && wordNamed(name) === undefined) {
      const near = suggestionFor(name, of.statuses) ?? suggestionFor(name, wordsOf("status"));
      context.report.sayNear("SCN010", atom.span, ["status", name], near, of.statuses);
      return [undefined];
    }
  }
  const value = valueOf(atom, place, context);
  if (value?.kind === "alternatives") return value.values.map((each) => ({ value: each, atom }));
  return [value && { value, atom }];
}

function booleanOutcome(
  values: readonly { value: Value; atom: Atom }[], of: Demandable, place: Place, context: CheckContext,
): CheckedOutcome | undefined {
  const booleans = new Set<boolean>();
  for (const { value, atom } of values) {
    if (value.kind === "boolean") booleans.add(value.value);
    else sayMisfit(cellOf(value) ?? atom.span, `=> of ${of.name}`, ["boolean"], inWords(value), place, context);
  }
  if (booleans.size === 2) return {};
  return booleans.size === 1 ? { boolean: booleans.has(true) } : undefined;
}

function statusNumber(
  value: Value, span: Span, of: Demandable, { report }: CheckContext,
): number | undefined {
  const at = cellOf(value) ?? span;
  const numbered = value.kind === "number" ? statusOf(value.value) : undefined;
  if (value.kind === "word" && value.word.kind === "status" && of.statuses.includes(value.name)) {
    return statuses.find((row) => row.name === value.name)!.value;
  }
  if (value.kind === "word" && value.word.kind === "status") {
    report.say("SCN031", at, of.name, value.name, of.statuses.join(", "));
  } else if (numbered !== undefined && of.statuses.includes(numbered)) {
    report.change("SCN024/number", at, numbered, report.textOf(at), numbered);
  } else sayNoStatus(value, at, of, numbered, report);
  return undefined;
}

/** Something else where a status is demanded. */
function sayNoStatus(
  value: Value, at: Span, of: Demandable, numbered: string | undefined, report: CheckContext["report"],
): void {
  if (report.saySlip(at)) return;
  if (value.kind === "binding") {
    report.say("SCN024/boundInRun", at, report.textOf(at), "status");
    return;
  }
  const returned = of.statuses.join(", ");
  if (numbered !== undefined) report.say("SCN031", at, of.name, numbered, returned);
  else if (value.kind === "number") report.say("SCN024/noStatus", at, report.textOf(at), of.name, returned);
  else if (value.kind === "boolean" && value.value) {
    report.change("SCN024/demanded", at, "STATUS_SUCCESS", of.name, "`true`", returned);
  } else report.say("SCN024/demanded", at, of.name, inWords(value), returned);
}

/** The status of a number, signed or not. */
function statusOf(number: number): string | undefined {
  return statuses.find(({ value }) => value >>> 0 === number >>> 0)?.name;
}

function checkOut(
  out: Out, of: Demandable, place: Place, context: CheckContext,
): { position: number; value: OutValue } | undefined {
  const position = of.outs.findIndex((row) => row.name === out.name.text);
  const row = of.outs[position];
  if (row === undefined) {
    context.report.sayNear(
      "SCN022/out",
      out.name.span,
      [of.name, out.name.text],
      suggestionFor(
        out.name.text, of.outs.map((each) => each.name),
      ),
      of.outs.map((each) => each.name),
    );
    return undefined;
  }
  // a column says `*` where a row demands nothing
  if (isAny(out.value, place)) return undefined;
  const value = row.kind === "access"
    ? maskValue(out.value, row.name, of.rightsOf && openedBy(of.name, of.rightsOf), place, context)
    : outValue(out, row, place, context);
  return value === undefined ? undefined : { position, value };
}

/** Whether a name stands for a cell that is `*`, or `any`. */
function isAny(value: MaskExpression, place: Place): boolean {
  return value.kind === "path" && place.scope.find(pathText(value))?.kind === "any";
}

function outValue(out: Out, row: TableOut, place: Place, context: CheckContext): OutValue | undefined {
  const value = valueOf(out.value, place, { ...context, wanted: row.kind });
  if (value === undefined) return undefined;
  if (value.kind === "boolean" && row.kind === "boolean") return value.value ? 1 : 0;
  if (value.kind === "number" && row.kind === "number") return value.value;
  const sid = row.kind === "sid" ? sidOfValue(value) : undefined;
  if (sid !== undefined) return { sid };
  if (value.kind === "word" && value.word.kind === row.kind && "value" in value.word) return value.word.value;
  if (value.kind === "thread" && row.kind === "thread") return { thing: value.thread };
  if (value.kind === "alternatives") {
    context.report.say("SCN024/alternatives", out.value.span, row.name);
    return undefined;
  }
  if (value.kind === "binding") {
    context.report.say("SCN024/boundInRun", out.value.span, context.report.textOf(out.value.span), row.name);
    return undefined;
  }
  sayMisfit(cellOf(value) ?? out.value.span, row.name, [row.kind], inWords(value), place, context);
  return undefined;
}

/** Whether no status but success passes on any of the versions. */
export function demandsSuccess(
  demands: readonly CheckedDemand[], versions: readonly string[], succeed: boolean,
): boolean {
  return versions.every((version) => {
    const demand = demands.find((each) => holdsOn(each, version));
    if (demand === undefined) return succeed;
    return demand.statuses !== undefined && !demand.statuses.some(isError);
  });
}

/** Stands for all errors of which nobody has spoken. */
const anyOther = -1;

/**
 * The errors with which code may go on behind a call, and `anyOther` where nobody says which; `succeed` as
 * for `demandsSuccess`.
 */
export function errorsPassing(
  demands: readonly CheckedDemand[], { statuses: returned }: Demandable, versions: readonly string[],
  succeed: boolean,
): number[] {
  const all = [...statuses.filter(({ name }) => returned.includes(name)).map(({ value }) => value), anyOther];
  return versions.flatMap((version) => {
    const demand = demands.find((each) => holdsOn(each, version));
    if (demand === undefined) return succeed ? [] : all;
    return demand.statuses ?? all;
  }).filter(isError);
}
