/*
 * How the builders read Chevrotain's tree: children by name, spans, documentation. A part of the tree that
 * did not parse is marked at its element, and elements so marked are never built; so whatever the grammar
 * demands is there.
 */

import type { CstNode } from "chevrotain";
import type { Comment, Documentation, Name, Span } from "../syntaxTree.ts";
import type { Token } from "../tokens.ts";
import { spanOf } from "../lexer.ts";

/** The text and its comments, which become documentation. */
export interface Source {
  readonly text: string;
  readonly comments: readonly Comment[];
  /** The documentation that ends right before the line of this offset. */
  readonly documentationBefore: (offset: number) => Documentation | undefined;
}

export function nodes(parent: CstNode, rule: string): CstNode[] {
  return (parent.children[rule] ?? []) as CstNode[];
}

export function node(parent: CstNode, rule: string): CstNode | undefined {
  return nodes(parent, rule)[0];
}

/** A child that the grammar demands. */
export function theNode(parent: CstNode, rule: string): CstNode {
  const found = node(parent, rule);
  if (found === undefined) throw new Error(
    `${parent.name} has no ${rule}: the builder does not follow the grammar`
  );
  return found;
}

export function tokens(parent: CstNode, kind: string): Token[] {
  return (parent.children[kind] ?? []) as Token[];
}

export function token(parent: CstNode, kind: string): Token | undefined {
  return tokens(parent, kind)[0];
}

/** A token that the grammar demands. */
export function theToken(parent: CstNode, kind: string): Token {
  const found = token(parent, kind);
  if (found === undefined) throw new Error(
    `${parent.name} has no ${kind}: the builder does not follow the grammar`
  );
  return found;
}

/** The only child of a rule that is one of several. */
export function onlyChild(parent: CstNode): CstNode | Token {
  const child = Object.values(parent.children)[0]?.[0];
  if (child === undefined) throw new Error(
    `${parent.name} is empty: the builder does not follow the grammar`
  );
  return child;
}

/** From the first token of a node to its last. */
export function spanOfNode(parent: CstNode): Span {
  const { startOffset, endOffset } = parent.location!;
  return { start: startOffset, end: (endOffset ?? startOffset - 1) + 1 };
}

export function nameOf(word: Token): Name {
  return { kind: "name", span: spanOf(word), text: word.image };
}

/** The name that a rule has under `kind`. */
export function theName(parent: CstNode, kind = "Word"): Name {
  return nameOf(theToken(parent, kind));
}

export function joinSpans(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}

/**
 * An optional property: left out of the object when there is nothing, so that trees compare by what was
 * written.
 */
export function optional<Key extends string, Value>(
  key: Key, value: Value | undefined,
): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : { [key]: value } as { readonly [K in Key]?: Value };
}
