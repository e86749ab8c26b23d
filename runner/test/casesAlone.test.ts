/**
 * A case of a guided campaign follows from program, seed, number and the corpus of its epoch: what a machine
 * did before leaves no trace in it.
 */
import { expect, it } from "vitest";
import type { Program } from "../../grammar/image/programImage.ts";
import { epochStartOf } from "../campaign/guided/corpus.ts";
import { GuidedCases } from "../campaign/guided/guidedCases.ts";
import type { GuidedState } from "../campaign/guided/state.ts";
import type { Recipe } from "../campaign/results.ts";
import { newMachine, programOf, scenarioFile } from "./support/compiled.ts";
import { campaign, crowd } from "./support/guided.ts";

const SEED = 5n;

type Recipes = Map<number, Recipe>;

/** How cases come about, asked in this order of one machine. */
function recipesOf(program: Program, { corpus }: GuidedState, numbers: readonly number[]): Recipes {
  const machine = newMachine();
  const cases = new GuidedCases(machine, program, SEED);
  cases.beginEpoch(epochStartOf(corpus));
  return new Map(numbers.map((number) => [number, cases.recipe(BigInt(number))]));
}

const pipe = scenarioFile("attacks/called-back.scn").text;
const title = /scenario "([^"]*)"[^{]*breaks/.exec(pipe)![1]!;

it.each([
  ["several attackers, each with several threads", programOf(crowd, "crowd", "7")],
  ["one attacker and a work item", programOf(crowd, "pool", "7")],
  ["calls of a pipe", programOf(pipe, title, "7")],
])("a case is the same whatever was run before it: %s", async (_, program) => {
  const { state } = await campaign(program, 2, { seed: SEED, cases: 12_288 });
  const numbers = Array.from({ length: 3_000 }, (__, index) => state!.epoch.first + index);
  const inOrder = recipesOf(program, state!, numbers);
  const backwards = recipesOf(program, state!, [...numbers].reverse());
  const textOf = (recipe: Recipe | undefined): string =>
    recipe?.kind === "guided" ? recipe.choices.join() : "drawn";
  const others = numbers.filter((number) => textOf(inOrder.get(number)) !== textOf(backwards.get(number)));
  expect(others).toEqual([]);
  expect([...inOrder.values()].every(({ kind }) => kind === "guided")).toBe(true);
});
