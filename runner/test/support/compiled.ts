/**
 * Scenarios for the tests of reports: compiled, run and found broken, through the same doors as everybody
 * uses.
 */
import { readFileSync } from "node:fs";
import { compile } from "../../../grammar/compile.ts";
import { hasErrors, messageOf } from "../../../grammar/diagnostics.ts";
import type { Program } from "../../../grammar/image/programImage.ts";
import { judge } from "../../campaign/judge.ts";
import { runProgram } from "../../campaign/runProgram.ts";
import type { Recipe, ScenarioResult, SourceText } from "../../campaign/results.ts";
import { Machine } from "../../machine/machine.ts";

const module = new WebAssembly.Module(readFileSync(new URL("../../../build/core.wasm", import.meta.url)));
export const newMachine = (): Machine => new Machine(module);

/** A committed scenario file. */
export function scenarioFile(path: string): SourceText {
  return {
    name: `scenarios/${path}`,
    text: readFileSync(new URL(`../../../scenarios/${path}`, import.meta.url), "utf8"),
  };
}

/** The program of a scenario of a text; the text must be right. */
export function programOf(text: string, title: string, version: string): Program {
  const { value, diagnostics } = compile(text);
  if (hasErrors(diagnostics)) throw new Error(diagnostics.map(messageOf).join("\n"));
  const scenario = value.scenarios.find((each) => each.title === title);
  if (!scenario) throw new Error(`no scenario ${title}`);
  return scenario.program(version);
}

/** All programs of a text. */
export function programsOf(text: string): Program[] {
  const { value, diagnostics } = compile(text);
  if (hasErrors(diagnostics)) throw new Error(diagnostics.map(messageOf).join("\n"));
  return value.scenarios.flatMap((scenario) =>
    scenario.versions.map((version) => scenario.program(version)),
  );
}

/** What `run` finds under a small budget. */
export function resultOf(source: SourceText, program: Program, runs = 2_000): ScenarioResult {
  const machine = newMachine();
  return judge(source, program, runProgram(machine, program, { runs, seed: 0n }), () => undefined);
}

/** The first failure, expected or not, as its recipe. */
export function failingRecipe(source: SourceText, program: Program): Recipe {
  const result = resultOf(source, program);
  const failure = result.expectedFailure ?? result.failures[0];
  if (!failure) throw new Error(`${program.scenario} on ${program.version} does not fail`);
  return failure.recipe;
}
