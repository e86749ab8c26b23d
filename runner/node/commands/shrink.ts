/**
 * `guise shrink`: the smallest flat scenario that fails like a scenario of the file does, on standard output.
 */
import { failuresOf } from "../../campaign/failures.ts";
import { selectedOf, type CompiledFile } from "../../campaign/runAll.ts";
import { defaultRunBudget, runProgram } from "../../campaign/runProgram.ts";
import { shrinkFailure } from "../../campaign/shrinkFailure.ts";
import type { Machine } from "../../machine/machine.ts";
import type { Program } from "../../../grammar/image/programImage.ts";
import { counted, shrunkWords } from "../../report/words.ts";
import { compileSource } from "../compileSources.ts";
import { newMachine } from "../coreModule.ts";
import { printDiagnostics } from "../diagnosticsOutput.ts";
import { exitCodes } from "../exitCodes.ts";
import { printError } from "../output.ts";
import { readSource } from "../readSources.ts";
import { demandSomething, selectionOf, type SelectionOptions } from "../selection.ts";

/**
 * Shrinks the shortest failure of the first scenario that fails; answers 1 when there was one, 0 when nothing
 * fails.
 */
export async function shrink(path: string, options: SelectionOptions): Promise<number> {
  const selection = await selectionOf(options);
  const file = compileSource(readSource(path));
  if (await printDiagnostics([file])) return exitCodes.wrongInput;
  await demandSomething([file], selection);
  const machine = newMachine();
  for (const { program } of selectedOf([file], selection)) {
    const text = shrunkText(machine, file, program);
    if (text === undefined) continue;
    process.stdout.write(text);
    return exitCodes.notHeld;
  }
  printError("guise: nothing fails, so there is nothing to shrink.");
  return exitCodes.held;
}

function shrunkText(machine: Machine, file: CompiledFile, program: Program): string | undefined {
  const outcome = runProgram(machine, program, defaultRunBudget);
  const failure = failuresOf(program, outcome, file.source.text)[0];
  if (failure === undefined) return undefined;
  const name = file.source.name.split(/[\\/]/).at(-1)!;
  const origin = {
    program,
    file: file.file,
    text: file.source.text,
    title: `${program.scenario}, shrunk`,
    found: `Shrunk from ${name}, "${program.scenario}" on ${program.version}.`,
  };
  const { text, stepsBefore, steps, executions, cutShort } = shrinkFailure(machine, origin, failure.recipe);
  if (text === undefined)
    throw new Error(
      `the failure of "${program.scenario}" on ${program.version} could not be written as a flat scenario`,
    );
  const size = `${shrunkWords(stepsBefore, steps, cutShort)} (${counted(executions, "execution")})`;
  printError(`guise: "${program.scenario}" on ${program.version}: ${size}`);
  return text;
}
