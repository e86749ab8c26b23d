/**
 * The manual's entries of everything that is no routine: what it is worth, what it means, and who returns or
 * reads it.
 */
import {
  accessRights,
  genericRights,
  standardRights,
  type AccessRight,
} from "../../../core/tables/accessRights.ts";
import type { Decision } from "../../../core/tables/decisions.ts";
import { enumerations, type Enumeration, type EnumerationMember } from "../../../core/tables/enumerations.ts";
import { openQuestions, type OpenQuestion } from "../../../core/tables/openQuestions.ts";
import { operations, type Operation } from "../../../core/tables/operations.ts";
import type { Privilege } from "../../../core/tables/privileges.ts";
import { routineReadings, switchIsRead, worldSwitches } from "../../../core/tables/readings.ts";
import type { Status } from "../../../core/tables/statuses.ts";
import {
  milestones,
  switchesOf,
  versions,
  type Milestone,
  type Switch,
  type SwitchName,
  type Version,
} from "../../../core/tables/versions.ts";
import { hexadecimal } from "../../../grammar/statusWords.ts";
import { askersOf, conditionsOf, outcomesInWords, readersOf, throughOthers } from "./asking.ts";
import { names, section, type ManualEntry, type ManualRow, type ManualSection } from "./entry.ts";

const operationRows: readonly Operation[] = operations;
const questionRows: readonly OpenQuestion[] = openQuestions;
const milestoneRows: readonly Milestone[] = milestones;

const value = (number: number): ManualSection[] => section("value", names([hexadecimal(number, 8)]));

export function statusEntry(row: Status): ManualEntry {
  const returning = operationRows.filter((operation) => operation.statuses.includes(row.name));
  const when = ({ routine, unreachable }: Operation): string => {
    const reason = unreachable?.[row.name] ?? row.unreachable;
    if (reason !== undefined) return `never: ${reason}`;
    return row.name === "STATUS_SUCCESS" ? "" : conditionsOf(routine, row.name).join(", ");
  };
  return {
    kind: "status",
    name: row.name,
    line: row.meaning,
    source: row.source,
    sections: [
      ...value(row.value),
      ...section("severity", names([row.severity])),
      ...section(
        "routines that return it",
        returning.map((each) => ({ name: each.routine, text: when(each) })),
      ),
    ],
  };
}

/** SeDebugPrivilege as the core spells it. */
const asConstant = (name: string): string => name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();

export function privilegeEntry(row: Privilege): ManualEntry {
  return {
    kind: "privilege",
    name: row.name,
    line: row.meaning,
    source: row.source,
    sections: [
      ...section("LUID", names([String(row.luid)])),
      ...section("since", names(row.since === undefined ? [] : [row.since])),
      ...section("who holds it can become anybody", names(row.godEquivalent ? ["yes"] : [])),
      ...readers("privileges", asConstant(row.name)),
    ],
  };
}

/** Who reads it, and who does so through others. */
function readers(kind: "switches" | "privileges" | "rights", name: string): ManualSection[] {
  const [direct, others] = readersOf(kind, name);
  return [
    ...section("routines that read it", names(direct)),
    ...section("routines that read it through these", names(others)),
  ];
}

/** A right of one type of object, of each type that has one of that name, or of all. */
export function rightEntry(name: string): ManualEntry {
  const own = accessRights.flatMap((type) =>
    (type.rights as readonly AccessRight[])
      .filter((right) => right.name === name)
      .map((right) => ({ right, type })),
  );
  const common = ([...standardRights, ...genericRights] as readonly AccessRight[]).find(
    (right) => right.name === name,
  );
  const right = own[0]?.right ?? common!;
  const needing = operationRows.flatMap((row) =>
    row.operands
      .filter((operand) => operand.right === name || operand.limitedRight === name)
      .map((operand): ManualRow => ({
        name: row.routine,
        text: `on ${operand.name}${operand.right === name ? "" : ", where limitedQueryRights is on"}`,
      })),
  );
  return {
    kind: "access right",
    name,
    line: right.meaning,
    source: own[0]?.type.source ?? "[CK winnt.h] facts 16.6",
    sections: [
      ...value(right.value),
      ...section("type of object", names(own.length > 0 ? own.map(({ type }) => type.type) : ["every type"])),
      ...section("routines that need it", needing),
      ...readers("rights", name),
    ],
  };
}

export function memberEntry(enumeration: Enumeration, member: EnumerationMember): ManualEntry {
  const kind = enumeration.name === "SECURITY_IMPERSONATION_LEVEL" ? "level" : "enumeration value";
  return {
    kind,
    name: member.name,
    line: member.meaning,
    source: enumeration.source,
    sections: [
      ...section("value", names([enumeration.bits ? hexadecimal(member.value, 8) : String(member.value)])),
      ...section("enumeration", names([enumeration.name])),
    ],
  };
}

export function switchEntry(row: Switch): ManualEntry {
  const answers = versions.map(({ name }): ManualRow => ({
    name,
    text: switchesOf(name)[row.name as SwitchName],
  }));
  const questions = questionRows.filter((each) => (each.switches as readonly string[]).includes(row.name));
  const declared = "The declarations of a file: the world that they declare is made by it.";
  const waiting = "No routine reads this switch yet, so no answer to it changes what any scenario does.";
  return {
    kind: "switch",
    name: row.name,
    line: row.meaning,
    source: row.source,
    sections: [
      ...section(
        "values",
        row.values.map((name) => ({ name, text: name === row.default ? "the default" : "" })),
      ),
      ...section("answers of the versions", answers),
      ...section(
        "open questions",
        questions.map(({ number, question, why, waits }) => ({
          name: number,
          text: `${question} ${why}${waits ? " No routine reads the answer yet." : ""}`,
        })),
      ),
      ...(worldSwitches.includes(row.name) ? section("who reads it", names([declared]))
        : switchIsRead(row.name) ? readers("switches", row.name)
        : section("who reads it", names([waiting]))),
    ],
  };
}

export function versionEntry(row: Version): ManualEntry {
  const answers = switchesOf(row.name);
  return {
    kind: "version",
    name: row.name,
    line: row.title,
    source: row.source,
    sections: [
      ...section("comes after", names(row.after)),
      ...section(
        "what it answers in another way than those",
        Object.entries(row.switches).map(([name, text]) => ({ name, text })),
      ),
      ...section(
        "milestones",
        milestoneRows
          .filter((each) => each.versions.includes(row.name))
          .map(({ name, meaning }) => ({ name, text: meaning })),
      ),
      ...section(
        "all its answers",
        Object.entries(answers).map(([name, text]) => ({ name, text })),
      ),
    ],
  };
}

export function milestoneEntry(row: Milestone): ManualEntry {
  return {
    kind: "milestone",
    name: row.name,
    line: row.meaning,
    source: row.source,
    sections: section("versions that have it", names(row.versions)),
  };
}

export function decisionEntry(row: Decision): ManualEntry {
  const direct = askersOf(row.name);
  const outcome = (routine: string): ManualRow => {
    const told = (routineReadings[routine]?.steps ?? [])
      .filter((step) => step.decision === row.name)
      .map(outcomesInWords);
    const own = row.sources?.[routine];
    const texts = [...told, ...(own === undefined ? [] : [`source: ${own}`])].filter((text) => text !== "");
    return { name: routine, text: [...new Set(texts)].join("; ") };
  };
  return {
    kind: "decision",
    name: row.name,
    line: row.question,
    source: row.source,
    sections: [
      ...section("routines that ask it, and what follows", direct.map(outcome)),
      ...section("routines that ask it through these", names(throughOthers(row.name))),
      ...section(
        "inputs",
        (row.inputs ?? []).map(({ name, kind }) => ({ name, text: kind })),
      ),
      ...section("changes that are tried to find the nearest one", names(row.flips ?? [])),
      ...section("unreachable", names(row.unreachable === undefined ? [] : [row.unreachable])),
    ],
  };
}

/** The rows of the enumerations, with the one that each belongs to. */
export const members = (): { enumeration: Enumeration; member: EnumerationMember }[] =>
  (enumerations as readonly Enumeration[]).flatMap((enumeration) =>
    enumeration.members.map((member) => ({ enumeration, member })),
  );
