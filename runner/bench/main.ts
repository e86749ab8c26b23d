/**
 * `npm run bench [-- --only ROW] [--json [FILE]]`: ratios side by side, each from one interleaved run. People
 * read the table; programs read one JSON object per row, in a file or on standard output.
 */
import { writeFileSync } from "node:fs";
import { Command } from "commander";
import { attackSlowest, guidedVsBlind } from "./attacks.ts";
import { attackTable } from "./attackTable.ts";
import { fuzz, hostCalls, reset } from "./bulk.ts";
import { filterProgram, type FilterProgram } from "./filterProgram.ts";
import type { Measured, SkippedRow } from "./measure.ts";
import { fastCheck } from "./fastCheck.ts";
import { largeWorld } from "./largeWorld.ts";
import { memoryGrowth } from "./memoryGrowth.ts";
import { drawInProcess, native } from "./native.ts";
import { shrinkSlowest } from "./shrinking.ts";
import { startup } from "./startup.ts";
import { workers } from "./workers.ts";

type Result = Measured | SkippedRow;

const rows: Readonly<Record<string, (programs: FilterProgram) => Promise<Result[]>>> = {
  fuzz, "host-calls": hostCalls, reset, "workers-2": workers, native, startup,
  "fast-check": fastCheck, "large-world": largeWorld, "shrink-slowest": shrinkSlowest,
  "memory-growth": memoryGrowth,
  "attack-slowest": attackSlowest, "guided-vs-blind": guidedVsBlind,
};

/** Four digits are more than any of these figures is worth. */
const figure = (value: number): string =>
  value >= 1e4 ? Math.round(value).toLocaleString("en-US") : value.toPrecision(4);

function line(result: Result): string {
  if ("skipped" in result) return `${result.name.padEnd(11)} skipped: ${result.skipped}`;
  const { row, against, goal } = result;
  const ratio = `${row.ratio.toFixed(2)} times (${row.min.toFixed(2)} to ${row.max.toFixed(2)})`;
  return `${row.name.padEnd(11)} ${figure(row.value).padStart(10)} ${row.unit.padEnd(12)} ${ratio} ${figure(row.baseline)} of ${against}${goal ? `; goal: ${goal}` : ""}`;
}

const jsonLine = (result: Result): string => JSON.stringify("row" in result ? result.row : result);

async function bench({ only, json }: { only?: string; json?: string | true }): Promise<void> {
  const programs = filterProgram();
  const found: Result[] = [];
  for (const [name, measure] of Object.entries(rows)) {
    if (only !== undefined && only !== name) continue;
    for (const result of await measure(programs)) {
      found.push(result);
      console.log(json === true ? jsonLine(result) : line(result));
    }
  }
  if (typeof json === "string") writeFileSync(json, found.map((result) => `${jsonLine(result)}\n`).join(""));
}

const program = new Command("bench").description("ratios side by side, each from one interleaved run");
program
  .command("rows", { isDefault: true })
  .description("measure")
  .option("--only <row>", `one of ${Object.keys(rows).join(", ")}`)
  .option("--json [file]", "one JSON object per row, on standard output or in a file")
  .action(async (options: { only?: string; json?: string | true }, command: Command) => {
    if (options.only !== undefined && !(options.only in rows))
      command.error(`There is no row ${options.only}. Rows are: ${Object.keys(rows).join(", ")}.`, {
        exitCode: 2,
      });
    await bench(options);
  });
program
  .command("attacks [text]")
  .description("the table of attack patterns, or of those whose file or title has the text in it")
  .action(async (text: string | undefined) => console.log(await attackTable(text)));
program
  .command("draw <image> <warmUp> <cases>", { hidden: true })
  .action((image: string, warmUp: string, cases: string) =>
    console.log(JSON.stringify(drawInProcess(image, Number(warmUp), Number(cases)))),
  );
await program.parseAsync();
