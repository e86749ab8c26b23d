/** Files are written whole or not at all, and output that cannot be written is said in words. */
import { spawn } from "node:child_process";
import {
  chmodSync, closeSync, lstatSync, openSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
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
