/** The checks of the grammar itself, which no start makes. */
import { expect, it } from "vitest";
import { vocabularyErrors } from "../lexer.ts";
import { validateGrammar } from "../parser/parser.ts";

it("has a vocabulary without contradictions", () => {
  expect(vocabularyErrors()).toEqual([]);
});

it("has rules without ambiguity, left recursion or gaps", () => {
  expect(validateGrammar).not.toThrow();
});
