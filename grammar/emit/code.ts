/*
 * From steps to records. Control is records too: branches jump, choices list their alternatives, what
 * `finally` says stands once on each way out. Lanes and work items stand behind the program that starts them.
 */
import { ACTOR_CURRENT, FAULT_SWEPT } from "../../core/tables/kinds.ts";
import { holdsOn } from "../check/demands.ts";
import type {
  ActStep, Actor, Binding, CallStep, CheckedLane, Judging, OutValue, Step, SweepStep,
} from "../check/steps.ts";
import { NO_OPERAND, type ImageOperand } from "../image/programImage.ts";
import { NO_CODE } from "../image/records.ts";
import { recordFlag } from "../image/tableNumbers.ts";
import type { Span } from "../syntaxTree.ts";
import { newScope, roundScope, type ImageBuilder } from "./builder.ts";
import { namesOfRound, queuesWork } from "./insideSteps.ts";
import { chosenKind } from "./numbers.ts";

/** What `return` passes on its way out. */
type Around =
  | { readonly kind: "frame"; readonly exits: number[] }
  | { readonly kind: "finally"; readonly last: readonly Step[]; readonly sweeps: number }
  | { readonly kind: "atomic" };

type StepOf<Kind extends Step["kind"]> = Extract<Step, { kind: Kind }>;

export class CodeEmitter {
  private around: Around[] = [];
  /** Code that stands behind what starts it. */
  private readonly later: (() => void)[] = [];
  /** The sweeps in which what is emitted stands, a bit each. */
  private sweeps = 0;

  /** `playing`: the attackers that make calls on this version; `judged`: the names that properties read. */
  constructor(
    private readonly builder: ImageBuilder, private readonly version: string,
    private readonly playing: ReadonlySet<string>, private readonly judged: ReadonlySet<Binding>,
  ) {}

  /** The whole program: the scenario's own line from record 0 on. */
  emitProgram(steps: readonly Step[], span: Span): void {
    this.strand(steps, () => undefined, span);
    const { scope } = this.builder;
    for (let code = this.later.shift(); code !== undefined; code = this.later.shift()) code();
    this.builder.scope = scope;
  }

  /** A line of control of its own, which ends here. */
  private strand(steps: readonly Step[], atEnd: () => void, span: Span): void {
    const outer = this.around;
    this.around = [];
    this.frame(steps);
    atEnd();
    this.builder.control("Halt", [], span);
    this.around = outer;
  }

  private frame(steps: readonly Step[]): void {
    const frame: Around = { kind: "frame", exits: [] };
    this.within(frame, steps);
    for (const exit of frame.exits) this.builder.point(exit, this.builder.next);
  }

  /**
   * Code that queues work items has variables of its own each time that it stands in the program: in the next
   * round of a repeat the items of this one may still be waiting.
   */
  private ownNames(steps: readonly Step[], emit: () => void): void {
    const { builder } = this;
    const outer = builder.scope;
    if (queuesWork(steps)) builder.scope = newScope(outer);
    emit();
    builder.scope = outer;
  }

  private within(around: Around, steps: readonly Step[]): void {
    this.around.push(around);
    this.steps(steps);
    this.around.pop();
  }

  private steps(steps: readonly Step[]): void {
    for (const step of steps) this.step(step);
  }

  private step(step: Step): void {
    const { builder } = this;
    switch (step.kind) {
      case "call": return this.call(step);
      case "act": return this.act(step);
      case "enter": case "enterWorkItem": case "leave": return this.frameEdge(step);
      case "frame": return this.ownNames(step.body, () => this.frame(step.body));
      case "finally":
        this.within({ kind: "finally", last: step.last, sweeps: this.sweeps }, step.body);
        return this.steps(step.last);
      case "return": return this.leaveCode(step.span);
      case "concurrently": return this.concurrently(step);
      case "atomic":
        builder.control("BeginAtomic", [], step.span);
        this.within({ kind: "atomic" }, step.body);
        return void builder.control("EndAtomic", [], step.span);
      case "anyOf":
        return this.alternatives(
          step.alternatives.map(({ weight, body }) => ({ weight, emit: () => this.steps(body) })), step.span,
        );
      case "repeat": return this.repeat(step);
      case "choose": return this.choose(step);
      case "if": return this.branch(step);
      case "guard": return this.steps(step.versions.includes(this.version) ? step.then : step.otherwise);
      case "play": case "start": case "concede": return this.ofAttacker(step);
      case "expect": return void builder.control("Expect", [builder.expression(step.condition)], step.span);
      case "sweep": return this.sweep(step);
      case "unsound": throw new TypeError("A program with errors is not emitted");
    }
  }

  private frameEdge(step: StepOf<"enter" | "enterWorkItem" | "leave">): void {
    const { builder } = this;
    if (step.kind === "leave") return this.simple("Leave", step, []);
    if (step.kind === "enter") return this.simple("Enter", step, [builder.label(step.label)]);
    this.simple("EnterWorkItem", step, [{ form: "Variable", index: builder.variable(step.item) }]);
  }

  private ofAttacker(step: StepOf<"play" | "start" | "concede">): void {
    const { builder } = this;
    const attacker = builder.numbers.attacker(step.attacker);
    if (step.kind === "play") {
      builder.control("Play", [attacker, step.steps], step.span, { fault: this.sweptFault() });
    } else if (step.kind === "concede") {
      builder.control("Concede", [builder.operand(step.what), attacker], step.span);
    } else if (step.implied !== true || this.playing.has(step.attacker)) {
      // a statement that only contains a play for other versions begins nothing
      builder.control("Start", [attacker], step.span);
    }
  }

  private actor(actor: Actor): { actor: number; flags: number } {
    if (actor.kind === "thread") return { actor: this.builder.numbers.of(actor.thread), flags: 0 };
    if (actor.kind === "own") return { actor: ACTOR_CURRENT, flags: 0 };
    return { actor: this.builder.variable(actor.binding), flags: recordFlag.ActorVariable };
  }

  private simple(
    name: "Enter" | "EnterWorkItem" | "Leave", step: Judging & { readonly actor: Actor; readonly span: Span },
    operands: (number | ImageOperand)[],
  ): void {
    this.builder.control(name, operands, step.span, this.actor(step.actor));
    this.judge(step, step.span);
  }

  private call(step: CallStep): void {
    const { builder } = this;
    const actor = this.actor(step.actor);
    const result = this.result(step);
    const operands: (number | ImageOperand)[] = step.operands.map((operand) => builder.operand(operand));
    if (step.code !== undefined) {
      while (operands.length < 4) operands.push(NO_OPERAND);
      operands.push(NO_CODE);
    }
    const record = builder.add(
      {
        operation: step.operation.id,
        actor: actor.actor,
        result: result.variable,
        flags: actor.flags | result.flags,
        operands,
        fault: step.fault > 0 ? step.fault : this.sweptFault(),
      },
      step.span,
    );
    if (step.code !== undefined && step.code !== "none") this.workItem(record, step.code, step.span);
    this.judge(step, step.span);
  }

  /** Where the result goes; a work item always has a variable, since the line of its entry names it. */
  private result(step: CallStep): { variable: number; flags: number } {
    const { result } = step;
    if (result === undefined) {
      return step.code === undefined
        ? { variable: 0, flags: 0 }
        : { variable: this.builder.reserve("item"), flags: recordFlag.BindsResult };
    }
    if (!result.mainUsed && !result.outsUsed && step.code === undefined) return { variable: 0, flags: 0 };
    const binds = result.mainUsed || step.code !== undefined ? recordFlag.BindsResult : 0;
    const keeps = result.outsUsed ? recordFlag.KeepOuts : 0;
    return { variable: this.builder.variable(result), flags: binds | keeps };
  }

  /** Which of its allocations fails is left to the sweeps that a record stands in; 0: it stands in none. */
  private sweptFault(): number {
    return this.sweeps === 0 ? 0 : FAULT_SWEPT + this.builder.constant(this.sweeps);
  }

  private workItem(record: number, code: readonly Step[], span: Span): void {
    const { sweeps } = this;
    const { scope } = this.builder;
    this.later.push(() => {
      this.sweeps = sweeps;
      this.builder.scope = newScope(scope);
      const { operands } = this.builder.records[record]!;
      this.builder.records[record]!.operands = [...operands.slice(0, 4), this.builder.next];
      this.strand(code, () => this.builder.control("Leave", [], span, { actor: ACTOR_CURRENT }), span);
    });
  }

  private act(step: ActStep): void {
    const { builder } = this;
    const actor = this.actor(step.actor);
    const isForSomebody = step.whom !== undefined && step.whom.form !== "current";
    const whom = isForSomebody ? builder.operand(step.whom) : NO_OPERAND;
    const operands = [
      builder.operand(step.object), builder.operand({ form: "constant", value: step.access }), whom,
    ];
    builder.control("Act", operands, step.span, {
      actor: actor.actor, flags: actor.flags | (step.unchecked ? recordFlag.Unchecked : 0),
    });
    this.judge(step, step.span);
  }

  /** What is demanded on this version, then what is done on failure. */
  private judge(judging: Judging, span: Span): void {
    const { builder } = this;
    const demand =
      judging.demands.find((each) => holdsOn(each, this.version)) ??
      (judging.succeed ? { statuses: [0], outs: [], span } : undefined);
    if (demand !== undefined) {
      if (demand.bugCheck !== undefined) builder.control("DemandBugCheck", [demand.bugCheck], demand.span);
      if (demand.statuses !== undefined) {
        builder.control("DemandStatus", [this.statusDomain(demand.statuses)], demand.span);
      }
      if (demand.boolean !== undefined) {
        builder.control("DemandBoolean", [demand.boolean ? 1 : 0], demand.span);
      }
      for (const out of demand.outs) {
        builder.control("DemandOut", [out.position, this.number(this.outNumber(out.value))], demand.span);
      }
    }
    if (judging.otherwise !== undefined) this.handler(judging.otherwise, span);
  }

  private outNumber(value: OutValue): number {
    if (typeof value === "number") return value;
    const { builder } = this;
    return "thing" in value ? builder.numbers.of(value.thing) : builder.securityIdentifiers.number(value.sid);
  }

  private number(value: number): ImageOperand {
    return value < 4096
      ? { form: "Literal", index: value }
      : { form: "Constant", index: this.builder.constant(value) };
  }

  private statusDomain(statuses: readonly number[]): number {
    const values = statuses.map((status): ImageOperand => ({
      form: "Constant", index: this.builder.constant(status),
    }));
    return this.builder.domain({ values, dynamicKind: 0, handleKind: 0 });
  }

  private handler(steps: readonly Step[], span: Span): void {
    const { builder } = this;
    const failed = builder.control("JumpIfFailed", [0], span);
    const succeeded = builder.control("Jump", [0], span);
    builder.point(failed, builder.next);
    this.steps(steps);
    builder.point(succeeded, builder.next);
  }

  /** `return`: what stands in `finally` on the way, then to the end of the code. */
  private leaveCode(span: Span): void {
    const saved = this.around;
    const { sweeps } = this;
    for (let depth = saved.length - 1; depth >= 0; depth -= 1) {
      const around = saved[depth]!;
      if (around.kind === "frame") {
        around.exits.push(this.builder.control("Jump", [0], span));
        break;
      }
      this.around = saved.slice(0, depth);
      if (around.kind === "finally") {
        this.sweeps = around.sweeps;
        this.steps(around.last);
      } else this.builder.control("EndAtomic", [], span);
    }
    this.around = saved;
    this.sweeps = sweeps;
  }

  private concurrently(step: StepOf<"concurrently">): void {
    for (const lane of step.lanes) this.lane(lane);
    this.builder.control("Join", [], step.span);
  }

  private lane(lane: CheckedLane): void {
    const { builder, sweeps } = this;
    const { scope } = builder;
    const attacker = lane.kind === "play" ? builder.numbers.attacker(lane.attacker) : undefined;
    const actor = lane.kind === "lane" ? builder.numbers.of(lane.thread) : 0;
    const start = builder.control("StartLane", [0, attacker === undefined ? 0 : attacker + 1], lane.span, {
      actor,
    });
    this.later.push(() => {
      this.sweeps = sweeps;
      builder.scope = scope;
      builder.point(start, builder.next);
      const body: readonly Step[] = lane.kind === "lane" ? lane.body : [lane];
      this.strand(body, () => undefined, lane.span);
    });
  }

  private alternatives(
    alternatives: readonly { readonly weight: number; readonly emit: () => void }[], span: Span,
  ): void {
    const { builder } = this;
    if (alternatives.length === 0) return;
    builder.control("Choose", [alternatives.length], span);
    const heads = alternatives.map(({ weight }) => builder.control("Alternative", [0, weight], span));
    const ends: number[] = [];
    alternatives.forEach(({ emit }, index) => {
      builder.point(heads[index]!, builder.next);
      emit();
      if (index < alternatives.length - 1) ends.push(builder.control("Jump", [0], span));
    });
    for (const end of ends) builder.point(end, builder.next);
  }

  /** All rounds stand one behind the other; choosing how many means choosing where to begin. */
  private repeat(step: StepOf<"repeat">): void {
    const { builder } = this;
    const count = step.to - step.from + 1;
    if (count > 1) builder.control("Choose", [count], step.span);
    const heads =
      count > 1 ? Array.from({ length: count }, () => builder.control("Alternative", [0, 1], step.span)) : [];
    for (let left = step.to; left >= 0; left -= 1) {
      const head = heads[left - step.from];
      if (head !== undefined) builder.point(head, builder.next);
      if (left > 0) this.round(step.body);
    }
  }

  /** Work that a round queues keeps that round's names; behind the last one they are what it bound. */
  private round(steps: readonly Step[]): void {
    const { builder } = this;
    const outer = builder.scope;
    if (!queuesWork(steps)) return this.steps(steps);
    const { own, shared } = namesOfRound(steps, this.judged);
    for (const binding of shared) builder.variable(binding);
    const scope = roundScope(outer, own);
    builder.scope = scope;
    this.steps(steps);
    builder.scope = outer;
    for (const [name, variable] of scope.variables) if (own.has(name)) outer.variables.set(name, variable);
  }

  private choose(step: StepOf<"choose">): void {
    const { builder } = this;
    const variable = builder.variable(step.binding);
    const kind = chosenKind(step.binding.type);
    const from = (given: StepOf<"choose">["values"]): void => {
      const values = given.map((each) => builder.operand(each.value));
      const record = builder.control(
        "ChooseValue", [builder.domain({ values, dynamicKind: 0, handleKind: 0 }), kind], step.span,
        { result: variable },
      );
      builder.choices.set(record, given.map(({ words }) => words));
    };
    const { values } = step;
    if (values.every((each) => each.weight === values[0]!.weight)) from(values);
    else
      this.alternatives(
        values.map((each) => ({ weight: each.weight, emit: () => from([each]) })), step.span,
      );
  }

  private branch(step: StepOf<"if">): void {
    const { builder } = this;
    const unless = builder.control("JumpUnless", [0, builder.expression(step.condition)], step.span);
    this.steps(step.then);
    const end = step.otherwise.length > 0 ? builder.control("Jump", [0], step.span) : undefined;
    builder.point(unless, builder.next);
    this.steps(step.otherwise);
    if (end !== undefined) builder.point(end, builder.next);
  }

  /**
   * The block stands once; which of its allocations fails is chosen where they are made. Work that it queues
   * may still wait when it begins again, so each time is a sweep of its own.
   */
  private sweep(step: SweepStep): void {
    const { builder, sweeps } = this;
    const number = builder.sweep(step, sweeps, queuesWork(step.body));
    builder.control("BeginSweep", [number], step.span);
    this.sweeps = (sweeps | (1 << number)) >>> 0;
    this.steps(step.body);
    this.sweeps = sweeps;
  }
}
