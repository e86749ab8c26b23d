/*
 * The kinds of tokens. Words of the language are contextual: each is a kind of its own that also counts as
 * a `Word`, so it may stand wherever a name may. Only the reserved ones do not. Order matters to the lexer:
 * the longest pattern first.
 */

import { createToken, Lexer, type IToken, type TokenType } from "chevrotain";

export type Token = IToken;

/** Words that can never be names. */
export const reservedWords = [
  "and", "or", "not", "implies", "in", "within", "from", "before", "every", "some", "no", "true", "false",
  "none", "with",
  "else", "finally",
] as const;
export type ReservedWord = (typeof reservedWords)[number];

/** Words that begin an item. */
export const itemWords = [
  "use", "windows", "account", "session", "process", "job", "object", "pipe", "port", "attacker", "driver",
  "procedure",
  "property", "scenario", "table",
] as const;

/** Words that begin a statement and are no action. */
export const statementWords = [
  "concurrently", "atomic", "any", "repeat", "maybe", "choose", "if", "for", "return", "concedes", "expect",
  "always",
  "never", "sometimes", "property",
] as const;

/** Words that begin an action and are no call. */
export const actionWords = ["act", "enter", "leave", "play"] as const;

const otherWords = [
  "entry", "by", "as", "on", "at", "of", "each", "breaks", "repairs", "allocation", "failing", "to", "lane",
  "unchecked",
  "where", "bugcheck",
] as const;

const contextualWords = [...new Set([...itemWords, ...statementWords, ...actionWords, ...otherWords])];
export type ContextualWord = (typeof contextualWords)[number];

export const Word = createToken({ name: "Word", pattern: /[A-Za-z_]\w*(?:-\w+)*/ });

function wordToken(word: string, contextual: boolean): TokenType {
  const shared = { name: `word ${word}`, pattern: word, longer_alt: Word };
  return createToken(contextual ? { ...shared, categories: Word } : shared);
}

/** The token kind of each word of the language, longer words first: else `no` would hide `none`. */
export const wordTokens = Object.fromEntries([
  ...contextualWords.map((word) => [word, wordToken(word, true)] as const),
  ...reservedWords.map((word) => [word, wordToken(word, false)] as const),
].sort(([a], [b]) => b.length - a.length)) as Readonly<Record<ContextualWord | ReservedWord, TokenType>>;

export const LineBreak = createToken({ name: "LineBreak", pattern: /\r\n|\r|\n/, line_breaks: true });
export const Semicolon = createToken({ name: "Semicolon", pattern: ";" });
/** What stands before each element of a file or of braces, once the pass over line breaks is done. */
export const Separator = createToken({ name: "Separator", pattern: Lexer.NA });

const Blanks = createToken({ name: "Blanks", pattern: /[ \t\uFEFF]+/, group: Lexer.SKIPPED });
const CommentToken = createToken({ name: "Comment", pattern: /\/\/[^\r\n]*/, group: "comments" });

/** What other languages have; it is said to be wrong, and read as if it were not there. */
export const BlockComment = createToken({
  name: "BlockComment", pattern: /\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\//, line_breaks: true,
});

export const Text = createToken({ name: "Text", pattern: /"(?:[^"\\\r\n]|\\["\\])*"/ });
/** Closed, but with an escape that does not exist. */
export const TextWithWrongEscape = createToken({
  name: "TextWithWrongEscape", pattern: /"(?:[^"\\\r\n]|\\[^\r\n])*"/, categories: Text,
});
export const UnclosedText = createToken({ name: "UnclosedText", pattern: /"[^\r\n]*/, categories: Text });

/** A security descriptor without its quotes: it is said to be wrong, and read as what was meant. */
export const UnquotedDescriptor = createToken({
  name: "UnquotedDescriptor", categories: Text,
  pattern: /(?:[OG]:[A-Za-z0-9-]+?)*[DS]:[A-Z]*(?:\([A-Z]*;[^()\s"]*\))+(?:S:[A-Z]*(?:\([A-Z]*;[^()\s"]*\))+)?/,
});

export const Sid = createToken({ name: "Sid", pattern: /S-1(?:-\d+)+/ });
/**
 * Whatever begins like a SID, so that a wrong part is found where it stands and the rest of the line is
 * still read.
 */
export const LooseSid = createToken({ name: "LooseSid", pattern: /S-\d+(?:-\w+)+/, categories: Sid });
Sid.LONGER_ALT = LooseSid;

export const Hexadecimal = createToken({ name: "Hexadecimal", pattern: /0x[0-9A-Fa-f]+/ });
export const VersionToken = createToken({ name: "Version", pattern: /\d+(?:\.\d+)?(?:-\w+)+|\d+\.\d+/ });
export const Integer = createToken({ name: "Integer", pattern: /\d+/ });

const sign = (name: string, pattern: string): TokenType => createToken({ name, pattern });
export const LeftParenthesis = sign("LeftParenthesis", "(");
export const RightParenthesis = sign("RightParenthesis", ")");
export const LeftBracket = sign("LeftBracket", "[");
export const RightBracket = sign("RightBracket", "]");
export const LeftBrace = sign("LeftBrace", "{");
export const RightBrace = sign("RightBrace", "}");
export const Comma = sign("Comma", ",");
export const Colon = sign("Colon", ":");
export const DotDot = sign("DotDot", "..");
export const Dot = sign("Dot", ".");
export const BarBar = sign("BarBar", "||");
export const Bar = sign("Bar", "|");
export const Star = sign("Star", "*");
export const Arrow = sign("Arrow", "=>");
export const Equal = sign("Equal", "==");
export const Assign = sign("Assign", "=");
export const Unequal = sign("Unequal", "!=");
export const AtMost = sign("AtMost", "<=");
export const Below = sign("Below", "<");
export const AtLeast = sign("AtLeast", ">=");
export const Above = sign("Above", ">");

/** The signs that compare; the words `in`, `not in` and `within` do too. */
export const comparisonSigns = [Equal, Unequal, AtMost, Below, AtLeast, Above];

const signs = [
  LeftParenthesis, RightParenthesis, LeftBracket, RightBracket, LeftBrace, RightBrace, Comma, Colon, DotDot,
  Dot, BarBar,
  Bar, Star, Arrow, Equal, Assign, Unequal, AtMost, Below, AtLeast, Above, Semicolon,
];

/** All kinds in the order in which the lexer tries them. */
export const vocabulary: TokenType[] = [
  Blanks, LineBreak, CommentToken, BlockComment, UnquotedDescriptor, Text, TextWithWrongEscape, UnclosedText,
  Sid, LooseSid,
  ...Object.values(wordTokens), Word, Hexadecimal, VersionToken, Integer, ...signs,
];

/** What the parser knows: all kinds and those that only the passes before it make. */
export const parserVocabulary: TokenType[] = [...vocabulary, Separator];

/** Where a token ends, exclusive; a token made by a pass is empty. */
export function endOf(token: Token): number {
  return token.endOffset! + 1;
}

/** True for a name, and for each word of the language that may be one. */
export function isWordLike(token: Token | undefined): boolean {
  return token?.tokenType === Word || token?.tokenType.CATEGORIES?.includes(Word) === true;
}

/** A token that a pass puts in at `offset`, where the text has nothing. */
export function madeToken(type: TokenType, image: string, offset: number): Token {
  return {
    image, startOffset: offset, endOffset: offset - 1, tokenType: type, tokenTypeIdx: type.tokenTypeIdx!,
  };
}
