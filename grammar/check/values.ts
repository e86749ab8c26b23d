/*
 * What a word or a literal stands for: the one place where paths are looked up. Names of one's own come
 * first, then declared things, then NT's words; where a word of NT's is expected a name of one's own cannot
 * hide it, since the two are told apart by their kind.
 */
import { accessRights } from "../../core/tables/accessRights.ts";
import { diagnostic, type Diagnostic } from "../diagnostics.ts";
import { formatSid, parseSid } from "../sid.ts";
import type { Account, Declarations, Job, ObjectDeclaration, Process, Thread } from "../resolve/model.ts";
import type { Report } from "../resolve/report.ts";
import { threadOf, threadsNamed } from "../resolve/world.ts";
import type { Atom, Path, Span } from "../syntaxTree.ts";
import { kindsInWords, suggestionFor, wordNamed, wordsOf, type Word, type WordKind } from "../words.ts";
import type { Place } from "./scope.ts";
import type { Binding, Part, ValueType } from "./steps.ts";

export type Value =
  | { readonly kind: "thread"; readonly thread: Thread }
  | { readonly kind: "process"; readonly process: Process }
  | { readonly kind: "object"; readonly object: ObjectDeclaration }
  | { readonly kind: "job"; readonly job: Job }
  | { readonly kind: "account"; readonly account: Account }
  | { readonly kind: "attacker"; readonly name: string }
  | { readonly kind: "current" }
  | { readonly kind: "binding"; readonly binding: Binding; readonly part: Part }
  /** the process of a thread that only a run knows */
  | { readonly kind: "processOf"; readonly thread: Extract<Value, { kind: "binding" }> }
  | { readonly kind: "word"; readonly word: Word; readonly name: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "sid"; readonly sid: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "none" }
  /** an element of a quantifier, by depth */
  | { readonly kind: "element"; readonly type: ValueType; readonly depth: number }
  /** several values of a cell, `A or B` */
  | { readonly kind: "alternatives"; readonly values: readonly Value[] }
  | { readonly kind: "any" };

const cells = new WeakMap<Value, Span>();

/** The cell of a table in which a value is written: what is wrong with it is shown there. */
export const cellOf = (value: Value): Span | undefined => cells.get(value);

/** Notes the cell of a value, which no other cell has. */
export function inCell(value: Value, span: Span): Value {
  cells.set(value, span);
  return value;
}

/** What was found for the beginning of a path, and how many parts it took. */
export interface Found { readonly value: Value; readonly taken: number }

/** What is needed to look a path up. */
export interface Lookup {
  readonly declarations: Declarations;
  readonly report: Report;
  /** In a condition: predicates and truth values may have been meant as well. */
  readonly judging?: boolean;
  /** The kind of word that is wanted. */
  readonly wanted?: string;
}

/** Looks up as much of a path as names a thing; the rest are properties. Undefined: reported. */
export function lookUp(path: Path, place: Place, lookup: Lookup): Found | undefined {
  const first = path.parts[0]!.text;
  const local = place.scope.find(first);
  if (local !== undefined) return { value: local, taken: 1 };
  if (first === "current") return { value: { kind: "current" }, taken: 1 };
  if (first === "caller") return callerOf(path, place, lookup);
  return declared(path, place, lookup) ?? undefined;
}

function callerOf(path: Path, place: Place, { report }: Lookup): Found | undefined {
  const caller = place.caller;
  if (caller === undefined) {
    report.say("SCN018", path.parts[0]!.span);
    return undefined;
  }
  if (caller.kind === "thread") return { value: { kind: "thread", thread: caller.thread }, taken: 1 };
  if (caller.kind === "binding") {
    return { value: { kind: "binding", binding: caller.binding, part: "main" }, taken: 1 };
  }
  return { value: { kind: "current" }, taken: 1 };
}

function declared(path: Path, place: Place, lookup: Lookup): Found | undefined {
  const [first, second] = path.parts;
  const { declarations } = lookup;
  const process = declarations.processes.find((candidate) => candidate.name === first!.text);
  if (process !== undefined) {
    const thread = second && threadOf(process, second.text);
    if (thread !== undefined) return { value: { kind: "thread", thread }, taken: 2 };
    return { value: { kind: "process", process }, taken: 1 };
  }
  const value = singleName(first!.text, path, lookup);
  if (value !== undefined) return { value, taken: 1 };
  reportUnknown(path, place, lookup);
  return undefined;
}

function singleName(name: string, path: Path, { declarations, report }: Lookup): Value | undefined {
  const from = report.knownFrom(path.parts[0]!.span);
  const [thread, namesake] = threadsNamed(name, declarations.processes, from);
  if (thread !== undefined) {
    if (namesake !== undefined) {
      report.say("SCN011", path.parts[0]!.span, name, "thread", thread.process.name, namesake.process.name);
    }
    return { kind: "thread", thread };
  }
  const object = declarations.objects.find((candidate) => candidate.name === name);
  if (object !== undefined) return { kind: "object", object };
  const job = declarations.jobs.find((candidate) => candidate.name === name);
  if (job !== undefined) return { kind: "job", job };
  const account = declarations.accounts.get(name);
  const word = wordNamed(name);
  if (account !== undefined && word === undefined) return { kind: "account", account };
  if (word !== undefined) return { kind: "word", word, name };
  return declarations.attackers.has(name) ? { kind: "attacker", name } : undefined;
}

const judgingWords = [
  "clean", "levelRaised", "failed", "bugcheck", "deputy", "escalation", "true", "false", "none",
];

function reportUnknown(
  path: Path, place: Place, { declarations, report, judging = false, wanted }: Lookup,
): void {
  const name = path.parts[0]!.text;
  if (report.saySlip(path.parts[0]!.span)) return;
  if (place.scope.isBoundWithin(name)) {
    report.say("SCN010/within", path.parts[0]!.span, name);
    return;
  }
  const wordLike = wordForCase(name);
  if (wordLike !== undefined) {
    report.add(/^null$/i.test(name) ? nullDiagnostic(path, name) : caseDiagnostic(path, name, wordLike));
    return;
  }
  if (/^Se\w*Pri\w*$/.test(name)) {
    report.sayNear("SCN042", path.parts[0]!.span, [name], suggestionFor(name, wordsOf("privilege")));
    return;
  }
  if (sayUnknownRight(path, report)) return;
  const things = [
    ...place.scope.visible(), ...declarations.processes.map((process) => process.name),
    ...declarations.objects.map((object) => object.name), ...declarations.jobs.map((job) => job.name),
    ...declarations.processes.flatMap((process) => process.threads.map((thread) => thread.name)),
    ...declarations.accounts.keys(), "current", "caller",
    ...(judging ? judgingWords : []),
  ];
  const words = wordsOf(
    "level", "access", "sid", "status", "privilege", "integrity", "tokenType", "elevation",
    "threadInformationClass", "objectAttributes", "filterFlags",
  );
  report.sayNear(
    "SCN010", path.parts[0]!.span, ["name", name],
    suggestionFor(name, things) ?? nearOfKind(name, wanted) ?? suggestionFor(name, words),
  );
}

/** `Impersonation` where a level is wanted: NT's words begin with what they are of; people leave that out. */
function nearOfKind(name: string, kind: string | undefined): string | undefined {
  if (kind === undefined) return undefined;
  const words = wordsOf(kind as WordKind);
  const ending = words.filter((word) => word.toLowerCase().endsWith(name.toLowerCase()));
  return ending.length === 1 ? ending[0] : suggestionFor(name, words);
}

/** `FILE_READ`: what begins like the rights to a type is one of them, or nothing. */
function sayUnknownRight(path: Path, report: Report): boolean {
  const name = path.parts[0]!.text;
  const type = /^[A-Z]+(?=_[A-Z])/.exec(name)?.[0].toLowerCase();
  const row = accessRights.find((candidate) => candidate.type === type);
  if (row === undefined || path.parts.length > 1) return false;
  const near = suggestionFor(name, wordsOf("access"));
  report.sayNear("SCN010", path.parts[0]!.span, ["right", name], near, row.rights.map((right) => right.name));
  return true;
}

function wordForCase(name: string): string | undefined {
  return /^(true|false|none|null)$/i.test(name)
    ? name.toLowerCase() === "null"
      ? "none"
      : name.toLowerCase()
    : undefined;
}

function caseDiagnostic(path: Path, name: string, right: string) {
  const span = path.parts[0]!.span;
  return {
    code: "SCN026", form: "SCN026", severity: "error", span, arguments: [name, right],
    suggestion: { span, replacement: right },
  } as const;
}

function nullDiagnostic(path: Path, name: string): Diagnostic {
  const { span } = path.parts[0]!;
  return { ...diagnostic("SCN026/null", span, name), suggestion: { span, replacement: "none" } };
}

/**
 * The value of a literal; undefined for a list, parentheses, what has parameters, and a malformed SID, which
 * was reported when it was read.
 */
export function literalValue(atom: Atom): Value | undefined {
  switch (atom.kind) {
    case "string": return { kind: "text", text: atom.value };
    case "boolean": return { kind: "boolean", value: atom.value };
    case "none": return { kind: "none" };
    case "number": return { kind: "number", value: atom.value };
    case "version":
      return /^\d+$/.test(atom.text)
        ? { kind: "number", value: Number(atom.text) }
        : { kind: "text", text: atom.text };
    case "sid": {
      const result = parseSid(atom.text);
      return result.ok ? { kind: "sid", sid: formatSid(result.sid) } : undefined;
    }
    default: return undefined;
  }
}

/** The SID that a value stands for: an account is its user. */
export function sidOfValue(value: Value): string | undefined {
  if (value.kind === "account") return value.account.user;
  if (value.kind === "sid") return value.sid;
  return value.kind === "word" && value.word.kind === "sid" ? value.word.sid : undefined;
}

/** The type of a value. */
export function typeOf(value: Value): ValueType {
  switch (value.kind) {
    case "current": return "thread";
    case "processOf": return "process";
    case "word": return value.word.kind;
    case "element": return value.type;
    case "binding": return bindingType(value.binding, value.part);
    case "alternatives": return value.values[0] === undefined ? "none" : typeOf(value.values[0]);
    case "any": return "none";
    default: return value.kind;
  }
}

/** The type of what a binding's part holds. */
export function bindingType(binding: Binding, part: Part): ValueType {
  if (part === "status") return "status";
  if (part !== "main") return binding.operation!.outs[part]!.kind;
  return binding.type;
}

/** A value in words, for "takes an impersonation level, not an access right". */
export function inWords(value: Value): string {
  if (value.kind === "alternatives") return "several values with `or` between them";
  if (value.kind === "any") return "`any`, which is no value";
  return kindsInWords[typeOf(value)] ?? "something else";
}
