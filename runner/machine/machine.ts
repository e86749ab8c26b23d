/**
 * The machine's host: one instance of the module, and the only place that touches its exports and its memory.
 * Numbers leave it unsigned. It knows neither Node nor browser: whoever has the module's bytes or a compiled
 * module makes a machine.
 */
import { invariants } from "../../core/tables/invariants.ts";
import { gainWays, verdicts } from "../../core/tables/kinds.ts";
import { regions } from "../../core/tables/layout.ts";
import { encodeImage } from "../../grammar/image/encodeImage.ts";
import type { ProgramImage } from "../../grammar/image/programImage.ts";
import { RECORD_BYTES, readRecord, type RawRecord } from "../../grammar/image/records.ts";
import type { CoreExports } from "./coreExports.ts";
import { Guidance } from "./guidance.ts";
import type { CampaignCounts, CampaignFailure, WorldFullCase } from "./campaignFigures.ts";
import { ImageRefused } from "./imageRefused.ts";
import { StateView } from "./stateView.ts";

export type { CampaignCounts, CampaignFailure, WorldFullCase } from "./campaignFigures.ts";

export type VerdictName = (typeof verdicts)[number]["name"];

/** One step of the journal: a record of a flat program and how it went. */
export interface JournalEntry extends RawRecord {
  /** NTSTATUS, boolean or token number that it gave back. */
  readonly status: number;
  readonly value: number;
  /** Record of the program that it comes from. */
  readonly programCounter: number;
  /** Bits of `stepFlags`. */
  readonly stepFlags: number;
  readonly lane: number;
  /** Index in the table of decisions and which way it went; undefined when no decision was taken. */
  readonly deciding?: { readonly decision: number; readonly outcome: boolean };
}

/** One note of a decision with its two inputs. */
export interface DecisionNote {
  readonly decision: number;
  readonly outcome: boolean;
  readonly inputs: readonly [number, number];
}

export interface RunEnd {
  readonly verdict: VerdictName;
  /**
   * Property that is broken, or record whose demand or expectation is; for a bug check its code, for a full
   * world the region.
   */
  readonly broken?:
    | { readonly property: number }
    | { readonly record: number }
    | { readonly invariant: string }
    | { readonly bugCheck: number }
    | { readonly region: string };
  readonly deciding?: { readonly decision: number; readonly outcome: boolean };
  readonly steps: number;
  readonly skipped: number;
}

/** One way in which an attacker has gained something, as the model judges it. */
export interface Gain {
  readonly way: (typeof gainWays)[number]["name"];
  /** Process, thread or handle through which. */
  readonly holder: number;
  /** The token, or the object. */
  readonly what: number;
  /** The rights to the object; 0 for a token. */
  readonly rights: number;
  /** The job whose filter stands between the token and the attacker; 0: none does. */
  readonly job: number;
}

/** A record and as many bytes of how it went (core/step/journal.ts). */
const JOURNAL_ENTRY_BYTES = 2 * RECORD_BYTES;
const BROKEN_RECORD = 0x80000000;
const BROKEN_INVARIANT = 0x40000000;
const decisionOf = (value: number): { decision: number; outcome: boolean } | undefined =>
  value === 0 ? undefined : { decision: (value - 1) >>> 1, outcome: ((value - 1) & 1) === 1 };

/** What a failed run broke: a demand of a record, an invariant of the model, or a property. */
function brokenIn(broken: number): { record: number } | { invariant: string } | { property: number } {
  if ((broken & BROKEN_RECORD) !== 0) return { record: (broken & 0x7fffffff) >>> 0 };
  if ((broken & BROKEN_INVARIANT) !== 0) return { invariant: invariants[broken & 0xff]!.name };
  return { property: broken };
}

export class Machine {
  private readonly core: CoreExports;
  private readonly buffer: ArrayBuffer;
  private image: ProgramImage | undefined;
  /** What guided campaigns use. */
  readonly guidance: Guidance;

  /** Makes a machine of a compiled module. The module imports nothing. */
  constructor(module: WebAssembly.Module) {
    this.core = new WebAssembly.Instance(module, {}).exports as unknown as CoreExports;
    this.buffer = this.core.memory.buffer as ArrayBuffer;
    this.guidance = new Guidance(this.core);
  }

  /** Loads a program and forgets all counts. Throws ImageRefused. */
  load(image: ProgramImage): void {
    this.loadBytes(encodeImage(image));
    this.image = image;
  }

  /** Loads an image that somebody else encoded. */
  loadBytes(bytes: Uint8Array): void {
    new Uint8Array(this.buffer, this.core.imagePointer(), bytes.length).set(bytes);
    const refusal = this.core.loadImage(bytes.length) >>> 0;
    if (refusal !== 0) throw new ImageRefused(refusal & 0xff, refusal >>> 8);
    this.core.clearCampaign();
  }

  // ----------------------------------------------------------------------------------------------- campaigns

  clearCampaign(): void {
    this.core.clearCampaign();
  }

  /** Runs drawn cases without a journal; counts and failures add up until `clearCampaign`. */
  runDrawn(seed: bigint, first: bigint, count: number): void {
    this.core.setJournaling(0);
    this.core.runDrawn(seed, first, count);
  }

  /** Begins an enumeration of all runs. */
  beginEnumeration(): void {
    this.core.beginEnumeration();
  }

  /** Runs up to `count` further runs in order; answers how many there were. */
  runEnumerated(first: bigint, count: number): number {
    this.core.setJournaling(0);
    return this.core.runEnumerated(first, count);
  }

  failures(): CampaignFailure[] {
    const view = new DataView(this.buffer, this.core.failuresPointer());
    return Array.from({ length: this.core.failuresLength() }, (_, index) => {
      const at = index * 32;
      const [broken, deciding, steps, verdict] = [0, 4, 8, 12].map((offset) =>
        view.getUint32(at + offset, true),
      ) as [number, number, number, number];
      return {
        ...this.runEnd(verdict, broken, deciding, steps, 0), key: `${verdict}:${broken}:${deciding}`,
        case: view.getBigUint64(at + 16, true), count: view.getBigUint64(at + 24, true),
      };
    });
  }

  /** Steps since `clearCampaign`; the same as in `counts`. */
  stepsCounted(): bigint {
    return new BigUint64Array(this.buffer, this.core.countersPointer(), 16)[9]!;
  }

  /** The first drawn case since `clearCampaign` that found the world full. */
  firstFull(): WorldFullCase | undefined {
    const view = new DataView(this.buffer, this.core.firstFullPointer(), 16);
    const region = view.getUint32(0, true);
    if (region === 0) return undefined;
    return { region: regions[region - 1]?.name ?? "?", number: view.getBigUint64(8, true) };
  }

  counts(): CampaignCounts {
    const counters = new BigUint64Array(this.buffer, this.core.countersPointer(), 16);
    const properties = new Uint32Array(this.buffer, this.core.propertyCountsPointer(), 64 * 4);
    const calls = new Uint32Array(this.buffer, this.core.callCountsPointer(), 2048);
    const words = this.image?.expressions.reduce((sum, expression) => sum + expression.words.length, 0) ?? 0;
    const seen = new Uint8Array(this.buffer, this.core.loopSeenPointer(), words);
    const atStart = new Uint32Array(this.buffer, this.core.atStartPointer(), 2 * 8);
    const callTotal = this.image?.attackers.reduce((sum, attacker) => sum + attacker.calls.length, 0) ?? 0;
    return {
      cases: counters[8]!,
      steps: counters[9]!,
      skipped: counters[10]!,
      verdicts: Object.fromEntries(verdicts.map((row) => [row.name, counters[row.value]!])) as Record<
        VerdictName,
        bigint
      >,
      properties: (this.image?.properties ?? []).map((_, index) => ({
        evaluated: properties[4 * index]!,
        reached: properties[4 * index + 1]!,
        woken: properties[4 * index + 2]!,
        begun: properties[4 * index + 3]!,
      })),
      calls: Array.from({ length: callTotal }, (_, index) => ({
        tried: calls[2 * index]!,
        succeeded: calls[2 * index + 1]!,
      })),
      atStart: (this.image?.attackers ?? []).map((_, index) => ({
        threads: atStart[2 * index]!,
        byHandle: atStart[2 * index + 1] !== 0,
      })),
      loopsSeen: new Set(Array.from(seen.keys()).filter((index) => seen[index] !== 0)),
      sweeps: { begun: this.core.sweepsBegun(), met: this.core.sweepsMet() },
    };
  }

  /** A bit per switch that any run has read since `load`, in the order of the table of switches. */
  switchesRead(): bigint {
    return BigInt.asUintN(64, this.core.switchesReadSinceLoad());
  }

  // ------------------------------------------------------------------------------------------------ one run

  /** Begins a drawn case with the journal on; `advance` or `finish` goes on. */
  beginCase(seed: bigint, caseNumber: bigint): void {
    this.core.setJournaling(1);
    this.core.drawCase(seed, caseNumber);
    this.core.beginRun(0);
  }

  /** Begins the run in which every choice is the first: the only run of a program without choices. */
  beginFirst(): void {
    this.core.setJournaling(1);
    this.core.beginEnumeration();
    this.core.beginRun(0);
  }

  /** Begins run `number` of the enumeration, by enumerating up to it. */
  beginEnumerated(number: bigint): void {
    this.core.beginEnumeration();
    this.core.setJournaling(0);
    for (let skipped = 0n; skipped < number; skipped++) {
      if (skipped > 0n) this.core.followEnumeration();
      this.core.beginRun(0);
      while (this.core.advance() === 0);
      this.core.nextRun();
    }
    this.core.setJournaling(1);
    this.core.followEnumeration();
    this.core.beginRun(0);
  }

  /** Makes one step. False: the run has ended. */
  advance(): boolean {
    return this.core.advance() === 0;
  }

  /**
   * Runs on to the end. What broke an expectation is found by making the run again, so it is known only
   * after this, and only where nobody wrote into the state on the way.
   */
  finish(): RunEnd {
    while (this.advance());
    this.core.findBreakingStep();
    return this.end();
  }

  /** The lane in which a demand or an expectation was broken. */
  brokenLane(): number {
    return this.core.brokenLaneInRun();
  }

  /** Number of the step that decided a failure; 0: no step did. */
  decidingStep(): number {
    return this.core.decidingStepInRun();
  }

  end(): RunEnd {
    return this.runEnd(
      this.core.verdictOfRun(),
      this.core.brokenInRun() >>> 0,
      this.core.decidingInRun(),
      this.core.stepsOfRun(),
      this.core.skippedInRun(),
    );
  }

  /** What was done so far. */
  journal(): JournalEntry[] {
    return Array.from({ length: this.core.journalLength() }, (_, index) => this.journalEntry(index));
  }

  journalLength(): number {
    return this.core.journalLength();
  }

  journalEntry(index: number): JournalEntry {
    const at = this.core.journalPointer() + index * JOURNAL_ENTRY_BYTES;
    const view = new DataView(this.buffer, at, JOURNAL_ENTRY_BYTES);
    const outcome = new DataView(this.buffer, at + RECORD_BYTES, JOURNAL_ENTRY_BYTES - RECORD_BYTES);
    const deciding = decisionOf(outcome.getUint16(12, true));
    return {
      ...readRecord(view, 0),
      status: outcome.getUint32(0, true),
      value: outcome.getUint32(4, true),
      programCounter: outcome.getUint16(8, true),
      stepFlags: outcome.getUint8(10),
      lane: outcome.getUint8(11),
      ...(deciding ? { deciding } : {}),
    };
  }

  /** Decisions of the last step in order. */
  notes(): DecisionNote[] {
    const words = new Uint32Array(this.buffer, this.core.notesPointer(), this.core.notesLength() * 3);
    return Array.from({ length: this.core.notesLength() }, (_, index) => ({
      decision: words[3 * index]! >>> 1,
      outcome: (words[3 * index]! & 1) === 1,
      inputs: [words[3 * index + 1]!, words[3 * index + 2]!] as const,
    }));
  }

  /** Out of the last call by its position; undefined when it gave none. */
  out(position: number): number | undefined {
    const value = this.core.outValue(position) >>> 0;
    return value === 0xffffffff ? undefined : value;
  }

  /**
   * All that an attacker has gained in the state now: identities where `kinds` has bit 1, access where it has
   * bit 2.
   */
  gains(attacker: number, kinds: number): Gain[] {
    this.core.listGains(attacker, kinds);
    const words = new Uint32Array(this.buffer, this.core.gainsPointer(), 4 * this.core.gainsLength());
    return Array.from({ length: this.core.gainsLength() }, (_, index) => {
      const [way, holder, what, rights] = words.subarray(4 * index, 4 * index + 4) as unknown as [
        number,
        number,
        number,
        number,
      ];
      const { name } = gainWays.find((row) => row.value === way)!;
      const ofObject = name === "ObjectAccess";
      return { way: name, holder, what, rights: ofObject ? rights : 0, job: ofObject ? 0 : rights };
    });
  }

  // ------------------------------------------------------------------------------------------------ states

  /** The state now, as a view that follows the machine; `copyState` keeps one. */
  state(): StateView {
    return new StateView(this.stateBytes(), this.counts_());
  }

  /** A copy of the state's bytes. */
  copyState(): Uint8Array {
    return this.stateBytes().slice();
  }

  /** Puts bytes of a state back, for looking at what would happen from there. */
  restoreState(bytes: Uint8Array): void {
    this.stateBytes().set(bytes);
  }

  /** Puts bytes of a state back that lies behind the first step, after which all properties are judged. */
  restoreLaterState(bytes: Uint8Array): void {
    this.restoreState(bytes);
    this.core.passFirstStep();
  }

  viewOf(bytes: Uint8Array): StateView {
    return new StateView(bytes, this.counts_());
  }

  setJudgeEverything(on: boolean): void {
    this.core.setJudgeEverything(on ? 1 : 0);
  }

  /** Whether reference counts are judged after every step of single runs; bulk does it in one of 64 cases. */
  setScanning(on: boolean): void {
    this.core.setScanning(on ? 1 : 0);
  }

  private stateBytes(): Uint8Array {
    return new Uint8Array(this.buffer, this.core.statePointer(), this.core.stateBytes());
  }

  private counts_(): ProgramImage["counts"] {
    if (!this.image) throw new Error("no program is loaded");
    return this.image.counts;
  }

  private runEnd(verdict: number, broken: number, deciding: number, steps: number, skipped: number): RunEnd {
    const name = verdicts[verdict]!.name;
    const by = decisionOf(deciding);
    const what =
      name === "Failed"
        ? brokenIn(broken)
        : name === "BugCheck"
          ? { bugCheck: broken }
          : name === "WorldFull"
            ? { region: regions[broken]?.name ?? "?" }
            : undefined;
    return {
      verdict: name,
      ...(what ? { broken: what } : {}),
      ...(by ? { deciding: by } : {}),
      steps,
      skipped,
    };
  }
}
