/*
 * "Not undone when this code ends" is said of code that gives back by what `choose` has drawn where some run
 * leaves what it took, and nowhere else.
 */
import { expect, test } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { hasErrors, messageOf } from "../../grammar/diagnostics.ts";
import { newMachine } from "./support/compiled.ts";

const world = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client, other }
`;
const take = "a = NtOpenProcessToken(app, TOKEN_QUERY) else return";
const back = "NtClose(a)";

const machine = newMachine();

/** Whether code is warned of, and whether some run of it leaves a handle open. */
function saidAndLeft(code: string, outside: string): { said: boolean; leaves: boolean } {
  const text = `${world}driver d { entry e(k: number) {\n  ${code}\n} }
scenario "s" on windows 11 {\n  ${outside}\n  app.client: enter d.e(k)\n  expect app.handles == none\n}\n`;
  const { value, diagnostics } = compile(text);
  if (hasErrors(diagnostics)) throw new Error(`${code}: ${diagnostics.map(messageOf).join("\n")}`);
  machine.load(value.scenarios[0]!.program("11").image);
  machine.beginEnumeration();
  machine.runEnumerated(0n, 10_000);
  const said = diagnostics.some(({ code: its }) => its === "SCN039");
  return { said, leaves: (machine.counts().verdicts.Failed ?? 0n) > 0n };
}

const one = `if c == 1 { ${back}; return }`;
const two = `if c == 2 { ${back}; return }`;
const bodies: readonly [choice: string, code: string][] = [
  ["c in 1..2", `${one}; ${two}`],
  ["c in 1..3", `${one}; ${two}`],
  ["c in 1..3", `${one}; ${two}; ${back}`],
  ["c in 1..2", `if c == 1 { ${back} }; if c == 2 { ${back} }`],
  ["c in 1..3", `if c == 1 { ${back} }; if c == 2 { ${back} }`],
  ["c in 1..3", `if c != 3 { ${back} }; if c >= 3 { ${back} }`],
  ["c in 1..3", `if c in [1, 2] { ${back} }; if c not in [1, 2] { ${back} }`],
  ["c in 1..3", `if c in [1, 2] { ${back} }; if not (c == 1 or c == 2) and c == 4 { ${back} }`],
  ["c in 1..3", `if c < 3 implies c > 1 { ${back} } else { return }`],
  ["c in levels", `if c == SecurityAnonymous { ${back} } else if c >= SecurityIdentification { ${back} }`],
  ["c in levels", `if c == SecurityAnonymous { ${back} } else if c > SecurityIdentification { ${back} }`],
  ["c in true, false", `if c { ${back} }; if not c { ${back} }`],
  ["c in true, false", `if c { ${back} }; if c { PsRevertToSelf() }`],
  ["c in app.client, app.other", `if c == current { ${back} }; if c == app.other { ${back} }`],
  ["c in app.client, app.other", `if c == current { ${back} }; if c == app.client { PsRevertToSelf() }`],
  ["c in 1..2", `choose b in 1..2; if b == c { ${back} }; if b < c or b > c { ${back} }`],
  ["c in 1..2", `choose b in 1..2; if b == c { ${back} }; if b < c { ${back} }`],
  ["c in 1..2", `if c == k { ${back} } else { ${back} }`],
  ["c in 1..2", `if c == k { ${back} }; if c != k { ${back} }`],
  ["c in 1..2", `if c == k { ${back} }; if c > k { ${back} }`],
];

test.each(bodies)("choose %s; %s", (choice, code) => {
  const { said, leaves } = saidAndLeft(`${take}\n  choose ${choice}\n  ${code}`, "choose k in 1..2");
  expect(said).toBe(leaves);
});
