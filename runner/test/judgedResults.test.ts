/** Properties that ask what a call came out with are judged with that very call. */
import { expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { newMachine } from "./support/compiled.ts";

const world = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client }
object o as file "O:SYG:SYD:(A;;FA;;;SY)"
`;
const refused = (name: string): string => `client: ${name} = NtOpenFile(o, FILE_READ_DATA) => any`;
const opened = (name: string): string => `client: ${name} = NtOpenProcessToken(app, TOKEN_QUERY)`;

const machine = newMachine();

/** The step that breaks something in the only run; undefined: it holds. */
function brokenIn(statements: readonly string[]): number | undefined {
  const { value, diagnostics } = compile(`${world}scenario "x" on windows 11 { ${statements.join("; ")} }`);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  machine.load(value.scenarios[0]!.program("11").image);
  machine.beginFirst();
  const end = machine.finish();
  return end.verdict === "Held" ? undefined : end.steps;
}

it.each([
  ["a failure", [refused("d"), opened("t"), "never d.failed"], 1],
  ["a failure in the last step", [opened("t"), refused("d"), "never d.failed"], 2],
  ["two failures", [refused("d"), opened("t"), refused("e"), "never d.failed and e.failed"], 3],
  ["a status", [opened("t"), refused("d"), "never d.status == STATUS_ACCESS_DENIED"], 2],
  ["the last call", [opened("t"), refused("d"), "never failed"], 2],
  ["an out", [opened("t"), "client: i = NtQueryInformationToken(t, TokenUser)", "never i.sid == bob"], 2],
  ["a chosen value before a call", ["choose k in 7..8", "system.main: PsRevertToSelf()", "never k == 7"], 1],
  ["the only value before a call", ["choose k in 7..7", "system.main: PsRevertToSelf()", "never k == 7"], 1],
  [
    "a value chosen between two calls",
    [opened("t"), "choose k in 7..8", "system.main: PsRevertToSelf()", "never k == 7"], 2,
  ],
  [
    "a value chosen anew in a round",
    ["repeat 2 { choose k in 7..8; system.main: PsRevertToSelf() }", "never k == 7"], 1,
  ],
  ["the thread of an event", [opened("t"), "client: act o FILE_READ_DATA => any", opened("u"),
    "system.main: act o FILE_READ_DATA", "never current == system.main at act"], 4],
  ["how the world begins", [opened("t"), opened("u"), "always client.impersonating"], 1],
  ["what was so before, too", [opened("t"), "client: NtClose(t)", opened("u"),
    "never old(client.impersonating) == client.impersonating"], 1],
  ["what stays as it was", [
    "system.main: c = SeCreateClientSecurity(client, level: SecurityImpersonation)",
    "system.main: SeImpersonateClientEx(c, client)", "system.main: PsIsThreadImpersonating(client) => true",
    "never old(client.impersonating) and client.impersonating",
  ], 3],
  ["a success is none", [opened("s"), opened("t"), "never t.failed"], undefined],
] as const)("%s breaks a property in its own step", (_, statements, step) => {
  expect(brokenIn(statements)).toBe(step);
});
