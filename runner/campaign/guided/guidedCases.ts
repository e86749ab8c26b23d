/**
 * Single cases of a guided campaign for the host. A case follows from its number only beside the frozen
 * corpus of its epoch, which is gone when the next one begins. So whoever wants to keep a case takes its
 * choices, with which any machine makes the same run without any corpus.
 */
import type { Program } from "../../../grammar/image/programImage.ts";
import type { EpochStart, NewFeatures } from "../../machine/guidance.ts";
import type { Machine } from "../../machine/machine.ts";
import type { DrawerPort } from "../drawRange.ts";
import type { Recipe } from "../results.ts";
import { epochStartOf } from "./corpus.ts";
import { newCasesOf, nextState, shortened, startOfShortening } from "./newCases.ts";
import { shortenedByWorkers } from "./shortenedByWorkers.ts";
import type { GuidedState } from "./state.ts";

export class GuidedCases {
  private start: EpochStart | undefined;

  /** The machine may be used for other programs in between; its frozen corpus may not be changed. */
  constructor(
    private readonly machine: Machine,
    private readonly program: Pick<Program, "image">,
    private readonly seed: bigint,
  ) {}

  /** An epoch begins; undefined: its cases are blind. */
  beginEpoch(start: EpochStart | undefined): void {
    this.start = start;
    if (start === undefined) return;
    this.machine.load(this.program.image);
    this.machine.guidance.begin(start);
  }

  /** How a case of the epoch comes about again. Without a corpus it is the drawn one of its number. */
  recipe(number: bigint): Recipe {
    const { machine, seed } = this;
    if (this.start === undefined || this.start.corpus.length === 0)
      return { kind: "drawn", seed, case: number };
    machine.load(this.program.image);
    machine.guidance.beginCase(seed, number);
    machine.finish();
    return { kind: "guided", seed, case: number, choices: [...machine.guidance.choices()] };
  }

  /** The barrier: where the campaign stands behind the epoch of `state`, of which workers found `parts`. */
  stateBehind(state: GuidedState, parts: readonly NewFeatures[]): GuidedState {
    const { machine, program, seed } = this;
    const found = newCasesOf(parts);
    machine.load(program.image);
    machine.guidance.begin(startOfShortening(this.start ?? epochStartOf(state.corpus)));
    const entries = shortened(machine.guidance, seed, found.cases);
    return nextState(state, found, entries, machine.guidance.corpusBytesMax);
  }

  /** The same with the workers that drew the epoch; each takes the next few cases to shorten. */
  async stateByWorkers(state: GuidedState, ports: readonly DrawerPort[]): Promise<GuidedState> {
    const found = newCasesOf(await Promise.all(ports.map((port) => port.news())));
    const entries = await shortenedByWorkers(ports, this.seed, found.cases);
    return nextState(state, found, entries, this.machine.guidance.corpusBytesMax);
  }
}
