/*
 * Files that use others mean what one file means, wherever a line stands; and nothing is read that may not.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compile, type Compiled } from "../compile.ts";
import { hasErrors, messageOf, type Phased } from "../diagnostics.ts";
import { folderOfTexts, type Folder } from "../gather/folder.ts";
import { encodeImage } from "../image/encodeImage.ts";
import { describeDiagnostics } from "../renderDiagnostic.ts";
import { parse } from "../parse.ts";

const scenarios = fileURLToPath(new URL("../../scenarios/", import.meta.url));
const paths = readdirSync(scenarios, { recursive: true, encoding: "utf8" })
  .filter((path) => /^(attacks|tutorial).*\.scn$/.test(path));

const compileWith = (text: string, files: Readonly<Record<string, string>>): Phased<Compiled> =>
  compile(text, { folder: folderOfTexts(new Map(Object.entries(files)), "main.scn") });
const said = (result: Phased<Compiled>): string[] => result.diagnostics.map(messageOf);

/** The images of all programs, without what scenarios are called. */
function imagesOf({ value }: Phased<Compiled>): string[] {
  return value.scenarios.flatMap(({ title, versions, program }) =>
    versions.map((version) => {
      const bytes = Buffer.from(encodeImage(program(version).image));
      return `${title} ${version} ${bytes.toString("base64")}`;
    }),
  );
}

/** The declarations of a file and the rest of it; comments go, they are of no meaning. */
function split(text: string): { declared: string; rest: string } {
  const parts = { declared: "", rest: "" };
  for (const { kind, span } of parse(text).value.items) {
    const own = ["windows", "scenario", "table"].includes(kind);
    parts[own ? "rest" : "declared"] += `${text.slice(span.start, span.end)}\n`;
  }
  return parts;
}

describe("a file cut in two", () => {
  test.each(paths.map((path) => path.replaceAll("\\", "/")))("%s is the same programs", (path) => {
    const text = readFileSync(scenarios + path, "utf8");
    const { declared, rest } = split(text);
    const whole = compile(`${declared}${rest}`);
    const used = compileWith(`use "world.scn"\n${rest}`, { "world.scn": declared });
    // a twin whose other half stands in another file is looked for elsewhere
    const [first, second] = [whole, used].map((each) => hasErrors(each.diagnostics));
    expect(second).toBe(first);
    expect(imagesOf(used)).toEqual(imagesOf(whole));
  }, 60_000);
});

describe("what is used", () => {
  const world = 'account bob { user S-1-5-21-1-2-3-4 }\nprocess app as bob { thread t }\n';
  const scenario = 'scenario "s" on windows 11 { expect not t.impersonating }\n';

  test("is used once, whichever ways lead to it", () => {
    const files = { "a.scn": 'use "world.scn"\n', "b.scn": 'use "world.scn"\n', "world.scn": world };
    expect(said(compileWith(`use "a.scn"\nuse "b.scn"\nuse "world.scn"\n${scenario}`, files))).toEqual([]);
  });

  test("is looked for beside the file that says so", () => {
    const files = { "parts/a.scn": 'use "world.scn"\n', "parts/world.scn": world };
    expect(said(compileWith(`use "parts/a.scn"\n${scenario}`, files))).toEqual([]);
  });

  test("does not bring its scenarios and its versions along", () => {
    const other = `windows nt4\n${world}scenario "t" { expect true }\n`;
    const { value } = compileWith(`use "world.scn"\n${scenario}`, { "world.scn": other });
    expect(value.scenarios.map(({ title, versions }) => [title, versions])).toEqual([["s", ["11"]]]);
  });

  test("knows its own threads, whatever who uses it calls its own", () => {
    const library = `${world}procedure serve() by t { NtClose(0x4) => any }
scenario "own" on windows 11 breaks "p" { t: NtClose(0x4) => any; expect t.process == app }
property "p": never t.impersonating
attacker thief { controls t; calls user routines }
`;
    const files = {
      "a.scn": 'use "world.scn"\n', "world.scn": library,
      "b.scn": 'use "world.scn"\nprocedure see() by t { NtClose(0x4) => any }\n',
    };
    const main = `use "a.scn"
use "b.scn"
account eve { user S-1-5-21-1-2-3-5 }
process other as eve { thread t }
scenario "s" on windows 11 { serve(); see(); play thief for 1; expect app.t.process == app }
scenario "mended" repairs "own" { expect not app.t.impersonating }
`;
    expect(said(compileWith(main, files)).filter((each) => !each.includes("judged by"))).toEqual([]);
    expect(said(compileWith(main.replace("app.t.process", "t.process"), files)).join()).toContain("`other`");
  });

  test("may not use in turn who uses it", () => {
    const files = { "main.scn": "", "a.scn": 'use "b.scn"\n', "b.scn": 'use "a.scn"\n' };
    expect(said(compileWith('use "a.scn"\n', files))).toEqual([
      "`a.scn` cannot be used. Line 1 of `b.scn`: `a.scn` uses `b.scn`, which uses `a.scn`.",
      "`a.scn` uses `b.scn`, which uses `a.scn`.",
    ]);
    expect(said(compileWith('use "main.scn"\n', files))).toEqual(["`main.scn` uses itself."]);
  });

  test.each([
    ["../x.scn", "`../x.scn` lies outside this folder."],
    ["/etc/passwd", "`/etc/passwd` lies outside this folder."],
    ["C:/x.scn", "`C:/x.scn` lies outside this folder."],
    ["a/../../x.scn", "`a/../../x.scn` lies outside this folder."],
    ["file:///x.scn", "`file:///x.scn` lies outside this folder."],
    ["a//b.scn", "`a//b.scn` is no path that means the same on every system."],
    ["world", "`world` is no path that means the same on every system."],
    ["wrold.scn", "There is no file `wrold.scn`."],
  ])("is refused with the reason: %s", (path, words) => {
    expect(said(compileWith(`use "${path}"\n`, { "world.scn": world }))).toEqual([words]);
  });

  test("is too much when it is more than 64 files, or more than 1 MiB", () => {
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`f${index}.scn`, "\n"]));
    const uses = Object.keys(many).map((name) => `use "${name}"\n`).join("");
    expect(said(compileWith(uses, many))).toEqual(["More than 64 files are used."]);
    expect(said(compileWith('use "big.scn"\n', { "big.scn": " ".repeat(1 << 20) })))
      .toEqual(["`big.scn` cannot be used: all files together are larger than 1 MiB."]);
  });

  test("tells its errors at its own lines, and clashes with the name of the file", () => {
    const files = { "a.scn": `${world}object x as fiel\n`, "b.scn": "account bob { }\n" };
    const { value, diagnostics } = compileWith('use "a.scn"\nuse "b.scn"\n', files);
    const places = describeDiagnostics(diagnostics, value.text, "main.scn", value.used)
      .map(({ file, start, message }) => `${file}:${start.line}:${start.column} ${message}`);
    expect(places).toEqual([
      "main.scn:1:5 `a.scn` cannot be used. Line 3: There is no type of object `fiel`.",
      "main.scn:2:5 `b.scn` cannot be used. Line 1: `bob` is already declared in line 1 of `a.scn`.",
      "a.scn:3:13 There is no type of object `fiel`.",
      "b.scn:1:9 `bob` is already declared in line 1 of `a.scn`.",
    ]);
  });
});

test("whatever is written behind use, nothing but clean paths is read, and nothing is thrown", () => {
  const read: string[] = [];
  const folder: Folder = {
    read: (path) => {
      read.push(path);
      return { problem: "missing", names: ["world.scn"] };
    },
  };
  const odd = fc.constantFrom(
    "..", "./a.scn", "a/./b.scn", "\\\\host\\x.scn", "a\u0000.scn", "CON.scn:x.scn",
  );
  fc.assert(fc.property(fc.oneof(fc.string(), odd), (path) => {
    expect(compile(`use ${JSON.stringify(path)}\n`, { folder }).diagnostics.length).toBeGreaterThan(0);
  }), { numRuns: 500 });
  expect(read.filter((path) => /(^|\/)\.\.?(\/|$)|^\/|\\|:|\u0000/.test(path))).toEqual([]);
});
