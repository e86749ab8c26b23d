/*
 * How deep a text nests, found before the parser goes there: a chain of `not` or `else if` overflows the
 * stack without a single bracket. What counts: brackets, `not`, `implies`, `else if`, quantifiers.
 */

import {
  Comma, LeftBrace, LeftBracket, LeftParenthesis, RightBrace, RightBracket, RightParenthesis, Separator,
  wordTokens, type Token,
} from "./tokens.ts";

const deepestNesting = 64;

/**
 * What nests within one pair of brackets: chains that only an end of the element ends, and the run of `not`
 * at hand.
 */
interface Level {
  chain: number;
  nots: number;
}

const opening = new Set([LeftBrace, LeftBracket, LeftParenthesis]);
const closing = new Set([RightBrace, RightBracket, RightParenthesis]);
const quantifiers = new Set([wordTokens.every, wordTokens.some, wordTokens.no]);

/** The first token that nests deeper than 64 levels. The tokens have matching brackets. */
export function firstTooDeep(tokens: readonly Token[]): Token | undefined {
  const levels: Level[] = [{ chain: 0, nots: 0 }];
  let depth = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]!;
    depth += step(levels, token, tokens[index + 1]);
    if (depth > deepestNesting) return token;
  }
  return undefined;
}

/** Takes one token; gives by how much the depth changes. */
function step(levels: Level[], token: Token, next: Token | undefined): number {
  const type = token.tokenType;
  const level = levels[levels.length - 1]!;
  if (opening.has(type)) {
    levels.push({ chain: 0, nots: 0 });
    return 1;
  }
  if (closing.has(type)) {
    levels.pop();
    return -1 - level.chain - level.nots;
  }
  if (type === Separator || type === Comma) return replace(level, 0, 0);
  if (type === wordTokens.not) return replace(level, level.chain, level.nots + 1);
  if (type === wordTokens.and || type === wordTokens.or) return replace(level, level.chain, 0);
  if (type === wordTokens.implies) return replace(level, level.chain + 1, 0);
  if (quantifiers.has(type)) return replace(level, level.chain + level.nots + 1, 0);
  if (
    type === wordTokens.else && next?.tokenType === wordTokens.if
  ) return replace(level, level.chain + 1, 0);
  return 0;
}

function replace(level: Level, chain: number, nots: number): number {
  const change = chain + nots - level.chain - level.nots;
  level.chain = chain;
  level.nots = nots;
  return change;
}
