/** The run that `--case` and `--seed` ask for. */
import type { Program } from "../../grammar/image/programImage.ts";
import type { Recipe } from "../campaign/results.ts";
import { InputError } from "./exitCodes.ts";

export interface CaseOptions {
  /** Number of a case of a campaign, from 0; absent: none is asked for. */
  readonly case?: number;
  /** Seed of that campaign. */
  readonly seed: bigint;
}

/**
 * The drawn run of a case; undefined when none is asked for. Throws InputError where the program has no such
 * case: without choices its only run is case 0, with choices there is no last one.
 */
export function caseAsked(program: Program, { case: number, seed }: CaseOptions): Recipe | undefined {
  if (number === undefined) return undefined;
  if (!program.hasChoices && number > 0)
    throw new InputError(
      `"${program.scenario}" on ${program.version} has no choices: its only run is case 0, and there is no case ${number}.`,
    );
  return { kind: "drawn", seed, case: BigInt(number) };
}
