/** A broken demand is shrunk with its call: what is left demands of nobody what the scenario does not. */
import { expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { failuresOf } from "../campaign/failures.ts";
import { failsAsWritten } from "../campaign/flatText.ts";
import { defaultRunBudget, runProgram } from "../campaign/runProgram.ts";
import { shrinkFailure } from "../campaign/shrinkFailure.ts";
import { newMachine } from "./support/compiled.ts";

const world = `account mallory { user S-1-5-21-7-7-7-1001; groups Users; privileges SeImpersonatePrivilege }
process app as mallory { thread victim, accomplice }
`;
const machine = newMachine();

function shrunkTexts(text: string): string[] {
  const { value } = compile(text);
  const program = value.scenarios[0]!.program(value.scenarios[0]!.versions[0]!);
  const failures = failuresOf(program, runProgram(machine, program, defaultRunBudget), text);
  return failures.map(({ recipe }) => {
    const origin = { program, file: value.file, text, title: "left", found: "Found by a test." };
    return shrinkFailure(machine, origin, recipe).text!;
  });
}

it("every text that is left has the call that the demand stands at in the scenario, with that demand", () => {
  const texts = shrunkTexts(`${world}attacker thief { controls app.accomplice; calls user routines; names threads }
scenario "moved" on windows 7 {
  concurrently {
    lane app.victim { NtOpenThreadToken(app.accomplice, TOKEN_QUERY) => STATUS_ACCESS_DENIED }
    play thief for 4
  }
}`);
  expect(texts.length).toBeGreaterThan(1);
  for (const text of texts) {
    expect(text).toMatch(/app\.victim: NtOpenThreadToken\(app\.accomplice, TOKEN_QUERY\) => STATUS_ACCESS_DENIED\n/);
    expect(failsAsWritten(machine, text)).toBe(true);
  }
});

it("steps that only a larger world needed go with it", () => {
  const [text] = shrunkTexts(`${world}scenario "one" on windows 7 {
  app.accomplice: thief1 = NtOpenProcessTokenEx(app, TOKEN_ADJUST_PRIVILEGES)
  app.accomplice: NtAdjustPrivilegesToken(thief1, disableAll: true)
  app.accomplice: NtImpersonateThread(current, current, level: SecurityImpersonation)
  expect not app.accomplice.impersonating
}`);
  expect(text).not.toContain("SeImpersonatePrivilege");
  expect(text).not.toContain("NtAdjustPrivilegesToken");
  expect(failsAsWritten(machine, text!)).toBe(true);
});

it("braces with nothing needed in them go, those of threads too", () => {
  const [text] = shrunkTexts(`account mallory { user S-1-5-21-7-7-7-1001 }
process app as mallory { thread victim { sddl "D:" }; thread accomplice { sddl "D:(A;;GA;;;WD)" } }
process other as mallory { thread idle }
scenario "one" on windows 7 {
  app.victim: NtOpenThreadToken(current, TOKEN_QUERY) => STATUS_ACCESS_DENIED
}`);
  expect(text).toContain("process app as mallory { thread victim }");
  expect(text).not.toContain("other");
});
