/**
 * The corpora that campaigns begin with and leave behind. Without `--corpus` every campaign begins with none,
 * so that the seed alone says what it does; what it learns is written down all the same.
 */
import { existsSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Program } from "../../../grammar/image/programImage.ts";
import { featuresMet } from "../../campaign/guided/corpus.ts";
import { differenceOf, type CorpusOrigin, type CorpusRefusal } from "../../campaign/guided/corpusFile.ts";
import type { GuidedState } from "../../campaign/guided/state.ts";
import { counted, grouped } from "../../report/words.ts";
import {
  CorpusStore, originOf, readStored, refusalSentence, type CorpusContent, type StoredState,
} from "../corpusStore.ts";
import { InputError } from "../exitCodes.ts";
import type { SelectedProgram } from "./knownFailures.ts";

/** Milliseconds between two writes of a campaign's corpus: bringing a file to the disk takes some of them. */
const WRITE_EVERY = 250;

/** What a campaign left behind. */
export interface LeftCorpus {
  readonly path: string;
  readonly entries: number;
  readonly features: number;
  /** Number of the case that comes next. */
  readonly next: number;
}

/** The corpora that are given for some programs, and where new ones go. */
export interface GivenCorpora {
  readonly store: CorpusStore;
  readonly given: ReadonlyMap<Program, StoredState>;
  /** What lies in the folder and is of no use here. */
  readonly sentences: readonly string[];
}

/**
 * Finds what `--corpus` names: a file, or in a folder the newest one of each program. In a folder the corpora
 * of all scenarios lie, of their earlier texts too: those of others are passed over in a sentence. Throws
 * InputError where something is damaged, and for a file that is of something else. `all` are the selected
 * ones and those that are fuzzed beside them.
 */
export function givenCorpora(
  path: string | undefined,
  selected: readonly SelectedProgram[],
  all: readonly SelectedProgram[],
  seed: bigint,
  trouble: (sentence: string) => void,
): GivenCorpora {
  if (path === undefined)
    return { store: new CorpusStore(undefined, trouble).open(), given: new Map(), sentences: [] };
  if (path === "" || (/\.(corpus|shard)$/.test(path) && !existsSync(path)))
    throw new InputError(`--corpus "${path}": there is no such file. Name a folder, or a corpus that is there.`);
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  const store = new CorpusStore(isFile ? dirname(path) : path, trouble);
  const content = isFile ? fileContent(path) : store.content();
  const damaged = content.refused.filter(({ refused }) => isFile || refused !== "another version");
  if (damaged.length > 0) throw new InputError(damaged.map(refusalSentence).join("\n"));
  const given = new Map(
    all.flatMap(({ program }) => {
      const newest = newestOf(content.states, originOf(program, seed));
      return newest === undefined ? [] : [[program, newest] as const];
    }),
  );
  if (isFile && given.size === 0) demandNoOther(content, selected, seed);
  if (isFile && selected.length > 1)
    throw new InputError(
      `${path}: a corpus is of one scenario on one version; choose them by --scenario and --windows.`,
    );
  const others = selected.every(({ program }) => given.has(program)) ? [] : passedOver(content, all, seed);
  const sentences = others.length === 0 ? [] : [`${path}: passed over: ${others.join(", ")}.`];
  return { store: store.open(), given, sentences: [...content.unread, ...sentences] };
}

function fileContent(path: string): CorpusContent {
  const stored = readStored(path);
  return {
    states: "state" in stored ? [stored] : [],
    shards: [],
    unread: [],
    refused: "refused" in stored ? [stored] : "outcome" in stored ? [{ path, refused: "no such file" }] : [],
  };
}

/** The one of an origin that is furthest; of equals the one that stands first. */
export function newestOf(states: readonly StoredState[], origin: CorpusOrigin): StoredState | undefined {
  const own = states.filter((each) => differenceOf(origin, each.origin) === undefined);
  const furthest = Math.max(...own.map(({ state }) => state.epoch.number));
  return own.find(({ state }) => state.epoch.number === furthest);
}

/** What a corpus is not that one of the programs could go on from: the nearest miss; undefined: it is. */
function missOf(
  origin: CorpusOrigin, programs: readonly SelectedProgram[], seed: bigint,
): CorpusRefusal["refused"] | undefined {
  const misses = programs.map(({ program }) => differenceOf(originOf(program, seed), origin)?.refused);
  if (misses.includes(undefined)) return undefined;
  return (["another seed", "another program"] as const).find((each) => misses.includes(each)) ?? misses[0];
}

/** Throws InputError for a corpus that was named and is of something else. */
function demandNoOther(
  { states }: CorpusContent, programs: readonly SelectedProgram[], seed: bigint,
): void {
  for (const { path, origin } of states) {
    const refused = missOf(origin, programs, seed);
    if (refused === undefined) continue;
    const wayOut =
      refused === "another seed"
        ? `--seed ${origin.seed} goes on from it.`
        : "Without --corpus a campaign begins anew; with the folder it takes the corpus that is its own, if any.";
    throw new InputError(`${refusalSentence({ path, refused })} ${wayOut}`);
  }
}

/** What of a folder no campaign goes on from, in a line; none where all of it is their own. */
function passedOver(
  { states, refused }: CorpusContent, programs: readonly SelectedProgram[], seed: bigint,
): string[] {
  const misses = [
    ...states.flatMap(({ origin }) => missOf(origin, programs, seed) ?? []),
    ...refused.map((each) => each.refused),
  ];
  const counts = (["another program", "another core", "another version", "another seed"] as const)
    .map((miss) => [miss, misses.filter((each) => each === miss).length] as const)
    .filter(([, count]) => count > 0);
  return counts.map(([miss, count]) => `${counted(count, "corpus", "corpora")} of ${miss}`);
}

/** What a campaign goes on from, in a line. */
export const givenWords = ({ path, state }: StoredState): string =>
  `${path}: goes on from case ${grouped(state.epoch.first)} with ` +
  counted(state.corpus.entries.length, "entry", "entries");

/** The corpus of one campaign: what it begins with, and what is on the disk of what it learnt since. */
export class CampaignCorpus {
  private written:
    | { readonly path: string; readonly isNew: boolean; readonly state: GuidedState }
    | undefined;
  private writtenAt = performance.now();

  constructor(
    private readonly store: CorpusStore,
    private readonly origin: CorpusOrigin,
    readonly given: StoredState | undefined,
  ) {}

  /** An epoch is over. */
  note(state: GuidedState): void {
    if (performance.now() - this.writtenAt >= WRITE_EVERY) this.write(state);
  }

  /** The campaign is over; answers what it left, if an epoch of it was whole. */
  finish(state: GuidedState | undefined): LeftCorpus | undefined {
    if (state === undefined || state.epoch.number === (this.given?.state.epoch.number ?? 0)) return undefined;
    this.write(state);
    if (this.written === undefined) return undefined;
    const { path } = this.written;
    const { corpus, epoch } = this.written.state;
    return { path, entries: corpus.entries.length, features: featuresMet(corpus), next: epoch.first };
  }

  /** What this campaign wrote before is part of what it writes now; what others wrote stays. */
  private write(state: GuidedState): void {
    const saved = this.store.saveState(this.origin, state);
    this.writtenAt = performance.now();
    if (saved === undefined) return;
    const before = this.written;
    this.written = { ...saved, state };
    if (before?.isNew === true && before.path !== saved.path) rmSync(before.path, { force: true });
  }
}
