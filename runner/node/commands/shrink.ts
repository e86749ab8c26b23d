/**
 * `guise shrink`: the smallest flat scenario that fails like a scenario of the file does, on standard output.
 */
import { failuresOf } from "../../campaign/failures.ts";
import { beginRecipe, type Recipe } from "../../campaign/results.ts";
import { selectedOf, type CompiledFile } from "../../campaign/runAll.ts";
import { defaultRunBudget, runProgram } from "../../campaign/runProgram.ts";
import { shrinkFailure } from "../../campaign/shrinkFailure.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Program } from "../../../grammar/image/programImage.ts";
import { counted, shrunkWords } from "../../report/words.ts";
import { caseAsked, type CaseOptions } from "../caseAsked.ts";
import { compileSource } from "../compileSources.ts";
import { newMachine } from "../coreModule.ts";
import { printDiagnostics } from "../diagnosticsOutput.ts";
import { exitCodes } from "../exitCodes.ts";
import { printError } from "../output.ts";
import { pathWord, quotedCommand } from "../quotedCommand.ts";
import { readSource } from "../readSources.ts";
import { demandSomething, selectionOf, type SelectionOptions } from "../selection.ts";

/** Without a case the shortest failure among the runs that `run` makes is shrunk. */
export interface ShrinkOptions extends SelectionOptions, CaseOptions {}

/**
 * Shrinks a failure of the first scenario that fails; answers 1 when there was one, 0 when nothing fails.
 * Throws InputError for a case that there is not.
 */
export async function shrink(path: string, options: ShrinkOptions): Promise<number> {
  const selection = await selectionOf(options);
  const file = compileSource(readSource(path));
  if (await printDiagnostics([file])) return exitCodes.wrongInput;
  await demandSomething([file], selection);
  const machine = newMachine();
  const programs = selectedOf([file], selection).map(({ program }) => program);
  for (const program of programs) {
    const recipe = failingRun(machine, file, program, options);
    const text = recipe && shrunkText(machine, file, program, recipe);
    if (text === undefined) continue;
    process.stdout.write(text);
    return exitCodes.notHeld;
  }
  printError(`guise: nothing fails, so there is nothing to shrink.${furtherWords(path, programs, options)}`);
  return exitCodes.held;
}

/** Where too many runs are possible for `run`, a campaign looks further. */
function furtherWords(path: string, programs: readonly Program[], { case: asked }: ShrinkOptions): string {
  const hasMore = asked === undefined && programs.some(({ hasChoices }) => hasChoices);
  return hasMore ? ` To look further, and shrink what is found: ${quotedCommand(["guise", "fuzz", pathWord(path)])}` : "";
}

/** How the run comes about that is shrunk; undefined where none fails. */
function failingRun(
  machine: Machine, { source }: CompiledFile, program: Program, options: ShrinkOptions,
): Recipe | undefined {
  const asked = caseAsked(machine, program, options);
  if (asked === undefined)
    return failuresOf(program, runProgram(machine, program, defaultRunBudget), source.text)[0]?.recipe;
  machine.load(program.image);
  beginRecipe(machine, asked);
  return machine.finish().verdict === "Held" ? undefined : asked;
}

function shrunkText(machine: Machine, file: CompiledFile, program: Program, recipe: Recipe): string {
  const name = file.source.name.split(/[\\/]/).at(-1)!;
  const origin = {
    program,
    file: file.file,
    text: file.source.text,
    title: `${program.scenario}, shrunk`,
    found: `Shrunk from ${name}, "${program.scenario}" on ${program.version}.`,
  };
  const { text, shrunk, stepsBefore, steps, executions, cutShort } = shrinkFailure(machine, origin, recipe);
  if (text === undefined)
    throw new Error(
      `the failure of "${program.scenario}" on ${program.version} could not be written as a flat scenario`,
    );
  const left =
    shrunk || cutShort !== undefined
      ? shrunkWords(stepsBefore, steps, cutShort)
      : `${counted(stepsBefore, "step")}, not shrunk, since nothing smaller could be written down`;
  const size = `${left} (${counted(executions, "execution")})`;
  printError(`guise: "${program.scenario}" on ${program.version}: ${size}`);
  return text;
}
