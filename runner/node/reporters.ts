/** What `run` and `fuzz` print: lines for people as results arrive, or one JSON document at the end. */
import type { CampaignReport, ScenarioResult } from "../campaign/results.ts";
import type { SavedFailure } from "../campaign/saveFailures.ts";
import type { Machine } from "../machine/machine.ts";
import type { Page, Theme } from "../report/theme.ts";
import { counted } from "../report/words.ts";
import { pageFor, print } from "./output.ts";

export type ReporterName = "pretty" | "json";

/** What `fuzz` adds to a result. */
export interface FuzzDetails {
  readonly saved: readonly SavedFailure[];
  /** Of a campaign that was stopped: the command that makes the same cases again, and how many they are. */
  readonly again?: string;
  readonly cases?: number;
}

export interface Reporter {
  result(result: ScenarioResult, details?: FuzzDetails): void;
  end(report: CampaignReport): void;
}

/** `machine` makes the machine that failures are traced with; it is asked only when something failed. */
export function reporterFor(name: ReporterName, machine: () => Machine): Reporter {
  return name === "json" ? jsonReporter(machine) : prettyReporter(pageFor(process.stdout), machine);
}

function jsonReporter(_machine: () => Machine): Reporter {
  return { result: () => undefined, end: (report) => print(JSON.stringify(report, (_, value) => typeof value === "bigint" ? Number(value) : value)) };
}

function prettyReporter({ theme }: Page, _machine: () => Machine): Reporter {
  let file = "";
  return {
    result(result, details) {
      if (result.source.name !== file) print(theme.strong(result.source.name));
      file = result.source.name;
      print(summaryLine(result, theme));
      for (const reason of result.vacuous) print(`      ${theme.doubtful("vacuous:")} ${reason}`);
      for (const warning of result.warnings) print(`      ${theme.doubtful("warning:")} ${warning}`);
      for (const failure of result.failures) print(`      ${theme.bad("failed:")} ${failure.title} (${failure.key}, ${failure.end.steps} steps, ${counted(failure.count, "run")})`);
      for (const line of details === undefined ? [] : fuzzLines(details, theme)) print(`      ${line}`);
    },
    end({ results, milliseconds }) {
      const held = results.filter((result) => result.verdict === "held").length;
      const others = results.length - held;
      print(`\n${theme.good(`${held} held`)}, ${others === 0 ? "0 not" : theme.bad(`${others} not`)} (${(milliseconds / 1000).toFixed(1)} s)`);
    },
  };
}

function summaryLine(result: ScenarioResult, theme: Theme): string {
  const colour = result.verdict === "held" ? theme.good : result.verdict === "vacuous" ? theme.doubtful : theme.bad;
  return `  ${colour(result.verdict.padEnd(7))} ${result.version.padEnd(7)} ${result.scenario}  ${theme.faint(runsText(result))}`;
}

/** `all 214 runs`, `sampled: 100,000 runs from seed 0`. */
function runsText({ mode, runs, seed, expectedFailure, twin }: ScenarioResult): string {
  const made = mode === "all" ? (runs === 1n ? "1 run" : `all ${counted(runs, "run")}`) : `${mode}: ${counted(runs, "run")} from seed ${seed}`;
  if (expectedFailure) return `${made}; found broken in ${counted(expectedFailure.count, "run")}, in ${counted(expectedFailure.end.steps, "step")}`;
  return twin?.kind === "repairs" && twin.brokenFound ? `${made}; the same budget finds "${twin.broken}" broken` : made;
}

function fuzzLines({ saved, again, cases }: FuzzDetails, theme: Theme): string[] {
  const files = saved.map(({ failure, path, linesBefore, lines, shrunk }) => {
    const size = shrunk ? `${counted(linesBefore, "line")} shrunk to ${lines}` : counted(lines, "line");
    return path === undefined ? theme.bad(`${failure.title}: could not be saved`) : `saved: ${theme.strong(path)} ${theme.faint(`"${failure.title}", ${size}`)}`;
  });
  return again === undefined ? files : [...files, `stopped: every case below ${cases} is finished; again: ${again}`];
}
