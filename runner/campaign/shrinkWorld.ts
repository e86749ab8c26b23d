/**
 * The world of a shrunk failure, made as small as its lines: declarations, their members and single values,
 * and entries and parts of security descriptors are taken from the text as long as it compiles and fails for
 * the same reason. This works on the text, because the language knows best what may be left out.
 */
import { parse } from "../../grammar/parse.ts";
import { formatText } from "../../grammar/format.ts";
import { formatSddl, parseSddl, type SecurityDescriptor } from "../../grammar/sddl.ts";
import type { Item, Member, Span, StringLiteral, TermWord } from "../../grammar/syntaxTree.ts";

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
    ...markCuts(item),
    ...descriptorsOf(item).flatMap((literal) => descriptorCuts(literal)),
    ...[
      ...membersOf(item).flatMap((_, index, members) => memberCuts(members, index, text)),
      ...bracesCut(item, text),
      ...itemCut(item, text),
    ].map((span) => ({ ...span, instead: "" })),
  ]);
}

/** The marks of attackers: those that hold handles still have theirs, whether or not they are needed. */
function markCuts(item: Item): Cut[] {
  const statements = item.kind === "scenario" ? (item.body?.statements ?? []) : [];
  return statements
    .filter(({ kind }) => kind === "play")
    .map(({ span: { start, end } }) => ({ start, end, instead: "" }));
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

/** The descriptor without each of its entries, its flags, and each of its parts. */
function descriptorCuts({ span, value }: StringLiteral): Cut[] {
  const parsed = parseSddl(value);
  return parsed.ok
    ? smallerDescriptors(parsed.value)
        .map(formatSddl)
        .filter((smaller) => smaller !== "" && smaller.length < value.length)
        .map((smaller) => ({ ...span, instead: `"${smaller}"` }))
    : [];
}

function smallerDescriptors(descriptor: SecurityDescriptor): SecurityDescriptor[] {
  const { owner, group, dacl, label } = descriptor;
  const entries = dacl?.entries ?? [];
  const plain = { protected: false, autoInherited: false, autoInheritRequired: false };
  return [
    ...(dacl
      ? entries.map((_, at) => ({ ...descriptor, dacl: { ...dacl, entries: entries.toSpliced(at, 1) } }))
      : []),
    ...(dacl ? [{ ...descriptor, dacl: { ...dacl, ...plain } }] : []),
    ...(label ? [without(descriptor, "label")] : []),
    ...(dacl ? [without(descriptor, "dacl")] : []),
    ...(group ? [without(descriptor, "group")] : []),
    ...(owner ? [without(descriptor, "owner")] : []),
  ];
}

function without(descriptor: SecurityDescriptor, part: keyof SecurityDescriptor): SecurityDescriptor {
  return { ...descriptor, [part]: undefined };
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
  const { phrases, name, members: within = [], span } = members[index]!;
  // an account without a user is a riddle to whoever reads it
  if (name.text === "user") return [];
  const braces = text.slice(span.start, span.end).indexOf("{");
  return [
    ...within.flatMap((_, at) => memberCuts(within, at, text)),
    ...(within.length > 0 && braces > 0 ? [{ start: span.start + braces, end: span.end }] : []),
    ...(name.text === "limits" ? phrases.flatMap(({ terms }) => terms.flatMap(({ words }) => flagCuts(words))) : []),
    ...(phrases.length > 1 ? phrases.map((_, at) => amongSiblings(phrases, at)) : []),
    amongSiblings(members, index),
  ];
}

/** Each limit of a job that stands beside others. */
const flagCuts = (words: readonly TermWord[]): Span[] =>
  words.length > 1 ? words.map((_, at) => amongSiblings(words, at)) : [];

/** An element with what parts it from its neighbour. */
function amongSiblings(siblings: readonly { readonly span: Span }[], index: number): Span {
  const { span } = siblings[index]!;
  const [previous, next] = [siblings[index - 1], siblings[index + 1]];
  if (next !== undefined) return { start: span.start, end: next.span.start };
  return { start: previous?.span.end ?? span.start, end: span.end };
}
