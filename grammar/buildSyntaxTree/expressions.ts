/*
 * Expressions, versions, guards, demands: from Chevrotain's tree to ours. A rule that only passes through
 * (a disjunction of one) leaves no node.
 */

import type { CstNode } from "chevrotain";
import { spanOf } from "../lexer.ts";
import type {
  Argument, Atom, Comparison, ComparisonOperator, Demand, Expression, Guard, Head, Literal, MaskExpression,
  NumberLiteral, Outcome, Path, Quantified, Since, StringLiteral, Switch, Version, VersionRange,
} from "../syntaxTree.ts";
import {
  Hexadecimal, Integer, LooseSid, Sid, UnquotedDescriptor, VersionToken, wordTokens, type Token,
} from "../tokens.ts";
import {
  nameOf, node, nodes, onlyChild, optional, spanOfNode, theName, theNode, token, tokens,
} from "./cst.ts";

export function buildPath(cst: CstNode): Path {
  const parts = tokens(cst, "Word").map(nameOf);
  return { kind: "path", span: spanOfNode(cst), parts };
}

export function buildString(text: Token): StringLiteral {
  if (text.tokenType === UnquotedDescriptor) return { kind: "string", span: spanOf(text), value: text.image };
  const closed = text.image.length > 1 && text.image.endsWith("\"");
  const inner = text.image.slice(1, closed ? -1 : undefined);
  return { kind: "string", span: spanOf(text), value: inner.replace(/\\(["\\])/g, "$1") };
}

export function buildNumber(number: Token): NumberLiteral {
  return { kind: "number", span: spanOf(number), text: number.image, value: Number(number.image) };
}

export function buildLiteral(cst: CstNode): Literal {
  const literal = onlyChild(cst) as Token;
  const span = spanOf(literal);
  switch (literal.tokenType) {
    case Sid: case LooseSid: return { kind: "sid", span, text: literal.image };
    case Hexadecimal: case Integer: return buildNumber(literal);
    case VersionToken: return { kind: "version", span, text: literal.image };
    case wordTokens.true: return { kind: "boolean", span, value: true };
    case wordTokens.false: return { kind: "boolean", span, value: false };
    case wordTokens.none: return { kind: "none", span };
    default: return buildString(literal);
  }
}

// ------------------------------------------------------------------------------------------ versions, guards

function buildVersion(cst: CstNode): Version {
  const version = onlyChild(cst) as Token;
  return { kind: "version", span: spanOf(version), text: version.image };
}

function buildSince(cst: CstNode): Since {
  const from = node(cst, "fromVersion");
  const before = node(cst, "beforeVersion");
  return {
    kind: "since", span: spanOfNode(cst),
    ...optional("from", from && buildVersion(from)), ...optional("before", before && buildVersion(before)),
  };
}

export function buildGuard(cst: CstNode): Guard {
  const since = node(cst, "since");
  if (since !== undefined) return buildSince(since);
  return { kind: "inVersions", span: spanOfNode(cst), versions: nodes(cst, "version").map(buildVersion) };
}

function buildVersionRange(cst: CstNode): VersionRange {
  const since = node(cst, "since");
  return since === undefined ? buildVersion(theNode(cst, "version")) : buildSince(since);
}

/** `versions [ switches ]` */
export function buildVersions(cst: CstNode): { versions: VersionRange[]; switches: Switch[] } {
  const switches = node(cst, "switches");
  return {
    versions: nodes(cst, "versionRange").map(buildVersionRange),
    switches: switches === undefined ? [] : nodes(switches, "switchRule").map(buildSwitch),
  };
}

function buildSwitch(cst: CstNode): Switch {
  return {
    kind: "switch", span: spanOfNode(cst), name: theName(cst), value: buildAtom(theNode(cst, "atom")),
  };
}

export function buildHead(cst: CstNode): Head {
  return { kind: "head", span: spanOfNode(cst), ...buildVersions(theNode(cst, "versions")) };
}

// ----------------------------------------------------------------------------------------------- expressions

export function buildExpression(cst: CstNode): Expression {
  const premise = buildDisjunction(theNode(cst, "disjunction"));
  const conclusion = node(cst, "expression");
  if (conclusion === undefined) return premise;
  return { kind: "implies", span: spanOfNode(cst), premise, conclusion: buildExpression(conclusion) };
}

function buildDisjunction(cst: CstNode): Expression {
  const operands = nodes(cst, "conjunction").map(buildConjunction);
  return operands.length === 1 ? operands[0]! : { kind: "or", span: spanOfNode(cst), operands };
}

function buildConjunction(cst: CstNode): Expression {
  const operands = nodes(cst, "negation").map(buildNegation);
  return operands.length === 1 ? operands[0]! : { kind: "and", span: spanOfNode(cst), operands };
}

function buildNegation(cst: CstNode): Expression {
  const operand = node(cst, "negation");
  if (operand !== undefined) return { kind: "not", span: spanOfNode(cst), operand: buildNegation(operand) };
  const quantified = node(cst, "quantified");
  return quantified === undefined ? buildComparison(theNode(cst, "comparison")) : buildQuantified(quantified);
}

function buildQuantified(cst: CstNode): Quantified {
  const quantifier = (["every", "some", "no"] as const).find(
    (word) => token(cst, `word ${word}`) !== undefined
  )!;
  const where = node(cst, "disjunction");
  return {
    kind: "quantified", span: spanOfNode(cst), quantifier, variable: theName(cst),
    domain: buildPath(theNode(cst, "path")),
    ...optional("where", where && buildDisjunction(where)), body: buildExpression(theNode(cst, "expression")),
  };
}

function buildComparison(cst: CstNode): Comparison | MaskExpression {
  const operator = node(cst, "comparisonOperator");
  const left = buildMask(theNode(cst, "mask"));
  if (operator === undefined) return left;
  const words = Object.values(operator.children).flat() as Token[];
  const spelled = words.length === 1 ? words[0]!.image : "not in";
  return {
    kind: "comparison", span: spanOfNode(cst), operator: spelled as ComparisonOperator,
    operatorSpan: spanOfNode(operator),
    left, right: buildMask(nodes(cst, "mask")[1]!),
  };
}

export function buildMask(cst: CstNode): MaskExpression {
  const parts = nodes(cst, "atom").map(buildAtom);
  return parts.length === 1 ? parts[0]! : { kind: "mask", span: spanOfNode(cst), parts };
}

export function buildAtom(cst: CstNode): Atom {
  const child = onlyChild(cst) as CstNode;
  const span = spanOfNode(child);
  switch (child.name) {
    case "literal": return buildLiteral(child);
    case "list": return { kind: "list", span, elements: nodes(child, "mask").map(buildMask) };
    case "parentheses":
      return { kind: "parentheses", span, inner: buildExpression(theNode(child, "expression")) };
    default: return buildReference(child);
  }
}

function buildReference(cst: CstNode): Atom {
  const span = spanOfNode(cst);
  const path = buildPath(theNode(cst, "path"));
  const args = node(cst, "args");
  if (args !== undefined) return { kind: "invocation", span, callee: path, arguments: buildArguments(args) };
  const by = node(cst, "byPath");
  return by === undefined ? path : { kind: "predicate", span, predicate: path, by: buildPath(by) };
}

export function buildArguments(cst: CstNode): Argument[] {
  return nodes(cst, "arg").map((arg) => {
    const name = token(arg, "Word");
    return {
      kind: "argument", span: spanOfNode(arg), ...optional("name", name && nameOf(name)),
      value: buildExpression(theNode(arg, "expression")),
    };
  });
}

// --------------------------------------------------------------------------------------------------- demands

export function buildDemand(cst: CstNode): Demand {
  const outcome = node(cst, "outcome");
  const guard = node(cst, "guard");
  const outs = nodes(cst, "out").map((out) => ({
    kind: "out" as const, span: spanOfNode(out), name: theName(out), value: buildMask(theNode(out, "mask")),
  }));
  return {
    kind: "demand", span: spanOfNode(cst), ...optional("outcome", outcome && buildOutcome(outcome)), outs,
    ...optional("guard", guard && buildGuard(guard)),
  };
}

function buildOutcome(cst: CstNode): Outcome {
  const alternatives = nodes(cst, "atom").map(buildAtom);
  const span = spanOfNode(cst);
  return token(cst, "word bugcheck") === undefined
    ? { kind: "valueOutcome", span, alternatives }
    : { kind: "bugcheckOutcome", span, code: alternatives[0]! };
}
