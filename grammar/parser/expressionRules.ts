/*
 * The rules of expressions, paths, versions and guards: what statements and items are made of. Each rule is
 * a rule of section 2 of the syntax and has its name, save those that Chevrotain's parser uses for itself.
 */

import type { IParserConfig, TokenType } from "chevrotain";
import {
  Arrow, Assign, Bar, Colon, Comma, comparisonSigns, Dot, Hexadecimal, Integer, LeftBracket,
  LeftParenthesis, RightBracket, RightParenthesis, Sid, Text, VersionToken, Word, wordTokens,
} from "../tokens.ts";
import { insideAnElement, RecoveringParser } from "./recovery.ts";

/** What a literal may be, each kind with the key of its alternative. */
const literalTokens = [
  Text, Sid, Hexadecimal, Integer, VersionToken, wordTokens.true, wordTokens.false, wordTokens.none,
];

export class ExpressionRules extends RecoveringParser {
  protected constructor(config: IParserConfig) {
    super(config);
  }

  /** True when the token at `position` is a word and what follows makes it a name (rule 6). */
  protected isName(position: number): boolean {
    return [Assign, Colon, Dot].includes(this.LA(position + 1).tokenType as never);
  }

  /** True when a value may begin at `position`. */
  protected isValue(position: number): boolean {
    const type = this.LA(position).tokenType;
    return type === Word || type.CATEGORIES?.includes(Word) === true || type === LeftParenthesis
      || type === LeftBracket
      || literalTokens.includes(type) || type.CATEGORIES?.includes(Text) === true;
  }

  path = this.RULE("path", () => {
    this.CONSUME(Word);
    this.MANY({ MAX_LOOKAHEAD: 1, DEF: () => {
      this.CONSUME(Dot);
      this.CONSUME2(Word);
    } });
  }, insideAnElement);

  literal = this.RULE("literal", () => {
    this.OR(literalTokens.map((type: TokenType) => ({ ALT: () => this.CONSUME(type) })));
  }, insideAnElement);

  // ---------------------------------------------------------------------------------------- versions, guards

  version = this.RULE("version", () => {
    this.OR({ ERR_MSG: "a version", DEF: [
      { ALT: () => this.CONSUME(VersionToken) },
      { ALT: () => this.CONSUME(Integer) },
      { ALT: () => this.CONSUME(Word) },
    ] });
  }, insideAnElement);

  since = this.RULE("since", () => {
    this.OR({ ERR_MSG: "`from` or `before`", DEF: [
      { ALT: () => {
        this.CONSUME(wordTokens.from);
        this.SUBRULE(this.version, { LABEL: "fromVersion" });
        this.OPTION(() => {
          this.CONSUME(wordTokens.before);
          this.SUBRULE2(this.version, { LABEL: "beforeVersion" });
        });
      } },
      { ALT: () => {
        this.CONSUME2(wordTokens.before);
        this.SUBRULE3(this.version, { LABEL: "beforeVersion" });
      } },
    ] });
  }, insideAnElement);

  guard = this.RULE("guard", () => {
    this.OR({ ERR_MSG: "`from`, `before` or `in`", DEF: [
      { ALT: () => this.SUBRULE(this.since) },
      { ALT: () => {
        this.CONSUME(wordTokens.in);
        this.listOf(this.version, Comma, "a version");
      } },
    ] });
  }, insideAnElement);

  versionRange = this.RULE("versionRange", () => {
    this.OR({ ERR_MSG: "a version, `from` or `before`", DEF: [
      { ALT: () => this.SUBRULE(this.since) },
      { ALT: () => this.SUBRULE(this.version) },
    ] });
  }, insideAnElement);

  versions = this.RULE("versions", () => {
    this.listOf(this.versionRange, Comma, "a version, `from` or `before`");
    this.OPTION(() => this.SUBRULE(this.switches));
  }, insideAnElement);

  switches = this.RULE("switches", () => {
    this.CONSUME(wordTokens.with);
    this.listOf(this.switchRule, Comma, "a name");
  }, insideAnElement);

  switchRule = this.RULE("switchRule", () => {
    this.CONSUME(Word);
    this.CONSUME(Colon);
    this.SUBRULE(this.atom);
  }, insideAnElement);

  // --------------------------------------------------------------------------------------------- expressions

  expression = this.RULE("expression", () => {
    this.SUBRULE(this.disjunction);
    this.OPTION(() => {
      this.CONSUME(wordTokens.implies);
      this.SUBRULE(this.expression);
    });
  }, insideAnElement);

  disjunction = this.RULE("disjunction", () => {
    this.listOf(this.conjunction, wordTokens.or, "a value");
  }, insideAnElement);

  conjunction = this.RULE("conjunction", () => {
    this.listOf(this.negation, wordTokens.and, "a value");
  }, insideAnElement);

  negation = this.RULE("negation", () => {
    this.OR({ ERR_MSG: "a value", DEF: [
      { ALT: () => {
        this.CONSUME(wordTokens.not);
        this.SUBRULE(this.negation);
      } },
      { ALT: () => this.SUBRULE(this.quantified) },
      { ALT: () => this.SUBRULE(this.comparison) },
    ] });
  }, insideAnElement);

  quantified = this.RULE("quantified", () => {
    this.OR([
      { ALT: () => this.CONSUME(wordTokens.every) },
      { ALT: () => this.CONSUME(wordTokens.some) },
      { ALT: () => this.CONSUME(wordTokens.no) },
    ]);
    this.CONSUME(Word);
    this.CONSUME(wordTokens.in);
    this.SUBRULE(this.path);
    this.OPTION(() => {
      this.CONSUME(wordTokens.where);
      this.SUBRULE(this.disjunction);
    });
    this.CONSUME(Colon);
    this.SUBRULE(this.expression);
  }, insideAnElement);

  comparison = this.RULE("comparison", () => {
    this.SUBRULE(this.mask);
    this.OPTION(() => {
      this.SUBRULE(this.comparisonOperator);
      this.SUBRULE2(this.mask);
    });
  }, insideAnElement);

  comparisonOperator = this.RULE("comparisonOperator", () => {
    this.OR([
      ...comparisonSigns.map((type) => ({ ALT: () => this.CONSUME(type) })),
      { ALT: () => this.CONSUME(wordTokens.in) },
      { ALT: () => this.CONSUME(wordTokens.within) },
      { ALT: () => {
        this.CONSUME(wordTokens.not);
        this.CONSUME2(wordTokens.in);
      } },
    ]);
  }, insideAnElement);

  mask = this.RULE("mask", () => {
    this.listOf(this.atom, Bar, "a value");
  }, insideAnElement);

  atom = this.RULE("atom", () => {
    this.OR({ ERR_MSG: "a value", MAX_LOOKAHEAD: 1, DEF: [
      { ALT: () => this.SUBRULE(this.literal) },
      { ALT: () => this.SUBRULE(this.list) },
      { ALT: () => this.SUBRULE(this.parentheses) },
      { ALT: () => this.SUBRULE(this.reference) },
    ] });
  }, insideAnElement);

  list = this.RULE("list", () => {
    this.CONSUME(LeftBracket);
    this.MANY_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.mask), MAX_LOOKAHEAD: 1 });
    this.CONSUME(RightBracket);
  }, insideAnElement);

  parentheses = this.RULE("parentheses", () => {
    this.CONSUME(LeftParenthesis);
    this.SUBRULE(this.expression);
    this.CONSUME(RightParenthesis);
  }, insideAnElement);

  /** A path, alone, called, or with whom it is asked about. */
  reference = this.RULE("reference", () => {
    this.SUBRULE(this.path);
    this.OPTION(() => this.OR([
      { ALT: () => this.SUBRULE(this.args) },
      { ALT: () => {
        this.CONSUME(wordTokens.by);
        this.SUBRULE2(this.path, { LABEL: "byPath" });
      } },
    ]));
  }, insideAnElement);

  args = this.RULE("args", () => {
    this.CONSUME(LeftParenthesis);
    this.MANY_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.arg), MAX_LOOKAHEAD: 1 });
    this.CONSUME(RightParenthesis);
  }, insideAnElement);

  arg = this.RULE("arg", () => {
    this.OPTION({ GATE: () => this.is(2, Colon), MAX_LOOKAHEAD: 1, DEF: () => {
      this.CONSUME(Word);
      this.CONSUME(Colon);
    } });
    this.SUBRULE(this.expression);
  }, insideAnElement);

  // ------------------------------------------------------------------------------------------------- demands

  demand = this.RULE("demand", () => {
    this.CONSUME(Arrow);
    this.OR({ ERR_MSG: "a status, `any`, or an out such as `level: …`", DEF: [
      { GATE: () => this.is(2, Colon), ALT: () => this.SUBRULE(this.out) },
      { ALT: () => this.SUBRULE(this.outcome) },
    ] });
    this.MANY({ MAX_LOOKAHEAD: 1, DEF: () => {
      this.CONSUME(Comma);
      this.SUBRULE2(this.out);
    } });
    this.OPTION(() => this.SUBRULE(this.guard));
  }, insideAnElement);

  outcome = this.RULE("outcome", () => {
    this.OPTION(
      { GATE: () => this.isValue(2), MAX_LOOKAHEAD: 1, DEF: () => this.CONSUME(wordTokens.bugcheck) }
    );
    this.listOf(this.atom, wordTokens.or, "a value");
  }, insideAnElement);

  out = this.RULE("out", () => {
    this.CONSUME(Word);
    this.CONSUME(Colon);
    this.SUBRULE(this.mask);
  }, insideAnElement);
}
