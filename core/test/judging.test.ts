/** When judgement begins, and what counts as something that could have been broken. */
import { expect, it } from "vitest";
import { compile } from "../../grammar/compile.ts";
import { Machine } from "../../runner/machine/machine.ts";
import { coreModule } from "./support/coreModule.ts";

const world = `account m { user S-1-5-21-7-7-7-1001; groups Users }
process app as m { thread one }
attacker a { controls app.one; calls user routines }
`;
const machine = new Machine(coreModule());

function countsOf(block: string): { failed: bigint; woken: number; evaluated: number } {
  const { value, diagnostics } = compile(`${world}scenario "s" on windows 11 {\n${block}\n}\n`);
  expect(diagnostics.filter((found) => found.severity === "error")).toEqual([]);
  machine.load(value.scenarios[0]!.program("11").image);
  for (let first = 0n; first < 4_000n; first += 1_000n) machine.runDrawn(1n, first, 1_000);
  const { verdicts, properties } = machine.counts();
  return { failed: verdicts.Failed, woken: properties[0]!.woken, evaluated: properties[0]!.evaluated };
}

it("measures escalation from where the attacker starts, however much happened before", () => {
  const setUp = "app.one: NtOpenProcessToken(app, TOKEN_QUERY)\nsystem.main: c = SeCreateClientSecurity(system.main, level: SecurityImpersonation)";
  const { failed, woken } = countsOf(`never escalation by a\n${setUp}\nplay a for 4`);
  expect(failed).toBe(0n);
  expect(woken).toBeGreaterThan(0);
});

it("wakes the property of raised levels whenever a level is written, so that it can hold", () => {
  const { failed, woken, evaluated } = countsOf("never levelRaised\nplay a for 6");
  expect(failed).toBe(0n);
  expect(woken).toBeGreaterThan(0);
  expect(evaluated).toBeGreaterThan(0);
});
