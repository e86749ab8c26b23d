/**
 * The manual: what it says of a routine is what the routine does, and everything that has a name has an
 * entry.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { decisions } from "../../core/tables/decisions.ts";
import { operations, type Operation } from "../../core/tables/operations.ts";
import { worldSwitches } from "../../core/tables/readings.ts";
import { predicates } from "../../core/tables/predicates.ts";
import { routineReadings } from "../../core/tables/readings.ts";
import { statuses, type Status } from "../../core/tables/statuses.ts";
import { switches } from "../../core/tables/switches.ts";
import { parse } from "../../grammar/parse.ts";
import { scenariosIn } from "../coverage/boundedRuns.ts";
import {
  answersUnder, asked, conditionsOf, readBy, reached, readersOf, underInWords,
} from "../report/reference/asking.ts";
import { manualTopics } from "../report/reference/contents.ts";
import { manualKinds } from "../report/reference/entry.ts";
import { inReadingOrder, routineOf, shownFile } from "../report/reference/routineFiles.ts";
import { switchEntry } from "../report/reference/wordEntries.ts";
import { newMachine } from "./support/compiled.ts";
import { WorkFolder } from "./support/commandLine.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const rows: readonly Operation[] = operations;
const topics = manualTopics(() => ({ own: [], others: [] }));

/** Whether what was asked is part of what is told, in the same order. */
function follows(noted: readonly string[], told: readonly string[]): boolean {
  let at = 0;
  return noted.every((name) => {
    at = told.indexOf(name, at) + 1;
    return at > 0;
  });
}

describe("the manual and the routines", () => {
  test("what a step asked is told in the entry of its routine, in the same order", () => {
    const told = new Map(
      rows.map((row) => [row.id, asked(row.routine).flatMap(({ step }) => step.decision ?? [])]),
    );
    const machine = newMachine();
    const untold = new Set<string>();
    let steps = 0;
    for (const file of scenariosIn(join(root, "scenarios/routines"))) {
      for (const scenario of file.scenarios) {
        machine.load(scenario.program(scenario.versions.at(-1)!).image);
        machine.beginEnumeration();
        machine.beginEnumerated(0n);
        for (let goesOn = true; goesOn;) {
          const before = machine.journalLength();
          goesOn = machine.advance();
          if (machine.journalLength() === before) continue;
          const known = told.get(machine.journalEntry(before).operation);
          if (known === undefined) continue;
          steps++;
          const noted = machine.notes().map(({ decision }) => decisions[decision]!.name);
          if (!follows(noted, known)) untold.add(`${file.path}: ${noted.join(", ")}`);
        }
      }
    }
    expect(steps).toBeGreaterThan(500);
    expect([...untold]).toEqual([]);
  });

  test("every status that a routine can return but success stands behind a check that returns it", () => {
    const statusRows: readonly Status[] = statuses;
    const unexplained = rows.flatMap((row) =>
      row.statuses
        .filter((status) => status !== "STATUS_SUCCESS" && row.unreachable?.[status] === undefined)
        .filter((status) => statusRows.find((each) => each.name === status)?.unreachable === undefined)
        .filter((status) => conditionsOf(row.routine, status).length === 0)
        .map((status) => `${row.routine} ${status}`),
    );
    expect(unexplained).toEqual([]);
  });
});

describe("what a routine cannot reach does not stand on its page", () => {
  /** Statuses that end a call of the routine, not only a step within it. */
  const statusesOn = (routine: string): string[] => [
    ...new Set(asked(routine).flatMap(({ step }) => [...(step.yes ?? []), ...(step.no ?? [])])),
  ].filter((outcome) => outcome.startsWith("STATUS_"));

  test.each(rows.filter((row) => row.returns === "status"))("$routine", (row) => {
    const known: readonly string[] = row.statuses;
    expect(statusesOn(row.routine).filter((status) => !known.includes(status))).toEqual([]);
  });

  test("a handle to a token is not opened by name, so no access is checked there", () => {
    for (const routine of ["NtFilterToken", "NtAdjustPrivilegesToken", "NtQueryInformationToken"]) {
      expect(reached(routine)).not.toContain("SeAccessCheck");
      expect(readBy(routine, "switches")).not.toContain("ownerRightsAce");
    }
    expect(reached("NtImpersonateThread")).toContain("SeAccessCheck");
    expect(readBy("SeCreateClientSecurity", "switches")).not.toContain("effectiveOnlyDropsDenyOnly");
  });
});

describe("an order that a switch decides", () => {
  const steps = Object.values(routineReadings).flatMap((reading) =>
    [reading!.steps, ...(reading!.variants ?? []).map((each) => each.steps)].flat());

  test("stands under answers that the switch has, and not under all of them", () => {
    const terms = steps.flatMap(({ under = [] }) => under);
    expect(terms.length).toBeGreaterThan(10);
    const odd = terms.filter((term) => {
      const row = switches.find((each) => each.name === term.switch);
      const answers = answersUnder(term).length;
      return row === undefined || answers === 0 || answers === row.values.length;
    });
    expect(odd).toEqual([]);
  });

  test("of gate and job each order is told under its answer", () => {
    const told = routineReadings["PsImpersonateClient"]!.steps
      .filter((step) => step.decision === "JOB_NO_ADMIN" || step.calls === "SeTokenCanImpersonate")
      .map((step) => [step.decision ?? step.calls, underInWords(step)]);
    expect(told).toEqual([
      ["SeTokenCanImpersonate", ""], ["JOB_NO_ADMIN", "where jobOrder is gateFirst"],
      ["JOB_NO_ADMIN", "where jobOrder is jobFirst"], ["SeTokenCanImpersonate", "where jobOrder is jobFirst"],
    ]);
  });
});

describe("the contents of the manual", () => {
  test("have each kind of thing, and each with a line, a source and an entry", () => {
    expect(manualKinds.filter((kind) => !topics.some((topic) => topic.kind === kind))).toEqual([]);
    const empty = topics
      .map((topic) => topic.entry())
      .filter(({ line, source }) => line === "" || source === "");
    expect(empty.map(({ name }) => name)).toEqual([]);
  });

  test("name nothing twice within a kind", () => {
    const names = topics.map(({ kind, name }) => `${kind} ${name}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test("have every predicate that the checker knows", () => {
    const source = readFileSync(join(root, "grammar/check/predicates.ts"), "utf8");
    const cases = [...source.matchAll(/case "(\w+)":/g)].map((match) => match[1]!);
    const gains = [.../const gains[^{]*\{([^}]*)\}/.exec(source)![1]!.matchAll(/(\w+):/g)].map(
      (match) => match[1]!,
    );
    expect(predicates.map((row) => row.name as string).sort()).toEqual([...cases, ...gains].sort());
  });
});

describe("guise reference", () => {
  const folder = new WorkFolder();
  afterAll(() => folder.remove());

  test("tells of each routine which scenarios show it, in words and as JSON", async () => {
    const { code, out } = await folder.run(["reference", "NtOpenThreadToken"]);
    expect(code).toBe(0);
    for (const part of [
      "THREAD_WITHOUT_TOKEN",
      "yes: STATUS_NO_TOKEN",
      "TOKEN_QUERY | TOKEN_DUPLICATE",
      "scenarios that show it",
      "openAsSelf",
    ])
      expect(out).toContain(part);
    const { out: text } = await folder.run(["reference", "NtClose", "--reporter", "json"]);
    const { entries } = JSON.parse(text) as {
      entries: { sections: { title: string; rows: { name: string }[] }[] }[];
    };
    const { rows: shown } = entries[0]!.sections.find(({ title }) => title === "scenarios that show it")!;
    const file = readFileSync(join(root, "scenarios/routines/NtClose.scn"), "utf8");
    expect(shown[0]!.name).toBe("routines/NtClose.scn");
    expect(shown.length - 1).toBe([...file.matchAll(/^(scenario|table) "/gm)].length);
  });

  test("tells the source of a scenario apart from what it says, also where it goes on over lines", () => {
    const text = '/// Of a file.\nwindows 11\n\n/// It says\n/// so.\n/// source: facts 1,\n/// 2\nscenario "a" {\n}\n';
    expect(shownFile("routines/NtClose.scn", parse(text).value.items)).toEqual({
      path: "routines/NtClose.scn",
      story: "Of a file.",
      scenarios: [{ title: '"a"', text: "It says so.", source: "facts 1, 2" }],
    });
  });

  test("reads a routine's own file before those of its subjects, and no other routine's", () => {
    const paths = ["NtOpenFile-integrity.scn", "NtOpenFile.scn", "NtOpenFileEx.scn"];
    expect(inReadingOrder(paths).map(routineOf)).toEqual(["NtOpenFile", "NtOpenFile", "NtOpenFileEx"]);
    expect(inReadingOrder(paths)[0]).toBe("NtOpenFile.scn");
  });

  test("makes one document of everything, twice the same, in which every link leads to an entry", async () => {
    const { code, out } = await folder.run(["reference", "--reporter", "markdown"]);
    expect(code).toBe(0);
    expect((await folder.run(["reference", "--reporter", "markdown"])).out).toBe(out);
    const targets = [...out.matchAll(/<a id="([^"]*)">/g)].map((match) => match[1]!);
    expect(targets.length).toBe(topics.length);
    expect(new Set(targets).size).toBe(topics.length);
    const links = new Set([...out.matchAll(/\]\(#([^)]*)\)/g)].map((match) => match[1]!));
    expect([...links].filter((link) => !targets.includes(link))).toEqual([]);
    expect(out).not.toMatch(/undefined|\[object/);
    expect(out).toContain('**"a closed handle names nothing');
  });

  test("prints every entry whole with --all, in words and as JSON", async () => {
    const { out } = await folder.run(["reference", "--all"]);
    for (const { kind, name } of topics) expect(out).toContain(`${name} (${kind})`);
    const { out: text } = await folder.run(["reference", "--all", "--reporter", "json"]);
    const { entries } = JSON.parse(text) as { entries: { name: string }[] };
    expect(entries.map(({ name }) => name)).toEqual(topics.map(({ name }) => name));
    expect((await folder.run(["reference", "NtClose", "--all"])).code).toBe(2);
  });

  test("lists everything without a name", async () => {
    const { code, out } = await folder.run(["reference"]);
    expect(code).toBe(0);
    for (const { name } of topics) expect(out).toContain(name);
  });

  test("suggests the name that was meant, and answers 2", async () => {
    const { code, err } = await folder.run(["reference", "NtOpenThreadTokn"]);
    expect(code).toBe(2);
    expect(err).toContain("did you mean NtOpenThreadToken?");
    expect((await folder.run(["reference", "q"])).code).toBe(2);
    const several = await folder.run(["reference", "NtClose", "conceded", "SCN999"]);
    expect(several.code).toBe(2);
    expect(several.out).toBe("");
    expect(several.err).toContain("no conceded; did you mean concedes?");
    expect(several.err).toContain("no SCN999; ");
  });

  test("tells of several names in the order asked, each once, and of a word all that it means", async () => {
    const { out } = await folder.run(["reference", "STATUS_NO_TOKEN", "job", "NtClose", "job"]);
    const heads = [...out.matchAll(/^(\S+) \(([a-z ]+)\)$/gm)].map((match) => `${match[1]!} ${match[2]!}`);
    expect(heads).toEqual([
      "STATUS_NO_TOKEN status", "job word", "job member", "process.job property of a process", "NtClose routine",
    ]);
  });

  test("tells of a diagnostic what check --explain tells", async () => {
    const { out } = await folder.run(["reference", "scn070", "SCN042"]);
    for (const code of ["SCN070", "SCN042"]) {
      expect(out).toContain((await folder.run(["check", "--explain", code])).out.trim());
    }
  });

  test("of a switch that no routine reads says so, of others who reads it", () => {
    const entries = switches.map((row) => ({ row, text: JSON.stringify(switchEntry(row)) }));
    const waiting = entries.filter(({ text }) => text.includes("No routine reads this switch yet"));
    expect(waiting.map(({ row }) => row.name)).toEqual(
      switches
        .map(({ name }) => name)
        .filter((name) => readersOf("switches", name)[0].length === 0 && !worldSwitches.includes(name)),
    );
    const declared = entries.filter(({ text }) => text.includes("The declarations of a file"));
    expect(declared.map(({ row }) => row.name)).toEqual(worldSwitches);
    expect(waiting.length).toBeGreaterThan(0);
  });

  test("its names are routines that have a file of scenarios", () => {
    const files = readdirSync(join(root, "scenarios/routines"));
    expect(rows.filter((row) => !files.includes(`${row.routine}.scn`))).toEqual([]);
  });
});
