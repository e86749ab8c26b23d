/** What the core counts and keeps over the runs of a campaign, as plain data. */
import type { RunEnd, VerdictName } from "./machine.ts";

export interface CampaignFailure extends RunEnd {
  readonly case: bigint;
  readonly count: bigint;
  /** stable text of (what broke, deciding decision) */ readonly key: string;
}

/** A case that found no room left in a region. */
export interface WorldFullCase {
  readonly region: string;
  readonly number: bigint;
}

export interface CampaignCounts {
  readonly cases: bigint; readonly steps: bigint; readonly skipped: bigint;
  readonly verdicts: Readonly<Record<VerdictName, bigint>>;
  /** Per property of the image. */
  readonly properties: readonly {
    readonly evaluated: number;
    readonly reached: number;
    readonly woken: number;
    /** a bit per attacker that had begun when the property was woken */ readonly begun: number;
  }[];
  /** Per call of each attacker, in the image's order. */
  readonly calls: readonly { readonly tried: number; readonly succeeded: number }[];
  /**
   * Per attacker of the image, what it could exercise at its start beyond the primary tokens of its
   * processes: threads of its own, a bit each, and whether through a handle that it is not declared to hold.
   */
  readonly atStart: readonly { readonly threads: number; readonly byHandle: boolean }[];
  /** Words of LoopBegin whose domain had an element, as places in the image's words. */
  readonly loopsSeen: ReadonlySet<number>;
  /** By number, a bit each: sweeps that runs began, and those in which one of them allocated something. */
  readonly sweeps: { readonly begun: number; readonly met: number };
}
