/**
 * What lies on the stack while a condition is gone through again: a number, what it is a number of, and the
 * path that led to it. The words for all of them stand here.
 */
import { loopDomains } from "../../core/tables/expressionOperations.ts";
import { regions, type Field, type RegionName } from "../../core/tables/layout.ts";
import type { Out } from "../../core/tables/operations.ts";
import type { ImageRecord, Program, ProgramNames } from "../../grammar/image/programImage.ts";
import { operationOf, recordFlag } from "../../grammar/image/tableNumbers.ts";
import { bugCheckName, hexadecimal, statusName } from "../../grammar/statusWords.ts";
import type { StateView } from "../machine/stateView.ts";
import { numberWords, openedType, rightsText, threadPath } from "./lines.ts";
import { handleName, sidName, tokenIdentity } from "./names.ts";
import { tokenFieldValue } from "./stateChanges.ts";
import { levelName, privilegeNamesOf } from "./words.ts";

/** What a number is a number of; `literal` until something is asked of it. */
export type ItemKind =
  | "thread" | "process" | "token" | "handle" | "object" | "level" | "sid" | "boolean" | "number" | "literal"
  | "mode" | "access" | "bugcheck" | "job" | "privilege";

/** A part of a call's result that a name stands for: its status, or an out by its kind. */
export interface ResultPart {
  readonly kind: "status" | Out["kind"];
  /** Of which call it is. */
  readonly call: ImageRecord;
}

/** What a variable holds of the result of a call that keeps its outs; undefined for the result itself. */
export function resultPart(variable: number, { image }: Program): ResultPart | undefined {
  for (const call of image.records) {
    const { operation, result, flags } = call;
    const outs: readonly Out[] = operationOf(operation)?.outs ?? [];
    const isPart = variable > result && variable <= result + 1 + outs.length;
    if ((flags & recordFlag.KeepOuts) === 0 || !isPart) continue;
    return { kind: variable === result + 1 ? "status" : outs[variable - result - 2]!.kind, call };
  }
  return undefined;
}


/** A value on the stack. */
export interface Item {
  readonly text: string;
  readonly kind: ItemKind;
  /** Undefined: none. */
  readonly number?: number | undefined;
  /** Only the model can tell what it is. */
  readonly unknown?: boolean;
  /** It is what a quantifier has come to. */
  readonly isElement?: boolean;
  /** The field that it was read from, for its words. */
  readonly field?: string;
  /** Which part of a call's result it is. */
  readonly part?: ResultPart;
}

const NONE = 0xffffffff;

/** The value of an item as people say it. */
export function itemWords({ kind, number, field, part }: Item, view: StateView, names: ProgramNames): string {
  if (number === undefined || number === NONE) return "none";
  if (part?.kind === "status") return statusName(number);
  if (part !== undefined) return numberWords(part.kind, number, openedType(part.call, names, view));
  switch (kind) {
    case "token": return tokenIdentity(number, view, names);
    case "level": return levelName(number);
    case "sid": return sidName(number, names);
    case "boolean": return number === 0 ? "false" : "true";
    case "mode": return number === 1 ? "kernel" : "user";
    case "bugcheck": return number === 0 ? "none" : bugCheckName(number);
    case "access": return field === undefined ? hexadecimal(number) : rightsText(number, field);
    case "number": return field === undefined ? String(number) : tokenFieldValue(field, number, names);
    default: return thingText(kind, number, view, names);
  }
}

/** What a thing is called inside a path. */
export function thingText(kind: ItemKind, number: number, view: StateView, names: ProgramNames): string {
  switch (kind) {
    case "thread": return threadPath(number, names);
    case "process": return names.processes[number] ?? `process ${number}`;
    case "job": return number === 0 ? "none" : (names.jobs[number] ?? `job ${number}`);
    case "object": return names.objects[number]?.name ?? `object ${number}`;
    case "handle": return handleName(number, view, names).replace(/^handle /, "");
    case "level": return levelName(number);
    case "sid": return sidName(number, names);
    case "privilege": return privilegeNamesOf(1n << BigInt(number)).join("");
    case "token": return `token ${number}`;
    default: return String(number);
  }
}

/** The field that an instruction means: region << 16 | offset << 8 | bytes. */
export function fieldAt(immediate: number): { readonly region: RegionName; readonly field: Field } {
  const region = regions[immediate >>> 16]!;
  const offset = (immediate >>> 8) & 0xff;
  const field = (region.fields as readonly Field[]).find((row) => row.offset === offset)!;
  return { region: region.name, field };
}

/** Regions whose records are things with names. */
export function thingOfRegion(region: RegionName): ItemKind {
  const things: readonly RegionName[] = ["thread", "process", "token", "handle"];
  return things.includes(region) ? (region as ItemKind) : "number";
}

const booleansOfTokens: readonly string[] = ["restricted", "writeRestricted", "sandboxInert"];

/** What a field holds. */
export function kindOfField(region: RegionName, name: string): ItemKind {
  if (region === "thread") return name === "process" ? "process" : name === "level" ? "level" : "boolean";
  if (region === "process") return name === "token" || name === "job" ? name : "number";
  if (region === "handle") return name === "access" ? "access" : "number";
  if (name === "user" || name === "owner" || name === "primaryGroup") return "sid";
  if (booleansOfTokens.includes(name)) return "boolean";
  return name === "level" ? "level" : "number";
}

const loopKinds: Readonly<Record<string, ItemKind>> = {
  threads: "thread", processes: "process", tokens: "token", handles: "handle", objects: "object",
  levels: "level",
};

/** What a quantifier goes over. */
export interface LoopDomain {
  readonly name: string;
  readonly kind: ItemKind;
  readonly elements: readonly number[];
}

/**
 * Name of a quantifier's domain, what its elements are, and which there are now; `owner` is a process, 0 for
 * all.
 */
export function loopDomain(domain: number, owner: number, view: StateView): LoopDomain {
  const name = loopDomains.find((row) => row.id === domain)?.name ?? "";
  return { name, kind: loopKinds[name] ?? "number", elements: elementsOf(name, owner, view) };
}

function elementsOf(domain: string, owner: number, view: StateView): number[] {
  const all = (region: "thread" | "process" | "object"): number[] =>
    Array.from({ length: Math.max(view.counts[region] - 1, 0) }, (_, index) => index + 1);
  const owned = (region: "thread" | "handle", record: number): boolean =>
    owner === 0 || view.field(region, record, "process") === owner;
  switch (domain) {
    case "threads": return all("thread").filter((thread) => owned("thread", thread));
    case "processes": return all("process");
    case "objects": return all("object");
    case "tokens": return view.live("token").filter((token) => token > 0);
    case "handles": return view.live("handle").filter((handle) => owned("handle", handle));
    case "levels": return [0, 1, 2, 3];
    default: return [];
  }
}

type Value = number | undefined;
const ordered = (compare: (a: number, b: number) => boolean) => (a: Value, b: Value): boolean =>
  a !== undefined && b !== undefined && compare(a, b);

/** What two values are joined by; undefined is `none`: equal to itself, ordered with nothing. */
export const joins: Readonly<Record<string, (a: Value, b: Value) => boolean>> = {
  Equal: (a, b) => a === b,
  NotEqual: (a, b) => a !== b,
  Less: ordered((a, b) => a < b),
  LessOrEqual: ordered((a, b) => a <= b),
  Greater: ordered((a, b) => a > b),
  GreaterOrEqual: ordered((a, b) => a >= b),
  And: (a, b) => a === 1 && b === 1,
  Or: (a, b) => a === 1 || b === 1,
  Implies: (a, b) => a !== 1 || b === 1,
  HasRights: ordered((a, b) => (a & b) >>> 0 === a),
};
