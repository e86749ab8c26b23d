/** `guise corpus merge`: the shards of an epoch become the corpus of the next one. */
import { rmSync } from "node:fs";
import { decidedWords, failuresOf } from "../../campaign/failures.ts";
import { featuresMet } from "../../campaign/guided/corpus.ts";
import { differenceOf } from "../../campaign/guided/corpusFile.ts";
import { mergeShards, type EpochOutcome } from "../../campaign/guided/shards.ts";
import { firstState, type GuidedState } from "../../campaign/guided/state.ts";
import { counted, grouped } from "../../report/words.ts";
import { newMachine } from "../coreModule.ts";
import { originOf, refusalSentence, type CorpusContent, type StoredShard } from "../corpusStore.ts";
import { exitCodes, InputError } from "../exitCodes.ts";
import { newestOf } from "../fuzz/campaignCorpus.ts";
import type { SelectedProgram } from "../fuzz/knownFailures.ts";
import { print, printError } from "../output.ts";
import { programsAt, programWords, storeOf, type CorpusOptions } from "./corpusOptions.ts";

export interface MergeOptions extends CorpusOptions {
  readonly seed: bigint;
}

/** Merges the shards of each program that is named; throws InputError where some are missing. */
export async function merge(paths: readonly string[], options: MergeOptions): Promise<number> {
  const programs = await programsAt(paths, options);
  const store = storeOf(options);
  const content = store.content();
  if (content.refused.length > 0) throw new InputError(content.refused.map(refusalSentence).join("\n"));
  for (const sentence of content.unread) printError(`guise: ${sentence}`);
  const machine = newMachine();
  let merged = 0;
  for (const selected of programs) {
    const origin = originOf(selected.program, options.seed);
    const given = newestOf(content.states, origin)?.state ?? firstState;
    const all = content.shards.filter((each) => differenceOf(origin, each.origin) === undefined);
    const shards = all.filter((each) => !removeMerged(each, given));
    merged += all.length - shards.length;
    if (shards.length === 0) continue;
    const outcome = mergeShards(machine, selected.program, origin, given, shards);
    if ("refused" in outcome)
      throw new InputError(
        `${programWords(selected.program)}: ${refusedWords(outcome.refused)}. Nothing was merged.`,
      );
    const { path } = store.saveState(origin, outcome.state)!;
    for (const shard of shards) rmSync(shard.path, { force: true });
    print(mergedLines(selected, shards, outcome, path).join("\n"));
    merged++;
  }
  if (merged === 0) throw new InputError(noShards(content, store.folder));
  return exitCodes.held;
}

/** Whether a shard is of an epoch that lies behind a state: who was killed while it was merged left it. */
export const isMerged = ({ outcome }: StoredShard, { epoch }: GuidedState): boolean =>
  outcome.epoch.number < epoch.number;

function removeMerged(shard: StoredShard, given: GuidedState): boolean {
  if (!isMerged(shard, given)) return false;
  const { path } = shard;
  rmSync(path, { force: true });
  print(`${path}: of an epoch that is merged already, removed`);
  return true;
}

/** The last of n shards holds the cases that n divides. */
const refusedWords = (refused: string): string => refused.replace(/shard 0\/(\d+)/, "shard $1/$1");

const noShards = ({ shards }: CorpusContent, folder: string): string =>
  shards.length === 0
    ? `${folder}: there are no shards here. \`guise fuzz --shard 1/2 --corpus ${folder}\` makes one.`
    : `${folder}: the shards here are of other programs or seeds.`;

function mergedLines(
  { file, program }: SelectedProgram, shards: readonly StoredShard[], outcome: EpochOutcome, path: string,
): string[] {
  const { state, harvest, recipes } = outcome;
  const { counts, failures, overflow } = harvest;
  const { cases } = counts;
  const epoch = { mode: "fuzzed", failures, counts, overflow, recipes } as const;
  const found = failuresOf(program, epoch, file.source.text);
  const size = counted(state.corpus.entries.length, "entry", "entries");
  const parts = `${counted(shards.length, "shard")}, ${counted(cases, "case")}`;
  return [
    `${path}: ${programWords(program)}: ${parts}: ${size}, ${counted(featuresMet(state.corpus), "feature")}`,
    ...found.map(
      ({ title, end, count }) =>
        `  "${title}", ${decidedWords(end.deciding)}, in ${counted(count, "case")} of ${grouped(cases)}`,
    ),
  ];
}
