/**
 * A range of cases, drawn by several workers: each takes the next chunk from one counter. Nobody waits for
 * the host, and who draws which chunk does not matter.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import type { EpochStart, NewFeatures } from "../machine/guidance.ts";
import type { CaseRange, Chunk, Harvest } from "./drawer.ts";
import type { CorpusEntry } from "./guided/corpus.ts";
import type { NewCase } from "./guided/newCases.ts";

/** Cases that a worker draws between two words with the host. */
export const CHUNK = 4_096;
/** Chunks that each worker has before it, so that it never waits for the host. */
const CHUNKS_AHEAD = 2;

/** Somebody who draws: this thread or another one. What it is asked it does in order. */
export interface DrawerPort {
  load(image: Program["image"]): void;
  /** Begins an epoch of guided cases; undefined: cases are blind. */
  beginEpoch(start: EpochStart | undefined): void;
  draw(seed: bigint, range: CaseRange): Promise<Chunk>;
  /** The best cases per new feature since `beginEpoch`. */
  news(): Promise<NewFeatures>;
  /** Cases of the epoch without the calls that they do not need, in the same order; it is over then. */
  shorten(seed: bigint, cases: readonly NewCase[]): Promise<CorpusEntry[]>;
  /** What was found since `load` or the last harvest. */
  harvest(): Promise<Harvest>;
}

export interface RangeHooks {
  /** Whether another chunk is begun. What was begun is finished. */
  readonly goesOn: () => boolean;
  /** Has a port draw a part of the range; parts are numbered from 0. */
  readonly draw: (port: DrawerPort, part: CaseRange, number: number) => Promise<void>;
}

/** The cases of a range from its case number `place` on. */
const partOf = ({ first, stride }: CaseRange, place: number, count: number): CaseRange => ({
  first: first + BigInt(place) * BigInt(stride),
  count,
  stride,
});

/** Draws a range; answers how many of its cases were drawn: all of them, unless it was stopped. */
export async function drawRange(
  ports: readonly DrawerPort[],
  range: CaseRange,
  { goesOn, draw }: RangeHooks,
): Promise<number> {
  let next = 0;
  const pull = async (port: DrawerPort): Promise<void> => {
    while (next < range.count && goesOn()) {
      const count = Math.min(CHUNK, range.count - next);
      const part = partOf(range, next, count);
      const number = next / CHUNK;
      next += count;
      await draw(port, part, number);
    }
  };
  await Promise.all(ports.flatMap((port) => Array.from({ length: CHUNKS_AHEAD }, () => pull(port))));
  return next;
}
