/**
 * The house in rules that a machine can check: who may import whom, how long a file grows, what stands only
 * in the tables.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const rooms = ["core", "grammar", "runner"];

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : /\.ts$/.test(name) ? [path] : [];
  });
}

const files = rooms
  .flatMap((room) => filesBelow(join(root, room)))
  .map((path) => ({ path: relative(root, path), text: readFileSync(path, "utf8") }));
const isTest = (path: string): boolean => /(^|\/)test\//.test(path);

/** What a file imports: own files relative to the root, packages by name. */
function imports({ path, text }: { path: string; text: string }): string[] {
  const found = [...text.matchAll(/^(?:import|export)\s[\w*{}\s,$]*?from\s+"([^"\n]+)"|\bimport\("([^"\n]+)"\)/gm)].map((match) => (match[1] ?? match[2])!);
  return found.map((name) => (name.startsWith(".") ? relative(root, resolve(root, dirname(path), name)) : name));
}

const COLUMNS = 110;
/** Lines that are longer than the limit even without the longest text that stands in them, by number. */
function longLines(text: string): number[] {
  const lines = text.split("\n");
  if (lines.every((line) => line.length <= COLUMNS)) return [];
  const source = ts.createSourceFile("file.ts", text, ts.ScriptTarget.Latest);
  const longest = lines.map(() => 0);
  const note = (node: ts.Node): void => {
    const [start, end] = [node.getStart(source), node.end].map(
      (at) => source.getLineAndCharacterOfPosition(at),
    ) as [
      ts.LineAndCharacter, ts.LineAndCharacter,
    ];
    for (let line = start.line; line <= end.line; line++) {
      const from = line === start.line ? start.character : 0;
      const to = line === end.line ? end.character : lines[line]!.length;
      longest[line] = Math.max(longest[line]!, to - from);
    }
  };
  const visit = (node: ts.Node): void => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)
      || ts.isRegularExpressionLiteral(node);
    if (isText) note(node);
    else ts.forEachChild(node, visit);
  };
  visit(source);
  return lines.flatMap(
    (line, at) => (line.length > COLUMNS && line.length - longest[at]! > COLUMNS ? [at + 1] : []),
  );
}

/** Which imports of a room are allowed. */
const allowed: { room: RegExp; may: RegExp; what: string }[] = [
  { room: /^core\/tables\//, may: /^core\/(tables\/|generated\/readings\.json$)/, what: "the tables import nothing but each other and what was read out of the routines" },
  { room: /^core\/(?!tables\/|test\/)/, may: /^core\/(?!tables\/|test\/)/, what: "the core imports only the core" },
  { room: /^grammar\//, may: /^(grammar\/|core\/tables\/|chevrotain$|fastest-levenshtein$|picocolors$|@babel\/code-frame$)/, what: "the grammar knows neither Node nor the runner" },
  {
    room: /^runner\/(machine|campaign|report)\//,
    may: /^(runner\/(machine|campaign|report)\/|grammar\/|core\/tables\/|@babel\/code-frame$)/,
    what: "machine, campaign and report know neither Node nor DOM",
  },
  { room: /^runner\/web\//, may: /^(runner\/(?!node\/)|grammar\/|core\/tables\/)/, what: "the browser's room knows no Node" },
];

describe("the house", () => {
  it.each(allowed)("$what", ({ room, may }) => {
    const wrong = files.filter((file) => room.test(file.path) && !isTest(file.path))
      .flatMap((file) => imports(file).filter((name) => !may.test(name)).map((name) => `${file.path} imports ${name}`));
    expect(wrong).toEqual([]);
  });

  it("names statuses instead of writing their numbers", () => {
    const wrong = files.filter((file) => !/^core\/(tables|generated)\//.test(file.path) && !isTest(file.path))
      .filter((file) => /0x[cC]0000[0-9a-fA-F]{3}\b/.test(file.text.replace(/\/\*[^]*?\*\//g, ""))).map((file) => file.path);
    expect(wrong).toEqual([]);
  });

  it("keeps hand-written files short enough to read", () => {
    const long = files.filter((file) => !/^core\/(generated|tables)\//.test(file.path) && !/syntaxTree\.ts$/.test(file.path))
      .filter((file) => file.text.split("\n").length > 400).map((file) => file.path);
    expect(long).toEqual([]);
  });

  it("keeps lines within 110 columns, save for a text that cannot be broken", () => {
    const long = files
      .filter(({ path }) => !/^core\/generated\//.test(path))
      .flatMap(({ path, text }) => longLines(text).map((line) => `${path}:${line}`));
    expect(long).toEqual([]);
  });

  it.each([
    ["code", "call(" + "argument, ".repeat(12) + ")", [1]],
    ["a comment", "// " + "words ".repeat(20), [1]],
    ["many short texts", `list(${'"text", '.repeat(16)})`, [1]],
    ["one long text", `say("${"words ".repeat(20)}")`, []],
    ["a text of several lines", "const text = `\n" + "words ".repeat(20) + "\n`;", []],
    ["a text with holes", "say(`" + "${word} ".repeat(20) + "`)", []],
  ])("tells a line of %s from what is to be broken", (_, text, lines) => {
    expect(longLines(text)).toEqual(lines);
  });

  it("opens each hand-written file with what it is", () => {
    const silent = files
      .filter((file) => !/^core\/generated\//.test(file.path) && !isTest(file.path) && !/^\s*(\/\*|\/\/|#!)/.test(file.text))
      .map((file) => file.path);
    expect(silent).toEqual([]);
  });

  it("has no file of the core that nobody reaches, since what is not reached is not checked", () => {
    const byPath = new Map(files.map((file) => [file.path, file]));
    const reached = new Set<string>();
    const visit = (path: string): void => {
      const file = byPath.get(path);
      if (!file || reached.has(path)) return;
      reached.add(path);
      for (const name of imports(file)) visit(name.endsWith(".ts") ? name : `${name}.ts`);
    };
    visit("core/index.ts");
    const idle = files.filter((file) => /^core\/(?!tables\/|test\/|generated\/)/.test(file.path) && !reached.has(file.path)).map((file) => file.path);
    expect(idle).toEqual([]);
  });

  it("knows the parts of operands and statuses in one file each", () => {
    const owners = new Set(["grammar/image/records.ts", "grammar/statusWords.ts"]);
    const wrong = files
      .filter(({ path, text }) => /^(grammar|runner)\//.test(path) && !owners.has(path) && /(<<|>>>?) (12|30)\b/.test(text))
      .map((file) => file.path);
    expect(wrong.filter((path) => !isTest(path))).toEqual([]);
  });

  it("reads and writes memory in few rooms", () => {
    // the accessors, the image's reader, and what keeps its own buffers; a routine never does
    const rooms = /^core\/(generated|load|step|judge|campaign)\/|^core\/(choices|decide|index)\.ts$|^core\/objects\//;
    const wrong = files
      .filter(
        (file) => /^core\/(?!tables\/|test\/)/.test(file.path) && /\b(load|store)<|memory\.(copy|fill)/.test(file.text) && !rooms.test(file.path),
      )
      .map((file) => file.path);
    expect(wrong).toEqual([]);
  });
});
