/*
 * Files that follow the grammar, with any layout and with comments wherever a line may break: what the
 * formatter is tried on. A text is first a list of pieces, with marks where a line may break and where
 * elements are separated; then a layout is chosen for each mark. So shrinking finds the small structure and
 * the small layout apart.
 */

import fc from "fast-check";

/** A line may break here, and a comment may stand. */
const may = "\u0001";
/** One element ends and the next begins: a line break or a `;`. */
const end = "\u0002";

type Pieces = fc.Arbitrary<readonly string[]>;

const text = (...words: readonly string[]): Pieces => fc.constantFrom(...words).map((word) => [word]);
const all = (...parts: readonly (Pieces | string)[]): Pieces =>
  fc.tuple(
    ...parts.map((part) => (typeof part === "string" ? fc.constant([part]) : part))
  ).map((pieces) => pieces.flat());
const maybe = (part: Pieces): Pieces => fc.option(part, { nil: [] });
const anyOf = (...parts: readonly Pieces[]): Pieces => fc.oneof({ withCrossShrink: true }, ...parts);

/** Elements with what stands between them. */
function several(part: Pieces, between: readonly string[], least: number, most = 3): Pieces {
  return fc.array(part, { minLength: least, maxLength: most })
    .map((parts) => parts.flatMap((each, index) => (index === 0 ? each : [...between, ...each])));
}

const commas = [",", may];
const inBraces = (part: Pieces, least = 0): Pieces => all("{", may, several(part, [end], least), may, "}");

const name = text(
  "a", "loot", "level", "token", "on", "play", "object", "windows", "scenario", "maybe", "x-y",
);
const path = anyOf(name, text("app.main", "a.b.c", "system.worker1", "current"));
const title = text("\"clean\"", "\"a \\\"quoted\\\" \\\\ title\"", "\"O:SYG:SYD:(A;;FA;;;SY)\"");
const integer = text("1", "3", "42");
const version = text("xp-sp1", "8.1", "11", "gate", "2000-sp4");
const literal = text("\"s\"", "S-1-5-18", "0x1F", "7", "xp-sp1", "8.1", "true", "false", "none");
const since = anyOf(all("from", version), all("before", version), all("from", version, "before", version));
const guard = anyOf(since, all("in", several(version, commas, 1)));

const words = several(anyOf(path, literal), ["|", may], 1, 2);
const phrases = several(all(maybe(all(integer, "*")), several(words, [], 1, 3)), commas, 1);

/** At the greatest depth the first alternative is taken, which does not go deeper. */
const inExpressions = { maxDepth: 5, depthIdentifier: "expression", withCrossShrink: true };
const inStatements = { maxDepth: 4, depthIdentifier: "statement", withCrossShrink: true };

type ExpressionRule = "expression" | "disjunction" | "negation" | "mask" | "atom";
const { expression, atom, mask } = fc.letrec<Record<ExpressionRule, readonly string[]>>((tie) => ({
  expression: fc.oneof(
    inExpressions,
    tie("disjunction"),
    all(tie("disjunction"), may, "implies", may, tie("expression")),
  ),
  disjunction: fc.oneof(
    inExpressions,
    tie("negation"),
    several(several(tie("negation"), [may, "and", may], 1), [may, "or", may], 1),
  ),
  negation: fc.oneof(
    inExpressions,
    tie("mask"),
    all("not", may, tie("negation")),
    all(tie("mask"), text("==", "!=", "<", "<=", ">", ">="), may, tie("mask")),
    all(tie("mask"), text("in", "not in", "within"), tie("mask")),
    all(
      text("every", "some", "no"), "x", "in", path, maybe(all("where", tie("disjunction"))), ":",
      tie("expression"),
    ),
  ),
  mask: fc.oneof(inExpressions, tie("atom"), several(tie("atom"), ["|", may], 1)),
  atom: fc.oneof(
    inExpressions,
    path, literal, all("escalation", "by", path),
    all("[", may, several(tie("mask"), commas, 0), may, "]"),
    all("(", may, tie("expression"), may, ")"),
    all(
      text("count", "can", "old"), "(", may,
      several(all(maybe(all(name, ":")), tie("expression")), commas, 0), may, ")",
    ),
  ),
}));

const args = all("(", may, several(all(maybe(all(name, ":")), expression), commas, 0), may, ")");
const outs = several(all(name, ":", mask), commas, 1);
const outcome = anyOf(
  all("bugcheck", text("IMPERSONATING_WORKER_THREAD")),
  several(anyOf(text("STATUS_SUCCESS", "STATUS_NO_TOKEN", "any", "true"), atom), [may, "or", may], 1, 2),
);
const demand = all(may, "=>", may, anyOf(outs, outcome, all(outcome, ",", may, outs)), maybe(guard));
const demands = several(demand, [], 0);

type StatementRule = "statement" | "action" | "block" | "code" | "tail" | "play";
const { statement, block, code, play } = fc.letrec<Record<StatementRule, readonly string[]>>((tie) => ({
  block: inBraces(tie("statement")),
  code: all(tie("block"), maybe(all(may, "finally", tie("block")))),
  tail: all(demands, maybe(all(may, "else", anyOf(text("return"), tie("block"))))),
  play: all("play", name, maybe(all("for", integer))),
  action: fc.oneof(
    inStatements,
    all("NtClose", args),
    all(maybe(all(name, "=", may)), text("NtClose", "f", "SeImpersonateClientEx"), args, tie("tail")),
    all(
      "IoQueueWorkItem", maybe(args), tie("code"), maybe(all(may, "with", "allocation", integer, "failing")),
      tie("tail"),
    ),
    all("act", path, mask, maybe(text("unchecked")), maybe(all("for", path)), tie("tail")),
    all("enter", anyOf(all(path, maybe(args)), title), demands),
    all("leave", demands), tie("play"), tie("block"),
  ),
  statement: fc.oneof(
    inStatements,
    text("return"), all(maybe(all(path, ":")), tie("action")), all("concedes", path, "to", name),
    all("expect", expression),
    all(text("always", "never", "sometimes"), expression, maybe(all("at", text("worker-return", "act")))),
    all("property", title, ":", "never", expression),
    all("concurrently", inBraces(anyOf(all("lane", path, tie("block")), tie("play")))),
    all("atomic", tie("block")), all("any", "of", inBraces(all(maybe(all(integer, "*")), tie("statement")))),
    all("repeat", integer, maybe(all("..", integer)), tie("block")),
    all("maybe", maybe(all(integer, "*")), tie("block")),
    all("choose", name, "in", anyOf(all(integer, "..", integer), phrases)),
    all(
      "if", expression, tie("block"), maybe(all(may, "else", "if", expression, tie("block"))),
      maybe(all(may, "else", tie("block"))),
    ),
    all(guard, tie("block"), maybe(all(may, "else", tie("block")))),
    all("for", path, tie("code")), all("for", "each", "allocation", "failing", tie("block")),
  ),
}));

const member: Pieces = all(name, maybe(phrases), maybe(inBraces(all(name, maybe(phrases)))));
const versions = all(
  several(anyOf(since, version, text("all")), commas, 1),
  maybe(all(may, "with", several(all(name, ":", atom), commas, 1))),
);
const head = maybe(all("on", "windows", versions));
const params = all("(", may, several(all(name, ":", name), commas, 0), may, ")");
const cell = anyOf(text("*"), guard, several(atom, [may, "or", may], 1, 2));
const row = all(several(cell, ["|", may], 1), maybe(all("||", may, several(cell, ["|", may], 1))));
const twin = anyOf(
  all("breaks", several(title, commas, 1)),
  all("repairs", title, maybe(all(may, "with", several(all(name, "as", name), commas, 1)))),
);

const item = anyOf(
  all("use", title), all("windows", versions),
  all(text("account", "session", "process", "job", "object", "pipe", "port"), name,
    several(all(text("as", "in", "by"), path), [], 0, 2), maybe(title), maybe(inBraces(member))),
  all("attacker", name, inBraces(member)),
  all("driver", name, inBraces(all("entry", name, params, code))),
  all("procedure", name, params, "by", path, code),
  all("property", title, ":", text("always", "never", "sometimes"), expression, maybe(all("at", name))),
  all("scenario", title, head, maybe(twin), maybe(block)),
  all("scenario", title, head, block), all("scenario", title, block),
  all("table", title, head, inBraces(row, 1), may, "each", block),
  all("scenario", title, inBraces(anyOf(statement, all(path, ":", play)), 1)),
);

// --------------------------------------------------------------------------------------------------- layouts

const breaks = [
  "\n", "\n\n", "\r\n\r\n\r\n", " // a comment\n", "\n// on its own\n", "\n\n  /// documents\n",
  "\t// one\n\n // two\n",
];
const blanks = [" ", " ", " ", "  ", "\t"];

/** Lays out pieces; `choices` are used up one by one, and then the plainest layout follows. */
function layOut(pieces: readonly string[], choices: readonly number[]): string {
  let used = 0;
  const choose = (options: readonly string[]): string => options[(choices[used++] ?? 0) % options.length]!;
  return pieces.map((piece) => {
    if (piece === may) return choose([" ", " ", ...breaks]);
    if (piece === end) return choose(
      [
        "\n", ";", "; ;", "\n/// of nothing\n;\n", "\n// of\n; /// nothing\n", " // one\n; // two\n;", "\n;",
        ...breaks, "; // after\n",
      ]
    );
    return piece + choose(blanks);
  }).join("");
}

/** Texts of files that parse. */
export const generatedText: fc.Arbitrary<string> = fc
  .tuple(
    several(item, [end], 0, 4), fc.array(fc.nat({ max: 59 }), { maxLength: 120 }),
    fc.constantFrom("", "\uFEFF", "// first\n\n", "\n\n"),
  )
  .map(([pieces, choices, before]) => before + layOut(pieces, choices));
