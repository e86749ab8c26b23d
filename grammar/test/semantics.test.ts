/*
 * What is wrong in the meaning of a file is said in its line, in these words, and nothing else is; what is
 * right compiles without an error.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compile } from "../compile.ts";
import { compareWith } from "./expectations.ts";

const folder = new URL("fixtures/", import.meta.url);
const filesOf = (name: string): string[] =>
  readdirSync(new URL(name, folder)).filter((file) => file.endsWith(".scn"));
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");

describe("all errors of a file are said at once", () => {
  test.each(filesOf("semantics/"))("%s", (file) => {
    const text = read(`semantics/${file}`);
    const { said, expected } = compareWith(text, compile(text).diagnostics);
    expect(expected.length).toBeGreaterThan(3);
    expect(said).toEqual(expected);
  });
});
