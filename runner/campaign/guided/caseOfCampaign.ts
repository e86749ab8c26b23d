/**
 * A case of a campaign by its seed and number alone. It follows from the corpus of its epoch, so the epochs
 * before it are run once more: the answer is the same as in the campaign, whoever ran that.
 */
import type { Program } from "../../../grammar/image/programImage.ts";
import type { Machine } from "../../machine/machine.ts";
import { Drawer } from "../drawer.ts";
import type { Recipe } from "../results.ts";
import { epochStartOf } from "./corpus.ts";
import { GuidedCases } from "./guidedCases.ts";
import { firstState } from "./state.ts";

/** How case `number` of the campaign with this seed comes about, by running the epochs before its own. */
export function caseOfCampaign(machine: Machine, program: Program, seed: bigint, number: number): Recipe {
  const cases = new GuidedCases(machine, program, seed);
  const drawer = new Drawer(machine);
  for (let state = firstState; ; ) {
    const { epoch, corpus } = state;
    const start = epochStartOf(corpus);
    cases.beginEpoch(start);
    if (number < epoch.end) return cases.recipe(BigInt(number));
    drawer.beginEpoch(start);
    drawer.draw(seed, { first: BigInt(epoch.first), count: epoch.end - epoch.first, stride: 1 });
    state = cases.stateBehind(state, [drawer.news()]);
  }
}
