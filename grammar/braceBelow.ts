/*
 * A brace that stands below its head, as many write C. A line break ends a statement, so the head would be
 * one without a block; that a block was meant is told by the word with which the line begins. The brace is
 * read as if it stood where it belongs, so nothing else is wrong, and the fix puts it there.
 */
import { diagnostic, type Diagnostic } from "./diagnostics.ts";
import { spanOf } from "./lexer.ts";
import {
  Assign, Colon, Dot, endOf, isWordLike, LeftBrace, RightBrace, RightParenthesis, Separator, wordTokens,
  type Token,
} from "./tokens.ts";

/** Words with which a head begins that a block, or members in braces, may follow. */
const headWords = new Set([
  "account", "session", "process", "job", "object", "pipe", "port", "attacker", "driver", "procedure",
  "scenario", "table", "entry", "concurrently", "lane", "atomic", "any", "repeat", "maybe", "if", "for",
  "from", "before", "in",
].map((word) => wordTokens[word as "lane"]));
/** What a block stands behind wherever it stands. */
const continuing = new Set([wordTokens.else, wordTokens.finally, wordTokens.each]);
const takingCode = ["IoQueueWorkItem", "ExQueueWorkItem"];

/** Whether what was read last is a head whose block is still to come. */
export function isHead(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1);
  if (last === undefined || last.tokenType === Separator) return false;
  if (continuing.has(last.tokenType) || last.tokenType === Colon) return true;
  const line = lastElement(tokens);
  if (line.some(({ tokenType }) => tokenType === LeftBrace)) return false;
  const [first, second] = line;
  if (first !== undefined && headWords.has(first.tokenType)) {
    return second === undefined || ![Assign, Colon, Dot].includes(second.tokenType);
  }
  if (first?.image === "thread" && isWordLike(second ?? first)) return true;
  const isCall = last.tokenType === RightParenthesis || takingCode.includes(last.image);
  return isCall && line.some(({ image }) => takingCode.includes(image));
}

/** The tokens since the last separator or `else` at this depth, or since the brace around. */
function lastElement(tokens: readonly Token[]): readonly Token[] {
  let depth = 0;
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    const type = tokens[index]!.tokenType;
    if (type === RightBrace) depth += 1;
    if (type === LeftBrace && --depth < 0) return tokens.slice(index + 1);
    if (depth === 0 && (type === Separator || type === wordTokens.else)) return tokens.slice(index + 1);
  }
  return tokens;
}

/** What is said of the brace below `last`, with the change that moves it up. */
export function braceBelow(last: Token, brace: Token, text: string): Diagnostic {
  const span = { start: endOf(last), end: endOf(brace) };
  // a comment behind the head stays where it is, and what stands behind the brace does not come into it
  const gap = text.slice(span.start, brace.startOffset);
  const isAlone = /^[ \t]*(?:\/\/|\r?\n|$)/.test(text.slice(span.end, span.end + 80));
  const between = isAlone || gap.trim() === "" ? gap.trimEnd() : gap;
  return {
    ...diagnostic("SCN006/brace", spanOf(brace)), suggestion: { span, replacement: ` {${between}` },
  };
}
