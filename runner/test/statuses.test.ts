/*
 * The scenarios are the model's documentation: each status that the table promises is returned by a step of
 * the routine's own file, and each decision is taken both ways by some scenario. What cannot be provoked yet
 * stands here with its reason, and leaves when it can.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { decisions, type Decision } from "../../core/tables/decisions.ts";
import { operations, type Operation } from "../../core/tables/operations.ts";
import {
  committedScenarios,
  nothingSeen,
  runBounded,
  type ScenarioFile,
  type Seen,
} from "./support/boundedRuns.ts";
import { newMachine } from "./support/compiled.ts";

const rows: readonly Operation[] = operations;
const decisionRows: readonly Decision[] = decisions;
const RUNS_MAX = 300;

const jobs = "needs a job with security limits (facts 6)";
const sessionEnds = "needs a logon session that ends while its tokens live (facts 9.7)";
const noPrimary = "a live process always has a primary token (facts 4.1 step 2)";
const unprovoked: Readonly<Record<string, string>> = {
  "SeCreateClientSecurity STATUS_NO_SUCH_LOGON_SESSION": sessionEnds,
  "SeImpersonateClientEx STATUS_NO_SUCH_LOGON_SESSION": sessionEnds,
  "SeImpersonateClientEx STATUS_UNSUCCESSFUL": noPrimary,
  "SeImpersonateClientEx STATUS_ACCESS_DENIED": jobs,
  "PsImpersonateClient STATUS_NO_SUCH_LOGON_SESSION": sessionEnds,
  "PsImpersonateClient STATUS_UNSUCCESSFUL": noPrimary,
  "PsImpersonateClient STATUS_ACCESS_DENIED": jobs,
  "NtOpenThreadToken STATUS_NO_MEMORY":
    "the thread impersonates, so its block is there (facts 2.1, 11.1 step 8)",
  "NtOpenThreadToken STATUS_NO_SUCH_LOGON_SESSION": sessionEnds,
  "NtOpenThreadToken STATUS_UNSUCCESSFUL": noPrimary,
  "NtSetInformationThread STATUS_NO_SUCH_LOGON_SESSION": sessionEnds,
  "NtSetInformationThread STATUS_UNSUCCESSFUL": noPrimary,
  "NtDuplicateToken STATUS_NO_SUCH_LOGON_SESSION": sessionEnds,
  "SeCreateClientSecurityFromSubjectContext STATUS_NO_SUCH_LOGON_SESSION": sessionEnds,
  "NtOpenThreadTokenEx STATUS_NO_MEMORY":
    "the thread impersonates, so its block is there (facts 2.1, 11.1 step 8)",
  "NtOpenThreadTokenEx STATUS_NO_SUCH_LOGON_SESSION": sessionEnds,
  "NtOpenThreadTokenEx STATUS_UNSUCCESSFUL": noPrimary,
  "NtImpersonateThread STATUS_NO_SUCH_LOGON_SESSION": sessionEnds,
  "NtImpersonateThread STATUS_UNSUCCESSFUL": noPrimary,
  "PsAssignImpersonationToken STATUS_NO_SUCH_LOGON_SESSION": sessionEnds,
  "PsAssignImpersonationToken STATUS_UNSUCCESSFUL": noPrimary,
};

const restricted = "needs an account with restricting SIDs";
const oneSided: Readonly<Record<string, string>> = {
  GATE_PACKAGE: "needs an account with a package, on a version that has AppContainers",
  GATE_RESTRICTED_DIFFERS: restricted,
  ACCESS_RESTRICTED_DENIED_BY_ENTRY: restricted,
  ACCESS_RESTRICTED_NOT_ALL_ALLOWED: restricted,
};

let files: ScenarioFile[];
/** By path of the file. */
const seen = new Map<string, Seen>();
const union = nothingSeen();

beforeAll(() => {
  files = committedScenarios();
  const machine = newMachine();
  for (const file of files) {
    const here = nothingSeen();
    for (const scenario of file.scenarios) {
      for (const version of scenario.versions) runBounded(machine, scenario.program(version), RUNS_MAX, here);
    }
    seen.set(file.path, here);
    for (const status of here.statuses) union.statuses.add(status);
    for (const decision of here.decisions) union.decisions.add(decision);
    union.runs += here.runs;
  }
}, 300_000);

/** What is not covered and not excused, and what is excused though it is covered. */
function difference(
  wanted: readonly string[],
  isCovered: (name: string) => boolean,
  excused: Readonly<Record<string, string>>,
) {
  return {
    missing: wanted.filter((name) => !isCovered(name) && excused[name] === undefined),
    "needs no excuse": Object.keys(excused).filter((name) => !wanted.includes(name) || isCovered(name)),
  };
}
const nothingAmiss = { missing: [], "needs no excuse": [] };

describe("scenarios of the routines", () => {
  test("there is one file per routine, named after it, and no other", () => {
    const names = files.filter(({ path }) => path.startsWith("routines/")).map(({ path }) => path);
    expect(names.sort()).toEqual(rows.map((row) => `routines/${row.routine}.scn`).sort());
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
    const wrong = [...seen]
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

  test("each status of a routine is returned by a step of its own file", () => {
    const pairs = rows.flatMap((row) => row.statuses.map((status) => `${row.routine} ${status}`));
    const isReturned = (pair: string): boolean =>
      seen.get(`routines/${pair.split(" ")[0]}.scn`)?.statuses.has(pair) === true;
    const excused = Object.keys(unprovoked).length;
    console.log(
      `statuses: ${pairs.filter(isReturned).length} of ${pairs.length} returned, ${excused} excused, in ${union.runs} runs`,
    );
    expect(difference(pairs, isReturned, unprovoked)).toEqual(nothingAmiss);
  });

  test("no routine returns a status that the table does not promise", () => {
    const promised = new Set(rows.flatMap((row) => row.statuses.map((status) => `${row.routine} ${status}`)));
    expect([...union.statuses].filter((pair) => !promised.has(pair))).toEqual([]);
  });

  test("each decision is taken both ways by some scenario", () => {
    const sides = (name: string): number =>
      ["yes", "no"].filter((side) => union.decisions.has(`${name} ${side}`)).length;
    const reachable = decisionRows.filter((row) => row.unreachable === undefined).map((row) => row.name);
    const both = reachable.filter((name) => sides(name) === 2).length;
    const impossible = decisionRows.filter((row) => row.unreachable !== undefined).map((row) => row.name);
    const excused = `${Object.keys(oneSided).length} excused; ${impossible.length} have a side that cannot be`;
    console.log(`decisions: ${both} of ${reachable.length} taken both ways, ${excused}`);
    expect(difference(reachable, (name) => sides(name) === 2, oneSided)).toEqual(nothingAmiss);
    expect(impossible.filter((name) => sides(name) === 2)).toEqual([]);
  });
});
