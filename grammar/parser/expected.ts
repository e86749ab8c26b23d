/*
 * What may stand at the place of an error, in words. Chevrotain asks for a sentence; it gets only the
 * phrase that fills "Here may stand …", since the sentence itself stands in the table of diagnostics.
 */

import type { IParserErrorMessageProvider, TokenType } from "chevrotain";
import {
  Integer, LeftBrace, RightBrace, RightBracket, RightParenthesis, Separator, Text, Word, Colon, Comma,
  Assign, Star,
} from "../tokens.ts";

/** Tokens whose spelling varies, or that stand for more than themselves. */
const phrases = new Map<TokenType, string>([
  [Word, "a name"],
  [Text, "a string, `\"…\"`"],
  [Integer, "a number"],
  [Separator, "a line of its own"],
  [RightParenthesis, "`,` or `)`"],
  [RightBracket, "`,` or `]`"],
  [RightBrace, "the end of the line or `}`"],
  [LeftBrace, "`{`, on the same line"],
  [Colon, "`:`"], [Comma, "`,`"], [Assign, "`=`"], [Star, "`*`"],
]);

/** A token in words, as something that may stand somewhere. */
function describeToken(type: TokenType): string {
  const phrase = phrases.get(type);
  if (phrase !== undefined) return phrase;
  return `\`${typeof type.PATTERN === "string" ? type.PATTERN : type.name}\``;
}

/** The alternatives and repetitions of the grammar say themselves what they expect. */
export const expectedTokens: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => describeToken(expected),
  buildNotAllInputParsedMessage: () => "the end of the line",
  buildNoViableAltMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
  buildEarlyExitMessage: ({ customUserDescription }) => customUserDescription ?? "something else",
};
