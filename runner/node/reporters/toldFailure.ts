/**
 * Of which program a failure is told: of what is left after shrinking, in the file where it was saved, else
 * of the scenario whose run failed. Who tries what was told in that file sees the same.
 */
import type { Failure, ScenarioResult } from "../../campaign/results.ts";
import { programOfSaved } from "../../campaign/saveFailures.ts";
import type { ToldFailure } from "../../report/testCases.ts";
import { quotedCommand } from "../quotedCommand.ts";
import type { FuzzDetails } from "./reporter.ts";

/** The failure as it is told; with the command that makes it again where a file holds it. */
export function toldFailure(
  { program, source }: ScenarioResult, failure: Failure, details: FuzzDetails | undefined,
): ToldFailure {
  const saved = details?.saved.find((each) => each.failure.key === failure.key);
  if (saved?.path === undefined || saved.text === undefined) return { program, source, failure };
  const { path, text } = saved;
  return {
    program: programOfSaved(text),
    source: { name: path, text },
    failure: { ...failure, recipe: { kind: "first" } },
    replay: quotedCommand(["guise", "replay", path]),
  };
}
