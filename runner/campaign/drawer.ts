/**
 * The work of one worker of a campaign: it draws chunks of cases and keeps what it found. Its tables are
 * minima and sums, so it does not matter which worker draws which chunk.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import type { EpochStart, NewFeatures } from "../machine/guidance.ts";
import type { CampaignCounts, CampaignFailure, Machine, WorldFullCase } from "../machine/machine.ts";
import { addCounts } from "./counts.ts";
import { mergeTables } from "./failures.ts";
import type { CorpusEntry } from "./guided/corpus.ts";
import { shortened, startOfShortening, type NewCase } from "./guided/newCases.ts";
import { BATCH, FAILURES_MAX } from "./runProgram.ts";

/** All that a worker found since it was asked the last time. */
export interface Harvest {
  readonly failures: readonly CampaignFailure[];
  readonly counts: CampaignCounts;
  readonly overflow: boolean;
  /** The first case that found the world full. */
  readonly full?: WorldFullCase;
}

/** The cases by which a harvest shows what it found. */
export function shownCases({ failures, full }: Harvest): Set<bigint> {
  const numbers = failures.map((failure) => failure.case);
  return new Set(full === undefined ? numbers : [...numbers, full.number]);
}

/** What a chunk of cases has to tell at once. */
export interface Chunk {
  /** Failures of a kind that the worker has not told before. */
  readonly failures: readonly CampaignFailure[];
  /** Steps of all its cases. */
  readonly steps: number;
}

/** Cases `first`, `first + stride` and so on, `count` of them. */
export interface CaseRange {
  readonly first: bigint;
  readonly count: number;
  readonly stride: number;
}

/** The core counts some things in 32 bits; its counts are taken away long before one of them can be full. */
const CASES_PER_HARVEST = 1 << 20;

export class Drawer {
  private readonly table = new Map<string, CampaignFailure>();
  private readonly told = new Set<string>();
  private counts: CampaignCounts | undefined;
  private full: WorldFullCase | undefined;
  private overflow = false;
  private start: EpochStart | undefined;
  /** The epoch was begun anew, with nothing seen. */
  private isShortening = false;
  private casesSinceHarvest = 0;

  constructor(private readonly machine: Machine) {}

  /** Begins a campaign over a program. */
  load(image: Program["image"]): void {
    this.machine.load(image);
    this.told.clear();
    this.forget();
  }

  /** Begins an epoch; undefined: cases are blind. */
  beginEpoch(start: EpochStart | undefined): void {
    this.start = start;
    this.isShortening = false;
    if (start !== undefined) this.machine.guidance.begin(start);
  }

  /** Draws the cases of a range. */
  draw(seed: bigint, { first, count, stride }: CaseRange): Chunk {
    const before = this.machine.stepsCounted();
    for (let done = 0; done < count; done += BATCH)
      this.batch(seed, first + BigInt(done) * BigInt(stride), Math.min(BATCH, count - done), stride);
    const steps = Number(this.machine.stepsCounted() - before);
    this.casesSinceHarvest += count;
    const failures = this.machine.failures();
    const news = failures.filter((failure) => !this.told.has(failure.key));
    for (const failure of news) this.told.add(failure.key);
    // each chunk begins with an empty table: what does not fit into it depends on nothing but the chunk
    if (failures.length > 0 || this.casesSinceHarvest >= CASES_PER_HARVEST) this.takeAway();
    return { failures: news, steps };
  }

  /** Per feature that is new in the epoch the best of the cases that were drawn here. */
  news(): NewFeatures {
    return this.machine.guidance.found();
  }

  /**
   * Cases of the epoch without the calls that they do not need, in the same order. From here the epoch cannot
   * be gone on with, and what these runs do is not counted.
   */
  shorten(seed: bigint, cases: readonly NewCase[]): CorpusEntry[] {
    const { guidance } = this.machine;
    if (!this.isShortening) {
      this.takeAway();
      guidance.begin(startOfShortening(this.start!));
      this.isShortening = true;
    }
    const entries = shortened(guidance, seed, cases);
    this.machine.clearCampaign();
    return entries;
  }

  /** What was found in all chunks since the last harvest. */
  harvest(): Harvest {
    this.takeAway();
    const harvest: Harvest = {
      failures: [...this.table.values()],
      counts: this.counts!,
      overflow: this.overflow,
      ...(this.full === undefined ? {} : { full: this.full }),
    };
    this.forget();
    return harvest;
  }

  private batch(seed: bigint, first: bigint, count: number, stride: number): void {
    if (this.start !== undefined) this.machine.guidance.run(seed, first, count, stride);
    else this.machine.runDrawn(seed, first, count);
  }

  private takeAway(): void {
    const failures = this.machine.failures();
    const counts = this.machine.counts();
    mergeTables(this.table, failures);
    this.overflow ||= failures.length >= FAILURES_MAX;
    this.counts = this.counts === undefined ? counts : addCounts(this.counts, counts);
    this.full = firstFull(this.full, this.machine.firstFull());
    this.machine.clearCampaign();
    this.casesSinceHarvest = 0;
  }

  private forget(): void {
    this.table.clear();
    this.counts = undefined;
    this.full = undefined;
    this.overflow = false;
    this.casesSinceHarvest = 0;
  }
}

/** Of two cases that found the world full the one with the smaller number. */
export function firstFull(
  a: WorldFullCase | undefined,
  b: WorldFullCase | undefined,
): WorldFullCase | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.number <= b.number ? a : b;
}

/** What several workers found, or one in several turns, as one. */
export function mergeHarvests(harvests: readonly Harvest[]): Harvest {
  const table = new Map<string, CampaignFailure>();
  for (const harvest of harvests) mergeTables(table, harvest.failures);
  const full = harvests.map((harvest) => harvest.full).reduce(firstFull, undefined);
  return {
    failures: [...table.values()],
    counts: harvests.map((harvest) => harvest.counts).reduce(addCounts),
    overflow: harvests.some((harvest) => harvest.overflow),
    ...(full === undefined ? {} : { full }),
  };
}
