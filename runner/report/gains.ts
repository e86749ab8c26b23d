/**
 * What an attacker has gained, told: who could exercise what he could not before, through which thread or
 * handle, and in which respects it is beyond what he could be at the start. That he gained it is the model's
 * judgement.
 */
import type { ImageRecord, Program, ProgramImage } from "../../grammar/image/programImage.ts";
import { numberOf } from "../../grammar/image/records.ts";
import {
  controlId,
  expressionId,
  handleKind,
  immediateOf,
  instructionOf,
} from "../../grammar/image/tableNumbers.ts";
import type { Gain, Machine, RunEnd } from "../machine/machine.ts";
import type { StateView } from "../machine/stateView.ts";
import { leastExcess, type Excess } from "./excess.ts";
import type { SeenValue } from "./expressionValues.ts";
import { rightsText, threadPath } from "./lines.ts";
import { accountName, handleName, handleRightsType, tokenIdentity } from "./names.ts";
import { levelName, listed } from "./words.ts";

export interface ToldGain {
  readonly attacker: string;
  readonly way: Gain["way"];
  /**
   * What kind of gain it is, in a few words that are the same for a program and for what is left of it after
   * shrinking: whose identity or which access, through what, in which respects.
   */
  readonly kind: string;
  /** One plain sentence without a full stop. */
  readonly words: string;
  /** In which respects it is beyond the nearest identity of the start; none for access. */
  readonly excess: readonly Excess[];
}

/** Whom an instruction Escalation asks about, and what of: 1 identities, 2 access, 3 both. */
export interface AskedEscalation {
  readonly attacker: number;
  readonly kinds: number;
}

/** Reads the immediate of an instruction Escalation. */
export const escalationOf = (word: number): AskedEscalation => ({
  attacker: immediateOf(word) >>> 2,
  kinds: immediateOf(word) & 3,
});

/** The escalations that an expression asks about. */
function escalationsOf(expression: number, image: ProgramImage): AskedEscalation[] {
  return (image.expressions[expression]?.words ?? [])
    .filter((word) => instructionOf(word) === expressionId.Escalation)
    .map(escalationOf);
}

/**
 * All gains that an expression asks about, in the state that the machine is in: what is in force first, then
 * what handles could give. The machine must have made the run to the point of which is told.
 */
export function gainsOf(machine: Machine, program: Program, expression: number): ToldGain[] {
  const view = machine.state();
  return escalationsOf(expression, program.image).flatMap(({ attacker, kinds }) =>
    machine.gains(attacker, kinds).map((gain) => toldGain(gain, attacker, view, program)),
  );
}

function toldGain(gain: Gain, attacker: number, view: StateView, program: Program): ToldGain {
  const { names } = program;
  const who = names.attackers[attacker] ?? "the attacker";
  const base = { attacker: who, way: gain.way };
  if (gain.way === "ObjectAccess") {
    const { object, rights, holder } = accessWords(gain, view, program);
    return {
      ...base, excess: [], kind: `${rights} to ${object} through a handle`,
      words:
        `${who} has ${rights} to ${object}: ${holder} was granted it, ` +
        `and nobody whom ${who} could act as at the start would be`,
    };
  }
  const nearest = leastExcess(gain.what, attacker, view, names, gain.job);
  const excess = nearest?.excess ?? [];
  const beyond =
    nearest === undefined
      ? "at the start it had no identity at all"
      : `beyond the nearest identity of the start (${tokenIdentity(nearest.baseline, view, names, "baseline")}) ` +
        `it ${listed(excess.map(({ words }) => words))}`;
  const kinds = listed([...new Set(excess.map(({ kind }) => kind))]);
  const account = accountName(gain.what, view, names);
  const filter = gain.job === 0 ? "" : `, as the filter of the job ${names.jobs[gain.job] ?? gain.job} leaves it`;
  return {
    ...base, excess,
    kind: `identity of ${account} ${kindOfWay[gain.way]}${kinds === "" ? "" : ` (${kinds})`}`,
    words: `${who} can act as ${tokenIdentity(gain.what, view, names)}: ${wayWords(gain, view, program)}${filter}; ${beyond}`,
  };
}

function accessWords(
  { holder, what, rights }: Gain, view: StateView, { names }: Program,
): { object: string; rights: string; holder: string } {
  const object = names.objects[what] ?? { name: `object ${what}`, type: "file" };
  const process = names.processes[view.field("handle", holder, "process")] ?? "";
  return {
    object: object.name, rights: rightsText(rights, object.type),
    holder: `${handleName(holder, view, names)} of ${process}`,
  };
}

const kindOfWay: Readonly<Record<Exclude<Gain["way"], "ObjectAccess">, string>> = {
  PrimaryToken: "as a primary token",
  Impersonation: "by a thread that impersonates",
  ImpersonateToken: "through a handle to a token",
  AssignToken: "through a handle to a token that can be assigned",
  ImpersonateThread: "through a handle to a thread",
  OpenThreadToken: "through a handle to a thread whose token can be opened",
  OpenProcessToken: "through a handle to a process",
};

/** How the identity is exercised, or could be. */
function wayWords({ way, holder }: Gain, view: StateView, { names }: Program): string {
  if (way === "PrimaryToken") return `it is the primary token of ${names.processes[holder]}`;
  if (way === "Impersonation") {
    const level = levelName(view.field("thread", holder, "level"));
    return `${threadPath(holder, names)} impersonates it in user mode at ${level}`;
  }
  const field = (name: string): number => view.field("handle", holder, name);
  const process = names.processes[field("process")] ?? "a process";
  const rights = rightsText(field("access"), handleRightsType(holder, view, names));
  const handle = `${handleName(holder, view, names)} (${rights})`;
  const target = handleTargetName(holder, view, names);
  switch (way) {
    case "ImpersonateToken":
      return `a thread of ${process} may impersonate it through ${handle}`;
    case "AssignToken":
      return `${process} may assign it as a primary token through ${handle}`;
    case "ImpersonateThread":
      return `${process} may impersonate ${target} through ${handle}`;
    default:
      return `${process} may open the token of ${target} through ${handle} and impersonate it`;
  }
}

function handleTargetName(handle: number, view: StateView, names: Program["names"]): string {
  const object = view.field("handle", handle, "object");
  return view.field("handle", handle, "kind") === handleKind.Thread
    ? `thread ${threadPath(object, names)}`
    : `process ${names.processes[object] ?? object}`;
}

/**
 * The condition whose truth ended a run; -1 when none did. `records` are those that were run, where they are
 * not the image's own.
 */
export function judgedExpression(
  image: ProgramImage,
  { broken }: RunEnd,
  records: (number: number) => Pick<ImageRecord, "operation" | "operands"> | undefined = (number) =>
    image.records[number],
): number {
  if (broken === undefined) return -1;
  if ("property" in broken) return image.properties[broken.property]?.expression ?? -1;
  const record = "record" in broken ? records(broken.record) : undefined;
  return record?.operation === controlId.Expect ? numberOf(record.operands[0]) : -1;
}

/** The gain that a run ended with: the first where there are several; undefined where it was about none. */
export function gainAtEnd(machine: Machine, program: Program, end: RunEnd): ToldGain | undefined {
  return gainsOf(machine, program, judgedExpression(program.image, end))[0];
}

/** Gains that are told before the rest is counted. */
const GAINS_SHOWN = 4;

/** The gains that an expression asks about as values that were seen. */
export function gainValues(machine: Machine, program: Program, expression: number): SeenValue[] {
  const gains = gainsOf(machine, program, expression);
  const more = gains.length - GAINS_SHOWN;
  const shown = more > 1 ? gains.slice(0, GAINS_SHOWN) : gains;
  return [
    ...shown.map(({ words }) => ({ path: "what was gained", value: words })),
    ...(more > 1 ? [{ path: "besides", value: `${more} more gains` }] : []),
  ];
}

/**
 * Whether a gain is of the same kind as the one that is wanted and no more than it: nothing is gained that
 * was not gained there. Less is the same, so that what is left after shrinking may be smaller.
 */
export function isSameGain(found: ToldGain | undefined, wanted: ToldGain | undefined): boolean {
  if (found === undefined || wanted === undefined) return found === wanted;
  const known = new Set(wanted.excess.flatMap(({ kind, items }) => items.map((item) => `${kind} ${item}`)));
  return (
    found.kind === wanted.kind &&
    found.excess.every(({ kind, items }) => items.every((item) => known.has(`${kind} ${item}`)))
  );
}
