/* Paths that stand for values, with their parts: outs of a result, the process of a thread. */
import type { Path } from "../syntaxTree.ts";
import { suggestionFor } from "../words.ts";
import type { CheckContext } from "./context.ts";
import { isUnknown } from "./misfits.ts";
import type { Place } from "./scope.ts";
import type { Part } from "./steps.ts";
import { lookUp, typeOf, type Value } from "./values.ts";

/** A path that stands for a value: no property but outs of a result and the process of a thread. */
export function pathValue(path: Path, place: Place, context: CheckContext): Value | undefined {
  const found = lookUp(path, place, context);
  if (found === undefined || isUnknown(found.value)) return undefined;
  let { value, taken } = found;
  const part = value.kind === "binding" && value.part === "main" && path.parts.length > taken
    ? partNamed(value, path.parts[taken]!.text)
    : undefined;
  if (value.kind === "binding" && part !== undefined) {
    value = { ...value, part };
    taken += 1;
  }
  if (taken === path.parts.length) return value;
  const isProcess = taken === path.parts.length - 1 && path.parts[taken]!.text === "process";
  const process = isProcess && typeOf(value) === "thread" ? processOf(value, place, context) : undefined;
  if (process === undefined) reportPart(path, taken, value, context);
  return process;
}

/** The process of a thread: known before a run, or that of whom the run finds. */
function processOf(value: Value, place: Place, { declarations }: CheckContext): Value | undefined {
  if (value.kind === "thread") return { kind: "process", process: value.thread.process };
  if (value.kind === "binding") return { kind: "processOf", thread: value };
  if (value.kind !== "current") return undefined;
  const { actor } = place;
  switch (actor?.kind) {
    case "thread": return { kind: "process", process: actor.thread.process };
    case "binding": return { kind: "processOf", thread: { ...actor, part: "main" } };
    // work items run on threads of the system's pool; who else acts was asked where nobody does
    default: return { kind: "process", process: declarations.processes[0]! };
  }
}

/** Status or out of a result by name. */
export function partNamed(value: Extract<Value, { kind: "binding" }>, name: string): Part | undefined {
  const operation = value.binding.operation;
  if (operation === undefined) return undefined;
  if (name === "status") return "status";
  const index = operation.outs.findIndex((out) => out.name === name);
  return index < 0 ? undefined : index;
}

/** Names of what a call gives back besides its result. */
export function partNames({ binding }: Extract<Value, { kind: "binding" }>): string[] {
  return binding.operation === undefined ? [] : ["status", ...binding.operation.outs.map((out) => out.name)];
}

function namesOfParts(value: Value): string[] {
  if (value.kind === "process") return value.process.threads.map((thread) => thread.name);
  if (typeOf(value) === "thread") return ["process"];
  return value.kind === "binding" ? partNames(value) : [];
}

function reportPart(path: Path, taken: number, value: Value, context: CheckContext): void {
  const part = path.parts[taken]!;
  const names = namesOfParts(value);
  const owner = path.parts.slice(0, taken).map((each) => each.text).join(".");
  const what = value.kind === "process" ? `thread of \`${owner}\` named` : `part of \`${owner}\` named`;
  context.report.sayNear("SCN010", part.span, [what, part.text], suggestionFor(part.text, names), names);
}
