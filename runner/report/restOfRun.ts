/**
 * A run made again with one thing changed before one of its steps, and on to its end. What a step alone
 * cannot tell is told so: whether a failure that came of it later would not have come. What else is demanded
 * on the way is passed over: it speaks of the run as it was, in a saved failure of every call.
 */
import type { Program } from "../../grammar/image/programImage.ts";
import { controlRecord, encodeOperand } from "../../grammar/image/records.ts";
import { controlOf, stepFlag } from "../../grammar/image/tableNumbers.ts";
import { beginRecipe, type Recipe } from "../campaign/results.ts";
import type { JournalEntry, Machine } from "../machine/machine.ts";
import { isMark } from "./lines.ts";
import type { Change } from "./stepAgain.ts";

/** A step, and how often the run advances before it. */
interface Place {
  readonly advances: number;
  readonly entry: JournalEntry;
}

const isDemand = ({ operation }: Program["image"]["records"][number]): boolean =>
  /^(Demand|Expect)/.test(controlOf(operation) ?? "");

export class RestOfRun {
  private readonly place: Place | undefined;
  /** What the run chose: its number would mean another run where the change takes choices away. */
  private readonly choices: Uint16Array;

  /**
   * `number` is that of a step in the trace; `asked` are the records of the demand or expectation that broke.
   * The machine is left with another run.
   */
  constructor(
    private readonly machine: Machine,
    private readonly program: Program,
    recipe: Recipe,
    number: number,
    private readonly asked: ReadonlySet<number>,
  ) {
    machine.load(program.image);
    beginRecipe(machine, recipe);
    for (let [advances, told, running] = [0, 0, true]; running && this.place === undefined; advances++) {
      const first = machine.journalLength();
      running = machine.advance();
      for (let at = first; at < machine.journalLength(); at++) {
        const entry = machine.journalEntry(at);
        if (!isMark(entry) && ++told === number) this.place = { advances, entry };
      }
    }
    machine.finish();
    this.choices = machine.guidance.choices();
  }

  /**
   * Whether everything holds with the change. Undefined where that cannot be tried: what an attacker chose is
   * in no record of the program.
   */
  holdsWith(change: Change): boolean | undefined {
    const { machine, place } = this;
    if (place === undefined) return undefined;
    if (change.kind === "operand" && (place.entry.stepFlags & stepFlag.Attacker) !== 0) return undefined;
    machine.load(this.imageWith(change, place));
    machine.guidance.beginChoices(this.choices);
    for (let made = 0; made < place.advances; made++) machine.advance();
    if (change.kind === "field") {
      const state = machine.copyState();
      const view = machine.viewOf(state);
      for (const { name, value } of change.fields) view.set(change.region, change.record, name, value);
      machine.restoreState(state);
    }
    while (machine.advance());
    return machine.end().verdict === "Held";
  }

  /** Everything is unrolled, so a record is made once. */
  private imageWith(change: Change, { entry: { programCounter } }: Place): Program["image"] {
    const { image } = this.program;
    const records = image.records.map((record, at) => {
      if (isDemand(record) && !this.asked.has(at)) return controlRecord("Jump", at + 1);
      if (change.kind === "field" || at !== programCounter) return record;
      const literal = encodeOperand({ form: "Literal", index: change.value });
      return { ...record, operands: record.operands.with(change.position, literal) };
    });
    return { ...image, records };
  }
}
