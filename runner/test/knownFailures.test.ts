/**
 * What earlier campaigns saved is run first: it still fails, it fails no longer, or it is not of this text.
 */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { shortDigest } from "../node/digests.ts";
import { WorkFolder } from "./support/commandLine.ts";
import { drivers, play, world } from "./support/smallScenarios.ts";

const folder = new WorkFolder({ "play.scn": world + drivers + play });
const fuzz = ["fuzz", "play.scn", "--cases", "20000", "--workers", "1"];
const pathOf = (name: string): string => join(folder.path, ".guise", "failures", name);
let saved: readonly string[] = [];

beforeAll(async () => {
  await folder.run(fuzz);
  saved = folder.saved();
});
afterAll(() => {
  folder.remove();
});

it("a saved failure of the same text still fails, is said before anything is drawn, and is not saved twice", async () => {
  expect(saved.length).toBeGreaterThan(0);
  const { out, code } = await folder.run(fuzz);
  expect(code).toBe(1);
  expect(folder.saved()).toEqual(saved);
  const lines = out.split("\n");
  const told = lines.flatMap((line, at) => (line.includes(": still fails: ") ? [at] : []));
  expect(told.map((at) => /failures\/(\S+):/.exec(lines[at]!)![1])).toEqual(saved);
  expect(Math.max(...told)).toBeLessThan(lines.findIndex((line) => line.includes("✗")));
});

it("a saved failure that fails no longer says so, and what it was saved for", async () => {
  const text = readFileSync(pathOf(saved[0]!), "utf8");
  // as another core would find it: the same text of the same program, and nothing happens
  const held = text.replaceAll(/^ {2}.*\n/gm, "");
  const name = `${shortDigest(held)}.scn`;
  writeFileSync(pathOf(name), held);
  const { out } = await folder.run(fuzz);
  const reason = /^\/\/\/ Reason: (.*)$/m.exec(text)![1]!;
  expect(out).toContain(`${name}: no longer fails; it was saved for: ${reason}`);
  rmSync(pathOf(name));
});

it("a saved failure that somebody changed is not run, and the command that runs it is said", async () => {
  const text = readFileSync(pathOf(saved[0]!), "utf8");
  writeFileSync(pathOf(saved[0]!), `${text}// mine\n`);
  const { out, err } = await folder.run(fuzz);
  expect(err).toContain(`${saved[0]} was changed after it was saved, so it is not run first; guise replay runs it.`);
  expect(out).not.toContain(`${saved[0]}: still fails`);
  writeFileSync(pathOf(saved[0]!), text);
});

it("saved failures of another text are counted, and stay", async () => {
  const other = folder.saved();
  const otherDrivers = drivers.replaceAll("act secrets FILE_WRITE_DATA", "act secrets FILE_READ_DATA");
  writeFileSync(join(folder.path, "play.scn"), world + otherDrivers + play);
  const { out, err } = await folder.run(fuzz);
  expect(out).not.toContain("still fails");
  expect(err).toMatch(new RegExp(`${other.length} saved failures? (is|are) of another text of these scenarios`));
  expect(folder.saved()).toEqual(expect.arrayContaining(other));
});
