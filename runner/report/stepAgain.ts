/**
 * One step of a run made once more, from the state before it, with one thing changed: how the nearest change
 * is found by the engine and not by cleverness. The step stands alone in a flat program, since all that it
 * depends on is in the state; so nothing is chosen and every attempt costs one step.
 */
import { regions, type Field, type RegionName } from "../../core/tables/layout.ts";
import { regionOffsets } from "../../grammar/image/encodeImage.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import {
  controlRecord, copyRecord, encodeOperand, NO_CODE, withOperand, type RawRecord,
} from "../../grammar/image/records.ts";
import { operationOf, stepFlag } from "../../grammar/image/tableNumbers.ts";
import type { JournalEntry, Machine, RunEnd } from "../machine/machine.ts";
import type { StateView } from "../machine/stateView.ts";
import { tokenIsLive } from "./names.ts";
import { stepEntry, type RunStep } from "./runSteps.ts";

/** A change before the step: fields of a record, or an operand of the call. */
export type Change =
  | {
      readonly kind: "field";
      readonly region: RegionName;
      readonly record: number;
      readonly fields: readonly { readonly name: string; readonly value: bigint }[];
    }
  | { readonly kind: "operand"; readonly position: number; readonly value: number };

/** How a step went, as far as anybody can see. */
export interface Outcome {
  readonly entry: JournalEntry;
  readonly outs: readonly (number | undefined)[];
  readonly end: RunEnd;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

const HALT = controlRecord("Halt");

export class StepAgain {
  private readonly records: readonly RawRecord[];

  /** `step` is one that wrote a line; the machine is left with another program loaded. */
  constructor(
    private readonly machine: Machine,
    private readonly program: Program,
    private readonly step: RunStep,
  ) {
    this.records = step.entries.map(copyRecord);
  }

  /** Makes the step with the change, or as it was. Undefined when it could not be made in that state. */
  make(change?: Change): Outcome | undefined {
    return this.makeBefore([], change);
  }

  /**
   * Whether all that the records demand behind the step holds when it is made with the change, and every
   * property, also those which the change alone would have broken before it.
   */
  holds(demanded: readonly RawRecord[], change: Change): boolean {
    this.machine.setJudgeEverything(true);
    const verdict = this.makeBefore(demanded, change)?.end.verdict;
    this.machine.setJudgeEverything(false);
    return verdict === "Held" || verdict === "Running";
  }

  private makeBefore(judging: readonly RawRecord[], change: Change | undefined): Outcome | undefined {
    const { machine, program } = this;
    const records =
      change?.kind === "operand" ? this.withOperand(change.position, change.value) : this.records;
    machine.load({ ...program.image, records: [...records, ...judging, HALT] });
    machine.beginFirst();
    const before = this.stateWith(change);
    if (this.step.isFirst) machine.restoreState(before);
    else machine.restoreLaterState(before);
    for (let line = 0; line < records.length; line++) machine.advance();
    const length = machine.journalLength();
    if (length < records.length) return undefined;
    const entry = machine.journalEntry(records.length - 1);
    const outs = (operationOf(entry.operation)?.outs ?? []).map((_, position) => machine.out(position));
    return { entry, outs, end: machine.end(), before, after: machine.copyState() };
  }

  /**
   * Whether the step alone goes as it did in its run: only then can anything be learnt from changing
   * something.
   */
  isFaithful(): boolean {
    const again = this.make();
    const original = stepEntry(this.step);
    if (again === undefined || original === undefined) return false;
    const view = (bytes: Uint8Array): StateView => this.machine.viewOf(bytes);
    const same =
      again.entry.status === original.status &&
      again.entry.stepFlags === (original.stepFlags & ~stepFlag.Attacker) &&
      again.outs.join() === this.step.outs.join();
    return (
      same &&
      effects(view(again.before), view(again.after)).join() ===
        effects(view(this.step.before), view(this.step.after)).join()
    );
  }

  private withOperand(position: number, value: number): RawRecord[] {
    const literal = encodeOperand({ form: "Literal", index: value });
    return this.records.with(-1, withOperand(this.records.at(-1)!, position, literal));
  }

  /** The state before the step with the change, and with a single lane that stands before it. */
  private stateWith(change: Change | undefined): Uint8Array {
    const { machine, program } = this;
    const bytes = this.step.before.slice();
    const { offsets } = regionOffsets(program.image.counts);
    const fresh = machine.copyState();
    const laneEnd =
      offsets.lane + program.image.counts.lane * regions.find((row) => row.name === "lane")!.size;
    bytes.set(fresh.subarray(offsets.lane, laneEnd), offsets.lane);
    const view = machine.viewOf(bytes);
    for (const [name, value] of [
      ["lanesLive", 1],
      ["lanesWaiting", 0],
      ["atomicLane", 0],
      ["atomicDepth", 0],
    ] as const)
      view.set("header", 0, name, value);
    for (let thread = 1; thread < view.counts.thread; thread++) view.set("thread", thread, "laneOwner", 0);
    for (let item = 1; item < view.counts.workItem; item++)
      if (view.field("workItem", item, "state") !== 0)
        view.set("workItem", item, "programCounter", NO_CODE);
    if (change?.kind === "field")
      for (const { name, value } of change.fields) view.set(change.region, change.record, name, value);
    return bytes;
  }
}

/** Where a step writes what somebody can see; a lane, a variable and the header are control's. */
const effectRegions: readonly RegionName[] = [
  "thread", "process", "token", "handle", "context", "pipe", "workItem", "object",
];

/**
 * What a step wrote where somebody can see it: `thread.3.level=1`. What was changed before the step is no
 * effect of it, and neither is the same in a copy of a token that was changed, so those fields are left out.
 */
export function effects(before: StateView, after: StateView, except?: Change): string[] {
  return effectRegions.flatMap((region) => {
    const excepted = except?.kind === "field" && except.region === region ? except : undefined;
    const fields = (regions.find((row) => row.name === region)!.fields as readonly Field[]).filter(
      (field) => field.watched !== false,
    );
    return Array.from({ length: after.counts[region] }, (_, record) => record)
      .filter((record) => !after.sameRecord(before, region, record))
      .filter((record) => region !== "token" || tokenIsLive(record, after))
      .flatMap((record) =>
        fields
          .filter(
            ({ name }) =>
              !(
                (region === "token" || excepted?.record === record) &&
                excepted?.fields.some((each) => each.name === name) === true
              ),
          )
          .filter(({ name }) => before.wide(region, record, name) !== after.wide(region, record, name))
          .map(({ name }) => `${region}.${record}.${name}=${after.wide(region, record, name)}`),
      );
  });
}
