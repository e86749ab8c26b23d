/**
 * `guise fuzz`: draws cases in bulk, goes on after failures, saves each kind as it is met, and shrinks what
 * was found. A campaign that was stopped says how many cases it finished, and how to make exactly those
 * again.
 */
import { selectedOf } from "../../campaign/runAll.ts";
import { compileSource } from "../compileSources.ts";
import { newMachine } from "../coreModule.ts";
import { printErrors, printWarnings } from "../diagnosticsOutput.ts";
import { exitCodes } from "../exitCodes.ts";
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
  /** Distinct failures of a campaign behind which it ends. */
  readonly maxFailures?: number;
}

/** Fuzzes what lies at the paths; answers the exit code. */
export async function fuzz(paths: readonly string[], options: FuzzOptions): Promise<number> {
  const selection = await selectionOf(options);
  const sources = readSources(paths);
  const files = sources.files.map(compileSource);
  if (await printErrors(files, options.reporter)) {
    await (await reporterFor(options.reporter, newMachine)).end({ results: [], milliseconds: 0 }, files);
    return exitCodes.wrongInput;
  }
  demandSomething(files, selection);
  const selected = selectedOf(files, selection);
  const sentences = demandFuzzable(selected);
  const session = new FuzzSession(paths, files, selected, options);
  try {
    const end = await session.run(selection, sentences);
    await printWarnings(files);
    const code = exitCodeOf(end);
    return sources.unreadable > 0 ? exitCodes.wrongInput : code;
  } finally {
    await session.close();
  }
}

/** A failure that was known and still happens counts, whether or not this campaign met it again. */
function exitCodeOf({ results, known, trouble }: FuzzEnd): number {
  if (trouble !== undefined) {
    printError(`guise: ${trouble} What could not be saved stands in the report.`);
    return exitCodes.wrongInput;
  }
  const held =
    results.every(({ verdict }) => verdict === "held") &&
    known.every(({ sameReason, expected }) => !sameReason || expected);
  return held ? exitCodes.held : exitCodes.notHeld;
}
