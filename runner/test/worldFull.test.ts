/**
 * World full: a program that needs more records than there is room for. The plan gives a program what its
 * steps can make, up to what the core holds; so it takes a program beyond that, or a plan that is forced.
 */
import { afterAll, describe, expect, it } from "vitest";
import { regions, type RegionName } from "../../core/tables/layout.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { groupLines } from "../report/summary.ts";
import { plainPage } from "../report/theme.ts";
import { WorkFolder } from "./support/commandLine.ts";
import { programOf, resultOf } from "./support/compiled.ts";

const world = `account mallory { user S-1-5-21-7-7-7-1001 }
process app as mallory { thread a }
object o as file "D:(A;;GA;;;WD)"
`;
const capture = "system.main: SeCreateClientSecurity(app.a, level: SecurityImpersonation)";

interface Filling {
  readonly region: RegionName;
  readonly thing: string;
  readonly before: string;
  readonly again: string;
  /** How many the core has room for behind what stands before. */
  readonly room: number;
}

const capacity = (region: RegionName): number => {
  const row = regions.find((each) => each.name === region)!;
  return row.capacity - row.firstIndex;
};

const fillings: Filling[] = [
  { region: "context", thing: "context", before: "", again: capture, room: capacity("context") },
  {
    region: "token",
    thing: "token",
    before: "app.a: h = NtOpenProcessToken(app, TOKEN_DUPLICATE)",
    again: "app.a: NtDuplicateToken(h, TOKEN_QUERY, type: TokenPrimary)",
    // the tokens of the two processes are there already
    room: capacity("token") - 2,
  },
  {
    region: "handle",
    thing: "handle",
    before: "",
    again: "app.a: NtOpenFile(o, FILE_READ_DATA)",
    room: capacity("handle"),
  },
  {
    region: "workItem",
    thing: "work item",
    before: "",
    again: "system.main: IoQueueWorkItem()",
    room: capacity("workItem"),
  },
];

const fillingText = ({ before, again }: Filling, times: number): string =>
  `${world}scenario "filling" on windows 11 {\n${before}\nrepeat ${times} { ${again} }\n}\n`;

const resultFor = (text: string, change = (program: Program): Program => program) =>
  resultOf({ name: "filling.scn", text }, change(programOf(text, "filling", "11")));

describe.each(fillings)("records of the region $region", (filling) => {
  it("are enough for a program that needs as many as the core has room for", () => {
    expect(resultFor(fillingText(filling, filling.room)).verdict).toBe("held");
  });

  it("run out with the next one, which ends the run without an NTSTATUS", () => {
    const result = resultFor(fillingText(filling, filling.room + 1));
    expect(result.verdict).toBe("world full");
    expect(result.worldFull).toMatchObject({ region: filling.region, count: 1n });
    expect(result.failures).toEqual([]);
    expect(groupLines([result], plainPage).join(" ").replace(/\s+/g, " ")).toContain(
      `world full: no room for another ${filling.thing} beside `,
    );
  });

  it("are told as planned where the plan is smaller than what the program needs", () => {
    // of a few records more than are there at the start one is taken from the plan
    const forced = (program: Program): Program => {
      const counts = { ...program.image.counts, [filling.region]: program.image.counts[filling.region] - 1 };
      return { ...program, image: { ...program.image, counts } };
    };
    const text = fillingText(filling, 3);
    const planned = resultFor(text);
    const result = resultFor(text, forced);
    expect(planned.verdict).toBe("held");
    expect(result.verdict).toBe("world full");
    const { firstIndex } = regions.find((row) => row.name === filling.region)!;
    const room = planned.program.image.counts[filling.region] - 1 - firstIndex;
    expect(groupLines([result], plainPage).join(" ").replace(/\s+/g, " ")).toContain(
      `no room for another ${filling.thing} beside ${room}, in 1 run of 1, which was dropped`,
    );
  });
});

const folder = new WorkFolder({
  "sometimes.scn": `${world}scenario "sometimes" on windows 11 {
  choose n in 1..3
  repeat 32 { ${capture} }
  if n == 2 { ${capture} => STATUS_INSUFFICIENT_RESOURCES }
}
`,
  "broken.scn": `${world}property "calm": never app.a.impersonating
scenario "broken" on windows 11 breaks "calm" { repeat 33 { ${capture} } }
`,
});
afterAll(() => folder.remove());

it("run reports a full world as an error, with the room that there was and the runs it took", async () => {
  const { code, out, err } = await folder.run(["run", "sometimes.scn"]);
  expect({ code, err }).toEqual({ code: 1, err: "" });
  expect(out).toContain("✗ world full: sometimes  on 11");
  expect(out.replace(/\s+/g, " ")).toContain(
    "world full: no room for another context beside 32, in 1 run of 3, which was dropped",
  );
  expect(out).toContain("1 world full: 1 scenario on 1 version");
});

it("programs read it by name, with the run in which it happened first", async () => {
  const { code, out } = await folder.run(["run", "sometimes.scn", "--reporter", "json"]);
  const { verdicts, results } = JSON.parse(out) as { verdicts: object; results: object[] };
  expect(code).toBe(1);
  expect(verdicts).toMatchObject({ held: 0, failed: 0, "world full": 1 });
  expect(results).toMatchObject([
    {
      verdict: "world full",
      ended: { held: 2, failed: 0, bugCheck: 0, worldFull: 1 },
      failures: [],
      worldFull: { region: "context", runs: 1, recipe: { kind: "enumerated", number: "1" } },
    },
  ]);
});

it("fuzz counts the cases that it dropped, saves none of them and ends with 1", async () => {
  const { code, out } = await folder.run(["fuzz", "sometimes.scn", "--cases", "900"]);
  expect(code).toBe(1);
  expect(out.replace(/\s+/g, " ")).toMatch(/beside 32, in (2|3)\d\d runs of 900, which were dropped/);
  expect(folder.saved()).toEqual([]);
});

it("a twin that was to be broken is not found broken by a world that is full", async () => {
  const { code, out } = await folder.run(["run", "broken.scn"]);
  expect(code).toBe(1);
  expect(out).toContain("✗ world full: broken");
  expect(out).not.toContain("broken as it should be");
});
