/**
 * The single changes that the table of decisions declares (`flips`, explained at its top), as changes of one
 * state: which of them apply to the decisions that a step took, how large each is, and how it is said.
 */
import type { Decision } from "../../core/tables/decisions.ts";
import { enumerations } from "../../core/tables/enumerations.ts";
import { privileges } from "../../core/tables/privileges.ts";
import type { RegionName } from "../../core/tables/layout.ts";
import type { ImageAccessList, ProgramNames } from "../../grammar/image/programImage.ts";
import { operandOf } from "../../grammar/image/records.ts";
import { operationOf } from "../../grammar/image/tableNumbers.ts";
import type { DecisionNote, JournalEntry } from "../machine/machine.ts";
import type { StateView } from "../machine/stateView.ts";
import { handleName, handleRightsType, sidName, tokenIsLive, tokenWords } from "./names.ts";
import { numberWords, openedType, rightsText, threadPath } from "./lines.ts";
import type { Change } from "./stepAgain.ts";
import { tokenFieldValue } from "./stateChanges.ts";
import { decisionRow, levelName } from "./words.ts";

export interface Flip {
  /** As the table says it. */
  readonly text: string;
  /** Place of the decision among the step's notes. */
  readonly note: number;
  readonly change: Change;
  /**
   * Smaller is nearer: bits for flags and privileges, steps for levels, more for what cannot be had by
   * setting something.
   */
  readonly size: number;
  /** `SeImpersonatePrivilege were enabled in the primary token of app (mallory, Medium)`. */
  readonly words: string;
}

/** What a step was made of. */
export interface FlipContext {
  readonly before: StateView;
  readonly names: ProgramNames;
  readonly entry: JournalEntry;
  readonly constants: readonly number[];
  /** Of the whole program: `each` in the table means the SIDs that they name. */
  readonly accessLists: readonly ImageAccessList[];
}

/** All changes that the decisions of a step declare and that would change anything, each once. */
export function flipsOf(notes: readonly DecisionNote[], context: FlipContext): Flip[] {
  const found = new Map<string, Flip>();
  notes.forEach((note, place) => {
    const row = decisionRow(note.decision);
    for (const text of row.flips ?? []) {
      const flips = /each$/.test(text)
        ? eachFlips(text, row, note, place, context)
        : [parse(text, row, note, place, context)];
      for (const flip of flips) {
        if (flip === undefined) continue;
        const key = JSON.stringify(flip.change, (_, value) =>
          typeof value === "bigint" ? String(value) : value,
        );
        if (!found.has(key)) found.set(key, flip);
      }
    }
  });
  return [...found.values()];
}

/** A record of the state that an input of a decision names. */
interface Thing {
  readonly region: RegionName;
  readonly record: number;
}

function parse(
  text: string,
  row: Decision,
  note: DecisionNote,
  place: number,
  context: FlipContext,
): Flip | undefined {
  const privilege = /^(\w+)\.privilegesEnabled([:-])(\w+)$/.exec(text);
  const member = /^(\w+)\.(\w+):(\w+)$/.exec(text);
  const assignment = /^(\w+)\.(\w+)=(\w+)(?:\.(\w+))?$/.exec(text);
  const limit = /^(\w+)\.securityLimitFlags-(\w+)$/.exec(text);
  const operand = /^(\w+)=(\d+)$/.exec(text);
  const made = operand
    ? operandFlip(operand[1]!, Number(operand[2]), context)
    : limit
    ? limitFlip(thingOf(limit[1]!, row, note, context), limit[2]!, context)
    : privilege
      ? privilegeFlip(
          thingOf(privilege[1]!, row, note, context),
          privilege[3]!,
          privilege[2] === ":",
          context,
        )
      : member
        ? memberFlip(
            thingOf(member[1]!, row, note, context),
            member[2]!,
            inputOf(member[3]!, row, note),
            context,
          )
        : assignment
          ? fieldFlip(
              thingOf(assignment[1]!, row, note, context),
              assignment[2]!,
              otherValue(assignment[3]!, assignment[4], row, note, context),
              context,
            )
          : undefined;
  return made && { ...made, text, note: place };
}

/** `token.groupsEnabled:each` and `token.groups-each`: one change for each SID that the lists name so. */
function eachFlips(
  text: string,
  row: Decision,
  note: DecisionNote,
  place: number,
  context: FlipContext,
): Flip[] {
  const [, input, leaves] = /^(\w+)\.(?:groupsEnabled:|groups(-))each$/.exec(text) ?? [];
  const thing = input === undefined ? undefined : thingOf(input, row, note, context);
  const entries = context.accessLists.flatMap((list) => list.entries);
  const sids = new Set(entries.filter(({ deny }) => deny === (leaves === "-")).map(({ sid }) => sid));
  return [...sids].flatMap((sid) => {
    const made =
      leaves === "-"
        ? leaveFlip(thing, sid, context)
        : memberFlip(thing, "groupsEnabled", sid, context);
    return made ? [{ ...made, text, note: place }] : [];
  });
}

type Made = Pick<Flip, "change" | "size" | "words"> | undefined;

function inputOf(name: string, row: Decision, note: DecisionNote): number | undefined {
  const index = (row.inputs ?? []).findIndex((input) => input.name === name);
  return index < 0 ? undefined : note.inputs[index];
}

const inputRegions: Readonly<Record<string, RegionName>> = {
  token: "token",
  thread: "thread",
  process: "process",
  handle: "handle",
  context: "context",
  object: "object",
  job: "job",
};

/**
 * The thing that an input names, if it exists before the step; `thread` is the caller where the row has no
 * such input.
 */
function thingOf(
  name: string,
  row: Decision,
  note: DecisionNote,
  { before, entry }: FlipContext,
): Thing | undefined {
  const input = (row.inputs ?? []).find((each) => each.name === name);
  if (input === undefined)
    return name === "thread" && entry.actor !== 0 ? { region: "thread", record: entry.actor } : undefined;
  const region = inputRegions[input.kind];
  const record = (inputOf(name, row, note) ?? 0) & 0xff;
  if (region === undefined || record >= before.counts[region] || (region !== "handle" && record === 0))
    return undefined;
  if (region === "token" && !tokenIsLive(record, before)) return undefined;
  return { region, record };
}

/** A number, another input, or a field of another input. */
function otherValue(
  other: string,
  field: string | undefined,
  row: Decision,
  note: DecisionNote,
  context: FlipContext,
): bigint | undefined {
  if (/^\d+$/.test(other)) return BigInt(other);
  if (field === undefined) {
    const value = inputOf(other, row, note);
    return value === undefined ? undefined : BigInt(value);
  }
  const thing = thingOf(other, row, note, context);
  return thing && context.before.wide(thing.region, thing.record, field);
}

function privilegeFlip(
  thing: Thing | undefined,
  name: string,
  on: boolean,
  { before, names }: FlipContext,
): Made {
  const luid = privileges.find((row) => row.name === name)?.luid;
  if (thing === undefined || luid === undefined) return undefined;
  const bit = 1n << BigInt(luid);
  const [present, enabled] = (["privilegesPresent", "privilegesEnabled"] as const).map((field) =>
    before.wide("token", thing.record, field),
  ) as [bigint, bigint];
  if (((enabled & bit) !== 0n) === on) return undefined;
  const fields = [
    { name: "privilegesPresent", value: on ? present | bit : present },
    { name: "privilegesEnabled", value: on ? enabled | bit : enabled & ~bit },
  ];
  const state = on ? "enabled" : "disabled";
  const words = `${name} were ${state} in the ${tokenWords(thing.record, before, names)}`;
  return { change: { kind: "field", ...thing, fields }, size: on && (present & bit) === 0n ? 2 : 1, words };
}

function memberFlip(
  thing: Thing | undefined,
  field: string,
  sid: number | undefined,
  { before, names }: FlipContext,
): Made {
  if (thing === undefined || sid === undefined || sid > 127) return undefined;
  const bit = 1n << BigInt(sid);
  const value = before.wide(thing.region, thing.record, field);
  if ((value & bit) !== 0n) return undefined;
  const groups = before.wide(thing.region, thing.record, "groups");
  const denyOnly = before.wide(thing.region, thing.record, "groupsDenyOnly");
  const fields = [
    { name: "groups", value: groups | bit },
    { name: field, value: value | bit },
    ...((denyOnly & bit) === 0n ? [] : [{ name: "groupsDenyOnly", value: denyOnly & ~bit }]),
  ];
  const [is, token] = [sidName(sid, names), tokenWords(thing.record, before, names)];
  return {
    change: { kind: "field", ...thing, fields },
    // a group that is there and disabled is nearer than one that is not
    size: (groups & bit) === 0n ? 2 : 1,
    words:
      (groups & bit) === 0n
        ? `${is} were an enabled group of the ${token}`
        : `the group ${is} were enabled in the ${token}`,
  };
}

/** The job without one of its limits. */
function limitFlip(thing: Thing | undefined, limit: string, { before, names }: FlipContext): Made {
  const bit = enumerations
    .find((row) => row.name === "JOB_OBJECT_SECURITY_LIMIT")!
    .members.find((row) => row.name === limit)?.value;
  if (thing === undefined || bit === undefined) return undefined;
  const flags = before.wide("job", thing.record, "securityLimitFlags");
  if ((flags & BigInt(bit)) === 0n) return undefined;
  return {
    change: { kind: "field", ...thing, fields: [{ name: "securityLimitFlags", value: flags & ~BigInt(bit) }] },
    size: 1,
    words: `the job ${names.jobs[thing.record] ?? thing.record} were without ${limit}`,
  };
}

function leaveFlip(thing: Thing | undefined, sid: number, { before, names }: FlipContext): Made {
  if (thing === undefined || sid > 127) return undefined;
  const bit = 1n << BigInt(sid);
  if ((before.wide(thing.region, thing.record, "groups") & bit) === 0n) return undefined;
  const fields = ["groups", "groupsEnabled", "groupsDenyOnly"].map((name) => ({
    name,
    value: before.wide(thing.region, thing.record, name) & ~bit,
  }));
  return {
    change: { kind: "field", ...thing, fields },
    size: 2,
    words: `${sidName(sid, names)} were no group of the ${tokenWords(thing.record, before, names)}`,
  };
}

/** How far a field is from being had otherwise; levels count their steps, also those of integrity. */
const sizes: Readonly<Record<string, number>> = {
  type: 2,
  restricted: 2,
  elevation: 2,
  policy: 4,
  session: 3,
  origin: 3,
  package: 3,
  user: 4,
};

/** How far levels of integrity lie apart. None can be had by setting something, so one step counts as two. */
const INTEGRITY_STEP = 0x1000;

function distanceOf(field: string, difference: number): number {
  if (field === "integrity") return 1 + Math.max(1, difference / INTEGRITY_STEP);
  return field === "level" ? difference : (sizes[field] ?? 1);
}

function fieldFlip(
  thing: Thing | undefined,
  field: string,
  value: bigint | undefined,
  context: FlipContext,
): Made {
  if (thing === undefined || value === undefined) return undefined;
  const is = context.before.wide(thing.region, thing.record, field);
  const wanted = thing.region === "handle" && field === "access" ? is | value : value;
  if (
    wanted === is ||
    (thing.region === "thread" &&
      field !== "active" &&
      context.before.field("thread", thing.record, "active") === 0)
  )
    return undefined;
  const distance = distanceOf(field, Math.abs(Number(wanted - is)));
  return {
    change: { kind: "field", ...thing, fields: [{ name: field, value: wanted }] },
    size: distance,
    words: fieldWords(thing, field, Number(wanted), Number(value), context),
  };
}

function fieldWords(
  { region, record }: Thing,
  field: string,
  value: number,
  asked: number,
  { before, names }: FlipContext,
): string {
  if (region === "thread") return threadFieldWords(threadPath(record, names), field, value);
  if (region === "handle") {
    const rights = rightsText(asked, handleRightsType(record, before, names));
    return `${handleName(record, before, names)} had ${rights}`;
  }
  if (region !== "token") return `${field} of ${region} ${record} were ${value}`;
  const token = `the ${tokenWords(record, before, names)}`;
  switch (field) {
    case "restricted":
      return value === 0 ? `${token} were not restricted` : `${token} were restricted`;
    case "policy":
      return `${token} had no mandatory policy`;
    case "session":
      return `${token} belonged to the logon session ${tokenFieldValue(field, value, names)}`;
    case "origin":
      return `${token} had the origin ${tokenFieldValue(field, value, names)}`;
    case "package":
      return value === 0
        ? `${token} were of no package`
        : `${token} were of the package ${tokenFieldValue(field, value, names)}`;
    case "level":
      return `${token} were of ${levelName(value)}`;
    case "type":
      return `${token} were a ${tokenFieldValue(field, value, names)}`;
    default:
      return `the ${field} of ${token} were ${tokenFieldValue(field, value, names)}`;
  }
}

function threadFieldWords(thread: string, field: string, value: number): string {
  switch (field) {
    case "active":
      return value === 0 ? `${thread} did not impersonate` : `${thread} impersonated`;
    case "level":
      return `${thread} impersonated at ${levelName(value)}`;
    default:
      return `${thread} impersonated ${value === 0 ? "without" : "with"} ${field}`;
  }
}

function operandFlip(name: string, value: number, { entry, constants, names }: FlipContext): Made {
  const operation = operationOf(entry.operation);
  const position = operation?.operands.findIndex((operand) => operand.name === name) ?? -1;
  const kind = operation?.operands[position]?.kind;
  if (kind === undefined) return undefined;
  const given = operandOf(entry.operands[position]);
  const is =
    given.form === "Literal" ? given.index : given.form === "Constant" ? constants[given.index] : undefined;
  if (is === value) return undefined;
  const size = 1 + (is === undefined ? 1 : Math.min(Math.abs(is - value) - 1, 3)) / 10;
  return {
    change: { kind: "operand", position, value },
    size,
    words: `the call said ${name}: ${numberWords(kind, value, openedType(entry, names))}`,
  };
}
