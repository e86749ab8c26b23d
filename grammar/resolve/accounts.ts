/*
 * Accounts: standard ones out of the table, declared ones with the defaults that the table gives where a
 * declaration is silent.
 */
import {
  declaredAccounts, declaredAdministratorsAttributes, declaredGroupAttributes, denyOnlyGroupAttributes,
  disabledGroupAttributes, firstDeclaredLogonSession, impliedGroups, logonSessions, standardAccounts,
  type AccountDefaults, type AccountGroup, type AccountPrivilege,
} from "../../core/tables/accounts.ts";
import { enumerations } from "../../core/tables/enumerations.ts";
import { privileges } from "../../core/tables/privileges.ts";
import { suggestionFor, wordNamed } from "../words.ts";
import type { Member, Phrase, TermWord, WorldItem } from "../syntaxTree.ts";
import { membersByWord, phrasesOf, plainWord, sidOf, termWordText, wordValue } from "./members.ts";
import { namesInPhrases, namesOfList } from "./memberLists.ts";
import type { Account, Group, HeldPrivilege, ListEntry } from "./model.ts";
import type { Report } from "./report.ts";

const attributeBits = new Map<string, number>(
  enumerations
    .find((row) => row.name === "GROUP_ATTRIBUTES")!
    .members.map((member) => [member.name, member.value]),
);
const bitsOf = (names: readonly string[]): number =>
  names.reduce((bits, name) => (bits | attributeBits.get(name)!) >>> 0, 0);
const sidNamed = (name: string): string => {
  const word = wordNamed(name);
  if (word?.kind !== "sid") throw new RangeError(`${name} is no SID of the table`);
  return word.sid;
};
const administratorsSid = sidNamed("Administrators");
/** The members of an account. */
export const accountMembers = {
  known: ["user", "groups", "privileges", "integrity", "logon", "origin", "elevation", "restricting"],
  later: ["package", "capabilities", "linked"],
};

/** The flag of filtering that makes a token write-restricted. facts 9.8 */
const writeRestricted = "WRITE_RESTRICTED";

function groupOf(row: AccountGroup): Group {
  return { sid: sidNamed(row.sid), attributes: bitsOf(row.attributes) };
}

function privilegeOf(row: AccountPrivilege): HeldPrivilege {
  const known = privileges.find((privilege) => privilege.name === row.name)!;
  const since = "since" in known ? [known.since] : [];
  return {
    luid: known.luid, enabled: row.enabled, since: row.since === undefined ? since : [...since, row.since],
  };
}

/** What the table says of an account, for a user. */
function fromTable(row: AccountDefaults, user: string): Omit<Account, "kind" | "name" | "authenticationId"> {
  const sid = (name: string): string => (name === "user" ? user : sidNamed(name));
  const mask = (rights: readonly string[]): number => rights.reduce((bits, name) => {
    const word = wordNamed(name);
    return word?.kind === "access" ? (bits | word.value) >>> 0 : bits;
  }, 0);
  const value = (name: string): number => (wordNamed(name) as { value: number }).value;
  return {
    user,
    groups: row.groups.map(groupOf),
    privileges: row.privileges.map(privilegeOf),
    integrity: value(row.integrity),
    origin: row.origin,
    elevation: value(row.elevation),
    primaryGroup: sid(row.primaryGroup),
    owner: sid(row.owner),
    defaultAccessList: row.defaultDacl.map((entry): ListEntry => ({
      deny: entry.kind === "deny", sid: sid(entry.sid), mask: mask(entry.rights), inheritOnly: false,
    })),
    tokenLevel: value(row.tokenLevel),
  };
}

/** The accounts that always exist, by name. */
export function builtInAccounts(): Map<string, Account> {
  return new Map(
    standardAccounts.map((row) => [
      row.name,
      {
        kind: "account", name: row.name, authenticationId: row.authenticationId,
        ...fromTable(row, sidNamed(row.user)),
      },
    ]),
  );
}

/** Reads `account NAME { … }`. `index` counts declared accounts; sessions are named LUIDs. */
export function declaredAccount(
  item: WorldItem, index: number, accounts: ReadonlyMap<string, Account>,
  sessions: ReadonlyMap<string, number>, origins: ReadonlyMap<number, number>, report: Report,
): Account {
  const members = membersByWord(item.members ?? [], accountMembers, "an account", report);
  const userWord = phrasesOf(members, "user")[0]?.terms[0]?.words[0];
  const user = (userWord && sidOf(userWord, accounts, report)) ?? `S-1-5-21-0-0-0-${1001 + index}`;
  const listed = members.has("groups")
    ? namesInPhrases(members, "groups", "groups", report).map((phrase) => declaredGroup(phrase, accounts, report))
    : undefined;
  const groups = listed?.filter((group) => group !== undefined);
  const defaults = fromTable(defaultsFor(groups), user);
  const owner = groups?.find((group) => group.owner)?.sid;
  const authenticationId =
    sessionNumber(members, "logon", sessions, report) ?? firstDeclaredLogonSession + index;
  return {
    ...defaults,
    kind: "account",
    name: item.name.text,
    span: item.name.span,
    groups: withImplied(groups ?? defaults.groups, user),
    authenticationId,
    origin:
      sessionNumber(members, "origin", sessions, report) ?? origins.get(authenticationId) ?? defaults.origin,
    ...(owner === undefined ? {} : { owner }),
    ...declaredPrivileges(members, report),
    ...declaredNumbers(members, report),
    ...declaredRestriction(members, accounts, report),
  };
}

function defaultsFor(groups: readonly Group[] | undefined): AccountDefaults {
  const administrators = groups?.find((group) => group.sid === administratorsSid);
  if (administrators === undefined) return declaredAccounts.standard;
  const denyOnly = (administrators.attributes & attributeBits.get("SE_GROUP_USE_FOR_DENY_ONLY")!) !== 0;
  return denyOnly ? declaredAccounts.filteredAdministrator : declaredAccounts.administrator;
}

/** Groups with those that everybody has who is logged on; the user's own SID is no group. */
function withImplied(groups: readonly Group[], user: string): Group[] {
  const implied = impliedGroups.map(groupOf).filter((row) => !groups.some((group) => group.sid === row.sid));
  return [...groups.map(({ sid, attributes }) => ({ sid, attributes })), ...implied].filter(
    (group) => group.sid !== user,
  );
}

/** `Administrators deny-only`, `S-1-… disabled`, `Users owner`. */
function declaredGroup(
  phrase: Phrase, accounts: ReadonlyMap<string, Account>, report: Report,
): (Group & { owner: boolean }) | undefined {
  const [name, ...attributes] = phrase.terms;
  const sid = name?.words[0] && sidOf(name.words[0], accounts, report);
  if (sid === undefined) return undefined;
  let bits = bitsOf(sid === administratorsSid ? declaredAdministratorsAttributes : declaredGroupAttributes);
  let owner = false;
  for (const term of attributes) {
    const word = plainWord(term);
    if (word === "deny-only") bits = bitsOf(denyOnlyGroupAttributes);
    else if (word === "disabled") bits = bitsOf(disabledGroupAttributes);
    else if (word === "owner") {
      bits |= attributeBits.get("SE_GROUP_OWNER")!;
      owner = true;
    } else
      if (!report.saySlip(term.span)) report.sayNear(
        "SCN010", term.span, ["attribute of a group", term.words.map(termWordText).join(" | ")],
        suggestionFor(word ?? "", ["deny-only", "disabled", "owner"]), ["deny-only", "disabled", "owner"]);
  }
  return { sid, attributes: bits, owner };
}

function declaredPrivileges(
  members: Map<string, Member[]>, report: Report,
): { privileges?: HeldPrivilege[] } {
  if (!members.has("privileges")) return {};
  const held: HeldPrivilege[] = [];
  for (const phrase of namesInPhrases(members, "privileges", "privileges", report)) {
    const [name, attribute] = phrase.terms;
    const word = name?.words[0];
    if (word === undefined) continue;
    const luid = wordValue(word, "privilege", "privilege", report);
    if (attribute !== undefined && plainWord(attribute) !== "disabled") {
      report.sayNear(
        "SCN010", attribute.span, ["attribute of a privilege", attribute.words.map(termWordText).join(" | ")],
        "disabled",
      );
    }
    const known = privileges.find((row) => row.luid === luid);
    if (known !== undefined) {
      held.push({
        luid: known.luid, enabled: attribute === undefined, since: "since" in known ? [known.since] : [],
      });
    }
  }
  return { privileges: held };
}

/**
 * `restricting Users, RestrictedCode`: the token is restricted to these SIDs; `WRITE_RESTRICTED` among them,
 * and they bind what writes only. `restricting none` is what silence is: not restricted. facts 9.6
 */
function declaredRestriction(
  members: Map<string, Member[]>, accounts: ReadonlyMap<string, Account>, report: Report,
): Pick<Account, "restricting"> {
  const words = namesOfList(members, "restricting", "SIDs", accounts, report);
  const names = words.filter((word) => termWordText(word) !== writeRestricted);
  if (names.length === 0) {
    // the flag alone: restricted in writing to nothing is not what is meant by it
    if (words.length > 0) report.say("SCN017/list", words[0]!.span, "restricting", "SIDs");
    return {};
  }
  const sids = names.map((word) => sidOf(word, accounts, report, [writeRestricted]))
    .filter((sid) => sid !== undefined);
  return { restricting: { sids, writesOnly: names.length < words.length } };
}

function declaredNumbers(
  members: Map<string, Member[]>, report: Report,
): { integrity?: number; elevation?: number } {
  const read = (member: "integrity" | "elevation", what: string): number | undefined => {
    const word = phrasesOf(members, member)[0]?.terms[0]?.words[0];
    return word && wordValue(word, member, what, report);
  };
  const integrity = read("integrity", "integrity level");
  const elevation = read("elevation", "elevation type");
  return {
    ...(integrity === undefined ? {} : { integrity }), ...(elevation === undefined ? {} : { elevation }),
  };
}

/** `logon 0x3E7`, `origin work`: a LUID, a declared session, or a standard one. */
function sessionNumber(
  members: Map<string, Member[]>, member: string, sessions: ReadonlyMap<string, number>, report: Report,
): number | undefined {
  const word = phrasesOf(members, member)[0]?.terms[0]?.words[0];
  return word && sessionOf(word, sessions, report);
}

/** The LUID of a logon session; at most 16 bits. */
export function sessionOf(
  word: TermWord, sessions: ReadonlyMap<string, number>, report: Report,
): number | undefined {
  if (word.kind === "none") return 0;
  if (word.kind === "number" || word.kind === "version") {
    const value = Number(word.text);
    if (Number.isInteger(value) && value <= 0xffff) return value;
  }
  const name = termWordText(word);
  const known = sessions.get(name) ?? logonSessions.find((row) => row.name === name)?.luid;
  if (known === undefined) {
    const names = [...sessions.keys(), ...logonSessions.map((row) => row.name)];
    report.sayNear(
      "SCN010", word.span, ["logon session", name], suggestionFor(name, names), names,
    );
  }
  return known;
}
