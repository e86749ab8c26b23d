/**
 * What is fuzzed: the file-system filter that impersonates on a worker thread, in its repaired form, so that
 * no case ends early, with every property that comes with the language judged after each step.
 */
import { readFileSync } from "node:fs";
import { compile } from "../../grammar/compile.ts";
import { messageOf } from "../../grammar/diagnostics.ts";
import type { Program } from "../../grammar/image/programImage.ts";

const allProperties = `
scenario "all properties" on windows 11 {
  always clean at worker-return
  always clean at user-return
  never escalation by thief
  never levelRaised
  never deputy
  concurrently { lane app.victim { enter fixed.create(secrets) }; play thief for 4 }
}
`;

export interface FilterProgram {
  readonly judged: Program;
  /** The same cases with nothing to judge. */ readonly unjudged: Program;
}

/** Compiles the filter scenario of the checkout. */
export function filterProgram(): FilterProgram {
  const file = new URL("../scenarios/attacks/left-on-worker.scn", import.meta.url);
  const { value, diagnostics } = compile(readFileSync(file, "utf8") + allProperties);
  const judged = value.scenarios.find((scenario) => scenario.title === "all properties")?.program("11");
  if (judged === undefined)
    throw new Error(`the filter scenario does not compile: ${diagnostics.map(messageOf).join(" ")}`);
  return { judged, unjudged: { ...judged, image: { ...judged.image, properties: [] } } };
}
