/** What a file of these folders offers, some other file asks for; the rest is its own business. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const files = ["core/tables", "core/test", "grammar", "runner"].flatMap((room) =>
  (readdirSync(`${root}${room}`, { recursive: true, encoding: "utf8" }))
    .filter((path) => path.endsWith(".ts"))
    .map((path) => ({ path: `${room}/${path}`, text: readFileSync(`${root}${room}/${path}`, "utf8") })));

/** Names that a file imports from others or hands on. */
const askedFor = (text: string): string[] =>
  [...text.matchAll(/^(?:import|export)\b([^;]*?)\bfrom "/gms)].flatMap(([, names]) => names!.match(/\w+/g) ?? []);
const offered = (text: string): string[] =>
  [...text.matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)].map(([, name]) => name!);

test("each function, constant and class that parsing, resolving, checking and formatting export is imported somewhere", () => {
  const asked = files.map(({ path, text }) => ({ path, names: new Set(askedFor(text)) }));
  const looked = files.filter(({ path }) => /^grammar\/(check|parser|resolve|format|buildSyntaxTree)\//.test(path));
  const isAsked = (name: string, own: string): boolean =>
    asked.some(({ path, names }) => path !== own && names.has(name));
  expect(looked.flatMap(({ text }) => offered(text)).length).toBeGreaterThan(150);
  expect(looked.flatMap(({ path, text }) =>
    offered(text).filter((name) => !isAsked(name, path)).map((name) => `${path} ${name}`))).toEqual([]);
});
