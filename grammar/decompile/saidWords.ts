/*
 * A condition in words that mean the same wherever they stand: names that stood for what a caller or a row
 * gave are exchanged for it, results are called as the flat program calls them, and what a quantifier goes
 * over has a name that nothing else has. Comments go, since all of it comes to stand on one line.
 */
import type { SaidElsewhere } from "../image/programImage.ts";

/** How a flat program calls things. */
export interface FlatNames {
  variable(index: number): string;
  isTaken(name: string): boolean;
}

/** The words of a text that begins at `start`. */
export function saidWords(
  text: string, start: number, said: readonly SaidElsewhere[], names: FlatNames,
): string {
  const fresh = freshNames(said, names);
  const pieces: string[] = [];
  let at = 0;
  for (const { span, words } of outermost(said, (as) => wordsOf(as, names, fresh))) {
    pieces.push(text.slice(at, span.start - start), words);
    at = span.end - start;
  }
  return withoutComments([...pieces, text.slice(at)].join("")).replace(/\s+/g, " ").trim();
}

function wordsOf(
  as: SaidElsewhere["as"], names: FlatNames, fresh: ReadonlyMap<string, string>,
): string | undefined {
  switch (as.kind) {
    case "words": return as.words.replace(/\s+/g, " ");
    case "variable": return `${names.variable(as.variable)}${as.behind}`;
    case "element": return fresh.get(as.name);
    // what is not known yet is said by its own words
    default: return undefined;
  }
}

/** What is to be exchanged, from left to right; what lies in something else goes with it. */
function outermost(
  said: readonly SaidElsewhere[], wordsFor: (as: SaidElsewhere["as"]) => string | undefined,
): { span: SaidElsewhere["span"]; words: string }[] {
  const all = said.flatMap(({ span, as }) => {
    const words = wordsFor(as);
    return words === undefined ? [] : [{ span, words }];
  });
  const ordered = all.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  const kept: typeof ordered = [];
  for (const each of ordered) if (each.span.start >= (kept.at(-1)?.span.end ?? 0)) kept.push(each);
  return kept;
}

/** Names of quantifiers, with underscores where they are taken. */
function freshNames(said: readonly SaidElsewhere[], names: FlatNames): ReadonlyMap<string, string> {
  const fresh = new Map<string, string>();
  const given = new Set(said.flatMap(({ as }) => (as.kind === "element" ? [as.name] : [])));
  for (const name of given) {
    let candidate = name;
    while (names.isTaken(candidate) || (candidate !== name && given.has(candidate))) candidate += "_";
    given.add(candidate);
    fresh.set(name, candidate);
  }
  return fresh;
}

const withoutComments = (text: string): string =>
  text.replace(/("(?:[^"\\\r\n]|\\["\\])*")|\/\/[^\r\n]*/g, "$1");
