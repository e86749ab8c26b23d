/**
 * What is fuzzed: the file-system filter that impersonates on a worker thread, in its repaired form, so that
 * no case ends early, with every property that comes with the language judged after each step.
 */
import { readFileSync } from "node:fs";
import { compile } from "../../grammar/compile.ts";
import { messageOf } from "../../grammar/diagnostics.ts";
import type { Program } from "../../grammar/image/programImage.ts";

/** Calls that the attacker makes where it plays alone. */
export const PLAYED_CALLS = 16;

const allProperties = `
scenario "all properties" on windows 11 {
  always clean at worker-return
  always clean at user-return
  never escalation by thief
  never levelRaised
  never deputy
  concurrently { lane app.victim { enter fixed.create(secrets) }; play thief for 4 }
}
scenario "alone at play" on windows 11 { never escalation by thief; never levelRaised; play thief for ${PLAYED_CALLS} }
`;

export interface FilterProgram {
  readonly judged: Program;
  /** The same cases with nothing to judge. */
  readonly unjudged: Program;
  /** The attacker of the filter, and nobody beside it. */
  readonly played: Program;
}

/** The filter scenario of the checkout with two of the benchmark's own. */
export const filterText = (): string =>
  readFileSync(new URL("../scenarios/attacks/left-on-worker.scn", import.meta.url), "utf8") + allProperties;

/** Compiles it. */
export function filterProgram(): FilterProgram {
  const { value, diagnostics } = compile(filterText());
  const [judged, played] = ["all properties", "alone at play"].map((title) =>
    value.scenarios.find((scenario) => scenario.title === title)?.program("11"));
  if (judged === undefined || played === undefined)
    throw new Error(`the filter scenario does not compile: ${diagnostics.map(messageOf).join(" ")}`);
  return { judged, unjudged: { ...judged, image: { ...judged.image, properties: [] } }, played };
}
