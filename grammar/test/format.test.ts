/*
 * The formatter: one layout, the same tree, no comment lost.
 */

import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { formatText } from "../format.ts";
import { parse } from "../parse.ts";
import { generatedText } from "./generatedFiles.ts";

const folder = new URL("fixtures/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");
const wholes = readdirSync(new URL("whole/", folder)).filter((file) => file.endsWith(".scn"));

/** The tree of a text, without places and comments. */
function treeOf(text: string): unknown {
  const { value, diagnostics } = parse(text);
  expect(
    diagnostics.map(
      (each) =>
        `${each.form} ${each.arguments.join(" ")} at ${text.slice(each.span.start, each.span.start + 30)}`
    )
  ).toEqual([]);
  return JSON.parse(
    JSON.stringify(
      value.items, (key, part: unknown) => (/^(span|operatorSpan)$/.test(key) ? undefined : part),
    )
  );
}

/** Comments as what they say: one that is moved does not document any more. */
const commentsOf = (text: string): string[] =>
  parse(text).value.comments.map((comment) => comment.text.replace(/^\/\/+\s*/, "").trimEnd()).sort();

function format(text: string): string {
  const { value, diagnostics } = formatText(text);
  expect(diagnostics).toEqual([]);
  return value;
}

function isFormattedWell(text: string): void {
  const once = format(text);
  expect(treeOf(once)).toEqual(treeOf(text));
  expect(format(once)).toBe(once);
  expect(commentsOf(once)).toEqual(commentsOf(text));
  expect(once).not.toMatch(/[ \t]\n|\n\n\n|\r|\t|^\n|[^\n]$/);
}

describe("laws", () => {
  test("any file keeps its tree and its comments, and is formatted once and for all", () => {
    fc.assert(fc.property(generatedText, isFormattedWell), { numRuns: 1_500 });
  });

  test("good files with other line breaks and comments in them", () => {
    const good = fc.tuple(
      fc.constantFrom(...wholes.map((file) => read(`whole/${file}`))),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 }),
    )
      .map(([text, changes]) => changes.reduce((changed, [at, kind]) => {
        const place = at % changed.length;
        const put = ["\n", "// x\n", "\n// y\n", "\n\n\n", "    ", "\n/// z\n", ";"][kind % 7]!;
        const candidate = changed.slice(0, place) + put + changed.slice(place);
        return parse(candidate).diagnostics.length === 0 ? candidate : changed;
      }, text));
    fc.assert(fc.property(good, isFormattedWell), { numRuns: 400 });
  });
});

describe("files", () => {
  test.each(wholes)("%s", (file) => {
    isFormattedWell(read(`whole/${file}`));
    expect(
      format(read(`whole/${file}`)).split("\n").every((line) => line.replace(/\s*\/\/.*/, "").length <= 110)
    ).toBe(true);
  });

  // Each file of layouts has a file of the same name beside it, with the layout that is meant to come of it.
  const layouts = readdirSync(new URL("layouts/", folder)).filter((file) => file.endsWith(".before.scn"));
  test.each(layouts)("%s", (file) => {
    expect(format(read(`layouts/${file}`))).toBe(
      read(`layouts/${file.replace(".before.scn", ".after.scn")}`)
    );
  });

  test("a file with errors is left as it is", () => {
    const wrong = "scenario  \"x\" {\n  f(a b)\n}";
    expect(formatText(wrong)).toMatchObject({ value: wrong, diagnostics: [{ code: "SCN006" }] });
  });

  test("nothing stays nothing", () => {
    expect([format(""), format("\n\n  \n"), format("\uFEFF")]).toEqual(["", "", ""]);
    expect(
      format(";/// trails a semicolon\n/// documents\njob a")
    ).toBe("// trails a semicolon\n/// documents\njob a\n");
    expect(format("// only\n\n\n\n/// comments")).toBe("// only\n\n/// comments\n");
  });
});
