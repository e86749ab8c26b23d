/**
 * `guise fuzz`: draws cases in bulk, goes on after failures, saves each kind as it is met, and shrinks what
 * was found. A campaign that was stopped says how many cases it finished, and how to make exactly those
 * again.
 */
import { availableParallelism } from "node:os";
import type { Program } from "../../../grammar/image/programImage.ts";
import { fuzzProgram, type FuzzOutcome } from "../../campaign/fuzzProgram.ts";
import type { ScenarioResult } from "../../campaign/results.ts";
import { CampaignRunner, selectedOf, type CompiledFile, type Selection } from "../../campaign/runAll.ts";
import { runProgram, type CampaignOutcome } from "../../campaign/runProgram.ts";
import { FailureSaver, type SavedFailure } from "../../campaign/saveFailures.ts";
import { compileSource, foldersOf, type CompiledSource } from "../compileSources.ts";
import { newMachine } from "../coreModule.ts";
import { printErrors, printWarnings } from "../diagnosticsOutput.ts";
import { exitCodes } from "../exitCodes.ts";
import { FailureStore } from "../failureStore.ts";
import { printError } from "../output.ts";
import { makeProgress, type Progress } from "../progress.ts";
import { quotedCommand } from "../quotedCommand.ts";
import { readSources } from "../readSources.ts";
import { reporterFor, type FuzzDetails, type ReporterName } from "../reporters/reporter.ts";
import { demandSomething, selectionOf, type SelectionOptions } from "../selection.ts";
import { Stopping } from "../stopping.ts";
import { makePool, type Pool } from "../workerPool.ts";

export interface FuzzOptions extends SelectionOptions {
  readonly reporter: ReporterName;
  readonly cases?: number;
  /** Milliseconds for all campaigns together. */
  readonly time?: number;
  readonly seed: bigint;
  readonly workers?: number;
}

/** Cases of a scenario on one version when neither cases nor time are asked for. */
const CASES = 100_000;

/** Fuzzes what lies at the paths; answers the exit code. */
export async function fuzz(paths: readonly string[], options: FuzzOptions): Promise<number> {
  const selection = await selectionOf(options);
  const files = readSources(paths).map(compileSource);
  if (await printErrors(files)) {
    await (await reporterFor(options.reporter, newMachine)).end({ results: [], milliseconds: 0 }, files);
    return exitCodes.wrongInput;
  }
  demandSomething(files, selection);
  const session = new FuzzSession(
    files,
    options,
    selectedOf(files, selection).length,
  );
  try {
    const results = await session.run(selection);
    await printWarnings(files);
    return results.every((result) => result.verdict === "held") ? exitCodes.held : exitCodes.notHeld;
  } finally {
    await session.close();
  }
}

class FuzzSession {
  private readonly started = performance.now();
  private readonly machine = newMachine();
  private readonly store = new FailureStore();
  private readonly stopping = new Stopping();
  private readonly pool: Pool;
  private readonly progress: Progress;
  private readonly details = new Map<Program, FuzzDetails>();

  constructor(
    private readonly files: readonly CompiledSource[],
    private readonly options: FuzzOptions,
    private campaignsLeft: number,
  ) {
    this.pool = makePool(options.workers ?? availableParallelism());
    this.progress = makeProgress(options.reporter === "pretty");
  }

  async run(selection: Selection): Promise<ScenarioResult[]> {
    const reporter = await reporterFor(this.options.reporter, newMachine);
    const runner = new CampaignRunner((program) => this.campaign(program), foldersOf(this.files));
    const results: ScenarioResult[] = [];
    for await (const result of runner.results(this.files, selection, () => this.stopping.interrupted)) {
      results.push(result);
      await reporter.result(result, this.details.get(result.program));
    }
    if (this.stopping.interrupted && this.campaignsLeft > 0)
      printError(`guise: stopped; ${this.campaignsLeft} further campaigns were not begun.`);
    await reporter.end({ results, milliseconds: performance.now() - this.started }, this.files);
    return results;
  }

  async close(): Promise<void> {
    this.stopping.close();
    await this.pool.close();
  }

  private async campaign(program: Program): Promise<CampaignOutcome> {
    const file = this.files.find((each) => each.programs.includes(program));
    this.campaignsLeft = Math.max(0, this.campaignsLeft - (file === undefined ? 0 : 1));
    const saver = file && new FailureSaver(this.machine, file, program, this.options.seed, this.store);
    const outcome = program.hasChoices
      ? await this.draw(program, saver)
      : runProgram(this.machine, program, { runs: 1, seed: 0n });
    const saved = saver?.saveShrunk(outcome) ?? [];
    if (file !== undefined) this.details.set(program, this.detailsOf(file, program, outcome, saved));
    return outcome;
  }

  private async draw(program: Program, saver: FailureSaver | undefined): Promise<FuzzOutcome> {
    const { cases, time, seed } = this.options;
    const left =
      time === undefined
        ? undefined
        : Math.max(0, time - (performance.now() - this.started)) / (this.campaignsLeft + 1);
    const { signal, done } = this.stopping.within(left);
    const most = cases ?? (time === undefined ? CASES : Number.MAX_SAFE_INTEGER);
    this.progress.begin(
      `${program.scenario} on ${program.version}`,
      cases ?? (time === undefined ? CASES : NaN),
    );
    try {
      return await fuzzProgram(
        this.machine,
        this.pool.ports,
        program,
        { cases: most, seed },
        {
          signal,
          progress: (count, kinds) => this.progress.update(count, kinds),
          found: (failure) => saver?.saveRaw(failure),
        },
      );
    } finally {
      done();
      this.progress.end();
    }
  }

  private detailsOf(
    file: CompiledFile,
    program: Program,
    outcome: CampaignOutcome,
    saved: SavedFailure[],
  ): FuzzDetails {
    if (!("stopped" in outcome) || outcome.stopped !== true) return { saved };
    const { cases } = outcome as FuzzOutcome;
    const words = [
      "guise",
      "fuzz",
      file.source.name,
      "--scenario",
      program.scenario,
      "--windows",
      program.version,
      "--seed",
      String(this.options.seed),
      "--cases",
      String(cases),
    ];
    return { saved, again: quotedCommand(words), cases };
  }
}
