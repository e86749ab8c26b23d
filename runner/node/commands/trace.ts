/**
 * `guise trace`: the most telling run of a scenario, step by step, for a terminal, for another program, or as
 * a picture that a bug report can carry.
 */
import type { Program } from "../../../grammar/image/programImage.ts";
import { isBlind, type Recipe, type SourceText } from "../../campaign/results.ts";
import { htmlText } from "../../report/drawing/html.ts";
import { mermaidText } from "../../report/drawing/mermaid.ts";
import { runStory, type RunStory } from "../../report/drawing/runStory.ts";
import { svgText } from "../../report/drawing/svg.ts";
import { traceText } from "../../report/drawing/traceText.ts";
import { inFiles } from "../../report/filePlaces.ts";
import type { CaseOptions } from "../caseAsked.ts";
import { newMachine } from "../coreModule.ts";
import { exitCodes } from "../exitCodes.ts";
import { writeWhole } from "../files.ts";
import { pageFor, print } from "../output.ts";
import { pathWord, quotedCommand } from "../quotedCommand.ts";
import type { SelectionOptions } from "../selection.ts";
import { oneScenario, runsAsked } from "../tellingRun.ts";
import type { TraceFormat } from "../traceFormats.ts";

/** Without a case the most telling run is told. */
export interface TraceOptions extends SelectionOptions, CaseOptions {
  readonly format: TraceFormat;
  /** Path of the file that is written; absent: standard output. */
  readonly output?: string;
}

/** Tells one run of a file's scenario; answers the exit code. Throws InputError. */
export async function trace(path: string, options: TraceOptions): Promise<number> {
  const asked = await oneScenario(path, options);
  if (asked === undefined) return exitCodes.wrongInput;
  const machine = newMachine();
  const runs = runsAsked(machine, asked.programs, asked.file.source.text, options);
  // of several versions the first on which it fails tells most; runs are in the order of the versions
  const { program, recipe } = runs.find((run) => run.fails) ?? runs.at(-1)!;
  const { source } = asked.file;
  const again = againCommand(source.name, program, recipe);
  const story = runStory(machine, program, recipe, { source, again });
  const text = written(story, options.format, source);
  if (options.output === undefined) print(text);
  else writeWhole(options.output, `${text}\n`);
  return exitCodes.held;
}

/** The text without its last line break. */
function written(story: RunStory, format: TraceFormat, source: SourceText): string {
  switch (format) {
    case "text":
      return traceText(story, pageFor(process.stdout));
    case "json":
      return JSON.stringify(inFiles(story.trace, source), undefined, 2);
    case "mermaid":
      return mermaidText(story).trimEnd();
    case "svg":
      return svgText(story).trimEnd();
    case "html":
      return htmlText(story).trimEnd();
  }
}

/** The command that makes the run again, as far as one run can be named. */
function againCommand(name: string, program: Program, recipe: Recipe): string {
  const { scenario, version, hasChoices } = program;
  const around = [pathWord(name), "--scenario", scenario, "--windows", version];
  if (recipe.kind === "drawn" || recipe.kind === "guided") {
    const which = ["--case", String(recipe.case), "--seed", String(recipe.seed)];
    return quotedCommand(
      ["guise", "replay", ...around, ...which, ...(isBlind(recipe) ? ["--blind"] : [])]);
  }
  return quotedCommand(["guise", hasChoices ? "explain" : "replay", ...around]);
}
