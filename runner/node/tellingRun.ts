/**
 * Which run of a scenario is told, where one is: the case that is asked for, else the most telling one. A run
 * that fails tells most; otherwise it is the first one.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import { failuresOf } from "../campaign/failures.ts";
import type { Recipe } from "../campaign/results.ts";
import { defaultRunBudget, runProgram } from "../campaign/runProgram.ts";
import { selectedOf, type CompiledFile } from "../campaign/runAll.ts";
import type { Machine } from "../machine/machine.ts";
import { caseAsked, type CaseOptions } from "./caseAsked.ts";
import { compileSource } from "./compileSources.ts";
import { printDiagnostics } from "./diagnosticsOutput.ts";
import { InputError } from "./exitCodes.ts";
import { fewTitles } from "./nearTitles.ts";
import { readSource } from "./readSources.ts";
import { demandSomething, selectionOf, type SelectionOptions } from "./selection.ts";

/** A scenario on each of the versions that are asked for. */
export interface OneScenario {
  readonly file: CompiledFile;
  readonly programs: readonly Program[];
}

/**
 * The only scenario of a file that the options leave; undefined where the file is wrong, which has been said
 * then. Throws InputError where they leave none or more than one.
 */
export async function oneScenario(path: string, options: SelectionOptions): Promise<OneScenario | undefined> {
  const selection = await selectionOf(options);
  const file = compileSource(readSource(path));
  if (await printDiagnostics([file])) return undefined;
  await demandSomething([file], selection);
  const programs = selectedOf([file], selection).map(({ program }) => program);
  const titles = [...new Set(programs.map((program) => program.scenario))];
  if (titles.length > 1)
    throw new InputError(
      `${path}: which scenario? Choose one with --scenario: ${fewTitles(titles)}.`,
    );
  return { file, programs };
}

export interface TellingRun {
  readonly program: Program;
  readonly recipe: Recipe;
  /** Whether it was told because it fails. */
  readonly fails: boolean;
}

/**
 * The runs that are told of programs of one scenario: the case that was asked for, or the most telling ones.
 * Where versions are asked for, each has its own.
 */
export function runsAsked(
  machine: Machine,
  programs: readonly Program[],
  text: string,
  options: CaseOptions & { readonly windows?: string },
): TellingRun[] {
  const asked = (options.windows === undefined ? programs.slice(-1) : programs).flatMap((program) => {
    const recipe = caseAsked(machine, program, options);
    return recipe === undefined ? [] : [{ program, recipe, fails: false }];
  });
  return asked.length > 0 ? asked : tellingRuns(machine, programs, text, options.windows !== undefined);
}

/**
 * On each version the run of the shortest failure, or the first run. Where one is enough: the first version
 * that fails, else the last one.
 */
function tellingRuns(
  machine: Machine,
  programs: readonly Program[],
  text: string,
  all: boolean,
): TellingRun[] {
  const runs: TellingRun[] = [];
  for (const program of programs) {
    const failure = failuresOf(program, runProgram(machine, program, defaultRunBudget), text)[0];
    runs.push({ program, recipe: failure?.recipe ?? { kind: "first" }, fails: failure !== undefined });
    if (!all && failure !== undefined) return runs.slice(-1);
  }
  return all ? runs : runs.slice(-1);
}
