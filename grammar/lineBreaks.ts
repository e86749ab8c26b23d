/*
 * The pass between lexer and parser: it drops the line breaks that do not end a statement (rule 1 of the
 * syntax), puts in brackets that are missing, leaves out those that close nothing, and sets exactly one
 * `Separator` before each element of a file and of braces. So the parser never sees a bracket without its
 * partner, nor a line break.
 */

import { braceBelow, isHead, namesInText, type NamesInText } from "./braceBelow.ts";
import type { Brackets } from "./brackets.ts";
import { diagnostic, type Diagnostic } from "./diagnostics.ts";
import { spanOf } from "./lexer.ts";
import {
  AtLeast, AtMost, Above, Arrow, Assign, Bar, BarBar, Below, Comma, endOf, Equal, LeftBrace, LeftBracket,
  LeftParenthesis, LineBreak, madeToken, RightBrace, RightBracket, RightParenthesis, Semicolon, Separator,
  Unequal, wordTokens, type Token,
} from "./tokens.ts";

/**
 * A line break after one of these does not count. `in` and `within` are not among them: they begin guards,
 * too.
 */
const joinsAfter = new Set([
  Comma, Assign, Arrow, LeftBrace, wordTokens.not, Bar, BarBar, Equal, Unequal, Below, AtMost, Above, AtLeast,
  wordTokens.and,
  wordTokens.or, wordTokens.implies,
]);

/** A line break before one of these does not count. */
const joinsBefore = new Set([
  Arrow, wordTokens.and, wordTokens.or, wordTokens.implies, wordTokens.with, wordTokens.else,
  wordTokens.finally, RightBrace,
]);

const closers = new Map([
  [LeftParenthesis, { type: RightParenthesis, image: ")" }],
  [LeftBracket, { type: RightBracket, image: "]" }],
  [LeftBrace, { type: RightBrace, image: "}" }],
]);
const openers = new Map([[RightParenthesis, "("], [RightBracket, "["], [RightBrace, "{"]]);

/** The tokens for the parser, and what is wrong with their brackets. */
export function resolveLineBreaks(tokens: readonly Token[], brackets: Brackets, text: string): {
  tokens: Token[]; diagnostics: Diagnostic[];
} {
  const pass = new Pass(tokens, brackets, text);
  const resolved = pass.run();
  return { tokens: resolved, diagnostics: [...bracketDiagnostics(tokens, brackets), ...pass.bracesBelow] };
}

function bracketDiagnostics(tokens: readonly Token[], brackets: Brackets): Diagnostic[] {
  const choices = brackets.unclosed.size > 0 ? choicesBehind(tokens) : [];
  const unclosed = [...brackets.unclosed].map((index) => {
    const token = tokens[index]!;
    const chosen = choices[index];
    if (chosen !== undefined) return diagnostic("SCN006/choose", spanOf(chosen));
    return diagnostic("SCN001", spanOf(token), closers.get(token.tokenType)!.image, token.image);
  });
  const stray = [...brackets.stray].map((index) => {
    const token = tokens[index]!;
    return diagnostic("SCN001/opening", spanOf(token), token.image, openers.get(token.tokenType)!);
  });
  return [...unclosed, ...stray];
}

class Pass {
  private readonly result: Token[] = [];
  /** Round and square brackets that are open since the last brace, each with whether something closes it. */
  private open: { token: Token; closed: boolean }[] = [];
  private closedOpen = 0;
  /** A separator is due before the next element: a line break that counts, a `;`, or the beginning. */
  private due: "no" | "break" | "always" = "always";

  /** Braces that stand below the heads that they belong to. */
  readonly bracesBelow: Diagnostic[] = [];
  private namesFound: NamesInText | undefined;

  constructor(
    private readonly tokens: readonly Token[], private readonly brackets: Brackets,
    private readonly text: string,
  ) {}

  run(): Token[] {
    for (let index = 0; index < this.tokens.length; index += 1) {
      this.closeBraces(index);
      if (!this.brackets.stray.has(index)) this.take(this.tokens[index]!, index);
    }
    this.closeBraces(this.tokens.length);
    this.closeUnclosed();
    return this.result;
  }

  private take(token: Token, index: number): void {
    const type = token.tokenType;
    if (type === LineBreak) {
      if (this.due === "no" && !this.joinsBrace(index) && this.breakCounts(index)) this.due = "break";
      return;
    }
    if (type === Semicolon) {
      this.due = "always";
      return;
    }
    if (type === RightBrace) return this.endBraces(token);
    if (
      type === LeftBrace || type === Arrow || type === wordTokens.else || type === wordTokens.finally
    ) this.closeUnclosed();
    this.separate(token);
    if (type === RightParenthesis || type === RightBracket) this.closeUpTo(index);
    this.result.push(token);
    if (type === LeftBrace) this.due = "always";
    if (
      type === LeftParenthesis || type === LeftBracket
    ) this.openBracket(token, this.brackets.partner.has(index));
  }

  private openBracket(token: Token, closed: boolean): void {
    this.open.push({ token, closed });
    if (closed) this.closedOpen += 1;
  }

  /** Sets the separator that is due; parentheses that nothing closes end before it. */
  private separate(token: Token): void {
    if (this.due === "no") return;
    this.closeUnclosed();
    this.result.push(madeToken(Separator, "", token.startOffset));
    this.due = "no";
  }

  /** Whether the next line begins with the brace of this one, which is said once. */
  private joinsBrace(index: number): boolean {
    const next = this.nextOnAnotherLine(index);
    const isBrace = this.tokens[next]?.tokenType === LeftBrace && this.closedOpen === 0;
    if (!isBrace || !isHead(this.result, this.names())) return false;
    if (this.tokens[index - 1]?.tokenType !== LineBreak) {
      this.bracesBelow.push(braceBelow(this.result.at(-1)!, this.tokens[next]!, this.text));
    }
    return true;
  }

  /** Looked for where a brace begins a line, and then once. */
  private names(): NamesInText {
    return (this.namesFound ??= namesInText(this.tokens));
  }

  private breakCounts(index: number): boolean {
    if (this.closedOpen > 0) return false;
    const previous = this.result[this.result.length - 1];
    if (previous === undefined || joinsAfter.has(previous.tokenType)) return false;
    const nextIndex = this.nextOnAnotherLine(index);
    const next = this.tokens[nextIndex];
    if (next === undefined || joinsBefore.has(next.tokenType)) return false;
    const beginsEach = next.tokenType === wordTokens.each
      && this.tokens[this.nextOnAnotherLine(nextIndex)]?.tokenType === LeftBrace;
    return !(previous.tokenType === RightBrace && beginsEach);
  }

  private nextOnAnotherLine(index: number): number {
    let next = index + 1;
    while (this.tokens[next]?.tokenType === LineBreak) next += 1;
    return next;
  }

  private endBraces(token: Token): void {
    this.closeUnclosed();
    this.due = "no";
    this.result.push(token);
  }

  private closeBraces(index: number): void {
    for (const opening of this.brackets.closeBefore.get(index) ?? []) {
      this.endBraces(this.made(this.tokens[opening]!));
    }
  }

  /** What stands open within a bracket that now closes is closed before it. */
  private closeUpTo(index: number): void {
    const opening = this.tokens[this.brackets.partner.get(index)!];
    while (this.open.length > 0 && this.open[this.open.length - 1]!.token !== opening) {
      this.result.push(this.made(this.open.pop()!.token));
    }
    if (this.open.pop() !== undefined) this.closedOpen -= 1;
  }

  private closeUnclosed(): void {
    while (this.open.length > 0) this.result.push(this.made(this.open.pop()!.token));
    this.closedOpen = 0;
  }

  /** The partner of an opening bracket, put in right after the last token. */
  private made(opening: Token): Token {
    const closer = closers.get(opening.tokenType)!;
    const last = this.result[this.result.length - 1];
    return madeToken(closer.type, closer.image, last === undefined ? 0 : endOf(last));
  }
}

/**
 * For each token the `choose` that stands for a value behind it, on the same line and before a brace; found
 * in one pass from the end, since thousands of brackets may be open.
 */
function choicesBehind(tokens: readonly Token[]): (Token | undefined)[] {
  const found: (Token | undefined)[] = [];
  let next: Token | undefined;
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    found[index] = next;
    const token = tokens[index]!;
    if (token.tokenType === LineBreak || token.tokenType === LeftBrace) next = undefined;
    else if (token.tokenType === wordTokens.choose && tokens[index + 1]?.tokenType === LeftBrace)
      next = token;
  }
  return found;
}
