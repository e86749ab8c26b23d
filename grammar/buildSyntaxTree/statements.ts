/*
 * Statements: from Chevrotain's tree to ours. Statements that could not be parsed are left out.
 */

import type { CstNode } from "chevrotain";
import { spanOf } from "../lexer.ts";
import type {
  Action, Alternative, Block, CallStatement, Code, Demand, FailingAllocation, FailureHandler, IfStatement,
  Judgement, Lane, NumberLiteral, Path, Phrase, PlayStatement, PropertyItem, Range, Statement, Term,
  TermWord,
} from "../syntaxTree.ts";
import {
  nameOf, node, nodes, onlyChild, optional, spanOfNode, theName, theNode, theToken, token, type Source,
} from "./cst.ts";
import {
  buildArguments, buildDemand, buildExpression, buildGuard, buildLiteral, buildMask, buildNumber, buildPath,
  buildString,
} from "./expressions.ts";

export function buildBlock(cst: CstNode, source: Source): Block {
  const statements = nodes(cst, "statement").flatMap((statement) => buildElement(statement, source));
  return { kind: "block", span: spanOfNode(cst), statements };
}

/** The element of a rule `[ … ] bareStatement`, or nothing when it did not parse. */
function buildElement(cst: CstNode, source: Source): Statement[] {
  return cst.recoveredNode === true ? [] : [buildStatement(theNode(cst, "bareStatement"), source)];
}

export function buildCode(cst: CstNode, source: Source): Code {
  const last = node(cst, "finallyBlock");
  return {
    kind: "code", span: spanOfNode(cst), body: buildBlock(theNode(cst, "block"), source),
    ...optional("finally", last && buildBlock(last, source)),
  };
}

type Builder = (cst: CstNode, source: Source) => Statement;

function buildStatement(cst: CstNode, source: Source): Statement {
  const child = onlyChild(cst);
  const documented = optional("documentation", source.documentationBefore(spanOfNode(cst).start));
  if (!("name" in child)) return { kind: "return", span: spanOf(child), ...documented };
  return { ...builders[child.name]!(child, source), ...documented };
}

const builders: Readonly<Record<string, Builder>> = {
  action: buildAction,
  concurrently: (cst, source) => ({
    kind: "concurrently", span: spanOfNode(cst),
    lanes: nodes(cst, "lane").flatMap((lane) => buildLane(lane, source)),
  }),
  atomic: (cst, source) => ({ kind: "atomic", span: spanOfNode(cst), body: theBlock(cst, source) }),
  anyOf: (cst, source) => ({
    kind: "anyOf", span: spanOfNode(cst),
    alternatives: nodes(cst, "alternative").flatMap((each) => buildAlternative(each, source)),
  }),
  repeat: (cst, source) => ({
    kind: "repeat", span: spanOfNode(cst), range: buildRange(theNode(cst, "range")),
    body: theBlock(cst, source),
  }),
  maybe: (cst, source) =>
    ({ kind: "maybe", span: spanOfNode(cst), ...weightOf(cst), body: theBlock(cst, source) }),
  choose: (cst) => ({ kind: "choose", span: spanOfNode(cst), name: theName(cst), domain: buildDomain(cst) }),
  ifRule: buildIf,
  guarded: (cst, source) => ({
    kind: "guard", span: spanOfNode(cst), guard: buildGuard(theNode(cst, "guard")),
    then: theBlock(cst, source),
    ...elseOf(cst, source),
  }),
  forRule: buildFor,
  concedes: (cst) => ({
    kind: "concedes", span: spanOfNode(cst), what: buildPath(theNode(cst, "path")), to: theName(cst),
  }),
  expect: (cst) =>
    ({ kind: "expect", span: spanOfNode(cst), condition: buildExpression(theNode(cst, "expression")) }),
  judgement: buildJudgement,
  property: buildProperty,
};

function theBlock(cst: CstNode, source: Source): Block {
  return buildBlock(theNode(cst, "block"), source);
}

function elseOf(cst: CstNode, source: Source): { readonly otherwise?: Block } {
  const block = node(cst, "elseBlock");
  return optional("otherwise", block && buildBlock(block, source));
}

function weightOf(cst: CstNode): { readonly weight?: NumberLiteral } {
  const weight = node(cst, "weight");
  return optional("weight", weight && buildNumber(theToken(weight, "Integer")));
}

// --------------------------------------------------------------------------------------------------- actions

function buildAction(cst: CstNode, source: Source): Action {
  const actor = node(cst, "path");
  const acted = { span: spanOfNode(cst), ...optional("actor", actor && buildPath(actor)) };
  const rules = ["block", "act", "enter", "leave", "play", "call"];
  const rule = rules.find((name) => node(cst, name) !== undefined);
  const child = theNode(cst, rule!);
  switch (rule) {
    case "block": return { kind: "actorBlock", ...acted, body: buildBlock(child, source) };
    case "act": return buildAct(child, acted, source);
    case "enter": return buildEnter(child, acted);
    case "leave": return { kind: "leave", ...acted, demands: nodes(child, "demand").map(buildDemand) };
    case "play": return { ...buildPlay(child), ...acted };
    default: return buildCall(child, acted, source);
  }
}

interface Acted {
  readonly span: { readonly start: number; readonly end: number };
  readonly actor?: Path;
}

function buildCall(cst: CstNode, acted: Acted, source: Source): CallStatement {
  const result = token(cst, "result");
  const args = node(cst, "args");
  const code = node(cst, "code");
  const failing = node(cst, "failingAllocation");
  return {
    kind: "call", ...acted, ...optional("result", result && nameOf(result)), routine: theName(cst, "routine"),
    ...optional("arguments", args && buildArguments(args)),
    ...optional("code", code && buildCode(code, source)),
    ...optional("failing", failing && buildFailing(failing)), ...buildTail(theNode(cst, "tail"), source),
  };
}

function buildFailing(cst: CstNode): FailingAllocation {
  return { kind: "failingAllocation", span: spanOfNode(cst), number: buildNumber(theToken(cst, "Integer")) };
}

function buildTail(cst: CstNode, source: Source): { demands: Demand[]; otherwise?: FailureHandler } {
  const handler = node(cst, "failureHandler");
  const demands = nodes(cst, "demand").map(buildDemand);
  if (handler === undefined) return { demands };
  const block = node(handler, "block");
  const otherwise: FailureHandler = block === undefined
    ? { kind: "elseReturn", span: spanOfNode(handler) }
    : buildBlock(block, source);
  return { demands, otherwise };
}

function buildAct(cst: CstNode, acted: Acted, source: Source): Action {
  const whom = node(cst, "whom");
  return {
    kind: "act", ...acted, object: buildPath(theNode(cst, "path")), rights: buildMask(theNode(cst, "mask")),
    unchecked: token(cst, "word unchecked") !== undefined, ...optional("whom", whom && buildPath(whom)),
    ...buildTail(theNode(cst, "tail"), source),
  };
}

function buildEnter(cst: CstNode, acted: Acted): Action {
  const path = node(cst, "path");
  const args = node(cst, "args");
  return {
    kind: "enter", ...acted,
    target: path === undefined ? buildString(theToken(cst, "Text")) : buildPath(path),
    ...optional("arguments", args && buildArguments(args)), demands: nodes(cst, "demand").map(buildDemand),
  };
}

function buildPlay(cst: CstNode): PlayStatement {
  const steps = token(cst, "Integer");
  return {
    kind: "play", span: spanOfNode(cst), attacker: theName(cst),
    ...optional("steps", steps && buildNumber(steps)),
  };
}

// ----------------------------------------------------------------------------- concurrency, choice, branches

function buildLane(cst: CstNode, source: Source): (Lane | PlayStatement)[] {
  if (cst.recoveredNode === true) return [];
  const documented = optional("documentation", source.documentationBefore(spanOfNode(cst).start));
  const play = node(cst, "play");
  if (play !== undefined) return [{ ...buildPlay(play), ...documented }];
  const thread = buildPath(theNode(cst, "path"));
  return [{ kind: "lane", span: spanOfNode(cst), thread, body: theBlock(cst, source), ...documented }];
}

function buildAlternative(cst: CstNode, source: Source): Alternative[] {
  const statement = buildElement(cst, source)[0];
  if (statement === undefined) return [];
  return [{ kind: "alternative", span: spanOfNode(cst), ...weightOf(cst), statement }];
}

function buildRange(cst: CstNode): Range {
  const [from, to] = (cst.children["Integer"] ?? []).map((integer) => buildNumber(integer as never));
  return { kind: "range", span: spanOfNode(cst), from: from!, ...optional("to", to) };
}

function buildDomain(cst: CstNode): Range | { kind: "choices"; span: Acted["span"]; phrases: Phrase[] } {
  const range = node(cst, "range");
  if (range !== undefined) return buildRange(range);
  const phrases = theNode(cst, "phrases");
  return { kind: "choices", span: spanOfNode(phrases), phrases: buildPhrases(phrases) };
}

function buildIf(cst: CstNode, source: Source): IfStatement {
  const next = node(cst, "ifRule");
  const otherwise = next === undefined ? elseOf(cst, source) : { otherwise: buildIf(next, source) };
  return {
    kind: "if", span: spanOfNode(cst), condition: buildExpression(theNode(cst, "expression")),
    then: theBlock(cst, source),
    ...otherwise,
  };
}

function buildFor(cst: CstNode, source: Source): Statement {
  const span = spanOfNode(cst);
  if (token(cst, "word each") !== undefined) {
    return { kind: "allocationSweep", span, body: theBlock(cst, source) };
  }
  const whom = buildPath(theNode(cst, "path"));
  return { kind: "for", span, whom, code: buildCode(theNode(cst, "code"), source) };
}

// --------------------------------------------------------------------------------------- judgements, phrases

function buildJudgement(cst: CstNode): Judgement {
  const temporal = (["always", "never", "sometimes"] as const).find(
    (word) => token(cst, `word ${word}`) !== undefined
  )!;
  const at = token(cst, "Word");
  return {
    kind: "judgement", span: spanOfNode(cst), temporal,
    condition: buildExpression(theNode(cst, "expression")),
    ...optional("at", at && nameOf(at)),
  };
}

export function buildProperty(cst: CstNode): PropertyItem {
  return {
    kind: "property", span: spanOfNode(cst), title: buildString(theToken(cst, "Text")),
    judgement: buildJudgement(theNode(cst, "judgement")),
  };
}

export function buildPhrases(cst: CstNode): Phrase[] {
  return nodes(cst, "phrase").map((phrase) => ({
    kind: "phrase", span: spanOfNode(phrase), ...weightOf(phrase),
    terms: nodes(phrase, "term").map(buildTerm),
  }));
}

function buildTerm(cst: CstNode): Term {
  return { kind: "term", span: spanOfNode(cst), words: nodes(cst, "termWord").map(buildTermWord) };
}

function buildTermWord(cst: CstNode): TermWord {
  const path = node(cst, "path");
  return path === undefined ? buildLiteral(theNode(cst, "literal")) : buildPath(path);
}
