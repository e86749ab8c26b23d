/**
 * The world of a shrunk failure, made as small as its lines: declarations, their members and single values
 * are taken from the text as long as it compiles and fails for the same reason. This works on the text,
 * because the language knows best what may be left out.
 */
import { parse } from "../../grammar/parse.ts";
import { formatText } from "../../grammar/format.ts";
import type { Item, Member, Span } from "../../grammar/syntaxTree.ts";

/** Takes what can be taken; `stillFails` compiles and runs a text. */
export function shrinkWorld(text: string, stillFails: (text: string) => boolean): string {
  let best = text;
  // from the end, so that what is left keeps its place and attackers go before what they name
  for (let index = 0; ; index++) {
    const cut = cuts(best).at(-1 - index);
    if (cut === undefined) break;
    const smaller = best.slice(0, cut.start) + best.slice(cut.end);
    if (!stillFails(smaller)) continue;
    best = smaller;
    index--;
  }
  const formatted = formatText(best).value;
  return stillFails(formatted) ? formatted : best;
}

/**
 * All that might be taken, in the order of the text; what holds others comes behind them, so that it is tried
 * first.
 */
function cuts(text: string): Span[] {
  const { items } = parse(text).value;
  return items.flatMap((item) => [
    ...membersOf(item).flatMap((_, index, members) => memberCuts(members, index)),
    ...itemCut(item, text),
  ]);
}

function membersOf(item: Item): readonly Member[] {
  return item.kind === "world" || item.kind === "attacker" ? (item.members ?? []) : [];
}

function itemCut(item: Item, text: string): Span[] {
  if (item.kind !== "world" && item.kind !== "attacker" && item.kind !== "property") return [];
  const lineEnd = text.indexOf("\n", item.span.end);
  return [{ start: item.span.start, end: lineEnd < 0 ? text.length : lineEnd + 1 }];
}

function memberCuts(members: readonly Member[], index: number): Span[] {
  const { phrases, name } = members[index]!;
  // an account without a user is a riddle to whoever reads it
  if (name.text === "user") return [];
  return [
    ...(phrases.length > 1 ? phrases.map((_, at) => amongSiblings(phrases, at)) : []),
    amongSiblings(members, index),
  ];
}

/** An element with what parts it from its neighbour. */
function amongSiblings(siblings: readonly { readonly span: Span }[], index: number): Span {
  const { span } = siblings[index]!;
  const [previous, next] = [siblings[index - 1], siblings[index + 1]];
  if (next !== undefined) return { start: span.start, end: next.span.start };
  return { start: previous?.span.end ?? span.start, end: span.end };
}
