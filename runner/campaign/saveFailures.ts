/**
 * Found failures become files: raw as soon as a kind of failure is met, so that nothing is lost whatever
 * happens then, and shrunk when the campaign is over. Who keeps the files is somebody else's business.
 */
import type { CampaignFailure, Machine } from "../machine/machine.ts";
import { failureKey, failuresOf } from "./failures.ts";
import { flatLinesOf, stepsIn } from "./flatRun.ts";
import { flatText, smallFlatText, type FlatOrigin } from "./flatText.ts";
import type { Failure } from "./results.ts";
import type { CompiledFile } from "./runAll.ts";
import type { CampaignOutcome } from "./runProgram.ts";
import { shrink } from "./shrink.ts";
import type { Program } from "../../grammar/image/programImage.ts";

/** Where texts are kept under a path. */
export interface FailureKeeper {
  save(text: string): string;
  /** Keeps a better text in the place of one that was saved before. */
  replace(before: string, text: string): string;
}

export interface SavedFailure {
  readonly failure: Failure;
  /**
   * Absent when no text fails like the run does: a mistake of Guise's, since every run can be written flat.
   */
  readonly path?: string;
  readonly text?: string;
  /** Steps of the run and of what is left of it. */
  readonly stepsBefore: number;
  readonly steps: number;
  readonly shrunk: boolean;
  /** False when the budget ended before nothing could be removed any more. */
  readonly complete: boolean;
}

export class FailureSaver {
  private readonly raw = new Map<string, string>();

  constructor(
    private readonly machine: Machine,
    private readonly file: CompiledFile,
    private readonly program: Program,
    private readonly seed: bigint,
    private readonly keeper: FailureKeeper,
  ) {}

  /** Saves the run of a failure as it is; the first one of each kind. */
  saveRaw(failure: CampaignFailure): void {
    const key = failureKey(this.program, failure);
    if (this.raw.has(key)) return;
    const { lines, end } = flatLinesOf(this.machine, this.program, {
      kind: "drawn",
      seed: this.seed,
      case: failure.case,
    });
    const text = flatText(this.machine, this.origin(`case ${failure.case}`), lines, end);
    if (text !== undefined) this.raw.set(key, this.keeper.save(text));
  }

  /** Shrinks the best run of each kind of failure and saves what is left. */
  saveShrunk(outcome: CampaignOutcome): SavedFailure[] {
    return failuresOf(this.program, outcome, this.file.source.text).map((failure) => this.saveOne(failure));
  }

  private saveOne(failure: Failure): SavedFailure {
    const { lines, end } = flatLinesOf(this.machine, this.program, failure.recipe);
    const shrunk = shrink(this.machine, this.program, lines, end);
    const origin = this.origin(recipeWords(failure));
    const small = shrunk && smallFlatText(this.machine, origin, shrunk.lines, end);
    const text = small ?? flatText(this.machine, origin, lines, end);
    const kept = small === undefined ? lines : shrunk!.lines;
    const raw = this.raw.get(failure.key);
    const path =
      text === undefined ? raw : raw === undefined ? this.keeper.save(text) : this.keeper.replace(raw, text);
    return {
      failure,
      ...(path === undefined ? {} : { path }),
      ...(text === undefined ? {} : { text }),
      stepsBefore: stepsIn(lines),
      steps: stepsIn(kept),
      shrunk: small !== undefined,
      complete: small !== undefined && shrunk!.complete,
    };
  }

  private origin(run: string): FlatOrigin {
    const { program, file } = this;
    const name = file.source.name.split(/[\\/]/).at(-1)!;
    const found = `Found by fuzz in ${name}, "${program.scenario}" on ${program.version}, seed ${this.seed}, ${run}.`;
    return { program, file: file.file, text: file.source.text, title: `${program.scenario}, ${run}`, found };
  }
}

function recipeWords({ recipe }: Failure): string {
  return recipe.kind === "drawn"
    ? `case ${recipe.case}`
    : recipe.kind === "enumerated"
      ? `run ${recipe.number}`
      : "its only run";
}
