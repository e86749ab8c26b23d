/** Which question parts two steps that make the same call on two versions and come out differently. */
import type { DecisionWords } from "./decisionWords.ts";

/** A question that was answered, or asked, on one of them only. */
export interface PartingDecision {
  readonly name: string;
  readonly routine: string;
  readonly question: string;
  readonly source: string;
  /** By version, first and second; undefined: not asked. */
  readonly answers: readonly [boolean | undefined, boolean | undefined];
}

type Decisions = readonly DecisionWords[];
type Sides = readonly [Decisions, Decisions];

/**
 * The question that parts them. Where a switch does it, `narrow` has the step of one version beside that of
 * the same version with the other's answer to it, so that what else they ask differently stays out.
 */
export function partingDecision(sides: Sides, narrow: Sides = sides): PartingDecision | undefined {
  const told = [narrow, sides].flatMap((each) => partingRow(each) ?? []).find((row) => differs(row, sides));
  if (told === undefined) return undefined;
  const { name, routine, question, source } = told;
  const [first, second] = sides.map((asked) => answersTo(told, asked).at(-1));
  return { name, routine, question, source, answers: [first, second] };
}

/**
 * Of the questions that only one of them asked, or that they answered differently, the first with a yes:
 * routines ask on after a no. Else the one that decided, else the first.
 */
function partingRow(sides: Sides): DecisionWords | undefined {
  const rows = sides
    .flatMap((asked) => asked.map((row, place) => ({ row, place })))
    .sort((one, other) => one.place - other.place)
    .map(({ row }) => row)
    .filter((row) => differs(row, sides));
  return rows.find(({ answer }) => answer) ?? rows.find(({ deciding }) => deciding) ?? rows[0];
}

const answersTo = ({ name, routine }: DecisionWords, asked: Decisions): boolean[] =>
  asked.filter((row) => row.name === name && row.routine === routine).map(({ answer }) => answer);

const differs = (row: DecisionWords, [first, second]: Sides): boolean =>
  answersTo(row, first).join() !== answersTo(row, second).join();
