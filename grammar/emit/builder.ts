/*
 * The growing parts of an image: records with their places, and pools of constants, domains, expressions and
 * lists without repeats.
 */
import { SWEEPS_MAX } from "../../core/tables/kinds.ts";
import type { ControlName } from "../../core/tables/operations.ts";
import { sections } from "../../core/tables/image.ts";
import { operationNumber } from "../check/fields.ts";
import {
  holdsVariables, type Binding, type CheckedExpression, type Immediate, type ListedSid, type Part,
  type PrivilegeChange, type SaidAs, type StepOperand, type SweepStep,
} from "../check/steps.ts";
import type {
  ImageDomain, ImageExpression, ImageOperand, ImageRecord, ProgramNames, SaidElsewhere,
} from "../image/programImage.ts";
import { VARIABLES_MOST } from "../image/records.ts";
import { controlId } from "../image/tableNumbers.ts";
import type { Span } from "../syntaxTree.ts";
import { limit } from "./limits.ts";
import type { Numbers } from "./numbers.ts";
import type { SecurityIdentifiers } from "./securityIdentifiers.ts";

const mostRecords = sections.find((section) => section.name === "record")!.countMax;

export type MutableRecord = { -readonly [Key in keyof ImageRecord]: ImageRecord[Key] };

/** Variables of the names that one piece of code binds, and the numbers of its sweeps. */
export interface Scope {
  readonly variables: Map<Binding, number>;
  readonly sweeps: Map<SweepStep, number>;
  /** Names that are bound here, even where an outer scope has them. */
  readonly own: ReadonlySet<Binding>;
  readonly outer: Scope | undefined;
}

export const newScope = (outer: Scope | undefined): Scope => ({
  variables: new Map(), sweeps: new Map(), own: new Set(), outer,
});

/** A scope for one round of a repeat: `own` are bound anew in it, sweeps are those of all rounds. */
export const roundScope = (outer: Scope, own: ReadonlySet<Binding>): Scope => ({
  variables: new Map(), sweeps: outer.sweeps, own, outer,
});

export class ImageBuilder {
  readonly records: MutableRecord[] = [];
  readonly spans: Span[] = [];
  readonly constants: number[] = [];
  readonly domains: ImageDomain[] = [];
  readonly expressions: ImageExpression[] = [];
  readonly expressionSources: ProgramNames["expressions"][number][] = [];
  readonly choices = new Map<number, readonly string[]>();
  readonly privilegeLists: (readonly { luid: number; attributes: number }[])[] = [[]];
  readonly sidLists: (readonly { sid: number; attributes: number }[])[] = [[]];
  readonly labels: string[] = [];
  readonly variables: { name: string; span?: Span; spare?: true }[] = [];
  /** Entries of the handle table that the program names by value, so that the table has them. */
  handleSlots = 0;
  /** Where names are looked up now, from the inside out. */
  scope: Scope = newScope(undefined);
  private sweeps = 0;
  private readonly interned = new Map<string, number>();

  constructor(readonly numbers: Numbers, readonly securityIdentifiers: SecurityIdentifiers) {}

  /** Adds a record; answers its number. */
  add(record: Partial<ImageRecord> & { readonly operation: number }, span: Span): number {
    limit("records", this.records.length + 1, mostRecords, span);
    this.spans.push(span);
    return this.records.push({ actor: 0, result: 0, flags: 0, operands: [], fault: 0, ...record }) - 1;
  }

  /** Adds a control record. */
  control(
    name: ControlName, operands: readonly (number | ImageOperand)[], span: Span,
    more: Partial<ImageRecord> = {},
  ): number {
    return this.add({ operation: controlId[name], operands, ...more }, span);
  }

  /** Number of the next record. */
  get next(): number {
    return this.records.length;
  }

  /** Sets the first operand of a record: a jump whose target has become known. */
  point(record: number, target: number): void {
    const { operands } = this.records[record]!;
    this.records[record]!.operands = [target, ...operands.slice(1)];
  }

  private intern<Value>(list: Value[], key: string, value: Value): number {
    const known = this.interned.get(key);
    if (known !== undefined) return known;
    list.push(value);
    this.interned.set(key, list.length - 1);
    return list.length - 1;
  }

  constant(value: number): number {
    limit("different numbers", this.constants.length, 4095);
    return this.intern(this.constants, `constant ${value >>> 0}`, value >>> 0);
  }

  domain(domain: ImageDomain): number {
    limit("different domains", this.domains.length, 4095);
    return this.intern(this.domains, `domain ${JSON.stringify(domain)}`, domain);
  }

  label(text: string): number {
    return this.intern(this.labels, `label ${text}`, text);
  }

  privileges(changes: readonly PrivilegeChange[]): number {
    return this.intern(
      this.privilegeLists, `privileges ${JSON.stringify(changes)}`,
      changes.map(({ luid, attributes }) => ({ luid, attributes })),
    );
  }

  sids(list: readonly ListedSid[]): number {
    const numbered = list.map(({ sid, attributes }) => ({
      sid: this.securityIdentifiers.number(sid), attributes,
    }));
    return this.intern(this.sidLists, `sids ${JSON.stringify(numbered)}`, numbered);
  }

  /** First variable of a binding; with outs it takes as many as it has outs, and one for the status. */
  variable(binding: Binding): number {
    for (let scope: Scope | undefined = this.scope; scope !== undefined; scope = scope.outer) {
      const known = scope.variables.get(binding);
      if (known !== undefined) return known;
      if (scope.own.has(binding)) return this.declare(binding, scope);
    }
    return this.declare(binding, this.scope);
  }

  private declare(binding: Binding, scope: Scope): number {
    const { name, span } = binding;
    const outs = ["status", ...(binding.operation?.outs.map((out) => out.name) ?? [])];
    const first = this.reserve(name, span);
    scope.variables.set(binding, first);
    for (const out of outs.slice(0, holdsVariables(binding) - 1)) this.reserve(`${name}.${out}`, span);
    return first;
  }

  /** A variable by its name; those without a binding are an attacker's, or a work item's. */
  reserve(name: string, span?: Span): number {
    limit("names that calls bind", this.variables.length + 1, VARIABLES_MOST, span);
    return this.variables.push({ name, ...(span && { span }) }) - 1;
  }

  /** A variable that nothing binds, as long as there is room. */
  reserveSpare(name: string): void {
    if (this.variables.length < VARIABLES_MOST) this.variables.push({ name, spare: true });
  }

  /**
   * Number of a sweep, above those of the sweeps that it stands in (`outer`, a bit each). In another round of
   * a repeat it is the same again, unless `anew`.
   */
  sweep(step: SweepStep, outer: number, anew: boolean): number {
    for (let scope: Scope | undefined = anew ? undefined : this.scope; scope; scope = scope.outer) {
      const known = scope.sweeps.get(step);
      if (known !== undefined && 2 ** known > outer) return known;
    }
    limit("sweeps over allocations", this.sweeps + 1, SWEEPS_MAX, step.span);
    this.scope.sweeps.set(step, this.sweeps);
    this.sweeps += 1;
    return this.sweeps - 1;
  }

  /** The variable of one part of a binding. */
  part(binding: Binding, part: Part): number {
    const first = this.variable(binding);
    return part === "main" ? first : part === "status" ? first + 1 : first + 2 + part;
  }

  private handleOfSlot(slot: number): ImageOperand {
    this.handleSlots = Math.max(this.handleSlots, slot + 1);
    return { form: "Handle", index: slot };
  }

  operand(operand: StepOperand): ImageOperand {
    switch (operand.form) {
      case "none": return { form: "None", index: 0 };
      case "current": return { form: "Current", index: 0 };
      case "thing": return { form: "Entity", index: this.numbers.of(operand.thing) };
      case "binding": return { form: "Variable", index: this.part(operand.binding, operand.part) };
      case "processOf": return { form: "ProcessOf", index: this.part(operand.binding, operand.part) };
      case "literal": return { form: "Literal", index: operand.value };
      case "handle": return this.handleOfSlot(operand.slot);
      case "constant": return { form: "Constant", index: this.constant(operand.value) };
      case "privileges": return { form: "Literal", index: this.privileges(operand.changes) };
      case "sids": return { form: "Literal", index: this.sids(operand.sids) };
    }
  }

  /** Number of an expression. Where it stands twice, its names may be other variables the second time. */
  expression(expression: CheckedExpression): number {
    const words = expression.code.map(({ name, immediate }) =>
      name === "Distance"
        ? (immediate as number)
        : (operationNumber(name) | (this.immediate(immediate) << 8)) >>> 0,
    );
    const { watch, text, span } = expression;
    const said = expression.said.map(({ span: at, as }) => ({ span: at, as: this.saidAs(as) }));
    const key = `expression ${span.start} ${span.end} ${words.join()} ${JSON.stringify(said)}`;
    const number = this.intern(this.expressions, key, { words, watch });
    limit("conditions", this.expressions.length, 4095, span);
    this.expressionSources[number] = { text, span, said };
    return number;
  }

  private saidAs(as: SaidAs): SaidElsewhere["as"] {
    if (as.kind !== "binding" && as.kind !== "comparedWithNone") return as;
    const variable = this.part(as.binding, as.part);
    return as.kind === "binding"
      ? { kind: "variable", variable, behind: as.behind ?? "" }
      : { kind: "whenKnown", variable, words: as.words };
  }

  private immediate(immediate: Immediate | undefined): number {
    if (immediate === undefined) return 0;
    if (typeof immediate === "number") return immediate;
    if ("sid" in immediate) return this.securityIdentifiers.number(immediate.sid);
    if ("constant" in immediate) return this.constant(immediate.constant);
    if ("binding" in immediate) return this.part(immediate.binding, immediate.part);
    if ("thing" in immediate) return this.numbers.of(immediate.thing);
    if ("job" in immediate) return this.numbers.job(immediate.job);
    if ("loop" in immediate) {
      const { loop, owner, set } = immediate;
      if (set !== undefined) return loop | (set.region << 8) | (set.offset << 16);
      return loop | ((owner ? this.numbers.of(owner) : 0) << 8);
    }
    if ("attacker" in immediate) return (this.numbers.attacker(immediate.attacker) << 2) | immediate.kinds;
    return immediate.deputy === undefined ? 0 : this.numbers.of(immediate.deputy);
  }
}
