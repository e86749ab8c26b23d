/** The question that `guise diff` names is one that parts the two versions. */
import { readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { compile, type CompiledScenario } from "../../grammar/compile.ts";
import { compareVersions, type VersionComparison } from "../report/versionDifference.ts";
import { newMachine, scenarioFile } from "./support/compiled.ts";

const machine = newMachine();

function compare(scenario: CompiledScenario, first: string, second: string): VersionComparison {
  const pair = {
    first: scenario.program(first),
    second: scenario.program(second),
    programWith: scenario.program.bind(scenario),
  };
  return compareVersions(machine, pair, { runs: 20, seed: 0n });
}

const world = `
windows all, reactos
account bob { user S-1-5-21-7-7-7-1002; groups Users; origin none; privileges SeShutdownPrivilege }
account full {
  user S-1-5-21-7-7-7-1002; groups Users, Administrators
  integrity Medium; elevation TokenElevationTypeFull; origin none
}
account service { user S-1-5-21-7-7-7-1003; groups Users; privileges SeImpersonatePrivilege; origin none }
process app as bob { thread client }
process elevated as full { thread own }
job invited { limits JOB_OBJECT_SECURITY_NO_ADMIN | JOB_OBJECT_SECURITY_RESTRICTED_TOKEN }
process bounded as service { thread main; job invited }
object owned as file "O:S-1-5-21-7-7-7-1002G:SYD:(A;;FR;;;OW)"
scenario "elevated" {
  system.main: { token = PsReferencePrimaryToken(elevated); PsImpersonateClient(app.client, token) => any }
}
scenario "restricted" {
  system.main: { token = PsReferencePrimaryToken(app); PsImpersonateClient(bounded.main, token) => any }
}
scenario "owner" { app.client: NtOpenFile(owned, WRITE_DAC) => any }
`;

it.each([
  ["elevated", "xp-sp2", "10", "GATE_ELEVATION", [undefined, true]],
  ["elevated", "7", "11", "GATE_ELEVATION", [undefined, true]],
  ["restricted", "xp-sp2", "10", "JOB_RESTRICTED_TOKEN", [true, undefined]],
  ["restricted", "server-2003", "vista", "JOB_RESTRICTED_TOKEN", [true, undefined]],
  ["owner", "11", "reactos", "ACCESS_OWNER_HAS_ENTRIES", [true, undefined]],
])('"%s" on %s and %s is parted by %s', (title, first, second, decision, answers) => {
  const { value, diagnostics } = compile(world);
  expect(diagnostics).toEqual([]);
  const scenario = value.scenarios.find((each) => each.title === title)!;
  const { difference } = compare(scenario, first, second);
  expect(difference?.decision).toMatchObject({ name: decision, answers });
});

const pairs = [["xp-sp2", "11"], ["server-2003", "vista"], ["11", "reactos"]] as const;
const files = readdirSync(new URL("../../scenarios/routines", import.meta.url));

it("no committed scenario names a question that both versions answer alike", () => {
  let named = 0;
  const alike: string[] = [];
  for (const file of files) {
    for (const scenario of compile(scenarioFile(`routines/${file}`).text).value.scenarios) {
      for (const [first, second] of pairs) {
        if (![first, second].every((version) => scenario.versions.includes(version))) continue;
        const decision = compare(scenario, first, second).difference?.decision;
        if (decision === undefined) continue;
        named++;
        if (decision.answers[0] === decision.answers[1])
          alike.push(`${file} ${scenario.title}: ${decision.name}`);
      }
    }
  }
  expect(alike).toEqual([]);
  expect(named).toBeGreaterThan(30);
});
