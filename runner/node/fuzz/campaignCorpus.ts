/**
 * The corpora that campaigns begin with and leave behind. Without `--corpus` every campaign begins with none,
 * so that the seed alone says what it does; what it learns is written down all the same.
 */
import { existsSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import type { Program } from "../../../grammar/image/programImage.ts";
import { featuresMet } from "../../campaign/guided/corpus.ts";
import { differenceOf, type CorpusOrigin } from "../../campaign/guided/corpusFile.ts";
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
}

/**
 * Finds what `--corpus` names: a file, or in a folder the newest one of each program. Throws InputError where
 * something is damaged, and where there are corpora but none for what is fuzzed. `all` are the selected ones
 * and those that are fuzzed beside them.
 */
export function givenCorpora(
  path: string | undefined,
  selected: readonly SelectedProgram[],
  all: readonly SelectedProgram[],
  seed: bigint,
  trouble: (sentence: string) => void,
): GivenCorpora {
  if (path === undefined) return { store: new CorpusStore(undefined, trouble).open(), given: new Map() };
  if (path === "" || (/\.(corpus|shard)$/.test(path) && !existsSync(path)))
    throw new InputError(`--corpus "${path}": there is no such file. Name a folder, or a corpus that is there.`);
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  const store = new CorpusStore(isFile ? dirname(path) : path, trouble);
  const content = isFile ? fileContent(path) : store.content();
  if (content.refused.length > 0) throw new InputError(content.refused.map(refusalSentence).join("\n"));
  const given = new Map(
    all.flatMap(({ program }) => {
      const newest = newestOf(content.states, originOf(program, seed));
      return newest === undefined ? [] : [[program, newest] as const];
    }),
  );
  if (given.size === 0) demandNoOther(content, selected, seed);
  if (isFile && selected.length > 1)
    throw new InputError(
      `${path}: a corpus is of one scenario on one version; choose them by --scenario and --windows.`,
    );
  return { store: store.open(), given };
}

function fileContent(path: string): CorpusContent {
  const stored = readStored(path);
  return {
    states: "state" in stored ? [stored] : [],
    shards: [],
    refused: "refused" in stored ? [stored] : "outcome" in stored ? [{ path, refused: "no such file" }] : [],
  };
}

/** The one of an origin that is furthest; of equals the one that stands first. */
export function newestOf(states: readonly StoredState[], origin: CorpusOrigin): StoredState | undefined {
  const own = states.filter((each) => differenceOf(origin, each.origin) === undefined);
  const furthest = Math.max(...own.map(({ state }) => state.epoch.number));
  return own.find(({ state }) => state.epoch.number === furthest);
}

/** Throws InputError where there are corpora, all of something else. */
function demandNoOther(
  { states }: CorpusContent, selected: readonly SelectedProgram[], seed: bigint,
): void {
  const sentences = states.map(({ path, origin }) => {
    const differences = selected.map(({ program }) => differenceOf(originOf(program, seed), origin)!.refused);
    // the nearest miss tells most
    const refused = (["another seed", "another program", "another core"] as const).find((each) =>
      differences.includes(each),
    );
    return refusalSentence({ path, refused: refused ?? differences[0]! });
  });
  if (sentences.length > 0) throw new InputError(sentences.join("\n"));
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
