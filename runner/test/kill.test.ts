/**
 * Campaigns that are killed at random moments lose nothing that they said they had found, leave nothing half
 * written, and the next one goes on from what they left. `npm run test:long` kills ten times as many.
 */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { failsAsWritten, writtenReason } from "../campaign/flatText.ts";
import { decodeState } from "../campaign/guided/corpusFile.ts";
import { newMachine } from "./support/compiled.ts";
import { WorkFolder } from "./support/commandLine.ts";
import { drivers, play, world } from "./support/smallScenarios.ts";

const KILLS = Number(process.env["GUISE_KILLS"] ?? 20);
/** Campaigns that are killed one after another in the same folder. */
const IN_A_ROW = 4;
const several = play.replace("on windows xp-sp1", "on windows 2000, xp-sp1");
const machine = newMachine();
/** How long a campaign takes that nobody kills, in milliseconds. */
let whole = 0;
let folder = new WorkFolder();

const fuzzed = (seed: number): string[] => [
  "fuzz", "play.scn", "--cases", "6000", "--seed", String(seed), "--workers", "2",
];

beforeAll(async () => {
  const unharmed = newFolder();
  const started = performance.now();
  expect((await unharmed.run(fuzzed(0))).code).toBe(1);
  whole = performance.now() - started;
  checkWhole(unharmed);
  unharmed.remove();
});
afterAll(() => folder.remove());

it(`after each of ${KILLS} kills all is whole, all that was told is there, and the next run goes on`, async () => {
  for (let kill = 0; kill < KILLS; kill++) {
    if (kill % IN_A_ROW === 0) folder = newFolder();
    const said = await killedAt(folder, Math.random() * whole);
    checkWhole(folder);
    checkTold(folder, said);
    if (kill % IN_A_ROW === IN_A_ROW - 1 || kill === KILLS - 1) await checkNext(folder);
  }
}, KILLS * 15_000);

const newFolder = (): WorkFolder => new WorkFolder({ "play.scn": world + drivers + several });

/** Kills a campaign so many milliseconds after it began; answers what it had said by then. */
async function killedAt(where: WorkFolder, milliseconds: number): Promise<string> {
  const { process: running, ended } = where.start(fuzzed(0));
  running.stdout!.once("data", () => setTimeout(() => running.kill("SIGKILL"), milliseconds));
  const { out, err, code } = await ended;
  // one that was faster than its killer ended as it should
  expect([null, 1]).toContain(code);
  return out + err;
}

const store = (where: WorkFolder, name: string): string => join(where.path, ".guise", name);

/** Every file of the store holds what its name was made of, and every failure fails as it says. */
function checkWhole(where: WorkFolder): void {
  for (const name of filesOf(store(where, "failures"))) {
    if (name.endsWith(".part")) continue;
    const bytes = readFileSync(join(store(where, "failures"), name));
    expect(name).toBe(`${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}.scn`);
    expect(failsAsWritten(machine, bytes.toString()), name).toBe(true);
  }
  for (const name of filesOf(store(where, "corpus"))) {
    if (name.endsWith(".part")) continue;
    const bytes = readFileSync(join(store(where, "corpus"), name));
    expect(name).toBe(`${createHash("sha256").update(bytes).digest("hex").slice(0, 16)}.corpus`);
    expect(decodeState(bytes)).toHaveProperty("state");
  }
}

const filesOf = (path: string): string[] => (existsSync(path) ? readdirSync(path) : []);

/** Every failure that was told has a file that fails for its reason. */
function checkTold(where: WorkFolder, said: string): void {
  const reasons = savedTexts(where).map((text) => writtenReason(text)!);
  for (const [, title, decided] of said.matchAll(/^found: "(.*)", (decided by .*|without .*); case \d+/gm)) {
    const expected = `property "${title}", ${decided}`;
    expect(reasons.some((reason) => reason.startsWith(expected)), expected).toBe(true);
  }
}

const savedTexts = (where: WorkFolder): string[] =>
  where.saved().map((name) => readFileSync(join(store(where, "failures"), name), "utf8"));

/**
 * The next campaign runs all failures that are there first, goes on from the corpora, and sweeps away what
 * was half written.
 */
async function checkNext(where: WorkFolder): Promise<void> {
  const before = where.saved();
  const hasCorpora = filesOf(store(where, "corpus")).some((name) => name.endsWith(".corpus"));
  const { out, code, err } = await where.run([
    ...fuzzed(0), "--cases", "1", ...(hasCorpora ? ["--corpus", ".guise/corpus"] : []),
  ]);
  expect([0, 1], err).toContain(code);
  expect(out.includes(": goes on from case ")).toBe(hasCorpora);
  for (const name of before) expect(out).toContain(`.guise/failures/${name}: still fails: `);
  for (const kind of ["failures", "corpus"])
    expect(filesOf(store(where, kind)).filter((name) => name.endsWith(".part"))).toEqual([]);
  where.remove();
}
