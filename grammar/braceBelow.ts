/*
 * A brace that stands below its head, as many write C. A line break ends a statement, so the head would be
 * one without a block; that a block was meant is told by the word with which the line begins. The brace is
 * read as if it stood where it belongs, so nothing else is wrong, and the fix puts it there.
 */
import { diagnostic, type Diagnostic } from "./diagnostics.ts";
import { spanOf } from "./lexer.ts";
import {
  Assign, Colon, Dot, endOf, isWordLike, LeftBrace, LeftParenthesis, RightBrace, RightParenthesis, Separator,
  wordTokens, type Token,
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

/** Names of a text by which a line is told from a head, though it begins or ends like one. */
export interface NamesInText {
  /** What is entered by its name, as flat programs do with work items: it has no code of its own. */
  readonly entered: ReadonlySet<string>;
  /** Procedures; one may have the name of a word with which heads begin. */
  readonly procedures: ReadonlySet<string>;
}

/** The names in all tokens of a text. */
export function namesInText(tokens: readonly Token[]): NamesInText {
  const behind = (word: "enter" | "procedure"): ReadonlySet<string> =>
    new Set(tokens.filter((_, index) =>
      tokens[index - 1]?.tokenType === wordTokens[word] && tokens[index + 1]?.tokenType !== Dot,
    ).map(({ image }) => image));
  return { entered: behind("enter"), procedures: behind("procedure") };
}

/** Whether what was read last is a head whose block is still to come. */
export function isHead(tokens: readonly Token[], names: NamesInText): boolean {
  const last = tokens.at(-1);
  if (last === undefined || last.tokenType === Separator) return false;
  if (continuing.has(last.tokenType) || last.tokenType === Colon) return true;
  const line = lastElement(tokens);
  if (line.some(({ tokenType }) => tokenType === LeftBrace)) return false;
  const [first, second] = line;
  if (first !== undefined && headWords.has(first.tokenType)) {
    return second === undefined || !([Assign, Colon, Dot].includes(second.tokenType) || isCall(line, names));
  }
  if (first?.image === "thread" && isWordLike(second ?? first)) return true;
  const endsCall = last.tokenType === RightParenthesis || takingCode.includes(last.image);
  return endsCall && line.some(({ image }) => takingCode.includes(image)) && !isEntered(line, names);
}

/** `entry()`, or whatever else a procedure is called. */
function isCall([first, second, ...rest]: readonly Token[], { procedures }: NamesInText): boolean {
  if (second?.tokenType !== LeftParenthesis || rest.at(-1)?.tokenType !== RightParenthesis) return false;
  return procedures.has(first!.image) || rest.length === 1;
}

/** `item = IoQueueWorkItem()`, where `enter item` stands elsewhere. */
function isEntered(line: readonly Token[], { entered }: NamesInText): boolean {
  const index = line.findIndex(({ tokenType }) => tokenType === Assign);
  return index > 0 && entered.has(line[index - 1]!.image);
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
