/**
 * How much of the model's meaning the committed scenarios show: which statuses steps returned as was demanded
 * of them, which decisions went both ways, and what did not. The tables tell what there is and, as
 * `unreachable`, what cannot be shown and why; so the script that prints it and the test that demands it say
 * the same.
 */
import { decisions, type Decision } from "../../core/tables/decisions.ts";
import { operations, type Operation } from "../../core/tables/operations.ts";
import { statuses, type Status } from "../../core/tables/statuses.ts";
import type { CompiledScenario } from "../../grammar/compile.ts";
import { askedBy, differInSwitches, readTheSame, type Asked } from "../campaign/sameAnswers.ts";
import type { Machine } from "../machine/machine.ts";
import { routineOf } from "../report/reference/routineFiles.ts";
import { nameOf, nothingSeen, runBounded, type ScenarioFile, type Seen } from "./boundedRuns.ts";

const operationRows: readonly Operation[] = operations;
const decisionRows: readonly Decision[] = decisions;
const statusRows: readonly Status[] = statuses;

/**
 * How many enumerated runs of a scenario on a version are made, and as many drawn ones if that was not all.
 */
export const RUNS_MAX = 300;

/** What runs showed: by path of the file, and all together. */
export interface Shown {
  readonly byFile: ReadonlyMap<string, Seen>;
  readonly all: Seen;
}

/** Runs every scenario of some files on each of its versions, once those that make the same runs. */
export function runAllBounded(machine: Machine, files: readonly ScenarioFile[]): Shown {
  const all = nothingSeen();
  const byFile = new Map<string, Seen>();
  for (const file of files) {
    const here = nothingSeen();
    for (const scenario of file.scenarios) runVersions(machine, scenario, here);
    byFile.set(file.path, here);
    for (const status of here.statuses) all.statuses.add(status);
    for (const status of here.demanded) all.demanded.add(status);
    for (const decision of here.decisions) all.decisions.add(decision);
    all.runs += here.runs;
  }
  return { byFile, all };
}

function runVersions(machine: Machine, { versions, program: programOn }: CompiledScenario, seen: Seen): void {
  const known: { readonly asked: Asked; readonly read: bigint; readonly holds: boolean }[] = [];
  for (const version of versions) {
    const program = programOn(version);
    const asked = askedBy(program);
    const same = known.find(
      (each) => differInSwitches(each.asked, asked) && readTheSame(each.asked, asked, each.read),
    );
    if (same === undefined) {
      runBounded(machine, program, RUNS_MAX, seen);
      known.push({ asked, read: machine.switchesRead(), holds: !seen.notHeld.has(nameOf(program)) });
    } else if (!same.holds) seen.notHeld.add(nameOf(program));
  }
}

/** A status of a routine, or a decision: whether it was shown, and why it cannot be. */
export interface Covered {
  /** `Routine STATUS_X`, or the decision. */
  readonly name: string;
  readonly covered: boolean;
  readonly unreachable?: string;
  /** Which side of a decision was never taken. */
  readonly missing?: string;
}

/**
 * Every status that a routine promises; one counts where a step of the routine's own files returned it,
 * because a reader looks there, and was demanded to: what is returned under `=> any` or as one of several
 * shows nobody that it should be.
 */
export function coveredStatuses({ byFile }: Shown): Covered[] {
  return operationRows.flatMap((row) => {
    const isOwn = (path: string): boolean =>
      path.startsWith("routines/") && routineOf(path) === row.routine;
    const own = [...byFile].filter(([path]) => isOwn(path));
    return row.statuses.map((status) => {
      const name = `${row.routine} ${status}`;
      const reason =
        row.unreachable?.[status] ?? statusRows.find((each) => each.name === status)?.unreachable;
      return {
        name,
        covered: own.some(([, seen]) => seen.demanded.has(name)),
        ...(reason !== undefined && { unreachable: reason }),
      };
    });
  });
}

/** Every decision; one counts that went both ways in some scenario. */
export function coveredDecisions({ all }: Shown): Covered[] {
  return decisionRows.map(({ name, unreachable }) => {
    const never = ["yes", "no"].filter((side) => !all.decisions.has(`${name} ${side}`));
    return {
      name,
      covered: never.length === 0,
      ...(never.length > 0 && { missing: never.length === 2 ? "never asked" : `never ${never.join()}` }),
      ...(unreachable !== undefined && { unreachable }),
    };
  });
}

/** What should be shown and is not. */
export const lacking = (rows: readonly Covered[]): Covered[] =>
  rows.filter((row) => !row.covered && row.unreachable === undefined);

/** What is said to be unreachable though it was shown. */
export const wronglyUnreachable = (rows: readonly Covered[]): Covered[] =>
  rows.filter((row) => row.covered && row.unreachable !== undefined);

/** Rows that speak of a status that the routine does not promise, which would excuse nothing. */
export const idleReasons = (): string[] =>
  operationRows.flatMap((row) =>
    Object.keys(row.unreachable ?? {})
      .filter((status) => !row.statuses.includes(status))
      .map((status) => `${row.routine} ${status}`),
  );

/** Statuses that no routine of the model promises so far. */
export const unpromised = (): string[] =>
  statusRows
    .map((row) => row.name)
    .filter((name) => !operationRows.some((row) => row.statuses.includes(name)));

/** All reasons, each once. */
export const reasonsOf = (rows: readonly Covered[]): string[] => [
  ...new Set(rows.flatMap((row) => row.unreachable ?? [])),
];

/** One line of totals. */
export function totalsOf(what: string, rows: readonly Covered[]): string {
  const unreachable = rows.filter((row) => row.unreachable !== undefined);
  const reasons = reasonsOf(rows).length;
  return (
    `${what}: ${rows.filter((row) => row.covered).length} of ${rows.length}; ` +
    `${unreachable.length} unreachable (${reasons} ${reasons === 1 ? "reason" : "reasons"}), ` +
    `${lacking(rows).length} lacking`
  );
}
