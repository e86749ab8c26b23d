/*
 * Expressions, lists, versions and demands as documents. Lines break only where the language lets them:
 * after commas and most operators, before `and`, `or`, `implies`, `with`.
 */

import type {
  Argument, Atom, Demand, Expression, Guard, Head, Name, NumberLiteral, Out, Path, Phrase, Span,
  StringLiteral, Switch, Term, TermWord, VersionRange,
} from "../syntaxTree.ts";
import { betweenElements, type CommentBook } from "./comments.ts";
import { concat, flatText, group, hardLine, indent, isForced, line, type Doc } from "./layout.ts";

function nameText(name: Name): string {
  return name.text;
}

export function pathText(path: Path): string {
  return path.parts.map(nameText).join(".");
}

export function stringText(literal: StringLiteral): string {
  return `"${literal.value.replace(/["\\]/g, "\\$&")}"`;
}

/**
 * A list on one line, or broken after separators; with comments between its elements, one element a line.
 * `separator` stands right after each element but the last.
 */
export function list<Element extends { readonly span: Span }>(
  book: CommentBook, elements: readonly Element[], separator: string, print: (element: Element) => Doc,
): Doc {
  const parts: Doc[] = [];
  elements.forEach((element, index) => {
    const previous = elements[index - 1];
    const comments = previous === undefined ? [] : book.take(previous.span.end, element.span.start);
    const end = index < elements.length - 1 ? separator : "";
    if (comments.length > 0) parts.push(betweenElements(book, comments), print(element), end);
    else if (index === 0) parts.push(print(element), end);
    else parts.push(group(line, print(element), end));
  });
  return indent(...parts);
}

/** A list in brackets; what stands after the last element on its line is kept as well. */
function bracketed<Element extends { readonly span: Span }>(
  book: CommentBook, brackets: readonly [string, string], elements: readonly Element[],
  print: (element: Element) => Doc,
): Doc {
  return concat(brackets[0], list(book, elements, ",", print), brackets[1]);
}

export function argumentsDoc(book: CommentBook, given: readonly Argument[]): Doc {
  return bracketed(book, ["(", ")"], given, (argument) => {
    const value = expressionDoc(book, argument.value);
    return argument.name === undefined ? value : concat(argument.name.text, ": ", value);
  });
}

// ----------------------------------------------------------------------------------------------- expressions

export function expressionDoc(book: CommentBook, expression: Expression): Doc {
  switch (expression.kind) {
    case "implies": return chain(book, "implies", impliesParts(expression));
    case "or": return chain(book, "or", expression.operands);
    case "and": return chain(book, "and", expression.operands);
    case "not": return concat("not ", expressionDoc(book, expression.operand));
    case "quantified": return quantifiedDoc(book, expression);
    case "comparison":
      return concat(
        expressionDoc(book, expression.left), ` ${expression.operator} `,
        expressionDoc(book, expression.right),
      );
    case "mask": return list(book, expression.parts, " |", (part) => atomDoc(book, part));
    default: return atomDoc(book, expression);
  }
}

/** `a implies (b implies c)` as it is written: a chain. */
function impliesParts(expression: Expression): Expression[] {
  const parts: Expression[] = [];
  let rest = expression;
  for (; rest.kind === "implies"; rest = rest.conclusion) parts.push(rest.premise);
  return [...parts, rest];
}

/** All on one line, or each operator before its operand on a line of its own. */
function chain(book: CommentBook, operator: string, operands: readonly Expression[]): Doc {
  const [first, ...others] = operands;
  const parts = others.map((operand, index) => {
    const comments = book.take(operands[index]!.span.end, operand.span.start);
    const before = comments.length > 0 ? betweenElements(book, comments) : line;
    return concat(before, `${operator} `, expressionDoc(book, operand));
  });
  return group(expressionDoc(book, first!), indent(...parts));
}

function quantifiedDoc(book: CommentBook, given: Extract<Expression, { kind: "quantified" }>): Doc {
  const where = given.where === undefined ? "" : concat(" where ", expressionDoc(book, given.where));
  const head = `${given.quantifier} ${given.variable.text} in ${pathText(given.domain)}`;
  return concat(head, where, ": ", expressionDoc(book, given.body));
}

export function atomDoc(book: CommentBook, atom: Atom): Doc {
  switch (atom.kind) {
    case "list": return bracketed(book, ["[", "]"], atom.elements, (element) => expressionDoc(book, element));
    case "parentheses": return concat("(", indent(expressionDoc(book, atom.inner)), ")");
    case "invocation": return concat(pathText(atom.callee), argumentsDoc(book, atom.arguments));
    case "predicate": return `${pathText(atom.predicate)} by ${pathText(atom.by)}`;
    default: return wordText(atom);
  }
}

function wordText(word: TermWord): string {
  switch (word.kind) {
    case "string": return stringText(word);
    case "boolean": return word.value ? "true" : "false";
    case "none": return "none";
    case "path": return pathText(word);
    default: return word.text;
  }
}

// ------------------------------------------------------------------------------------------ phrases, weights

export function weightText(weight: NumberLiteral | undefined): string {
  return weight === undefined ? "" : `${weight.text} * `;
}

export function phrasesDoc(book: CommentBook, phrases: readonly Phrase[]): Doc {
  return list(book, phrases, ",", (phrase) => {
    const terms = phrase.terms.flatMap(
      (term, index) => (index === 0 ? [termDoc(book, term)] : [" ", termDoc(book, term)])
    );
    return concat(weightText(phrase.weight), ...terms);
  });
}

function termDoc(book: CommentBook, term: Term): Doc {
  return list(book, term.words, " |", wordText);
}

// ------------------------------------------------------------------------------------------ versions, guards

export function guardText(guard: Guard): string {
  if (guard.kind === "inVersions") return `in ${guard.versions.map((version) => version.text).join(", ")}`;
  const from = guard.from === undefined ? "" : `from ${guard.from.text}`;
  const before = guard.before === undefined ? "" : `before ${guard.before.text}`;
  return from !== "" && before !== "" ? `${from} ${before}` : from + before;
}

export function versionsDoc(
  book: CommentBook, ranges: readonly VersionRange[], switches: readonly Switch[],
): Doc {
  const versions = list(
    book, ranges, ",", (range) => (range.kind === "version" ? range.text : guardText(range)),
  );
  if (switches.length === 0) return versions;
  const settings = list(
    book, switches, ",", (each) => concat(`${each.name.text}: `, atomDoc(book, each.value)),
  );
  return concat(versions, group(indent(line, "with ", settings)));
}

export function headDoc(book: CommentBook, head: Head | undefined): Doc {
  return head === undefined ? "" : concat(" on windows ", versionsDoc(book, head.versions, head.switches));
}

// --------------------------------------------------------------------------------------------------- demands

/** One demand stays on the line of its call; several, or one with a comment before it, stand below. */
export function demandsDoc(
  book: CommentBook, demands: readonly Demand[], from: number, to: number,
): { readonly doc: Doc; readonly below: boolean } {
  const [only] = demands;
  if (only === undefined) return { doc: "", below: false };
  const bodies = demands.map((demand) => demandBody(book, demand));
  const below = demands.length > 1 || book.has(from, only.span.start)
    || (to > only.span.end && book.has(only.span.end, to));
  if (!below) return {
    doc: concat(" ", bodies[0]!, only.guard === undefined ? "" : ` ${guardText(only.guard)}`), below,
  };
  const width = guardColumn(demands, bodies);
  const lines = demands.map((demand, index) => {
    const before = betweenElements(book, book.take(demands[index - 1]?.span.end ?? from, demand.span.start));
    if (demand.guard === undefined) return concat(before, bodies[index]!);
    const padding = isForced(bodies[index]!) ? 0 : width - flatText(bodies[index]!).length;
    return concat(before, bodies[index]!, " ".repeat(Math.max(0, padding) + 2), guardText(demand.guard));
  });
  return { doc: indent(...lines, afterLast(book, demands[demands.length - 1]!.span.end, to)), below };
}

/** Comments between the last demand and an `else`. */
function afterLast(book: CommentBook, from: number, to: number): Doc {
  const comments = to > from ? book.take(from, to) : [];
  return concat(...comments.map((comment) =>
    (book.isAlone(comment) ? concat(hardLine, comment.text.trimEnd()) : book.trailing(comment))));
}

/** The widest demand that has a guard, as far as demands are of a common width. */
function guardColumn(demands: readonly Demand[], bodies: readonly Doc[]): number {
  const widths = demands.flatMap((demand, index) =>
    (demand.guard === undefined || isForced(bodies[index]!) ? [] : [flatText(bodies[index]!).length]));
  return Math.max(0, ...widths.filter((width) => width <= 80));
}

function demandBody(book: CommentBook, { outcome, outs }: Demand): Doc {
  const parts: (Out | NonNullable<Demand["outcome"]>)[] = outcome === undefined
    ? [...outs]
    : [outcome, ...outs];
  return concat("=> ", list(book, parts, ",", (part) => {
    if (part.kind === "out") return concat(`${part.name.text}: `, expressionDoc(book, part.value));
    if (part.kind === "bugcheckOutcome") return concat("bugcheck ", atomDoc(book, part.code));
    return chain(book, "or", part.alternatives);
  }));
}
