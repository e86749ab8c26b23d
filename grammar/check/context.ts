/*
 * What checking one scenario needs everywhere: the declarations, the report, which driver stands for which,
 * and how large the program may still grow. Procedures and entries are put in where they are called, so two
 * lines can ask for a million: growth is counted.
 */
import type { Declarations } from "../resolve/model.ts";
import { threadsNamed } from "../resolve/world.ts";
import { kindsInWords, wordNamed } from "../words.ts";
import type { Report } from "../resolve/report.ts";
import type { Code, DriverItem, ProcedureItem, Span } from "../syntaxTree.ts";
import { articled } from "./misfits.ts";
import type { Place } from "./scope.ts";
import type { Binding, Part, ValueType } from "./steps.ts";
import type { ObjectType } from "../../core/tables/accessRights.ts";
import type { Operation } from "../../core/tables/operations.ts";

/**
 * Most statements that a scenario may have when all its code is in place, and that all scenarios of a file
 * may have together.
 */
const stepsMax = 20_000;
const stepsOfFileMax = 500_000;

/** How much has been read: of this scenario, and of all before it, with the code that they run. */
export interface Size {
  steps: number;
  overflown: boolean;
  readonly file: { steps: number; readonly run: Set<Code> };
}

export function newSize(file: Size["file"]): Size {
  return { steps: 0, overflown: false, file };
}

export interface CheckContext {
  readonly declarations: Declarations;
  readonly text: string;
  readonly report: Report;
  /** The kind of word that is wanted where a name is looked up: what it may be a misspelling of. */
  readonly wanted?: string;
  /** Name of a driver, procedure or attacker → what stands for it (`with fixed as filter`). */
  readonly replacements: ReadonlyMap<string, string>;
  readonly size: Size;
  /**
   * Attackers that play somewhere, and where they first make a call; nowhere, if only their start is marked.
   */
  readonly playing: Map<string, Span | undefined>;
  /** Attackers that something is conceded to, or that a condition asks about. */
  readonly concerned: Set<string>;
}

export function driverNamed(context: CheckContext, name: string): DriverItem | undefined {
  return context.declarations.drivers.get(context.replacements.get(name) ?? name);
}

export function procedureNamed(context: CheckContext, name: string): ProcedureItem | undefined {
  return context.declarations.procedures.get(context.replacements.get(name) ?? name);
}

export function attackerName(context: CheckContext, name: string): string {
  return context.replacements.get(name) ?? name;
}

/** Counts statements. False: there are too many, and that is reported once. */
export function grow({ size, report }: CheckContext, span: Span, by = 1): boolean {
  size.steps += by;
  size.file.steps += by;
  if (size.steps <= stepsMax && size.file.steps <= stepsOfFileMax) return true;
  const [what, most] =
    size.steps > stepsMax
      ? ["statements", stepsMax]
      : ["statements in all scenarios of the file", stepsOfFileMax];
  if (!size.overflown) report.say("SCN071", span, what, `more than ${most}`, String(most));
  size.overflown = true;
  return false;
}

/**
 * Makes a binding and its name. A name that is taken is reported; the new binding then stands for itself
 * alone.
 */
export function bind(
  name: { readonly text: string; readonly span: Span }, type: ValueType, operation: Operation | undefined,
  place: Place, context: CheckContext, objectType?: ObjectType,
): Binding {
  const binding: Binding = {
    name: name.text, span: name.span, type, made: {}, mainUsed: false, outsUsed: false,
    boundOn: place.versions, ...(operation && { operation }), ...(objectType && { objectType }),
  };
  const taken = place.scope.add(name.text, { kind: "binding", binding, part: "main" });
  if (taken?.kind === "binding" && isOnOthers(taken.binding, place)) {
    return boundAgain(taken.binding, binding, context);
  }
  if (taken?.kind === "binding") {
    context.report.say("SCN013", name.span, name.text, context.report.lineOf(taken.binding.span));
  } else if (taken !== undefined) context.report.say("SCN016/always", name.span, name.text);
  else {
    const hidden = declaredAs(name.text, context.declarations);
    if (hidden !== undefined) context.report.say("SCN016/hides", name.span, name.text, hidden);
  }
  return binding;
}

/** Whether a name is bound on other versions alone, so that on each of them it is bound once. */
function isOnOthers({ boundOn }: Binding, { versions }: Place): boolean {
  return boundOn !== undefined && !versions.some((version) => boundOn.includes(version));
}

/** What stands for one name on several versions is one thing behind them, so it has to be of one kind. */
function boundAgain(first: Binding, second: Binding, { report }: CheckContext): Binding {
  if (first.type === "unknown" || second.type === "unknown") return second;
  if (!isAlike(first, second)) {
    const line = report.lineOf(first.span);
    const [one, other] = [first, second].map(kindInWords);
    const kinds = one === other ? [first, second].map(whoseResult) : [one, other];
    report.say("SCN013/kinds", second.span, first.name, line, ...kinds);
    return second;
  }
  first.boundOn = [...first.boundOn!, ...second.boundOn!];
  return first;
}

function isAlike(first: Binding, second: Binding): boolean {
  const outsOf = ({ operation }: Binding): string =>
    (operation?.outs ?? []).map(({ name, kind }) => `${name} ${kind}`).join();
  return first.type === second.type && first.objectType === second.objectType &&
    (first.operation === undefined) === (second.operation === undefined) && outsOf(first) === outsOf(second);
}

function kindInWords({ type, objectType }: Binding): string {
  return objectType === undefined ? kindsInWords[type] ?? type : `a handle to ${articled(objectType)}`;
}

/** Two routines may give back one kind of thing, and different parts beside it. */
function whoseResult({ operation }: Binding): string {
  return operation === undefined ? "something chosen" : `what \`${operation.routine}\` gives back`;
}

/** What a name means where no call has bound it. */
function declaredAs(name: string, declarations: Declarations): string | undefined {
  if (declarations.processes.some((process) => process.name === name)) return "process";
  if (threadsNamed(name, declarations.processes).length > 0) return "thread";
  if (declarations.objects.some((object) => object.name === name)) return "object";
  if (declarations.jobs.some((job) => job.name === name)) return "job";
  if (declarations.accounts.has(name)) return "account";
  return wordNamed(name)?.kind === "sid" ? "SID" : undefined;
}

/** Notes that a part of a binding is used, and warns when it is not bound on every way to here. */
export function useBinding(
  binding: Binding, part: Part, span: Span, place: Place, context: CheckContext,
): void {
  if (part === "main") binding.mainUsed = true;
  else binding.outsUsed = true;
  const known = place.known.now;
  if (known === undefined || known.hasOn(part === "main" ? binding : binding.made, place.versions)) return;
  context.report.say("SCN012", span, binding.name, context.report.lineOf(binding.span));
}
