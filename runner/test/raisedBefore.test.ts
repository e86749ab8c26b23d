/**
 * "No escalation" measures from where the attacker begins. What was raised before that is the attacker's own
 * from the start, and whoever reads that nothing was gained is told so.
 */
import { expect, it } from "vitest";
import { programsOf, resultOf } from "./support/compiled.ts";

const attacker = (holds: string): string =>
  `attacker thief { controls app.accomplice; calls user routines; names app; holds ${holds} }`;
const world = `account mallory { user S-1-5-21-7-7-7-1001; groups Users, Interactive }
process app as mallory { thread victim, accomplice }
`;
const raise = `system.main: t = PsReferencePrimaryToken(system)
  system.main: PsImpersonateClient(app.victim, t, copyOnOpen: true, effectiveOnly: false,
    level: SecurityImpersonation)`;
const unnamed = raise.replaceAll("system.main: ", "");
const open = "app.victim: h = NtOpenThreadToken(current, TOKEN_DUPLICATE)";
const revert = "system.main: PsRevertThreadToSelf(app.victim)";
const never = "never escalation by thief";

/** The warnings about what was before, of a scenario with these lines on xp-sp1. */
function warningsOf(lines: readonly string[], holds = "none"): readonly string[] {
  const source = {
    name: "test.scn",
    text: `${world}${attacker(holds)}\nscenario "s" on windows xp-sp1 {\n${lines.join("\n")}\n}\n`,
  };
  const { warnings } = resultOf(source, programsOf(source.text)[0]!, 500);
  return warnings.filter((sentence) => sentence.includes("before it began"));
}

it("a thread that was raised before the attacker began is named", () => {
  expect(warningsOf([never, raise, "play thief for 2"])).toEqual([
    `thief: app.victim was raised before it began, which is more than its processes could be, so "${never}" ` +
      "counts that as its own; what raises it belongs into the block in which it plays",
  ]);
});

it("so is one that was raised in some runs only", () => {
  expect(warningsOf([never, `maybe { ${raise} }`, "play thief for 2"])).toHaveLength(1);
});

it("a handle to what was raised counts as well", () => {
  const [warning] = warningsOf([never, raise, open, revert, "play thief for 2"]);
  expect(warning).toMatch(/^thief: a handle was open before it began/);
});

it.each([
  ["nothing was raised", [never, "play thief for 2"], "none"],
  [
    "it is raised while the attacker plays",
    [never, `concurrently { lane system.main { ${unnamed} }; play thief for 1 }`],
    "none",
  ],
  ["it was lowered again", [never, raise, revert, "play thief for 2"], "none"],
  ["no property asks for it", ["never levelRaised", raise, "play thief for 2"], "none"],
  [
    "the attacker is declared to hold the handle",
    [never, "play thief for 2"],
    "system.token TOKEN_DUPLICATE as SecurityImpersonation",
  ],
])("nothing is said where %s", (_, lines, holds) => {
  expect(warningsOf(lines, holds)).toEqual([]);
});
