/**
 * The twins in scenarios/attacks have known shortest stories. Whatever the seed, what `fuzz` saves is as
 * short as these, nothing can be taken from it, and no run in which the attacker does less is shorter.
 */
import { describe, expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { failuresOf } from "../campaign/failures.ts";
import { flatLinesOf } from "../campaign/flatRun.ts";
import { replayText, smallFlatText } from "../campaign/flatText.ts";
import { runProgram } from "../campaign/runProgram.ts";
import { shrink } from "../campaign/shrink.ts";
import { newMachine, scenarioFile } from "./support/compiled.ts";
import { needless } from "./support/smallest.ts";

const machine = newMachine();
const SEEDS = [1n, 2n, 3n];
const CASES = 20_000;

/** Steps of the shortest stories by what decided them. */
const fewest: Record<string, Record<string, readonly number[]>> = {
  "downgrade-mistaken": { "ACCESS_NOT_ALL_ALLOWED no": [4] },
  "ignored-status": { "ACCESS_NOT_ALL_ALLOWED no": [6] },
  "left-on-worker": { "no decision": [6] },
  "raised-thread": {
    "GATE_ABSENT yes": [4],
    "ACCESS_NOT_ALL_ALLOWED no": [5],
    "ACCESS_MAXIMUM_IS_NOTHING no": [5],
  },
  "return-while-raised": { "no decision": [4] },
};

const decidedBy = (key: string): string => key.split(" / ").at(-1)!;

interface Twin {
  readonly program: Program;
  readonly file: ReturnType<typeof compile>["value"]["file"];
}

function brokenTwin(text: string): Twin {
  const { value } = compile(text);
  const scenario = value.scenarios[0]!;
  return { program: scenario.program(scenario.versions.at(-1)!), file: value.file };
}

/** The texts that a campaign saves, by what decides. */
function savedTexts(name: string, seed: bigint): { readonly decided: string; readonly text: string }[] {
  const { text } = scenarioFile(`attacks/${name}.scn`);
  const { program, file } = brokenTwin(text);
  const found = failuresOf(program, runProgram(machine, program, { runs: CASES, seed }), text);
  return found.map((failure) => {
    const { lines, end } = flatLinesOf(machine, program, failure.recipe);
    const origin = { program, file, text, title: name, found: "Found by a test." };
    const small = smallFlatText(machine, origin, shrink(machine, program, lines, end)!.lines, end)!;
    return { decided: decidedBy(failure.key), text: small };
  });
}

describe.each(Object.keys(fewest))("%s", (name) => {
  it.each(SEEDS)(
    "seed %d: what is saved is as short as it can be, and nothing can be taken from it",
    (seed) => {
      const saved = savedTexts(name, seed);
      expect(saved.length).toBeGreaterThan(0);
      for (const { decided, text } of saved) {
        expect(fewest[name]![decided], text).toContain(replayText(machine, text)!.end.steps);
        expect(needless(machine, text), text).toEqual([]);
      }
    },
  );
});

/** Steps of the shortest runs of all in which the attacker makes `calls` calls, by what decides. */
function shortestRuns(name: string, calls: number): Map<string, number> {
  const text = scenarioFile(`attacks/${name}.scn`).text.replace(/(play \w+) for 4/, `$1 for ${calls}`);
  const { program } = brokenTwin(text);
  const outcome = runProgram(machine, program, { runs: 400_000, seed: 0n });
  expect(outcome.mode).toBe("all");
  return new Map(
    failuresOf(program, outcome, text).map(({ key, end }) => [decidedBy(key), end.steps]),
  );
}

it.each([
  ["downgrade-mistaken", 1, { "ACCESS_NOT_ALL_ALLOWED no": 4 }],
  ["ignored-status", 1, { "ACCESS_NOT_ALL_ALLOWED no": 6 }],
  ["raised-thread", 1, { "GATE_ABSENT yes": 4 }],
])(
  "%s: all runs with %d calls of the attacker, enumerated, take as many steps as are known",
  (name, calls, known) => {
    expect(Object.fromEntries(shortestRuns(name, calls))).toEqual(known);
  },
);
