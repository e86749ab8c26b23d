/**
 * What `run` does where the runs that it drew do not break what a scenario says is broken: guided runs go on
 * from the same seed until one does. Bugs that take a chain of calls do not come about blindly, and a twin
 * should not fail for that. The repaired twin is judged by as many guided runs as its broken twin took.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import type { CampaignFailure, Machine } from "../machine/machine.ts";
import { addCounts } from "./counts.ts";
import { Drawer, firstFull, mergeHarvests, shownCases, type Harvest } from "./drawer.ts";
import { mergeTables } from "./failures.ts";
import { epochStartOf } from "./guided/corpus.ts";
import { firstEpoch } from "./guided/epochs.ts";
import { GuidedCases } from "./guided/guidedCases.ts";
import { firstState, type GuidedState } from "./guided/state.ts";
import { breaksProperty } from "./judge.ts";
import type { Recipe } from "./results.ts";
import type { CampaignOutcome, RunBudget } from "./runProgram.ts";

/** Cases between two looks at what was found. */
const CHUNK = 4_096;

type Image = Program["image"];

/** What guided cases found, by their own numbers. */
interface Found {
  readonly harvest: Harvest | undefined;
  readonly recipes: ReadonlyMap<bigint, Recipe>;
  readonly switchesRead: bigint;
}

/**
 * Guided cases of a program until each of the properties `breaks` is broken, at most `counted`; where there
 * are none, as many as that. The first epoch is blind, so its cases do not count where they were drawn
 * before.
 */
class Search {
  private readonly cases: GuidedCases;
  private readonly drawer: Drawer;
  private readonly harvests: Harvest[] = [];
  private readonly recipes = new Map<bigint, Recipe>();
  private readonly unbroken: Set<number>;
  private switchesRead = 0n;

  constructor(
    private readonly machine: Machine,
    private readonly image: Image,
    private readonly seed: bigint,
    private readonly breaks: readonly number[],
  ) {
    this.cases = new GuidedCases(machine, { image }, seed);
    this.drawer = new Drawer(machine);
    this.unbroken = new Set(breaks);
  }

  run(counted: number, drawnBefore: number): Found {
    const uncounted = drawnBefore < firstEpoch.end ? 0 : firstEpoch.end;
    const most = uncounted + counted;
    for (let state = firstState; ; ) {
      const end = this.drawEpoch(state, most);
      const news = this.drawer.news();
      this.switchesRead |= this.machine.switchesRead();
      const harvest = this.drawer.harvest();
      if (end > uncounted) this.keep(harvest);
      if (this.isOver || end >= most) break;
      state = this.cases.stateBehind(state, [news]);
    }
    const { recipes, switchesRead } = this;
    const harvest = this.harvests.length === 0 ? undefined : mergeHarvests(this.harvests);
    return { harvest, recipes, switchesRead };
  }

  private get isOver(): boolean {
    return this.breaks.length > 0 && this.unbroken.size === 0;
  }

  /** Draws cases of an epoch; answers the number below which all are drawn. */
  private drawEpoch({ epoch, corpus }: GuidedState, most: number): number {
    const start = epochStartOf(corpus);
    this.cases.beginEpoch(start);
    this.drawer.load(this.image);
    this.drawer.beginEpoch(start);
    let first = epoch.first;
    while (first < Math.min(epoch.end, most) && !this.isOver) {
      const count = Math.min(CHUNK, epoch.end - first, most - first);
      const { failures } = this.drawer.draw(this.seed, { first: BigInt(first), count, stride: 1 });
      for (const property of [...this.unbroken])
        if (failures.some((failure) => breaksProperty(failure, property))) this.unbroken.delete(property);
      first += count;
    }
    return first;
  }

  private keep(harvest: Harvest): void {
    this.harvests.push(harvest);
    for (const number of shownCases(harvest)) this.recipes.set(number, this.cases.recipe(number));
  }
}

/** Guided runs for each that was drawn, at most. */
const MOST_TIMES = 10;

/**
 * The outcome of a program whose drawn runs found `sampled`, with guided runs where they are due: because
 * what `breaks` names is not all broken, or because the broken twin took `guided` of them.
 */
export function goOnGuided(
  machine: Machine,
  image: Image,
  sampled: CampaignOutcome,
  { runs, seed, breaks = [], guided = 0 }: RunBudget,
): CampaignOutcome {
  const isBroken = (property: number): boolean =>
    sampled.failures.some((failure) => breaksProperty(failure, property));
  const due = sampled.mode === "sampled" && !breaks.every(isBroken) ? MOST_TIMES * runs : guided;
  if (due === 0) return sampled;
  const wanted = breaks.filter((property) => !isBroken(property));
  const found = new Search(machine, image, seed, wanted).run(due, runs);
  return merged(sampled, found, BigInt(runs));
}

/** Both as one; guided cases are numbered behind the drawn ones. */
function merged(
  sampled: CampaignOutcome, { harvest, recipes, switchesRead }: Found, drawn: bigint,
): CampaignOutcome {
  if (harvest === undefined) return sampled;
  const table = new Map<string, CampaignFailure>();
  mergeTables(table, sampled.failures);
  mergeTables(table, harvest.failures.map((failure) => ({ ...failure, case: failure.case + drawn })));
  const counts = addCounts(sampled.counts, harvest.counts);
  const full = firstFull(
    sampled.worldFull, harvest.full && { ...harvest.full, number: harvest.full.number + drawn },
  );
  return {
    ...sampled,
    failures: [...table.values()],
    counts,
    overflow: sampled.overflow || harvest.overflow,
    recipes: new Map([...recipes].map(([number, recipe]) => [number + drawn, recipe])),
    guided: Number(harvest.counts.cases),
    switchesRead: (sampled.switchesRead ?? 0n) | switchesRead,
    ...(full && {
      worldFull: { count: counts.verdicts.WorldFull, region: full.region, number: full.number },
    }),
  };
}
