/*
 * From text to tokens: the first phase. Line breaks are tokens here; comments are kept aside for
 * documentation and for the formatter. Whatever cannot be read is said here and skipped, so that the rest
 * is read nevertheless.
 */

import { Lexer, type ILexingError } from "chevrotain";
import { diagnostic, type Diagnostic } from "./diagnostics.ts";
import { parseSid } from "./sid.ts";
import type { Comment, Span } from "./syntaxTree.ts";
import { SlipFinder } from "./slips/findSlip.ts";
import {
  BlockComment, endOf, LooseSid, Sid, TextWithWrongEscape, UnclosedText, UnquotedDescriptor, vocabulary,
  type Token,
} from "./tokens.ts";

/** Larger files are not attempted. */
const largestFile = 1024 * 1024;

export interface Lexed {
  readonly tokens: Token[];
  readonly comments: readonly Comment[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A test validates the vocabulary once; every start would take longer for it. */
const lexer = new Lexer(vocabulary, {
  positionTracking: "onlyOffset", ensureOptimizations: true, skipValidations: true,
});

/** What Chevrotain finds wrong with the vocabulary, in its own words. */
export function vocabularyErrors(): string[] {
  const validating = new Lexer(vocabulary, {
    positionTracking: "onlyOffset",
    ensureOptimizations: true,
    deferDefinitionErrorsHandling: true,
  });
  return validating.lexerDefinitionErrors.map((error) => error.message);
}

/**
 * Tokens, comments and what could not be read. A file that is too large or no text at all yields no tokens.
 */
export function lex(text: string, slips = new SlipFinder(text)): Lexed {
  const refused = refusal(text);
  if (refused !== undefined) return { tokens: [], comments: [], diagnostics: [refused] };
  const result = lexer.tokenize(text);
  for (const token of result.tokens) token.endOffset = token.startOffset + token.image.length - 1;
  const comments = (result.groups["comments"] ?? []).map(commentOf);
  const diagnostics = [
    ...result.errors.map((error) => slips.at(error.offset) ?? unreadable(error, text)),
    ...result.tokens.flatMap(wrongToken),
  ];
  const tokens = result.tokens.filter(({ tokenType }) => tokenType !== BlockComment);
  return { tokens, comments, diagnostics };
}

function commentOf(token: Token): Comment {
  const end = token.startOffset + token.image.length;
  return { kind: "comment", span: { start: token.startOffset, end }, text: token.image };
}

export function spanOf(token: Token): Span {
  return { start: token.startOffset, end: endOf(token) };
}

/** Why the text is not attempted at all, if so. */
function refusal(text: string): Diagnostic | undefined {
  if (text.length > largestFile || new TextEncoder().encode(text).length > largestFile) {
    return diagnostic("SCN004/size", { start: 0, end: 0 });
  }
  // Control characters, and what a decoder puts where bytes are no UTF-8.
  const strange = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFD]/.exec(text);
  if (strange === null) return undefined;
  const what = strange[0] === "\uFFFD"
    ? "a byte that is no UTF-8"
    : `the control character ${named(strange[0])}`;
  return diagnostic("SCN005", { start: strange.index, end: strange.index + 1 }, what);
}

function named(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`;
}

const waysOut: Readonly<Record<string, string>> = {
  "'": "Strings stand between double quotes: \"…\".",
  "‘": "Strings stand between double quotes: \"…\".",
  "’": "Strings stand between double quotes: \"…\".",
  "“": "Strings stand between straight quotes: \"…\".",
  "”": "Strings stand between straight quotes: \"…\".",
  "#": "Comments begin with `//`.",
  "/": "Comments begin with `//`; there are no comments that end before the line does.",
  "&": "Write `and`.",
  "!": "Write `not`, or `!=` for unequal.",
  "-": "A name may contain `-`, but neither begin nor end with it.",
};

function unreadable(error: ILexingError, text: string): Diagnostic {
  const character = String.fromCodePoint(text.codePointAt(error.offset) ?? 0xfffd);
  const shown = /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) ? character : named(character);
  const span = { start: error.offset, end: error.offset + Math.max(1, error.length) };
  const wayOut = waysOut[character];
  return diagnostic("SCN006/character", span, shown, ...(wayOut === undefined ? [] : [wayOut]));
}

/** Tokens that are read as what they were meant to be, but said to be wrong. */
function wrongToken(token: Token): Diagnostic[] {
  if (token.tokenType === UnquotedDescriptor) return [unquoted(token)];
  if (token.tokenType === BlockComment) return [diagnostic("SCN006/comment", spanOf(token))];
  if (token.tokenType === UnclosedText) return [diagnostic("SCN007", spanOf(token))];
  if (token.tokenType === TextWithWrongEscape) return [wrongEscape(token)];
  if (token.tokenType === Sid || token.tokenType === LooseSid) return wrongSid(token);
  return [];
}

function unquoted(token: Token): Diagnostic {
  const replacement = `"${token.image}"`;
  const span = spanOf(token);
  return { ...diagnostic("SCN006/descriptor", span, replacement), suggestion: { span, replacement } };
}

function wrongEscape(token: Token): Diagnostic {
  const at = token.image.replace(/\\["\\]/g, "..").indexOf("\\");
  const start = token.startOffset + at;
  return diagnostic("SCN007/escape", { start, end: start + 2 }, token.image.slice(at, at + 2));
}

function wrongSid(token: Token): Diagnostic[] {
  const parsed = parseSid(token.image);
  if (parsed.ok) return [];
  const start = token.startOffset + parsed.offset;
  return [
    diagnostic("SCN040", { start, end: Math.max(start + 1, endOf(token)) }, token.image, parsed.reason),
  ];
}
