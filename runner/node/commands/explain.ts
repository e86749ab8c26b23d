/** `guise explain`: why a step of a scenario's most telling run went as it did. A run that fails tells most; otherwise it is the first one. */
import { failuresOf } from "../../campaign/failures.ts";
import type { Recipe } from "../../campaign/results.ts";
import { isSelected } from "../../campaign/runAll.ts";
import { defaultRunBudget, runProgram } from "../../campaign/runProgram.ts";
import { explain as explainStep, NoSuchStep } from "../../report/explain.ts";
import { explanationText } from "../../report/explanationText.ts";
import { lanes } from "../../report/lanes.ts";
import { traceRun } from "../../report/trace.ts";
import type { Program } from "../../../grammar/image/programImage.ts";
import type { Machine } from "../../machine/machine.ts";
import { compileSource } from "../compileSources.ts";
import { newMachine } from "../coreModule.ts";
import { printDiagnostics } from "../diagnosticsOutput.ts";
import { exitCodes, InputError } from "../exitCodes.ts";
import { pageFor, print } from "../output.ts";
import { readSource } from "../readSources.ts";
import type { ReporterName } from "../reporters/reporter.ts";
import { demandSomething, selectionOf, type SelectionOptions } from "../selection.ts";

export interface ExplainOptions extends SelectionOptions { readonly step?: number; readonly reporter: ReporterName }

/** Explains a step on each selected version; answers the exit code. */
export async function explain(path: string, options: ExplainOptions): Promise<number> {
  const selection = selectionOf(options);
  const file = compileSource(readSource(path));
  if (await printDiagnostics([file])) return exitCodes.wrongInput;
  demandSomething([file], selection);
  const programs = file.programs.filter((program) => isSelected(program, selection));
  const titles = [...new Set(programs.map((program) => program.scenario))];
  if (titles.length > 1) throw new InputError(`${path}: which scenario? Choose one with --scenario: ${titles.map((title) => `"${title}"`).join(", ")}.`);
  const machine = newMachine();
  const explained = programs.map((program) => explainOne(machine, program, tellingRun(machine, program, file.source.text), options.step));
  if (options.reporter === "json") print(JSON.stringify(explained.map((each) => each.explanation), undefined, 2));
  else print(explained.map((each) => each.text).join("\n\n"));
  return exitCodes.held;
}

/** The run of the shortest failure, or the first run. */
function tellingRun(machine: Machine, program: Program, text: string): Recipe {
  if (!program.hasChoices) return { kind: "first" };
  const outcome = runProgram(machine, program, defaultRunBudget);
  return failuresOf(program, outcome, text)[0]?.recipe ?? { kind: "first" };
}

function explainOne(machine: Machine, program: Program, recipe: Recipe, step: number | undefined): { explanation: object; text: string } {
  const page = pageFor(process.stdout);
  try {
    const trace = traceRun(machine, program, recipe);
    const explanation = explainStep(machine, program, recipe, step);
    const steps = lanes(trace, page, explanation.step.number);
    return { explanation, text: [page.theme.strong(`${program.scenario} on ${program.version}`), ...steps, "", explanationText(explanation, page)].join("\n") };
  } catch (error) {
    if (error instanceof NoSuchStep) throw new InputError(`"${program.scenario}" on ${program.version}: ${error.message}`);
    throw error;
  }
}
