/**
 * A campaign over one program. It is guided: after each epoch the cases that showed something new become
 * the corpus that the next epoch's cases follow. Case i is a pure function of the program, the core, the
 * seed, i and the frozen corpus of its epoch, and what workers find is merged by minimum. So the answer
 * depends on the number of cases alone, whoever drew them. A blind campaign is one endless epoch without a
 * corpus.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import type { EpochStart } from "../machine/guidance.ts";
import type { CampaignFailure, Machine } from "../machine/machine.ts";
import { Drawer, mergeHarvests, shownCases, type CaseRange, type Chunk, type Harvest } from "./drawer.ts";
import { drawRange, type DrawerPort } from "./drawRange.ts";
import { FailureLimit, type FailureBudget } from "./failureLimit.ts";
import { epochStartOf, featuresMet } from "./guided/corpus.ts";
import { GuidedCases } from "./guided/guidedCases.ts";
import { newsOf } from "./guided/newFeatures.ts";
import { shardRange, type Shard, type ShardOutcome } from "./guided/shards.ts";
import { firstState, type GuidedState } from "./guided/state.ts";
import type { Recipe } from "./results.ts";
import { worldFullOf, type CampaignOutcome } from "./runProgram.ts";

export interface FuzzBudget {
  readonly cases: number;
  readonly seed: bigint;
  /** False: all cases are blind. */
  readonly guided?: boolean;
  /** Ends the campaign with its k-th distinct failure, in the order of case numbers. */
  readonly failures?: FailureBudget;
  /** The corpus with which to begin, and its epoch; cases before that epoch are not drawn. */
  readonly start?: GuidedState;
}

/** How far a campaign is. */
export interface FuzzProgress {
  readonly cases: number;
  readonly steps: number;
  /** Kinds of failures, as the core tells them apart. */
  readonly failures: number;
  readonly features: number;
  /** Entries of the corpus. */
  readonly entries: number;
}

export interface FuzzHooks {
  /** Ends the campaign; chunks that were begun are finished. */
  readonly signal: AbortSignal;
  readonly progress: (progress: FuzzProgress) => void;
  /** The first case of a kind of failure that some worker met, and how it comes about again. */
  readonly found: (failure: CampaignFailure, recipe: Recipe) => void;
  /** An epoch is over: from here the campaign can go on. */
  readonly epoch?: (state: GuidedState) => void;
}

export interface FuzzOutcome extends CampaignOutcome {
  /** Every case below this number is finished, and none above was counted. */
  readonly cases: number;
  readonly stopped: boolean;
  /** Behind the last epoch that was drawn whole; absent where cases are blind. */
  readonly state?: GuidedState;
  /** Kinds of failures that only cases from `cases` on showed; they were told by `found`. */
  readonly beyond: readonly CampaignFailure[];
}

/**
 * Draws cases until the budget is used up or the signal says stop. `machine` is the host's own, for looking
 * at single cases.
 */
export async function fuzzProgram(
  machine: Machine,
  ports: readonly DrawerPort[],
  program: Program,
  budget: FuzzBudget,
  hooks: FuzzHooks,
): Promise<FuzzOutcome> {
  for (const port of ports) port.load(program.image);
  const fuzzing = new Fuzzing(machine, ports, program, budget, hooks);
  return budget.guided === false ? fuzzing.blind() : fuzzing.guided();
}

/**
 * Draws the cases of one epoch that are the shard's, with the corpus of `state`. What all shards of the epoch
 * found makes the next corpus (guided/shards.ts).
 */
export async function fuzzShard(
  machine: Machine,
  ports: readonly DrawerPort[],
  program: Program,
  { seed, state, shard }: { seed: bigint; state: GuidedState; shard: Shard },
  hooks: FuzzHooks,
): Promise<ShardOutcome> {
  for (const port of ports) port.load(program.image);
  return new Fuzzing(machine, ports, program, { seed, cases: state.epoch.end, start: state }, hooks).shard(
    shard,
  );
}

class Fuzzing {
  private state: GuidedState;
  private readonly cases: GuidedCases;
  private readonly limit: FailureLimit | undefined;
  private readonly recipes = new Map<bigint, Recipe>();
  private readonly kinds = new Set<string>();
  private found: Harvest | undefined;
  private begun = 0;
  private drawn = 0;
  private steps = 0;
  private features: number;

  constructor(
    private readonly machine: Machine,
    private readonly ports: readonly DrawerPort[],
    private readonly program: Program,
    private readonly budget: FuzzBudget,
    private readonly hooks: FuzzHooks,
  ) {
    this.state = budget.start ?? firstState;
    this.features = featuresMet(this.state.corpus);
    this.cases = new GuidedCases(machine, program, budget.seed);
    if (budget.failures !== undefined) this.limit = new FailureLimit(budget.failures);
  }

  async blind(): Promise<FuzzOutcome> {
    return this.outcome(await this.drawEpoch(undefined, { first: 0n, count: this.budget.cases, stride: 1 }));
  }

  async guided(): Promise<FuzzOutcome> {
    const { budget, hooks } = this;
    for (;;) {
      const { epoch, corpus } = this.state;
      const end = Math.min(epoch.end, budget.cases);
      const range = { first: BigInt(epoch.first), count: Math.max(0, end - epoch.first), stride: 1 };
      const reached = await this.drawEpoch(epochStartOf(corpus), range);
      if (reached === epoch.end) await this.endEpoch();
      const isEnd = this.limit?.isReached === true || hooks.signal.aborted;
      if (reached < end || reached >= budget.cases || isEnd)
        return { ...this.outcome(reached), state: this.state };
    }
  }

  async shard(shard: Shard): Promise<ShardOutcome> {
    const { epoch, corpus } = this.state;
    const range = shardRange(epoch, shard);
    await this.drawEpoch(epochStartOf(corpus), range);
    const parts = await Promise.all(this.ports.map((port) => port.news()));
    const { drawn, recipes } = this;
    return { shard, epoch, whole: drawn === range.count, news: newsOf(parts), harvest: this.found!, recipes };
  }

  /** Draws cases of one epoch; answers the number below which all of them are drawn. */
  private async drawEpoch(start: EpochStart | undefined, range: CaseRange): Promise<number> {
    this.cases.beginEpoch(start);
    for (const port of this.ports) port.beginEpoch(start);
    // even a campaign without any time has something to say
    const isFirst = this.found === undefined;
    const goesOn = (): boolean =>
      this.limit?.isReached !== true && ((isFirst && this.begun === 0) || !this.hooks.signal.aborted);
    const count = await drawRange(this.ports, range, {
      goesOn,
      draw: (port, part, number) => this.drawPart(port, part, number),
    });
    if (this.limit?.isReached) return this.drawLast(start);
    this.keep(this.limit?.takeAway() ?? (await Promise.all(this.ports.map((port) => port.harvest()))));
    return Number(range.first) + count * range.stride;
  }

  private async drawPart(port: DrawerPort, part: CaseRange, number: number): Promise<void> {
    this.begun++;
    const drawing = port.draw(this.budget.seed, part);
    // a port answers in order, so this is what the part alone has found
    const harvesting = this.limit && port.harvest();
    this.noteChunk(await drawing, part.count);
    if (harvesting) this.limit!.put(number, part, await harvesting);
  }

  private drawLast(start: EpochStart | undefined): number {
    const drawer = new Drawer(this.machine);
    drawer.load(this.program.image);
    drawer.beginEpoch(start);
    const { harvest, end } = this.limit!.drawLast(drawer, this.budget.seed);
    this.keep([...this.limit!.takeAway(), harvest]);
    return Number(end);
  }

  private noteChunk(chunk: Chunk, cases: number): void {
    for (const failure of chunk.failures) {
      if (this.kinds.has(failure.key)) continue;
      this.kinds.add(failure.key);
      this.hooks.found(failure, this.cases.recipe(failure.case));
    }
    this.drawn += cases;
    this.steps += chunk.steps;
    this.hooks.progress({
      cases: this.drawn,
      steps: this.steps,
      failures: this.kinds.size,
      features: this.features,
      entries: this.state.corpus.entries.length,
    });
  }

  /** Adds what the epoch found, and keeps the cases that will be looked at while its corpus is at hand. */
  private keep(harvests: readonly Harvest[]): void {
    const found = mergeHarvests(this.found === undefined ? harvests : [this.found, ...harvests]);
    this.found = found;
    const kept = shownCases(found);
    for (const number of this.recipes.keys()) if (!kept.has(number)) this.recipes.delete(number);
    for (const number of kept)
      if (!this.recipes.has(number)) this.recipes.set(number, this.cases.recipe(number));
  }

  private async endEpoch(): Promise<void> {
    this.state = await this.cases.stateByWorkers(this.state, this.ports);
    this.features = featuresMet(this.state.corpus);
    this.hooks.epoch?.(this.state);
  }

  private outcome(cases: number): FuzzOutcome {
    const { failures, counts, overflow, full } = this.found!;
    return {
      mode: "fuzzed",
      seed: this.budget.seed,
      cases,
      stopped: cases < this.budget.cases,
      failures,
      counts,
      overflow,
      recipes: this.recipes,
      beyond: this.limit?.beyond(this.found!) ?? [],
      ...worldFullOf(counts, full),
    };
  }
}
