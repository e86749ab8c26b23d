/*
 * How the parser goes on after an error. The pass over line breaks has matched all brackets and set a
 * separator before each element, so there is one sure place to go on: the end of the element (item, member,
 * statement, row, …) that went wrong. Everything in it is skipped, braces included, so a wrong head says
 * nothing about what is inside its braces. Chevrotain's own guesses (insert a token, delete a token, go on
 * in a repetition) are switched off for that reason; the methods below are those by which it asks.
 */

import {
  CstParser, EarlyExitException, EOF, MismatchedTokenException, NoViableAltException, type CstNode, type
  IParserConfig, type IRecognitionException, type ParserMethod, type TokenType,
} from "chevrotain";
import {
  LeftBrace, parserVocabulary, RightBrace, Separator, wordTokens, type ContextualWord, type Token,
} from "../tokens.ts";

/** Rules of elements recover; all others hand the error up to them. */
export const insideAnElement = { resyncEnabled: false };

export abstract class RecoveringParser extends CstParser {
  /** Of Chevrotain's parser; not in its types. */
  declare protected SAVE_ERROR: (error: IRecognitionException) => IRecognitionException;
  declare protected SKIP_TOKEN: () => Token;

  protected constructor(config: IParserConfig) {
    super(
      parserVocabulary,
      { ...config, recoveryEnabled: true, maxLookahead: 3, nodeLocationTracking: "onlyOffset" },
    );
  }

  /** Where an element may end. */
  protected atEnd(): boolean {
    const type = this.LA(1).tokenType;
    return type === Separator || type === RightBrace || type === EOF;
  }

  /**
   * Says that something stands after a complete element. `what` is told to the reader as what may stand
   * there.
   */
  protected endOfElement(what: string): void {
    this.ACTION(() => {
      if (this.atEnd()) return;
      throw this.SAVE_ERROR(new MismatchedTokenException(what, this.LA(1), this.LA(0)));
    });
  }

  /** One or more of a rule. `what` is told to the reader as what may stand there. */
  protected listOf(rule: ParserMethod<[], CstNode>, separator: TokenType, what: string): void {
    this.AT_LEAST_ONE_SEP({ SEP: separator, DEF: () => this.SUBRULE(rule), MAX_LOOKAHEAD: 1, ERR_MSG: what });
  }

  protected is(position: number, type: TokenType): boolean {
    return this.LA(position).tokenType === type;
  }

  protected isWord(position: number, word: ContextualWord): boolean {
    return this.is(position, wordTokens[word]);
  }

  // ---------------------------------------------------------------------- what Chevrotain asks when it fails

  protected findReSyncTokenType(): TokenType {
    return EOF;
  }

  protected isInCurrentRuleReSyncSet(): boolean {
    return true;
  }

  protected reSyncTo(): Token[] {
    const skipped: Token[] = [];
    let depth = 0;
    while (!this.is(1, EOF) && (depth > 0 || !this.atEnd())) {
      if (this.is(1, LeftBrace)) depth += 1;
      if (this.is(1, RightBrace)) depth -= 1;
      skipped.push(this.LA(1));
      this.SKIP_TOKEN();
    }
    return skipped;
  }

  protected shouldInRepetitionRecoveryBeTried(): boolean {
    return false;
  }

  protected canRecoverWithSingleTokenInsertion(): boolean {
    return false;
  }

  protected canRecoverWithSingleTokenDeletion(): boolean {
    return false;
  }

  /** Chevrotain computes all paths of three tokens for its sentence; ours is in the rule. */
  protected raiseNoAltException(_occurrence: number, what: string | undefined): never {
    throw this.SAVE_ERROR(new NoViableAltException(what ?? "something else", this.LA(1), this.LA(0)));
  }

  protected raiseEarlyExitException(_occurrence: number, _kind: unknown, what: string | undefined): never {
    throw this.SAVE_ERROR(new EarlyExitException(what ?? "something else", this.LA(1), this.LA(0)));
  }

  protected getFollowsForInRuleRecovery(): TokenType[] {
    return [];
  }
}
