/**
 * `npm run oracle -- FILE…`: holds the core against recordings of another implementation (recording.ts tells
 * their spellings).
 *
 * Exit codes: 0 all judged lines agree, 1 a line is unexplained, 2 a file cannot be read. `--keep OUT` writes
 * the recording in the kept spelling instead; `--decisions` adds how often each decision was taken each way.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { decisions } from "../../tables/decisions.ts";
import { Machine } from "../../../runner/machine/machine.ts";
import { InputError } from "../../../runner/node/exitCodes.ts";
import { attempt, writeWhole } from "../../../runner/node/files.ts";
import { judgeRecording, type Judgement } from "./judge.ts";
import { keepRecording, parseRecording } from "./recording.ts";

const UNEXPLAINED_SHOWN = 40;
const KEPT_COMMENT = `Answers of ReactOS's kernel security code (August 2025, Server 2003 semantics)
to recorded calls. Which word means what: facts A.1, callKinds.ts and rows.ts; the spelling: recording.ts.`;

function print(file: string, judgement: Judgement, withDecisions: boolean): void {
  const cell = (value: number | string): string => String(value).padStart(13);
  console.log(`${file} (profile reactos)`);
  console.log(`${"".padEnd(12)}${cell("agreed")}${cell("not judged")}${cell("unexplained")}`);
  const total = { agreed: 0, notJudged: 0, unexplained: 0 };
  for (const [kind, counts] of judgement.kinds) {
    console.log(
      `${kind.padEnd(12)}${cell(counts.agreed)}${cell(counts.notJudged)}${cell(counts.unexplained)}`,
    );
    for (const name of ["agreed", "notJudged", "unexplained"] as const) total[name] += counts[name];
  }
  console.log(
    `${"together".padEnd(12)}${cell(total.agreed)}${cell(total.notJudged)}${cell(total.unexplained)}`,
  );
  if (judgement.reasons.size > 0) console.log("not judged, by reason");
  for (const [reason, count] of judgement.reasons) console.log(`${String(count).padStart(7)}  ${reason}`);
  if (judgement.beyondAccess > 0)
    console.log(
      `${judgement.beyondAccess} judged lines use a handle beyond its access, which no recording refuses`,
    );
  if (withDecisions) printDecisions(judgement);
  for (const line of judgement.unexplained.slice(0, UNEXPLAINED_SHOWN)) {
    console.log(
      `unexplained: ${line.place}: ${line.call}\n  recorded ${line.recorded}\n  core     ${line.core}`,
    );
  }
  const more = judgement.unexplained.length - UNEXPLAINED_SHOWN;
  if (more > 0) console.log(`and ${more} more`);
}

function printDecisions(judgement: Judgement): void {
  console.log("decisions: no, yes");
  decisions.forEach((row, index) => {
    const counts = judgement.decisions.get(index);
    if (counts !== undefined)
      console.log(`${String(counts[0]).padStart(7)}${String(counts[1]).padStart(7)}  ${row.name}`);
  });
}

/** Judges or keeps one file; whether all that was judged agrees. */
function take(file: string): boolean {
  const recording = parseRecording(attempt(file, () => readFileSync(file, "utf8")));
  if (values.keep !== undefined) {
    writeWhole(values.keep, keepRecording(recording, KEPT_COMMENT));
    return true;
  }
  const judgement = judgeRecording(machine, recording);
  print(file, judgement, values.decisions);
  return judgement.unexplained.length === 0;
}

function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { keep: { type: "string" }, decisions: { type: "boolean", default: false } },
});
if (positionals.length === 0) refuse("Which recording? npm run oracle -- FILE.tsv");
const machine = new Machine(new WebAssembly.Module(readFileSync(new URL("./core.wasm", import.meta.url))));
for (const file of positionals) {
  try {
    if (!take(file)) process.exitCode = 1;
  } catch (error) {
    if (error instanceof InputError) refuse(`oracle: ${error.message}`);
    // not a recording; anything else is a fault of this program and keeps its trace
    if (!(error instanceof SyntaxError)) throw error;
    refuse(`oracle: ${file}: ${error.message}`);
  }
}
