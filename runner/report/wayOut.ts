/**
 * Where code was left by `return`. One Leave record stands at the end of a driver's entry or a work item for
 * all ways that lead there; which of them was taken, the records between the last step and it tell.
 */
import type { ControlName } from "../../core/tables/operations.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { numberOf } from "../../grammar/image/records.ts";
import { controlOf } from "../../grammar/image/tableNumbers.ts";
import type { Span } from "../../grammar/syntaxTree.ts";

/** The last step of a lane: its record, and whether it failed or was skipped. */
export interface StepMade {
  readonly record: number;
  readonly failed: boolean;
}

/**
 * The `return` that led a lane from a step to a later record with no step between; undefined where it came
 * there without one, or where several could have led there.
 */
export function returnTaken(program: Program, from: StepMade, to: number): Span | undefined {
  const { spans } = program.names;
  const branches = branchSpans(program);
  const seen = new Set<string>();
  const through = new Set<number>();
  const follow = (at: number, left: number): void => {
    if (at === to) through.add(left);
    if (at >= to || seen.has(`${at} ${left}`)) return;
    seen.add(`${at} ${left}`);
    const span = spans[at];
    const isReturn = nameAt(program, at) === "Jump" && span !== undefined && !branches.has(textOf(span));
    for (const next of waysFrom(program, at, from.failed)) follow(next, isReturn ? at : left);
  };
  follow(from.record + 1, NONE);
  const [only] = through;
  return through.size === 1 && only !== undefined ? spans[only] : undefined;
}

const NONE = -1;
const branching: readonly (ControlName | undefined)[] = [
  "JumpIfFailed", "JumpUnless", "Choose", "Alternative",
];
const nameAt = ({ image }: Program, at: number): ControlName | undefined =>
  controlOf(image.records[at]?.operation ?? 0);
const textOf = ({ start, end }: Span): string => `${start} ${end}`;

/** What branches ends with a Jump of the same place, which is no `return`. */
function branchSpans(program: Program): Set<string> {
  const spans = program.names.spans.filter((_, at) => branching.includes(nameAt(program, at)));
  return new Set(spans.map(textOf));
}

/** The records that can follow a record of control; none behind a step, which is where the way ends. */
function waysFrom(program: Program, at: number, failed: boolean): number[] {
  const goal = numberOf(program.image.records[at]?.operands[0]);
  switch (nameAt(program, at)) {
    case "Jump":
      return [goal];
    case "JumpIfFailed":
      return failed ? [goal] : [at + 1];
    case "JumpUnless":
      return [goal, at + 1];
    case "Choose":
      return Array.from({ length: goal }, (_, index) =>
        numberOf(program.image.records[at + 1 + index]?.operands[0]),
      );
    case undefined:
    case "Halt":
    case "Enter":
    case "EnterWorkItem":
    case "Leave":
    case "Act":
    case "Play":
      return [];
    default:
      return [at + 1];
  }
}
