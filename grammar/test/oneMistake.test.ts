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

test("nobody is asked whether the very word was meant that stands there", () => {
  expect(suggestionFor("handles", ["token", "handles", "handle"])).toBeUndefined();
  expect(suggestionFor("Handles", ["token", "handles"])).toBe("handles");
});
