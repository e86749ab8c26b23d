/**
 * Flat programs on the machine: the image of a program with other records. Candidates of the shrinker are
 * tried by the thousand, so the image is encoded once and only its records are exchanged.
 */
import { HEAD_FIXED_WORDS, sections } from "../../core/tables/image.ts";
import { regions } from "../../core/tables/layout.ts";
import { encodeImage } from "../../grammar/image/encodeImage.ts";
import type { Program } from "../../grammar/image/programImage.ts";
import { controlRecord, rawRecord, writeRecords, type RawRecord } from "../../grammar/image/records.ts";
import { operationOf, stepFlag } from "../../grammar/image/tableNumbers.ts";
import { isError } from "../../grammar/statusWords.ts";
import { ImageRefused } from "../machine/imageRefused.ts";
import type { JournalEntry, Machine, RunEnd } from "../machine/machine.ts";
import { gainsOf, isSameGain, judgedExpression, type ToldGain } from "../report/gains.ts";
import { isMark } from "../report/lines.ts";
import { marksOfHolders } from "./holders.ts";
import { nameHandles } from "./nameHandles.ts";
import { beginRecipe, type Recipe } from "./results.ts";
import type { RunMade } from "./serverCode.ts";
import { variablesOfExpressions } from "./tidyBindings.ts";

/**
 * One line of a flat program: its record, whether an attacker chose it, and whether it is the demand that
 * breaks.
 */
export interface FlatLine {
  readonly record: RawRecord;
  readonly byAttacker: boolean;
  readonly isDemand: boolean;
  /** What the line's call must come out with, where a failure's reason includes that. */
  readonly outcome?: string;
}

/**
 * How many of the lines are steps, which are what people count: a demand stands beside its step, and where an
 * attacker starts is a mark.
 */
export const stepsIn = (lines: readonly FlatLine[]): number =>
  lines.filter((line) => !line.isDemand && !isMark(line.record)).length;

const HALT = controlRecord("Halt");

/**
 * Makes the run of a recipe and answers it as lines; a demand that broke stands behind its step, and marks
 * of holders that never began behind everything. The machine has the program loaded after.
 */
export function flatLinesOf(
  machine: Machine,
  program: Program,
  recipe: Recipe,
): { lines: FlatLine[]; end: RunEnd; journal: JournalEntry[] } {
  machine.load(program.image);
  beginRecipe(machine, recipe);
  const end = machine.finish();
  const journal = machine.journal();
  const records = nameHandles(program, journal, variablesOfExpressions(program));
  const lines: FlatLine[] = journal.map((entry, index) => ({
    record: records[index]!,
    byAttacker: (entry.stepFlags & stepFlag.Attacker) !== 0,
    isDemand: false,
  }));
  if (end.broken !== undefined && "record" in end.broken) {
    lines.push({
      record: rawRecord(program.image.records[end.broken.record]!),
      byAttacker: false,
      isDemand: true,
    });
  }
  if (end.verdict !== "Held") lines.push(...marksOfHolders(lines, program.image));
  return { lines, end, journal };
}

/** Which outs of an operation code goes by: who wrote what a call read, and at which level one is called. */
const tellingOuts = (operation: number): number[] =>
  (operationOf(operation)?.outs ?? []).flatMap(({ kind }, position) =>
    kind === "thread" || kind === "level" ? [position] : [],
  );

/** Runs lists of lines under the world, properties and attackers of one program. */
export class FlatRunner {
  private readonly bytes: Uint8Array<ArrayBuffer>;
  private readonly view: DataView;
  private readonly start: number;
  private readonly countAt: number;
  executions = 0;
  private last: { readonly lines: readonly FlatLine[]; readonly end?: RunEnd } = { lines: [] };
  private outs = new Map<number, string>();

  /** `most`: how many lines a list may have. */
  constructor(
    private readonly machine: Machine,
    private readonly program: Program,
    most: number,
  ) {
    machine.load(program.image);
    this.bytes = encodeImage({ ...program.image, records: Array.from({ length: most + 1 }, () => HALT) });
    this.view = new DataView(this.bytes.buffer);
    const section =
      HEAD_FIXED_WORDS + regions.length + 2 * sections.findIndex((each) => each.name === "record");
    this.start = this.view.getUint32(4 * section, true);
    this.countAt = 4 * (section + 1);
  }

  /** Runs the lines to their end; undefined when the core refuses them. */
  run(lines: readonly FlatLine[]): RunEnd | undefined {
    this.executions++;
    this.last = { lines };
    writeRecords(this.view, this.start, [...lines.map(({ record }) => record), HALT]);
    this.view.setUint32(this.countAt, lines.length + 1, true);
    try {
      this.machine.loadBytes(this.bytes);
    } catch (error) {
      if (error instanceof ImageRefused) return undefined;
      throw error;
    }
    this.machine.beginFirst();
    this.outs = new Map();
    if (lines.some(({ record }) => tellingOuts(record.operation).length > 0)) this.advanceNoting();
    const end = this.machine.finish();
    this.last = { lines, end };
    return end;
  }

  /** Makes the run to its end and notes what its steps give back that code goes by. */
  private advanceNoting(): void {
    const { machine, outs } = this;
    for (let running = true; running;) {
      running = machine.advance();
      const place = machine.journalLength() - 1;
      const entry = place < 0 ? undefined : machine.journalEntry(place);
      const told = entry === undefined || isError(entry.status) ? [] : tellingOuts(entry.operation);
      if (told.length > 0) outs.set(place, told.map((position) => machine.out(position)).join());
    }
  }

  /** What the last run gained. */
  gain(): ToldGain | undefined {
    const { lines, end } = this.last;
    const expression =
      end === undefined ? -1 : judgedExpression(this.image, end, (number) => lines[number]?.record);
    return gainsOf(this.machine, this.program, expression)[0];
  }

  /** The journal of the last run. */
  journal(): JournalEntry[] {
    return this.machine.journal();
  }

  /** What the last run did, and the state that it left. */
  runMade(): RunMade {
    return { journal: this.machine.journal(), outs: this.outs, state: this.machine.state() };
  }

  /**
   * Whether the lines fail like `end`, which is a failure of the program itself: by the same property or
   * demand, the same decision, and with the same kind of gain and no more where one is given.
   */
  failsLike(lines: readonly FlatLine[], end: RunEnd, gain?: ToldGain): boolean {
    const found = this.run(lines);
    return (
      found !== undefined &&
      this.isSameEnd(lines, found, end) &&
      (gain === undefined || isSameGain(this.gain(), gain))
    );
  }

  private isSameEnd(lines: readonly FlatLine[], found: RunEnd, end: RunEnd): boolean {
    if (
      found.verdict !== end.verdict ||
      found.broken === undefined ||
      end.broken === undefined
    )
      return false;
    if (
      found.deciding?.decision !== end.deciding?.decision ||
      found.deciding?.outcome !== end.deciding?.outcome
    )
      return false;
    if ("property" in end.broken)
      return "property" in found.broken && found.broken.property === end.broken.property;
    if ("bugCheck" in end.broken)
      return "bugCheck" in found.broken && found.broken.bugCheck === end.broken.bugCheck;
    return "record" in found.broken && lines[found.broken.record]?.isDemand === true;
  }

  get image(): Program["image"] {
    return this.program.image;
  }
}
