/** The README's first minute: its scenario, its commands, and what it says that they show. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { WorkFolder } from "./support/commandLine.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const blocks = [...readme.matchAll(/^```\w*\n([^]*?)^```/gm)].map(([, block]) => block!);
const scenario = blocks.find((block) => block.includes("\nscenario "))!;
const shown = blocks.find((block) => block.startsWith("  app.victim: enter"))!;

it("its scenario shows the very lines that it prints, and holds on the version that it tells to try", async () => {
  const folder = new WorkFolder({
    "first.scn": scenario,
    "later.scn": scenario.replace("on windows xp-sp1", "on windows 11"),
  });
  expect((await folder.run(["fuzz", "first.scn"])).code).toBe(1);
  const saved = folder.saved().map((name) => readFileSync(join(folder.path, ".guise/failures", name), "utf8"));
  expect(saved.filter((text) => text.includes(shown))).toHaveLength(1);
  const words = ["explain", "first.scn", "--scenario", "a helper works as SYSTEM", "--windows", "xp-sp1"];
  expect((await folder.run(words)).out).toContain("source: ");
  const later = await folder.run(["fuzz", "later.scn"]);
  expect(later.code, later.out).toBe(0);
  folder.remove();
});
