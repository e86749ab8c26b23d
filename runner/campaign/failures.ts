/**
 * Distinct failures: which two are the same, which run shows one best, and what it is called.
 *
 * The core tells records apart; people tell lines apart. Driver code that stands at several places of a
 * program is one line of the source, so the core's table is merged once more by line. All merging takes
 * minima, so that neither partition nor order matters.
 */
import { decisions } from "../../core/tables/decisions.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import type { Span } from "../../grammar/syntaxTree.ts";
import { bugCheckName } from "../../grammar/statusWords.ts";
import type { CampaignFailure, Machine, RunEnd } from "../machine/machine.ts";
import { gainAtEnd } from "../report/gains.ts";
import type { Failure } from "./results.ts";
import { recipeOf, type CampaignOutcome } from "./runProgram.ts";

/** A decision and the way it went, as one word that does not change when rows are added to the table. */
export function decisionWord(deciding: RunEnd["deciding"]): string {
  return deciding === undefined
    ? "no decision"
    : `${decisions[deciding.decision]?.name ?? deciding.decision} ${deciding.outcome ? "yes" : "no"}`;
}

/** The same in a sentence: `decided by GATE_ABSENT yes`. */
export function decidedWords(deciding: RunEnd["deciding"]): string {
  return deciding === undefined
    ? "without a decision"
    : `decided by ${decisionWord(deciding)}`;
}

/**
 * Says which failure a failed run is: what broke (by line) and what decided it. That is what campaigns count
 * by, since the core knows it without looking at what was gained. What is made of one failure afterwards
 * (shrunk, saved, replayed) must keep more of it: its whole reason, see `reasonOf`.
 */
export function failureKey(program: Program, end: RunEnd): string {
  return `${brokenWord(program, end)} / ${decisionWord(end.deciding)}`;
}

/**
 * Why a run fails, in words that are the same for a program and for its flat text: what broke, the decision
 * that decided it, and where it is about a gain, its kind: whose identity or which access, through what, and
 * in which respects it is beyond what the attacker could be at the start. Two runs with the same words fail
 * for the same reason; shrinking keeps it, and gains nothing that was not gained before (`isSameGain`). The
 * machine must be at the end of the run.
 */
export function reasonOf(machine: Machine, program: Program, end: RunEnd, text: string): string {
  const title = failureTitle(program, end, text);
  const { broken } = end;
  const what =
    broken === undefined
      ? "nothing"
      : "property" in broken
        ? `property "${title}"`
        : "bugCheck" in broken
          ? `bug check ${title}`
          : "record" in broken
            ? `demand ${title}`
            : title;
  const gain = gainAtEnd(machine, program, end);
  return `${what}, ${decidedWords(end.deciding)}${gain === undefined ? "" : `, gained: ${gain.kind}`}`;
}

function brokenWord(program: Program, { broken }: RunEnd): string {
  if (broken === undefined) return "nothing";
  if ("property" in broken) return `property ${broken.property}`;
  if ("bugCheck" in broken) return `bug check ${bugCheckName(broken.bugCheck)}`;
  if ("region" in broken) return `full ${broken.region}`;
  if ("invariant" in broken) return `invariant ${broken.invariant}`;
  const span = program.names.spans[broken.record];
  return span ? `demand at ${span.start}` : `demand of record ${broken.record}`;
}

/** Where in the source that stands which is broken. */
function failureSpan(program: Program, { broken }: RunEnd): Span {
  if (broken !== undefined && "property" in broken)
    return program.names.properties[broken.property]?.span ?? program.span;
  if (broken !== undefined && "record" in broken) return program.names.spans[broken.record] ?? program.span;
  return program.span;
}

/** What a failure is called: the property's title, the text of the demand, the bug check's name. */
export function failureTitle(program: Program, end: RunEnd, text: string): string {
  const { broken } = end;
  if (broken === undefined) return "";
  if ("property" in broken) {
    const names = program.names.properties[broken.property];
    return names?.title || names?.text || `property ${broken.property}`;
  }
  if ("bugCheck" in broken) return bugCheckName(broken.bugCheck);
  if ("region" in broken) return broken.region;
  if ("invariant" in broken)
    return `the model's own invariant ${broken.invariant}: a mistake of Guise, please report it`;
  const { start, end: stop } = failureSpan(program, end);
  return text.slice(start, stop).replace(/\s+/g, " ").trim();
}

/** The core's failures as people count them, shortest first. */
export function failuresOf(program: Program, outcome: CampaignOutcome, text: string): Failure[] {
  const best = new Map<string, CampaignFailure>();
  for (const failure of outcome.failures) {
    const key = failureKey(program, failure);
    const known = best.get(key);
    best.set(key, known === undefined ? failure : mergeFailure(known, failure));
  }
  return [...best]
    .sort(([, a], [, b]) => compareFailures(a, b))
    .map(([key, failure]) => ({
      key,
      end: endOf(failure),
      recipe: recipeOf(outcome, failure.case),
      count: failure.count,
      title: failureTitle(program, failure, text),
      span: failureSpan(program, failure),
    }));
}

/** Two tables of the core as one: for each key the better example and the sum of the counts. */
export function mergeTables(into: Map<string, CampaignFailure>, found: readonly CampaignFailure[]): void {
  for (const failure of found) {
    const known = into.get(failure.key);
    into.set(failure.key, known === undefined ? failure : mergeFailure(known, failure));
  }
}

function mergeFailure(a: CampaignFailure, b: CampaignFailure): CampaignFailure {
  return { ...(compareFailures(a, b) <= 0 ? a : b), count: a.count + b.count };
}

/** Fewer steps first, then the smaller number. */
function compareFailures(a: CampaignFailure, b: CampaignFailure): number {
  return a.steps - b.steps || (a.case < b.case ? -1 : a.case > b.case ? 1 : 0);
}

function endOf({ verdict, broken, deciding, steps, skipped }: CampaignFailure): RunEnd {
  return { verdict, ...(broken ? { broken } : {}), ...(deciding ? { deciding } : {}), steps, skipped };
}
