/** What the manual tells of the routines is what stands in them now. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import typescript from "typescript";
import { describe, expect, it } from "vitest";
// @ts-expect-error plain JavaScript, since the build uses it before anything is built
import { readRoutines as read } from "../reading/readRoutines.js";
import { decisions } from "../tables/decisions.ts";
import { operations } from "../tables/operations.ts";
import { routineReadings } from "../tables/readings.ts";
import { statuses } from "../tables/statuses.ts";
import { switches } from "../tables/versions.ts";

const readRoutines = read as (typescript: unknown, core: string) => string;
const core = fileURLToPath(new URL("..", import.meta.url));
const all = Object.values(routineReadings).map((reading) => reading!);

interface Reading {
  readonly allocations: number; readonly switches: readonly string[];
  readonly steps: readonly { readonly decision: string; readonly yes?: string[]; readonly no?: string[] }[];
}

/** What is read of a routine that is called `Routine`, of a source with what it needs. */
function readingOf(source: string): Reading {
  const folder = mkdtempSync(join(tmpdir(), "readings-"));
  try {
    for (const name of ["routines", "access", "objects", "step"]) mkdirSync(join(folder, name));
    writeFileSync(join(folder, "routines/Routine.ts"), source);
    return (JSON.parse(readRoutines(typescript, folder)) as { Routine: Reading }).Routine;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const copies = `function copy(kind: u32, ready: u32): u32 {
  const again = ready == 0 && isSlow();
  const makes = decide(COPY, kind == 0 || again, kind);
  if (!makes) return 0;
  return allocationFails() ? 1 : 2;
}
function later(thread: u32): u32 { if (hasBlock(thread)) return 0; return u32(allocationFails()); }
function hasBlock(thread: u32): bool { return isSlow() || blocks(thread) != 0; }
`;

describe("how many allocations one call can make at most", () => {
  it.each([
    [1, "what nobody knows may go both ways", "return copy(kind, ready);"],
    [0, "a constant is handed on", "return copy(1, 1);"],
    [1, "a constant that makes it allocate", "return copy(0, 1);"],
    [1, "a name for a constant can be any number", "return copy(OTHER, 1);"],
    [0, "a condition around the call is known in it", "if (kind != 0 && isSlow()) return copy(kind, 1); return 0;"],
    [0, "so is one that has a name", "const is = kind != 0 && isSlow(); if (is) return copy(kind, 1); return 0;"],
    [1, "its other side is not", "if (kind != 0 && isSlow()) return 0; return copy(kind, 1);"],
    [1, "of an alternative nothing is known", "if (kind != 0 || isSlow()) return copy(kind, 1); return 0;"],
    [1, "what is written to is not known", "if (kind != 0) { kind = ready; return copy(kind, 1); } return 0;"],
    [1, "what was asked of another name is not", "if (ready != 0) return copy(kind, 1); return 0;"],
    [2, "calls in a row add up", "copy(kind, ready); return copy(kind, ready);"],
    [1, "of two ways the longer counts", "if (isSlow()) return copy(kind, ready); return 0;"],
    [1, "what a call answered may have changed", "if (hasBlock(kind)) return later(kind); return 0;"],
    [0, "but not what is asserted", "assert(hasBlock(kind)); return later(kind);"],
    [1, "asserted of somebody else", "assert(hasBlock(ready)); return later(kind);"],
  ])("%i: %s", (most, _, body) => {
    const source = `${copies}export function Routine(kind: u32, ready: u32): u32 { ${body} }`;
    expect(readingOf(source).allocations).toBe(most);
  });

  it("what is asserted is no question of the routine", () => {
    const assertion = "assert(mode() == 1); return 0;";
    const source = (body: string): string =>
      `import { mode } from "../generated/switches";\nexport function Routine(): u32 { ${body} }`;
    expect(readingOf(source(assertion)).switches).toEqual([]);
    expect(readingOf(source("return mode();")).switches).toEqual(["mode"]);
  });
});

const checks = `function ask(kind: u32): u32 {
  if (decide(REFUSED, kind == 1, kind)) return STATUS_ACCESS_DENIED;
  return decide(IS_ENOUGH, kind == 2, kind) ? STATUS_SUCCESS : more();
}
function more(): u32 { return STATUS_SUCCESS; }
`;

describe("what follows from an answer", () => {
  const refused = { decision: "REFUSED", yes: ["STATUS_ACCESS_DENIED"] };
  const success = ["STATUS_SUCCESS"];
  const ends = [refused, { decision: "IS_ENOUGH", yes: success, no: success }];
  const goesOn = [refused, { decision: "IS_ENOUGH" }];
  it.each([
    [ends, "is the answer of a helper that is returned", "return ask(kind);"],
    [ends, "also by its name", "const status = ask(kind); if (status != 0) clear(); return status;"],
    [
      goesOn, "is no success where more is asked behind it",
      "const status = ask(kind); return status != 0 ? status : more();",
    ],
    [
      goesOn, "nor where only errors are returned",
      "const status = ask(kind); if (status != 0) return status; return more();",
    ],
    [
      goesOn, "nor where it is a condition",
      "if (ask(kind) != STATUS_SUCCESS) return STATUS_ACCESS_DENIED; return more();",
    ],
  ])("%j %s", (steps, _, body) => {
    const { steps: told } = readingOf(`${checks}export function Routine(kind: u32): u32 { ${body} }`);
    expect(told).toEqual(steps);
  });

  it("is no success of a job's filter, behind which the gate may be asked", () => {
    const { steps } = routineReadings["PsImpersonateClient"]!;
    const filter = steps.filter(({ decision }) => decision === "JOB_FILTER_TOKENS");
    expect(filter.map(({ yes, no }) => [yes, no])).toEqual([[undefined, undefined], [undefined, undefined]]);
  });
});

describe("what is read out of the routines", () => {
  it("is what the routines say", () => {
    const committed = readFileSync(join(core, "generated/readings.json"), "utf8");
    expect(readRoutines(typescript, core), "run npm run generate").toBe(committed);
  });

  it("has every routine of the table", () => {
    expect(operations.filter((row) => routineReadings[row.routine] === undefined)).toEqual([]);
  });

  it("misses no decision and no switch that is modelled, and knows no other", () => {
    const asked = new Set(all.flatMap((reading) => reading.steps.flatMap((step) => step.decision ?? [])));
    // a worker's return and a play of an attacker are no routine's
    const elsewhere = ["WORKER_STILL_IMPERSONATES"];
    expect([...asked].filter((name) => !decisions.some((row) => row.name === name))).toEqual([]);
    expect(decisions.map((row) => row.name).filter((name) => !asked.has(name))).toEqual(elsewhere);
    const read = new Set(all.flatMap((reading) => reading.switches));
    expect([...read].filter((name) => !switches.some((row) => row.name === name))).toEqual([]);
  });

  it("names statuses of the table, booleans and bug checks as what follows, and nothing else", () => {
    const known = new Set<string>([...statuses.map((row) => row.name), "true", "false"]);
    const outcomes = all.flatMap(
      (reading) => reading.steps.flatMap((step) => [...(step.yes ?? []), ...(step.no ?? [])]),
    );
    expect(outcomes.filter((name) => !known.has(name) && !name.startsWith("BUG_CHECK_"))).toEqual([]);
  });
});
