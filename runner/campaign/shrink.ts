/**
 * From a failing run to the smallest list of lines that fails for the same reason: the same property or
 * demand, decided by the same decision, and where it is about a gain, the same kind of gain. Lines are
 * removed until none can be, then what the attacker chose is made simpler, then lines of one thread are
 * brought together; each gain begins the round anew. The budget is in executions, so that the answer is the
 * same on every machine.
 *
 * What is removed are single lines, except for the deputy property: there the server's own code goes as a
 * whole or not at all, and its calls come out as they did (serverCode.ts says why and what belongs together).
 */
import type { Program } from "../../grammar/image/programImage.ts";
import type { Machine, RunEnd } from "../machine/machine.ts";
import type { ToldGain } from "../report/gains.ts";
import { modesAreSound } from "./flatModes.ts";
import { FlatRunner, type FlatLine } from "./flatRun.ts";
import { holdersBegin } from "./holders.ts";
import { variablesBound, variablesRead } from "./namesRead.ts";
import { comeOutAsBefore, isDeputyFailure, serverPieces, singleLines, withOutcomes } from "./serverCode.ts";
import { ShrinkBudget } from "./shrinkBudget.ts";
import { simplerLines } from "./simplify.ts";

export interface Shrunk {
  readonly lines: readonly FlatLine[];
  readonly executions: number;
  /** Why something was left untried; absent: nothing was. */
  readonly cutShort?: ShrinkBudget["cutShort"];
}

/**
 * Shrinks lines that fail like `end`; undefined when they do not do so by themselves. `isText` is asked of
 * each list that would be taken: whether a text can say it. Where that is not known beforehand, it costs a
 * compilation.
 */
export function shrink(
  machine: Machine,
  program: Program,
  lines: readonly FlatLine[],
  end: RunEnd,
  budget = new ShrinkBudget(),
  isText: (lines: readonly FlatLine[]) => boolean = () => true,
): Shrunk | undefined {
  const runner = new FlatRunner(machine, program, lines.length);
  const reason = new Reason(runner, end);
  const first = budget.take() ? reason.of(lines) : undefined;
  if (first === undefined) return undefined;
  const search = new Search(reason, first, budget, isText);
  while (search.remove() || search.simplify() || search.bringTogether());
  const { used, cutShort } = budget;
  return { lines: search.best, executions: used, ...(cutShort ? { cutShort } : {}) };
}

/** Why lines fail, and whether others fail for the same reason. */
export class Reason {
  readonly isDeputy: boolean;
  /** What the first lines gain; undefined where nothing is. */
  private gain: ToldGain | undefined;
  /** The names that what breaks reads and the first lines bind. */
  private named: readonly number[] = [];

  constructor(
    readonly runner: FlatRunner,
    private readonly end: RunEnd,
  ) {
    this.isDeputy = isDeputyFailure(end, runner.image);
  }

  /**
   * Takes the reason from lines: what they gain must be kept, and by the deputy property's failures what
   * their calls come out with, which the lines that it answers say, and the names that what breaks reads.
   * Undefined: they do not fail so.
   */
  of(lines: readonly FlatLine[]): readonly FlatLine[] | undefined {
    if (!this.isKeptBy(lines)) return undefined;
    this.gain = this.runner.gain();
    const bound = variablesBound(lines);
    this.named = [...variablesRead(lines, this.end, this.runner.image)].filter((each) => bound.has(each));
    return this.isDeputy ? withOutcomes(lines, this.runner.runMade()) : lines;
  }

  /** Whether a flat text can say the lines. */
  canBeWritten(lines: readonly FlatLine[]): boolean {
    const bound = variablesBound(lines);
    return (
      this.named.every((each) => bound.has(each)) &&
      modesAreSound(lines, this.runner.image) &&
      holdersBegin(lines, this.runner.image)
    );
  }

  /** Whether lines fail for the reason and can be written down. */
  isKeptBy(lines: readonly FlatLine[]): boolean {
    return (
      this.canBeWritten(lines) &&
      this.runner.failsLike(lines, this.end, this.gain) &&
      (!this.isDeputy || comeOutAsBefore(lines, this.runner.runMade()))
    );
  }
}

/** What is removed together, by places in the lines. */
const piecesOf = (lines: readonly FlatLine[], isDeputy: boolean): number[][] =>
  isDeputy ? serverPieces(lines) : singleLines(lines);

/**
 * Lists that are one piece shorter, or simpler in one value: of what is left at the end, none fails for the
 * same reason.
 */
export function smallerLists(
  lines: readonly FlatLine[],
  image: Program["image"],
  isDeputy: boolean,
): (readonly FlatLine[])[] {
  return [
    ...piecesOf(lines, isDeputy).map((piece) => lines.filter((_, index) => !piece.includes(index))),
    ...lines.flatMap((line, index) =>
      simplerLines(line, image).map((simpler) => lines.with(index, simpler)),
    ),
  ];
}

class Search {
  constructor(
    private readonly reason: Reason,
    public best: readonly FlatLine[],
    private readonly budget: ShrinkBudget,
    private readonly isText: (lines: readonly FlatLine[]) => boolean,
  ) {}

  /** Takes the lines when they fail for the same reason and there is budget left to see it. */
  private try(lines: readonly FlatLine[]): boolean {
    if (!this.reason.canBeWritten(lines) || !this.budget.take() || !this.reason.isKeptBy(lines)) return false;
    if (!this.isText(lines)) return false;
    this.best = lines;
    return true;
  }

  /**
   * Removes stretches of pieces, half of them first, and at last single ones and pairs, until none can go.
   */
  remove(): boolean {
    const before = this.best.length;
    for (let size = Math.max(1, this.pieces().length >> 1); size >= 1; size >>= 1) this.removeStretches(size);
    while (this.removePair() || this.removeStretches(1));
    return this.best.length < before;
  }

  private pieces(): number[][] {
    return piecesOf(this.best, this.reason.isDeputy);
  }

  private removeStretches(size: number): boolean {
    const before = this.best.length;
    let pieces = this.pieces();
    // from the end: what comes later uses what came before
    for (let at = pieces.length - size; at >= 0; at = Math.min(at - 1, pieces.length - size)) {
      if (this.tryWithout(pieces.slice(at, at + size).flat())) pieces = this.pieces();
    }
    return this.best.length < before;
  }

  /** Two pieces that only make sense together, such as an entry and its leave. */
  private removePair(): boolean {
    const pieces = this.pieces();
    return pieces.some((first, index) =>
      pieces.slice(index + 1).some((second) => this.tryWithout([...first, ...second])),
    );
  }

  private tryWithout(places: readonly number[]): boolean {
    const left = new Set(places);
    return left.size > 0 && this.try(this.best.filter((_, index) => !left.has(index)));
  }

  simplify(): boolean {
    let simplified = false;
    for (let index = 0; index < this.best.length; index++) {
      while (
        simplerLines(this.best[index]!, this.reason.runner.image).some((line) =>
          this.try(this.best.with(index, line)),
        )
      )
        simplified = true;
    }
    return simplified;
  }

  /** Moves a line behind the last one of the same thread when that changes threads less often. */
  bringTogether(): boolean {
    for (let index = 2; index < this.best.length; index++) {
      const line = this.best[index]!;
      const previous = this.best.findLastIndex(
        (each, position) => position < index && each.record.actor === line.record.actor,
      );
      if (line.isDemand || this.best[index + 1]?.isDemand || previous < 0 || previous === index - 1) continue;
      const moved = this.best.toSpliced(index, 1).toSpliced(previous + 1, 0, line);
      if (switches(moved) < switches(this.best) && this.try(moved)) return true;
    }
    return false;
  }
}

/** How often the thread changes from one line to the next. */
function switches(lines: readonly FlatLine[]): number {
  return lines.filter(
    ({ record }, index) => index > 0 && record.actor !== lines[index - 1]!.record.actor,
  ).length;
}
