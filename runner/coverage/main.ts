/**
 * `npm run coverage:model`: runs the committed scenarios and prints which statuses of routines no step
 * returned and was demanded to, which decisions never went both ways, what is unreachable and why, and the
 * totals. Exit code 1 where something is lacking.
 */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Machine } from "../machine/machine.ts";
import { scenariosIn } from "./boundedRuns.ts";
import {
  coveredDecisions,
  coveredStatuses,
  lacking,
  reasonsOf,
  runAllBounded,
  totalsOf,
  unpromised,
  wronglyUnreachable,
  type Covered,
} from "./modelCoverage.ts";

/** The bundle lies in the folder of the module, beside the scenarios. */
const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function describe(title: string, rows: readonly Covered[]): string[] {
  const told = ({ name, missing }: Covered): string =>
    `  ${name}${missing === undefined ? "" : `: ${missing}`}`;
  const reasons = reasonsOf(rows).flatMap((reason) => [
    `  ${reason}`,
    ...rows.filter((row) => row.unreachable === reason).map((row) => `  ${told(row)}`),
  ]);
  const section = (head: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [head, ...lines, ""];
  return [
    ...section(`${title}, lacking:`, lacking(rows).map(told)),
    ...section(`${title}, said to be unreachable and yet reached:`, wronglyUnreachable(rows).map(told)),
    ...section(`${title}, unreachable:`, reasons),
  ];
}

const machine = new Machine(new WebAssembly.Module(readFileSync(here("core.wasm"))));
const files = scenariosIn(here("../scenarios"));
const shown = runAllBounded(machine, files);
const [statuses, decisions] = [coveredStatuses(shown), coveredDecisions(shown)];
const scenarios = files.reduce((sum, file) => sum + file.scenarios.length, 0);
console.log(
  [
    ...describe("statuses", statuses),
    ...describe("decisions", decisions),
    totalsOf("statuses returned and demanded by a step of their routine's own files", statuses),
    totalsOf("decisions that went both ways", decisions),
    `statuses of the table that no routine promises: ${unpromised().length}`,
    `in ${shown.all.runs} runs of ${scenarios} scenarios in ${files.length} files`,
  ].join("\n"),
);
const wrong = [...statuses, ...decisions];
process.exitCode = lacking(wrong).length + wronglyUnreachable(wrong).length === 0 ? 0 : 1;
