/*
 * Which bracket belongs to which, before anything else is read: whether a line break counts depends on it,
 * and a missing bracket is best said where it is missing. Two ways to match: by order, and, where order
 * leaves something over, by indentation, since whoever forgets a `}` has usually indented right.
 */

import {
  Arrow, LeftBrace, LeftBracket, LeftParenthesis, LineBreak, RightBrace, RightBracket, RightParenthesis,
  Semicolon, wordTokens, type Token,
} from "./tokens.ts";

export interface Brackets {
  /**
   * For an opening bracket that is closed, the index of the token that closes it, and the other way round.
   */
  readonly partner: ReadonlyMap<number, number>;
  /** Opening brackets that nothing closes. */
  readonly unclosed: ReadonlySet<number>;
  /** Closing brackets that close nothing. */
  readonly stray: ReadonlySet<number>;
  /** Where the brace of an unclosed `{` was to stand: index of the token before which it is put in. */
  readonly closeBefore: ReadonlyMap<number, number[]>;
}

/** True when each bracket has its partner. */
function areMatched(brackets: Brackets): boolean {
  return brackets.unclosed.size === 0 && brackets.stray.size === 0;
}

/** No parenthesis reaches over these: they end a line, begin or end a block, or follow a complete call. */
const parenthesesEndAt = new Set([LeftBrace, Semicolon, Arrow, wordTokens.else, wordTokens.finally]);

/**
 * Text that nests deeper is refused anyway; without a limit, indentation would be compared with every open
 * brace.
 */
const deepestLookedAt = 70;

/** Matches the brackets of all tokens, line breaks among them. */
export function matchBrackets(tokens: readonly Token[], text: string): Brackets {
  const byOrder = new Matcher(tokens, () => undefined).run();
  if (areMatched(byOrder)) return byOrder;
  const columns = new Columns(tokens, text);
  return new Matcher(tokens, (index) => columns.of(index)).run();
}

/** The braces and the parentheses that are open, innermost last. */
interface OpenBrace {
  readonly index: number;
  readonly round: number[];
  roundCount: number;
}

class Matcher {
  private readonly partner = new Map<number, number>();
  private readonly unclosed = new Set<number>();
  private readonly stray = new Set<number>();
  private readonly closeBefore = new Map<number, number[]>();
  private readonly open: OpenBrace[] = [{ index: -1, round: [], roundCount: 0 }];

  constructor(
    private readonly tokens: readonly Token[],
    /** Indentation of the line of a token; undefined when it is not to be looked at. */
    private readonly indentation: (index: number) => { indent: number; first: boolean } | undefined,
  ) {}

  run(): Brackets {
    for (let index = 0; index < this.tokens.length; index += 1) this.take(index);
    while (this.open.length > 1) this.leaveOpen(this.tokens.length);
    this.endParentheses();
    const { partner, unclosed, stray, closeBefore } = this;
    return { partner, unclosed, stray, closeBefore };
  }

  private take(index: number): void {
    const type = this.tokens[index]!.tokenType;
    if (type === RightBrace) return this.closeBrace(index);
    if (
      type === RightParenthesis || type === RightBracket
    ) return this.closeRound(index, type === RightParenthesis);
    if (parenthesesEndAt.has(type)) this.endParentheses();
    if (type === LeftBrace) this.open.push({ index, round: [], roundCount: 0 });
    if (type === LeftParenthesis || type === LeftBracket) this.openRound(index, type === LeftParenthesis);
  }

  private get top(): OpenBrace {
    return this.open[this.open.length - 1]!;
  }

  private openRound(index: number, parenthesis: boolean): void {
    this.top.round.push(index);
    if (parenthesis) this.top.roundCount += 1;
  }

  /** `)` or `]`: what stands open between it and its partner is unclosed. Counts keep this linear. */
  private closeRound(index: number, parenthesis: boolean): void {
    const { top } = this;
    const candidates = parenthesis ? top.roundCount : top.round.length - top.roundCount;
    if (candidates === 0) {
      this.stray.add(index);
      return;
    }
    for (;;) {
      const opening = top.round.pop()!;
      const isParenthesis = this.tokens[opening]!.tokenType === LeftParenthesis;
      if (isParenthesis) top.roundCount -= 1;
      if (isParenthesis === parenthesis) return this.pair(opening, index);
      this.unclosed.add(opening);
    }
  }

  private closeBrace(index: number): void {
    this.endParentheses();
    const line = this.indentation(index);
    if (line?.first === true) this.leaveDeeperOpen(index, line.indent);
    const deeper = line?.first === true && this.open.length > 1
      && line.indent > this.indentation(this.top.index)!.indent;
    if (this.open.length === 1 || deeper) this.stray.add(index);
    else this.pair(this.open.pop()!.index, index);
  }

  /** A `}` that begins its line closes the `{` of the line with the same indentation, if there is one. */
  private leaveDeeperOpen(index: number, indent: number): void {
    const indentOf = (brace: OpenBrace): number => this.indentation(brace.index)!.indent;
    const near = this.open.slice(-deepestLookedAt);
    if (!near.some((brace) => brace.index >= 0 && indentOf(brace) === indent)) return;
    while (this.open.length > 1 && indentOf(this.top) > indent) this.leaveOpen(index);
  }

  private leaveOpen(before: number): void {
    this.endParentheses();
    const { index } = this.open.pop()!;
    this.unclosed.add(index);
    const closed = this.closeBefore.get(before);
    if (closed === undefined) this.closeBefore.set(before, [index]);
    else closed.push(index);
  }

  private endParentheses(): void {
    for (const opening of this.top.round) this.unclosed.add(opening);
    this.top.round.length = 0;
    this.top.roundCount = 0;
  }

  private pair(opening: number, closing: number): void {
    this.partner.set(opening, closing);
    this.partner.set(closing, opening);
  }
}

/** The indentation of the line of each token, found in one pass. */
class Columns {
  private readonly lines: { indent: number; first: boolean }[] = [];

  constructor(tokens: readonly Token[], text: string) {
    let indent = -1;
    for (const token of tokens) {
      const first = indent < 0;
      if (first) indent = token.startOffset - lineStart(text, token.startOffset);
      this.lines.push({ indent, first });
      if (token.tokenType === LineBreak) indent = -1;
    }
  }

  of(index: number): { indent: number; first: boolean } | undefined {
    return this.lines[index];
  }
}

/** The offset at which the line of `offset` begins. */
export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== "\n" && text[start - 1] !== "\r") start -= 1;
  return start;
}
