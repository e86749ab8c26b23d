/** `guise corpus show`: what corpora there are, of what, and the calls of one entry. */
import { featuresMet } from "../../campaign/guided/corpus.ts";
import { grouped, counted } from "../../report/words.ts";
import { newMachine } from "../coreModule.ts";
import { refusalSentence, type StoredState } from "../corpusStore.ts";
import { exitCodes, InputError } from "../exitCodes.ts";
import type { SelectedProgram } from "../fuzz/knownFailures.ts";
import { print, printError } from "../output.ts";
import type { ReporterName } from "../reporters/reporter.ts";
import { originWords, ownerOf, programsAt, storeOf, type CorpusOptions } from "./corpusOptions.ts";
import { entryLines } from "./entryLines.ts";

export interface ShowOptions extends CorpusOptions {
  readonly reporter: ReporterName;
  /** Number of an entry, from 1. */
  readonly entry?: number;
}

/** Shows the folder; a damaged file is wrong input, whatever else is there. */
export async function show(paths: readonly string[], options: ShowOptions): Promise<number> {
  const programs = await programsAt(paths, options);
  const { states, shards, refused, unread } = storeOf(options).content();
  const own = states.filter(({ origin }) => paths.length === 0 || ownerOf(origin, programs) !== undefined);
  for (const sentence of unread) printError(`guise: ${sentence}`);
  for (const each of refused) printError(`guise: ${refusalSentence(each)}`);
  if (options.entry !== undefined) print(entryText(own, programs, options.entry));
  else if (options.reporter === "json") {
    const documents = own.map((each) => document(each, programs));
    print(JSON.stringify(documents, undefined, 2));
  } else {
    for (const each of own) print(line(each, programs));
    for (const { path, origin, outcome } of shards)
      print(`${path}: ${originWords(origin, programs)}: a shard of epoch ${outcome.epoch.number}`);
    if (own.length + shards.length === 0) print("There is no corpus.");
  }
  return refused.length > 0 ? exitCodes.wrongInput : exitCodes.held;
}

function line({ path, origin, state, bytes }: StoredState, programs: readonly SelectedProgram[]): string {
  const { corpus, epoch } = state;
  const sizes = [
    counted(corpus.entries.length, "entry", "entries"),
    counted(featuresMet(corpus), "feature"),
    `${grouped(bytes)} bytes`,
    `${counted(epoch.first, "case")} made`,
  ];
  return `${path}: ${originWords(origin, programs)}: ${sizes.join(", ")}`;
}

const document = (
  { path, origin, state, bytes }: StoredState, programs: readonly SelectedProgram[],
): object => ({
  path,
  of: originWords(origin, programs),
  seed: String(origin.seed),
  bytes,
  cases: state.epoch.first,
  features: featuresMet(state.corpus),
  entries: state.corpus.entries.map(({ steps, features, entry }) => ({
    steps, features: features.length, bytes: entry.length,
  })),
});

/** The calls of an entry of the only corpus that was asked for. */
function entryText(
  states: readonly StoredState[], programs: readonly SelectedProgram[], number: number,
): string {
  const [stored] = states;
  const owner = stored && ownerOf(stored.origin, programs);
  if (stored === undefined || owner === undefined || states.length > 1)
    throw new InputError(
      `--entry ${number}: of which corpus? Name the file, --scenario and --windows, so that one is left.`,
    );
  const { entries } = stored.state.corpus;
  const entry = entries[number - 1];
  if (entry === undefined)
    throw new InputError(`There is no entry ${number}: ${stored.path} has ${entries.length}.`);
  return entryLines(newMachine(), owner.program, stored.state, entry).join("\n");
}
