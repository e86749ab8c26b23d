/** What the commands about corpora have in common: a folder, and the scenarios that corpora may be of. */
import type { Program } from "../../../grammar/image/programImage.ts";
import { differenceOf, type CorpusOrigin } from "../../campaign/guided/corpusFile.ts";
import { selectedOf } from "../../campaign/runAll.ts";
import { compileSource } from "../compileSources.ts";
import { CorpusStore, corpusFolder, originOf } from "../corpusStore.ts";
import { printErrors } from "../diagnosticsOutput.ts";
import type { SelectedProgram } from "../fuzz/knownFailures.ts";
import { readSources } from "../readSources.ts";
import { demandSomething, selectionOf, type SelectionOptions } from "../selection.ts";
import { InputError } from "../exitCodes.ts";
import { coreDigest, inShort } from "../digests.ts";

export interface CorpusOptions extends SelectionOptions {
  /** Folder of the corpora. */
  readonly corpus?: string;
}

export const storeOf = ({ corpus }: CorpusOptions): CorpusStore => new CorpusStore(corpus ?? corpusFolder);

/** The programs that are named; none where no path is. Throws InputError, also for a file with errors. */
export async function programsAt(
  paths: readonly string[], options: CorpusOptions,
): Promise<SelectedProgram[]> {
  if (paths.length === 0) return [];
  const files = readSources(paths).files.map(compileSource);
  if (await printErrors(files, "pretty")) throw new InputError("A file with errors has no corpus.");
  const selection = await selectionOf(options);
  await demandSomething(files, selection);
  return selectedOf(files, selection);
}

/** The program that a corpus is of, among those that are named. */
export function ownerOf(
  origin: CorpusOrigin, programs: readonly SelectedProgram[],
): SelectedProgram | undefined {
  return programs.find(({ program }) => differenceOf(originOf(program, origin.seed), origin) === undefined);
}

/** `"play" on xp-sp1`. */
export const programWords = ({ scenario, version }: Program): string => `"${scenario}" on ${version}`;

/** Whose corpus it is, in words: a scenario that is named, else the digest of its program. */
export function originWords(origin: CorpusOrigin, programs: readonly SelectedProgram[]): string {
  const owner = ownerOf(origin, programs);
  const isCore = inShort(origin.core) === inShort(coreDigest());
  const core = isCore ? "" : `, core ${inShort(origin.core)} and not this one`;
  const program = owner === undefined ? `program ${inShort(origin.program)}` : programWords(owner.program);
  return `${program}${core}, seed ${origin.seed}`;
}
