/**
 * Corpora in a folder: where guided campaigns stood at the end of an epoch, and what shards of an epoch
 * found. Files are named by a digest of their bytes and written whole, as failures are; their heads say of
 * which program, core and seed they are.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  decodeState, encodeState, type CorpusOrigin, type CorpusRefusal,
} from "../campaign/guided/corpusFile.ts";
import { decodeShard, encodeShard, type ShardFile, type ShardOutcome } from "../campaign/guided/shards.ts";
import type { GuidedState } from "../campaign/guided/state.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { coreDigest, programDigest, shortDigest } from "./digests.ts";
import { InputError } from "./exitCodes.ts";
import { attempt, makeFolders, openStore, readStore, writeWhole } from "./files.ts";

/** Where corpora are kept unless somebody names a folder. */
export const corpusFolder = join(".guise", "corpus");

export interface StoredState {
  readonly path: string;
  readonly bytes: number;
  readonly origin: CorpusOrigin;
  readonly state: GuidedState;
}

export interface StoredShard extends ShardFile {
  readonly path: string;
}

/** A file that is not what its name says, and why. */
export interface RefusedFile {
  readonly path: string;
  readonly refused: CorpusRefusal["refused"];
}

/** All that lies in a folder, in order of the names. */
export interface CorpusContent {
  readonly states: readonly StoredState[];
  readonly shards: readonly StoredShard[];
  readonly refused: readonly RefusedFile[];
  /** A sentence for each name that leads to no file which can be read. */
  readonly unread: readonly string[];
}

/** What a corpus of a program must be of, to be of any use to it here. */
export const originOf = (program: Program, seed: bigint): CorpusOrigin => ({
  program: programDigest(program), core: coreDigest(), seed,
});

/** Reads one file. Throws InputError when it cannot be read. */
export const readStored = (path: string): StoredState | StoredShard | RefusedFile =>
  decode(path, attempt(path, () => readFileSync(path)));

function decode(path: string, buffer: Buffer): StoredState | StoredShard | RefusedFile {
  const bytes = new Uint8Array(buffer);
  // its check sum tells whether it is whole, so it may have any name
  if (path.endsWith(".shard")) return { path, ...decodeShard(bytes) };
  return { path, bytes: bytes.length, ...decodeState(bytes) };
}

export class CorpusStore {
  /** `trouble` hears why something could not be saved; left out, that is thrown as InputError. */
  constructor(
    readonly folder = corpusFolder,
    private readonly trouble?: (sentence: string) => void,
  ) {}

  /** Makes the folder and sees that it can be written. Throws InputError. */
  open(): this {
    openStore(this.folder);
    return this;
  }

  /** All that lies there; a folder that is not there is empty. Throws InputError. */
  content(): CorpusContent {
    const { files, unread } = readStore(this.folder, /\.(corpus|shard)$/);
    const all = files.map(({ path, bytes }) => decode(path, bytes));
    return {
      unread,
      states: all.filter((each) => "state" in each),
      shards: all.filter((each) => "outcome" in each),
      refused: all.filter((each) => "refused" in each),
    };
  }

  saveState(origin: CorpusOrigin, state: GuidedState): { path: string; isNew: boolean } | undefined {
    return this.save(encodeState(origin, state), "corpus");
  }

  saveShard(origin: CorpusOrigin, given: GuidedState, outcome: ShardOutcome): { path: string } | undefined {
    return this.save(encodeShard(origin, given, outcome), "shard");
  }

  private save(bytes: Uint8Array, kind: "corpus" | "shard"): { path: string; isNew: boolean } | undefined {
    const path = join(this.folder, `${shortDigest(bytes)}.${kind}`);
    try {
      if (existsSync(path)) return { path, isNew: false };
      attempt(this.folder, () => makeFolders(this.folder));
      writeWhole(path, bytes);
      return { path, isNew: true };
    } catch (error) {
      if (this.trouble === undefined || !(error instanceof InputError)) throw error;
      this.trouble(error.message);
      return undefined;
    }
  }
}

/** Why a file cannot be used, in a sentence. */
export function refusalSentence({ path, refused }: RefusedFile): string {
  switch (refused) {
    case "no such file":
      return `${path}: this is no corpus.`;
    case "damaged":
      return `${path}: this corpus is damaged, its bytes are not those that were saved; \`guise corpus clean\` removes it.`;
    case "another version":
      return `${path}: another version of Guise wrote this corpus, in a form that this one does not read; \`guise corpus clean\` removes it.`;
    case "another core":
      return `${path}: this corpus was made with another core of Guise, which may answer otherwise: its cases mean nothing here.`;
    case "another program":
      return `${path}: this corpus is of another program than what is fuzzed (a scenario on a version, as its text is now).`;
    case "another seed":
      return `${path}: this corpus is of another seed.`;
  }
}
