/**
 * Whether a verdict is worth anything: properties that nothing could have broken, quantifiers over nothing,
 * goals never reached. Judged over the whole campaign, each reason with its denominator.
 */
import { events } from "../../core/tables/kinds.ts";
import type { ImageCall, ImageRecord, Program } from "../../grammar/image/programImage.ts";
import { numberOf, operandOf } from "../../grammar/image/records.ts";
import { controlId, expressionId, instructionOf, operationOf } from "../../grammar/image/tableNumbers.ts";
import { kindsInWords } from "../../grammar/words.ts";
import type { CampaignCounts } from "../machine/machine.ts";
import { escalationOf } from "../report/gains.ts";
import { counted, grouped } from "../report/words.ts";

const { LoopBegin: LOOP_BEGIN, LoopCount: LOOP_COUNT, Escalation: ESCALATION, Deputy: DEPUTY } = expressionId;
const SOMETIMES = 2;

/** What a campaign counted, and what ended runs of it before their end: titles of its failures. */
export interface Counted {
  readonly counts: CampaignCounts;
  readonly endedBy: readonly string[];
}

/**
 * Reasons in words. Properties in `leftOut` were found broken or are meant to be. `endedBy`: titles of what
 * the campaign found broken, since what ends a run keeps it from everything that would come later.
 */
export function vacuousReasons(
  program: Program,
  counts: CampaignCounts,
  leftOut: ReadonlySet<number>,
  endedBy: readonly string[],
): string[] {
  const reasons = program.image.properties.flatMap((_, index) =>
    leftOut.has(index) ? [] : (emptiness(program, index, { counts, endedBy }) ?? []),
  );
  return [...reasons, ...emptyExpectations(program, { counts, endedBy })];
}

/** That a property was never judged at its event, and what ended runs before; undefined: it was judged. */
export function neverJudged({ image }: Program, index: number, campaign: Counted): string | undefined {
  const { event } = image.properties[index]!;
  if (event === 0 || campaign.counts.properties[index]!.evaluated > 0) return undefined;
  return `was never judged: no ${eventName(event)} in ${runsWords(campaign)}`;
}

/** Why a property could not have come out otherwise; undefined: it could. */
function emptiness(program: Program, index: number, campaign: Counted): string | undefined {
  const { image, names } = program;
  const { temporal, expression } = image.properties[index]!;
  const count = campaign.counts.properties[index]!;
  const title = `"${names.properties[index]!.title || names.properties[index]!.text}"`;
  const runs = runsWords(campaign);
  const judged = `it was judged ${counted(count.evaluated, "time")}`;
  if (temporal === SOMETIMES)
    return count.reached > 0 ? undefined : `${title} was reached in none of ${runs} (${judged})`;
  const unjudged = neverJudged(program, index, campaign);
  if (unjudged !== undefined) return `${title} ${unjudged}`;
  const unwritten = "nothing that it reads was ever written with another value";
  const missing = missingSubject(program, expression);
  if (count.woken === 0 && missing !== undefined)
    return `${title} could not have been broken: ${missing}${endedRuns(campaign) === 0n ? "" : ` (${runs})`}`;
  if (count.woken === 0) return `${title} could not have been broken: ${unwritten} in ${runs}`;
  const never = attackersOf(program, expression).filter((attacker) => ((count.begun >>> attacker) & 1) === 0);
  if (never.length > 0) {
    const who = never.map((attacker) => names.attackers[attacker]).join(", ");
    return `${title} could not have been broken by ${who}: ${unwritten} after the attacker began, in ${runs}`;
  }
  return hasEmptyLoop(program, expression, campaign.counts)
    ? `${title} quantifies over things of which there were none (${judged})`
    : undefined;
}

/** Runs that something broken has ended. */
const endedRuns = ({ counts: { verdicts }, endedBy }: Counted): bigint =>
  endedBy.length === 0 ? 0n : verdicts.Failed + verdicts.BugCheck;

/** `214 runs`, and how many of them were ended by what. */
function runsWords(campaign: Counted): string {
  const { cases } = campaign.counts;
  const [runs, ended] = [counted(cases, "run"), endedRuns(campaign)];
  if (ended === 0n) return runs;
  const [first, ...more] = [...new Set(campaign.endedBy)].map((title) => `"${title}"`);
  const what = more.length === 0 ? first : `${first} and ${counted(more.length, "other failure")}`;
  const which = ended < cases ? `${grouped(ended)} of which` : cases === 1n ? "which" : "each of which";
  return `${runs}, ${which} ${ended > 1n && ended < cases ? "were" : "was"} ended by ${what}`;
}

/** `expect` with a quantifier whose domain was always empty; each line once. */
function emptyExpectations(program: Program, campaign: Counted): string[] {
  const { image, names } = program;
  const none = `quantifies over things of which there were none in ${runsWords(campaign)}`;
  const found = image.records.flatMap((record) => {
    if (record.operation !== controlId.Expect) return [];
    const expression = numberOf(record.operands[0]);
    return hasEmptyLoop(program, expression, campaign.counts)
      ? [`expect ${names.expressions[expression]?.text ?? ""} ${none}`]
      : [];
  });
  return [...new Set(found)];
}

/**
 * What a property is about and the scenario has not: a play of its attacker with anything behind it, or an
 * act on somebody's behalf. Undefined: it has what it is about.
 */
function missingSubject(program: Program, expression: number): string | undefined {
  const { image, names } = program;
  const idle = attackersOf(program, expression).map((attacker) => {
    const name = names.attackers[attacker];
    return playsIn(image, attacker)
      ? `nothing that it reads changes once ${name} plays; what came before is its start, ` +
          "since escalation is measured from the statement with its `play` on"
      : `${name} does not play here, and escalation is measured from its \`play\` on`;
  });
  if (idle.length > 0) return idle[0];
  const words = image.expressions[expression]?.words ?? [];
  const asksForDeputies = words.some((word) => instructionOf(word) === DEPUTY);
  return asksForDeputies && !image.records.some(isActForSomebody)
    ? "only acts inside `for` are judged, and there is none here"
    : undefined;
}

const playsIn = (image: Program["image"], attacker: number): boolean =>
  image.records.some(
    ({ operation, operands }) => operation === controlId.Start && numberOf(operands[0]) === attacker,
  );

const isActForSomebody = ({ operation, operands }: ImageRecord): boolean =>
  operation === controlId.Act && operandOf(operands[2]).form !== "None";

/** The attackers that an expression asks about; another one's play says nothing about them. */
function attackersOf({ image }: Program, expression: number): number[] {
  const words = image.expressions[expression]?.words ?? [];
  return words.flatMap((word, index) => {
    const isDistance = index > 0 && instructionOf(words[index - 1]!) === LOOP_BEGIN;
    return !isDistance && instructionOf(word) === ESCALATION ? [escalationOf(word).attacker] : [];
  });
}

/**
 * Whether some quantifier of an expression never had an element. A count is none: that there are no things is
 * what it tells. The word behind a LoopBegin is how far its end is, and no operation.
 */
function hasEmptyLoop({ image }: Program, expression: number, counts: CampaignCounts): boolean {
  const start = image.expressions.slice(0, expression).reduce((sum, each) => sum + each.words.length, 0);
  const words = image.expressions[expression]?.words ?? [];
  for (let index = 0; index < words.length; index += 1) {
    if (instructionOf(words[index]!) !== LOOP_BEGIN) continue;
    const closing = instructionOf(words[index + words[index + 1]!]!);
    if (closing !== LOOP_COUNT && !counts.loopsSeen.has(start + index)) return true;
    index += 1;
  }
  return false;
}

/**
 * Routines that an attacker at play tried without ever succeeding: no fault, but perhaps not what was meant.
 */
export function uselessCalls(program: Program, counts: CampaignCounts): string[] {
  const { image, names } = program;
  const playing = new Set(
    image.records
      .filter((record) => record.operation === controlId.Play)
      .map((record) => numberOf(record.operands[0])),
  );
  let first = 0;
  return image.attackers.flatMap((attacker, index) => {
    const start = first;
    first += attacker.calls.length;
    if (!playing.has(index)) return [];
    return attacker.calls.flatMap((call, position) => {
      const count = counts.calls[start + position]!;
      if (count.succeeded > 0) return [];
      const routine = operationOf(call.operation)?.routine ?? `operation ${call.operation}`;
      return [
        count.tried > 0
          ? `${names.attackers[index]}: ${routine} never succeeded (tried ${counted(count.tried, "time")})`
          : `${names.attackers[index]}: ${routine} was never called: ${whyNever(call, program)}`,
      ];
    });
  });
}

/** What was lacking for a call that was never made. */
function whyNever({ operation, domains }: ImageCall, { image }: Program): string {
  const lacking = domains.findIndex(
    (number) => number !== undefined && image.domains[number]?.values.length === 0,
  );
  const kind = operationOf(operation)?.operands[lacking]?.kind;
  return kind === undefined
    ? "it was never its turn"
    : `it never had ${kindsInWords[kind] ?? "an operand"} to call it with`;
}

const eventName = (event: number): string => events.find((row) => row.value === event)?.name ?? "event";
