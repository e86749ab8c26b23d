/**
 * `guise explain`: why a step of a scenario's most telling run went as it did. A run that fails tells most;
 * otherwise it is the first one. Of several versions one is told, unless some are asked for.
 */
import type { Recipe } from "../../campaign/results.ts";
import { explain as explainStep, NoSuchStep } from "../../report/explain.ts";
import { explanationText } from "../../report/explanationText.ts";
import { lanes } from "../../report/lanes.ts";
import { traceRun } from "../../report/trace.ts";
import type { Program } from "../../../grammar/image/programImage.ts";
import type { Machine } from "../../machine/machine.ts";
import type { CaseOptions } from "../caseAsked.ts";
import { newMachine } from "../coreModule.ts";
import { exitCodes, InputError } from "../exitCodes.ts";
import { pageFor, print } from "../output.ts";
import type { ReporterName } from "../reporters/reporter.ts";
import type { SelectionOptions } from "../selection.ts";
import { oneScenario, runsAsked } from "../tellingRun.ts";

/** Without a case the most telling run is explained. */
export interface ExplainOptions extends SelectionOptions, CaseOptions {
  readonly step?: number;
  readonly reporter: ReporterName;
}

/** Explains a step; answers the exit code. */
export async function explain(path: string, options: ExplainOptions): Promise<number> {
  const asked = await oneScenario(path, options);
  if (asked === undefined) return exitCodes.wrongInput;
  const { file, programs } = asked;
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
