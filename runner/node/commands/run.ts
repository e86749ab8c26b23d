/** `guise run`: every scenario on every version it names, each with a verdict. */
import { CampaignRunner } from "../../campaign/runAll.ts";
import { runProgram } from "../../campaign/runProgram.ts";
import type { ScenarioResult } from "../../campaign/results.ts";
import { compileSource, Folders } from "../compileSources.ts";
import { newMachine } from "../coreModule.ts";
import { printDiagnostics } from "../diagnosticsOutput.ts";
import { exitCodes } from "../exitCodes.ts";
import { readSources } from "../readSources.ts";
import { reporterFor, type ReporterName } from "../reporters.ts";
import { demandSomething, selectionOf, type SelectionOptions } from "../selection.ts";

export interface RunOptions extends SelectionOptions { readonly reporter: ReporterName; readonly runs: number; readonly seed: bigint }

/** Runs what lies at the paths; answers the exit code. */
export async function run(paths: readonly string[], options: RunOptions): Promise<number> {
  const started = performance.now();
  const selection = selectionOf(options);
  const files = readSources(paths).map(compileSource);
  const broken = printDiagnostics(files);
  if (!broken) demandSomething(files, selection);
  const machine = newMachine();
  const reporter = reporterFor(options.reporter, newMachine);
  const runner = new CampaignRunner((program) => runProgram(machine, program, options), new Folders(files).filesIn);
  const results: ScenarioResult[] = [];
  for await (const result of runner.results(files, selection)) {
    results.push(result);
    reporter.result(result);
  }
  reporter.end({ results, milliseconds: performance.now() - started });
  if (broken) return exitCodes.wrongInput;
  return results.every((result) => result.verdict === "held") ? exitCodes.held : exitCodes.notHeld;
}
