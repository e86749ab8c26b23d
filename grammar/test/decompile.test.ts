/*
 * Flat programs: from text to records and back. What is compared is what the core runs; names and texts
 * beside it are compared as text.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compile } from "../compile.ts";
import { decompile, stepsOf } from "../decompile.ts";
import type { Program } from "../image/programImage.ts";

const folder = new URL("fixtures/flat/", import.meta.url);
const files = readdirSync(folder);

/** The only program of a flat file. */
function onlyProgram(text: string): {
  program: Program;
  file: ReturnType<typeof compile>["value"]["file"];
} {
  const { value, diagnostics } = compile(text);
  expect(diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  expect(value.scenarios).toHaveLength(1);
  const scenario = value.scenarios[0]!;
  return { program: scenario.program(scenario.versions[0]!), file: value.file };
}

function backToText(text: string): string {
  const { program, file } = onlyProgram(text);
  return decompile({
    program, file, text, steps: stepsOf(program), title: program.scenario,
    ...(program.breaks.length > 0 && { breaks: program.breaks[0]! }),
  });
}

describe("a flat program survives being written down", () => {
  test.each(files)("%s compiles to the same image again", (name) => {
    const text = readFileSync(new URL(name, folder), "utf8");
    const first = onlyProgram(text).program;
    expect(first.hasChoices).toBe(false);
    expect(first.image.records.length).toBeGreaterThan(8);
    const second = onlyProgram(backToText(text)).program;
    expect(second.image).toEqual(first.image);
    expect(second.names.variables.map((variable) => variable.name)).toEqual(
      first.names.variables.map((variable) => variable.name),
    );
  });

  test.each(files)("%s reads the same the second time", (name) => {
    const once = backToText(readFileSync(new URL(name, folder), "utf8"));
    expect(backToText(once)).toBe(once);
  });

  test("deleting a line renames nothing in the others", () => {
    const lines = backToText(readFileSync(new URL("filterCase1093.scn", folder), "utf8")).split("\n");
    const at = lines.findIndex((line) => line.includes(" act "));
    const without = lines.filter((_, index) => index !== at).join("\n");
    expect(backToText(without)).toBe(without);
  });
});
