/* Files that use others, on disk: what is found, what is not, and where a failure stands. */
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deserialize } from "node:v8";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WorkFolder } from "./support/commandLine.ts";

const world = `account mallory { user S-1-5-21-7-7-7-1001; groups Users }
process app as mallory { thread victim, accomplice }
driver helper {
  entry raise() {
    ctx = SeCreateClientSecurity(system.main, level: SecurityImpersonation)
    SeImpersonateClientEx(ctx) => level: SecurityImpersonation
  }
}
`;
const main = 'use "parts/world.scn"\nscenario "s" on windows xp-sp1 { app.victim: enter helper.raise() }\n';
const folder = new WorkFolder({ "main.scn": main });
const write = (name: string, text: string): void => writeFileSync(join(folder.path, name), text);

beforeAll(() => {
  mkdirSync(join(folder.path, "parts"));
  mkdirSync(join(folder.path, "inner"));
  mkdirSync(join(folder.path, "inner/folder.scn"));
  write("parts/world.scn", world);
  write("outside.scn", world);
  symlinkSync(join(folder.path, "outside.scn"), join(folder.path, "inner/link.scn"));
});
afterAll(() => folder.remove());

test("a file runs with what it uses, and anew when only the used file has changed", async () => {
  expect((await folder.run(["run", "main.scn"])).code).toBe(0);
  write("parts/world.scn", world.replace("=> level: SecurityImpersonation", "=> level: SecurityIdentification"));
  const { code, out } = await folder.run(["run", "main.scn"]);
  expect(code).toBe(1);
  // the demand that fails stands in the used file
  expect(out).toContain("parts/world.scn:6:32");
  write("parts/world.scn", world);
  expect((await folder.run(["run", "main.scn", "parts"])).code).toBe(0);
});

test("JSON counts each place within its own file, and names the file", async () => {
  const wrong = world.replace("=> level: SecurityImpersonation", "=> level: SecurityIdentification");
  write("parts/world.scn", wrong);
  const { out } = await folder.run(["run", "main.scn", "--reporter", "json"]);
  const traced = await folder.run(["trace", "main.scn", "--format", "json"]);
  write("parts/world.scn", world);
  const texts: Record<string, string> = { "main.scn": main, "parts/world.scn": wrong };
  const spansIn = (json: string): string[] => {
    const found: string[] = [];
    JSON.parse(json, (name, value: { file?: string; start: number; end: number }) => {
      if (name === "span") found.push(texts[value.file ?? "main.scn"]!.slice(value.start, value.end));
      return value;
    });
    return found;
  };
  const enter = "helper.raise";
  const demand = "=> level: SecurityIdentification";
  const [create, impersonate] = wrong.split("\n").slice(4, 6).map((line) => line.trim());
  expect(new Set(spansIn(traced.out))).toEqual(new Set([enter, create, impersonate, demand]));
  expect(new Set(spansIn(out))).toEqual(new Set(spansIn(traced.out)));
  expect(out).toContain('"file": "parts/world.scn"');
});

test("what is wrong in a used file is said once, at that file where it is asked about", async () => {
  write("library.scn", "account bob { colour red }\n");
  for (const name of ["first.scn", "second.scn"]) write(name, 'use "library.scn"\n');
  const lines = async (...paths: string[]): Promise<string[]> =>
    (await folder.run(["check", ...paths])).err.match(/^\S+\.scn:\d+:\d+ error SCN\d+/gm) ?? [];
  const uses = ["first.scn:1:5 error SCN014", "second.scn:1:5 error SCN014"];
  expect(await lines("first.scn", "second.scn", "library.scn")).toEqual([...uses, "library.scn:1:15 error SCN010"]);
  expect((await lines("first.scn", "./second.scn", "./first.scn")).sort())
    .toEqual(["./second.scn:1:5 error SCN014", "first.scn:1:5 error SCN014", "library.scn:1:15 error SCN010"]);
});

test.each([
  ["link.scn", "`link.scn` lies outside this folder."],
  ["../outside.scn", "`../outside.scn` lies outside this folder."],
  ["links.scn", "Did you mean `link.scn`?"],
  ["../inner", "`../inner` lies outside this folder."],
  ["folder.scn", "`folder.scn` cannot be used: it is no file."],
])("what is wrong with a used path is said: %s", async (path, words) => {
  write("inner/other.scn", `use "${path}"\n`);
  const { code, err } = await folder.run(["check", "inner/other.scn"]);
  expect([code, err]).toEqual([2, expect.stringContaining(words)]);
});

test("a used file that is no text is refused in a sentence", async () => {
  writeFileSync(join(folder.path, "parts/picture.scn"), new Uint8Array([0xff, 0xfe, 0x00, 0x01]));
  write("broken.scn", 'use "parts/picture.scn"\n');
  const { code, err } = await folder.run(["check", "broken.scn"]);
  expect([code, err]).toEqual([2, expect.stringContaining("`parts/picture.scn` cannot be used: this is no text file.")]);
});

test("a text from standard input uses files of the current folder", async () => {
  expect((await folder.run(["run", "-"], main)).code).toBe(0);
});

test("what is saved of a failure stands alone", async () => {
  write("fuzzed.scn", `use "parts/world.scn"
attacker thief { controls app.accomplice; calls NtOpenThreadToken; names app.victim; holds none }
scenario "s" on windows xp-sp1 {
  never escalation by thief
  concurrently { lane app.victim { enter helper.raise() }; play thief for 1 }
}
`);
  expect((await folder.run(["fuzz", "fuzzed.scn", "--cases", "200", "--seed", "1"])).code).toBe(1);
  const [saved] = folder.saved();
  expect((await folder.run(["replay", `.guise/failures/${saved}`])).code).toBe(1);
});

const twins = `${world}driver clean { entry raise() { PsRevertToSelf() } }
property "clean": always clean at user-return
scenario "raised" on windows xp-sp1 breaks "clean" { app.victim: enter helper.raise() }
`;

test("a broken twin of a used file below is found, in one run and in the next", async () => {
  write("parts/twins.scn", twins);
  write("lowered.scn", 'use "parts/twins.scn"\nscenario "lowered" repairs "raised" with clean as helper\n');
  for (const _ of ["compiled", "from the cache"]) {
    const { code, out } = await folder.run(["run", "lowered.scn"]);
    expect([code, out]).toEqual([0, expect.stringContaining('the same budget finds "raised" broken')]);
  }
  // without its fault the other twin is no longer found broken
  write("parts/twins.scn", twins.replace("SeImpersonateClientEx(ctx) => level: SecurityImpersonation", ""));
  expect((await folder.run(["run", "lowered.scn"])).code).toBe(1);
});

test("what a file and those that it uses were compiled to is kept, with the texts that it is for", async () => {
  const cache = fileURLToPath(new URL("../../build/cache", import.meta.url));
  const text = `${main}// of this test alone: ${process.pid}\n`;
  write("kept.scn", text);
  write("parts/world.scn", world);
  const first = await folder.run(["run", "kept.scn"]);
  const entries = readdirSync(cache).map((name) => deserialize(readFileSync(join(cache, name))) as object);
  expect(entries).toContainEqual(
    expect.objectContaining({
      text,
      reads: new Map([["parts/world.scn", expect.objectContaining({ text: world }) as unknown]]),
    }),
  );
  const timeless = (out: string): string => out.replace(/in [\d.]+ s/, "");
  expect(timeless((await folder.run(["run", "kept.scn"])).out)).toBe(timeless(first.out));
});
