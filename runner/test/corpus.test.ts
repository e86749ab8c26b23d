/**
 * Corpora: a campaign goes on from one as if it had never stopped, shards make together what one machine
 * makes, and what is damaged or of something else is said and never used.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeState, encodeState, isRefused } from "../campaign/guided/corpusFile.ts";
import { WorkFolder, type Ended } from "./support/commandLine.ts";
import { drivers, play, world } from "./support/smallScenarios.ts";

const text = world + drivers + play;
const folders: WorkFolder[] = [];
afterAll(() => folders.forEach((folder) => folder.remove()));

function newFolder(files: Readonly<Record<string, string>> = {}): WorkFolder {
  const folder = new WorkFolder({ "play.scn": text, ...files });
  folders.push(folder);
  return folder;
}

const corpora = (folder: WorkFolder, name = ".guise/corpus"): string[] =>
  readdirSync(join(folder.path, name)).sort();

/** What a campaign found, as people count it, without what depends on where it began. */
interface Found {
  readonly results: readonly {
    readonly runs: number;
    readonly failures: readonly { readonly key: string; readonly count: number }[];
    readonly corpus?: { readonly path: string; readonly next: number };
  }[];
}
const foundBy = ({ out }: Ended): Found["results"][0] => (JSON.parse(out) as Found).results[0]!;
const fuzz = (folder: WorkFolder, ...words: string[]): Promise<Ended> =>
  folder.run(["fuzz", "play.scn", "--workers", "1", "--reporter", "json", ...words]);

/** A campaign of one epoch, and the folder that it left. */
let epoch: { readonly folder: WorkFolder; readonly found: Found["results"][0] };
beforeAll(async () => {
  const folder = newFolder();
  epoch = { folder, found: foundBy(await fuzz(folder, "--cases", "4096")) };
});

/** A folder such as that campaign left. */
function folderBehindEpoch(): WorkFolder {
  const folder = newFolder();
  cpSync(join(epoch.folder.path, ".guise"), join(folder.path, ".guise"), { recursive: true });
  return folder;
}

it("a campaign that goes on from a corpus makes the cases, and the corpus, of one that never stopped", async () => {
  const [whole, parts] = [newFolder(), newFolder()];
  const all = foundBy(await fuzz(whole, "--cases", "28672"));
  const first = foundBy(await fuzz(parts, "--cases", "12288"));
  const second = foundBy(await fuzz(parts, "--cases", "16384", "--corpus", ".guise/corpus"));
  expect([first.corpus!.next, second.corpus!.next]).toEqual([12_288, 28_672]);
  expect(second.corpus!.path).toBe(all.corpus!.path);
  const countOf = (found: Found["results"][0], key: string): number =>
    found.failures.find((failure) => failure.key === key)?.count ?? 0;
  expect(all.failures.length).toBeGreaterThan(0);
  for (const { key, count } of all.failures) expect(countOf(first, key) + countOf(second, key)).toBe(count);
});

it("shards that are merged leave the bytes that one machine leaves, and their failures", async () => {
  const [folder, whole] = [folderBehindEpoch(), epoch.found];
  for (const part of ["2/3", "1/3"]) await fuzz(folder, "--shard", part, "--corpus", "shards");
  const early = await folder.run(["corpus", "merge", "play.scn", "--corpus", "shards"]);
  expect([early.code, early.out]).toEqual([2, ""]);
  expect(early.err).toContain("shard 3/3 is missing");
  await fuzz(folder, "--shard", "3/3", "--corpus", "shards");
  const merged = await folder.run(["corpus", "merge", "play.scn", "--corpus", "shards"]);
  expect(merged.code, merged.err).toBe(0);
  const name = whole.corpus!.path.split("/").at(-1)!;
  expect(corpora(folder, "shards")).toEqual([name]);
  expect(readFileSync(join(folder.path, "shards", name))).toEqual(
    readFileSync(join(folder.path, whole.corpus!.path)),
  );
  for (const { count } of whole.failures) expect(merged.out).toContain(`in ${count} cases of 4,096`);
  const next = await fuzz(folder, "--shard", "1/2", "--corpus", "shards");
  expect(foundBy(next).runs).toBe(4_096);
});

it("the command that a campaign names repeats it, also when it went on from a corpus", async () => {
  const folder = newFolder();
  await fuzz(folder, "--cases", "5000");
  const ended = await fuzz(folder, "--cases", "9000", "--corpus", ".guise/corpus");
  const { again } = JSON.parse(ended.out) as { again: string[] };
  expect(again[0]).toMatch(/--corpus \.guise\/corpus\/[0-9a-f]{16}\.corpus --cases 9000$/);
  const repeated = await folder.run([...again[0]!.split(" ").slice(1), "--reporter", "json"]);
  expect(foundBy(repeated)).toEqual(foundBy(ended));
});

it("a number of failures ends a campaign with that failure, whoever draws", async () => {
  const ends: unknown[] = [];
  for (const workers of ["1", "3"]) {
    const folder = newFolder();
    const words = ["fuzz", "play.scn", "--max-failures", "2", "--workers", workers, "--reporter", "json"];
    const { results } = JSON.parse((await folder.run(words)).out) as Found;
    expect(results[0]!.failures).toHaveLength(2);
    ends.push(results);
  }
  expect(ends[1]).toEqual(ends[0]);
});

it.each<[string, (folder: WorkFolder, path: string) => string[], RegExp]>([
  ["a byte was changed", (_, path) => {
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(path, bytes);
    return [];
  }, /this corpus is damaged/],
  ["it was cut", (_, path) => {
    writeFileSync(path, readFileSync(path).subarray(0, 1_000));
    return [];
  }, /this corpus is damaged/],
  ["it is no corpus at all", (_, path) => {
    writeFileSync(path, "hello");
    return [];
  }, /this is no corpus/],
])("a corpus is not gone on from when %s, which ends with 2", async (_, change, sentence) => {
  const folder = folderBehindEpoch();
  const saved = folder.saved();
  const path = join(folder.path, ".guise/corpus", corpora(folder)[0]!);
  const words = change(folder, path);
  for (const named of [".guise/corpus", `.guise/corpus/${corpora(folder)[0]}`]) {
    const { code, out, err } = await fuzz(folder, "--corpus", named, ...words);
    expect([code, out], err).toEqual([2, ""]);
    expect(err).toMatch(sentence);
    expect(err.trim().split("\n")).toHaveLength(1);
  }
  expect(folder.saved()).toEqual(saved);
});

/** Makes the corpus that a folder holds one of another core. */
function ofAnotherCore(path: string): void {
  const read = decodeState(readFileSync(path));
  if (isRefused(read)) throw new Error(read.refused);
  const bytes = encodeState({ ...read.origin, core: read.origin.core.map((byte) => ~byte) }, read.state);
  rmSync(path);
  const name = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
  writeFileSync(join(path, "..", `${name}.corpus`), bytes);
}

describe.each<[string, (folder: WorkFolder, path: string) => string[], RegExp]>([
  ["core", (_, path) => {
    ofAnotherCore(path);
    return [];
  }, /made with another core of Guise.* Without --corpus a campaign begins anew/],
  ["program", (folder) => {
    writeFileSync(join(folder.path, "play.scn"), text.replace("for 4", "for 3"));
    return [];
  }, /this corpus is of another program.* Without --corpus a campaign begins anew/],
  ["seed", () => ["--seed", "9"], /this corpus is of another seed\. --seed 0 goes on from it\.$/m],
])("a corpus of another %s", (other, change, sentence) => {
  let folder: WorkFolder;
  let words: string[] = [];
  beforeAll(() => {
    folder = folderBehindEpoch();
    words = change(folder, join(folder.path, ".guise/corpus", corpora(folder)[0]!));
  });

  it("is refused with a way out when it was named", async () => {
    const [name] = corpora(folder);
    const { code, out, err } = await fuzz(folder, "--corpus", `.guise/corpus/${name}`, ...words);
    expect([code, out], err).toEqual([2, ""]);
    expect(err).toMatch(sentence);
    expect(err.trim().split("\n")).toHaveLength(1);
  });

  it("is passed over in a folder, in a line, and the campaign is the one without a corpus", async () => {
    const given = await fuzz(folder, "--corpus", ".guise/corpus", "--cases", "4096", ...words);
    expect(given.code, given.err).toBeLessThan(2);
    expect(given.err.match(/^guise: .*passed over.*$/gm)).toEqual([
      `guise: .guise/corpus: passed over: 1 corpus of another ${other}.`,
    ]);
    expect(foundBy(given)).toEqual(foundBy(await fuzz(folder, "--cases", "4096", ...words)));
    const goingOn = await fuzz(folder, "--corpus", ".guise/corpus", "--cases", "10", ...words);
    expect(goingOn.err).not.toContain("passed over");
  });
});

it("what is no file in a store is said, read by nobody, and stops nobody", async () => {
  const folder = folderBehindEpoch();
  const before = corpora(folder);
  const strange = [".guise/corpus/f.corpus", ".guise/failures/f.scn"];
  for (const path of strange) execFileSync("mkfifo", [join(folder.path, path)]);
  for (const path of [".guise/corpus/g.shard", ".guise/failures/g.scn", ".guise/corpus/4194999.part"])
    mkdirSync(join(folder.path, path));
  for (const path of [".guise/corpus/h.corpus", ".guise/failures/h.scn"])
    symlinkSync("nowhere", join(folder.path, path));
  const said = (err: string, path: string): boolean => err.includes(`${path}: this is no regular file, so it`);
  for (const words of [["show"], ["clean"], ["minimize"]]) {
    const { code, err } = await folder.run(["corpus", ...words]);
    expect([words, code, said(err, strange[0]!)], err).toEqual([words, 0, true]);
  }
  const { code, err } = await fuzz(folder, "--cases", "100", "--corpus", ".guise/corpus");
  expect(code, err).toBeLessThan(2);
  for (const path of [...strange, ".guise/failures/g.scn", ".guise/failures/h.scn", ".guise/corpus/g.shard"])
    expect(said(err, path), path).toBe(true);
  expect(corpora(folder)).toEqual(expect.arrayContaining(["4194999.part", "f.corpus", "g.shard", "h.corpus"]));
  expect(before).toHaveLength(1);
});

it.each([
  [["--shard", "3/2", "--corpus", "c"], "It must be i/n with i from 1 to n, such as 2/3."],
  [["--shard", "0/2", "--corpus", "c"], "It must be i/n with i from 1 to n, such as 2/3."],
  [["--shard", "4097/4097", "--corpus", "c"], "An epoch of 4096 cases has no more parts than cases."],
  [["--shard", "1/2"], "--shard 1/2 needs --corpus DIR"],
  [["--shard", "1/2", "--corpus", "c", "--cases", "5"], "--cases has no place beside it"],
  [["--max-failures", "0"], "It must be a whole number above 0."],
])("fuzz %j ends with 2 and says why", async (words, sentence) => {
  const { code, out, err } = await fuzz(newFolder(), ...words);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(sentence);
});

it("corpora are shown with whose they are, an entry with its calls, and what is useless is cleaned", async () => {
  const folder = folderBehindEpoch();
  const [older] = corpora(folder);
  await fuzz(folder, "--cases", "8192", "--corpus", `.guise/corpus/${older}`);
  const newer = corpora(folder).find((name) => name !== older)!;
  writeFileSync(join(folder.path, ".guise/corpus", `${"0".repeat(16)}.corpus`), "half");
  const shown = await folder.run(["corpus", "show", "play.scn"]);
  expect(shown.code).toBe(2);
  expect(shown.err).toMatch(/0000000000000000\.corpus: this is no corpus\.\n$/);
  expect(shown.out).toMatch(/"play" on xp-sp1, seed 0: \d+ entries, \d+ features, [\d,]+ bytes, 4,096 cases made/);
  const cleaned = await folder.run(["corpus", "clean", "play.scn"]);
  expect(cleaned.code).toBe(0);
  expect(corpora(folder)).toEqual([newer]);
  const entry = await folder.run(["corpus", "show", "play.scn", "--entry", "2"]);
  expect(entry.out).toMatch(/^app\.\w+: \w+/);
  const minimized = await folder.run(["corpus", "minimize"]);
  expect(minimized.out).toMatch(/entries of [\d,]+ show all features/);
  expect((await fuzz(folder, "--cases", "100", "--corpus", ".guise/corpus")).code).toBeLessThan(2);
});

it.each(["merge", "clean"])(
  "shards that a merge that was killed left behind do not stop the next one: corpus %s",
  async (command) => {
    const folder = newFolder();
    await fuzz(folder, "--shard", "1/1", "--corpus", "shards");
    const [name] = corpora(folder, "shards");
    const bytes = readFileSync(join(folder.path, "shards", name!));
    await folder.run(["corpus", "merge", "play.scn", "--corpus", "shards"]);
    const merged = corpora(folder, "shards");
    writeFileSync(join(folder.path, "shards", name!), bytes);
    const { code, out } = await folder.run(["corpus", command, "play.scn", "--corpus", "shards"]);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`${name}: (of an epoch that is merged already|part of .*corpus), removed`));
    expect(corpora(folder, "shards")).toEqual(merged);
  },
);

it("a corpus may have any name, since its check sum tells whether it is whole", async () => {
  const folder = folderBehindEpoch();
  const path = join(folder.path, ".guise/corpus", corpora(folder)[0]!);
  writeFileSync(join(folder.path, "mine.corpus"), readFileSync(path));
  expect((await fuzz(folder, "--cases", "100", "--corpus", "mine.corpus")).code).toBeLessThan(2);
  const { code, out, err } = await fuzz(folder, "--corpus", "typo.corpus");
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain("there is no such file");
});

it("corpora are cleaned where no failure was ever saved", async () => {
  const folder = newFolder();
  const { code, out } = await folder.run(["corpus", "clean"]);
  expect([code, out]).toEqual([0, "There is nothing to clean.\n"]);
});

it("a folder of corpora that cannot be written is known before anything is drawn", async () => {
  const folder = newFolder();
  mkdirSync(join(folder.path, ".guise"));
  writeFileSync(join(folder.path, ".guise/corpus"), "in the way");
  const { code, out, err } = await fuzz(folder);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(/^guise: \.guise\/corpus: .*\.\n$/);
});
