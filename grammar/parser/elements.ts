/*
 * The element around a token: what the parser skips after an error there. Found from the separators that
 * stand before each element and from braces that match.
 */

import { LeftBrace, RightBrace, Separator, type Token } from "../tokens.ts";

/** Indexes into the tokens: the first of the element, and the first after it. */
export interface ElementRange {
  readonly from: number;
  readonly to: number;
}

/**
 * The innermost element that the token at `index` belongs to or ends. `index` may be the number of tokens:
 * the end.
 */
export function elementAround(tokens: readonly Token[], index: number): ElementRange {
  const inside = endsElement(tokens[index]) ? index - 1 : index;
  return { from: firstOf(tokens, inside), to: endFrom(tokens, inside) };
}

/** True for a separator, a closing brace and the end of the tokens. */
function endsElement(token: Token | undefined): boolean {
  return token === undefined || token.tokenType === Separator || token.tokenType === RightBrace;
}

function firstOf(tokens: readonly Token[], index: number): number {
  let depth = tokens[index]?.tokenType === RightBrace ? 1 : 0;
  for (let position = index - 1; position >= 0; position -= 1) {
    const type = tokens[position]!.tokenType;
    if (type === RightBrace) depth += 1;
    if (type === LeftBrace) depth -= 1;
    if (depth < 0 || (depth === 0 && type === Separator)) return position + 1;
  }
  return 0;
}

/** The first token at or after `index` that ends the element in which `index` stands. */
export function endFrom(tokens: readonly Token[], index: number): number {
  let depth = 0;
  for (let position = index; position < tokens.length; position += 1) {
    const type = tokens[position]!.tokenType;
    if (position > index && depth === 0 && endsElement(tokens[position])) return position;
    if (type === LeftBrace) depth += 1;
    if (type === RightBrace && position > index) depth -= 1;
  }
  return tokens.length;
}
