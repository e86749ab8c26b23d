/*
 * An attacker who has nothing to call its routine with lets its turn pass; what fails then is kept all the
 * same.
 */
import { afterAll, expect, test } from "vitest";
import { WorkFolder } from "./support/commandLine.ts";

const folder = new WorkFolder({
  "idle.scn": `account mallory { user S-1-5-21-7-7-7-1001; groups Users }
process app as mallory { thread victim }
attacker thief { controls app.victim; calls NtClose, NtOpenProcessToken; names app; holds none }
scenario "behind an idle turn" on windows 11 {
  system.main: ctx = SeCreateClientSecurity(app.victim, level: SecurityImpersonation)
  play thief for 1
  expect system.main.impersonating
}
`,
});
afterAll(() => folder.remove());

test("a failure behind an idle turn is saved, and replays", async () => {
  const { code, out } = await folder.run(["fuzz", "idle.scn", "--cases", "100", "--seed", "1"]);
  expect([code, out]).toEqual([1, expect.not.stringContaining("not saved")]);
  const [saved] = folder.saved();
  expect((await folder.run(["replay", `.guise/failures/${saved}`])).code).toBe(1);
});
