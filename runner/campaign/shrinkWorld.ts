/**
 * The world of a shrunk failure, made as small as its lines: declarations, their members and single values,
 * security descriptors and what is in them, and names of results that nobody uses any more are taken from the
 * text as long as it compiles and fails for the same reason; levels are lowered. This works on the text,
 * because the language knows best what may be left out.
 */
import { enumerations } from "../../core/tables/enumerations.ts";
import { formatText } from "../../grammar/format.ts";
import { parse } from "../../grammar/parse.ts";
import type { Item, Member, Phrase, Span, Statement, StringLiteral, TermWord } from "../../grammar/syntaxTree.ts";
import { smallerDescriptors } from "./smallerDescriptors.ts";

/** A stretch of the text and what stands there instead. */
interface Cut extends Span {
  readonly instead: string;
}

/**
 * Takes what can be taken; `stillFails` compiles and runs a text, and says no to every text once there is no
 * budget left for it.
 */
export function shrinkWorld(text: string, stillFails: (text: string) => boolean): string {
  let best = text;
  // what goes later can set free what was needed before
  for (let before = ""; before !== best; ) {
    before = best;
    best = shrinkOnce(best, stillFails);
  }
  const formatted = formatText(best).value;
  return stillFails(formatted) ? formatted : best;
}

function shrinkOnce(text: string, stillFails: (text: string) => boolean): string {
  let best = text;
  let left = cuts(best);
  // from the end, so that what is left keeps its place and attackers go before what they name
  for (let index = 0; ; index++) {
    const cut = left.at(-1 - index);
    if (cut === undefined) return best;
    const smaller = best.slice(0, cut.start) + cut.instead + best.slice(cut.end);
    if (!stillFails(smaller)) continue;
    best = smaller;
    left = cuts(best);
    index--;
  }
}

/**
 * All that might be taken, in the order of the text; what holds others comes behind them, so that it is tried
 * first.
 */
function cuts(text: string): Cut[] {
  const { items } = parse(text).value;
  return items.flatMap((item) => [
    ...statementsOf(item).flatMap(statementCuts),
    ...descriptorsOf(item).flatMap(descriptorCuts),
    ...membersOf(item).flatMap(levelCuts),
    ...[
      ...descriptorCut(item),
      ...membersOf(item).flatMap((_, index, members) => memberCuts(members, index, text)),
      ...bracesCut(item, text),
      ...itemCut(item, text),
    ].map((span) => ({ ...span, instead: "" })),
  ]);
}

const statementsOf = (item: Item): readonly Statement[] =>
  item.kind === "scenario" ? (item.body?.statements ?? []) : [];

/**
 * The marks of attackers: those that hold handles still have theirs, whether or not they are needed. Names of
 * results: code that looked at one need not be in the text.
 */
function statementCuts(statement: Statement): Cut[] {
  const { kind, span } = statement;
  if (kind === "play") return [{ ...span, instead: "" }];
  return kind === "call" && statement.result !== undefined
    ? [{ start: statement.result.span.start, end: statement.routine.span.start, instead: "" }]
    : [];
}

/** The security descriptor behind a declaration's head, and those of its members. */
function descriptorsOf(item: Item): StringLiteral[] {
  if (item.kind !== "world") return [];
  const strings = (members: readonly Member[]): StringLiteral[] =>
    members.flatMap((member) => [
      ...(member.name.text === "sddl"
        ? member.phrases.flatMap(({ terms }) => terms.flatMap(({ words }) => words)).filter(isString)
        : []),
      ...strings(member.members ?? []),
    ]);
  return [...(item.descriptor ? [item.descriptor] : []), ...strings(item.members ?? [])];
}

const isString = (word: TermWord): word is StringLiteral => word.kind === "string";

/** A descriptor that says less, in the place of the one that stands there. */
const descriptorCuts = ({ span, value }: StringLiteral): Cut[] =>
  smallerDescriptors(value).map((smaller) => ({ ...span, instead: `"${smaller}"` }));

/** The whole descriptor of a declaration: what then holds, the language says. */
function descriptorCut(item: Item): Span[] {
  return item.kind === "world" && item.descriptor !== undefined ? [item.descriptor.span] : [];
}

function membersOf(item: Item): readonly Member[] {
  return item.kind === "world" || item.kind === "attacker" ? (item.members ?? []) : [];
}

function itemCut(item: Item, text: string): Span[] {
  if (item.kind !== "world" && item.kind !== "attacker" && item.kind !== "property") return [];
  const lineEnd = text.indexOf("\n", item.span.end);
  return [{ start: item.span.start, end: lineEnd < 0 ? text.length : lineEnd + 1 }];
}

/** The braces of a declaration that have nothing in them. */
function bracesCut({ kind, span }: Item, text: string): Span[] {
  const empty = kind === "world" ? /\s*\{\s*\}$/.exec(text.slice(span.start, span.end)) : null;
  return empty === null ? [] : [{ start: span.start + empty.index, end: span.end }];
}

function memberCuts(members: readonly Member[], index: number, text: string): Span[] {
  const { phrases, members: within = [], span } = members[index]!;
  const braces = text.slice(span.start, span.end).indexOf("{");
  return [
    ...within.flatMap((_, at) => memberCuts(within, at, text)),
    ...(within.length > 0 && braces > 0 ? [{ start: span.start + braces, end: span.end }] : []),
    ...phrases.flatMap(phraseCuts),
    ...(phrases.length > 1 ? phrases.map((_, at) => amongSiblings(phrases, at)) : []),
    amongSiblings(members, index),
  ];
}

/** What stands behind the thing that a phrase is about, and limits and rights that stand beside others. */
function phraseCuts({ terms }: Phrase): Span[] {
  const end = terms.at(-1)!.span.end;
  return [
    ...terms.flatMap(({ words }) => (words.length > 1 ? words.map((_, at) => amongSiblings(words, at)) : [])),
    ...terms.slice(1).flatMap(({ span }, at) => [amongSiblings(terms, at + 1), { start: span.start, end }]),
  ];
}

/** Levels below those at which an attacker holds something, the lowest last. */
function levelCuts({ phrases, members = [] }: Member): Cut[] {
  const words = phrases.flatMap(({ terms }) => terms.flatMap((term) => term.words));
  return [...words.flatMap(lowerLevels), ...members.flatMap(levelCuts)];
}

const LEVELS = enumerations.find(({ name }) => name === "SECURITY_IMPERSONATION_LEVEL")!.members;

function lowerLevels(word: TermWord): Cut[] {
  const text = word.kind === "path" ? word.parts.map((part) => part.text).join(".") : "";
  const level = LEVELS.findIndex(({ name }) => name === text);
  return LEVELS.slice(0, Math.max(0, level)).reverse().map(({ name }) => ({ ...word.span, instead: name }));
}

/** An element with what parts it from its neighbour. */
function amongSiblings(siblings: readonly { readonly span: Span }[], index: number): Span {
  const { span } = siblings[index]!;
  const [previous, next] = [siblings[index - 1], siblings[index + 1]];
  if (next !== undefined) return { start: span.start, end: next.span.start };
  return { start: previous?.span.end ?? span.start, end: span.end };
}
