/**
 * The work of one worker of a campaign: it draws chunks of cases and keeps what it found. Its tables are
 * minima and sums, so it does not matter which worker draws which chunk.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import type { CampaignCounts, CampaignFailure, Machine } from "../machine/machine.ts";
import { addCounts } from "./counts.ts";
import { mergeTables } from "./failures.ts";
import { BATCH, FAILURES_MAX } from "./runProgram.ts";

/** All that a worker knows of a campaign. */
export interface Harvest {
  readonly failures: readonly CampaignFailure[];
  readonly counts: CampaignCounts;
  readonly overflow: boolean;
}

/** The core counts some things in 32 bits; its counts are taken away long before one of them can be full. */
const CASES_PER_HARVEST = 1 << 20;

export class Drawer {
  private readonly table = new Map<string, CampaignFailure>();
  private readonly told = new Set<string>();
  private counts: CampaignCounts | undefined;
  private overflow = false;
  private casesSinceHarvest = 0;

  constructor(private readonly machine: Machine) {}

  /** Begins a campaign over a program. */
  load(image: Program["image"]): void {
    this.machine.load(image);
    this.table.clear();
    this.told.clear();
    this.counts = undefined;
    this.overflow = false;
    this.casesSinceHarvest = 0;
  }

  /** Draws cases `first` to `first + count - 1`; answers failures of a kind that it has not told before. */
  draw(seed: bigint, first: bigint, count: number): CampaignFailure[] {
    for (let done = 0; done < count; done += BATCH)
      this.machine.runDrawn(seed, first + BigInt(done), Math.min(BATCH, count - done));
    this.casesSinceHarvest += count;
    const failures = this.machine.failures();
    const news = failures.filter((failure) => !this.told.has(failure.key));
    for (const failure of news) this.told.add(failure.key);
    // taken away while there is room, because what does not fit into the core's table depends on the order
    if (failures.length > FAILURES_MAX / 2 || this.casesSinceHarvest >= CASES_PER_HARVEST) this.takeAway();
    return news;
  }

  /** What was found in all chunks since `load`. */
  harvest(): Harvest {
    this.takeAway();
    return { failures: [...this.table.values()], counts: this.counts!, overflow: this.overflow };
  }

  private takeAway(): void {
    const failures = this.machine.failures();
    const counts = this.machine.counts();
    mergeTables(this.table, failures);
    this.overflow ||= failures.length >= FAILURES_MAX;
    this.counts = this.counts === undefined ? counts : addCounts(this.counts, counts);
    this.machine.clearCampaign();
    this.casesSinceHarvest = 0;
  }
}
