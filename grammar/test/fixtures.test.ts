/*
 * Fixtures: `.scn` files whose wrong lines carry what is said of them in a trailing comment. What is said
 * and not expected fails as well as what is expected and not said.
 */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { messageOf, wayOutOf, type Diagnostic } from "../diagnostics.ts";
import { LineMap } from "../lineMap.ts";
import { parse } from "../parse.ts";

const folder = new URL("fixtures/", import.meta.url);
const filesOf = (name: string): string[] =>
  readdirSync(new URL(name, folder)).filter((file) => file.endsWith(".scn"));
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");

/** `line: code`, with as much of the sentence as the fixture gives. */
function expectedIn(text: string): Map<number, { code: string; words: string }> {
  const expected = new Map<number, { code: string; words: string }>();
  text.split("\n").forEach((line, index) => {
    const found = /\/\/ (SCN\d\d\d)\s*(.*)$/.exec(line);
    if (found !== null) expected.set(index + 1, { code: found[1]!, words: found[2]!.trim() });
  });
  return expected;
}

function sentence(given: Diagnostic): string {
  const wayOut = wayOutOf(given);
  return wayOut === undefined ? messageOf(given) : `${messageOf(given)} — ${wayOut}`;
}

describe("what is wrong is said in its line, and nothing else is", () => {
  test.each(filesOf("broken/"))("%s", (file) => {
    const text = read(`broken/${file}`);
    const expected = expectedIn(text);
    expect(expected.size).toBeGreaterThan(5);
    const lines = new LineMap(text);
    const said = parse(text).diagnostics.map((each) => {
      const line = lines.lineOf(each.span.start);
      const wanted = expected.get(line);
      const matches = wanted?.code === each.code && sentence(each).includes(wanted.words);
      return `${line}: ${each.code} ${matches ? wanted.words : sentence(each)}`.trim();
    });
    expect(said).toEqual([...expected].map(([line, { code, words }]) => `${line}: ${code} ${words}`.trim()));
  });
});

describe("what is right parses without a word", () => {
  test.each(filesOf("whole/"))("%s", (file) => {
    const { value, diagnostics } = parse(read(`whole/${file}`));
    expect(diagnostics).toEqual([]);
    expect(value.items.length).toBeGreaterThan(2);
    expect(value.leftOut).toEqual([]);
  });
});
