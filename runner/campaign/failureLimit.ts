/**
 * A campaign that ends with its k-th distinct failure, in the order of case numbers. Chunks are finished in
 * any order, so their harvests wait until all before them are in; the chunk in which the k-th lies is drawn
 * once more, up to that very case. So the answer is the same for any number of workers, and a campaign of as
 * many cases finds exactly these.
 */
import type { CampaignFailure } from "../machine/machine.ts";
import { mergeHarvests, type CaseRange, type Drawer, type Harvest } from "./drawer.ts";

export interface FailureBudget {
  /** Distinct failures with which the campaign ends. */
  readonly most: number;
  /** What two failures have in common that count as one; undefined: this one does not count. */
  readonly keyOf: (failure: CampaignFailure) => string | undefined;
}

export class FailureLimit {
  /** The chunk in which the last failure lies. */
  private last: CaseRange | undefined;
  private readonly kinds = new Set<string>();
  private readonly waiting = new Map<number, { part: CaseRange; harvest: Harvest }>();
  private taken: Harvest[] = [];
  private next = 0;

  constructor(private readonly budget: FailureBudget) {}

  /** Whether the chunk is known in which the last failure lies. */
  get isReached(): boolean {
    return this.last !== undefined;
  }

  /** Takes what the chunk of that number found. */
  put(number: number, part: CaseRange, harvest: Harvest): void {
    this.waiting.set(number, { part, harvest });
    for (;;) {
      const each = this.waiting.get(this.next);
      if (each === undefined || this.last !== undefined) return;
      const keys = each.harvest.failures.map(this.budget.keyOf);
      const kinds = new Set([...this.kinds, ...keys].filter((key) => key !== undefined));
      if (kinds.size >= this.budget.most) {
        this.last = each.part;
        return;
      }
      for (const kind of kinds) this.kinds.add(kind);
      this.waiting.delete(this.next);
      this.taken.push(each.harvest);
      this.next++;
    }
  }

  /** The range is over: gives away what its chunks found, and is ready for those of the next one. */
  takeAway(): Harvest[] {
    const { taken } = this;
    this.taken = [];
    this.next = 0;
    return taken;
  }

  /**
   * Draws the last chunk again up to the case with which the campaign ends. Answers what these cases found
   * and the number below which all cases are finished. The drawer must have the program and its epoch.
   */
  drawLast(drawer: Drawer, seed: bigint): { harvest: Harvest; end: bigint } {
    const { first, count, stride } = this.last!;
    for (let place = 0; place < count; place++) {
      const number = first + BigInt(place) * BigInt(stride);
      for (const failure of drawer.draw(seed, { first: number, count: 1, stride }).failures) {
        const key = this.budget.keyOf(failure);
        if (key !== undefined) this.kinds.add(key);
      }
      if (this.kinds.size >= this.budget.most) return { harvest: drawer.harvest(), end: number + 1n };
    }
    throw new Error("a chunk that was drawn again found less");
  }

  /** Failures of a kind that `found` has not, from cases behind the end. */
  beyond(found: Harvest): CampaignFailure[] {
    if (this.waiting.size === 0) return [];
    const known = new Set(found.failures.map(({ key }) => key));
    const { failures } = mergeHarvests([...this.waiting.values()].map(({ harvest }) => harvest));
    return failures.filter(({ key }) => !known.has(key));
  }
}
