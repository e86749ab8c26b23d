/**
 * What `run` and `fuzz` print: lines for people or for test harnesses as results arrive, or one document at
 * the end.
 */
import type { CampaignReport, ScenarioResult } from "../../campaign/results.ts";
import type { RawFailure, SavedFailure } from "../../campaign/saveFailures.ts";
import type { DiagnosedFile } from "../diagnosticsOutput.ts";
import type { LeftCorpus } from "../fuzz/campaignCorpus.ts";
import type { KnownFailure } from "../fuzz/knownFailures.ts";
import { prettyReporter } from "./pretty.ts";
import type { Machine } from "../../machine/machine.ts";

export const reporterNames = ["pretty", "json", "junit", "sarif", "tap"] as const;
export type ReporterName = (typeof reporterNames)[number];

/** What `fuzz` adds to a result. */
export interface FuzzDetails {
  readonly saved: readonly SavedFailure[];
  /** Kinds of failures that only cases showed which the campaign did not count; saved as they were found. */
  readonly beyond?: readonly RawFailure[];
  /** Of a campaign that was stopped: the command that makes the same cases again, and how many they are. */
  readonly again?: string;
  readonly cases?: number;
  /** The corpus that it left behind. */
  readonly corpus?: LeftCorpus;
  /** The file of a shard. */
  readonly shard?: string;
}

/** What `fuzz` says before anything is drawn. */
export interface FuzzOpening {
  /** The seed and what is drawn, in a line. */
  readonly opening: string;
  /** Failures of earlier campaigns, which were run first. */
  readonly known: readonly KnownFailure[];
}

/** What `fuzz` says of the whole session at its end. */
export interface FuzzClosing {
  readonly seed: bigint;
  readonly known: readonly KnownFailure[];
  /** Files that the campaigns left for those that go on from there: corpora, or shards of an epoch. */
  readonly left: readonly string[];
  /** The commands that make the same cases again. */
  readonly again: readonly string[];
}

export interface Reporter {
  begin?(opening: FuzzOpening): void;
  result(result: ScenarioResult, details?: FuzzDetails): Promise<void>;
  /** `files` are all that were read, with what is wrong in them. */
  end(report: CampaignReport, files: readonly DiagnosedFile[], closing?: FuzzClosing): Promise<void>;
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
  if (name === "sarif") return (await import("../onDemand.ts")).sarifReporter(machine);
  if (name === "tap") return (await import("../onDemand.ts")).tapReporter(machine);
  return versions.length > 1
    ? (await import("../onDemand.ts")).tableReporter(machine, versions)
    : prettyReporter(machine);
}
