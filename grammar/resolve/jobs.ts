/*
 * Jobs of a file: JOBOBJECT_SECURITY_LIMIT_INFORMATION in words. What needs what (a filter its lists,
 * ONLY_TOKEN its token) is said here; whether a version knows such limits is each version's matter (facts 6).
 */
import { enumerations } from "../../core/tables/enumerations.ts";
import type { Report } from "./report.ts";
import { suggestionFor } from "../words.ts";
import type { Member, Phrase, TermWord, WorldItem } from "../syntaxTree.ts";
import { namesOfList, phrasesOfList } from "./memberLists.ts";
import { membersByWord, phrasesOf, sidOf, termWordText, wordValue } from "./members.ts";
import type { Account, Job, Process } from "./model.ts";

/** The members of a job. */
export const jobMembers = { known: ["limits", "token", "disables", "deletes", "restricts"], later: [] };

const limitNamed = (name: string): number =>
  enumerations.find((row) => row.name === "JOB_OBJECT_SECURITY_LIMIT")!.members
    .find((member) => member.name === `JOB_OBJECT_SECURITY_${name}`)!.value;
const onlyToken = limitNamed("ONLY_TOKEN");
const filterTokens = limitNamed("FILTER_TOKENS");
/** Whether a job puts filtered copies in the place of what its processes impersonate. */
export const filtersTokens = ({ limits }: Job): boolean => (limits & filterTokens) !== 0;

/** Members that mean something with one limit only. */
const limitOf: Readonly<Record<string, { readonly bit: number; readonly name: string }>> = {
  token: { bit: onlyToken, name: "JOB_OBJECT_SECURITY_ONLY_TOKEN" },
  disables: { bit: filterTokens, name: "JOB_OBJECT_SECURITY_FILTER_TOKENS" },
  deletes: { bit: filterTokens, name: "JOB_OBJECT_SECURITY_FILTER_TOKENS" },
  restricts: { bit: filterTokens, name: "JOB_OBJECT_SECURITY_FILTER_TOKENS" },
};

/** Reads `job NAME { limits …; token …; disables …; deletes …; restricts … }`. */
export function declaredJob(item: WorldItem, accounts: ReadonlyMap<string, Account>, report: Report): Job {
  for (const relation of item.relations) {
    report.say("SCN006", relation.span, relation.word, "members in braces, such as `{ limits … }`");
  }
  const members = membersByWord(item.members ?? [], jobMembers, "a job", report);
  const limits = phrasesOfList(members, "limits", "limits", report)
    .flatMap((phrase) => wordsOfMask(phrase, report))
    .reduce((bits, word) => bits | (wordValue(word, "jobLimit", "limit of a job", report) ?? 0), 0);
  const sids = (member: string): string[] => namesOfList(members, member, "SIDs", accounts, report)
    .flatMap((word) => sidOf(word, accounts, report) ?? []);
  const deletes = namesOfList(members, "deletes", "privileges", accounts, report)
    .flatMap((word) => wordValue(word, "privilege", "privilege", report) ?? []);
  const [disables, restricts] = [sids("disables"), sids("restricts")];
  const token = tokenOf(members, accounts, report);
  const given = new Set([...members.keys()].filter((member) => says(members, member)));
  reportLacking(item, given, limits, report);
  reportIdle(item, members, given, limits, report);
  return {
    kind: "job", name: item.name.text, span: item.name.span, limits, disables, deletes,
    ...(given.has("restricts") && { restricts }), ...(token && { token }),
  };
}

/**
 * Whether a member is there and says more than `none`: an empty list of a filter counts as none (facts 9.8
 * step 1). What says nothing at all was reported.
 */
function says(members: Map<string, Member[]>, member: string): boolean {
  return members.get(member)!.some(({ phrases }) =>
    phrases.length === 0 || phrases.some(({ terms }) => terms[0]?.words[0]?.kind !== "none"));
}

/** The flags of a mask. */
function wordsOfMask({ terms: [first, odd] }: Phrase, report: Report): readonly TermWord[] {
  if (odd !== undefined) {
    const text = odd.words.map(termWordText).join(" | ");
    report.say("SCN006", odd.span, text, "`|` or a comma and the next of `limits`");
  }
  return first?.words ?? [];
}

function tokenOf(
  members: Map<string, Member[]>, accounts: ReadonlyMap<string, Account>, report: Report,
): Account | undefined {
  const word = phrasesOf(members, "token")[0]?.terms[0]?.words[0];
  if (word === undefined || word.kind === "none") return undefined;
  const name = termWordText(word);
  const account = accounts.get(name);
  if (account === undefined) {
    const names = [...accounts.keys()];
    report.sayNear("SCN010", word.span, ["account", name], suggestionFor(name, names), names);
  }
  return account;
}

/** A filter filters by one of its lists at least, and ONLY_TOKEN names the token. [MS-doc] facts 6 */
function reportLacking(
  { name }: WorldItem, given: ReadonlySet<string>, limits: number, report: Report,
): void {
  const lists = ["disables", "deletes", "restricts"].some((member) => given.has(member));
  if ((limits & filterTokens) !== 0 && !lists) report.say("SCN017/filter", name.span, name.text);
  if ((limits & onlyToken) !== 0 && !given.has("token")) report.say("SCN017/token", name.span, name.text);
}

/** What stands beside a limit that the job has not got does nothing. */
function reportIdle(
  { name }: WorldItem, members: ReadonlyMap<string, Member[]>, given: ReadonlySet<string>, limits: number,
  report: Report,
): void {
  for (const [word, found] of members) {
    const limit = limitOf[word];
    if (limit === undefined || !given.has(word) || (limits & limit.bit) !== 0) continue;
    report.say("SCN017/idle", found[0]!.name.span, word, name.text, limit.name);
  }
}

/** The job of `process NAME … { job JOB }`; of an unknown one it is said. */
export function jobOf(
  members: Map<string, Member[]>, jobs: ReadonlyMap<string, Job>, report: Report,
): Job | undefined {
  const word = phrasesOf(members, "job")[0]?.terms[0]?.words[0];
  if (word === undefined || word.kind === "none") return undefined;
  const name = termWordText(word);
  const job = jobs.get(name);
  if (job === undefined) {
    const names = [...jobs.keys()];
    report.sayNear("SCN010", word.span, ["job", name], suggestionFor(name, names), names);
  }
  return job;
}

/**
 * Where the job says ONLY_TOKEN: processes run under the job's token, or a further restricted one of the same
 * user where that one is restricted. [MS-doc ns-winnt-jobobject_security_limit_information] facts 6
 */
export function checkJobToken(process: Process, job: Job, report: Report): void {
  if ((job.limits & onlyToken) === 0 || job.token === undefined || process.account === job.token) return;
  const { account } = process;
  const bothRestricted = account.restricting !== undefined && job.token.restricting !== undefined;
  if (bothRestricted && account.user === job.token.user) return;
  report.say("SCN017/onlyToken", process.span ?? job.span, process.name, account.name, job.token.name, job.name);
}
