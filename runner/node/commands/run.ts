/** `guise run`: every scenario on every version it names, each with a verdict. */
import { availableParallelism } from "node:os";
import {
  CampaignRunner,
  selectedOf,
  type Campaign,
  type ProgramFile,
  type Selection,
} from "../../campaign/runAll.ts";
import type { Machine } from "../../machine/machine.ts";
import { withSameAnswers } from "../../campaign/sameAnswers.ts";
import { versions } from "../../../core/tables/versions.ts";
import { runProgram } from "../../campaign/runProgram.ts";
import type { ScenarioResult } from "../../campaign/results.ts";
import type { siblingsOf } from "../compileSources.ts";
import { newMachine } from "../coreModule.ts";
import { printErrors, printWarnings, type DiagnosedFile } from "../diagnosticsOutput.ts";
import { exitCodes } from "../exitCodes.ts";
import { cachedSource, keepSource } from "../programCache.ts";
import { readSources, type SourceFile } from "../readSources.ts";
import { reporterFor, type ReporterName } from "../reporters/reporter.ts";
import type { RunPool } from "../workerPool.ts";
import { print } from "../output.ts";
import { demandSomething, selectionOf, type SelectionOptions } from "../selection.ts";

export interface RunOptions extends SelectionOptions {
  readonly reporter: ReporterName;
  readonly runs: number;
  readonly seed: bigint;
  /** Only say which scenarios there are. */
  readonly list?: true;
}

/** Runs what lies at the paths; answers the exit code. */
export async function run(paths: readonly string[], options: RunOptions): Promise<number> {
  const started = performance.now();
  const selection = await selectionOf(options);
  const sources = readSources(paths);
  const files = await programsOf(sources.files);
  const broken = await printErrors(files, options.reporter);
  if (!broken) await demandSomething(files, selection);
  if (options.list) return list(files, selection, broken || sources.unreadable > 0);
  const reporter = await reporterFor(options.reporter, newMachine, [...(selection.versions ?? [])]);
  const results: ScenarioResult[] = [];
  const pool = await poolFor(files, selection);
  let siblings: ReturnType<typeof siblingsOf> | undefined;
  const runner = new CampaignRunner(
    withSameAnswers(campaignWith(pool, options)),
    async (file) => (siblings ??= (await import("../onDemand.ts")).siblingsOf(files))(file),
    pool === undefined ? 1 : TOGETHER,
  );
  try {
    for await (const result of runner.results(files, selection)) {
      results.push(result);
      await reporter.result(result);
    }
  } finally {
    await pool?.close();
  }
  await reporter.end({ results, milliseconds: performance.now() - started }, files);
  if (broken) return exitCodes.wrongInput;
  await printWarnings(files);
  if (sources.unreadable > 0) return exitCodes.wrongInput;
  return results.every((result) => result.verdict === "held") ? exitCodes.held : exitCodes.notHeld;
}

/** The programs of the files; the compiler is brought only for a file that it has not compiled before. */
async function list(files: readonly ProgramFile[], selection: Selection, isWrong: boolean): Promise<number> {
  print((await import("../onDemand.ts")).listingOf(files, selection));
  return isWrong ? exitCodes.wrongInput : exitCodes.held;
}

async function programsOf(sources: readonly SourceFile[]): Promise<(ProgramFile & DiagnosedFile)[]> {
  const files: (ProgramFile & DiagnosedFile)[] = [];
  for (const source of sources) {
    const cached = cachedSource(source);
    if (cached !== undefined) {
      files.push({ folder: source.folder, ...cached, broken: false });
      continue;
    }
    const { compiled, reads } = (await import("../onDemand.ts")).compileNoting(source);
    if (reads !== undefined && !compiled.broken) keepSource(source.text, compiled, reads);
    files.push(compiled);
  }
  return files;
}

const WORKERS = availableParallelism();
/**
 * Campaigns under way at once. A version waits for those that it may fare like, so there must be several
 * scenarios among them for every thread to be busy.
 */
const TOGETHER = 4 * versions.length;

/**
 * Threads where there are several scenarios with choices; a single run is over before a thread has started.
 */
async function poolFor(files: readonly ProgramFile[], selection: Selection): Promise<RunPool | undefined> {
  const long = selectedOf(files, selection).filter(({ program }) => program.hasChoices);
  return long.length > 1 && WORKERS > 1
    ? new (await import("../onDemand.ts")).RunPool(Math.min(WORKERS, long.length))
    : undefined;
}

function campaignWith(pool: RunPool | undefined, { runs, seed }: RunOptions): Campaign {
  let machine: Machine | undefined;
  return (program, guided) => {
    const budget = { runs, seed, breaks: program.breaks, ...(guided !== undefined && { guided }) };
    if (pool !== undefined && program.hasChoices) return pool.run(program.image, budget);
    machine ??= newMachine();
    return runProgram(machine, program, budget);
  };
}
