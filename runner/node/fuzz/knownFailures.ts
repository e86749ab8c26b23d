/**
 * Failures of earlier campaigns, run again before anything is drawn. Only those of the very programs that are
 * fuzzed say something about them: a saved failure holds calls and not the drivers' code, so those of an
 * earlier text of a scenario are counted and left alone.
 */
import { basename } from "node:path";
import type { Program } from "../../../grammar/image/programImage.ts";
import { reasonOf } from "../../campaign/failures.ts";
import { replayText, writtenReason } from "../../campaign/flatText.ts";
import type { CompiledFile } from "../../campaign/runAll.ts";
import type { Machine } from "../../machine/machine.ts";
import { counted } from "../../report/words.ts";
import { coreDigest, inShort, programDigest } from "../digests.ts";
import { headOf, type FailureStore, type StoredFailure } from "../failureStore.ts";

/** A program and the file that it is of. */
export interface SelectedProgram {
  readonly file: CompiledFile;
  readonly program: Program;
}

export interface KnownFailure {
  readonly path: string;
  readonly scenario: string;
  readonly windows: string;
  readonly fails: boolean;
  /** Why it fails now; absent when it does not. */
  readonly reason?: string;
  /** Why it failed when it was saved. */
  readonly savedReason: string;
  readonly sameReason: boolean;
  /** Whether its scenario demands it (`breaks`). */
  readonly expected: boolean;
}

export interface Known {
  readonly failures: readonly KnownFailure[];
  /** What else lies there and was not run, in sentences. */
  readonly sentences: readonly string[];
}

/** Which program and which core, as heads of saved failures say it. */
export const marksOf = (program: Program): string =>
  `program ${inShort(programDigest(program))}, core ${inShort(coreDigest())}`;

/** Runs the saved failures of the programs, and tells the store which are known. */
export function replayKnown(
  machine: Machine, store: FailureStore, selected: readonly SelectedProgram[],
): Known {
  const byDigest = new Map(selected.map((each) => [inShort(programDigest(each.program)), each]));
  const failures: KnownFailure[] = [];
  const others = { changed: [] as string[], earlier: 0 };
  const { failures: all, unread } = store.all();
  for (const stored of all) {
    const head = headOf(stored.text);
    const digest = /^program (\w+)/.exec(head?.marks ?? "")?.[1] ?? "";
    const own = byDigest.get(digest);
    if (own === undefined) others.earlier += head !== undefined && isOfEarlierText(head, selected) ? 1 : 0;
    else if (!stored.whole) others.changed.push(stored.path);
    else failures.push(replayOne(machine, store, stored, own.program));
  }
  return { failures, sentences: [...unread, ...sentencesOf(others)] };
}

const isOfEarlierText = (
  head: { file: string; scenario: string; windows: string }, selected: readonly SelectedProgram[],
): boolean =>
  selected.some(
    ({ file, program }) =>
      basename(file.source.name) === head.file &&
      program.scenario === head.scenario &&
      program.version === head.windows,
  );

function sentencesOf({ changed, earlier }: { changed: readonly string[]; earlier: number }): string[] {
  const sentences = changed.map(
    (path) => `${path} was changed after it was saved, so it is not run first; guise replay runs it.`,
  );
  if (earlier === 0) return sentences;
  const [are, them, they] = earlier === 1 ? ["is", "it", "it was"] : ["are", "them", "they were"];
  return [
    ...sentences,
    `${counted(earlier, "saved failure")} ${are} of another text of these scenarios and not run first: ` +
      `this campaign tells whether the new text has ${them} still, guise replay runs ${them} as ${they}.`,
  ];
}

function replayOne(
  machine: Machine, store: FailureStore, stored: StoredFailure, program: Program,
): KnownFailure {
  const savedReason = writtenReason(stored.text) ?? "";
  const replayed = replayText(machine, stored.text);
  const fails = replayed !== undefined && replayed.end.verdict !== "Held";
  const reason = fails ? reasonOf(machine, replayed.program, replayed.end, stored.text) : undefined;
  const sameReason = reason === savedReason;
  if (sameReason) store.knows(stored);
  return {
    path: stored.path,
    scenario: program.scenario,
    windows: program.version,
    fails,
    ...(reason === undefined ? {} : { reason }),
    savedReason,
    sameReason,
    expected: program.breaks.some((property) =>
      savedReason.startsWith(`property "${program.names.properties[property]!.title}", `),
    ),
  };
}
