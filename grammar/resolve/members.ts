/*
 * The members of declarations: which words a kind of declaration knows, and how their values are read. What
 * the language knows but the model does not run yet is told apart from what nobody knows.
 */
import { suggestionFor, wordNamed, wordsOf, type WordKind } from "../words.ts";
import { formatSid, parseSid } from "../sid.ts";
import type { Member, Path, Phrase, Term, TermWord } from "../syntaxTree.ts";
import type { Report } from "./report.ts";

export interface MemberWords { readonly known: readonly string[]; readonly later: readonly string[] }

/** Members that have one value; the others may stand several times and add up. */
const single: readonly string[] = [
  "user", "integrity", "logon", "origin", "elevation", "terminal", "sddl", "job", "token",
];

/** Members by word, unknown and repeated ones reported and left out. */
export function membersByWord(
  members: readonly Member[], words: MemberWords, owner: string, report: Report,
): Map<string, Member[]> {
  const found = new Map<string, Member[]>();
  for (const member of members) {
    const word = member.name.text;
    if (words.later.includes(word)) {
      report.say("SCN070", member.span, `\`${word}\` of ${owner}`);
    } else if (!words.known.includes(word)) {
      report.sayNear(
        "SCN010", member.name.span, [`member of ${owner} named`, word],
        suggestionFor(word, [...words.known, ...words.later]), words.known,
      );
    } else {
      const earlier = found.get(word);
      if (earlier !== undefined && single.includes(word)) {
        report.say("SCN016", member.name.span, word, report.lineOf(earlier[0]!.name.span));
      }
      if (single.includes(word)) demandOneValue(member, report);
      found.set(word, [...(earlier ?? []), member]);
    }
  }
  return found;
}

/** Says what stands behind the value of a member that has one. */
function demandOneValue({ name, phrases }: Member, report: Report): void {
  const second = phrases[0]?.terms[1] ?? phrases[1]?.terms[0];
  const word = second?.words[0];
  if (second !== undefined && word !== undefined)
    report.say("SCN016/value", second.span, name.text, termWordText(word));
}

/** All phrases of the members of one word. */
export function phrasesOf(members: Map<string, Member[]>, word: string): Phrase[] {
  return (members.get(word) ?? []).flatMap((member) => [...member.phrases]);
}

/** A path as written. */
export function pathText(path: Path): string {
  return path.parts.map((part) => part.text).join(".");
}

/** The single word of a term, or undefined when it is a mask or no plain word. */
export function plainWord(term: Term | undefined): string | undefined {
  const word = term?.words.length === 1 ? term.words[0] : undefined;
  return word?.kind === "path" ? pathText(word) : undefined;
}

/** A term word as it reads. */
export function termWordText(word: TermWord): string {
  switch (word.kind) {
    case "path": return pathText(word);
    case "none": return "none";
    case "boolean": return String(word.value);
    case "string": return JSON.stringify(word.value);
    default: return word.text;
  }
}

/**
 * A SID literal or well-known name as canonical string; an unknown name is reported. A malformed SID was
 * reported when it was read.
 */
export function sidOf(
  word: TermWord, accounts: ReadonlyMap<string, { readonly user: string }>, report: Report,
  others: readonly string[] = [],
): string | undefined {
  if (word.kind === "sid") {
    const result = parseSid(word.text);
    return result.ok ? formatSid(result.sid) : undefined;
  }
  const name = termWordText(word);
  const known = wordNamed(name);
  if (known?.kind === "sid") return known.sid;
  const account = accounts.get(name);
  if (account !== undefined) return account.user;
  if (/^S-1(-|$)/.test(name)) return undefined;
  if (report.saySlip(word.span)) return undefined;
  report.sayNear(
    "SCN010", word.span, ["SID or account", name],
    suggestionFor(name, [...wordsOf("sid"), ...accounts.keys(), ...others]),
  );
  return undefined;
}

/** The value of a word of one kind; reported when it is none of that kind. */
export function wordValue(word: TermWord, kind: WordKind, what: string, report: Report): number | undefined {
  const known = wordNamed(termWordText(word));
  if (known !== undefined && known.kind === kind && "value" in known) return known.value;
  const form = kind === "privilege" ? "SCN042" : "SCN010";
  const name = termWordText(word);
  if (report.saySlip(word.span)) return undefined;
  report.sayNear(
    form, word.span, form === "SCN042" ? [name] : [what, name], suggestionFor(name, wordsOf(kind)),
  );
  return undefined;
}
