/**
 * The part of the machine that guided campaigns use: the frozen corpus and the features of an epoch go in,
 * the best case per new feature comes out. All of it is bytes and numbers; what they are good for is
 * `campaign/guided`.
 */
import type { CoreExports } from "./coreExports.ts";

/** Features are numbers below this. */
export const FEATURES_MAX = 65_536;
/** Places in the table of turns. */
export const TURNS = 4_096;
/** Most entries of a corpus. */
export const ENTRIES_MAX = 4_096;

/** No entry has a call of this number. */
const NO_CALL = 0xffff;

/** What cases of an epoch start from; the same for all workers. */
export interface EpochStart {
  /** Entries one behind the other, as `record` gave them. */
  readonly corpus: Uint8Array;
  /** Numbers of entries, TURNS of them: a case takes one of these. */
  readonly turns: Uint16Array;
  /** A bit per feature that is seen already. */
  readonly seen: Uint8Array;
}

/**
 * Per new feature of an epoch: the best case and its steps until the feature shows, and in how many it did.
 */
export interface NewFeatures {
  readonly features: Uint16Array;
  readonly steps: Uint32Array;
  readonly times: Uint32Array;
  readonly cases: BigUint64Array;
}

/** The beginning of a case, as an entry of a corpus, and the features that it shows. */
export interface Recorded {
  readonly entry: Uint8Array;
  readonly features: Uint16Array;
}

export interface Shortest extends Recorded {
  readonly steps: number;
}

export class Guidance {
  private readonly buffer: ArrayBuffer;

  constructor(private readonly core: CoreExports) {
    this.buffer = core.memory.buffer as ArrayBuffer;
  }

  /** Most bytes of a corpus. */
  get corpusBytesMax(): number {
    return this.core.corpusBytesMax();
  }

  /** Begins an epoch. Throws an Error where the bytes are no corpus. */
  begin({ corpus, turns, seen }: EpochStart): void {
    if (corpus.length > this.corpusBytesMax) throw new Error("the corpus is too large");
    new Uint8Array(this.buffer, this.core.corpusPointer(), corpus.length).set(corpus);
    new Uint16Array(this.buffer, this.core.turnsPointer(), TURNS).set(turns);
    new Uint8Array(this.buffer, this.core.seenPointer(), FEATURES_MAX / 8).set(seen);
    this.core.beginEpoch();
    if (this.core.readCorpus(corpus.length) === 0) throw new Error("the corpus is none");
  }

  /** Runs `count` cases of the epoch in bulk, each `stride` numbers behind the one before. */
  run(seed: bigint, first: bigint, count: number, stride = 1): void {
    this.core.setJournaling(0);
    this.core.runGuided(seed, first, count, stride);
  }

  /** What was found since `begin`. */
  found(): NewFeatures {
    const count = this.core.foundLength();
    const features = new Uint16Array(this.buffer, this.core.foundPointer(), count).slice().sort();
    const best = new DataView(this.buffer, this.core.bestPointer(), FEATURES_MAX * 16);
    const column = (offset: number): Uint32Array =>
      Uint32Array.from(features, (feature) => best.getUint32(16 * feature + offset, true));
    return {
      features,
      steps: column(0),
      times: column(4),
      cases: BigUint64Array.from(features, (feature) => best.getBigUint64(16 * feature + 8, true)),
    };
  }

  /**
   * Makes the first `steps` steps of a case of the epoch again, and leaves out the calls without which it
   * still shows the features that are wanted. All features that it shows are told where the epoch was begun
   * with none of them seen.
   */
  shortest(seed: bigint, caseNumber: bigint, steps: number, wanted: readonly number[]): Shortest {
    new Uint16Array(this.buffer, this.core.wantedPointer(), wanted.length).set(wanted);
    const bytes = this.core.recordShortest(seed, caseNumber, steps, wanted.length);
    return { ...this.recorded(bytes), steps: this.core.stepsOfShortest() };
  }

  /** Makes the run of an entry with the journal on, as far as it goes. */
  follow({ entry, steps }: { readonly entry: Uint8Array; readonly steps: number }): Recorded {
    new Uint8Array(this.buffer, this.core.entryPointer(), entry.length).set(entry);
    return this.recorded(this.core.recordShorter(0n, 0n, steps, NO_CALL));
  }

  private recorded(bytes: number): Recorded {
    const met = new Uint16Array(this.buffer, this.core.metPointer(), 2 * this.core.metLength());
    const features = new Uint16Array(met.length / 2);
    for (let index = 0; index < features.length; index++) features[index] = met[2 * index]!;
    const entry = new Uint8Array(this.buffer, this.core.entryPointer(), bytes).slice();
    return { entry, features: features.sort() };
  }

  /** Begins a case of the epoch with the journal on; `advance` of the machine goes on. */
  beginCase(seed: bigint, caseNumber: bigint): void {
    this.core.setJournaling(1);
    this.core.beginGuided(seed, caseNumber);
  }

  /** The choices of a run with journal so far; with them it can be made again without any corpus. */
  choices(): Uint16Array {
    return new Uint16Array(this.buffer, this.core.choicesPointer(), this.core.choicesOfRun()).slice();
  }

  /** Begins the run that takes these choices, with the journal on. */
  beginChoices(choices: Uint16Array): void {
    new Uint16Array(this.buffer, this.core.choicesPointer(), choices.length).set(choices);
    this.core.setJournaling(1);
    this.core.followChoices(choices.length);
    this.core.beginRun(0);
  }
}
