/** One mistake, one error: what follows from it is not said, and the error tells what there is instead. */
import { expect, test } from "vitest";
import { compile } from "../compile.ts";
import { messageOf, wayOutOf } from "../diagnostics.ts";
import { suggestionFor } from "../words.ts";

const world = `account mallory { user S-1-5-21-7-7-7-1001 }
process app as mallory { thread a }
`;
const guarded = `{
  from gate { app.a: h = NtOpenProcessToken(app, TOKEN_QUERY) }
  before xp-sp1 { app.a: NtOpenProcessToken(app, TOKEN_QUERY) => STATUS_SUCCESS before 2000 }
}`;

const said = (text: string): string[] =>
  compile(world + text).diagnostics.map((each) => `${each.code} ${messageOf(each)} ${wayOutOf(each)}`);
const unknown = "SCN010 There is no version `12`.";

test.each([
  ["an unknown version in a scenario's head", `scenario "x" on windows 12 ${guarded}`, unknown],
  ["one beside a known one", `scenario "x" on windows 11, 12 ${guarded}`, unknown],
  ["an unknown end of a range", `scenario "x" on windows from 7 before 12 ${guarded}`, unknown],
  [
    "an unknown version in the file's head",
    `windows 12\nscenario "x" ${guarded}\nscenario "y" ${guarded}`,
    unknown,
  ],
  [
    "a range of versions that is empty",
    `scenario "x" on windows from 11 before 7 ${guarded}`,
    "SCN033 No version is from 11 before 7, so there is nothing to run on. Write `from 7 before 11`.",
  ],
])("%s is said once, and the guards below it are not", (_, text, sentence) => {
  expect(said(text)).toEqual([expect.stringContaining(sentence)]);
});

test.each([
  "expect r.st == 1",
  "if r.st == 1 { system.main: PsRevertToSelf() }",
  "expect not (r.st == 1 and r.failed)",
])("a part that a call does not give back is told with those that it does: %s", (statement) => {
  const steps = `system.main: ctx = SeCreateClientSecurity(app.a, level: SecurityImpersonation)
  system.main: r = SeImpersonateClientEx(ctx)
  ${statement}`;
  expect(said(`scenario "x" on windows 11 {\n  ${steps}\n}`)).toEqual([
    "SCN010 There is no part of `r` named `st`. " +
      "What there is: `status`, `level`, `copyOnOpen`, `effectiveOnly`, `failed`.",
  ]);
});

const people = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client, other }
object doc as file "O:SYG:SYD:(A;;FA;;;SY)"
`;
test.each([
  ["who makes a procedure's lines", "procedure p(what: object) by app.clent { act what FILE_READ_DATA => any }"],
  [
    "whose lane it is",
    'scenario "s" on windows 11 { concurrently { lane app.clent { act doc FILE_READ_DATA; NtClose(0x4) } } }',
  ],
  [
    "whom an attacker controls",
    "attacker thief { controls app.clent; calls user routines }\n" +
      'scenario "s" on windows 11 { play thief for 2 }',
  ],
])("%s is asked once, where nobody has the name", (_, text) => {
  expect(compile(people + text).diagnostics.map(({ form }) => form)).toEqual(["SCN010"]);
});

const right = `${people}attacker thief { controls app.other; calls 3 * NtOpenThreadToken, user routines; holds none }
driver d {
  entry e(path: object) {
    ctx = SeCreateClientSecurity(current, level: SecurityImpersonation) else return
    IoQueueWorkItem { act path FILE_READ_DATA | FILE_WRITE_DATA } finally { SeDeleteClientSecurity(ctx) }
  }
}
procedure p(what: object) by app.client { act what FILE_READ_DATA => any }
property "clean": always clean at worker-return
table "opens" on windows 10, 11 {
  rights      || status
  TOKEN_QUERY || STATUS_SUCCESS
} each { app.client: NtOpenProcessToken(app, rights) => status }
scenario "s" on windows 11 breaks "clean" {
  app.client: t = NtOpenProcessToken(app, TOKEN_QUERY) => STATUS_SUCCESS or STATUS_ACCESS_DENIED
  if t != none and t.token.user == bob { app.client: NtClose(t) }
  repeat 0..2 { p(doc) }
  expect every x in threads where x.impersonating: x.level in [none, SecurityImpersonation]
  concurrently { lane app.client { enter d.e(doc) }; play thief for 2 }
}
`;

test.each([..."&#'@€/!?\\+~$%^`“§é"])("a stray %s is one mistake wherever it stands", (character) => {
  expect(compile(right).diagnostics).toEqual([]);
  const quoted = [...right.matchAll(/"[^"\n]*"/g)];
  const isQuoted = (at: number): boolean =>
    quoted.some(({ index, 0: { length } }) => at > index && at < index + length);
  const wrong: string[] = [];
  for (let at = character.codePointAt(0)! % 53; at < right.length; at += 53) {
    const text = right.slice(0, at) + character + right.slice(at);
    const forms = isQuoted(at) ? [] : compile(text).diagnostics.map(({ form }) => form);
    if (!isQuoted(at) && forms.length !== 1) wrong.push(`${text.slice(at - 20, at + 20)}: ${forms}`);
  }
  expect(wrong).toEqual([]);
});

test("nobody is asked whether the very word was meant that stands there", () => {
  expect(suggestionFor("handles", ["token", "handles", "handle"])).toBeUndefined();
  expect(suggestionFor("Handles", ["token", "handles"])).toBe("handles");
});
