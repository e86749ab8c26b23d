/*
 * The words of the language have a table, and it is right: it has every word that the grammar and the checker
 * know, and its examples are files that one can copy.
 */
import { describe, expect, test } from "vitest";
import { loopDomains } from "../../core/tables/expressionOperations.ts";
import { events } from "../../core/tables/kinds.ts";
import { attackerMembers } from "../check/attackers.ts";
import { builtins } from "../check/expressions.ts";
import { eventsLater } from "../check/properties.ts";
import { propertiesLater, propertyNames } from "../check/terms.ts";
import { compile } from "../compile.ts";
import { codeOf, messageOf } from "../diagnostics.ts";
import { formatText } from "../format.ts";
import { folderOfTexts } from "../gather/folder.ts";
import { languageWords } from "../languageWords.ts";
import { exampleFiles, wholeExample } from "../languageWords/exampleWorld.ts";
import { wordKinds, type WordKind } from "../languageWords/languageWord.ts";
import { accountMembers } from "../resolve/accounts.ts";
import { jobMembers } from "../resolve/jobs.ts";
import { instead } from "../resolve/notYet.ts";
import { pipeMembers, processMembers, threadMembers } from "../resolve/world.ts";
import { sessionMembers } from "../resolve.ts";
import { actionWords, itemWords, reservedWords, statementWords, wordTokens } from "../tokens.ts";

const folder = folderOfTexts(new Map(Object.entries(exampleFiles)), "example.scn");
const ownName = (name: string): string => name.split(".").at(-1)!;

describe("the example of each word", () => {
  test.each(languageWords.map((row) => [row.kind, row.name, row] as const))("%s %s", (_kind, name, row) => {
    const text = wholeExample(row.example);
    const said = compile(text, { folder }).diagnostics;
    expect(text).toMatch(new RegExp(`(?<![\\w-])${ownName(name)}(?![\\w-])`));
    expect(row.syntax).toContain(ownName(name));
    if (row.notYet === true) expect(said.map(({ form }) => codeOf(form))).toContain("SCN070");
    else {
      expect(said.map((each) => `${messageOf(each)} ${text.slice(each.span.start, each.span.end)}`)).toEqual([]);
      expect(formatText(text).value).toBe(text);
    }
  });
});

interface Members { readonly known: readonly string[]; readonly later: readonly string[] }
const members: Readonly<Record<string, Members>> = {
  account: accountMembers, session: sessionMembers, process: processMembers, thread: threadMembers,
  job: jobMembers, pipe: pipeMembers, attacker: attackerMembers,
};
const wordsOfTokens = [
  ...Object.keys(wordTokens), ...itemWords, ...statementWords, ...actionWords, ...reservedWords,
];

/** What the grammar and the checker know of a kind. */
const known: Readonly<Record<WordKind, readonly string[]>> = {
  "word": [...new Set(wordsOfTokens)],
  "member": Object.entries(members).flatMap(([of, words]) =>
    [...words.known, ...words.later].map((word) => `${word} of ${of}`),
  ),
  "event": [...events.slice(1).map(({ name }) => name), ...eventsLater],
  "domain": loopDomains.map(({ name }) => name),
  "builtin": builtins,
  // what `lookUp` knows besides declared names, and the process that is always declared
  "name": ["current", "caller", "system"],
  "property of a thread": [...propertyNames("thread"), ...propertiesLater.thread!],
  "property of a process": propertyNames("process"),
  "property of a handle": propertyNames("handle"),
  "property of a result": ["status", "failed"],
};

describe("the table of words has every one that is known and no other", () => {
  test.each(wordKinds)("%s", (kind) => {
    const rows = languageWords.filter((row) => row.kind === kind);
    const listed = rows.flatMap(({ name, of }) => of?.map((owner) => `${name} of ${owner}`) ?? [ownName(name)]);
    expect(listed.sort()).toEqual([...known[kind]].sort());
  });

  test("and says of each that cannot be used yet that it cannot", () => {
    const later = [
      "port", ...eventsLater, ...Object.values(members).flatMap((words) => words.later),
      ...propertiesLater.thread!,
    ];
    const said = languageWords.filter(({ notYet }) => notYet === true).map(({ name }) => ownName(name));
    expect(said.sort()).toEqual(later.sort());
  });
});

test("the lines that are told to be written instead of what is not there yet can be written", () => {
  const lines = Object.values(instead)
    .flatMap((way) => [...way.matchAll(/`((?:never|always|expect) [^`]*)`/g)].map(([, line]) => line!))
    .filter((line) => line !== "never deputy by");
  expect(lines.length).toBeGreaterThanOrEqual(4);
  const wrong = lines.flatMap((line) => {
    const text = wholeExample(`choose t in app.client, app.helper\nt: { ${line} }`);
    return compile(text).diagnostics.map((each) => `${line}: ${messageOf(each)}`);
  });
  expect(wrong).toEqual([]);
});
