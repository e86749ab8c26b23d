/**
 * `guise explain`: why a step of a scenario's most telling run went as it did. A run that fails tells most;
 * otherwise it is the first one. Of several versions one is told, unless some are asked for.
 */
import { failuresOf } from "../../campaign/failures.ts";
import type { Recipe } from "../../campaign/results.ts";
import { selectedOf } from "../../campaign/runAll.ts";
import { defaultRunBudget, runProgram } from "../../campaign/runProgram.ts";
import { explain as explainStep, NoSuchStep } from "../../report/explain.ts";
import { explanationText } from "../../report/explanationText.ts";
import { lanes } from "../../report/lanes.ts";
import { traceRun } from "../../report/trace.ts";
import type { Program } from "../../../grammar/image/programImage.ts";
import type { Machine } from "../../machine/machine.ts";
import { caseAsked, type CaseOptions } from "../caseAsked.ts";
import { compileSource } from "../compileSources.ts";
import { newMachine } from "../coreModule.ts";
import { printDiagnostics } from "../diagnosticsOutput.ts";
import { exitCodes, InputError } from "../exitCodes.ts";
import { pageFor, print } from "../output.ts";
import { readSource } from "../readSources.ts";
import type { ReporterName } from "../reporters/reporter.ts";
import { demandSomething, selectionOf, type SelectionOptions } from "../selection.ts";

/** Without a case the most telling run is explained. */
export interface ExplainOptions extends SelectionOptions, CaseOptions {
  readonly step?: number;
  readonly reporter: ReporterName;
}

/** Explains a step; answers the exit code. */
export async function explain(path: string, options: ExplainOptions): Promise<number> {
  const selection = await selectionOf(options);
  const file = compileSource(readSource(path));
  if (await printDiagnostics([file])) return exitCodes.wrongInput;
  demandSomething([file], selection);
  const programs = selectedOf([file], selection).map(({ program }) => program);
  const titles = [...new Set(programs.map((program) => program.scenario))];
  if (titles.length > 1)
    throw new InputError(
      `${path}: which scenario? Choose one with --scenario: ${titles.map((title) => `"${title}"`).join(", ")}.`,
    );
  const machine = newMachine();
  const runs = runsAsked(machine, programs, file.source.text, options);
  const explained = runs.map(({ program, recipe }) => explainOne(machine, program, recipe, options.step));
  if (options.reporter === "json")
    print(
      JSON.stringify(
        explained.map((each) => each.explanation),
        undefined,
        2,
      ),
    );
  else print([...explained.map((each) => each.text), ...otherVersions(programs, runs.length)].join("\n\n"));
  return exitCodes.held;
}

interface TellingRun {
  readonly program: Program;
  readonly recipe: Recipe;
}

/** The runs that are told: the case that was asked for, or the most telling ones. */
function runsAsked(
  machine: Machine,
  programs: readonly Program[],
  text: string,
  options: ExplainOptions,
): TellingRun[] {
  const asked = (options.windows === undefined ? programs.slice(-1) : programs).flatMap((program) => {
    const recipe = caseAsked(program, options);
    return recipe === undefined ? [] : [{ program, recipe }];
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
    runs.push({ program, recipe: failure?.recipe ?? { kind: "first" } });
    if (!all && failure !== undefined) return runs.slice(-1);
  }
  return all ? runs : runs.slice(-1);
}

function otherVersions(programs: readonly Program[], told: number): string[] {
  if (told === programs.length) return [];
  return [
    pageFor(process.stdout).theme.faint(
      `It runs on ${programs.map((program) => program.version).join(", ")}; --windows chooses.`,
    ),
  ];
}

function explainOne(
  machine: Machine,
  program: Program,
  recipe: Recipe,
  step: number | undefined,
): { explanation: object; text: string } {
  const page = pageFor(process.stdout);
  try {
    const trace = traceRun(machine, program, recipe);
    const explanation = explainStep(machine, program, recipe, step);
    const steps = lanes(trace, page, explanation.step.number);
    return {
      explanation,
      text: [
        page.theme.strong(`${program.scenario} on ${program.version}`),
        ...steps,
        "",
        explanationText(explanation, page),
      ].join("\n"),
    };
  } catch (error) {
    if (error instanceof NoSuchStep)
      throw new InputError(`"${program.scenario}" on ${program.version}: ${error.message}`);
    throw error;
  }
}
