/*
 * The scenarios are the model's documentation: each status that the table promises is returned by a step of
 * the routine's own files and demanded there by name, and each decision is taken both ways by some scenario.
 * What cannot be provoked is marked `unreachable` in the tables, with its reason and the reason's source, and
 * loses the mark when it can.
 */
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { operations, type Operation } from "../../core/tables/operations.ts";
import { nothingSeen, runBounded, scenariosIn, type ScenarioFile } from "../coverage/boundedRuns.ts";
import {
  coveredDecisions,
  coveredStatuses,
  idleReasons,
  lacking,
  reasonsOf,
  RUNS_MAX,
  runAllBounded,
  totalsOf,
  wronglyUnreachable,
  type Covered,
  type Shown,
} from "../coverage/modelCoverage.ts";
import { routineOf } from "../report/reference/routineFiles.ts";
import { newMachine, programOf } from "./support/compiled.ts";

const rows: readonly Operation[] = operations;
const machine = newMachine();
let files: ScenarioFile[];
let shown: Shown;

beforeAll(() => {
  files = scenariosIn(fileURLToPath(new URL("../../scenarios", import.meta.url)));
  shown = runAllBounded(machine, files);
}, 300_000);

const difference = (covered: readonly Covered[]) => ({
  lacking: lacking(covered),
  "reached, though marked unreachable": wronglyUnreachable(covered).map(({ name }) => name),
});
const nothingAmiss = { lacking: [], "reached, though marked unreachable": [] };

describe("scenarios of the routines", () => {
  test("there is one file per routine, named after it; others tell a subject of one", () => {
    const names = files.filter(({ path }) => path.startsWith("routines/")).map(({ path }) => path);
    const own = names.filter((path) => !path.includes("-"));
    expect(own.sort()).toEqual(rows.map((row) => `routines/${row.routine}.scn`).sort());
    const known = new Set(rows.map((row) => row.routine));
    expect(names.filter((path) => !known.has(routineOf(path)))).toEqual([]);
  });

  test("each scenario says where its answers come from", () => {
    const cites = ({ docComment }: { docComment: string }): boolean =>
      /^\s*source: .*(facts|MS-doc)/m.test(docComment);
    const silent = files
      .filter(({ path }) => path.startsWith("routines/"))
      .flatMap(({ path, scenarios }) =>
        scenarios.filter((each) => !cites(each)).map(({ title }) => `${path}: ${title}`),
      );
    expect(silent).toEqual([]);
  });

  test("each scenario holds, and each that is meant to be broken is", () => {
    const wrong = [...shown.byFile]
      .filter(([path]) => path.startsWith("routines/"))
      .flatMap(([path, { notHeld }]) => {
        const { scenarios } = files.find((file) => file.path === path)!;
        const broken = scenarios
          .filter((each) => each.breaks.length > 0)
          .flatMap((each) => each.versions.map((version) => `${each.title} on ${version}`));
        return [...new Set([...broken, ...notHeld])]
          .filter((name) => broken.includes(name) !== notHeld.has(name))
          .map((name) => `${path}: ${name}`);
      });
    expect(wrong).toEqual([]);
  });

  test("each status of a routine is returned and demanded by a step of its own files", () => {
    const covered = coveredStatuses(shown);
    console.log(`${totalsOf("statuses", covered)}, in ${shown.all.runs} runs`);
    expect(difference(covered)).toEqual(nothingAmiss);
  });

  test("no routine returns a status that the table does not promise", () => {
    const promised = new Set(rows.flatMap((row) => row.statuses.map((status) => `${row.routine} ${status}`)));
    expect([...shown.all.statuses].filter((pair) => !promised.has(pair))).toEqual([]);
  });

  test("each decision is taken both ways by some scenario", () => {
    const covered = coveredDecisions(shown);
    console.log(totalsOf("decisions", covered));
    expect(difference(covered)).toEqual(nothingAmiss);
  });

  test("what is marked unreachable says why and from where, and excuses something", () => {
    const reasons = reasonsOf([...coveredStatuses(shown), ...coveredDecisions(shown)]);
    expect(reasons.filter((reason) => !/ \((facts \d|\[)/.test(reason))).toEqual([]);
    expect(idleReasons()).toEqual([]);
  });

  test.each([
    ["STATUS_INVALID_HANDLE", true],
    ["any", false],
    ["STATUS_INVALID_HANDLE or STATUS_SUCCESS", false],
  ])("a status that is returned under `=> %s` counts: %s", (demand, counts) => {
    const seen = nothingSeen();
    const text = `account bob { user S-1-5-21-7-7-7-1002; groups Users }
      process app as bob { thread client }
      scenario "s" on windows 11 {
        app.client: { h = NtOpenProcessToken(app, TOKEN_QUERY); NtClose(h); NtClose(h) => ${demand} } }`;
    runBounded(machine, programOf(text, "s", "11"), 1, seen);
    expect(seen.statuses.has("NtClose STATUS_INVALID_HANDLE")).toBe(true);
    expect(seen.demanded.has("NtClose STATUS_INVALID_HANDLE")).toBe(counts);
  });

  test("versions that make the same runs show, made once, what all of them show", () => {
    const ofThem = /^routines\/(NtOpenFile|SeImpersonateClientEx|NtClose)\.scn$/;
    const some = files.filter(({ path }) => ofThem.test(path));
    expect(some).toHaveLength(3);
    for (const { path, scenarios } of some) {
      const all = nothingSeen();
      for (const { versions, program } of scenarios)
        for (const version of versions) runBounded(machine, program(version), RUNS_MAX, all);
      const once = shown.byFile.get(path)!;
      expect({ ...once, runs: all.runs }).toEqual(all);
      expect(once.runs).toBeLessThan(all.runs);
    }
  });

  test("a status or a decision that nothing shows is lacking", () => {
    const nothing = {
      byFile: new Map(),
      all: nothingSeen(),
    };
    expect(lacking(coveredStatuses(nothing)).map(({ name }) => name)).toContain(
      "NtClose STATUS_INVALID_HANDLE",
    );
    expect(lacking(coveredDecisions(nothing)).map(({ name }) => name)).toContain("GATE_PRIVILEGE");
  });
});
