/**
 * Holds one run of the core against the reference, step by step; the first step where they differ is told.
 */
import { isDeepStrictEqual } from "node:util";
import { statuses } from "../../tables/statuses.ts";
import type { Program } from "../../../grammar/image/programImage.ts";
import { controlOf, operationOf, stepFlag } from "../../../grammar/image/tableNumbers.ts";
import { bugChecks } from "../../../grammar/words.ts";
import type { JournalEntry, Machine } from "../../../runner/machine/machine.ts";
import type { Outcome } from "./call.ts";
import { learnChoices } from "./choices.ts";
import { visibleOfCore, visibleOfReference } from "./observe.ts";
import { withoutReference } from "./routines.ts";
import { makeStep, Skipped } from "./step.ts";
import type { World } from "./state.ts";
import { worldOf } from "./world.ts";

const bugCheckNames = new Map([
  [0xdf, "IMPERSONATING_WORKER_THREAD"], [0x18, "REFERENCE_BY_POINTER"],
  [0x1e, "KMODE_EXCEPTION_NOT_HANDLED"], [0xe3, "RESOURCE_NOT_OWNED"],
]);

/** Where and how they differ. */
export interface Disagreement {
  readonly step: number;
  readonly routine: string;
  readonly differences: readonly string[];
}
/** What a run was, for statistics: the steps by routine and status. */
export type Told = (routine: string, status: string) => void;

/** Loads the program, makes the first run and compares each step. Undefined: they agree to the end. */
export function compareFirstRun(
  machine: Machine, program: Program, told: Told = () => undefined,
): Disagreement | undefined {
  machine.load(program.image);
  machine.beginFirst();
  return compareRun(machine, program, told);
}

/** Goes on with a run that was begun and compares each step. */
export function compareRun(
  machine: Machine, program: Program, told: Told = () => undefined,
): Disagreement | undefined {
  const world = worldOf(program);
  let done = 0;
  for (let running = true; running;) {
    learnChoices(world, program, machine.state(), false);
    running = machine.advance();
    learnChoices(world, program, machine.state(), true);
    for (; done < machine.journalLength(); done++) {
      const entry = machine.journalEntry(done);
      // as far as the reference knows its routines
      if (nameOf(entry) in withoutReference) return undefined;
      const last = done === machine.journalLength() - 1;
      const differences = compareStep(machine, program, world, entry, last, told);
      if (differences.length > 0) return { step: done, routine: nameOf(entry), differences };
    }
    // the state of a run that ended in the middle of a lane is judged like any other; a full world is no
    // state of NT's
    if (!running && machine.end().verdict === "WorldFull") return undefined;
  }
  return undefined;
}

export const nameOf = (entry: JournalEntry): string =>
  operationOf(entry.operation)?.routine ?? controlOf(entry.operation) ?? "?";

function compareStep(
  machine: Machine, program: Program, world: World, entry: JournalEntry, last: boolean, told: Told,
): string[] {
  if (last && machine.end().verdict === "WorldFull") return [];
  let outcome: Outcome | undefined;
  try {
    outcome = makeStep(world, program, entry);
  } catch (error) {
    if (!(error instanceof Skipped)) throw error;
  }
  const skipped = (entry.stepFlags & stepFlag.Skipped) !== 0;
  if (skipped !== (outcome === undefined)) return [`skipped: core ${skipped}, reference ${outcome === undefined}`];
  told(nameOf(entry), outcome?.status ?? (outcome === undefined ? "skipped" : String(outcome.boolean ?? "")));
  const differences = outcome === undefined ? [] : compareOutcome(machine, entry, outcome, world, last);
  if (!last) return differences;
  // events are judged before their consequences: a property that broke at a worker's return leaves no bug
  // check behind
  const judged = machine.end().verdict === "Failed"
    ? []
    : compareBugCheck(world, machine.state().field("header", 0, "bugCheck"));
  return [...differences, ...judged, ...compareStates(machine, program, world)];
}

function compareOutcome(
  machine: Machine, entry: JournalEntry, outcome: Outcome, world: World, last: boolean,
): string[] {
  const found: string[] = [];
  if (world.bugCheck !== undefined) return found;
  if (outcome.status !== undefined) {
    const core = statuses.find((row) => row.value === entry.status)?.name ?? String(entry.status);
    if (core !== outcome.status) found.push(`status: core ${core}, reference ${outcome.status}`);
  }
  if (outcome.boolean !== undefined && (entry.status !== 0) !== outcome.boolean) found.push(`answer: core ${entry.status !== 0}, reference ${outcome.boolean}`);
  const operation = operationOf(entry.operation);
  if (!last || found.length > 0) return found;
  operation?.outs.forEach((out, position) => {
    const [core, reference] = [machine.out(position), outcome.outs?.[out.name]];
    if (core !== reference) found.push(`${out.name}: core ${String(core)}, reference ${String(reference)}`);
  });
  return found;
}

function compareBugCheck(world: World, code: number): string[] {
  const core = code === 0 ? undefined : bugCheckNames.get(code) ?? String(code);
  return core === world.bugCheck ? [] : [`bug check: core ${String(core)}, reference ${String(world.bugCheck)}`];
}

function compareStates(machine: Machine, program: Program, world: World): string[] {
  if (world.bugCheck !== undefined) return [];
  const core = visibleOfCore(machine.state(), program, world);
  const reference = visibleOfReference(world, program);
  return isDeepStrictEqual(core, reference) ? [] : differencesOf("", core, reference);
}

/** The leaves that differ, by their path. */
function differencesOf(path: string, core: unknown, reference: unknown): string[] {
  if (isDeepStrictEqual(core, reference)) return [];
  if (typeof core !== "object" || typeof reference !== "object" || core === null || reference === null) {
    return [`${path}: core ${JSON.stringify(core)}, reference ${JSON.stringify(reference)}`];
  }
  const keys = new Set([...Object.keys(core), ...Object.keys(reference)]);
  return [...keys].flatMap((key) =>
    differencesOf(
      path === "" ? key : `${path}.${key}`, (core as Record<string, unknown>)[key],
      (reference as Record<string, unknown>)[key],
    ));
}
