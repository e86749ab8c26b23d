/**
 * What must stay together while a failure of the deputy property is shrunk. There the reason is how the
 * act came about, and what a driver's entry, a work item or a procedure does is what the server is: without
 * its calls an act on somebody's behalf is always one of a deputy, and shows no bug. So such code stays or
 * goes as a whole; lines of attackers and plain lines of the scenario go one by one. A run also shows only
 * the branches that the server took, so what is left must have made it take them: its calls come out as they
 * did, and give back the same writers and levels, since for those it acts and by these it decides.
 *
 * Flat programs know no procedures any more. A thread that acts on somebody's behalf outside of any frame
 * runs one, and all its lines count as that code.
 */
import type { ProgramImage } from "../../grammar/image/programImage.ts";
import { operandOf, variableOf, type RawRecord } from "../../grammar/image/records.ts";
import { controlId, expressionId, instructionOf, operationOf } from "../../grammar/image/tableNumbers.ts";
import type { JournalEntry, RunEnd } from "../machine/machine.ts";
import type { StateView } from "../machine/stateView.ts";
import type { FlatLine } from "./flatRun.ts";

const { Enter: ENTER, EnterWorkItem: ENTER_WORK_ITEM, Leave: LEAVE, Act: ACT, Expect: EXPECT } = controlId;

const enters = ({ operation }: RawRecord): boolean =>
  operation === ENTER || operation === ENTER_WORK_ITEM;
const queues = ({ operation }: RawRecord): boolean => operationOf(operation)?.takesCode === true;

/** Whether what broke is a property that asks for deputies. */
export function isDeputyFailure({ broken }: RunEnd, image: ProgramImage): boolean {
  if (broken === undefined || !("property" in broken)) return false;
  const property = image.properties[broken.property];
  const words = image.expressions[property?.expression ?? -1]?.words ?? [];
  return words.some((word) => instructionOf(word) === expressionId.Deputy);
}

/** A run that was made: what its steps came out with, and the state that it left. */
export interface RunMade {
  readonly journal: readonly JournalEntry[];
  /** What steps gave back beside a status: threads (who wrote what was read) and levels, by places. */
  readonly outs: ReadonlyMap<number, string>;
  readonly state: StateView;
}

/** The lines with what the calls that no attacker chose came out with. */
export function withOutcomes(lines: readonly FlatLine[], run: RunMade): FlatLine[] {
  const seen = outcomesOf(lines, run);
  return lines.map((line, index) => {
    const outcome = line.byAttacker ? undefined : seen[index];
    return outcome === undefined ? line : { ...line, outcome };
  });
}

/** Whether calls with a wanted outcome had it. */
export function comeOutAsBefore(lines: readonly FlatLine[], run: RunMade): boolean {
  const seen = outcomesOf(lines, run);
  return lines.every((line, index) => line.outcome === undefined || line.outcome === seen[index]);
}

/** What each line's step came out with; undefined for a demand. */
export function outcomesOf(
  lines: readonly FlatLine[], { journal, outs, state }: RunMade,
): (string | undefined)[] {
  let next = 0;
  return lines.map(({ isDemand }) => {
    if (isDemand) return undefined;
    const [entry, given = ""] = [journal[next], outs.get(next++)];
    // for whom a server acts follows from who wrote: with another writer it is another server's run
    return entry && `${statusWord(entry, state)} ${entry.stepFlags} ${given}`;
  });
}

/**
 * Whose a token is, from its making on. Its number would change with every token that is made before it, and
 * whether it is a client's own token or a copy of it is nothing that the server's code goes by.
 */
const TOKEN_FIELDS = [
  "user", "userDenyOnly", "integrity", "session", "groups", "groupsDenyOnly", "restricting",
] as const;

/** What a step gave back; a token as whose it is. */
function statusWord({ operation, status }: JournalEntry, state: StateView): string {
  if (operationOf(operation)?.returns !== "token" || status === 0) return String(status);
  return TOKEN_FIELDS.map((name) => state.wide("token", status, name)).join(".");
}

/**
 * Every line by itself: the pieces of a failure of anything but the deputy property. The call that a broken
 * demand stands at is no piece: without it the demand would be made of another call.
 */
export function singleLines(lines: readonly FlatLine[]): number[][] {
  return lines.flatMap((line, index) => (line.isDemand || isDemandedCall(lines, index) ? [] : [[index]]));
}

/** An expectation is made of a state, whichever step left it. */
function isDemandedCall(lines: readonly FlatLine[], index: number): boolean {
  const behind = lines[index + 1];
  return behind?.isDemand === true && behind.record.operation !== EXPECT;
}

/**
 * The lines as pieces that are removed whole, by their places and in the order of their first lines. A piece
 * of driver code holds the work items that it queued, too: they would have nothing to run. What may also go
 * alone is a last return.
 */
export function serverPieces(lines: readonly FlatLine[]): number[][] {
  const roots = rootsOf(lines, threadsWithProcedure(lines));
  const pieces = lines.flatMap((line, index) =>
    line.isDemand || roots[index] !== index
      ? []
      : [
          [...roots.keys()].filter((each) => roots[each] === index),
          ...itemsWithin(lines, roots, index),
        ],
  );
  return [...pieces, ...lastLeaves(lines).filter((index) => roots[index] !== index).map((index) => [index])];
}

/**
 * Returns behind which their thread does nothing more: when the failure comes it need not have returned yet.
 */
function lastLeaves(lines: readonly FlatLine[]): number[] {
  return [...lines.keys()].filter((index) => {
    const { record, isDemand } = lines[index]!;
    if (isDemand || record.operation !== LEAVE) return false;
    const behind = lines.slice(index + 1);
    return !behind.some((each) => !each.isDemand && each.record.actor === record.actor);
  });
}

/** Work items that can go without the code that queued them. */
function itemsWithin(lines: readonly FlatLine[], roots: readonly number[], root: number): number[][] {
  return lines.flatMap(({ record }, enter) => {
    if (record.operation !== ENTER_WORK_ITEM || roots[enter] !== root || enter === root) return [];
    const inside = insideOf(lines, enter);
    return [[...inside, ...queuedBy(lines, inside)]];
  });
}

/** The first line of the piece of each line; demands stand alone. */
function rootsOf(lines: readonly FlatLine[], procedures: ReadonlySet<number>): number[] {
  const roots = [...lines.keys()];
  const unite = (from: number, places: readonly number[]): void => {
    for (const place of places) {
      const [a, b] = [roots[from]!, roots[place]!];
      if (a !== b) roots.forEach((root, at) => (roots[at] = root === Math.max(a, b) ? Math.min(a, b) : root));
    }
  };
  lines.forEach(({ record, isDemand, byAttacker }, index) => {
    if (isDemand) return;
    if (enters(record)) unite(index, insideOf(lines, index));
    if (record.operation === ENTER_WORK_ITEM) unite(index, queueingLine(lines, index));
    if (procedures.has(record.actor) && !byAttacker) unite(index, linesOf(lines, record.actor));
  });
  return roots;
}

const linesOf = (lines: readonly FlatLine[], thread: number): number[] =>
  [...lines.keys()].filter(
    (at) => lines[at]!.record.actor === thread && !lines[at]!.isDemand && !lines[at]!.byAttacker,
  );

/** From an enter to its leave, or to the end, the lines of its thread. */
function insideOf(lines: readonly FlatLine[], enter: number): number[] {
  const thread = lines[enter]!.record.actor;
  const inside: number[] = [];
  let depth = 0;
  for (let at = enter; at < lines.length; at++) {
    const { record, isDemand } = lines[at]!;
    if (isDemand || record.actor !== thread) continue;
    inside.push(at);
    if (enters(record)) depth++;
    if (record.operation === LEAVE && --depth === 0) break;
  }
  return inside;
}

/** The line that queued the work item of an enter. */
function queueingLine(lines: readonly FlatLine[], enter: number): number[] {
  const variable = variableOf(lines[enter]!.record.operands[0]);
  const before = lines.slice(0, enter);
  const at = before.findLastIndex(
    ({ record, isDemand }) => !isDemand && queues(record) && record.result === variable,
  );
  return at < 0 ? [] : [at];
}

/** The work items that lines of a work item queued, and theirs. */
function queuedBy(lines: readonly FlatLine[], queuers: readonly number[]): number[] {
  return lines.flatMap(({ record }, enter) => {
    const isQueued =
      record.operation === ENTER_WORK_ITEM && queueingLine(lines, enter).some((at) => queuers.includes(at));
    if (!isQueued) return [];
    const inside = insideOf(lines, enter);
    return [...inside, ...queuedBy(lines, inside)];
  });
}

/** Threads that act on somebody's behalf outside of driver code and work items. */
function threadsWithProcedure(lines: readonly FlatLine[]): ReadonlySet<number> {
  const depth = new Map<number, number>();
  const found = new Set<number>();
  for (const { record, isDemand, byAttacker } of lines) {
    if (isDemand) continue;
    const thread = record.actor;
    const frames = depth.get(thread) ?? 0;
    if (enters(record)) depth.set(thread, frames + 1);
    if (record.operation === LEAVE) depth.set(thread, Math.max(0, frames - 1));
    const isForSomebody = operandOf(record.operands[2]).form !== "None";
    if (record.operation === ACT && isForSomebody && frames === 0 && !byAttacker) found.add(thread);
  }
  return found;
}
