/**
 * Where two versions part, for people: the step, how it went on each, the decision, and the switch with its
 * source.
 */
import type { SourceText } from "../campaign/results.ts";
import { frame } from "./failure.ts";
import type { BrokenWords } from "./judgements.ts";
import { outcomeText } from "./lanes.ts";
import { wrap } from "./layout.ts";
import type { Page } from "./theme.ts";
import { counted } from "./words.ts";
import type { PartingDecision } from "./partingDecision.ts";
import type {
  PartingSwitch,
  StepSide,
  VersionComparison,
  VersionDifference,
} from "./versionDifference.ts";

/** One scenario: a line where both versions fare alike, a paragraph where they part. */
export function versionDifferenceText(comparison: VersionComparison, source: SourceText, page: Page): string {
  const { scenario, windows, difference } = comparison;
  const { theme } = page;
  if (difference === undefined) {
    return `${theme.good("=")} ${theme.strong(scenario)}  ${theme.faint(`${windows.join(" and ")} fare alike: ${runsText(comparison)}`)}`;
  }
  return [
    `${theme.doubtful("≠")} ${theme.strong(scenario)}  ${theme.faint(whereText(comparison, difference))}`,
    ...(difference.span === undefined ? [] : [frame(source, difference.span, page)]),
    ...difference.sides.flatMap((side) => sideLines(side, page)),
    ...(difference.decision === undefined ? [] : decisionLines(difference.decision, windows, page)),
    ...causeLines(difference, windows, page),
  ].join("\n");
}

function runsText({ runs, mode, seed }: VersionComparison): string {
  if (mode === "sampled") return `${counted(runs, "run")} drawn from seed ${seed}`;
  return runs === 1 ? "its only run" : `all ${counted(runs, "run")}`;
}

function whereText({ mode, windows }: VersionComparison, { step, recipe }: VersionDifference): string {
  const run =
    recipe.kind === "drawn"
      ? `case ${recipe.case} of seed ${recipe.seed}`
      : `run ${BigInt(recipe.number ?? "0") + 1n}`;
  return `${windows.join(" and ")} part in step ${step} of ${run}${mode === "sampled" ? ", of the runs that were drawn" : ""}`;
}

function sideLines({ windows, step, ended }: StepSide, { width, theme }: Page): string[] {
  if (step === undefined) {
    const over = ended === undefined ? "" : `: ${endWords(ended)}`;
    return wrap(`${windows}: the run is over${over}`, width - 4, "    ").map((line) => `    ${line}`);
  }
  const outs = step.outs.filter((out) => out.name !== "level").map((out) => `${out.name} ${out.words}`);
  const outcome = [outcomeText(step), ...outs].filter((part) => part !== "").join(", ");
  const head = `${windows}: ${step.actor === "" ? "" : `${step.actor}: `}${step.action}${outcome === "" ? "" : ` ${outcome}`}`;
  const changes = step.changes.flatMap((change) =>
    wrap(change.words, width - 8, "  ").map((line) => `      ${theme.faint(line)}`),
  );
  return [...wrap(head, width - 4, "    ").map((line) => `    ${line}`), ...changes];
}

function endWords({ kind, title }: BrokenWords): string {
  switch (kind) {
    case "property":
      return `property "${title}" is broken`;
    case "demand":
    case "expectation":
      return `${title} is broken`;
    default:
      return `${kind} ${title}`;
  }
}

function decisionLines(
  { question, routine, source, answers }: PartingDecision,
  windows: readonly [string, string],
  { width, theme }: Page,
): string[] {
  const said = (answer: boolean | undefined): string =>
    answer === undefined ? "not asked" : answer ? "yes" : "no";
  const words = windows.map((version, side) => `${version} ${said(answers[side])}`).join(", ");
  return [
    ...wrap(`decided by ${routine}: ${question} ${words}`, width - 4, "  ").map((line) => `    ${line}`),
    ...wrap(source, width - 6).map((line) => `      ${theme.faint(line)}`),
  ];
}

function causeLines(difference: VersionDifference, windows: readonly [string, string], page: Page): string[] {
  const { cause } = difference;
  switch (cause.kind) {
    case "file":
      return difference.sides.some(({ ended }) => ended !== undefined)
        ? ["    the file itself judges only one of them here: a guard"]
        : ["    the file itself lets them do different things here: a guard"];
    case "world":
      return ["    no switch does it: on these versions accounts hold different privileges or integrity"];
    case "together":
      return ["    only together:", ...cause.switches.flatMap((each) => switchLines(each, windows, page))];
    case "switches":
      return cause.switches.flatMap((each) => switchLines(each, windows, page));
  }
}

function switchLines(
  { name, values, meaning, source }: PartingSwitch,
  windows: readonly [string, string],
  { width, theme }: Page,
): string[] {
  return [
    `    switch ${theme.strong(name)}: ${values[0]} on ${windows[0]}, ${values[1]} on ${windows[1]}`,
    ...wrap(meaning, width - 6).map((line) => `      ${line}`),
    ...wrap(source, width - 6).map((line) => `      ${theme.faint(line)}`),
  ];
}
