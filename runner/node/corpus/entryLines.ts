/** An entry of a corpus as people read it: the calls that it begins a case with. */
import type { Program } from "../../../grammar/image/programImage.ts";
import { epochStartOf, type CorpusEntry } from "../../campaign/guided/corpus.ts";
import type { GuidedState } from "../../campaign/guided/state.ts";
import type { Machine } from "../../machine/machine.ts";
import { traceRun } from "../../report/trace.ts";

/** The steps of an entry, a line each, with what they gave back. */
export function entryLines(
  machine: Machine, program: Program, { corpus }: GuidedState, entry: CorpusEntry,
): string[] {
  machine.load(program.image);
  machine.guidance.begin(epochStartOf(corpus));
  machine.guidance.follow(entry);
  const choices = [...machine.guidance.choices()];
  const { steps } = traceRun(machine, program, { kind: "guided", seed: 0n, case: 0n, choices });
  return steps.slice(0, entry.steps).map(({ actor, action, status, skipped }) => {
    const answer = skipped ? "  // skipped" : status === undefined ? "" : `  // ${status}`;
    return `${actor}: ${action}${answer}`;
  });
}
