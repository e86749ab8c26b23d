/**
 * Found failures become files: raw as soon as a kind of failure is met, so that nothing is lost whatever
 * happens then, and shrunk when the campaign is over. Who keeps the files, and who shrinks, is somebody
 * else's business.
 */
import { compile } from "../../grammar/compile.ts";
import type { CampaignFailure, Machine } from "../machine/machine.ts";
import { failureKey, failuresOf, failureTitle } from "./failures.ts";
import { flatFailureOf } from "./flatFailure.ts";
import { stepsIn } from "./flatRun.ts";
import { flatText, type FlatOrigin } from "./flatText.ts";
import { breaksProperty } from "./judge.ts";
import type { Failure, Recipe } from "./results.ts";
import type { CompiledFile } from "./runAll.ts";
import type { CampaignOutcome } from "./runProgram.ts";
import type { ShrunkFailure } from "./shrinkFailure.ts";
import type { Program } from "../../grammar/image/programImage.ts";

/** Where texts are kept under a path; undefined: it could not be kept, and who keeps knows why. */
export interface FailureKeeper {
  save(text: string): string | undefined;
  /** Keeps a better text in the place of one that was saved before, if there is one. */
  settle(text: string, before: string | undefined): string | undefined;
}

/** Shrinks the run of a recipe. */
export type Shrinker = (origin: FlatOrigin, recipe: Recipe) => Promise<ShrunkFailure>;

export interface SavedFailure extends Omit<ShrunkFailure, "executions"> {
  readonly failure: Failure;
  /** Absent when there is no text, or when it could not be kept. */
  readonly path?: string;
}

/** The one program of a text that was saved. */
export function programOfSaved(text: string): Program {
  const scenario = compile(text).value.scenarios[0]!;
  return scenario.program(scenario.versions[0]!);
}

/** What every saved text of a campaign says of where it comes from. */
export interface FoundIn {
  readonly seed: bigint;
  /** Which program and which core these are, for the head of the text. */
  readonly marks: string;
}

/** A failure that was saved as it was found. */
export interface RawFailure {
  readonly title: string;
  readonly deciding: CampaignFailure["deciding"];
  readonly case: bigint;
  readonly steps: number;
  /** Whether its scenario demands it (`breaks`). */
  readonly expected: boolean;
  readonly path?: string;
}

export class FailureSaver {
  private readonly raw = new Map<string, RawFailure>();

  constructor(
    private readonly machine: Machine,
    private readonly file: CompiledFile,
    private readonly program: Program,
    private readonly foundIn: FoundIn,
    private readonly keeper: FailureKeeper,
  ) {}

  /** Saves the run of a failure as it is; the first one of each kind, which is answered. */
  saveRaw(failure: CampaignFailure, recipe: Recipe): RawFailure | undefined {
    const key = failureKey(this.program, failure);
    if (this.raw.has(key)) return undefined;
    const { program, lines, end } = flatFailureOf(this.machine, this.program, recipe);
    const origin = { ...this.origin(`case ${failure.case}`), program };
    const text = flatText(this.machine, origin, lines, end);
    const path = text === undefined ? undefined : this.keeper.save(text);
    const raw = {
      title: failureTitle(this.program, end, this.file.source.text),
      deciding: end.deciding,
      case: failure.case,
      steps: stepsIn(lines),
      expected: this.program.breaks.some((property) => breaksProperty(end, property)),
      ...(path === undefined ? {} : { path }),
    };
    this.raw.set(key, raw);
    return raw;
  }

  /** Failures that were saved as they were found, each kind once; without those that `found` counts. */
  rawBeyond(beyond: readonly CampaignFailure[], found: readonly CampaignFailure[]): RawFailure[] {
    const keyOf = (failure: CampaignFailure): string => failureKey(this.program, failure);
    const counted = new Set(found.map(keyOf));
    const keys = new Set(beyond.map(keyOf).filter((key) => !counted.has(key)));
    return [...keys].flatMap((key) => this.raw.get(key) ?? []);
  }

  /** Has the best run of each kind of failure shrunk, and saves what is left. */
  saveShrunk(outcome: CampaignOutcome, shrinker: Shrinker): Promise<SavedFailure[]> {
    const failures = failuresOf(this.program, outcome, this.file.source.text);
    return Promise.all(failures.map((failure) => this.saveOne(failure, shrinker)));
  }

  private async saveOne(failure: Failure, shrinker: Shrinker): Promise<SavedFailure> {
    const { executions: _, ...shrunk } = await shrinker(this.origin(recipeWords(failure)), failure.recipe);
    const raw = this.raw.get(failure.key)?.path;
    const path = shrunk.text === undefined ? raw : this.keeper.settle(shrunk.text, raw);
    return { failure, ...shrunk, ...(path === undefined ? {} : { path }) };
  }

  private origin(run: string): FlatOrigin {
    const { program, file, foundIn } = this;
    const name = file.source.name.split(/[\\/]/).at(-1)!;
    const found =
      `Found by fuzz in ${name}, "${program.scenario}" on ${program.version}, seed ${foundIn.seed}, ${run}.\n` +
      `Of ${foundIn.marks}.`;
    return { program, file: file.file, text: file.source.text, title: `${program.scenario}, ${run}`, found };
  }
}

function recipeWords({ recipe }: Failure): string {
  return recipe.kind === "drawn" || recipe.kind === "guided"
    ? `case ${recipe.case}`
    : recipe.kind === "enumerated"
      ? `run ${recipe.number}`
      : "its only run";
}
