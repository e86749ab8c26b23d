/** Every interleaving of lanes, and only those that `atomic` leaves; conditions race like anybody else. */
import { describe, expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { Machine } from "../../runner/machine/machine.ts";
import { coreModule } from "./support/coreModule.ts";

const world = `account m { user S-1-5-21-7-7-7-1001; groups Users }
process app as m { thread one, two, three }
scenario "s" on windows 11 {
`;
const open = "NtOpenProcessToken(app, TOKEN_QUERY)";
const machine = new Machine(coreModule());

/** Runs all runs of a scenario with this block: how many there are, and how many fail. */
function runsOf(block: string): { runs: number; failed: number } {
  const { value, diagnostics } = compile(`${world}${block}\n}\n`);
  expect(diagnostics.filter((found) => found.severity === "error")).toEqual([]);
  machine.load(value.scenarios[0]!.program("11").image);
  machine.beginEnumeration();
  const runs = machine.runEnumerated(0n, 4_000);
  return { runs, failed: Number(machine.counts().verdicts.Failed) };
}

const lanes = (...bodies: string[]): string => `concurrently {\n${bodies.map((body, index) => `lane app.${["one", "two", "three"][index]} { ${body} }`).join("\n")}\n}`;

describe("lanes", () => {
  it.each([
    ["two lanes of two", lanes(`${open}; ${open}`, `${open}; ${open}`), 6],
    ["three lanes of two", lanes(`${open}; ${open}`, `${open}; ${open}`, `${open}; ${open}`), 90],
    ["one atomic lane beside two lines", lanes(`atomic { ${open}; ${open} }`, `${open}; ${open}`), 3],
    ["two atomic lanes", lanes(`atomic { ${open}; ${open} }`, `atomic { ${open}; ${open} }`), 2],
    ["a line, then atomic, beside a line", lanes(`${open}; atomic { ${open}; ${open} }`, open), 3],
    ["lanes without a line", lanes("", open, ""), 1],
  ])("%s", (_, block, runs) => {
    expect(runsOf(block)).toEqual({ runs, failed: 0 });
  });

  it("lets a lane's first condition see what another lane did before", () => {
    const own = `app.one: { t = NtOpenProcessToken(app, TOKEN_DUPLICATE); c = NtDuplicateToken(t, TOKEN_IMPERSONATE, level: SecurityIdentification, type: TokenImpersonation) }`;
    const { failed } = runsOf(`${own}\n${lanes("NtSetInformationThread(current, ThreadImpersonationToken, c)", "if app.one.impersonating { expect false }")}`);
    expect(failed).toBe(1);
  });

  it("lets others move between a lane's first condition and the line that it guards", () => {
    const own = `app.one: { t = NtOpenProcessToken(app, TOKEN_DUPLICATE); c = NtDuplicateToken(t, TOKEN_IMPERSONATE, level: SecurityIdentification, type: TokenImpersonation) }`;
    const guarded = `if not app.one.impersonating { NtOpenThreadToken(app.one, TOKEN_QUERY) => STATUS_NO_TOKEN }`;
    const { failed } = runsOf(`${own}\n${lanes("NtSetInformationThread(current, ThreadImpersonationToken, c)", guarded)}`);
    expect(failed).toBe(1);
  });
});
