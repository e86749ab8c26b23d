/*
 * Every committed scenario, run a bounded number of times: the first runs of its enumeration, and where more
 * remain as many drawn ones. What routines answered and which way decisions went is collected; the budget of
 * `run` is not needed for that.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { decisions } from "../../core/tables/decisions.ts";
import { compile, type CompiledScenario } from "../../grammar/compile.ts";
import { hasErrors, messageOf } from "../../grammar/diagnostics.ts";
import type { Program, ProgramImage } from "../../grammar/image/programImage.ts";
import { operandOf } from "../../grammar/image/records.ts";
import { controlOf, operationOf, stepFlag } from "../../grammar/image/tableNumbers.ts";
import { statusName } from "../../grammar/statusWords.ts";
import { demandedStatuses } from "../report/judgements.ts";
import type { Machine } from "../machine/machine.ts";

/** A file of scenarios; `path` is relative to their folder. */
export interface ScenarioFile {
  readonly path: string;
  readonly scenarios: readonly CompiledScenario[];
}

/** What the steps of some runs showed. */
export interface Seen {
  /** `Routine STATUS_X`, of every step that returned it. */
  readonly statuses: Set<string>;
  /** The same, of steps whose demand names that status alone: `=> any` and `A or B` say nothing of one. */
  readonly demanded: Set<string>;
  /** `DECISION yes`, `DECISION no`. */
  readonly decisions: Set<string>;
  /** `title on VERSION` of what has a run that does not hold. */
  readonly notHeld: Set<string>;
  runs: number;
}

export const nothingSeen = (): Seen => ({
  statuses: new Set(),
  demanded: new Set(),
  decisions: new Set(),
  notHeld: new Set(),
  runs: 0,
});

/** All files below a folder, compiled. Throws with the diagnostics of one that is wrong. */
export function scenariosIn(folder: string): ScenarioFile[] {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".scn"))
    .sort();
  return paths.map((path) => {
    const { value, diagnostics } = compile(readFileSync(join(folder, path), "utf8"));
    if (hasErrors(diagnostics)) throw new Error(`${path}: ${diagnostics.map(messageOf).join("\n")}`);
    return { path, scenarios: value.scenarios };
  });
}

/** Makes at most `most` enumerated runs of a program, and as many drawn ones if that was not all. */
export function runBounded(machine: Machine, program: Program, most: number, seen: Seen): void {
  machine.load(program.image);
  machine.beginEnumeration();
  const answered = machine.runEnumerated(0n, most + 1);
  for (let run = 0; run < Math.min(answered, most); run++) {
    machine.beginEnumerated(BigInt(run));
    watch(machine, program, seen);
  }
  for (let run = 0; answered > most && run < most; run++) {
    machine.beginCase(0n, BigInt(run));
    watch(machine, program, seen);
  }
}

/** Makes the run that was begun, step by step. */
function watch(machine: Machine, program: Program, seen: Seen): void {
  seen.runs++;
  for (let goesOn = true; goesOn;) {
    const before = machine.journalLength();
    goesOn = machine.advance();
    if (machine.journalLength() === before) continue;
    for (const note of machine.notes())
      seen.decisions.add(`${decisions[note.decision]!.name} ${note.outcome ? "yes" : "no"}`);
    // a step that ends in a bug check returns nothing to anybody
    if (machine.state().field("header", 0, "bugCheck") === 0) watchStatus(machine, program, before, seen);
  }
  if (machine.end().verdict !== "Held") seen.notHeld.add(nameOf(program));
}

/** `title on VERSION`. */
export const nameOf = ({ scenario, version }: Program): string => `${scenario} on ${version}`;

function watchStatus(machine: Machine, { image }: Program, step: number, seen: Seen): void {
  const { operation, status, stepFlags, programCounter } = machine.journalEntry(step);
  const row = operationOf(operation);
  if (row?.returns !== "status" || (stepFlags & stepFlag.Skipped) !== 0) return;
  const pair = `${row.routine} ${statusName(status)}`;
  seen.statuses.add(pair);
  // what an attacker calls stands in no line that could demand anything
  const isDemanded = (stepFlags & stepFlag.Attacker) === 0 && demandedAt(image, programCounter) === status;
  if (isDemanded) seen.demanded.add(pair);
}

/** The one status that the demands behind a call name; undefined where they name none or several. */
function demandedAt(image: ProgramImage, call: number): number | undefined {
  for (let at = call + 1; ; at++) {
    const record = image.records[at];
    const control = record && controlOf(record.operation);
    if (control === "DemandStatus") {
      const statuses = demandedStatuses(image, operandOf(record!.operands[0]).index);
      return statuses.length === 1 ? statuses[0] : undefined;
    }
    if (control !== "DemandOut") return undefined;
  }
}
