/* Who makes a step. */
import { pathText } from "../resolve/members.ts";
import type { Thread } from "../resolve/model.ts";
import type { Path, Span } from "../syntaxTree.ts";
import { actionWords } from "../tokens.ts";
import { useBinding, type CheckContext } from "./context.ts";
import { pathValue } from "./parts.ts";
import { sayMisfit } from "./misfits.ts";
import { Scope, type Place } from "./scope.ts";
import type { Actor, StepOperand } from "./steps.ts";
import { inWords, typeOf, type Value } from "./values.ts";

/** The place of a statement with its own actor before it. */
export function withActor(path: Path | undefined, place: Place, context: CheckContext): Place {
  if (path === undefined) return place;
  const actor = actorOf(path, place, context);
  if (place.actor === undefined || place.actorMayChange === true) {
    return actor === undefined ? { ...place, actorUnknown: true } : { ...place, actor };
  }
  if (actor === undefined) return place;
  context.report.say("SCN020/own", path.span, actorText(place.actor));
  return place;
}

function actorOf(path: Path, place: Place, context: CheckContext): Actor | undefined {
  const value = pathValue(path, place, context);
  if (value === undefined) return undefined;
  const actor = toActor(value);
  if (actor === undefined) sayMisfit(path.span, "the actor", ["thread"], inWords(value), place, context);
  if (actor?.kind === "binding") useBinding(actor.binding, "main", path.span, place, context);
  return actor;
}

/** A value as somebody who acts; undefined when it is no thread. */
function toActor(value: Value): Actor | undefined {
  if (value.kind === "thread") return { kind: "thread", thread: value.thread };
  if (value.kind === "binding" && value.part === "main" && typeOf(value) === "thread") {
    return { kind: "binding", binding: value.binding };
  }
  return undefined;
}

/** An actor as an operand that names a thread. */
export function threadOperand(actor: Actor): StepOperand {
  if (actor.kind === "thread") return { form: "thing", thing: actor.thread };
  return actor.kind === "own"
    ? { form: "current" }
    : { form: "binding", binding: actor.binding, part: "main" };
}

/** The path of a thread of the declarations by its text: for lanes, `by`, `controls`. Undefined: reported. */
export function declaredThread(path: Path, place: Place, context: CheckContext): Thread | undefined {
  const value = pathValue(path, place, context);
  if (value === undefined) return undefined;
  if (value.kind === "thread") return value.thread;
  const nothing: Place = { ...place, scope: new Scope() };
  sayMisfit(path.span, pathText(path), ["thread"], inWords(value), nothing, context, "a declared thread");
  return undefined;
}

/** An actor for messages. */
export function actorText(actor: Actor): string {
  if (actor.kind === "thread") return `${actor.thread.process.name}.${actor.thread.name}`;
  return actor.kind === "own" ? "the worker thread" : actor.binding.name;
}

/** Who acts here; reported when nobody is said to. */
export function requireActor(
  name: string, span: Span, place: Place, context: CheckContext,
): Actor | undefined {
  if (place.actor === undefined && place.actorUnknown !== true) {
    const isAction = actionWords.some((word) => word === name);
    context.report.say(isAction ? "SCN020/action" : "SCN020", span, name, exampleActor(context));
  }
  return place.actor;
}

/** `current` where no thread runs the line: said where no call has asked who makes it. */
export function requireWhoRuns(path: Path, place: Place, context: CheckContext): boolean {
  if (path.parts[0]!.text !== "current" || place.actor !== undefined || place.actorUnknown === true) return true;
  context.report.say("SCN020/current", path.parts[0]!.span);
  return false;
}

function exampleActor(context: CheckContext): string {
  const declared = context.declarations.processes.slice(1).flatMap((process) => process.threads)[0];
  return declared === undefined ? "system.main" : `${declared.process.name}.${declared.name}`;
}
