/**
 * Ctrl-C: once for the report of a normal end, whatever is under way; twice for an end at once, without loss.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { failuresOf } from "../campaign/failures.ts";
import { failsAsWritten } from "../campaign/flatText.ts";
import { runProgram } from "../campaign/runProgram.ts";
import { ShrinkBudget } from "../campaign/shrinkBudget.ts";
import { shrinkFailure } from "../campaign/shrinkFailure.ts";
import { compile } from "../../grammar/compile.ts";
import { newMachine } from "./support/compiled.ts";
import { WorkFolder } from "./support/commandLine.ts";
import { drivers, play, world } from "./support/smallScenarios.ts";

const text = world + drivers + play;
const machine = newMachine();
const folders: WorkFolder[] = [];
afterAll(() => folders.forEach((folder) => folder.remove()));

function newFolder(): WorkFolder {
  const folder = new WorkFolder({ "play.scn": text });
  folders.push(folder);
  return folder;
}

/** Everything that lies in the store fails as it says. */
function checkSaved(folder: WorkFolder): void {
  const names = folder.saved();
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    const saved = readFileSync(join(folder.path, ".guise", "failures", name), "utf8");
    expect(failsAsWritten(machine, saved), name).toBe(true);
  }
}

/** Does something as soon as the first failure is told. */
function whenFound(folder: WorkFolder, words: readonly string[], act: (kill: () => void) => void) {
  const { process: running, ended } = folder.start(["fuzz", "play.scn", "--workers", "2", ...words]);
  running.stderr!.once("data", () => act(() => running.kill("SIGINT")));
  return ended;
}

it.each([0, 100, 300, 600])(
  "%s ms after the first failure, drawing or shrinking, it gives the whole report",
  async (milliseconds) => {
    const folder = newFolder();
    const { code, signal, out } = await whenFound(folder, ["--cases", "20000"], (interrupt) =>
      setTimeout(interrupt, milliseconds),
    );
    expect([code, signal], out).toEqual([1, null]);
    expect(out).toMatch(/^seed 0: /);
    expect(out).toMatch(/\n\d.* failed: 1 scenario on 1 version; .*\n(learnt: .*\n)?again:\n/);
    expect(out).toMatch(/\n {2}guise fuzz play\.scn .*--cases \d+\n$/);
    checkSaved(folder);
  },
);

it("twice it ends at once, and what was found is there", async () => {
  const folder = newFolder();
  const ended = await whenFound(folder, ["--cases", "1000000000"], (interrupt) => {
    interrupt();
    setTimeout(interrupt, 20);
  });
  expect([ended.code, ended.signal]).toEqual([130, null]);
  expect(ended.out).not.toContain("again:");
  checkSaved(folder);
});

it("shrinking that is stopped answers what is smallest by then, and that fails for the same reason", () => {
  const { value } = compile(text);
  const program = value.scenarios[0]!.program("xp-sp1");
  const outcome = runProgram(machine, program, { runs: 4_000, seed: 0n });
  const [failure] = failuresOf(program, outcome, text);
  const origin = { program, file: value.file, text, title: "play", found: "Found." };
  const whole = shrinkFailure(machine, origin, failure!.recipe);
  expect(whole.complete).toBe(true);
  let before = Infinity;
  for (const most of [0, 1, 5, 20, 100, 1_000]) {
    let asked = 0;
    const budget = new ShrinkBudget(undefined, () => ++asked > most);
    const stopped = shrinkFailure(machine, origin, failure!.recipe, budget);
    expect(failsAsWritten(machine, stopped.text!), `after ${most}`).toBe(true);
    // more time never makes it larger
    expect(stopped.text!.length).toBeLessThanOrEqual(before);
    before = stopped.text!.length;
  }
  expect(before).toBeGreaterThanOrEqual(whole.text!.length);
});
