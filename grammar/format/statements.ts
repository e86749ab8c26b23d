/*
 * Statements as documents.
 */

import type {
  Action, Alternative, Block, CallStatement, Code, FailureHandler, IfStatement, Judgement, Lane,
  PlayStatement, PropertyItem, Range, Span, Statement,
} from "../syntaxTree.ts";
import type { CommentBook } from "./comments.ts";
import { braces } from "./elements.ts";
import {
  argumentsDoc, demandsDoc, expressionDoc, guardText, pathText, phrasesDoc, stringText, weightText,
} from "./expressions.ts";
import { concat, hardLine, indent, type Doc } from "./layout.ts";

export function blockDoc(book: CommentBook, block: Block): Doc {
  return braces(book, block.statements, block.span, (statement) => statementDoc(book, statement));
}

export function codeDoc(book: CommentBook, code: Code): Doc {
  const body = blockDoc(book, code.body);
  return code.finally === undefined ? body : concat(body, " finally ", blockDoc(book, code.finally));
}

function statementDoc(book: CommentBook, statement: Statement): Doc {
  switch (statement.kind) {
    case "concurrently": return concat(
      "concurrently ", braces(book, statement.lanes, bracesOf(statement), (lane) => laneDoc(book, lane)),
    );
    case "atomic": return concat("atomic ", blockDoc(book, statement.body));
    case "anyOf": return concat(
      "any of ",
      braces(book, statement.alternatives, bracesOf(statement), (each) => alternativeDoc(book, each)),
    );
    case "repeat": return concat(`repeat ${rangeText(statement.range)} `, blockDoc(book, statement.body));
    case "maybe": return concat(`maybe ${weightText(statement.weight)}`, blockDoc(book, statement.body));
    case "choose": return concat(`choose ${statement.name.text} in `, domainDoc(book, statement.domain));
    case "if": return ifDoc(book, statement);
    case "guard": return concat(
      `${guardText(statement.guard)} `, blockDoc(book, statement.then), elseDoc(book, statement.otherwise),
    );
    case "for": return concat(`for ${pathText(statement.whom)} `, codeDoc(book, statement.code));
    case "allocationSweep": return concat("for each allocation failing ", blockDoc(book, statement.body));
    case "return": return "return";
    case "concedes": return `concedes ${pathText(statement.what)} to ${statement.to.text}`;
    case "expect": return concat("expect ", expressionDoc(book, statement.condition));
    case "judgement": return judgementDoc(book, statement);
    case "property": return propertyDoc(book, statement);
    default: return actionDoc(book, statement);
  }
}

/**
 * Braces without a node of their own end where their statement ends; what stands before them holds no
 * comment.
 */
function bracesOf(statement: { readonly kind: "concurrently" | "anyOf"; readonly span: Span }): Span {
  const head = statement.kind === "concurrently" ? "concurrently".length : "any of".length;
  return { start: statement.span.start + head, end: statement.span.end };
}

function laneDoc(book: CommentBook, lane: Lane | PlayStatement): Doc {
  return lane.kind === "play"
    ? playText(lane)
    : concat(`lane ${pathText(lane.thread)} `, blockDoc(book, lane.body));
}

function alternativeDoc(book: CommentBook, { weight, statement }: Alternative): Doc {
  return concat(weightText(weight), statementDoc(book, statement));
}

function rangeText({ from, to }: Range): string {
  return to === undefined ? from.text : `${from.text}..${to.text}`;
}

function domainDoc(book: CommentBook, domain: Extract<Statement, { kind: "choose" }>["domain"]): Doc {
  return domain.kind === "range" ? rangeText(domain) : phrasesDoc(book, domain.phrases);
}

function ifDoc(book: CommentBook, statement: IfStatement): Doc {
  return concat(
    "if ", expressionDoc(book, statement.condition), " ", blockDoc(book, statement.then),
    elseDoc(book, statement.otherwise),
  );
}

function elseDoc(book: CommentBook, otherwise: Block | IfStatement | undefined): Doc {
  if (otherwise === undefined) return "";
  return concat(" else ", otherwise.kind === "if" ? ifDoc(book, otherwise) : blockDoc(book, otherwise));
}

function judgementDoc(book: CommentBook, judgement: Judgement): Doc {
  const at = judgement.at === undefined ? "" : ` at ${judgement.at.text}`;
  return concat(`${judgement.temporal} `, expressionDoc(book, judgement.condition), at);
}

export function propertyDoc(book: CommentBook, property: PropertyItem): Doc {
  return concat(`property ${stringText(property.title)}: `, judgementDoc(book, property.judgement));
}

// --------------------------------------------------------------------------------------------------- actions

function actionDoc(book: CommentBook, action: Action): Doc {
  const actor = action.actor === undefined ? "" : `${pathText(action.actor)}: `;
  return concat(actor, bareAction(book, action));
}

function bareAction(book: CommentBook, action: Action): Doc {
  switch (action.kind) {
    case "actorBlock": return blockDoc(book, action.body);
    case "play": return playText(action);
    case "leave": return concat("leave", tailDoc(book, action, action.span.start));
    case "act": {
      const { unchecked, whom, rights } = action;
      const head = concat(`act ${pathText(action.object)} `, expressionDoc(book, rights));
      const after = `${unchecked ? " unchecked" : ""}${whom === undefined ? "" : ` for ${pathText(whom)}`}`;
      return concat(head, after, tailDoc(book, action, (whom ?? rights).span.end));
    }
    case "enter": {
      const { target } = action;
      const given = action.arguments === undefined ? "" : argumentsDoc(book, action.arguments);
      const text = target.kind === "string" ? stringText(target) : pathText(target);
      return concat(`enter ${text}`, given, tailDoc(book, action, lastEnd(target.span, action.arguments)));
    }
    default: return callDoc(book, action);
  }
}

function playText({ attacker, steps }: PlayStatement): string {
  return `play ${attacker.text}${steps === undefined ? "" : ` for ${steps.text}`}`;
}

function lastEnd(span: Span, nodes: readonly { readonly span: Span }[] | undefined): number {
  return nodes?.[nodes.length - 1]?.span.end ?? span.end;
}

function callDoc(book: CommentBook, call: CallStatement): Doc {
  const { result, failing, code } = call;
  const parts: Doc[] = [result === undefined ? "" : `${result.text} = `, call.routine.text];
  if (call.arguments !== undefined) parts.push(argumentsDoc(book, call.arguments));
  if (code !== undefined) parts.push(" ", codeDoc(book, code));
  if (failing !== undefined) parts.push(` with allocation ${failing.number.text} failing`);
  const end = failing?.span.end ?? code?.span.end ?? lastEnd(call.routine.span, call.arguments);
  return concat(...parts, tailDoc(book, call, end));
}

/** Demands, and what stands in their place. `from` is the end of what they belong to. */
function tailDoc(
  book: CommentBook, action: Extract<Action, { readonly demands: unknown }>, from: number,
): Doc {
  const handler: FailureHandler | undefined = "otherwise" in action ? action.otherwise : undefined;
  const { doc, below } = demandsDoc(book, action.demands, from, handler?.span.start ?? 0);
  if (handler === undefined) return doc;
  const otherwise = handler.kind === "elseReturn" ? "else return" : concat("else ", blockDoc(book, handler));
  return concat(doc, below ? indent(hardLine, otherwise) : concat(" ", otherwise));
}
