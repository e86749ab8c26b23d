/**
 * A scenario that `breaks` several properties holds when each is found broken. What breaks first ends a run,
 * so one that only breaks later would never be judged: where the runs of the scenario leave one unbroken, it
 * is judged by itself, with the others of `breaks` switched off.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import { expressionId } from "../../grammar/image/tableNumbers.ts";
import { breaksProperty, unbrokenOf } from "./judge.ts";
import type { Campaign } from "./runAll.ts";
import type { CampaignOutcome } from "./runProgram.ts";

const ALWAYS = 0 as const;

/** The program with one of the properties that it `breaks`, and without the others. */
export function judgingAlone(program: Program, property: number): Program {
  const { image, breaks } = program;
  const holds = { temporal: ALWAYS, event: 0, expression: image.expressions.length };
  return {
    ...program,
    breaks: [property],
    image: {
      ...image,
      expressions: [...image.expressions, { words: [(expressionId.Literal | (1 << 8)) >>> 0], watch: 0n }],
      properties: image.properties.map((each, index) =>
        index !== property && breaks.includes(index) ? holds : each,
      ),
    },
  };
}

/** The campaigns of the properties that the others of `breaks` may have kept from being judged. */
export async function outcomesAlone(
  program: Program, outcome: CampaignOutcome, campaign: Campaign,
): Promise<ReadonlyMap<number, CampaignOutcome>> {
  const unbroken = unbrokenOf(program, outcome);
  const found = new Map<number, CampaignOutcome>();
  if (unbroken.length === program.breaks.length) return found;
  for (const property of unbroken) found.set(property, await campaign(judgingAlone(program, property)));
  return found;
}

/** Whether everything that a scenario `breaks` is broken, together with others or by itself. */
export const isAllBroken = (
  program: Program, outcome: CampaignOutcome, alone: ReadonlyMap<number, CampaignOutcome>,
): boolean =>
  unbrokenOf(program, outcome).every((property) =>
    alone.get(property)?.failures.some((failure) => breaksProperty(failure, property)) === true,
  );
