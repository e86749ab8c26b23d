/*
 * The rules of items and of the file, and the parser itself: one instance, made when it is first needed,
 * since analysing the grammar takes longer than parsing most files.
 */

import type { CstNode, IRecognitionException } from "chevrotain";
import {
  Bar, BarBar, Colon, Comma, LeftBrace, LeftParenthesis, RightBrace, RightParenthesis, Separator, Star,
  Text, Word, wordTokens, type Token,
} from "../tokens.ts";
import { expectedTokens } from "./expected.ts";
import { insideAnElement } from "./recovery.ts";
import { StatementRules } from "./statementRules.ts";

const worldWords = ["account", "session", "process", "job", "object", "pipe", "port"] as const;

class Parser extends StatementRules {
  constructor(validating = false) {
    // a test validates the grammar once; every start would take longer for it
    super({ errorMessageProvider: expectedTokens, skipValidations: !validating });
    this.performSelfAnalysis();
  }

  file = this.RULE("file", () => {
    this.MANY({ MAX_LOOKAHEAD: 1, DEF: () => {
      this.CONSUME(Separator);
      this.SUBRULE(this.item);
    } });
  });

  item = this.RULE("item", () => {
    this.OR({ ERR_MSG: "an item", MAX_LOOKAHEAD: 1, DEF: [
      { ALT: () => this.SUBRULE(this.use) },
      { ALT: () => this.SUBRULE(this.windows) },
      { ALT: () => this.SUBRULE(this.world) },
      { ALT: () => this.SUBRULE(this.attacker) },
      { ALT: () => this.SUBRULE(this.driver) },
      { ALT: () => this.SUBRULE(this.procedure) },
      { ALT: () => this.SUBRULE(this.property) },
      { ALT: () => this.SUBRULE(this.scenario) },
      { ALT: () => this.SUBRULE(this.table) },
    ] });
    this.endOfElement("the end of the line");
  });

  use = this.RULE("use", () => {
    this.CONSUME(wordTokens.use);
    this.CONSUME(Text);
  }, insideAnElement);

  windows = this.RULE("windows", () => {
    this.CONSUME(wordTokens.windows);
    this.SUBRULE(this.versions);
  }, insideAnElement);

  // -------------------------------------------------------------------------------------------- declarations

  world = this.RULE("world", () => {
    this.OR(
      worldWords.map((word) => ({ ALT: () => this.CONSUME(wordTokens[word], { LABEL: "worldKind" }) }))
    );
    this.CONSUME(Word);
    this.MANY(() => this.SUBRULE(this.relation));
    this.OPTION(() => this.CONSUME(Text));
    this.OPTION2(() => this.SUBRULE(this.members));
  }, insideAnElement);

  relation = this.RULE("relation", () => {
    this.OR([
      { ALT: () => this.CONSUME(wordTokens.as, { LABEL: "relationWord" }) },
      { ALT: () => this.CONSUME(wordTokens.in, { LABEL: "relationWord" }) },
      { ALT: () => this.CONSUME(wordTokens.by, { LABEL: "relationWord" }) },
    ]);
    this.SUBRULE(this.path);
  }, insideAnElement);

  attacker = this.RULE("attacker", () => {
    this.CONSUME(wordTokens.attacker);
    this.CONSUME(Word);
    this.SUBRULE(this.members);
  }, insideAnElement);

  members = this.RULE("members", () => {
    this.CONSUME(LeftBrace);
    this.MANY({ MAX_LOOKAHEAD: 1, DEF: () => {
      this.CONSUME(Separator);
      this.SUBRULE(this.member);
    } });
    this.CONSUME(RightBrace);
  }, insideAnElement);

  member = this.RULE("member", () => {
    this.CONSUME(Word);
    this.OPTION({ MAX_LOOKAHEAD: 1, DEF: () => this.SUBRULE(this.phrases) });
    this.OPTION2({ MAX_LOOKAHEAD: 1, DEF: () => this.SUBRULE(this.members) });
    this.endOfElement("a value, `,` or the end of the line");
  });

  // ------------------------------------------------------------------------------------- drivers, procedures

  driver = this.RULE("driver", () => {
    this.CONSUME(wordTokens.driver);
    this.CONSUME(Word);
    this.CONSUME(LeftBrace);
    this.MANY({ MAX_LOOKAHEAD: 1, DEF: () => {
      this.CONSUME(Separator);
      this.SUBRULE(this.entry);
    } });
    this.CONSUME(RightBrace);
  }, insideAnElement);

  entry = this.RULE("entry", () => {
    this.CONSUME(wordTokens.entry);
    this.CONSUME(Word);
    this.SUBRULE(this.params);
    this.SUBRULE(this.code);
    this.endOfElement("the end of the line");
  });

  procedure = this.RULE("procedure", () => {
    this.CONSUME(wordTokens.procedure);
    this.CONSUME(Word);
    this.SUBRULE(this.params);
    this.CONSUME(wordTokens.by);
    this.SUBRULE(this.path);
    this.SUBRULE(this.code);
  }, insideAnElement);

  params = this.RULE("params", () => {
    this.CONSUME(LeftParenthesis);
    this.MANY_SEP({ SEP: Comma, DEF: () => this.SUBRULE(this.param), MAX_LOOKAHEAD: 1 });
    this.CONSUME(RightParenthesis);
  }, insideAnElement);

  param = this.RULE("param", () => {
    this.CONSUME(Word);
    this.CONSUME(Colon);
    this.CONSUME2(Word, { LABEL: "type" });
  }, insideAnElement);

  // ------------------------------------------------------------------------------------ scenarios and tables

  head = this.RULE("head", () => {
    this.CONSUME(wordTokens.on);
    this.CONSUME(wordTokens.windows);
    this.SUBRULE(this.versions);
  }, insideAnElement);

  scenario = this.RULE("scenario", () => {
    this.CONSUME(wordTokens.scenario);
    this.CONSUME(Text);
    this.OPTION(() => this.SUBRULE(this.head));
    this.OPTION2(() => this.OR([
      { ALT: () => this.SUBRULE(this.breaks) },
      { ALT: () => this.SUBRULE(this.repairs) },
    ]));
    this.OPTION3({ MAX_LOOKAHEAD: 1, DEF: () => this.SUBRULE(this.block) });
  }, insideAnElement);

  breaks = this.RULE("breaks", () => {
    this.CONSUME(wordTokens.breaks);
    this.AT_LEAST_ONE_SEP(
      { SEP: Comma, DEF: () => this.CONSUME(Text), MAX_LOOKAHEAD: 1, ERR_MSG: "a title, `\"…\"`" }
    );
  }, insideAnElement);

  repairs = this.RULE("repairs", () => {
    this.CONSUME(wordTokens.repairs);
    this.CONSUME(Text);
    this.OPTION(() => {
      this.CONSUME(wordTokens.with);
      this.listOf(this.replacement, Comma, "a name");
    });
  }, insideAnElement);

  replacement = this.RULE("replacement", () => {
    this.CONSUME(Word);
    this.CONSUME(wordTokens.as);
    this.CONSUME2(Word, { LABEL: "replaced" });
  }, insideAnElement);

  table = this.RULE("table", () => {
    this.CONSUME(wordTokens.table);
    this.CONSUME(Text);
    this.OPTION(() => this.SUBRULE(this.head));
    this.CONSUME(LeftBrace);
    this.AT_LEAST_ONE({ ERR_MSG: "a row with the names of the columns", MAX_LOOKAHEAD: 1, DEF: () => {
      this.CONSUME(Separator);
      this.SUBRULE(this.row);
    } });
    this.CONSUME(RightBrace);
    this.CONSUME(wordTokens.each);
    this.SUBRULE(this.block);
  }, insideAnElement);

  row = this.RULE("row", () => {
    this.SUBRULE(this.cells);
    this.OPTION({ MAX_LOOKAHEAD: 1, DEF: () => {
      this.CONSUME(BarBar);
      this.SUBRULE2(this.cells, { LABEL: "demanded" });
    } });
    this.endOfElement("`|`, `||` or the end of the line");
  });

  cells = this.RULE("cells", () => {
    this.listOf(this.cell, Bar, "a value, `*` or a guard");
  }, insideAnElement);

  cell = this.RULE("cell", () => {
    this.OR({ ERR_MSG: "a value, `*` or a guard", MAX_LOOKAHEAD: 1, DEF: [
      { ALT: () => this.CONSUME(Star) },
      { ALT: () => this.SUBRULE(this.guard) },
      { ALT: () => this.listOf(this.atom, wordTokens.or, "a value") },
    ] });
  }, insideAnElement);
}

export interface ParsedTokens {
  readonly tree: CstNode;
  readonly errors: readonly IRecognitionException[];
}

let instance: Parser | undefined;

/**
 * Makes the parser with all of Chevrotain's checks of the grammar; throws when the grammar is ambiguous or
 * has gaps.
 */
export function validateGrammar(): void {
  new Parser(true);
}

/** Parses tokens whose brackets match and whose elements each have a separator before them. */
export function parseTokens(tokens: Token[]): ParsedTokens {
  instance ??= new Parser();
  instance.input = tokens;
  return { tree: withoutStacks(() => instance!.file()), errors: [...instance.errors] };
}

/**
 * The parser's errors are values: a stack for each would take most of the time that a file full of errors
 * takes.
 */
function withoutStacks<Value>(attempt: () => Value): Value {
  const errors: { stackTraceLimit?: number } = Error;
  const limit = errors.stackTraceLimit;
  errors.stackTraceLimit = 0;
  try {
    return attempt();
  } finally {
    errors.stackTraceLimit = limit ?? 10;
  }
}
