/**
 * Which changes of a step bear on the failure of its run: with them what broke would have held. Of the step
 * that broke it that is asked behind the changed step alone, where a demand or an expectation is put as
 * records and properties are judged by themselves; of an earlier step the run goes on to its end.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import { numberOf, rawRecord, type RawRecord } from "../../grammar/image/records.ts";
import { controlOf } from "../../grammar/image/tableNumbers.ts";
import { isError } from "../../grammar/statusWords.ts";
import { beginRecipe, type Recipe } from "../campaign/results.ts";
import type { Machine, RunEnd } from "../machine/machine.ts";
import { RestOfRun } from "./restOfRun.ts";
import type { Change, Outcome, StepAgain } from "./stepAgain.ts";

export interface Demanded {
  /** Whether what broke would hold if the step were made with the change; undefined: that cannot be tried. */
  readonly mends: (again: StepAgain, original: Outcome, change: Change) => boolean | undefined;
  /** Whether the step gives another answer to what is asked, right or not. */
  readonly differs: (original: Outcome, outcome: Outcome) => boolean;
  /** What would come of it where that is not said by how the step would go. */
  readonly words?: string;
}

/** What the run of a recipe broke. */
export class BrokenIn {
  private constructor(
    private readonly machine: Machine,
    private readonly program: Program,
    private readonly recipe: Recipe,
    private readonly broken: NonNullable<RunEnd["broken"]>,
  ) {}

  /** Undefined where nothing broke, or what a world or the model itself is to blame for. */
  static find(machine: Machine, program: Program, recipe: Recipe): BrokenIn | undefined {
    machine.load(program.image);
    beginRecipe(machine, recipe);
    const { broken } = machine.finish();
    if (broken === undefined || "invariant" in broken || "region" in broken) return undefined;
    return new BrokenIn(machine, program, recipe, broken);
  }

  /** What is asked of the step that broke it. */
  there(): Demanded {
    return "record" in this.broken ? demandedBy(this.program, this.broken.record) : this.judgedThere();
  }

  /** What is asked of an earlier step, by its number in the trace. `held`: that what broke would not. */
  before(number: number, held: string): Demanded {
    const { machine, program, recipe, broken } = this;
    const asked = "record" in broken ? demandsAt(program, broken.record) : [];
    const rest = new RestOfRun(machine, program, recipe, number, new Set(asked));
    return { mends: (_, __, change) => rest.holdsWith(change), differs: () => false, words: held };
  }

  private judgedThere(): Demanded {
    const broken = JSON.stringify(this.broken);
    return {
      mends: (again, original, change) =>
        JSON.stringify(original.end.broken) === broken ? again.holds([], change) : undefined,
      differs: () => false,
    };
  }
}

function demandedBy(program: Program, broken: number): Demanded {
  const { records } = program.image;
  const asked: RawRecord[] = demandsAt(program, broken).map((at) => rawRecord(records[at]!));
  return { mends: (again, _, change) => again.holds(asked, change), differs: differing(records[broken]!) };
}

/** All that is demanded of a call beside the record that broke; or the expectation. */
function demandsAt({ image: { records } }: Program, broken: number): number[] {
  const isDemand = (at: number): boolean => controlOf(records[at]?.operation ?? 0)?.startsWith("Demand") === true;
  let [from, to] = [broken, broken + 1];
  // an expectation stands alone
  if (isDemand(from)) {
    while (isDemand(from - 1)) from -= 1;
    while (isDemand(to)) to += 1;
  }
  return Array.from({ length: to - from }, (_, index) => from + index);
}

function differing({ operation, operands }: Program["image"]["records"][number]): Demanded["differs"] {
  switch (controlOf(operation)) {
    case "DemandStatus": case "DemandBoolean":
      return (original, { entry }) => original.entry.status !== entry.status;
    case "DemandOut": {
      const out = numberOf(operands[0]);
      return (original, { entry, outs }) => !isError(entry.status) && original.outs[out] !== outs[out];
    }
    case "DemandBugCheck": return (original, { end }) => original.end.verdict !== end.verdict;
    default: return () => false;
  }
}
