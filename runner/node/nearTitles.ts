/**
 * Which titles there are, in a sentence: all of a few, of many the nearest to what was asked for, how many
 * there are and how to see them all.
 */
import { distance } from "fastest-levenshtein";
import { writtenTitle } from "../campaign/rowTitles.ts";

/** So many are told one by one. */
const tellAll = 8;
const nearMost = 3;

const quoted = (titles: readonly string[]): string => titles.map((title) => `"${title}"`).join(", ");

/** What there is instead of what was asked for; rows go by the title of their table. */
export function titlesThereAre(titles: readonly string[], asked: readonly string[]): string {
  const written = [...new Set(titles.map(writtenTitle))];
  if (written.length <= tellAll) return `There ${written.length === 1 ? "is" : "are"}: ${quoted(written)}.`;
  const near = nearest(written, asked);
  const nearby = near.length === 0 ? "" : ` Nearest: ${quoted(near)}.`;
  return `There are ${written.length} titles; \`guise run --list\` tells them.${nearby}`;
}

/** The first few of some titles, and how many more there are. */
export function fewTitles(titles: readonly string[]): string {
  const more = titles.length - tellAll;
  return more <= 1 ? quoted(titles) : `${quoted(titles.slice(0, tellAll))} and ${more} others`;
}

/** The few titles that have words in common with what was asked for, or that it could be a misspelling of. */
function nearest(titles: readonly string[], asked: readonly string[]): string[] {
  const ranked = titles.flatMap((title) => {
    const away = Math.min(...asked.map((text) => awayFrom(title.toLowerCase(), text.toLowerCase())));
    return away <= 0.5 ? [{ title, away }] : [];
  });
  return ranked.sort((one, other) => one.away - other.away).slice(0, nearMost).map(({ title }) => title);
}

/** From 0, the same, to 1: nothing in common. */
function awayFrom(title: string, asked: string): number {
  const whole = distance(title, asked) / Math.max(title.length, asked.length, 1);
  const words = asked.split(/\W+/).filter((word) => word.length > 2);
  const own = title.split(/\W+/);
  const missing = words.map((word) =>
    Math.min(1, ...own.map((each) => distance(each, word) / Math.max(each.length, word.length))));
  const byWords = words.length === 0 ? 1 : missing.reduce((sum, each) => sum + each, 0) / words.length;
  return Math.min(whole, byWords);
}
