/**
 * All campaigns of one `guise fuzz`: each program is drawn, what it finds is saved at once and shrunk when
 * its cases are done, and whatever ends the session early still ends in the report.
 */
import { availableParallelism } from "node:os";
import type { Program } from "../../../grammar/image/programImage.ts";
import { decidedWords } from "../../campaign/failures.ts";
import { fuzzProgram, type FuzzOutcome } from "../../campaign/fuzzProgram.ts";
import type { ScenarioResult } from "../../campaign/results.ts";
import { CampaignRunner, type Selection } from "../../campaign/runAll.ts";
import { runProgram, type CampaignOutcome } from "../../campaign/runProgram.ts";
import { FailureSaver, type RawFailure, type SavedFailure } from "../../campaign/saveFailures.ts";
import { counted } from "../../report/words.ts";
import type { FuzzOptions } from "../commands/fuzz.ts";
import { siblingsOf, type CompiledSource } from "../compileSources.ts";
import { newMachine } from "../coreModule.ts";
import { InputError } from "../exitCodes.ts";
import { FailureStore } from "../failureStore.ts";
import { printError } from "../output.ts";
import { makeProgress, type Progress } from "../progress.ts";
import { reporterFor, type FuzzDetails, type Reporter } from "../reporters/reporter.ts";
import { ShrinkPool } from "../shrinkPool.ts";
import { Stopping } from "../stopping.ts";
import { makePool, type Pool } from "../workerPool.ts";
import { againOf, againOfAll, type Reached } from "./again.ts";
import { marksOf, replayKnown, type Known, type SelectedProgram } from "./knownFailures.ts";

/** Cases of a scenario on one version when neither cases nor time are asked for. */
const CASES = 100_000;

/** What the session answers: results, failures that were known before, and what could not be saved. */
export interface FuzzEnd {
  readonly results: readonly ScenarioResult[];
  readonly known: Known["failures"];
  readonly trouble?: string;
}

export class FuzzSession {
  private readonly started = performance.now();
  private readonly machine = newMachine();
  private readonly workers: number;
  private readonly store: FailureStore;
  private readonly stopping: Stopping;
  private readonly pool: Pool;
  private readonly shrinkers: ShrinkPool;
  private readonly progress: Progress;
  private readonly details = new Map<Program, FuzzDetails>();
  private readonly reached: Reached[] = [];
  private campaignsLeft: number;
  private isShrinking = false;
  /** Why something that was found could not be saved: the first sentence. */
  private trouble: string | undefined;

  /** Throws InputError when nothing could be saved here. */
  constructor(
    private readonly paths: readonly string[],
    private readonly files: readonly CompiledSource[],
    private readonly selected: readonly SelectedProgram[],
    private readonly options: FuzzOptions,
  ) {
    this.campaignsLeft = selected.length;
    this.workers = options.workers ?? availableParallelism();
    this.store = new FailureStore(undefined, (sentence) => this.giveUp(sentence)).open();
    this.progress = makeProgress(options.reporter === "pretty");
    this.shrinkers = new ShrinkPool(this.workers);
    this.stopping = new Stopping(() => this.progress.end());
    // whoever stops the drawing wants what was found, made small; whoever stops the shrinking does not
    this.stopping.onStop(() => {
      if (this.isShrinking) this.shrinkers.stopSoon();
    });
    this.pool = makePool(this.workers);
  }

  async run(selection: Selection, sentences: readonly string[]): Promise<FuzzEnd> {
    const reporter = await reporterFor(this.options.reporter, newMachine);
    const known = replayKnown(this.machine, this.store, this.selected);
    for (const sentence of [...sentences, ...known.sentences]) printError(`guise: ${sentence}`);
    reporter.begin?.({ opening: this.opening(), known: known.failures });
    const results = await this.campaigns(reporter, selection);
    if (this.stopping.stopped && this.campaignsLeft > 0)
      printError(`guise: stopped; ${counted(this.campaignsLeft, "further campaign")} not begun.`);
    await reporter.end(
      { results, milliseconds: performance.now() - this.started },
      this.files,
      { seed: this.options.seed, known: known.failures, again: this.again() },
    );
    const { trouble } = this;
    return { results, known: known.failures, ...(trouble === undefined ? {} : { trouble }) };
  }

  async close(): Promise<void> {
    this.stopping.close();
    this.progress.end();
    await Promise.all([this.pool.close(), this.shrinkers.close()]);
  }

  private async campaigns(reporter: Reporter, selection: Selection): Promise<ScenarioResult[]> {
    const runner = new CampaignRunner((program) => this.campaign(program), siblingsOf(this.files));
    const results: ScenarioResult[] = [];
    for await (const result of runner.results(this.files, selection, () => this.stopping.stopped)) {
      results.push(result);
      await reporter.result(result, this.details.get(result.program));
    }
    return results;
  }

  /** The first line: what is drawn, and from which seed. */
  private opening(): string {
    const { seed, cases, time } = this.options;
    const much =
      time === undefined || cases !== undefined
        ? `${counted(cases ?? CASES, "case")} each`
        : `for ${time / 1000} s in all`;
    const what = counted(this.selected.length, "campaign");
    return `seed ${seed}: ${what}, ${much}, ${counted(this.workers, "worker")}`;
  }

  private again(): string[] {
    return againOfAll(this.paths, this.options, this.reached);
  }

  private giveUp(sentence: string): void {
    this.trouble ??= sentence;
    this.stopping.stop();
  }

  private async campaign(program: Program): Promise<CampaignOutcome> {
    const file = this.files.find((each) => each.programs.includes(program));
    this.campaignsLeft = Math.max(0, this.campaignsLeft - (file === undefined ? 0 : 1));
    const { seed } = this.options;
    const foundIn = { seed, marks: marksOf(program) };
    const saver = file && new FailureSaver(this.machine, file, program, foundIn, this.store);
    const outcome = program.hasChoices
      ? await this.draw(program, saver)
      : runProgram(this.machine, program, { runs: 1, seed: 0n });
    const saved = saver === undefined ? [] : await this.shrunk(saver, outcome);
    if (file !== undefined) this.details.set(program, this.detailsOf(file, program, outcome, saved));
    return outcome;
  }

  private async shrunk(saver: FailureSaver, outcome: CampaignOutcome): Promise<SavedFailure[]> {
    this.isShrinking = true;
    let [begun, done] = [0, 0];
    try {
      return await saver.saveShrunk(outcome, async (origin, recipe) => {
        this.progress.shrinking(done, ++begun);
        const shrunk = await this.shrinkers.shrink(origin, recipe);
        this.progress.shrinking(++done, begun);
        return shrunk;
      });
    } finally {
      this.isShrinking = false;
      this.progress.end();
    }
  }

  private async draw(program: Program, saver: FailureSaver | undefined): Promise<FuzzOutcome> {
    const { cases, time, seed } = this.options;
    const left =
      time === undefined
        ? undefined
        : Math.max(0, time - (performance.now() - this.started)) / (this.campaignsLeft + 1);
    const { signal, done } = this.stopping.within(left);
    const most = cases ?? (time === undefined ? CASES : Number.MAX_SAFE_INTEGER);
    this.progress.begin(`${program.scenario} on ${program.version}`, { cases: most, milliseconds: left });
    try {
      return await fuzzProgram(
        this.machine,
        this.pool.ports,
        program,
        { cases: most, seed },
        {
          signal,
          progress: (progress) => this.progress.update(progress),
          found: (failure, recipe) => this.tell(saver?.saveRaw(failure, recipe)),
        },
      );
    } finally {
      done();
      this.progress.end();
    }
  }

  /** Says what was found as soon as it is saved; what a scenario demands to be broken is no news. */
  private tell(found: RawFailure | undefined): void {
    if (found?.path === undefined || found.expected || this.options.reporter !== "pretty") return;
    const { title, deciding, steps } = found;
    this.progress.say(
      `found: "${title}", ${decidedWords(deciding)}; case ${found.case}, ${counted(steps, "step")}, saved`,
    );
  }

  private detailsOf(
    file: CompiledSource,
    program: Program,
    outcome: CampaignOutcome,
    saved: SavedFailure[],
  ): FuzzDetails {
    if (!isFuzzed(outcome)) return { saved };
    const reached: Reached = { file: file.source.name, program, cases: outcome.cases };
    this.reached.push(reached);
    if (!outcome.stopped) return { saved };
    return { saved, again: againOf(reached, this.options), cases: outcome.cases };
  }
}

const isFuzzed = (outcome: CampaignOutcome): outcome is FuzzOutcome => "stopped" in outcome;
