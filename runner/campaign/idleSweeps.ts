/**
 * Sweeps in which nothing could fail: `for each allocation failing` whose calls could allocate and never did.
 * That is judged over all versions and rows in which the very same words run: that on some version nothing is
 * allocated is what a table may be there to show.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import { numberOf } from "../../grammar/image/records.ts";
import { controlId } from "../../grammar/image/tableNumbers.ts";
import { SourceMap, type SourceText } from "../../grammar/sources.ts";
import type { Span } from "../../grammar/syntaxTree.ts";
import { counted } from "../report/words.ts";
import type { CampaignOutcome } from "./runProgram.ts";

/** Numbers of the sweeps that stand at a place, a bit each: code that stands twice has two. */
function sweepsAt({ image, names }: Program, { start, end }: Span): number {
  return image.records.reduce((bits, { operation, operands }, index) => {
    const span = names.spans[index]!;
    const isThere = operation === controlId.BeginSweep && span.start === start && span.end === end;
    return isThere ? bits | (1 << numberOf(operands[0])) : bits;
  }, 0);
}

/** Places of the sweeps that runs came to and in which none of them allocated anything. */
export function idleSweeps(program: Program, { counts }: Pick<CampaignOutcome, "counts">): Span[] {
  const { image, names } = program;
  // what ended a run kept it from what would have come later
  const { Failed, BugCheck, WorldFull } = counts.verdicts;
  if (Failed + BugCheck + WorldFull > 0n) return [];
  const places = new Map<number, Span>();
  image.records.forEach(({ operation }, index) => {
    if (operation === controlId.BeginSweep) places.set(names.spans[index]!.start, names.spans[index]!);
  });
  const { begun, met } = counts.sweeps;
  return [...places.values()].filter((place) => {
    const sweeps = sweepsAt(program, place);
    return (sweeps & begun) !== 0 && (sweeps & met) === 0;
  });
}

/** Whether a program says nothing against a sweep's being idle: it has none there, or an idle one as well. */
export function agreesOn(place: Span, program: Program, outcome: Pick<CampaignOutcome, "counts">): boolean {
  const sweeps = sweepsAt(program, place);
  if ((sweeps & outcome.counts.sweeps.met) !== 0) return false;
  return (sweeps & outcome.counts.sweeps.begun) === 0 ||
    idleSweeps(program, outcome).some(({ start }) => start === place.start);
}

/** Whether a program has a sweep at a place. */
export const hasSweepAt = (place: Span, program: Program): boolean => sweepsAt(program, place) !== 0;

/** Why such a sweep is worth nothing. */
export function idleSweepReason(
  place: Span, source: SourceText, { counts }: Pick<CampaignOutcome, "counts">,
): string {
  const { line } = new SourceMap(source).placeOf(place.start);
  const runs = counted(counts.cases, "run");
  return `\`for each allocation failing\` of line ${line} made nothing fail: no call in its block allocated ` +
    `anything in ${runs}, on no version`;
}
