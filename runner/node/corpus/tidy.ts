/** `guise corpus minimize` and `guise corpus clean`: what can go. */
import { rmSync } from "node:fs";
import { fewestEntries } from "../../campaign/guided/fewestEntries.ts";
import { replayText, writtenReason } from "../../campaign/flatText.ts";
import { reasonOf } from "../../campaign/failures.ts";
import type { Machine } from "../../machine/machine.ts";
import { grouped, counted } from "../../report/words.ts";
import { newMachine } from "../coreModule.ts";
import { refusalSentence, type CorpusContent, type StoredShard, type StoredState } from "../corpusStore.ts";
import { coreDigest, inShort } from "../digests.ts";
import { exitCodes, InputError } from "../exitCodes.ts";
import { FailureStore, type StoredFailure } from "../failureStore.ts";
import { newestOf } from "../fuzz/campaignCorpus.ts";
import { print, printError } from "../output.ts";
import { isMerged } from "./merge.ts";
import { originWords, ownerOf, programsAt, storeOf, type CorpusOptions } from "./corpusOptions.ts";

/** Leaves of each corpus few entries that show all its features, none of which the others make needless. */
export async function minimize(paths: readonly string[], options: CorpusOptions): Promise<number> {
  const programs = await programsAt(paths, options);
  const store = storeOf(options);
  const { states, refused, unread } = store.content();
  sayUnread(unread);
  if (refused.length > 0) throw new InputError(refused.map(refusalSentence).join("\n"));
  for (const { path, origin, state } of states) {
    if (paths.length > 0 && ownerOf(origin, programs) === undefined) continue;
    const entries = fewestEntries(state.corpus.entries);
    const saved = store.saveState(origin, { ...state, corpus: { ...state.corpus, entries } })!;
    if (saved.path !== path) rmSync(path);
    const [before, after] = [state.corpus.entries.length, entries.length];
    print(`${saved.path}: ${counted(after, "entry", "entries")} of ${grouped(before)} show all features`);
  }
  return exitCodes.held;
}

/**
 * Removes what is of no use any more: damaged files, corpora of another core, those that a later one of the
 * same campaign holds, with paths those of programs that these are not; and saved failures that no longer
 * fail.
 */
export async function clean(paths: readonly string[], options: CorpusOptions): Promise<number> {
  const programs = await programsAt(paths, options);
  const store = storeOf(options);
  const content = store.content();
  const saved = new FailureStore().all();
  sayUnread([...content.unread, ...saved.unread]);
  const useless = [
    ...content.refused.map(({ path, refused }) => ({
      path,
      why: refused === "another version" ? "of another version" : "damaged",
    })),
    ...[...content.states, ...content.shards].flatMap(({ path, origin }) => {
      if (inShort(origin.core) !== inShort(coreDigest())) return [{ path, why: "of another core" }];
      const isForeign = paths.length > 0 && ownerOf(origin, programs) === undefined;
      return isForeign ? [{ path, why: "of none of these scenarios" }] : [];
    }),
    ...content.states.flatMap((each) => superseded(each, content)),
    ...content.shards.flatMap((each) => merged(each, content)),
    ...mendedFailures(newMachine(), saved.failures),
  ];
  const removed = new Map(useless.map(({ path, why }) => [path, why]));
  for (const [path, why] of removed) {
    rmSync(path, { force: true });
    print(`${path}: ${why}, removed`);
  }
  const kept = content.states.filter(({ path }) => !removed.has(path));
  for (const { path, origin } of kept) print(`${path}: ${originWords(origin, programs)}, kept`);
  if (removed.size + kept.length === 0) print("There is nothing to clean.");
  return exitCodes.held;
}

/** What is no file of a store is nobody's here, so it stays. */
function sayUnread(sentences: readonly string[]): void {
  for (const sentence of sentences) printError(`guise: ${sentence}`);
}

function superseded(each: StoredState, { states }: CorpusContent): { path: string; why: string }[] {
  const newest = newestOf(states, each.origin)!;
  return newest.path === each.path ? [] : [{ path: each.path, why: `older than ${newest.path}` }];
}

function merged(shard: StoredShard, { states }: CorpusContent): { path: string; why: string }[] {
  const newest = newestOf(states, shard.origin);
  if (newest === undefined || !isMerged(shard, newest.state)) return [];
  return [{ path: shard.path, why: `part of ${newest.path}` }];
}

/** Saved failures that the core of today does not break any more, whole as they are. */
function mendedFailures(
  machine: Machine, failures: readonly StoredFailure[],
): { path: string; why: string }[] {
  return failures.flatMap(({ path, text, whole }) => {
    const replayed = whole ? replayText(machine, text) : undefined;
    if (replayed === undefined) return [];
    const fails =
      replayed.end.verdict !== "Held" &&
      reasonOf(machine, replayed.program, replayed.end, text) === writtenReason(text);
    return fails ? [] : [{ path, why: "no longer fails" }];
  });
}
