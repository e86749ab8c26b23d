/** A page's files: they use each other, and one may hold the twin of a scenario in another, as in folders. */
import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { Guise } from "../web/browser.ts";
import { broken, drivers, repaired, world } from "./support/smallScenarios.ts";

let guise: Guise;
beforeAll(() => {
  const bytes = readFileSync(new URL("../../build/core.wasm", import.meta.url));
  guise = new Guise(new WebAssembly.Module(bytes));
});

const verdicts = async (text: string, others: Record<string, string>): Promise<string[]> => {
  const compiled = guise.compile(text, "page.scn", new Map(Object.entries(others)));
  expect(compiled.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return (await guise.run(compiled)).map(({ scenario, verdict, twin }) => `${scenario} ${verdict} ${twin?.kind ?? ""}`);
};

it("a twin is found in another file, whose world this one uses or declares itself", async () => {
  const alone = await verdicts(world + drivers + broken + repaired, {});
  expect(alone).toHaveLength(2);
  const other = { "broken.scn": world + drivers + broken };
  expect(await verdicts(`use "broken.scn"\n${repaired}`, other)).toEqual(alone.slice(1));
});

it("a file in another folder holds no twin", () => {
  const compiled = guise.compile(
    world + drivers + repaired, "page.scn", new Map([["parts/broken.scn", world + drivers + broken]]),
  );
  expect(compiled.diagnostics.map(({ code }) => code)).toContain("SCN060");
});
