/*
 * From text to tree. It never throws and never hangs, whatever the text is; what cannot be read is said,
 * one error a line, and left out of the tree.
 */

import type { IRecognitionException } from "chevrotain";
import { matchBrackets } from "./brackets.ts";
import { buildItems, sourceOf } from "./buildSyntaxTree/buildSyntaxTree.ts";
import type { Source } from "./buildSyntaxTree/cst.ts";
import { diagnostic, type Diagnostic, type Phased } from "./diagnostics.ts";
import { lex, spanOf } from "./lexer.ts";
import { resolveLineBreaks } from "./lineBreaks.ts";
import { LineMap } from "./lineMap.ts";
import { firstTooDeep } from "./nesting.ts";
import { elementAround, endFrom } from "./parser/elements.ts";
import { explainError } from "./parser/explainErrors.ts";
import { parseTokens } from "./parser/parser.ts";
import { SlipFinder } from "./slips/findSlip.ts";
import type { File, Item, LeftOut } from "./syntaxTree.ts";
import {
  Assign, Colon, Dot, endOf, isWordLike, itemWords, LeftBrace, LineBreak, RightBrace, Separator, wordTokens,
  type Token,
} from "./tokens.ts";

/**
 * The tree of a file and what is wrong with its form. Diagnostics come in the order of the text, one error
 * a line.
 */
export function parse(text: string): Phased<File> {
  const slips = new SlipFinder(text);
  const lexed = lex(text, slips);
  const lines = new LineMap(text);
  const parseAlone = partParser(sourceOf(text, lexed.comments), lines, lexed.diagnostics, slips);
  const whole = parseAlone(lexed.tokens);
  const parts = whole.suspectsBraces ? cutAtItems(lexed.tokens) : [];
  const result = parts.length > 1 ? joinParts(parts.map(parseAlone)) : whole;
  const value: File = {
    kind: "file", span: { start: 0, end: text.length }, items: result.items, comments: lexed.comments,
    leftOut: result.leftOut,
  };
  return { value, diagnostics: onePerLine([...lexed.diagnostics, ...result.diagnostics], lines) };
}

/** What comes of a file, or of a part of it that begins with an item. */
interface Part {
  readonly items: readonly Item[];
  readonly leftOut: readonly LeftOut[];
  readonly diagnostics: readonly Diagnostic[];
  /**
   * Braces do not match, or an item stands where none can: worth cutting, so that a missing `}` stays
   * inside its item.
   */
  readonly suspectsBraces: boolean;
}

function joinParts(parts: readonly Part[]): Part {
  return {
    items: parts.flatMap((part) => part.items), leftOut: parts.flatMap((part) => part.leftOut),
    diagnostics: parts.flatMap((part) => part.diagnostics), suspectsBraces: false,
  };
}

const itemTokens = new Set(itemWords.map((word) => wordTokens[word]));
const makesName = new Set([Assign, Colon, Dot]);

/** The tokens cut where an item's word stands in column 1. */
function cutAtItems(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  tokens.forEach((token, index) => {
    const [previous, next] = [tokens[index - 1], tokens[index + 1]];
    const inColumn1 = previous?.tokenType === LineBreak && endOf(previous) === token.startOffset;
    if (inColumn1 && beginsItem(token, next)) parts.push([]);
    parts[parts.length - 1]!.push(token);
  });
  return parts;
}

function beginsItem(token: Token | undefined, next: Token | undefined): boolean {
  return token !== undefined && itemTokens.has(token.tokenType)
    && !(next !== undefined && makesName.has(next.tokenType));
}

/** Gives what parses a file, or a part of one, on its own. */
function partParser(
  source: Source, lines: LineMap, lexical: readonly Diagnostic[], slips: SlipFinder,
): (tokens: readonly Token[]) => Part {
  return (tokens) => {
    const brackets = matchBrackets(tokens, source.text);
    const resolved = resolveLineBreaks(tokens, brackets, source.text);
    const tooDeep = firstTooDeep(resolved.tokens);
    if (tooDeep !== undefined) {
      const diagnostics = [diagnostic("SCN004", spanOf(tooDeep))];
      return { items: [], leftOut: [leftOutOf(tokens)], diagnostics, suspectsBraces: true };
    }
    const parsed = parseTokens(resolved.tokens);
    const errors = explainErrors(
      resolved.tokens, parsed.errors, [...lexical, ...resolved.diagnostics], lines, slips,
    );
    const wrongBrackets = [...brackets.unclosed, ...brackets.stray].map((index) => tokens[index]!);
    return {
      items: buildItems(parsed.tree, source), leftOut: errors.leftOut,
      diagnostics: [
        ...resolved.diagnostics.map((each) => slips.at(each.span.start) ?? each), ...errors.diagnostics,
      ],
      suspectsBraces: errors.atItem || wrongBrackets.some(isBrace),
    };
  };
}

function isBrace(token: Token): boolean {
  return token.tokenType === LeftBrace || token.tokenType === RightBrace;
}

interface Explained {
  readonly diagnostics: readonly Diagnostic[];
  readonly leftOut: readonly LeftOut[];
  /** An error in braces, in an element that begins like an item. */
  readonly atItem: boolean;
}

/**
 * The first error of each line in words, save those that follow from another, and what the parser left out
 * for them.
 */
function explainErrors(
  tokens: readonly Token[], errors: readonly IRecognitionException[], known: readonly Diagnostic[],
  lines: LineMap, slips: SlipFinder,
): Explained {
  const diagnostics: Diagnostic[] = [];
  const leftOut: LeftOut[] = [];
  const knownStarts = known.map((each) => each.span.start).sort((a, b) => a - b);
  const indexes = new Map(tokens.map((token, index) => [token, index]));
  let [silentUntil, lastLine, atItem] = [0, 0, false];
  for (const error of errors) {
    const index = indexes.get(error.token) ?? tokens.length;
    const { from, to } = elementAround(tokens, index);
    leftOut.push(leftOutOf(tokens.slice(from, to)));
    atItem ||= inBraces(error) && beginsItem(tokens[from], tokens[from + 1]);
    const follows = index < silentUntil || hasBetween(knownStarts, tokens[from], tokens[index]);
    silentUntil = Math.max(silentUntil, headlessUntil(tokens, index));
    const early = index === tokens.length || tokens[index]!.tokenType === Separator;
    const line = lines.lineOf(early ? endOf(tokens[index - 1]!) : tokens[index]!.startOffset);
    if (!follows && line !== lastLine) diagnostics.push(explainError({ error, tokens, index, from }, slips));
    lastLine = line;
  }
  return { diagnostics, leftOut, atItem };
}

/** The rules of elements that stand in braces. */
const inBracesRules = ["statement", "alternative", "lane", "member", "entry", "row"];

function inBraces(error: IRecognitionException): boolean {
  return error.context.ruleStack.some((rule) => inBracesRules.includes(rule));
}

/** A head that ends too early, with its braces on the next line: nothing is said of those. */
function headlessUntil(tokens: readonly Token[], index: number): number {
  if (tokens[index]?.tokenType !== Separator || tokens[index + 1]?.tokenType !== LeftBrace) return 0;
  return endFrom(tokens, index + 1);
}

/** True when one of the offsets, which are in order, lies from the one token to the other. */
function hasBetween(offsets: readonly number[], from: Token | undefined, to: Token | undefined): boolean {
  const start = from?.startOffset ?? 0;
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle]! < start) low = middle + 1;
    else high = middle;
  }
  return low < offsets.length && offsets[low]! <= (to?.startOffset ?? Infinity);
}

function leftOutOf(tokens: readonly Token[]): LeftOut {
  const last = tokens[tokens.length - 1];
  return {
    kind: "leftOut", span: { start: tokens[0]?.startOffset ?? 0, end: last === undefined ? 0 : endOf(last) },
    words: new Set(tokens.filter(isWordLike).map((token) => token.image)),
  };
}

/** In the order of the text; of several errors in one line the first that was found. */
function onePerLine(diagnostics: readonly Diagnostic[], lines: LineMap): Diagnostic[] {
  const first = new Map<number, Diagnostic>();
  for (const each of diagnostics) {
    const line = lines.lineOf(each.span.start);
    if (!first.has(line)) first.set(line, each);
  }
  return [...first.values()].sort((a, b) => a.span.start - b.span.start);
}
