/**
 * A twin whose bug takes a chain of calls is found broken by `run` too: guided runs go on where drawn ones
 * find nothing, and its repaired twin is judged by as many.
 */
import { describe, expect, it } from "vitest";
import { breaksProperty } from "../campaign/judge.ts";
import { beginRecipe } from "../campaign/results.ts";
import { CampaignRunner } from "../campaign/runAll.ts";
import { recipeOf, runProgram } from "../campaign/runProgram.ts";
import { runsText } from "../report/summary.ts";
import { newMachine, programOf, programsOf } from "./support/compiled.ts";
import { puzzle } from "./support/guided.ts";

const budget = { runs: 5_000, seed: 3n };
const program = programOf(puzzle, "puzzle", "11");
const machine = newMachine();
const found = runProgram(machine, program, budget);

describe("a chain of calls that drawn runs do not make", () => {
  it("is not found by them", () => {
    expect(runProgram(machine, program, { ...budget, breaks: [] }).failures).toEqual([]);
  });

  it("is found by guided runs, which are counted with the others", () => {
    expect(found.failures.some((end) => breaksProperty(end, program.breaks[0]!))).toBe(true);
    expect(found.guided).toBeGreaterThan(0);
    expect(found.guided).toBeLessThanOrEqual(10 * budget.runs);
    expect(found.counts.cases).toBe(BigInt(budget.runs + found.guided!));
  });

  it("comes about again by its recipe", () => {
    for (const failure of found.failures) {
      machine.load(program.image);
      beginRecipe(machine, recipeOf(found, failure.case));
      const end = machine.finish();
      expect([end.verdict, end.steps, end.broken]).toEqual([failure.verdict, failure.steps, failure.broken]);
    }
  });

  it("is the same every time", () => {
    expect(runProgram(newMachine(), program, budget)).toEqual(found);
  });
});

it("what nothing breaks is given up after ten times as many guided runs as were drawn", () => {
  const sound = programOf(puzzle.replace("thief for 12", "thief for 3"), "puzzle", "11");
  const outcome = runProgram(machine, sound, { runs: 3_000, seed: 0n });
  expect(outcome.failures).toEqual([]);
  expect(outcome.guided).toBe(30_000);
});

it("a repaired twin is judged by as many guided runs as its broken twin took, and the report says so", async () => {
  const programs = programsOf(
    `${puzzle}attacker visitor { controls service.other; calls NtOpenProcessToken; names service; holds none }
scenario "mended" on windows 11 repairs "puzzle" with visitor as thief`,
  );
  const file = { source: { name: "puzzle.scn", text: puzzle }, folder: "", programs };
  const runner = new CampaignRunner(
    (each, guided = 0) => runProgram(machine, each, { ...budget, guided }), () => [],
  );
  const results = [];
  for await (const result of runner.results([file], {})) results.push(result);
  const [broken, mended] = results;
  expect(broken!.verdict).toBe("held");
  expect(mended!.guided).toBe(broken!.guided);
  expect(runsText([broken!])).toMatch(/^sampled: [\d,]+ runs from seed 3, [\d,]+ of them guided$/);
});
