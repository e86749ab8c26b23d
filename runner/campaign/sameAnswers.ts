/**
 * Versions that a program cannot tell apart are run once. The core notes which switches the runs of a program
 * read; another version's program that is the same but for switches that were never read would make the very
 * same runs, so their outcome is its outcome too.
 */
import { encodeImage } from "../../grammar/image/encodeImage.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import type { Campaign } from "./runAll.ts";
import type { CampaignOutcome } from "./runProgram.ts";

interface Known {
  readonly version: string;
  /** The image with all switches at 0. */
  readonly rest: Uint8Array;
  readonly switches: readonly number[];
  readonly outcome: Promise<CampaignOutcome>;
}

/** The campaign, asked only for programs whose outcome does not follow from another's. */
export function withSameAnswers(campaign: Campaign): Campaign {
  const known = new Map<string, Known[]>();
  return async (program, guided = 0) => {
    if (guided > 0) return campaign(program, guided);
    const rest = encodeImage({ ...program.image, switches: program.image.switches.map(() => 0) });
    const { scenario, version, image } = program;
    const before = known.get(scenario) ?? [];
    const outcome = answerFor(program, before.filter((each) => sameBytes(each.rest, rest)), campaign);
    known.set(scenario, [...before, { version, rest, switches: image.switches, outcome }]);
    return outcome;
  };
}

/** `before` are the programs that differ from this one in switches at most, in the order they were asked. */
async function answerFor(
  program: Program, before: readonly Known[], campaign: Campaign,
): Promise<CampaignOutcome> {
  for (const { version, switches, outcome } of before) {
    const found = await outcome;
    const { switchesRead, sameAs } = found;
    if (
      sameAs === undefined &&
      switchesRead !== undefined &&
      alike(switches, program.image.switches, switchesRead)
    ) {
      return { ...found, sameAs: version };
    }
  }
  return campaign(program);
}

function alike(first: readonly number[], second: readonly number[], read: bigint): boolean {
  return first.every((value, index) => value === second[index] || ((read >> BigInt(index)) & 1n) === 0n);
}

function sameBytes(first: Uint8Array, second: Uint8Array): boolean {
  return first.length === second.length && first.every((byte, index) => byte === second[index]);
}
