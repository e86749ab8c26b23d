/*
 * The rules of statements. Words of the language are contextual, so each alternative that begins with one
 * asks first whether the word is a name here (rule 6 of the syntax): before `=`, `:` or `.`, and before `(`
 * where the statement could not go on with a parenthesis.
 */

import type { IParserConfig } from "chevrotain";
import {
  actionWords, Assign, Colon, Comma, Dot, DotDot, Integer, LeftBrace, LeftParenthesis, RightBrace,
  Separator, Star, statementWords, Text, Word, wordTokens, Bar,
} from "../tokens.ts";
import { ExpressionRules } from "./expressionRules.ts";
import { insideAnElement } from "./recovery.ts";

/** Words after which a parenthesis may stand, as it begins a condition. */
const beforeConditions = [
  wordTokens.expect, wordTokens.if, wordTokens.always, wordTokens.never, wordTokens.sometimes,
];

const languageWords = [...statementWords, ...actionWords].map((word) => wordTokens[word]);

export class StatementRules extends ExpressionRules {
  protected constructor(config: IParserConfig) {
    super(config);
  }

  /** True when the word at hand is one of the language and no name. */
  private readonly speaks = (): boolean => {
    if (this.isName(1)) return false;
    return !this.is(2, LeftParenthesis) || beforeConditions.includes(this.LA(1).tokenType);
  };

  private readonly hasWeight = (): boolean => this.is(1, Integer) && this.is(2, Star);

  private readonly hasActor = (): boolean => {
    let position = 2;
    while (this.is(position, Dot)) position += 2;
    return this.is(position, Colon);
  };

  /** A call names its routine: any word but those of the language, unless parentheses follow. */
  private readonly namesRoutine = (): boolean => {
    if (this.is(2, Assign) || this.is(2, LeftParenthesis)) return true;
    return !languageWords.includes(this.LA(1).tokenType);
  };

  block = this.RULE("block", () => {
    this.CONSUME(LeftBrace);
    this.MANY({ MAX_LOOKAHEAD: 1, DEF: () => {
      this.CONSUME(Separator);
      this.SUBRULE(this.statement);
    } });
    this.CONSUME(RightBrace);
  }, insideAnElement);

  statement = this.RULE("statement", () => {
    this.SUBRULE(this.bareStatement);
    this.endOfElement("the end of the line");
  });

  /** Kept, since building fifteen alternatives for each statement takes longer than parsing one. */
  private readonly statementAlternatives = [
    ...([
      () => this.SUBRULE(this.concurrently), () => this.SUBRULE(this.atomic), () => this.SUBRULE(this.anyOf),
      () => this.SUBRULE(this.repeat), () => this.SUBRULE(this.maybe), () => this.SUBRULE(this.choose),
      () => this.SUBRULE(this.ifRule), () => this.SUBRULE(this.forRule),
      () => this.CONSUME(wordTokens.return),
      () => this.SUBRULE(this.concedes), () => this.SUBRULE(this.expect), () => this.SUBRULE(this.judgement),
      () => this.SUBRULE(this.property),
    ] as (() => unknown)[]).map((alternative) => ({ GATE: this.speaks, ALT: alternative })),
    { ALT: () => this.SUBRULE(this.guarded) },
    { ALT: () => this.SUBRULE(this.action) },
  ];

  bareStatement = this.RULE("bareStatement", () => {
    this.OR(
      { ERR_MSG: "a statement", MAX_LOOKAHEAD: 1, IGNORE_AMBIGUITIES: true, DEF: this.statementAlternatives }
    );
  }, insideAnElement);

  // ------------------------------------------------------------------------------------------------- actions

  private readonly actionAlternatives = [
    { ALT: (): unknown => this.SUBRULE(this.block) },
    { GATE: this.speaks, ALT: (): unknown => this.SUBRULE(this.act) },
    { GATE: this.speaks, ALT: (): unknown => this.SUBRULE(this.enter) },
    { GATE: this.speaks, ALT: (): unknown => this.SUBRULE(this.leave) },
    { GATE: this.speaks, ALT: (): unknown => this.SUBRULE(this.play) },
    { GATE: this.namesRoutine, ALT: (): unknown => this.SUBRULE(this.call) },
  ];

  action = this.RULE("action", () => {
    this.OPTION({ GATE: this.hasActor, MAX_LOOKAHEAD: 1, DEF: () => {
      this.SUBRULE(this.path);
      this.CONSUME(Colon);
    } });
    const expected = "a call, `act`, `enter`, `leave`, `play` or `{`";
    this.OR({ ERR_MSG: expected, MAX_LOOKAHEAD: 1, IGNORE_AMBIGUITIES: true, DEF: this.actionAlternatives });
  }, insideAnElement);

  call = this.RULE("call", () => {
    this.OPTION({ GATE: () => this.is(2, Assign), MAX_LOOKAHEAD: 1, DEF: () => {
      this.CONSUME(Word, { LABEL: "result" });
      this.CONSUME(Assign);
    } });
    this.CONSUME2(Word, { LABEL: "routine" });
    this.OR({ ERR_MSG: "`(`", MAX_LOOKAHEAD: 1, DEF: [
      { ALT: () => {
        this.SUBRULE(this.args);
        this.OPTION2({ MAX_LOOKAHEAD: 1, DEF: () => this.SUBRULE(this.code) });
      } },
      { ALT: () => this.SUBRULE2(this.code) },
    ] });
    this.OPTION3({ MAX_LOOKAHEAD: 1, DEF: () => this.SUBRULE(this.failingAllocation) });
    this.SUBRULE(this.tail);
  }, insideAnElement);

  failingAllocation = this.RULE("failingAllocation", () => {
    this.CONSUME(wordTokens.with);
    this.CONSUME(wordTokens.allocation);
    this.CONSUME(Integer);
    this.CONSUME(wordTokens.failing);
  }, insideAnElement);

  code = this.RULE("code", () => {
    this.SUBRULE(this.block);
    this.OPTION({ MAX_LOOKAHEAD: 1, DEF: () => {
      this.CONSUME(wordTokens.finally);
      this.SUBRULE2(this.block, { LABEL: "finallyBlock" });
    } });
  }, insideAnElement);

  tail = this.RULE("tail", () => {
    this.MANY({ MAX_LOOKAHEAD: 1, DEF: () => this.SUBRULE(this.demand) });
    this.OPTION({ MAX_LOOKAHEAD: 1, DEF: () => this.SUBRULE(this.failureHandler) });
  }, insideAnElement);

  failureHandler = this.RULE("failureHandler", () => {
    this.CONSUME(wordTokens.else);
    this.OR({ ERR_MSG: "`return` or `{`", DEF: [
      { ALT: () => this.CONSUME(wordTokens.return) },
      { ALT: () => this.SUBRULE(this.block) },
    ] });
  }, insideAnElement);

  act = this.RULE("act", () => {
    this.CONSUME(wordTokens.act);
    this.SUBRULE(this.path);
    this.SUBRULE(this.mask);
    this.OPTION(() => this.CONSUME(wordTokens.unchecked));
    this.OPTION2(() => {
      this.CONSUME(wordTokens.for);
      this.SUBRULE2(this.path, { LABEL: "whom" });
    });
    this.SUBRULE(this.tail);
  }, insideAnElement);

  enter = this.RULE("enter", () => {
    this.CONSUME(wordTokens.enter);
    this.OR({ ERR_MSG: "an entry, a work item or a label", DEF: [
      { ALT: () => {
        this.SUBRULE(this.path);
        this.OPTION({ MAX_LOOKAHEAD: 1, DEF: () => this.SUBRULE(this.args) });
      } },
      { ALT: () => this.CONSUME(Text) },
    ] });
    this.MANY({ MAX_LOOKAHEAD: 1, DEF: () => this.SUBRULE(this.demand) });
  }, insideAnElement);

  leave = this.RULE("leave", () => {
    this.CONSUME(wordTokens.leave);
    this.MANY({ MAX_LOOKAHEAD: 1, DEF: () => this.SUBRULE(this.demand) });
  }, insideAnElement);

  play = this.RULE("play", () => {
    this.CONSUME(wordTokens.play);
    this.CONSUME(Word);
    this.OPTION(() => {
      this.CONSUME(wordTokens.for);
      this.CONSUME(Integer);
    });
  }, insideAnElement);

  // --------------------------------------------------------------------------- concurrency, choice, branches

  concurrently = this.RULE("concurrently", () => {
    this.CONSUME(wordTokens.concurrently);
    this.CONSUME(LeftBrace);
    this.MANY({ MAX_LOOKAHEAD: 1, DEF: () => {
      this.CONSUME(Separator);
      this.SUBRULE(this.lane);
    } });
    this.CONSUME(RightBrace);
  }, insideAnElement);

  lane = this.RULE("lane", () => {
    this.OR({ ERR_MSG: "`lane THREAD { … }` or `play ATTACKER for N`", DEF: [
      { ALT: () => {
        this.CONSUME(wordTokens.lane);
        this.SUBRULE(this.path);
        this.SUBRULE(this.block);
      } },
      { ALT: () => this.SUBRULE(this.play) },
    ] });
    this.endOfElement("the end of the line");
  });

  atomic = this.RULE("atomic", () => {
    this.CONSUME(wordTokens.atomic);
    this.SUBRULE(this.block);
  }, insideAnElement);

  anyOf = this.RULE("anyOf", () => {
    this.CONSUME(wordTokens.any);
    this.CONSUME(wordTokens.of);
    this.CONSUME(LeftBrace);
    this.MANY({ MAX_LOOKAHEAD: 1, DEF: () => {
      this.CONSUME(Separator);
      this.SUBRULE(this.alternative);
    } });
    this.CONSUME(RightBrace);
  }, insideAnElement);

  alternative = this.RULE("alternative", () => {
    this.OPTION({ GATE: this.hasWeight, MAX_LOOKAHEAD: 1, DEF: () => this.SUBRULE(this.weight) });
    this.SUBRULE(this.bareStatement);
    this.endOfElement("the end of the line");
  });

  weight = this.RULE("weight", () => {
    this.CONSUME(Integer);
    this.CONSUME(Star);
  }, insideAnElement);

  range = this.RULE("range", () => {
    this.CONSUME(Integer);
    this.OPTION(() => {
      this.CONSUME(DotDot);
      this.CONSUME2(Integer);
    });
  }, insideAnElement);

  repeat = this.RULE("repeat", () => {
    this.CONSUME(wordTokens.repeat);
    this.SUBRULE(this.range);
    this.SUBRULE(this.block);
  }, insideAnElement);

  maybe = this.RULE("maybe", () => {
    this.CONSUME(wordTokens.maybe);
    this.OPTION(() => this.SUBRULE(this.weight));
    this.SUBRULE(this.block);
  }, insideAnElement);

  choose = this.RULE("choose", () => {
    this.CONSUME(wordTokens.choose);
    this.CONSUME(Word);
    this.CONSUME(wordTokens.in);
    this.OR({ ERR_MSG: "values or a range such as `1..4`", MAX_LOOKAHEAD: 1, IGNORE_AMBIGUITIES: true, DEF: [
      { GATE: () => this.is(2, DotDot), ALT: () => this.SUBRULE(this.range) },
      { ALT: () => this.SUBRULE(this.phrases) },
    ] });
  }, insideAnElement);

  ifRule = this.RULE("ifRule", () => {
    this.CONSUME(wordTokens.if);
    this.SUBRULE(this.expression);
    this.SUBRULE(this.block);
    this.OPTION({ MAX_LOOKAHEAD: 1, DEF: () => {
      this.CONSUME(wordTokens.else);
      this.OR({ ERR_MSG: "`{` or `if`", DEF: [
        { ALT: () => this.SUBRULE2(this.block, { LABEL: "elseBlock" }) },
        { ALT: () => this.SUBRULE(this.ifRule) },
      ] });
    } });
  }, insideAnElement);

  guarded = this.RULE("guarded", () => {
    this.SUBRULE(this.guard);
    this.SUBRULE(this.block);
    this.OPTION({ MAX_LOOKAHEAD: 1, DEF: () => {
      this.CONSUME(wordTokens.else);
      this.SUBRULE2(this.block, { LABEL: "elseBlock" });
    } });
  }, insideAnElement);

  forRule = this.RULE("forRule", () => {
    this.CONSUME(wordTokens.for);
    const expected = "on whose behalf, or `each allocation failing`";
    this.OR({ ERR_MSG: expected, MAX_LOOKAHEAD: 1, IGNORE_AMBIGUITIES: true, DEF: [
      { GATE: () => this.isWord(2, "allocation"), ALT: () => {
        this.CONSUME(wordTokens.each);
        this.CONSUME(wordTokens.allocation);
        this.CONSUME(wordTokens.failing);
        this.SUBRULE(this.block);
      } },
      { ALT: () => {
        this.SUBRULE(this.path);
        this.SUBRULE(this.code);
      } },
    ] });
  }, insideAnElement);

  // ---------------------------------------------------------------------------------------------- judgements

  concedes = this.RULE("concedes", () => {
    this.CONSUME(wordTokens.concedes);
    this.SUBRULE(this.path);
    this.CONSUME(wordTokens.to);
    this.CONSUME(Word);
  }, insideAnElement);

  expect = this.RULE("expect", () => {
    this.CONSUME(wordTokens.expect);
    this.SUBRULE(this.expression);
  }, insideAnElement);

  judgement = this.RULE("judgement", () => {
    this.OR({ ERR_MSG: "`always`, `never` or `sometimes`", DEF: [
      { ALT: () => this.CONSUME(wordTokens.always) },
      { ALT: () => this.CONSUME(wordTokens.never) },
      { ALT: () => this.CONSUME(wordTokens.sometimes) },
    ] });
    this.SUBRULE(this.expression);
    this.OPTION(() => {
      this.CONSUME(wordTokens.at);
      this.CONSUME(Word);
    });
  }, insideAnElement);

  property = this.RULE("property", () => {
    this.CONSUME(wordTokens.property);
    this.CONSUME(Text);
    this.CONSUME(Colon);
    this.SUBRULE(this.judgement);
  }, insideAnElement);

  // ------------------------------------------------------------------------------------------------- phrases

  phrases = this.RULE("phrases", () => {
    this.listOf(this.phrase, Comma, "a value");
  }, insideAnElement);

  phrase = this.RULE("phrase", () => {
    this.OPTION({ GATE: this.hasWeight, MAX_LOOKAHEAD: 1, DEF: () => this.SUBRULE(this.weight) });
    this.AT_LEAST_ONE({ MAX_LOOKAHEAD: 1, ERR_MSG: "a value", DEF: () => this.SUBRULE(this.term) });
  }, insideAnElement);

  term = this.RULE("term", () => {
    this.listOf(this.termWord, Bar, "a value");
  }, insideAnElement);

  termWord = this.RULE("termWord", () => {
    this.OR({ ERR_MSG: "a value", DEF: [
      { ALT: () => this.SUBRULE(this.literal) },
      { ALT: () => this.SUBRULE(this.path) },
    ] });
  }, insideAnElement);
}
