/**
 * A step of a run, made with something changed right before it, inside the program that it belongs to. It is
 * what explanations are held against, which make the step in a flat program of its own.
 */
import type { Out } from "../../../core/tables/operations.ts";
import type { Program } from "../../../grammar/image/programImage.ts";
import { encodeOperand } from "../../../grammar/image/records.ts";
import { operationOf } from "../../../grammar/image/tableNumbers.ts";
import { beginRecipe, type Recipe } from "../../campaign/results.ts";
import type { DecisionNote, JournalEntry, Machine, RunEnd, VerdictName } from "../../machine/machine.ts";
import type { StateView } from "../../machine/stateView.ts";
import { isMark } from "../../report/lines.ts";
import type { Change } from "../../report/stepAgain.ts";

export interface MadeStep {
  readonly entry: JournalEntry;
  readonly notes: readonly DecisionNote[];
  readonly outs: readonly { readonly out: Out; readonly value: number | undefined }[];
  readonly end: RunEnd;
  readonly before: StateView;
  readonly after: StateView;
}

/** The steps of one run, each of which can be made again with a change. */
export class ChangedRun {
  /** For each number in the trace, how often the run advances before that step. */
  private readonly advances: readonly number[];

  constructor(
    private readonly machine: Machine,
    private readonly program: Program,
    private readonly recipe: Recipe,
  ) {
    machine.load(program.image);
    beginRecipe(machine, recipe);
    const advances: number[] = [];
    for (let [made, running] = [0, true]; running; made++) {
      running = machine.advance();
      const lines = machine.journal().filter((entry) => !isMark(entry)).length;
      while (advances.length < lines) advances.push(made);
    }
    this.advances = advances;
  }

  get steps(): number {
    return this.advances.length;
  }

  /** What the run comes to when the step of that number is made with the change and the rest behind it. */
  verdict(number: number, change: Change): VerdictName {
    this.make(number, change);
    while (this.machine.advance());
    return this.machine.end().verdict;
  }

  /** The step of that number in the trace, made with the change. */
  make(number: number, change?: Change): MadeStep {
    const { machine, program, recipe } = this;
    const given = change?.kind === "operand" ? this.withOperand(number, change) : program;
    machine.load(given.image);
    beginRecipe(machine, recipe);
    for (let made = 0; made < this.advances[number - 1]!; made++) machine.advance();
    const before = machine.copyState();
    if (change?.kind === "field") {
      const { region, record, fields } = change;
      for (const { name, value } of fields) machine.viewOf(before).set(region, record, name, value);
      machine.restoreState(before);
    }
    machine.advance();
    const entry = this.lastEntry();
    const outs = (operationOf(entry.operation)?.outs ?? []) as readonly Out[];
    return {
      entry,
      notes: machine.notes(),
      outs: outs.map((out, position) => ({ out, value: machine.out(position) })),
      end: machine.end(),
      before: machine.viewOf(before),
      after: machine.viewOf(machine.copyState()),
    };
  }

  private lastEntry(): JournalEntry {
    return this.machine
      .journal()
      .filter((entry) => !isMark(entry))
      .at(-1)!;
  }

  /** The program whose record of that call has another literal for an operand. */
  private withOperand(number: number, { position, value }: Change & { readonly kind: "operand" }): Program {
    const { programCounter } = this.make(number).entry;
    const { records } = this.program.image;
    const literal = encodeOperand({ form: "Literal", index: value });
    const { operands } = records[programCounter]!;
    const record = { ...records[programCounter]!, operands: operands.with(position, literal) };
    return {
      ...this.program,
      image: { ...this.program.image, records: records.with(programCounter, record) },
    };
  }
}
