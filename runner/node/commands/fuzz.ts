/**
 * `guise fuzz`: draws cases in bulk, goes on after failures, saves each kind as it is met, and shrinks what
 * was found. A campaign that was stopped says how many cases it finished, and how to make exactly those
 * again.
 */
import type { Shard } from "../../campaign/guided/shards.ts";
import { selectedOf } from "../../campaign/runAll.ts";
import { compileSource } from "../compileSources.ts";
import { newMachine } from "../coreModule.ts";
import { printErrors, printWarnings } from "../diagnosticsOutput.ts";
import { exitCodes, InputError } from "../exitCodes.ts";
import { demandFuzzable } from "../fuzz/fuzzable.ts";
import { FuzzSession, type FuzzEnd } from "../fuzz/fuzzSession.ts";
import { printError } from "../output.ts";
import { readSources } from "../readSources.ts";
import { reporterFor, type ReporterName } from "../reporters/reporter.ts";
import { demandSomething, selectionOf, type SelectionOptions } from "../selection.ts";

export interface FuzzOptions extends SelectionOptions {
  readonly reporter: ReporterName;
  readonly cases?: number;
  /** Milliseconds for all campaigns together. */
  readonly time?: number;
  readonly seed: bigint;
  readonly workers?: number;
  /** Distinct failures of a campaign with which it ends. */
  readonly maxFailures?: number;
  /** A folder of corpora, or the file of one, from which campaigns go on. */
  readonly corpus?: string;
  /** Of n parts of an epoch the one that is made; index from 1. */
  readonly shard?: Shard;
}

/** Fuzzes what lies at the paths; answers the exit code. */
export async function fuzz(paths: readonly string[], options: FuzzOptions): Promise<number> {
  demandSense(options);
  const selection = await selectionOf(options);
  const sources = readSources(paths);
  const files = sources.files.map(compileSource);
  if (await printErrors(files, options.reporter)) {
    await (await reporterFor(options.reporter, newMachine)).end({ results: [], milliseconds: 0 }, files);
    return exitCodes.wrongInput;
  }
  await demandSomething(files, selection);
  const selected = selectedOf(files, selection);
  const sentences = demandFuzzable(selected);
  const session = new FuzzSession(paths, files, selected, options);
  try {
    const end = await session.run(selection, sentences);
    await printWarnings(files);
    const code = exitCodeOf(end, options);
    return sources.unreadable > 0 ? exitCodes.wrongInput : code;
  } finally {
    await session.close();
  }
}

/** Throws InputError where options do not go together. */
function demandSense({ shard, corpus, cases, time, maxFailures }: FuzzOptions): void {
  if (shard === undefined) return;
  const words = `--shard ${shard.index}/${shard.of}`;
  if (corpus === undefined)
    throw new InputError(`${words} needs --corpus DIR: all shards of an epoch begin with the same corpus.`);
  const others = { "--cases": cases, "--time": time, "--max-failures": maxFailures };
  for (const [name, value] of Object.entries(others))
    if (value !== undefined)
      throw new InputError(`${words} makes its part of one epoch whole, so ${name} has no place beside it.`);
}

/**
 * A failure that was known and still happens counts, whether or not this campaign met it again. A shard is a
 * part: what it did not find, another one may.
 */
function exitCodeOf({ results, known, trouble }: FuzzEnd, { shard }: FuzzOptions): number {
  if (trouble !== undefined) {
    printError(`guise: ${trouble} Failures that could not be saved stand in the report.`);
    return exitCodes.wrongInput;
  }
  const isFine = ({ verdict, failures }: FuzzEnd["results"][number]): boolean =>
    shard === undefined ? verdict === "held" : failures.length === 0;
  const held =
    results.every(isFine) &&
    known.every(({ sameReason, expected }) => !sameReason || expected);
  return held ? exitCodes.held : exitCodes.notHeld;
}
