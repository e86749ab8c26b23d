/** Which scenarios there are: `--list`, titles that nobody has, the title of a table, tables in `diff`. */
import { afterAll, describe, expect, it } from "vitest";
import { WorkFolder } from "./support/commandLine.ts";

const world = `windows all
account bob { user S-1-5-21-7-7-7-1002; groups Users }
process app as bob { thread client }
`;
const table = `table "levels by version" {
  windows     | asked                 || status
  before gate | SecurityImpersonation || STATUS_SUCCESS
  from gate   | SecurityImpersonation || STATUS_SUCCESS
  *           | SecurityAnonymous     || STATUS_SUCCESS
  before nt4  | SecurityDelegation    || STATUS_SUCCESS
} each {
  system.main: token = PsReferencePrimaryToken(system)
  system.main: PsImpersonateClient(app.client, token, level: asked) => status
}
`;
const words = ["peeking", "reverting", "raising", "lowering", "leaking", "closing", "opening", "waiting", "reading"];
const many = words.map((word) => `scenario "${word} on another's behalf" on windows 11 { expect true }\n`).join("");
const idle = `table "never" on windows 11 {
  windows  || status
  before 7 || STATUS_SUCCESS
} each { system.main: SeCreateClientSecurity(system.main, level: SecurityImpersonation) => status }
`;
const folder = new WorkFolder({ "table.scn": world + table, "many.scn": world + many, "idle.scn": world + idle });
afterAll(() => folder.remove());

describe("a title that nobody has", () => {
  it.each([
    [["--scenario", "leakin on anothers behalf"], 'There is no scenario "leakin on anothers behalf". '
      + "There are 10 titles; `guise run --list` tells them. Nearest: \"leaking on another's behalf\","],
    [["--filter", "zzzzzz"], "Nothing fits --filter zzzzzz. There are 10 titles; `guise run --list` tells them.\n"],
  ])("is answered with the nearest of many, how many there are, and how to list them: %s", async (args, said) => {
    const { code, err } = await folder.run(["run", "many.scn", "table.scn", ...args]);
    expect(err).toContain(said);
    expect(err.length).toBeLessThan(400);
    expect(code).toBe(2);
  });

  it("is answered with all of a few, rows by the title of their table", async () => {
    const { err } = await folder.run(["run", "table.scn", "--scenario", "nosuch"]);
    expect(err).toContain('There is no scenario "nosuch". There is: "levels by version".');
  });

  it("is something else than scenarios that run on no version", async () => {
    const { code, err } = await folder.run(["run", "idle.scn"]);
    expect(err).toContain("idle.scn: no scenario in this file runs on any version; `guise check idle.scn` says why.");
    expect(code).toBe(2);
  });
});

describe("the title of a table", () => {
  it("chooses all of its rows", async () => {
    const { code, out } = await folder.run(["run", "many.scn", "table.scn", "--scenario", "levels by version"]);
    expect(out).toContain("levels by version, row 3");
    expect(out).not.toContain("peeking");
    expect(code).toBe(0);
  });

  it("stands once in the list, with the number of its rows, below the name of its file", async () => {
    const { code, out } = await folder.run(["run", "many.scn", "table.scn", "--list", "--filter", "levels"]);
    expect(out).toBe('table.scn\n  "levels by version" (3 rows)\n');
    expect(code).toBe(0);
  });
});

describe("diff of a table with a column of versions", () => {
  it("compares the row of the one version with the row of the other that is the same case", async () => {
    const { code, out } = await folder.run(["diff", "table.scn", "--windows", "xp-sp1,11"]);
    expect(out).toMatch(/≠ levels by version, row 1 and row 2 +xp-sp1 and 11 part in step 2 of run 1/);
    expect(out).toMatch(/switch gate: none on xp-sp1, win10 on 11/);
    expect(out).toMatch(/= levels by version, row 3/);
    expect(out).toContain("1 of 2 scenarios parts");
    expect(code).toBe(1);
  });

  it("does so whichever version is the first", async () => {
    const { out } = await folder.run(["diff", "table.scn", "--windows", "11,xp-sp1"]);
    expect(out).toContain("levels by version, row 2 and row 1");
    expect(out).toContain("1 of 2 scenarios parts");
  });
});
