/** What a command names as "again" is the very run that it told, however that came about. */
import { afterAll, expect, it } from "vitest";
import { againOfAll, type Reached } from "../node/fuzz/again.ts";
import { programOf } from "./support/compiled.ts";
import { WorkFolder } from "./support/commandLine.ts";

const rare = `account bob { user S-1-5-21-7-7-7-1002 }
process app as bob { thread client }
scenario "rare" on windows 11 {
  property "stays\u2028so": never client.impersonating
  choose n in 0..999; choose m in 1..20; choose k in 0..99
  if n == 7 and m == 3 { client: NtImpersonateThread(current, current, level: SecurityImpersonation) => any }
}
`;
const folder = new WorkFolder({ "rare.scn": rare });
afterAll(() => {
  folder.remove();
});

it("the command behind a trace makes the drawn run again, and shrinks it", async () => {
  const { out } = await folder.run(["trace", "rare.scn"]);
  const again = /guise replay (rare\.scn .*)$/m.exec(out.replaceAll(/\s*\n\s+(?=--)/g, " "))![1]!.split(" ");
  expect(again).toContain("--blind");
  const replayed = await folder.run(["replay", ...again]);
  expect([replayed.code, replayed.out]).toEqual([1, expect.stringContaining("fails")]);
  const shrunk = await folder.run(["shrink", ...again]);
  expect([shrunk.code, shrunk.out]).toEqual([1, expect.stringContaining("NtImpersonateThread")]);
  const other = await folder.run(["shrink", ...again.map((word, at) => (again[at - 1] === "--case" ? "1" : word))]);
  expect([other.code, other.out]).toEqual([0, ""]);
});

it("a failure whose title ends lines elsewhere replays for its reason", async () => {
  await folder.run(["fuzz", "rare.scn", "--cases", "100000"]);
  const [name] = folder.saved();
  const { out, code } = await folder.run(["replay", `.guise/failures/${name}`]);
  expect([code, out]).toEqual([1, expect.stringContaining("still fails for the same reason")]);
});

it("a session that was stopped in its first campaign makes that one again, and no other", () => {
  const program = programOf('scenario "one" on windows 11 { choose n in 1..2; expect true }', "one", "11");
  const reached: Reached[] = [{ file: "x.scn", program, cases: 12 }];
  const options = { reporter: "pretty", seed: 0n } as const;
  expect(againOfAll(["x.scn"], options, reached, true)).toEqual(["guise fuzz x.scn --seed 0 --cases 12"]);
  expect(againOfAll(["x.scn"], options, reached, false)).toEqual([
    "guise fuzz x.scn --scenario one --windows 11 --seed 0 --cases 12",
  ]);
});
