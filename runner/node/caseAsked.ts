/** The run that `--case` and `--seed` ask for. */
import type { Program } from "../../grammar/image/programImage.ts";
import type { Recipe } from "../campaign/results.ts";
import type { Machine } from "../machine/machine.ts";
import { caseOfCampaign } from "../campaign/guided/caseOfCampaign.ts";
import { InputError } from "./exitCodes.ts";

export interface CaseOptions {
  /** Number of a case of a campaign, from 0; absent: none is asked for. */
  readonly case?: number;
  /** Seed of that campaign. */
  readonly seed: bigint;
  /** The case is one that `run` draws, without guidance. */
  readonly blind?: boolean;
}

/** A case behind more than these takes minutes, since all before it decide what it is. */
const CASES_BEFORE_MAX = 100_000_000;

/**
 * How a case of a campaign comes about; undefined when none is asked for. Throws InputError where the program
 * has no such case: without choices its only run is case 0, with choices there is no last one.
 */
export function caseAsked(
  machine: Machine,
  program: Program,
  { case: number, seed, blind }: CaseOptions,
): Recipe | undefined {
  if (number === undefined) return undefined;
  if (!program.hasChoices && number > 0)
    throw new InputError(
      `"${program.scenario}" on ${program.version} has no choices: its only run is case 0, and there is no case ${number}.`,
    );
  if (blind === true) return { kind: "drawn", seed, case: BigInt(number) };
  if (number > CASES_BEFORE_MAX)
    throw new InputError(
      `Case ${number} follows from all cases before it, which are too many to be run again. ` +
        "Use: guise replay FILE, with the file that fuzz saved.",
    );
  return caseOfCampaign(machine, program, seed, number);
}
