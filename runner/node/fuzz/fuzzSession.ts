/**
 * All campaigns of one `guise fuzz`: each program is drawn, what it finds is saved at once and shrunk when
 * its cases are done, and whatever ends the session early still ends in the report.
 */
import { availableParallelism } from "node:os";
import type { Program } from "../../../grammar/image/programImage.ts";
import { CHUNK } from "../../campaign/drawRange.ts";
import { decidedWords, failureKey } from "../../campaign/failures.ts";
import { fuzzProgram, fuzzShard, type FuzzHooks, type FuzzOutcome } from "../../campaign/fuzzProgram.ts";
import type { Shard } from "../../campaign/guided/shards.ts";
import { firstState, type GuidedState } from "../../campaign/guided/state.ts";
import { breaksProperty } from "../../campaign/judge.ts";
import type { ScenarioResult } from "../../campaign/results.ts";
import { CampaignRunner, withTwins, type Selection } from "../../campaign/runAll.ts";
import { runProgram, worldFullOf, type CampaignOutcome } from "../../campaign/runProgram.ts";
import { FailureSaver, type RawFailure, type SavedFailure } from "../../campaign/saveFailures.ts";
import type { CampaignFailure } from "../../machine/machine.ts";
import { counted } from "../../report/words.ts";
import type { FuzzOptions } from "../commands/fuzz.ts";
import { siblingsOf, type CompiledSource } from "../compileSources.ts";
import { newMachine } from "../coreModule.ts";
import { originOf } from "../corpusStore.ts";
import { FailureStore } from "../failureStore.ts";
import { printError } from "../output.ts";
import { makeProgress, type Progress } from "../progress.ts";
import { reporterFor, type FuzzDetails, type Reporter } from "../reporters/reporter.ts";
import { ShrinkPool } from "../shrinkPool.ts";
import { Stopping } from "../stopping.ts";
import { makePool, type Pool } from "../workerPool.ts";
import { WORKERS_MAX } from "../workersMax.ts";
import { againOf, againOfAll, type Reached } from "./again.ts";
import { CampaignCorpus, givenCorpora, givenWords, type GivenCorpora } from "./campaignCorpus.ts";
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
  private readonly corpora: GivenCorpora;
  private readonly stopping: Stopping;
  private readonly pool: Pool;
  private readonly shrinkers: ShrinkPool;
  private readonly progress: Progress;
  private readonly details = new Map<Program, FuzzDetails>();
  /** Files that shards wrote. */
  private readonly shards = new Map<Program, string>();
  private readonly reached: Reached[] = [];
  /** Campaigns that are not begun, with those of broken twins that are asked for by their repairs alone. */
  private readonly waiting: Set<Program>;
  private isShrinking = false;
  /** Settles when the campaign before has ended. */
  private last: Promise<unknown> = Promise.resolve();
  /** Why something that was found could not be saved: the first sentence. */
  private trouble: string | undefined;

  /** Throws InputError when nothing could be saved here. */
  constructor(
    private readonly paths: readonly string[],
    private readonly files: readonly CompiledSource[],
    private readonly selected: readonly SelectedProgram[],
    private readonly options: FuzzOptions,
  ) {
    const all = withTwins(selected);
    this.waiting = new Set(all.map(({ program }) => program));
    this.workers = options.workers ?? Math.min(WORKERS_MAX, availableParallelism());
    const trouble = (sentence: string): void => this.giveUp(sentence);
    this.store = new FailureStore(undefined, trouble).open();
    this.corpora = givenCorpora(options.corpus, selected, all, options.seed, trouble);
    this.progress = makeProgress(options.reporter === "pretty");
    this.shrinkers = new ShrinkPool(this.workers);
    this.stopping = new Stopping(() => this.progress.end());
    // whoever stops the drawing wants what was found, made small; whoever stops the shrinking does not
    this.stopping.onStop(() => {
      if (this.isShrinking) this.shrinkers.stopSoon();
    });
    this.pool = makePool(this.workers, this.chunksMost());
  }

  async run(selection: Selection, sentences: readonly string[]): Promise<FuzzEnd> {
    const reporter = await reporterFor(this.options.reporter, newMachine);
    const known = replayKnown(this.machine, this.store, this.selected);
    const all = [...sentences, ...this.corpora.sentences, ...known.sentences];
    for (const sentence of all) printError(`guise: ${sentence}`);
    reporter.begin?.({ opening: this.opening(), known: known.failures });
    const results = await this.campaigns(reporter, selection);
    if (this.stopping.stopped && this.waiting.size > 0)
      printError(`guise: stopped; ${counted(this.waiting.size, "further campaign")} not begun.`);
    await reporter.end(
      { results, milliseconds: performance.now() - this.started },
      this.files,
      { seed: this.options.seed, known: known.failures, left: this.left(), again: this.again() },
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
    const runner = new CampaignRunner(
      (program) => this.campaign(program), siblingsOf(this.files), 1, (program) => this.isMadeAnyway(program),
    );
    const results: ScenarioResult[] = [];
    for await (const result of runner.results(this.files, selection, () => this.stopping.stopped)) {
      results.push(result);
      await reporter.result(result, this.details.get(result.program));
    }
    return results;
  }

  /** Whether a campaign is made, and made whole, also where no other one asks for what it found. */
  private isMadeAnyway(program: Program): boolean {
    const isStopped = this.stopping.stopped && this.waiting.has(program);
    if (isStopped || this.options.shard !== undefined) return false;
    return this.selected.some((each) => each.program === program);
  }

  /** The first line: what is drawn, and from which seed. */
  private opening(): string {
    const { seed } = this.options;
    const what = counted(this.selected.length, "campaign");
    const given = [...this.corpora.given.values()].map((each) => `\n  ${givenWords(each)}`).join("");
    return `seed ${seed}: ${what}, ${this.muchWords()}, ${counted(this.workers, "worker")}${given}`;
  }

  /** How many chunks a campaign has at most: so many threads can draw at once. */
  private chunksMost(): number {
    const { cases, time, shard } = this.options;
    if (shard !== undefined) return Infinity;
    return cases === undefined && time !== undefined ? Infinity : Math.ceil((cases ?? CASES) / CHUNK);
  }

  private muchWords(): string {
    const { cases, time, shard } = this.options;
    if (shard !== undefined) return `shard ${shard.index}/${shard.of} of one epoch each`;
    return time === undefined || cases !== undefined
      ? `${counted(cases ?? CASES, "case")} each`
      : `for ${time / 1000} s in all`;
  }

  /** Files of corpora and shards that the campaigns left. */
  private left(): string[] {
    const paths = [...this.details.values()].flatMap(({ corpus, shard }) => corpus?.path ?? shard ?? []);
    // versions that are one program leave one file
    return [...new Set(paths)];
  }

  private again(): string[] {
    return againOfAll(this.paths, this.options, this.reached, this.waiting.size === 0);
  }

  private giveUp(sentence: string): void {
    this.trouble ??= sentence;
    this.stopping.stop();
  }

  /** One campaign after the other: all of them are drawn by the same workers. */
  private campaign(program: Program): Promise<CampaignOutcome> {
    const outcome = this.last.then(() => this.wholeCampaign(program));
    this.last = outcome.catch(() => undefined);
    return outcome;
  }

  private async wholeCampaign(program: Program): Promise<CampaignOutcome> {
    const file = this.files.find((each) => each.programs.includes(program));
    this.waiting.delete(program);
    const { seed } = this.options;
    const foundIn = { seed, marks: marksOf(program) };
    const saver = file && new FailureSaver(this.machine, file, program, foundIn, this.store);
    const corpus = file && this.corpusOf(program);
    const outcome = program.hasChoices
      ? await this.draw(program, saver, corpus)
      : runProgram(this.machine, program, { runs: 1, seed: 0n });
    const left = isFuzzed(outcome) ? corpus?.finish(outcome.state) : undefined;
    const saved = saver === undefined ? [] : await this.shrunk(saver, outcome);
    this.noteUnsaved(program, saved);
    if (file !== undefined) {
      const beyond = isFuzzed(outcome) ? saver!.rawBeyond(outcome.beyond, outcome.failures) : [];
      const details = {
        saved, ...(beyond.length > 0 && { beyond }), ...(left && { corpus: left }),
        ...this.againFor(file, program, outcome),
      };
      this.details.set(program, details);
    }
    return outcome;
  }

  /** What no text says is lost but for its number, so that is said. */
  private noteUnsaved(program: Program, saved: readonly SavedFailure[]): void {
    const lost = saved.filter(({ path }) => path === undefined).length;
    if (lost === 0) return;
    const [are, asWhat] = lost === 1 ? ["is", "a scenario of its own"] : ["are", "scenarios of their own"];
    this.trouble ??= `"${program.scenario}" on ${program.version}: ${counted(lost, "failure")} ${are} not ` +
      `saved, since what fails cannot be written as ${asWhat}.`;
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

  private async draw(
    program: Program, saver: FailureSaver | undefined, corpus: CampaignCorpus | undefined,
  ): Promise<FuzzOutcome> {
    const { cases, time, shard } = this.options;
    const left =
      time === undefined
        ? undefined
        : Math.max(0, time - (performance.now() - this.started)) / (this.waiting.size + 1);
    const { signal, done } = this.stopping.within(left);
    const most = cases ?? (time === undefined ? CASES : Number.MAX_SAFE_INTEGER);
    const given = corpus?.given?.state ?? firstState;
    const { first, end } = given.epoch;
    const inAll = shard === undefined ? most : Math.ceil((end - first) / shard.of);
    this.progress.begin(`${program.scenario} on ${program.version}`, { cases: inAll, milliseconds: left });
    const hooks: FuzzHooks = {
      signal,
      progress: (progress) => this.progress.update(progress),
      found: (failure, recipe) => this.tell(saver?.saveRaw(failure, recipe)),
      epoch: (state) => corpus?.note(state),
    };
    try {
      return shard === undefined
        ? await this.drawWhole(program, Math.min(Number.MAX_SAFE_INTEGER, first + most), given, hooks)
        : await this.drawShard(program, shard, given, hooks);
    } finally {
      done();
      this.progress.end();
    }
  }

  private drawWhole(
    program: Program, end: number, start: GuidedState, hooks: FuzzHooks,
  ): Promise<FuzzOutcome> {
    const { seed, maxFailures } = this.options;
    const keyOf = (failure: CampaignFailure): string | undefined =>
      isDemanded(program, failure) ? undefined : failureKey(program, failure);
    const limit = maxFailures === undefined ? {} : { failures: { most: maxFailures, keyOf } };
    return fuzzProgram(this.machine, this.pool.ports, program, { cases: end, seed, start, ...limit }, hooks);
  }

  /** What a shard found is written down for whoever merges it, unless it was stopped. */
  private async drawShard(
    program: Program, shard: Shard, state: GuidedState, hooks: FuzzHooks,
  ): Promise<FuzzOutcome> {
    const { seed } = this.options;
    const part = { seed, state, shard: { ...shard, index: shard.index % shard.of } };
    const drawn = await fuzzShard(this.machine, this.pool.ports, program, part, hooks);
    const { whole, harvest, recipes } = drawn;
    const saved = whole ? this.corpora.store.saveShard(originOf(program, seed), state, drawn) : undefined;
    if (saved !== undefined) this.shards.set(program, saved.path);
    const { failures, counts, overflow, full } = harvest;
    return {
      mode: "fuzzed", seed, cases: Number(counts.cases), stopped: !whole, failures, counts, overflow, recipes,
      beyond: [], ...worldFullOf(counts, full),
    };
  }

  /** Says what was found as soon as it is saved; what a scenario demands to be broken is no news. */
  private tell(found: RawFailure | undefined): void {
    if (found === undefined || found.expected || this.options.reporter !== "pretty") return;
    const { title, deciding, steps, path } = found;
    const how = path === undefined ? "not saved" : "saved";
    this.progress.say(
      `found: "${title}", ${decidedWords(deciding)}; case ${found.case}, ${counted(steps, "step")}, ${how}`,
    );
  }

  private corpusOf(program: Program): CampaignCorpus {
    const { store, given } = this.corpora;
    return new CampaignCorpus(store, originOf(program, this.options.seed), given.get(program));
  }

  /** How far the campaign got, and where it was stopped how it is made again. */
  private againFor(
    file: CompiledSource, program: Program, outcome: CampaignOutcome,
  ): Omit<FuzzDetails, "saved"> {
    if (!isFuzzed(outcome)) return {};
    const given = this.corpora.given.get(program);
    const shard = this.shards.get(program);
    const cases = this.options.shard === undefined ? outcome.cases - (given?.state.epoch.first ?? 0) : 0;
    const reached: Reached = { file: file.source.name, program, cases, ...(given && { corpus: given.path }) };
    this.reached.push(reached);
    return {
      ...(shard === undefined ? {} : { shard }),
      ...(outcome.stopped ? { again: againOf(reached, this.options), cases: outcome.cases } : {}),
    };
  }
}

/** Whether a failure is what its scenario demands (`breaks`). */
const isDemanded = ({ breaks }: Program, failure: CampaignFailure): boolean =>
  breaks.some((property) => breaksProperty(failure, property));

const isFuzzed = (outcome: CampaignOutcome): outcome is FuzzOutcome => "stopped" in outcome;
