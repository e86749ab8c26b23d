/*
 * Members of declarations that are lists: `groups`, `restricting`, a job's `disables`. `none` alone is an
 * empty list and means absence, as everywhere; a list that says nothing might be an empty or a forgotten one.
 */
import { wordNamed } from "../words.ts";
import type { Member, Phrase, Term, TermWord } from "../syntaxTree.ts";
import { phrasesOf, termWordText } from "./members.ts";
import type { Report } from "./report.ts";

/**
 * The phrases of a list of `things`, which may be masks; empty where the declaration has no such member, or
 * `none` of them.
 */
export function phrasesOfList(
  members: Map<string, Member[]>, member: string, things: string, report: Report,
): Phrase[] {
  for (const { phrases, name } of members.get(member) ?? []) {
    if (phrases.length === 0) report.say("SCN017/list", name.span, member, things);
  }
  const phrases = phrasesOf(members, member);
  const listed = phrases.filter((phrase) => !isNone(phrase));
  const none = phrases.find(isNone);
  if (none !== undefined && listed.length > 0) report.say("SCN017/none", none.span, member);
  return listed;
}

/** The same where each phrase names one thing: `Users | Everyone` wants a comma. */
export function namesInPhrases(
  members: Map<string, Member[]>, member: string, things: string, report: Report,
): Phrase[] {
  const phrases = phrasesOfList(members, member, things, report);
  for (const { terms } of phrases) {
    const joined = terms[0]?.words[1];
    if (joined !== undefined) reportName(joined, member, report);
  }
  return phrases;
}

/** The words of a list whose things have no attributes: one a phrase. Its other words are reported. */
export function namesOfList(
  members: Map<string, Member[]>, member: string, things: string,
  accounts: ReadonlyMap<string, unknown>, report: Report,
): TermWord[] {
  return namesInPhrases(members, member, things, report).flatMap(({ terms: [first, odd] }) => {
    if (odd !== undefined) reportOdd(odd, member, things, accounts, report);
    return first?.words.slice(0, 1) ?? [];
  });
}

function isNone({ terms: [first, ...more] }: Phrase): boolean {
  return more.length === 0 && first?.words.length === 1 && first.words[0]!.kind === "none";
}

/** A second word of a phrase is the next name without its comma, or an attribute that has no place here. */
function reportOdd(
  odd: Term, member: string, things: string, accounts: ReadonlyMap<string, unknown>, report: Report,
): void {
  const word = odd.words[0]!;
  const name = termWordText(word);
  const known = wordNamed(name);
  const isName = word.kind === "sid" || accounts.has(name)
    || (known !== undefined && known.kind !== "groupAttribute");
  if (isName) return reportName(word, member, report);
  report.say("SCN024/attribute", odd.span, member, things, odd.words.map(termWordText).join(" | "));
}

function reportName(word: TermWord, member: string, report: Report): void {
  report.say("SCN006", word.span, termWordText(word), `a comma and the next of \`${member}\``);
}
