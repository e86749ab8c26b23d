/*
 * Hostile parties: whose threads act, what they may call, what they may name, what they hold. From these come
 * the finite domains that the operands of their calls are drawn from; what an attacker opens in the course of
 * a run joins the domains by itself.
 */
import {
  accessRights, genericRights, standardRights, type ObjectType,
} from "../../core/tables/accessRights.ts";
import { operations, type Operand, type Operation } from "../../core/tables/operations.ts";
import { privileges } from "../../core/tables/privileges.ts";
import { handleKind, variableKind } from "../image/tableNumbers.ts";
import { membersByWord, pathText, phrasesOf, plainWord, termWordText } from "../resolve/members.ts";
import type { Declarations, Thing, Thread } from "../resolve/model.ts";
import { firstFew, type Report } from "../resolve/report.ts";
import { findThing, heldThing } from "../resolve/world.ts";
import type { AttackerItem, Member, Phrase } from "../syntaxTree.ts";
import { operationNamed, routineNames, suggestionFor, wordNamed, wordsOf } from "../words.ts";
import { levelsInOrder } from "./levels.ts";
import type { CheckedAttacker, CheckedDomain, StepOperand } from "./steps.ts";

/** The members of an attacker. */
export const attackerMembers = { known: ["controls", "calls", "names", "holds", "coerces"], later: [] };
const operationRows: readonly Operation[] = operations;

/** Reads `attacker NAME { … }`. */
export function checkAttacker(
  item: AttackerItem, declarations: Declarations, report: Report,
): CheckedAttacker {
  const members = membersByWord(item.members, attackerMembers, "an attacker", report);
  const threads = controlledThreads(members, declarations, report);
  const named = namedThings(members, declarations, report);
  const processes = new Set(threads.map((thread) => thread.process));
  const own = [...processes].flatMap((process) => [process, ...process.threads]);
  const things = [...new Set<Thing>([...own, ...named])];
  const hasPipes = declarations.objects.some((object) => object.pipe !== undefined);
  const calls = attackerCalls(members, hasPipes, report).map(({ operation, weight }) => ({
    operation, weight, domains: operation.operands.map((operand) => domainOf(operand, things, declarations)),
  }));
  const holds = phrasesOf(members, "holds")
    .map((phrase) =>
      heldThing(
        phrase, (path) => findThing(path, declarations.processes, declarations.objects, report), report,
      ),
    )
    .filter((handle) => handle !== undefined);
  return { name: item.name.text, span: item.name.span, threads, calls, holds };
}

function controlledThreads(
  members: Map<string, Member[]>, declarations: Declarations, report: Report,
): Thread[] {
  const found = new Set<Thread>();
  for (const phrase of phrasesOf(members, "controls")) {
    const word = phrase.terms[0]?.words[0];
    if (word?.kind !== "path") continue;
    const thing = findThing(word, declarations.processes, declarations.objects, report);
    if (isKernel(thing)) report.say("SCN062/kernel", phrase.span, pathText(word));
    else if (thing?.kind === "thread") found.add(thing);
    else if (thing?.kind === "process") thing.threads.forEach((thread) => found.add(thread));
    else if (thing !== undefined)
      report.say(
        "SCN024", phrase.span, "controls", "threads and processes", "an object",
        firstFew(declarations.processes.slice(1).map((process) => process.name)),
      );
  }
  return [...found];
}

/** The System process and its threads: who has them needs no attack. */
function isKernel(thing: Thing | undefined): boolean {
  const process = thing?.kind === "thread" ? thing.process : thing;
  return process?.kind === "process" && process.name === "system";
}

function namedThings(members: Map<string, Member[]>, declarations: Declarations, report: Report): Thing[] {
  const found: Thing[] = [];
  for (const phrase of phrasesOf(members, "names")) {
    const word = phrase.terms[0]?.words[0];
    if (word === undefined || word.kind === "none") continue;
    const name = termWordText(word);
    if (name === "objects") found.push(...declarations.objects);
    else if (name === "processes") found.push(...declarations.processes);
    else if (name === "threads")
      found.push(...declarations.processes.slice(1).flatMap((process) => process.threads));
    else if (word.kind === "path") {
      const thing = findThing(word, declarations.processes, declarations.objects, report);
      if (thing !== undefined) found.push(thing);
    }
  }
  return found;
}

interface WeightedCall { readonly operation: Operation; readonly weight: number }

/**
 * `3 * NtOpenThreadToken, user routines except NtClose`: a routine that is named has the weight that it is
 * named with.
 */
function attackerCalls(
  members: Map<string, Member[]>, hasPipes: boolean, report: Report,
): WeightedCall[] {
  const weights = new Map<Operation, number>();
  const inGroups = operationRows.filter((row) => hasPipes || row.needsPipe !== true);
  const named = new Set<Operation>();
  for (const phrase of phrasesOf(members, "calls")) {
    const weight = phrase.weight?.value ?? 1;
    if (weight < 1 || weight > 255) {
      report.say(
        "SCN024", phrase.weight!.span, "a weight", "a number from 1 to 255", `\`${phrase.weight!.text}\``,
        "such a number: twice the weight is drawn twice as often",
      );
    }
    const words = phrase.terms.map((term) => plainWord(term) ?? "");
    const within = Math.min(255, weight);
    const isSlip = everyWords.includes(words[0]!) && report.saySlip(phrase.terms[0]!.span);
    if (isSlip) addRoutines(["user", "routines"], phrase, within, weights, named, inGroups, report);
    else if (words[1] === "routines") addRoutines(words, phrase, within, weights, named, inGroups, report);
    else addRoutine(words, phrase, within, weights, named, report);
  }
  return [...weights].map(([operation, weight]) => ({ operation, weight }));
}

/** By which people mean all routines. */
const everyWords: readonly string[] = ["all", "any", "every", "everything", "anything"];

function addRoutine(
  words: readonly string[], phrase: Phrase, weight: number, weights: Map<Operation, number>,
  named: Set<Operation>, report: Report,
): void {
  const operation = operationNamed(words[0]!);
  const term = phrase.terms[0]!;
  if (operation === undefined) {
    report.sayNear(
      "SCN010", term.span, ["routine", words[0]!],
      suggestionFor(words[0]!, [...routineNames, "user routines"]),
    );
  }
  else if (operation.mode === "kernel") report.say("SCN021", term.span, operation.routine, "the attacker");
  else {
    weights.set(operation, weight);
    named.add(operation);
  }
  for (const extra of phrase.terms.slice(1)) {
    if (report.saySlip(extra.span)) continue;
    report.sayNear("SCN010", extra.span, ["word of `calls`", plainWord(extra) ?? "that is none"], undefined);
  }
}

/** `user routines`, `user routines except NtClose`, `pipe routines`: of `all` what user mode may call. */
function addRoutines(
  words: readonly string[], phrase: Phrase, weight: number, weights: Map<Operation, number>,
  named: Set<Operation>, all: readonly Operation[], report: Report,
): void {
  const isGroup = words[0] === "user" || words[0] === "pipe";
  if (!isGroup) report.sayNear("SCN010", phrase.terms[0]!.span, ["group of routines", words[0]!], "user");
  const excepted = words[2] === "except" ? words.slice(3) : [];
  excepted.forEach((name, index) => {
    if (operationNamed(name) === undefined) {
      report.sayNear(
        "SCN010", phrase.terms[index + 3]!.span, ["routine", name], suggestionFor(name, routineNames),
      );
    }
  });
  if (!isGroup) return;
  for (const operation of all) {
    if (words[0] === "pipe" && operation.needsPipe !== true) continue;
    if (operation.mode === "kernel" || excepted.includes(operation.routine) || named.has(operation)) continue;
    weights.set(operation, weight);
  }
}

const numbers = (...values: readonly number[]): StepOperand[] =>
  values.map((value) => ({ form: "literal", value }));

/** What an operand is drawn from. */
export function domainOf(
  operand: Operand, things: readonly Thing[], declarations: Declarations,
): CheckedDomain {
  const fixed = (values: readonly StepOperand[]): CheckedDomain => ({
    values: operand.optional === true ? [...values, { form: "none" }] : values, dynamicKind: 0, handleKind: 0,
  });
  const handles = (kind: keyof typeof handleKind | "any", values: readonly StepOperand[]): CheckedDomain => ({
    ...fixed(values), dynamicKind: variableKind.Handle, handleKind: kind === "any" ? 0 : handleKind[kind],
  });
  const of = (kind: Thing["kind"]): StepOperand[] =>
    things.filter((thing) => thing.kind === kind).map((thing) => ({ form: "thing", thing }));
  switch (operand.kind) {
    case "thread": return fixed([{ form: "current" }, ...of("thread")]);
    case "threadHandle": return handles("Thread", [{ form: "current" }, ...of("thread")]);
    case "process": return fixed(of("process"));
    case "processHandle": return handles("Process", of("process"));
    case "tokenHandle": return handles("Token", []);
    case "handle": return handles("any", []);
    case "token": return { ...fixed([]), dynamicKind: variableKind.Token };
    case "context": return { ...fixed([]), dynamicKind: variableKind.Context };
    case "subjectContext": return { ...fixed([]), dynamicKind: variableKind.SubjectContext };
    case "savedState": return { ...fixed([]), dynamicKind: variableKind.SavedState };
    case "object": return fixed(of("object"));
    case "pipe": return fixed(pipesOf(things));
    case "pipeHandle": return handles("Pipe", pipesOf(things));
    case "pipeControl": return fixed(drawnRequests);
    case "access": return fixed(drawnMasks(operand, things));
    case "level": return fixed(numbers(...levelsInOrder));
    case "boolean": case "tracking": return fixed(numbers(0, 1));
    case "tokenType": return fixed(numbers(1, 2));
    case "threadInformationClass": return fixed(numbers(5));
    // from user mode neither bit changes anything (facts 11.1 step 2, 13.1 step 1)
    case "objectAttributes": return fixed(numbers(0));
    // user, type, level, statistics: the others tell an attacker nothing that matters
    case "tokenInformationClass": return fixed(numbers(1, 8, 9, 10));
    case "privilegeChanges": return fixed(drawnChanges(declarations));
    // what all have in common, and what stands for each of the filter's ways
    case "filterFlags": return fixed(numbers(0, 1, 4, 8));
    case "privileges": return fixed(drawnPrivileges(declarations));
    case "sids": return fixed(drawnSids(declarations));
  }
}

const pipesOf = (things: readonly Thing[]): StepOperand[] =>
  things
    .filter((thing) => thing.kind === "object" && thing.pipe !== undefined)
    .map((thing) => ({ form: "thing", thing }));

const drawnRequests: readonly StepOperand[] = wordsOf("pipeControl").flatMap((name): StepOperand[] => {
  const word = wordNamed(name);
  return word?.kind === "pipeControl" ? [{ form: "constant", value: word.value }] : [];
});

/** The masks of the table; opening an object draws from those of the types that the attacker can name. */
function drawnMasks(operand: Operand, things: readonly Thing[]): StepOperand[] {
  const named = new Set<ObjectType>(things.flatMap((thing) => (thing.kind === "object" ? [thing.type] : [])));
  const types: readonly ObjectType[] =
    operand.rightsOf === "file" && named.size > 0 ? [...named] : [operand.rightsOf ?? "file"];
  const masks = new Set<number>();
  for (const row of accessRights) {
    if (!types.includes(row.type)) continue;
    const known = [...row.rights, ...standardRights, ...genericRights];
    for (const names of row.drawn) {
      masks.add(
        names.reduce((bits, name) => (bits | known.find((right) => right.name === name)!.value) >>> 0, 0),
      );
    }
  }
  return [...masks].map((value) => ({ form: "constant", value }));
}

const always = ["SeImpersonatePrivilege", "SeDebugPrivilege", "SeTcbPrivilege"];

/**
 * Enable, disable and remove, each privilege that somebody in this world holds and the three that matter
 * most.
 */
function drawnChanges(declarations: Declarations): StepOperand[] {
  const held = new Set(
    declarations.processes.flatMap((process) =>
      process.account.privileges.map((privilege) => privilege.luid),
    ),
  );
  const luids = privileges
    .filter((row) => held.has(row.luid) || always.includes(row.name))
    .map((row) => row.luid);
  return luids.flatMap((luid) =>
    [2, 0, 4].map((attributes): StepOperand => ({ form: "privileges", changes: [{ luid, attributes }] })),
  );
}

/** Lists of one privilege each: those that somebody in this world holds. */
function drawnPrivileges(declarations: Declarations): StepOperand[] {
  return heldPrivileges(declarations).map((luid): StepOperand => ({
    form: "privileges", changes: [{ luid, attributes: 0 }],
  }));
}

/** Lists of one SID each: every user of this world, Administrators, and what is meant for restricting. */
function drawnSids(declarations: Declarations): StepOperand[] {
  const users = declarations.processes.map((process) => process.account.user);
  const named = ["Administrators", "RestrictedCode"].map((name) => wordNamed(name));
  const sids = new Set([...users, ...named.flatMap((word) => (word?.kind === "sid" ? [word.sid] : []))]);
  return [...sids].map((sid): StepOperand => ({ form: "sids", sids: [{ sid, attributes: 0 }] }));
}

function heldPrivileges(declarations: Declarations): number[] {
  const held = new Set(
    declarations.processes.flatMap((process) =>
      process.account.privileges.map((privilege) => privilege.luid),
    ),
  );
  return privileges.filter((row) => held.has(row.luid)).map((row) => row.luid);
}

