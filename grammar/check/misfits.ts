/*
 * What stands where a value of another kind belongs: which kind it takes, and what there is of that kind
 * here, words of Windows' as well as names in scope. What is unknown is never said to be of a wrong kind:
 * that it is unknown was said where it was named.
 */
import type { ObjectType } from "../../core/tables/accessRights.ts";
import { accessRights } from "../../core/tables/accessRights.ts";
import { operations, type Operation } from "../../core/tables/operations.ts";
import { firstFew } from "../resolve/report.ts";
import type { Span } from "../syntaxTree.ts";
import { kindsInWords, wordsOf, type WordKind } from "../words.ts";
import type { CheckContext } from "./context.ts";
import type { Place } from "./scope.ts";
import { typeOf, type Value } from "./values.ts";

const operationRows: readonly Operation[] = operations;

/** Types of values that an operand of a kind takes besides its own. */
const alsoFits: Readonly<Record<string, readonly string[]>> = {
  threadHandle: ["thread", "handle"], processHandle: ["process", "handle"],
  pipeHandle: ["objectHandle", "handle"],
  handle: ["tokenHandle", "objectHandle", "pipeHandle", "handle"], tokenHandle: ["tokenHandle"],
};
const wordKinds: readonly string[] = [
  "level", "tokenType", "tracking", "elevation", "threadInformationClass", "integrity", "status", "privilege",
  "privilegeAttribute", "mode", "bugcheck", "sid", "objectAttributes",
  "filterFlags", "pipeControl", "groupAttribute", "jobLimit",
];

/** Says that something takes another kind of value; `kinds` are those that would fit. */
export function sayMisfit(
  span: Span, name: string, kinds: readonly string[], given: string, place: Place, context: CheckContext,
  wanted = kindsInWords[kinds[0]!] ?? kinds[0]!,
): void {
  if (context.report.saySlip(span)) return;
  const fitting = kinds.map((kind) => fittingOf(kind, place, context)).filter((each) => each !== undefined);
  context.report.say("SCN024", span, name, wanted, given, fitting.join("; ") || undefined);
}

/** What there is of a kind, in words. */
function fittingOf(kind: string, place: Place, context: CheckContext): string | undefined {
  if (kind === "boolean") return "`true` or `false`";
  if (kind === "number") return "a number such as 1 or 0x10";
  if (kind === "access") return "rights such as `TOKEN_QUERY | TOKEN_DUPLICATE`, or a number";
  if (kind === "privilegeChanges") return "a list such as `[SeDebugPrivilege | SE_PRIVILEGE_ENABLED]`";
  if (kind === "privileges") return "a list such as `[SeDebugPrivilege, SeTcbPrivilege]`";
  if (kind === "sids") return "a list such as `[Users, S-1-5-12]`";
  if (kind === "text") return "a text in quotes";
  if (kind === "entry") return entriesOf(context);
  const names = [...namesInScope(kind, place), ...declared(kind, context)];
  const words = wordKinds.includes(kind) ? wordsOf(kind as WordKind) : [];
  if (words.length + names.length > 0) return firstFew([...names, ...words]);
  const makers = operationRows.filter((row) => row.result !== undefined && fits(row.result, kind));
  if (makers.length === 0) return undefined;
  const routines = firstFew(makers.slice(0, 3).map((row) => row.routine));
  return `${kindsInWords[kind] ?? kind}, as given back by ${routines}`;
}

function fits(type: string, kind: string): boolean {
  return type === kind || alsoFits[kind]?.includes(type) === true;
}

function namesInScope(kind: string, place: Place): string[] {
  return [...new Set(place.scope.visible())].filter((name) => {
    const value = place.scope.find(name);
    return value !== undefined && fits(typeOf(value), kind);
  });
}

function declared(kind: string, { declarations }: CheckContext): string[] {
  const { processes, objects, accounts, attackers } = declarations;
  const own = processes.slice(1);
  const found: string[] = [];
  if (fits("thread", kind)) {
    const threads = own.flatMap((process) => process.threads);
    found.push(...threads.map((thread) => `${thread.process.name}.${thread.name}`), "system.main");
  }
  if (fits("process", kind)) found.push(...own.map((process) => process.name), "system");
  if (fits("object", kind)) found.push(...objects.map((object) => object.name));
  if (kind === "pipe" || kind === "pipeHandle") {
    found.push(...objects.filter((object) => object.pipe !== undefined).map((object) => object.name));
  }
  if (fits("job", kind)) found.push(...declarations.jobs.map((job) => job.name));
  if (fits("account", kind)) found.push(...accounts.keys());
  if (fits("attacker", kind)) found.push(...attackers.keys());
  return found;
}

function entriesOf({ declarations }: CheckContext): string | undefined {
  const entries = [...declarations.drivers.values()].flatMap((driver) =>
    driver.entries.map((entry) => `${driver.name.text}.${entry.name.text}(…)`),
  );
  return entries.length === 0 ? undefined : firstFew(entries);
}

/** Whether nobody knows what a value is, which was reported where it came from. */
export function isUnknown(value: Value): boolean {
  return value.kind === "binding" && value.part === "main" && value.binding.type === "unknown";
}

/** Of what a mask of rights is one, and who says so, for SCN025. */
export interface RightsOf { readonly type: ObjectType; readonly owner: string }

export function sayForeignRight(
  span: Span, right: string, of: ObjectType, { type, owner }: RightsOf, context: CheckContext,
): void {
  const own: readonly string[] = accessRights.find((row) => row.type === type)!.rights.map((row) => row.name);
  context.report.say("SCN025", span, right, several(of), owner, several(type), own.join(", "));
}

/** `keys`, `processes`. */
function several(type: ObjectType): string {
  return type.endsWith("s") ? `${type}es` : `${type}s`;
}

/** `is a key`, `is an event`. */
export function articled(type: ObjectType): string {
  return type === "event" ? "an event" : `a ${type}`;
}
