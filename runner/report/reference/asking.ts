/**
 * Who asks, reads and returns what, out of the readings of the routines: with all that the routines ask
 * which a routine calls.
 */
import { decisions, type Decision } from "../../../core/tables/decisions.ts";
import { operations, type Operation } from "../../../core/tables/operations.ts";
import {
  routineReadings, type Reading, type ReadingVariant, type ReadStep,
} from "../../../core/tables/readings.ts";
import { switches, type Switch } from "../../../core/tables/switches.ts";

const switchRows: readonly Switch[] = switches;
const operationRows: readonly Operation[] = operations;
const decisionRows: readonly Decision[] = decisions;

/** The rule that is asked before a routine that takes a pointer to a token. */
const POINTER_RULE = "ObReferenceObjectByPointer";

export const decisionNamed = (name: string): Decision | undefined =>
  decisionRows.find((row) => row.name === name);

/** A step of a routine or of one that it calls, with the routine it stands in and how deep that lies. */
export interface AskedStep {
  readonly step: ReadStep;
  readonly routine: string;
  readonly depth: number;
}

/** The steps of a routine itself; where a scenario calls it, its pointers are followed before it begins. */
export function stepsOf(routine: string, fromScenario: boolean): readonly ReadStep[] {
  const own = routineReadings[routine]?.steps ?? [];
  const operands = operationRows.find((row) => row.routine === routine)?.operands ?? [];
  const pointers = fromScenario ? operands.filter((operand) => operand.kind === "token") : [];
  return [...pointers.map(() => ({ calls: POINTER_RULE })), ...own];
}

/** All that a routine asks, in order: what it calls stands behind the call, one deeper. */
export function asked(routine: string, fromScenario = true): AskedStep[] {
  const returned = statusesOf(routine);
  return askedWithin(routine, stepsOf(routine, fromScenario), []).flatMap((each) => {
    const step = withinStatuses(each.step, returned);
    return step === undefined ? [] : [{ ...each, step }];
  });
}

/** The statuses that the table says a routine returns; undefined: it returns something else. */
export function statusesOf(routine: string): readonly string[] | undefined {
  const row = operationRows.find((each) => each.routine === routine);
  return row?.returns === "status" ? row.statuses : undefined;
}

/**
 * A step without statuses that never come back from the routine that is told; undefined where nothing else
 * follows from it, as of a right that the routine never asks for.
 */
export function withinStatuses(
  step: ReadStep, returned: readonly string[] | undefined,
): ReadStep | undefined {
  const { yes, no, ...rest } = step;
  const all = [...(yes ?? []), ...(no ?? [])];
  const isLeft = (each: string): boolean =>
    returned === undefined || !each.startsWith("STATUS_") || returned.includes(each);
  if (all.every(isLeft)) return step;
  if (!all.some(isLeft)) return undefined;
  const [yesLeft, noLeft] = [yes?.filter(isLeft) ?? [], no?.filter(isLeft) ?? []];
  return { ...rest, ...(yesLeft.length > 0 && { yes: yesLeft }), ...(noLeft.length > 0 && { no: noLeft }) };
}

function askedWithin(routine: string, steps: readonly ReadStep[], above: readonly string[]): AskedStep[] {
  return steps.flatMap((step) => {
    const here = { step, routine, depth: above.length };
    const enters = step.calls !== undefined && !above.includes(step.calls) && step.calls !== routine;
    return enters ? [here, ...askedWithin(step.calls!, calledSteps(step), [...above, routine])] : [here];
  });
}

/** What a step that calls a routine leads to: the routine's reading with what is handed over to it. */
function readingOf({ calls = "", variant }: ReadStep): ReadingVariant | undefined {
  const general = routineReadings[calls];
  return variant === undefined ? general : general?.variants?.[variant];
}

/** The steps of the routine that a step calls. */
export const calledSteps = (step: ReadStep): readonly ReadStep[] => readingOf(step)?.steps ?? [];

/** The routine, and all that it calls. */
export function reached(routine: string): string[] {
  const called = asked(routine).flatMap(({ step }) => step.calls ?? []);
  return [...new Set([routine, ...called])];
}

/** What a routine and all that it calls read of one kind. */
export function readBy(routine: string, kind: "switches" | "privileges" | "rights"): string[] {
  const own = routineReadings[routine]?.[kind] ?? [];
  const called = asked(routine).flatMap(({ step }) => (step.calls ? (readingOf(step)?.[kind] ?? []) : []));
  return [...new Set([...own, ...called])].sort();
}

/** The routines that read it themselves, and those that do so through others. */
export function readersOf(
  kind: "switches" | "privileges" | "rights",
  name: string,
): readonly [string[], string[]] {
  const holds = ([, reading]: readonly [string, Reading | undefined]): boolean =>
    reading?.[kind].includes(name) === true;
  const direct = Object.entries(routineReadings)
    .filter(holds)
    .map(([routine]) => routine);
  const others = operationRows.map((row) => row.routine).filter((routine) => !direct.includes(routine));
  return [direct, others.filter((routine) => readBy(routine, kind).includes(name))];
}

/** The routines of the table that come to ask a decision, without those that ask it themselves. */
export function throughOthers(decision: string): string[] {
  const direct = askersOf(decision);
  return operationRows
    .map((row) => row.routine)
    .filter((routine) => !direct.includes(routine))
    .filter((routine) => asked(routine).some(({ step }) => step.decision === decision));
}

/** The routines that ask a decision themselves. */
export const askersOf = (decision: string): string[] =>
  Object.entries(routineReadings)
    .filter(([, reading]) => reading?.steps.some((step) => step.decision === decision))
    .map(([routine]) => routine);

/** Answers of decisions from which a status follows, in the order in which a routine asks them. */
export function conditionsOf(routine: string, status: string): string[] {
  const found = asked(routine).flatMap(({ step }) => [
    ...(step.yes?.includes(status) ? [`${step.decision}: yes`] : []),
    ...(step.no?.includes(status) ? [`${step.decision}: no`] : []),
  ]);
  return [...new Set(found)];
}

/** `where jobOrder is jobFirst`; empty where a step is asked on every version. */
export function underInWords({ under = [] }: ReadStep): string {
  const parts = under.map((term) => `${term.switch} is ${answersUnder(term).join(" or ")}`);
  return parts.length === 0 ? "" : `where ${parts.join(" and ")}`;
}

/** The answers of a switch that lead to a step. */
export function answersUnder(term: NonNullable<ReadStep["under"]>[number]): readonly string[] {
  const values: readonly string[] = switchRows.find((row) => row.name === term.switch)?.values ?? [];
  return values.filter((value) => (value === term.answer) !== (term.not === true));
}

/** What follows from the answers of a decision, in words; none where the routine only goes on. */
export function outcomesInWords({ yes, no }: ReadStep): string {
  const side = (name: string, outcome: readonly string[] | undefined): string[] =>
    outcome === undefined ? [] : [`${name}: ${outcome.join(" or ")}`];
  return [...side("yes", yes), ...side("no", no)].join("; ");
}
