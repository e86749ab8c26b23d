/** The reference model against the core. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { operations } from "../../tables/operations.ts";
import { compile } from "../../../grammar/compile.ts";
import { Machine } from "../../../runner/machine/machine.ts";
import { coreModule } from "../support/coreModule.ts";
import { compareFirstRun, compareRun } from "./compare.ts";
import { routines, withoutReference } from "./routines.ts";

const machine = new Machine(coreModule());
const scenarios = (): { file: string; text: string }[] => ["tutorial", "routines", "attacks"].flatMap((folder) => {
  const path = new URL(`../../../scenarios/${folder}/`, import.meta.url);
  return readdirSync(path).map((file) => ({ file: `${folder}/${file}`, text: readFileSync(new URL(file, path), "utf8") }));
});

test("every routine of the table has its reference, or a reason why not", () => {
  const missing = operations.map((row) => row.routine).filter((name) => !(name in routines));
  expect(missing.sort()).toEqual(Object.keys(withoutReference).sort());
});

describe("the runs of the committed scenarios", () => {
  test.each(scenarios())("$file", ({ file, text }) => {
    const folder = new URL(`../../../scenarios/${file.slice(0, file.indexOf("/"))}/`, import.meta.url);
    const { value } = compile(
      text,
      {
        otherFiles: () =>
          readdirSync(folder).map((name) => ({ name, text: readFileSync(new URL(name, folder), "utf8") })),
      },
    );
    for (const scenario of value.scenarios) for (const version of scenario.versions) {
      const program = scenario.program(version);
      const at = { scenario: scenario.title, version };
      expect({ ...at, found: compareFirstRun(machine, program) }).toEqual({ ...at, found: undefined });
      for (let drawn = 0n; program.hasChoices && drawn < 4n; drawn++) {
        machine.beginCase(7n, drawn);
        expect({ ...at, drawn, found: compareRun(machine, program) }).toEqual({
          ...at, drawn, found: undefined,
        });
      }
    }
  });
});
