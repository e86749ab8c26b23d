/*
 * The tree that comes of a text: what binds to what, where things stand, and what documents what.
 */

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "../parse.ts";
import { offsetInString, type Span } from "../syntaxTree.ts";
import { generatedText } from "./generatedFiles.ts";

interface AnyNode {
  readonly kind: string;
  readonly span: Span;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is AnyNode => typeof value === "object" && value !== null
  && "kind" in value && "span" in value;

/** A tree in short: `(kind part …)`, leaves by what they say. */
function short(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(short).join(" ")}]`;
  if (!isNode(value)) return String(value);
  if (value.kind === "path") return (value["parts"] as AnyNode[]).map(short).join(".");
  if (value.kind === "string") return `"${String(value["value"])}"`;
  if ("text" in value) return String(value["text"]);
  const parts = Object.entries(value).filter(([key, part]) =>
    !["kind", "span", "operatorSpan"].includes(key) && part !== false
      && !(Array.isArray(part) && part.length === 0));
  return `(${[value.kind, ...parts.map(([, part]) => short(part))].join(" ")})`;
}

function statement(text: string): string {
  const { value, diagnostics } = parse(`scenario "s" {\n${text}\n}`);
  expect(diagnostics).toEqual([]);
  const [item] = value.items;
  if (item?.kind !== "scenario") throw new Error("no scenario");
  return item.body!.statements.map(short).join(" ; ");
}

function item(text: string): string {
  const { value, diagnostics } = parse(text);
  expect(diagnostics).toEqual([]);
  return value.items.map(short).join(" ; ");
}

describe("what binds to what", () => {
  test.each([
    ["a and b or not c implies d implies e",
      "(implies (or [(and [a b]) (not c)]) (implies d e))"],
    ["not a == b", "(not (comparison == a b))"],
    ["a | b == c", "(comparison == (mask [a b]) c)"],
    ["a not in b and c within d.e", "(and [(comparison not in a b) (comparison within c d.e)])"],
    ["every x in threads where x.a: x.b and no y in tokens: y.c",
      "(quantified every x threads x.a (and [x.b (quantified no y tokens y.c)]))"],
    ["(a or b) and [c, d | e] in f(g, h: i).", undefined],
    ["(a or b) and [c, d | e] in f(g, h: i)",
      "(and [(parentheses (or [a b])) (comparison in (list [c (mask [d e])]) (invocation f [(argument "
        + "g) (argument h i)]))])"],
    ["old(x) >= 0x1F and S-1-5-18 in t.groups or 8.1 == none",
      "(or [(and [(comparison >= (invocation old [(argument x)]) 0x1F) (comparison in S-1-5-18 "
        + "t.groups)]) (comparison == 8.1 (none))])"],
  ])("expect %s", (text, tree) => {
    if (tree === undefined) expect(parse(`scenario "s" { expect ${text} }`).diagnostics).toHaveLength(1);
    else expect(statement(`expect ${text}`)).toBe(`(expect ${tree})`);
  });

  test.each([
    ["a.b: r = F(x, level: y) => STATUS_A or STATUS_B, level: L | M from xp before 7",
      "(call a.b r F [(argument x) (argument level y)] [(demand (valueOutcome [STATUS_A STATUS_B]) "
        + "[(out level (mask [L M]))] (since xp 7))])"],
    ["Q { f() } finally { g() } with allocation 2 failing => any else return",
      "(call Q (code (block [(call f)]) (block [(call g)])) (failingAllocation 2) [(demand "
        + "(valueOutcome [any]))] (elseReturn))"],
    ["f()\n=> STATUS_A before gate\n=> level: B in 7, 8.1\nelse { return }",
      "(call f [(demand (valueOutcome [STATUS_A]) (since gate)) (demand [(out level B)] (inVersions "
        + "[7 8.1]))] (block [(return)]))"],
    ["leave => bugcheck X", "(leave [(demand (bugcheckOutcome X))])"],
    [
      "act o A | B unchecked for m.writer => STATUS_X",
      "(act o (mask [A B]) true m.writer [(demand (valueOutcome [STATUS_X]))])",
    ],
    ["t: { f(); enter d.e(x); enter \"label\"; enter item2; play p for 3 }",
      "(actorBlock t (block [(call f) (enter d.e [(argument x)]) (enter \"label\") (enter item2) "
        + "(play p 3)]))"],
    ["concurrently { lane a.b { }; play thief }", "(concurrently [(lane a.b (block)) (play thief)])"],
    [
      "any of { 3 * f(); maybe 2 * { return } }",
      "(anyOf [(alternative 3 (call f)) (alternative (maybe 2 (block [(return)])))])",
    ],
    ["choose x in 1..4; choose y in 3 * a, b | c d; choose z in 7",
      "(choose x (range 1 4)) ; (choose y (choices [(phrase 3 [(term [a])]) (phrase [(term [b c]) "
        + "(term [d])])])) ; "
        + "(choose z (choices [(phrase [(term [7])])]))"],
    ["repeat 2..3 { atomic { } }", "(repeat (range 2 3) (block [(atomic (block))]))"],
    ["if a { } else if b { } else { return }", "(if a (block) (if b (block) (block [(return)])))"],
    [
      "from gate { } else { return }\nin 7 { }",
      "(guard (since gate) (block) (block [(return)])) ; (guard (inVersions [7]) (block))",
    ],
    [
      "for caller { } finally { }\nfor each allocation failing { }",
      "(for caller (code (block) (block))) ; (allocationSweep (block))",
    ],
    ["concedes a.b to thief; never escalation by thief at act; property \"p\": always clean",
      "(concedes a.b thief) ; (judgement never (predicate escalation thief) act) ; (property \"p\" "
        + "(judgement always clean))"],
    ["play = f(); act: g(); on.level: h(); expect play; for each { }",
      "(call play f) ; (call act g) ; (call on.level h) ; (expect play) ; (for each (code (block)))"],
  ])("%s", (text, tree) => {
    expect(statement(text)).toBe(tree);
  });

  test.each([
    ["object o as file in j by p \"D:\" { limit 3; x y { z } }",
      "(world object o [(relation as file) (relation in j) (relation by p)] \"D:\" "
        + "[(member limit [(phrase [(term [3])])]) (member x [(phrase [(term [y])])] [(member z)])])"],
    [
      "windows all, from xp before 7 with a: true, b: c",
      "(windows [all (since xp 7)] [(switch a (boolean true)) (switch b c)])",
    ],
    ["use \"a.scn\"; attacker t { calls 3 * F, user routines }",
      "(use \"a.scn\") ; (attacker t [(member calls [(phrase 3 [(term [F])]) (phrase [(term [user]) "
        + "(term [routines])])])])"],
    [
      "driver d { entry e(p: object) { } finally { } }",
      "(driver d [(entry e [(parameter p object)] (code (block) (block)))])",
    ],
    ["procedure q() by a.b { }", "(procedure q a.b (code (block)))"],
    [
      'scenario "s" on windows xp repairs "t" with a as b, c as d',
      '(scenario "s" (head [xp]) (repairs "t" [(replacement a b) (replacement c d)]))',
    ],
    ['scenario "s" breaks "p", "q" { }', '(scenario "s" (breaks ["p" "q"]) (block))'],
    [
      'table "t" { a | windows || status\n * | from xp || (A | B) or none }\neach { }',
      '(table "t" (row [(valueCell [a]) (valueCell [windows])] [(valueCell [status])]) ' +
        "[(row [(anyCell) (guardCell (since xp))] [(valueCell [(parentheses (mask [A B])) (none)])])] (block))",
    ],
  ])("%s", (text, tree) => {
    expect(item(text)).toBe(tree);
  });
});

describe("where lines end", () => {
  test.each([
    ["f(\na\n,\nb\n)", "(call f [(argument a) (argument b)])"],
    ["r =\nf()", "(call r f)"],
    [
      "expect a ==\nb\nand not\nc\nimplies\nd |\ne",
      "(expect (implies (and [(comparison == a b) (not c)]) (mask [d e])))",
    ],
    [
      "f()\n\n// between\n=>\nany\n\nelse return\ng()",
      "(call f [(demand (valueOutcome [any]))] (elseReturn)) ; (call g)",
    ],
    ["f();g()\n;\n;h()", "(call f) ; (call g) ; (call h)"],
    ["if a {\n}\nelse\n{ }", undefined],
    ["expect a in\nb", undefined],
  ])("%j", (text, tree) => {
    if (tree === undefined) expect(parse(`scenario "s" {\n${text}\n}`).diagnostics[0]?.code).toBe("SCN006");
    else expect(statement(text)).toBe(tree);
  });
});

describe("documentation", () => {
  const documented = (text: string): (string | undefined)[] =>
    parse(text).value.items.map((each) => each.documentation?.text);

  test("the lines right above, without their slashes", () => {
    const above = "/// One.\n///  Two.\n///\njob a\n\n/// Not his.\n\njob b\n// plain\njob c\n//// no\njob d";
    expect(documented(above)).toEqual([
      "One.\n Two.\n", undefined, undefined, undefined,
    ]);
    expect(
      documented("/// a\r\n/// b\r\njob a; job b // x\n/// c\n  job c")
    ).toEqual(["a\nb", undefined, "c"]);
  });

  test("of members, entries, rows, lanes and statements", () => {
    const text = `driver d {\n/// entry\nentry e() {\n/// call\nf()
/// sweep\nfor each allocation failing { } } }
attacker t {\n/// member\nholds none }
table "t" {\na\n/// row\n1 } each {\nconcurrently {\n/// lane\nlane x { } } }`;
    const found = JSON.stringify(parse(text).value.items).match(
      /"documentation","span":[^}]*\},"text":"\w+"/g
    );
    const words = found?.map((each) => /\w+(?="$)/.exec(each)![0]);
    expect(words).toEqual(["call", "sweep", "entry", "member", "row", "lane"]);
  });
});

describe("places", () => {
  /** Calls `visit` for each node with the node around it. */
  type Visit = (node: AnyNode, around: AnyNode | undefined) => void;
  function walk(value: unknown, around: AnyNode | undefined, visit: Visit): void {
    if (isNode(value)) visit(value, around);
    if (typeof value !== "object" || value === null) return;
    for (const part of Object.values(value)) walk(part, isNode(value) ? value : around, visit);
  }

  test("each node stands within the one around it, and leaves where they are written", () => {
    fc.assert(fc.property(generatedText, (text) => {
      walk(parse(text).value, undefined, (node, around) => {
        const written = text.slice(node.span.start, node.span.end);
        if (
          ["name", "number", "sid", "version", "comment"].includes(node.kind)
        ) expect(written).toBe(node["text"]);
        if (node.kind === "string") expect(written).toMatch(/^".*"$/);
        if (node.kind === "block") expect(written).toMatch(/^\{[^]*\}$/);
        expect(written).toBe(
          written.trim() === "" ? written : node.kind === "file" ? written : written.trim()
        );
        // Documentation stands above what it documents.
        if (around === undefined || node.kind === "documentation") return;
        expect(
          [node.span.start >= around.span.start, node.span.end <= around.span.end]
        ).toEqual([true, true]);
      });
    }), { numRuns: 200 });
  });

  test("a place in a string is a place in the text", () => {
    const text = "use \"a\\\"b\\\\c\"";
    const [use] = parse(text).value.items;
    if (use?.kind !== "use") throw new Error("no use");
    const at = [...use.file.value].map(
      (character, index) =>
        text.slice(offsetInString(use.file, text, index)).startsWith(
          character === "\"" || character === "\\" ? "\\" : character
        )
    );
    expect([use.file.value, at]).toEqual(["a\"b\\c", [true, true, true, true, true]]);
  });
});

describe("what is left out", () => {
  test("the words of what did not parse are kept, so that nobody misses them", () => {
    const { value } = parse(
      "scenario \"s\" {\n  t: loot = NtOpen(a b)\n  t: NtClose(loot)\n}\nobject ledger as as as \"x\""
    );
    expect(value.leftOut.map((each) => [...each.words])).toEqual(
      [["t", "loot", "NtOpen", "a", "b"], ["object", "ledger", "as"]]
    );
    expect(value.items.map(short)).toEqual(["(scenario \"s\" (block [(call t NtClose [(argument loot)])]))"]);
  });

  test("a missing bracket leaves nothing out", () => {
    const { value, diagnostics } = parse("scenario \"s\" {\n  t: f(a, [b\n  t: g()\n");
    expect(diagnostics.map((each) => each.code)).toEqual(["SCN001", "SCN001"]);
    expect(value.leftOut).toEqual([]);
    expect(value.items.map(short)).toEqual(
      ["(scenario \"s\" (block [(call t f [(argument a) (argument (list [b]))]) (call t g)]))"]
    );
  });
});
