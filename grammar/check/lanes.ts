/*
 * `concurrently`: lanes side by side, those that attackers set off, and plays. A thread does one thing after
 * the other, so each stands in one lane only: as the lane's own, as the one that makes a procedure's calls,
 * or as one that an attacker plays with.
 */
import { pathText } from "../resolve/members.ts";
import type { Thread } from "../resolve/model.ts";
import type { ConcurrentlyStatement, Lane, Span } from "../syntaxTree.ts";
import { declaredThread } from "./actors.ts";
import { checkAttacker } from "./attackers.ts";
import { coercedLanes } from "./coerces.ts";
import type { CheckContext } from "./context.ts";
import { Scope, type Place } from "./scope.ts";
import { checkBlock, checkPlay } from "./statements.ts";
import type { CheckedLane, Step } from "./steps.ts";
import { actorsOf } from "./threadsAtWork.ts";

/** What a thread does in a lane: all of it, or calls of a procedure, perhaps each of them atomic. */
interface Work {
  readonly lane: Lane;
  readonly isOwn: boolean;
  readonly isAtomic: boolean;
}

type AtWork = Map<Thread, Work>;

export function checkConcurrently(
  statement: ConcurrentlyStatement, place: Place, context: CheckContext,
): Step[] {
  const atWork: AtWork = new Map();
  const lanes = statement.lanes.map((lane) =>
    lane.kind === "play" ? checkPlay(lane, place, context) : checkLane(lane, atWork, place, context),
  );
  lanes.push(...coercedBeside(statement.lanes, atWork, place, context));
  for (const lane of lanes) if (lane?.kind === "play") checkPlayBeside(lane.attacker, atWork, context);
  return [{ kind: "concurrently", lanes: lanes.filter((lane) => lane !== undefined), span: statement.span }];
}

/** What the attackers set off runs in lanes of its own. */
function coercedBeside(
  lanes: ConcurrentlyStatement["lanes"], atWork: AtWork, place: Place, context: CheckContext,
): (CheckedLane | undefined)[] {
  const coerced = lanes.flatMap((lane) => (lane.kind === "play" ? coercedLanes(lane, context) : []));
  return coerced.map((lane) => checkLane(lane, atWork, place, context));
}

/** A thread is either played by an attacker or runs its own lane. */
function checkPlayBeside(attacker: string, atWork: AtWork, context: CheckContext): void {
  const item = context.declarations.attackers.get(attacker)!;
  const { threads } = context.report.quietly(() => checkAttacker(item, context.declarations, context.report));
  for (const thread of threads) {
    const work = atWork.get(thread);
    if (work === undefined) continue;
    const code = work.isOwn ? "SCN063/played" : "SCN063/playedProcedure";
    context.report.say(code, work.lane.thread.span, threadText(thread), attacker);
  }
}

function checkLane(
  lane: Lane, atWork: AtWork, place: Place, context: CheckContext,
): CheckedLane | undefined {
  const thread = declaredThread(lane.thread, place, context);
  const { caller: _, whom: __, ...outer } = place;
  const inner: Place = {
    ...outer,
    scope: new Scope(place.scope),
    known: { now: place.known.now },
    left: { now: undefined },
    actorMayChange: false,
    ...(thread ? { actor: { kind: "thread", thread } } : { actorUnknown: true }),
  };
  const body = checkBlock(lane.body, inner, context);
  if (thread === undefined) return undefined;
  noteWork(thread, { lane, isOwn: true, isAtomic: false }, atWork, context);
  for (const [other, isAtomic] of actorsOf(body)) {
    if (other !== thread) noteWork(other, { lane, isOwn: false, isAtomic }, atWork, context);
  }
  return { kind: "lane", thread, body, span: lane.span };
}

/** Says so where a thread is at work in an earlier lane, unless each of its works is done at once. */
function noteWork(thread: Thread, work: Work, atWork: AtWork, { report }: CheckContext): void {
  const earlier = atWork.get(thread);
  if (earlier === undefined || (earlier.isAtomic && !work.isAtomic)) atWork.set(thread, work);
  if (earlier === undefined || (earlier.isAtomic && work.isAtomic)) return;
  const at: Span = work.lane.thread.span;
  if (earlier.isOwn && work.isOwn) return report.say("SCN063", at, pathText(work.lane.thread));
  const code = earlier.isOwn || work.isOwn ? "SCN063/procedure" : "SCN063/procedures";
  report.say(code, at, threadText(thread), pathText(earlier.lane.thread));
}

const threadText = ({ process, name }: Thread): string => `${process.name}.${name}`;
