/*
 * Terms of conditions: paths with their properties, and what they leave on the stack. A value of another type
 * than it seems (an object behind a handle that may name a token) comes with a proviso that the comparison
 * around it takes in.
 */
import { handleKinds } from "../../core/tables/kinds.ts";
import type { Process } from "../resolve/model.ts";
import type { ObjectType } from "../../core/tables/accessRights.ts";
import type { Path, Span } from "../syntaxTree.ts";
import { kindsInWords, suggestionFor } from "../words.ts";
import { useBinding, type CheckContext } from "./context.ts";
import {
  fieldAt, fieldInstruction, noIntegrity, tokenFields, watchEverything, watchOf, type FieldPlace,
} from "./fields.ts";
import { articled, isUnknown, type RightsOf } from "./misfits.ts";
import { partNamed, partNames } from "./parts.ts";
import { saidOfPath } from "./said.ts";
import type { Place } from "./scope.ts";
import type { Binding, Instruction, SaidName, ValueType } from "./steps.ts";
import { bindingType, inWords, lookUp, type Value } from "./values.ts";

/** What an expression leaves on the stack. */
export interface Typed {
  readonly type: ValueType | "things";
  readonly code: readonly Instruction[];
  readonly watch: bigint;
  /** Truth that must hold for the value to be one at all. */
  readonly provisos?: readonly (readonly Instruction[])[];
  /** Truth that must hold for the value to be ordered. */
  readonly orderProvisos?: readonly (readonly Instruction[])[];
  /** Of rights: those that are rights to one type only, or whose handle it is whose access this is. */
  readonly rights?: readonly { readonly name: string; readonly of: ObjectType; readonly span: Span }[];
  readonly accessOf?: RightsOf;
  /** Of a handle: the type of what it is to, where that is known. */
  readonly objectType?: ObjectType;
  /** Of a set: where it lies in the record that the code leaves, now or before the step. */
  readonly set?: FieldPlace & { readonly old?: boolean };
  /** Of a domain: its number, and whose elements it has. */
  readonly domain?: Domain;
  /** The number that stands for none, where there is one. */
  readonly absent?: number;
}

/** What a quantifier goes over; of a set the code leaves the record that has it. */
export interface Domain {
  readonly loop: number;
  readonly owner?: Process;
  /** Instead of an owner: the process whose elements it has, where only a run knows it. */
  readonly of?: Typed;
  readonly element: ValueType;
  readonly set?: { readonly place: FieldPlace; readonly record: Typed };
}

export const literal = (value: number): Instruction => ({ name: "Literal", immediate: value });
export const number = (value: number): Instruction =>
  value < 0x1000000 ? literal(value) : { name: "Constant", immediate: { constant: value } };
export const plain = (name: string): Instruction => ({ name });

/** Where an expression stands: as a statement, or as a property over the whole run. */
export interface ExpressionPlace {
  readonly place: Place;
  readonly context: CheckContext;
  readonly property: boolean;
  /** The property is judged at an event, whose thread is `current`. */
  readonly atEvent?: boolean;
  readonly loops: number;
  readonly old: boolean;
  /** It is compared with `none`, so it need not be bound. */
  readonly asksForNone?: boolean;
  /** What is noted of the whole condition: names that mean something only here. */
  readonly said: SaidName[];
}

/** A path with its properties. Undefined: reported. */
export function pathTerm(path: Path, at: ExpressionPlace): Typed | undefined {
  const found = lookUp(path, at.place, { ...at.context, judging: path.parts.length === 1 });
  if (found === undefined || isUnknown(found.value)) return undefined;
  let { value, taken } = found;
  noteSaid(path, value, at);
  if (value.kind === "binding" && value.part === "main" && path.parts.length > taken) {
    const name = path.parts[taken]!.text;
    const part = partNamed(value, name);
    if (part !== undefined) { value = { ...value, part }; taken += 1; }
    else if (name === "failed" && value.binding.operation !== undefined) return failedTerm(value, path, at);
    else if (value.binding.type === "status") return reportPart(path, taken, value, at);
  }
  const base = valueTerm(value, path, at);
  return base && withProperties(base, path, taken, at);
}

/** Notes what the first word of a path means where it does not mean the same everywhere. */
export function noteSaid(path: Path, value: Value, at: ExpressionPlace): void {
  const { actor, scope } = at.place;
  const isLocal = scope.find(path.parts[0]!.text) !== undefined;
  const isEvents = value.kind === "current" && at.property;
  // the thread that runs a line is known by its name, but for work items
  const known: Value = value.kind === "current" && actor !== undefined && actor.kind !== "own"
    ? actor.kind === "thread" ? actor : { ...actor, part: "main" }
    : value;
  const said = known.kind === "current"
    ? { span: path.parts[0]!.span, as: { kind: "current" } } as const
    : saidOfPath(path, known, isLocal);
  if (said !== undefined && !isEvents) at.said.push(said);
}

/** Of a call without a result only its parts are there. */
function reportPart(
  path: Path, taken: number, value: Extract<Value, { kind: "binding" }>, at: ExpressionPlace,
): undefined {
  const part = path.parts[taken]!;
  const known = [...partNames(value), "failed"];
  value.binding.outsUsed = true;
  at.context.report.sayNear(
    "SCN010", part.span, [`part of \`${value.binding.name}\` named`, part.text],
    suggestionFor(part.text, known), known,
  );
  return undefined;
}

function failedTerm(value: Extract<Value, { kind: "binding" }>, path: Path, at: ExpressionPlace): Typed {
  useBinding(value.binding, "status", path.span, at.place, at.context);
  const variable: Instruction = { name: "Variable", immediate: { binding: value.binding, part: "status" } };
  return { type: "boolean", code: [variable, plain("Failed")], watch: watchEverything };
}

/** What a value leaves on the stack. */
export function valueTerm(
  value: Value, path: { readonly span: Path["span"] }, at: ExpressionPlace,
): Typed | undefined {
  const constant = (type: ValueType, ...code: Instruction[]): Typed => ({ type, code, watch: 0n });
  switch (value.kind) {
    case "thread": return constant("thread", { name: "Literal", immediate: { thing: value.thread } });
    case "process": return constant("process", { name: "Literal", immediate: { thing: value.process } });
    case "object": return constant("object", { name: "Literal", immediate: { thing: value.object } });
    case "job": return constant("job", { name: "Literal", immediate: { job: value.job } });
    case "account": return constant("sid", { name: "Literal", immediate: { sid: value.account.user } });
    case "sid": return constant("sid", { name: "Literal", immediate: { sid: value.sid } });
    case "boolean": return constant("boolean", literal(value.value ? 1 : 0));
    case "number": return constant("number", number(value.value >>> 0));
    case "none": return constant("none", plain("None"));
    case "element": return { type: value.type, code: [{ name: "Local", immediate: value.depth }], watch: 0n };
    case "word":
      return value.word.kind === "sid"
        ? constant("sid", { name: "Literal", immediate: { sid: value.word.sid } })
        : {
            ...constant(value.word.kind, number(value.word.value)),
            ...(value.word.kind === "access" && value.word.of !== undefined && {
              rights: [{ name: value.name, of: value.word.of, span: path.span }],
            }),
          };
    case "current": return currentTerm(path, at);
    case "binding": return bindingTerm(value, path, at);
    case "processOf": {
      const thread = bindingTerm(value.thread, path, at);
      return thread && threadProperty(thread, "process");
    }
    default:
      if (at.context.report.saySlip(path.span)) return undefined;
      at.context.report.say(
        "SCN024", path.span, "a condition", "a value", inWords(value),
        "threads, processes, objects, names of results, words and numbers",
      );
      return undefined;
  }
}

function currentTerm(path: { readonly span: Path["span"] }, at: ExpressionPlace): Typed | undefined {
  const actor = at.place.actor;
  if (at.property && at.atEvent !== true) {
    at.context.report.say("SCN020/event", path.span);
    return undefined;
  }
  if (at.property) {
    return { type: "thread", code: [plain("EventThread")], watch: watchOf("header.eventThread") };
  }
  if (actor?.kind === "thread") {
    return { type: "thread", code: [{ name: "Literal", immediate: { thing: actor.thread } }], watch: 0n };
  }
  if (actor?.kind === "binding") {
    return {
      type: "thread", code: [{ name: "Variable", immediate: { binding: actor.binding, part: "main" } }],
      watch: watchEverything,
    };
  }
  if (actor !== undefined) return { type: "thread", code: [plain("CurrentThread")], watch: watchEverything };
  at.context.report.say("SCN020/current", path.span);
  return undefined;
}

/** What is there whatever is done: nothing but another choice takes it away. */
const lasting: readonly ValueType[] = [
  "thread", "process", "object", "job", "number", "boolean", "level", "status",
];
const isChosen = ({ operation, type }: Binding): boolean => operation === undefined && lasting.includes(type);

function bindingTerm(
  value: Extract<Value, { kind: "binding" }>, path: { readonly span: Path["span"] }, at: ExpressionPlace,
): Typed | undefined {
  const { binding, part } = value;
  if (part === "main" && binding.type === "status") {
    binding.outsUsed = true;
    at.context.report.say("SCN024/status", path.span, binding.name, binding.operation?.routine ?? "The call");
    return undefined;
  }
  if (at.property || at.asksForNone === true) binding[part === "main" ? "mainUsed" : "outsUsed"] = true;
  else useBinding(binding, part, path.span, at.place, at.context);
  const type = bindingType(binding, part);
  return {
    // an account is its user, also as a parameter
    type: type === "account" ? "sid" : type, code: [{ name: "Variable", immediate: { binding, part } }],
    watch: isChosen(binding) ? watchOf("variable") : watchEverything,
    ...(part === "main" && binding.objectType !== undefined && { objectType: binding.objectType }),
    ...(typeof part === "number" && binding.objectType !== undefined && {
      accessOf: handleTo(binding.name, binding.objectType),
    }),
  };
}

function handleTo(name: string, type: ObjectType): RightsOf {
  return { type, owner: `\`${name}\` is a handle to ${articled(type)}` };
}

/** Applies properties one by one. Undefined: reported. */
function withProperties(base: Typed, path: Path, taken: number, at: ExpressionPlace): Typed | undefined {
  let term = base;
  for (let index = taken; index < path.parts.length; index += 1) {
    const part = path.parts[index]!;
    const next = path.parts[index + 1];
    const double = next && propertyOf(term, `${part.text}.${next.text}`);
    const found = double ?? propertyOf(term, part.text);
    if (found === undefined) {
      reportProperty(term, part, at);
      return undefined;
    }
    if (double !== undefined) index += 1;
    const opened = term.type === "tokenHandle" ? "token" : term.objectType;
    const owner = path.parts.slice(0, index).map((each) => each.text).join(".");
    const { objectType: _, ...rest } = found;
    const isAccess = part.text === "access" && opened !== undefined;
    term = isAccess ? { ...rest, accessOf: handleTo(owner, opened) } : rest;
  }
  return term;
}

/** Properties that the model does not keep yet. */
export const propertiesLater: Partial<Record<Typed["type"], readonly string[]>> = {
  thread: ["onBehalfOf"], process: ["job"], token: ["package", "capabilities"],
};

function reportProperty(term: Typed, part: Path["parts"][number], at: ExpressionPlace): void {
  if (propertiesLater[term.type]?.includes(part.text)) {
    at.context.report.say("SCN070", part.span, `\`${part.text}\``);
    return;
  }
  if (at.context.report.saySlip(part.span)) return;
  const known = term.type === "things" ? [] : propertyNames(term.type);
  const ofToken = known.includes("token") && tokenFields[part.text] !== undefined;
  const what = `property of ${term.type === "things" ? "a domain" : kindsInWords[term.type] ?? "this"} named`;
  at.context.report.sayNear("SCN010", part.span, [what, part.text],
    ofToken ? `token.${part.text}` : suggestionFor(part.text, known), known);
}

/** Names of the properties of a type. */
export function propertyNames(type: ValueType): string[] {
  switch (type) {
    case "thread":
      return [
        "process", "token", "impersonation", "impersonating", "level", "copyOnOpen", "effectiveOnly", "mode",
      ];
    case "process": return ["token", "threads", "handles", "job"];
    case "token": return Object.keys(tokenFields);
    case "tokenHandle": return ["token", "access"];
    case "objectHandle": return ["object", "access"];
    case "handle": return ["object", "token", "access"];
    default: return [];
  }
}

function propertyOf(term: Typed, name: string): Typed | undefined {
  switch (term.type) {
    case "thread": return threadProperty(term, name);
    case "process": return processProperty(term, name);
    case "token": return tokenProperty(term, name);
    case "tokenHandle": case "objectHandle": case "handle": return handleProperty(term, name);
    default: return undefined;
  }
}

/** The term with more code behind it. */
function then(term: Typed, type: ValueType, code: readonly Instruction[], watch: bigint): Typed {
  const { set: _, domain: __, absent: ___, ...rest } = term;
  return { ...rest, type, code: [...term.code, ...code], watch: term.watch | watch };
}

function fieldOf(
  term: Typed, region: "thread" | "process" | "token" | "handle", name: string, type: ValueType,
): Typed {
  const place = fieldAt(region, name);
  return then(term, type, [fieldInstruction("Field", place)], place.watch);
}

const impersonating = watchOf("thread.active", "thread.token", "thread.level");

function threadProperty(thread: Typed, name: string): Typed | undefined {
  switch (name) {
    case "process": return fieldOf(thread, "thread", "process", "process");
    case "token":
      return then(thread, "token", [plain("EffectiveToken")], impersonating | watchOf("process.token"));
    case "impersonation": return then(thread, "token", [plain("ImpersonationToken")], impersonating);
    case "impersonating": return fieldOf(thread, "thread", "active", "boolean");
    case "level": return then(thread, "level", [plain("ThreadLevel")], impersonating);
    case "mode": return then(thread, "mode", [plain("ThreadMode")], watchOf("thread.frameDepth"));
    case "copyOnOpen": case "effectiveOnly": return whileImpersonating(thread, name);
    default: return undefined;
  }
}

/** After a revert the flags are stale and mean nothing (facts 2.1). */
function whileImpersonating(thread: Typed, name: string): Typed {
  const active = fieldOf(thread, "thread", "active", "boolean");
  const flag = fieldOf(thread, "thread", name, "boolean");
  return { ...active, code: [...active.code, ...flag.code, plain("And")], watch: active.watch | flag.watch };
}

function processProperty(process: Typed, name: string): Typed | undefined {
  if (name === "token") return fieldOf(process, "process", "token", "token");
  if (name === "job") return { ...fieldOf(process, "process", "job", "job"), absent: 0 };
  if (name !== "threads" && name !== "handles") return undefined;
  const only = process.code.length === 1 ? process.code[0]!.immediate : undefined;
  const owner =
    typeof only === "object" && "thing" in only && only.thing.kind === "process" ? only.thing : undefined;
  const whose = owner === undefined ? { of: process } : { owner };
  return {
    type: "things", code: [], watch: 0n,
    domain: { loop: name === "threads" ? 1 : 4, ...whose, element: name === "threads" ? "thread" : "handle" },
  };
}

function tokenProperty(token: Typed, name: string): Typed | undefined {
  const row = tokenFields[name];
  if (row === undefined) return undefined;
  const place = fieldAt("token", row.field);
  if (row.type === "sidSet" || row.type === "privilegeSet") {
    return { ...token, type: row.type, set: place, watch: token.watch | place.watch };
  }
  const field = fieldOf(token, "token", row.field, row.type);
  const term = row.absent === undefined ? field : { ...field, absent: row.absent };
  if (row.type !== "integrity") return term;
  return {
    ...term,
    orderProvisos: [...(term.orderProvisos ?? []), [...term.code, literal(noIntegrity), plain("NotEqual")]],
  };
}

function handleProperty(handle: Typed, name: string): Typed | undefined {
  if (name === "access") return fieldOf(handle, "handle", "access", "access");
  if (name !== "token" && name !== "object") return undefined;
  if (handle.type !== "handle" && handle.type !== `${name}Handle`) return undefined;
  const named = then(handle, name, [plain("HandleObject")], watchOf("handle.object"));
  if (handle.type !== "handle") return named;
  const kind = handleKinds.find((row) => row.name.toLowerCase() === name)!.value;
  const place = fieldAt("handle", "kind");
  const proviso = [...handle.code, fieldInstruction("Field", place), literal(kind), plain("Equal")];
  return { ...named, watch: named.watch | place.watch, provisos: [...(named.provisos ?? []), proviso] };
}
