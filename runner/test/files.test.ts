/** Files are written whole or not at all, and output that cannot be written is said in words. */
import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync, closeSync, lstatSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync,
  symlinkSync, writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { FailureStore } from "../node/failureStore.ts";
import { writeWhole } from "../node/files.ts";
import { WorkFolder } from "./support/commandLine.ts";
import { choices, world } from "./support/smallScenarios.ts";

let folder = new WorkFolder();
beforeEach(() => {
  folder.remove();
  folder = new WorkFolder({ "a.scn": "before", "held.scn": world + choices(3) });
});
afterAll(() => folder.remove());
const path = (name: string): string => join(folder.path, name);

it("a file is replaced whole, keeps who may read it, and nothing is left beside it", () => {
  chmodSync(path("a.scn"), 0o640);
  const text = "after, of several bytes each: äöü — 𐍈\n".repeat(20_000);
  writeWhole(path("a.scn"), text);
  expect(readFileSync(path("a.scn"), "utf8")).toBe(text);
  expect(statSync(path("a.scn")).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder.path).sort()).toEqual(["a.scn", "held.scn"]);
});

it("a link keeps leading to the file that is written", () => {
  symlinkSync("a.scn", path("link.scn"));
  writeWhole(path("link.scn"), "after");
  expect(lstatSync(path("link.scn")).isSymbolicLink()).toBe(true);
  expect(readFileSync(path("a.scn"), "utf8")).toBe("after");
});

it("what stands in the way stays as it is, and is named", () => {
  expect(() => writeWhole(folder.path, "text")).toThrow(`${folder.path}: this is a folder and no file.`);
  expect(() => writeWhole(path("absent/a.scn"), "text")).toThrow(/: there is no such file or folder\.$/);
  expect(() => writeWhole(path("a.scn/b.scn"), "text")).toThrow(/: a part of this path is no folder\.$/);
  expect(readFileSync(path("a.scn"), "utf8")).toBe("before");
});

it("failures are kept also when their folder is taken away meanwhile", () => {
  const store = new FailureStore(path("failures")).open();
  const first = store.save("one");
  rmSync(path("failures"), { recursive: true });
  expect(readFileSync(store.save("two")!, "utf8")).toBe("two");
  expect(readFileSync(store.settle("three", first)!, "utf8")).toBe("three");
});

it("output that cannot be written ends with 2 and a sentence", async () => {
  const unwritable = openSync(path("a.scn"), "r");
  const cli = join(import.meta.dirname, "../../build/cli.js");
  const child = spawn(process.execPath, [cli, "run", "held.scn"], {
    cwd: folder.path, stdio: ["ignore", unwritable, "pipe"],
  });
  let said = "";
  child.stderr!.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  closeSync(unwritable);
  expect([code, said]).toEqual([2, "guise: standard output: it is not open for this.\n"]);
});

describe("in a folder with files that cannot be read", () => {
  const sentences = [
    ["link.scn", "link.scn: this link leads to nothing."],
    ["bad.scn", "bad.scn: SCN005: this is no text file. Scenarios are UTF-8 text."],
    ["pipe.scn", "pipe.scn: this is no regular file, so it is not read."],
    ["folder-link.scn", "folder-link.scn: this is a folder and no file."],
  ] as const;

  beforeEach(() => {
    rmSync(path("a.scn"));
    mkdirSync(path("folder.scn"));
    symlinkSync("nowhere.scn", path("link.scn"));
    symlinkSync("folder.scn", path("folder-link.scn"));
    writeFileSync(path("bad.scn"), new Uint8Array([0x61, 0xff, 0xfe]));
    execFileSync("mkfifo", [path("pipe.scn")]);
  });

  it("run runs the others, says each in a sentence, and answers 2", async () => {
    const { code, out, err } = await folder.run(["run", "."]);
    expect(code).toBe(2);
    expect(out).toContain("1 held: 1 scenario");
    for (const [, sentence] of sentences) expect(err).toContain(sentence);
  });

  it.each([["check"], ["format", "--check"], ["fuzz", "--cases", "10"]])("so does %s", async (...command) => {
    const { code, err } = await folder.run([...command, "."]);
    expect(code).toBe(2);
    for (const [, sentence] of sentences) expect(err).toContain(sentence);
  });

  it.each(sentences)("%s alone is refused in the same sentence, and nothing waits for it", async (name, sentence) => {
    const { code, err } = await folder.run(["run", name]);
    expect([code, err]).toEqual([2, expect.stringContaining(name === "folder-link.scn" ? "no .scn file" : sentence)]);
  });
});

it("an expectation that is broken before the first step is told in words", async () => {
  const text = `${world}scenario "s" on windows 11 { expect app.victim.impersonating; system.main: PsRevertToSelf() }\n`;
  writeFileSync(path("a.scn"), text);
  const { code, out } = await folder.run(["run", "a.scn"]);
  expect(code).toBe(1);
  expect(out).toMatch(/The steps \(its only run\)\n +None was made: what is broken comes before the first one\.\n/);
});
