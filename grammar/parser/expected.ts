/*
 * What may stand at the place of an error, in words. Chevrotain asks for a sentence; it gets only the phrase that fills
 * "Here may stand …", since the sentence itself stands in the table of diagnostics.
 */

import type { IParserErrorMessageProvider, TokenType } from "chevrotain";
import {
  Integer, LeftBrace, RightBrace, RightBracket, RightParenthesis, Separator, Text, Word, Colon, Comma, Assign, Star,
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
export function describeToken(type: TokenType): string {
  const phrase = phrases.get(type);
  if (phrase !== undefined) return phrase;
  return `\`${typeof type.PATTERN === "string" ? type.PATTERN : type.name}\``;
}

function joined(types: readonly TokenType[]): string {
  const words = [...new Set(types.map(describeToken))];
  if (words.length <= 1) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]!}`;
}

export const expectedTokens: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => describeToken(expected),
  buildNotAllInputParsedMessage: () => "the end of the line",
  buildNoViableAltMessage: ({ expectedPathsPerAlt, customUserDescription }) =>
    customUserDescription ?? joined(expectedPathsPerAlt.flat().flatMap((path) => path.slice(0, 1))),
  buildEarlyExitMessage: ({ expectedIterationPaths, customUserDescription }) =>
    customUserDescription ?? joined(expectedIterationPaths.flatMap((path) => path.slice(0, 1))),
};
