/*
 * What no scenario uses: entries and procedures are read once on their own, so that what is wrong in them is
 * said all the same; a property that nobody names is never judged, and that is said too.
 */
import type { Declarations, Thread } from "../resolve/model.ts";
import type { Report } from "../resolve/report.ts";
import type { Code, Parameter } from "../syntaxTree.ts";
import { suggestionFor } from "../words.ts";
import { declaredThread } from "./actors.ts";
import { checkFrame } from "./code.ts";
import { newSize, type CheckContext, type Size } from "./context.ts";
import { checkProperty } from "./properties.ts";
import { checkLeftTaken } from "./leftTaken.ts";
import type { Source } from "./scenarios.ts";
import { Known } from "./known.ts";
import { checkModes } from "./modes.ts";
import { Scope, type Place } from "./scope.ts";
import type { Actor, Step, ValueType } from "./steps.ts";
import type { Value } from "./values.ts";
import { defaultVersions } from "./versions.ts";

/** Checks entries, procedures and properties on their own. */
export function checkUnused(
  sources: readonly Source[], declarations: Declarations, file: Size["file"], report: Report,
): void {
  const context: CheckContext = {
    declarations, text: declarations.text, report, replacements: new Map(), size: newSize(file),
    playing: new Map(), concerned: new Set(),
  };
  checkCodes(sources, new Set(context.size.file.run), context);
  checkProperties(sources, context);
}

/**
 * Code is read for whoever enters or calls it. Where it holds on versions on which no scenario runs it, what
 * was said of its guards stays, unless another file has scenarios for it.
 */
function checkCodes(sources: readonly Source[], run: ReadonlySet<Code>, context: CheckContext): void {
  const { declarations, report } = context;
  const read = (): void => readCodes(run, context);
  const isRunHere = sources.length > 0 && report.hasSaid("SCN033/code") && !declarations.others.useThis();
  if (isRunHere) report.keeping("SCN033/code", read);
  else read();
}

function readCodes(run: ReadonlySet<Code>, context: CheckContext): void {
  const { declarations } = context;
  for (const driver of declarations.drivers.values()) {
    for (const entry of driver.entries) {
      const caller = anyThread(declarations);
      const name = `${driver.name.text}.${entry.name.text}`;
      const steps = checkAlone(name, entry.parameters, entry.code, { actor: caller, caller }, context);
      checkLeftAlone(entry.code, steps, run, context);
    }
  }
  for (const procedure of declarations.procedures.values()) {
    const thread = declaredThread(procedure.by, emptyPlace({}), context);
    const place = thread === undefined ? { actorUnknown: true } : { actor: { kind: "thread", thread } as const };
    const { code } = procedure;
    const steps = checkAlone(procedure.name.text, procedure.parameters, code, place, context);
    checkLeftAlone(code, steps, run, context);
  }
}

/** What code leaves taken that nothing runs; a scenario that is wrong, or one elsewhere, might want that. */
function checkLeftAlone(
  code: Code, steps: readonly Step[], run: ReadonlySet<Code>, { declarations, report }: CheckContext,
): void {
  if (run.has(code) || declarations.whole.file.leftOut.length > 0) return;
  if (report.diagnostics.some(({ severity }) => severity === "error")) return;
  if (!declarations.others.useThis()) checkLeftTaken(steps, defaultVersions(), false, report);
}

function checkProperties(sources: readonly Source[], context: CheckContext): void {
  const { declarations, report } = context;
  const used = new Set(
    sources.flatMap((source) => [...source.breaks, ...source.judgedBy].map((title) => title.value)),
  );
  // a file of declarations alone is there to be used
  const isLibrary = sources.length === 0;
  for (const property of declarations.properties.values()) {
    if (used.has(property.title.value)) continue;
    checkProperty(property.judgement, property.title.value, emptyPlace({}), context);
    if (!isLibrary && !report.isUnread && !declarations.others.useThis()) {
      report.say("SCN064", property.title.span, property.title.value);
    }
  }
}

function emptyPlace(more: Partial<Place>): Place {
  return {
    scope: new Scope(), inside: [], versions: defaultVersions(),
    known: { now: Known.nothing }, left: { now: undefined }, ...more,
  };
}

/** Somebody who may enter a driver: the first declared thread. */
function anyThread(declarations: Declarations): Actor {
  const threads: readonly Thread[] = declarations.processes.flatMap((process) => process.threads);
  return { kind: "thread", thread: threads.find((thread) => thread.role === "user") ?? threads[0]! };
}

/** Types that a parameter can have, the commonest first. */
const parameterTypes: readonly string[] = [
  "thread", "process", "object", "token", "handle", "context", "level", "access", "boolean", "account", "status",
  "number", "sid", "privilege", "integrity", "tokenHandle", "objectHandle", "subjectContext", "savedState",
  "workItem", "tokenType", "tracking", "attacker",
];

function checkAlone(
  name: string, parameters: readonly Parameter[], code: Code, more: Partial<Place>, context: CheckContext,
): readonly Step[] {
  const scope = new Scope();
  for (const parameter of parameters) {
    const type = parameter.type.text;
    const isKnown = parameterTypes.includes(type);
    if (!isKnown) {
      context.report.sayNear(
        "SCN010", parameter.type.span, ["type of parameter", type],
        suggestionFor(type, parameterTypes), parameterTypes,
      );
    }
    scope.add(parameter.name.text, unknownValue(parameter, isKnown));
  }
  const known = Known.nothing.plus(...scopeObjects(scope, parameters));
  const place = emptyPlace({ ...more, scope, inside: [name], known: { now: known } });
  const body = checkFrame(code, place, code.span, context);
  const { caller } = place;
  const entered: Step[] = caller === undefined
    ? []
    : [{ kind: "enter", actor: caller, label: name, span: code.span, demands: [], succeed: false }];
  const steps = [...entered, body];
  checkModes(steps, place.versions, context.report);
  return steps;
}

/** A parameter of whatever value: a name that is bound. */
function unknownValue(parameter: Parameter, isKnown: boolean): Value {
  const binding = {
    name: parameter.name.text, span: parameter.name.span,
    type: isKnown ? (parameter.type.text as ValueType) : ("unknown" as const),
    made: {}, mainUsed: false, outsUsed: false,
  };
  return { kind: "binding", binding, part: "main" };
}

function scopeObjects(scope: Scope, parameters: readonly Parameter[]): object[] {
  return parameters.flatMap((parameter) => {
    const value = scope.find(parameter.name.text);
    return value?.kind === "binding" ? [value.binding, value.binding.made] : [];
  });
}
