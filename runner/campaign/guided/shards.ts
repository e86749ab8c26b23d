/**
 * One epoch on several machines: each runs the cases whose number leaves its own remainder, with the same
 * frozen corpus, and writes down what it found. Together these files make the next corpus and the failures of
 * the epoch, the same as if one machine had run all of it.
 */
import type { Program } from "../../../grammar/image/programImage.ts";
import type { NewFeatures } from "../../machine/guidance.ts";
import type { Machine } from "../../machine/machine.ts";
import { mergeHarvests, shownCases, type CaseRange, type Harvest } from "../drawer.ts";
import type { Recipe } from "../results.ts";
import { checkSum, type ByteReader } from "./bytes.ts";
import {
  beginFile, differenceOf, encodeState, readFile, type CorpusOrigin, type CorpusRefusal,
} from "./corpusFile.ts";
import { epochNumbered, type Epoch } from "./epochs.ts";
import { GuidedCases } from "./guidedCases.ts";
import { fromJson, toJson } from "./plainJson.ts";
import type { GuidedState } from "./state.ts";

/** Cases c with `c % of === index`. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

export interface ShardOutcome {
  readonly shard: Shard;
  readonly epoch: Epoch;
  /** False when it was stopped: without all its cases no corpus can be made. */
  readonly whole: boolean;
  readonly news: NewFeatures;
  readonly harvest: Harvest;
  readonly recipes: ReadonlyMap<bigint, Recipe>;
}

/** What all shards of an epoch found together. */
export interface EpochOutcome {
  readonly state: GuidedState;
  readonly harvest: Harvest;
  readonly recipes: ReadonlyMap<bigint, Recipe>;
}

export interface ShardFile {
  readonly origin: CorpusOrigin;
  /** Check sum of the corpus with which it was run. */
  readonly given: bigint;
  readonly outcome: ShardOutcome;
}

const SHARD_MAGIC = new TextEncoder().encode("GuiseSha");

/** The cases of a shard. */
export function shardRange({ first, end }: Epoch, { index, of }: Shard): CaseRange {
  const begin = first + ((((index - first) % of) + of) % of);
  return { first: BigInt(begin), count: Math.max(0, Math.ceil((end - begin) / of)), stride: of };
}

/** What a shard found as bytes; `given` is the state that it began with. */
export function encodeShard(origin: CorpusOrigin, given: GuidedState, outcome: ShardOutcome): Uint8Array {
  const { shard, epoch, whole, news, harvest, recipes } = outcome;
  const writer = beginFile(SHARD_MAGIC, origin)
    .large(checkSum(encodeState(origin, given)))
    .number(shard.index)
    .number(shard.of)
    .number(epoch.number)
    .number(whole ? 1 : 0)
    .number(news.features.length);
  news.features.forEach((feature, at) =>
    writer.number(feature).number(news.steps[at]!).number(news.times[at]!).large(news.cases[at]!),
  );
  // in the order of their keys, whoever of several workers met them first
  const failures = [...harvest.failures].sort((a, b) => (a.key < b.key ? -1 : 1));
  const text = toJson({ harvest: { ...harvest, failures }, recipes });
  return writer.block(new TextEncoder().encode(text)).finish();
}

export function decodeShard(bytes: Uint8Array): ShardFile | CorpusRefusal {
  return readFile(bytes, SHARD_MAGIC, (reader, origin) => {
    const given = reader.large();
    const shard = { index: reader.number(), of: reader.number() };
    const epoch = epochNumbered(reader.number());
    const whole = reader.number() === 1;
    const news = readNews(reader);
    const text = new TextDecoder().decode(reader.block());
    const { harvest, recipes } = fromJson(text) as Pick<ShardOutcome, "harvest" | "recipes">;
    return { origin, given, outcome: { shard, epoch, whole, news, harvest, recipes } };
  });
}

function readNews(reader: ByteReader): NewFeatures {
  const rows = Array.from({ length: reader.number() }, () => ({
    feature: reader.number(),
    steps: reader.number(),
    times: reader.number(),
    case: reader.large(),
  }));
  return {
    features: Uint16Array.from(rows, (row) => row.feature),
    steps: Uint32Array.from(rows, (row) => row.steps),
    times: Uint32Array.from(rows, (row) => row.times),
    cases: BigUint64Array.from(rows, (row) => row.case),
  };
}

/** Why shards do not make an epoch, as the end of a sentence. */
export interface MergeRefusal {
  readonly refused: string;
}

/** The state behind the epoch of `given`, of which these are all shards. */
export function mergeShards(
  machine: Machine,
  program: Program,
  origin: CorpusOrigin,
  given: GuidedState,
  files: readonly ShardFile[],
): EpochOutcome | MergeRefusal {
  const refusal = whyNoEpoch(origin, given, files);
  if (refusal !== undefined) return { refused: refusal };
  const outcomes = files.map((file) => file.outcome);
  const harvest = mergeHarvests(outcomes.map((outcome) => outcome.harvest));
  const recipes = new Map(outcomes.flatMap((outcome) => [...outcome.recipes]));
  const shown = shownCases(harvest);
  for (const number of recipes.keys()) if (!shown.has(number)) recipes.delete(number);
  const cases = new GuidedCases(machine, program, origin.seed);
  const state = cases.stateBehind(given, outcomes.map((outcome) => outcome.news));
  return { state, harvest, recipes };
}

function whyNoEpoch(
  origin: CorpusOrigin,
  given: GuidedState,
  files: readonly ShardFile[],
): string | undefined {
  const of = files[0]?.outcome.shard.of;
  if (of === undefined) return "there is no shard";
  const sum = checkSum(encodeState(origin, given));
  const seen = new Set<number>();
  for (const { origin: found, given: corpus, outcome } of files) {
    const { shard } = outcome;
    const name = `shard ${shard.index}/${shard.of}`;
    const other = differenceOf(origin, found);
    if (other !== undefined) return `${name} is of ${other.refused}`;
    if (corpus !== sum) return `${name} was run with another corpus`;
    if (shard.of !== of) return `${name} is not one of ${of} shards`;
    if (seen.has(shard.index)) return `${name} is there twice`;
    if (!outcome.whole) return `${name} was stopped before all its cases were finished`;
    seen.add(shard.index);
  }
  for (let index = 0; index < of; index++) if (!seen.has(index)) return `shard ${index}/${of} is missing`;
  return undefined;
}
