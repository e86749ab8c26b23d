/** Wrong input of `fuzz` is a sentence and exit code 2, and nothing that was found is lost by it. */
import { chmodSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { WorkFolder } from "./support/commandLine.ts";
import { broken, drivers, play, world } from "./support/smallScenarios.ts";

const unjudged = play.replace(/property .*/, "");
const files = {
  "play.scn": world + drivers + play,
  "single.scn": world + drivers + broken,
  "unjudged.scn": world + drivers + unjudged,
};
let folder = new WorkFolder(files);
beforeEach(() => {
  folder.remove();
  folder = new WorkFolder(files);
});
afterAll(() => folder.remove());

it.each([
  [["single.scn"], 'single.scn: "raised": there are no choices, so there is nothing to draw'],
  [["unjudged.scn"], 'unjudged.scn: "play": there is no property and nothing is demanded of any call'],
  [["play.scn", "--workers", "0"], "It must be a whole number above 0."],
  [["play.scn", "--workers", "100000"], "It must be at most 256."],
  [["play.scn", "--time", "0"], "Nothing can be drawn in no time."],
  [["play.scn", "--cases", "0"], "It must be a whole number above 0."],
])("fuzz %j ends with 2 and says why", async (words, sentence) => {
  const { code, out, err } = await folder.run(["fuzz", ...words]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(sentence);
});

it("a scenario without choices beside others is run once, which is said", async () => {
  const { code, out, err } = await folder.run(["fuzz", "play.scn", "single.scn", "--cases", "10", "--workers", "1"]);
  expect(code).toBeLessThan(2);
  expect(err).toContain('single.scn: "raised": there are no choices');
  expect(out).toContain("its only run");
});

it("a folder that failures cannot be written to is known before anything is drawn", async () => {
  writeFileSync(join(folder.path, ".guise"), "in the way");
  const { code, out, err } = await folder.run(["fuzz", "play.scn"]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/^guise: \.guise\/failures: .*\.\n$/);
});

it("a folder that nobody may write to is said", async ({ skip }) => {
  // who may do everything may write to it all the same
  skip(process.getuid?.() === 0, "the superuser may write everywhere");
  mkdirSync(join(folder.path, ".guise"));
  chmodSync(join(folder.path, ".guise"), 0o500);
  const { code, err } = await folder.run(["fuzz", "play.scn"]);
  expect([code, err]).toEqual([2, "guise: .guise/failures: access is denied.\n"]);
});

it("a file system that cannot be written is said", async () => {
  const { code, err } = await folder.run(["fuzz", "play.scn"], "", {
    NODE_OPTIONS: `--import=${join(import.meta.dirname, "support/readOnly.mjs")}`,
  });
  expect([code, err]).toEqual([2, "guise: .guise/failures: the file system cannot be written.\n"]);
});

it("when the disk is full, what was found stands in the report, and the exit code is 2", async () => {
  const { code, out, err } = await folder.run(["fuzz", "play.scn", "--cases", "30000"], "", {
    NODE_OPTIONS: `--import=${join(import.meta.dirname, "support/fullDisk.mjs")}`,
  });
  expect(code, err).toBe(2);
  expect(err).toContain(".guise/failures");
  expect(err).toContain("the disk is full.");
  expect(out).toContain("not saved:");
  const text = /^ *\/\/\/ Found by fuzz in play\.scn[^]*?^ *\}$/m.exec(out)![0];
  rmSync(join(folder.path, ".guise"), { recursive: true });
  writeFileSync(join(folder.path, "found.scn"), text.replaceAll(/^ {6}/gm, ""));
  const replayed = await folder.run(["replay", "found.scn"]);
  expect(replayed.out).toContain("still fails for the same reason");
});
