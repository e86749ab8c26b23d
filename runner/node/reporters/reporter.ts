/**
 * What `run` and `fuzz` print: lines for people or for test harnesses as results arrive, or one document at
 * the end.
 */
import type { CampaignReport, ScenarioResult } from "../../campaign/results.ts";
import type { SavedFailure } from "../../campaign/saveFailures.ts";
import type { DiagnosedFile } from "../diagnosticsOutput.ts";
import { prettyReporter } from "./pretty.ts";
import type { Machine } from "../../machine/machine.ts";

export const reporterNames = ["pretty", "json", "junit", "tap"] as const;
export type ReporterName = (typeof reporterNames)[number];

/** What `fuzz` adds to a result. */
export interface FuzzDetails {
  readonly saved: readonly SavedFailure[];
  /** Of a campaign that was stopped: the command that makes the same cases again, and how many they are. */
  readonly again?: string;
  readonly cases?: number;
}

export interface Reporter {
  result(result: ScenarioResult, details?: FuzzDetails): Promise<void>;
  /** `files` are all that were read, with what is wrong in them. */
  end(report: CampaignReport, files: readonly DiagnosedFile[]): Promise<void>;
}

/**
 * `machine` makes the machine that failures are told with; it is asked only when something failed. Where
 * several `versions` were asked for, people get a table of them.
 */
export async function reporterFor(
  name: ReporterName, machine: () => Machine, versions: readonly string[] = [],
): Promise<Reporter> {
  if (name === "junit") return (await import("../onDemand.ts")).junitReporter(machine);
  if (name === "json") return (await import("../onDemand.ts")).jsonReporter(machine);
  if (name === "tap") return (await import("../onDemand.ts")).tapReporter(machine);
  return versions.length > 1
    ? (await import("../onDemand.ts")).tableReporter(machine, versions)
    : prettyReporter(machine);
}
