/** The manual's entry of a routine: what is called, what is asked, what comes back, where versions differ. */
import type { Operand, Operation } from "../../../core/tables/operations.ts";
import { routineReadings, type ReadStep } from "../../../core/tables/readings.ts";
import { statuses, type Status } from "../../../core/tables/statuses.ts";
import { switches, type Switch } from "../../../core/tables/switches.ts";
import { switchesOf, versions, type SwitchName } from "../../../core/tables/versions.ts";
import { kindsInWords } from "../../../grammar/words.ts";
import {
  asked, calledSteps, conditionsOf, decisionNamed, outcomesInWords, reached, readBy, statusesOf,
  stepsOf, underInWords, withinStatuses,
} from "./asking.ts";
import { drawnValues } from "./domains.ts";
import { names, section, type ManualEntry, type ManualRow } from "./entry.ts";
import type { ShownBy, ShownFile } from "./routineFiles.ts";

const statusRows: readonly Status[] = statuses;
const switchRows: readonly Switch[] = switches;

/** The entry of a routine of the table. */
export function routineEntry(row: Operation, shownBy: ShownBy): ManualEntry {
  return {
    kind: "routine",
    name: row.routine,
    line: row.summary,
    source: row.source,
    sections: [
      ...section("how it is called", [
        { name: row.mode === "both" ? "user and kernel mode" : `${row.mode} mode`, text: callOf(row) },
      ]),
      ...section("operands", row.operands.map(operandRow)),
      ...section("what comes back", resultRows(row)),
      ...section(
        "statuses",
        row.statuses.map((status) => statusRow(row, status)),
      ),
      ...checksAndMore(row.routine),
      ...section("scenarios that show it", shownBy.own.flatMap(shownRows)),
      ...section("tutorials and attacks in which it is called", names(shownBy.others)),
    ],
  };
}

const shownRows = ({ path, story, scenarios }: ShownFile): ManualRow[] => [
  { name: path, text: story },
  ...scenarios.map(({ title, text, source }) => ({ name: title, text, source, depth: 1 })),
];

/** The entry of a rule within the kernel that routines ask and no scenario calls. */
export function internalEntry(routine: string): ManualEntry {
  return {
    kind: "internal routine",
    name: routine,
    line: "A rule within the kernel that routines ask; no scenario calls it.",
    source: `core, ${routine}.ts`,
    sections: checksAndMore(routine),
  };
}

function checksAndMore(routine: string) {
  return [
    ...section("checks (decisions), in the order in which they are asked", checkRows(routine)),
    ...section("where it allocates, in order", allocationRows(routine)),
    ...section("switches that it reads", readBy(routine, "switches").map(switchRow)),
    ...section("versions where it differs", differenceRows(routine)),
  ];
}

function callOf(row: Operation): string {
  const operand = ({ name, default: value }: Operand): string =>
    value === undefined ? name : `${name}: ${value}`;
  return `${row.routine}(${row.operands.map(operand).join(", ")})${row.takesCode ? " { … }" : ""}`;
}

function operandRow(operand: Operand): ManualRow {
  const { name, kind, rightsOf } = operand;
  const parts = [
    (kindsInWords[kind] ?? kind) + (kind === "access" && rightsOf ? ` to a ${rightsOf}` : ""),
    ...(operand.optional ? ["may be none"] : []),
    operand.default === undefined ? "must be given" : `default ${operand.default}`,
    ...(operand.right ? [`the handle needs ${operand.right}`] : []),
    ...(operand.limitedRight ? [`${operand.limitedRight} suffices where limitedQueryRights is on`] : []),
    `drawn from: ${drawnValues(operand) || "nothing"}`,
  ];
  return { name, text: parts.join("; ") };
}

function resultRows(row: Operation): ManualRow[] {
  const returns = {
    status: "an NTSTATUS",
    nothing: "nothing",
    boolean: "a boolean",
    token: row.mayReturnNone ? "a token or none" : "a token",
  };
  return [
    { name: "returns", text: returns[row.returns] },
    ...(row.result ? [{ name: "its name stands for", text: kindsInWords[row.result] ?? row.result }] : []),
    ...row.outs.map(({ name, kind }) => ({ name: `r.${name}`, text: kindsInWords[kind] ?? kind })),
  ];
}

/** Each check with its question; what another routine asks is told once, below its name. */
function checkRows(routine: string): ManualRow[] {
  const told = new Set<string>();
  const rows: ManualRow[] = [];
  const returned = statusesOf(routine);
  const tell = (steps: readonly ReadStep[], depth: number): void => {
    for (const read of steps) {
      const step = withinStatuses(read, returned);
      if (step === undefined) continue;
      if (step.calls !== undefined) {
        const key = `${step.calls} ${step.variant ?? ""}`;
        const known = told.has(key);
        told.add(key);
        if (!asksSomething(step)) continue;
        const text = [known ? "asks again, as above" : "asks", underInWords(step)].filter(Boolean).join(", ");
        rows.push({ name: step.calls, text, depth });
        if (!known) tell(calledSteps(step), depth + 1);
      } else if (step.decision !== undefined)
        rows.push(checkRow(step.decision, step, depth));
    }
  };
  tell(stepsOf(routine, true), 0);
  return rows;
}

/** Whether what a step calls, or what that calls in turn, asks anything. */
const asksSomething = (step: ReadStep): boolean =>
  calledSteps(step).some((each) => each.decision !== undefined || asksSomething(each));

function checkRow(name: string, step: ReadStep, depth: number): ManualRow {
  const row = decisionNamed(name);
  const [under, outcome] = [underInWords(step), outcomesInWords(step)];
  const question = under === "" ? row?.question : `${under.replace("where", "Where")}: ${row?.question ?? ""}`;
  return {
    name,
    text: `${question ?? ""}${outcome === "" ? "" : ` ${outcome}`}`,
    depth,
    ...(row && { source: row.source }),
  };
}

/**
 * An allocation is told by the decision that asks whether it failed. Not all that are written lie on one way,
 * and some on none that this routine takes.
 */
function allocationRows(routine: string): ManualRow[] {
  const most = routineReadings[routine]?.allocations ?? 0;
  if (most === 0) return [];
  return [{ name: "in one call", text: `${most} at most` }, ...allocationSites(routine)];
}

function allocationSites(routine: string): ManualRow[] {
  const steps = asked(routine);
  return steps.flatMap(({ step, routine: where }, index) => {
    if (step.allocation === undefined) return [];
    const next = steps
      .slice(index + 1)
      .find((each) => each.routine === where && each.step.decision !== undefined);
    return [
      {
        name: where,
        text: next ? `${next.step.decision}: ${decisionNamed(next.step.decision!)?.question ?? ""}` : "",
      },
    ];
  });
}

function switchRow(name: string): ManualRow {
  const row = switchRows.find((each) => each.name === name);
  return {
    name,
    text: row ? `${row.meaning} Answers: ${row.values.join(", ")}; default ${row.default}.` : "",
    ...(row && { source: row.source }),
  };
}

/** Switches that it reads and on which versions do not agree: who answers what, most of them last. */
function differenceRows(routine: string): ManualRow[] {
  return readBy(routine, "switches").flatMap((name) => {
    const byAnswer = new Map<string, string[]>();
    for (const version of versions) {
      const answer = switchesOf(version.name)[name as SwitchName];
      byAnswer.set(answer, [...(byAnswer.get(answer) ?? []), version.name]);
    }
    if (byAnswer.size < 2) return [];
    const most = Math.max(...[...byAnswer.values()].map((who) => who.length));
    const [usual] = [...byAnswer].find(([, who]) => who.length === most)!;
    const others = [...byAnswer].filter(([answer]) => answer !== usual);
    const told = others.map(([answer, who]) => `${answer}: ${who.join(", ")}`);
    return [{ name, text: [...told, `${usual}: all others`].join("; ") }];
  });
}

function statusRow(row: Operation, name: string): ManualRow {
  const status = statusRows.find((each) => each.name === name);
  const reason = row.unreachable?.[name] ?? status?.unreachable;
  const conditions = name === "STATUS_SUCCESS" ? [] : conditionsOf(row.routine, name);
  const when = name === "STATUS_SUCCESS" ? "when no check says otherwise" : conditions.join(", ");
  return {
    name,
    source: status?.source ?? "",
    text: [
      status?.meaning ?? "",
      ...(when ? [`After ${when}.`.replace("After when", "When")] : []),
      ...(reason ? [`Never: ${reason}.`] : []),
    ].join(" "),
  };
}

/** Rules within the kernel that have a reading of their own and no row in the table. */
export const internalRoutines = (rows: readonly Operation[]): string[] => {
  const callable = new Set(rows.map((row) => row.routine));
  const inner = new Set(rows.flatMap((row) => reached(row.routine)));
  return Object.keys(routineReadings).filter((name) => inner.has(name) && !callable.has(name));
};
