/**
 * Versions that a program cannot tell apart are run once. The core notes which switches the runs of a program
 * read; another version's program that is the same but for switches that were never read would make the very
 * same runs, so their outcome is its outcome too.
 */
import { encodeImage } from "../../grammar/image/encodeImage.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import type { Campaign } from "./runAll.ts";
import type { CampaignOutcome } from "./runProgram.ts";

/** The image of a program in two parts. */
export interface Asked {
  /** The image with all switches at 0. */
  readonly rest: Uint8Array;
  readonly switches: readonly number[];
}

interface Known {
  readonly version: string;
  readonly asked: Asked;
  readonly outcome: Promise<CampaignOutcome>;
}

export const askedBy = ({ image }: Program): Asked => ({
  rest: encodeImage({ ...image, switches: image.switches.map(() => 0) }),
  switches: image.switches,
});

/** Whether two programs are the same but for switches. */
export const differInSwitches = (one: Asked, other: Asked): boolean =>
  one.rest.length === other.rest.length && one.rest.every((value, index) => value === other.rest[index]);

/** Whether two such programs make the same runs: one made its own and read these switches, a bit for each. */
export const readTheSame = ({ switches: one }: Asked, { switches: other }: Asked, read: bigint): boolean =>
  one.every((value, index) => value === other[index] || ((read >> BigInt(index)) & 1n) === 0n);

/** The campaign, asked only for programs whose outcome does not follow from another's. */
export function withSameAnswers(campaign: Campaign): Campaign {
  const known = new Map<string, Known[]>();
  return async (program, guided = 0) => {
    if (guided > 0) return campaign(program, guided);
    const asked = askedBy(program);
    const { scenario, version } = program;
    const before = known.get(scenario) ?? [];
    const alike = before.filter((each) => differInSwitches(each.asked, asked));
    const outcome = answerFor(program, asked, alike, campaign);
    known.set(scenario, [...before, { version, asked, outcome }]);
    return outcome;
  };
}

/** `before` are the programs that differ from this one in switches at most, in the order they were asked. */
async function answerFor(
  program: Program, asked: Asked, before: readonly Known[], campaign: Campaign,
): Promise<CampaignOutcome> {
  for (const { version, asked: other, outcome } of before) {
    const found = await outcome;
    const { switchesRead, sameAs } = found;
    if (sameAs === undefined && switchesRead !== undefined && readTheSame(other, asked, switchesRead))
      return { ...found, sameAs: version };
  }
  return campaign(program);
}
