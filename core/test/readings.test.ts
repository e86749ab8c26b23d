/** What the manual tells of the routines is what stands in them now. */
import { readFileSync } from "node:fs";
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
