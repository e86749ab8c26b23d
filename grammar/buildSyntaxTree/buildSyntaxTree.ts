/*
 * Items and the file: from Chevrotain's tree to ours. Documentation is found here, too: `///` lines right
 * above.
 */

import type { CstNode } from "chevrotain";
import { lineStart } from "../brackets.ts";
import { spanOf } from "../lexer.ts";
import type {
  Breaks, Cell, Comment, Documentation, Entry, Head, Item, Member, Parameter, Relation, Repairs, Row,
  ScenarioItem, TableItem, WorldItem, WorldKind,
} from "../syntaxTree.ts";
import {
  joinSpans, node, nodes, onlyChild, optional, spanOfNode, theName, theNode, theToken, token, tokens, type
  Source,
} from "./cst.ts";
import { buildAtom, buildGuard, buildHead, buildPath, buildString, buildVersions } from "./expressions.ts";
import { buildBlock, buildCode, buildPhrases, buildProperty } from "./statements.ts";

/** The items of a file, or of a part of one, that parsed. */
export function buildItems(cst: CstNode, source: Source): Item[] {
  return nodes(cst, "item").filter(
    (item) => item.recoveredNode !== true
  ).map((item) => buildItem(item, source));
}

type Builder = (cst: CstNode, source: Source) => Item;

function buildItem(cst: CstNode, source: Source): Item {
  const child = onlyChild(cst) as CstNode;
  return { ...builders[child.name]!(child, source), ...documented(cst, source) };
}

function documented(cst: CstNode, source: Source): { readonly documentation?: Documentation } {
  return optional("documentation", source.documentationBefore(spanOfNode(cst).start));
}

const builders: Readonly<Record<string, Builder>> = {
  use: (cst) => ({ kind: "use", span: spanOfNode(cst), file: buildString(theToken(cst, "Text")) }),
  windows: (cst) => ({ kind: "windows", span: spanOfNode(cst), ...buildVersions(theNode(cst, "versions")) }),
  world: buildWorld,
  attacker: (cst, source) => ({
    kind: "attacker", span: spanOfNode(cst), name: theName(cst),
    members: buildMembers(theNode(cst, "members"), source),
  }),
  driver: (cst, source) => ({
    kind: "driver", span: spanOfNode(cst), name: theName(cst),
    entries: nodes(cst, "entry").flatMap((entry) => buildEntry(entry, source)),
  }),
  procedure: (cst, source) => ({
    kind: "procedure", span: spanOfNode(cst), name: theName(cst),
    parameters: buildParameters(theNode(cst, "params")),
    by: buildPath(theNode(cst, "path")), code: buildCode(theNode(cst, "code"), source),
  }),
  property: buildProperty,
  scenario: buildScenario,
  table: buildTable,
};

// ---------------------------------------------------------------------------------------------- declarations

function buildWorld(cst: CstNode, source: Source): WorldItem {
  const descriptor = token(cst, "Text");
  const members = node(cst, "members");
  return {
    kind: "world", span: spanOfNode(cst), world: theToken(cst, "worldKind").image as WorldKind,
    name: theName(cst),
    relations: nodes(cst, "relation").map(buildRelation),
    ...optional("descriptor", descriptor && buildString(descriptor)),
    ...optional("members", members && buildMembers(members, source)),
  };
}

function buildRelation(cst: CstNode): Relation {
  const word = theToken(cst, "relationWord").image as Relation["word"];
  return { kind: "relation", span: spanOfNode(cst), word, path: buildPath(theNode(cst, "path")) };
}

function buildMembers(cst: CstNode, source: Source): Member[] {
  return nodes(cst, "member").filter((member) => member.recoveredNode !== true).map((member) => {
    const phrases = node(member, "phrases");
    const inner = node(member, "members");
    return {
      kind: "member", span: spanOfNode(member), name: theName(member),
      phrases: phrases === undefined ? [] : buildPhrases(phrases),
      ...optional("members", inner && buildMembers(inner, source)), ...documented(member, source),
    };
  });
}

function buildEntry(cst: CstNode, source: Source): Entry[] {
  if (cst.recoveredNode === true) return [];
  return [{
    kind: "entry", span: spanOfNode(cst), name: theName(cst),
    parameters: buildParameters(theNode(cst, "params")),
    code: buildCode(theNode(cst, "code"), source), ...documented(cst, source),
  }];
}

function buildParameters(cst: CstNode): Parameter[] {
  return nodes(cst, "param").map((parameter) => ({
    kind: "parameter", span: spanOfNode(parameter), name: theName(parameter),
    type: theName(parameter, "type"),
  }));
}

// -------------------------------------------------------------------------------------- scenarios and tables

function headOf(cst: CstNode): { readonly head?: Head } {
  const head = node(cst, "head");
  return optional("head", head && buildHead(head));
}

function buildScenario(cst: CstNode, source: Source): ScenarioItem {
  const block = node(cst, "block");
  return {
    kind: "scenario", span: spanOfNode(cst), title: buildString(theToken(cst, "Text")), ...headOf(cst),
    ...optional("twin", buildTwin(cst)), ...optional("body", block && buildBlock(block, source)),
  };
}

function buildTwin(cst: CstNode): Breaks | Repairs | undefined {
  const breaks = node(cst, "breaks");
  if (breaks !== undefined) {
    return { kind: "breaks", span: spanOfNode(breaks), properties: tokens(breaks, "Text").map(buildString) };
  }
  const repairs = node(cst, "repairs");
  if (repairs === undefined) return undefined;
  const replacements = nodes(repairs, "replacement").map((each) => ({
    kind: "replacement" as const, span: spanOfNode(each), replacement: theName(each),
    replaced: theName(each, "replaced"),
  }));
  return {
    kind: "repairs", span: spanOfNode(repairs), scenario: buildString(theToken(repairs, "Text")),
    replacements,
  };
}

function buildTable(cst: CstNode, source: Source): TableItem {
  const [header, ...rows] = nodes(cst, "row").flatMap((row) => buildRow(row, source));
  // When the header itself did not parse there are no columns; the error is said, so the table is not run.
  const empty: Row = { kind: "row", span: spanOf(theToken(cst, "LeftBrace")), given: [] };
  return {
    kind: "table", span: spanOfNode(cst), title: buildString(theToken(cst, "Text")), ...headOf(cst),
    header: header ?? empty, rows, each: buildBlock(theNode(cst, "block"), source),
  };
}

function buildRow(cst: CstNode, source: Source): Row[] {
  if (cst.recoveredNode === true) return [];
  const demanded = node(cst, "demanded");
  return [{
    kind: "row", span: spanOfNode(cst), given: buildCells(theNode(cst, "cells")),
    ...optional("demanded", demanded && buildCells(demanded)), ...documented(cst, source),
  }];
}

function buildCells(cst: CstNode): Cell[] {
  return nodes(cst, "cell").map((cell) => {
    const span = spanOfNode(cell);
    const guard = node(cell, "guard");
    if (guard !== undefined) return { kind: "guardCell", span, guard: buildGuard(guard) };
    const alternatives = nodes(cell, "atom").map(buildAtom);
    return alternatives.length === 0 ? { kind: "anyCell", span } : { kind: "valueCell", span, alternatives };
  });
}

// --------------------------------------------------------------------------------------------- documentation

/** Finds documentation: `///` comments, each alone on its line, on the lines right above. */
export function sourceOf(text: string, comments: readonly Comment[]): Source {
  const byLine = new Map<number, Comment>();
  for (const comment of comments) {
    const start = ownLine(text, comment.span.start, /[ \t\uFEFF]/);
    if (start !== undefined) byLine.set(start, comment);
  }
  const documentationBefore = (offset: number): Documentation | undefined => {
    // What does not begin its line shares it with something else, to which the documentation belongs.
    let start = ownLine(text, offset, /[ \t;\uFEFF]/);
    const lines: Comment[] = [];
    while (start !== undefined && start > 0) {
      start = previousLine(text, start);
      const comment = byLine.get(start);
      if (comment === undefined || !/^\/\/\/(?!\/)/.test(comment.text)) break;
      lines.push(comment);
    }
    return lines.length === 0 ? undefined : documentationOf(lines.reverse());
  };
  return { text, comments, documentationBefore };
}

function documentationOf(lines: readonly Comment[]): Documentation {
  return {
    kind: "documentation", span: joinSpans(lines[0]!.span, lines[lines.length - 1]!.span),
    text: lines.map((line) => line.text.replace(/^\/\/\/ ?/, "").trimEnd()).join("\n"),
  };
}

/** Where the line of `offset` begins, if only `blanks` stand before; a long line is not looked through. */
function ownLine(text: string, offset: number, blanks: RegExp): number | undefined {
  let start = offset;
  while (start > 0 && blanks.test(text[start - 1]!)) start -= 1;
  return start === 0 || text[start - 1] === "\n" || text[start - 1] === "\r" ? start : undefined;
}

/** Where the line before the line that begins at `start` begins. */
function previousLine(text: string, start: number): number {
  const breakLength = text[start - 1] === "\n" && text[start - 2] === "\r" ? 2 : 1;
  return lineStart(text, start - breakLength);
}
