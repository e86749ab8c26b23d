/**
 * What is taken from the world of a shrunk failure: whatever may be left out or say less, as long as what is
 * needed stays. Here a pattern tells what is needed, in the place of a run.
 */
import { expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { hasErrors } from "../../grammar/diagnostics.ts";
import { parseSddl } from "../../grammar/sddl.ts";
import { shrinkWorld } from "../campaign/shrinkWorld.ts";
import { smallerDescriptors } from "../campaign/smallerDescriptors.ts";

const head = `account mallory { user S-1-5-21-7-7-7-1001; groups Users, Guests deny-only }
process app as mallory { thread client }
object secrets as file "O:BAG:BAD:(A;OI;FRFX;;;SY)(A;;FA;;;BA)"
attacker thief { controls app; calls user routines; names app
  holds secrets FILE_READ_DATA | FILE_WRITE_DATA, app.token TOKEN_DUPLICATE as SecurityImpersonation }

scenario "x" on windows 11 {
  play thief
  app.client: handle = NtOpenFile(secrets, FILE_READ_DATA) => any
  app.client: NtOpenThreadToken(current, TOKEN_QUERY) => any
}
`;

/** What is left when the text must compile and match. */
const left = (needed: RegExp): string =>
  shrinkWorld(head, (text) => needed.test(text) && !hasErrors(compile(text).diagnostics));

it.each<[needed: RegExp, line: string]>([
  [/user S/, "account mallory { user S-1-5-21-7-7-7-1001 }"],
  [/Guests/, "account mallory { groups Guests }"],
  [/deny-only/, "account mallory { groups Guests deny-only }"],
  [/SY/, 'object secrets as file "D:(A;;FR;;;SY)"'],
  [/OI/, 'object secrets as file "D:(A;OI;FR;;;SY)"'],
  [/FRFX/, 'object secrets as file "D:(A;;FRFX;;;SY)"'],
  [/G:BA/, 'object secrets as file "G:BA"'],
  [/FILE_WRITE_DATA/, "attacker thief { holds secrets FILE_WRITE_DATA }"],
  [/TOKEN_DUPLICATE as/, "attacker thief { holds app.token TOKEN_DUPLICATE as SecurityAnonymous }"],
  [/TOKEN_DUPLICATE/, "attacker thief { holds app.token TOKEN_DUPLICATE }"],
  [/play/, "  play thief"],
  [/handle =/, "  app.client: handle = NtOpenFile(secrets, FILE_READ_DATA) => any"],
])("where %s is needed, of its line is left: %s", (needed, line) => {
  expect(left(needed).split("\n")).toContain(line);
});

it("what nothing needs goes, and the steps stay", () => {
  expect(left(/^/)).toBe(`account mallory
process app as mallory { thread client }
object secrets as file

scenario "x" on windows 11 {
  app.client: NtOpenFile(secrets, FILE_READ_DATA) => any
  app.client: NtOpenThreadToken(current, TOKEN_QUERY) => any
}
`);
});

it.each<[descriptor: string, ...smaller: string[]]>([
  ["D:(A;;FA;;;SY)", "D:"],
  ["D:(A;OICI;FRFX;;;SY)",
    "D:(A;CI;FRFX;;;SY)", "D:(A;OI;FRFX;;;SY)", "D:(A;OICI;FX;;;SY)", "D:(A;OICI;FR;;;SY)", "D:"],
  ["D:(A;;0x1F01FF;;;SY)(D;;FX;;;S-1-5-21-7)", "D:(D;;FX;;;S-1-5-21-7)", "D:(A;;0x1F01FF;;;SY)"],
  ["O:SYG:S-1-5-21-7D:PAI",
    "O:SYG:S-1-5-21-7D:AI", "O:SYG:S-1-5-21-7D:P", "G:S-1-5-21-7D:PAI", "O:SYD:PAI", "O:SYG:S-1-5-21-7"],
  ["D:AIS:(ML;;NWNR;;;ME)",
    "D:AIS:(ML;;NR;;;ME)", "D:AIS:(ML;;NW;;;ME)", "D:S:(ML;;NWNR;;;ME)", "D:AIS:", "S:(ML;;NWNR;;;ME)", "D:AI"],
  ["D:NO_ACCESS_CONTROL", "D:"],
])("%s has these descriptors that say less", (descriptor, ...smaller) => {
  expect(smallerDescriptors(descriptor)).toEqual(smaller);
  expect([descriptor, ...smaller].filter((text) => !parseSddl(text).ok)).toEqual([]);
});
