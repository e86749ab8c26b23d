/**
 * The values that a condition saw: its postfix program is gone through once more over the state, and what
 * each path stood for is written down in words. Only what can be read off the state is told; whether one
 * identity is within another, or passes an access check, is the model's business and stays unknown.
 */
import { expressionOperations, setDomains } from "../../core/tables/expressionOperations.ts";
import { chosenWords } from "../../grammar/image/chosenWords.ts";
import type { Program, ProgramNames } from "../../grammar/image/programImage.ts";
import { immediateOf, instructionOf } from "../../grammar/image/tableNumbers.ts";
import { hexadecimal, isError } from "../../grammar/statusWords.ts";
import type { StateView } from "../machine/stateView.ts";
import {
  fieldAt, itemWords, joins, kindOfField, loopDomain, resultPart, thingOfRegion, thingText, type Item,
  type ItemKind, type LoopDomain,
} from "./expressionItems.ts";
import { threadPath, variableName } from "./lines.ts";
import { effectiveToken, handleKindName, handleRightsType, sidNames, threadMode } from "./names.ts";
import { bitsOf, privilegeNamesOf } from "./words.ts";

/** A path of a condition and what it stood for. */
export interface SeenValue { readonly path: string; readonly value: string }

/** The same while it is gathered: `token` is the number of the token that the words describe. */
interface NotedValue extends SeenValue { readonly token?: number }

/** The states that a condition is about. */
export interface Moment {
  readonly before: StateView;
  readonly now: StateView;
  readonly program: Program;
  /** Whether the last call of the lane had failed; undefined: nobody knows. */
  readonly lastFailed?: boolean;
  /** The thread of the lane that asked; undefined: nobody knows. */
  readonly thread?: number;
}

/** What a condition saw; `truth` is absent where only the model can tell. */
export interface Seen { readonly values: readonly SeenValue[]; readonly truth?: boolean }

/** What the paths of an expression stood for, each once, in the order of the text. */
export function expressionValues(expression: number, moment: Moment): Seen {
  const evaluation = new Evaluation(moment.program.image.expressions[expression]?.words ?? [], moment);
  const truth = evaluation.run();
  const values = [...new Map(evaluation.seen.map((value) => [value.path, value])).values()];
  const told = values.map((value) => toldApart(value, values));
  return { values: told, ...(truth === undefined ? {} : { truth }) };
}

/** Tokens that are described alike, as copies are, but are not the same, are told apart by their numbers. */
function toldApart({ path, value, token }: NotedValue, all: readonly NotedValue[]): SeenValue {
  const hasTwin = token !== undefined &&
    all.some((other) => other.value === value && other.token !== undefined && other.token !== token);
  return { path, value: hasTwin ? `${value} (token ${token})` : value };
}

const operationName = new Map<number, string>(expressionOperations.map((row) => [row.id, row.name]));
/** Values of a quantifier that are shown when no single element decides. */
const VALUES_OF_LOOP = 12;
/** What a variable of each kind holds (table of variable kinds). */
const variableItems: readonly ItemKind[] =
  ["number", "handle", "number", "token", "number", "number", "thread", "process", "object"];
const setPaths: Readonly<Record<string, string>> = {
  groupsEnabled: "groups.enabled", groupsDenyOnly: "groups.denyOnly", privilegesPresent: "privileges",
  privilegesEnabled: "privileges.enabled",
};

/**
 * An open quantifier: `start` and `mark` are where the values of the whole and of the element at hand begin.
 */
interface Loop {
  element: number;
  readonly elements: readonly number[];
  readonly kind: ItemKind;
  true: number;
  readonly start: number;
  mark: number;
}

class Evaluation {
  readonly seen: NotedValue[] = [];
  private readonly stack: Item[] = [];
  private readonly loops: Loop[] = [];
  private view: StateView;
  private readonly names: ProgramNames;

  constructor(private readonly words: readonly number[], private readonly moment: Moment) {
    this.view = moment.now;
    this.names = moment.program.names;
  }

  /** Whether it is true; undefined when that cannot be told. */
  run(): boolean | undefined {
    for (let at = 0; at < this.words.length;) at = this.instruction(at);
    const result = this.pop();
    return result.unknown ? undefined : result.number === 1;
  }

  private pop(): Item {
    return this.stack.pop() ?? { text: "", kind: "number", unknown: true };
  }

  private pops(count: number): Item[] {
    return Array.from({ length: count }, () => this.pop()).reverse();
  }

  private push(kind: ItemKind, text: string, number: number | undefined): void {
    this.stack.push({ kind, text, number });
  }

  private pushUnknown(): void {
    this.stack.push({ kind: "boolean", text: "", unknown: true });
  }

  private note(item: Item): void {
    if (item.unknown) return;
    const token = item.kind === "token" && item.number !== undefined ? { token: item.number } : {};
    this.noteWords(item.text, itemWords(item, this.view, this.names), token);
  }

  private noteWords(text: string, value: string, token: Pick<NotedValue, "token"> = {}): void {
    const isOld = this.view === this.moment.before && this.moment.before !== this.moment.now;
    this.seen.push({ path: isOld ? `old(${text})` : text, value, ...token });
  }

  /** Answers the place of the next instruction. */
  private instruction(at: number): number {
    const word = this.words[at]!;
    const [name, immediate] = [operationName.get(instructionOf(word)) ?? "", immediateOf(word)];
    switch (name) {
      case "LoopBegin": return this.loopBegin(at, immediate);
      case "LoopEvery": case "LoopSome": case "LoopNo": case "LoopCount":
        return this.loopNext(at, name, immediate);
      case "OldBegin": this.view = this.moment.before; break;
      case "OldEnd": this.view = this.moment.now; break;
      default: this.leaf(name, immediate) || this.property(name, immediate) || this.join(name, immediate);
    }
    return at + 1;
  }

  /** What an expression begins with. */
  private leaf(name: string, immediate: number): boolean {
    switch (name) {
      case "Literal": this.push("literal", String(immediate), immediate); return true;
      case "Constant": {
        const value = this.moment.program.image.constants[immediate] ?? 0;
        this.push("literal", hexadecimal(value), value);
        return true;
      }
      case "None": this.push("literal", "none", undefined); return true;
      case "Variable": this.variable(immediate); return true;
      case "Local": {
        const { kind, element } = this.loops[immediate]!;
        const text = thingText(kind, element, this.view, this.names);
        this.stack.push({ kind, text, number: element, isElement: true });
        return true;
      }
      case "CurrentThread":
        if (this.moment.thread === undefined) this.pushUnknown();
        else this.push("thread", "current", this.moment.thread);
        return true;
      case "EventThread": {
        const thread = this.view.field("header", 0, "eventThread");
        this.push("thread", thread === 0 ? "current" : threadPath(thread, this.names), thread || undefined);
        return true;
      }
      default: return this.predicate(name);
    }
  }

  /** Predicates by name; what they looked at is told by `predicateValues`. */
  private predicate(name: string): boolean {
    switch (name) {
      case "BugCheck":
        this.push("bugcheck", "bugcheck", this.view.field("header", 0, "bugCheck"));
        this.note(this.stack.at(-1)!);
        return true;
      case "LastFailed":
        if (this.moment.lastFailed === undefined) this.pushUnknown();
        else this.push("boolean", "failed", this.moment.lastFailed ? 1 : 0);
        return true;
      case "Clean": case "Escalation": case "Deputy": case "LevelRaised": this.pushUnknown(); return true;
      default: return false;
    }
  }

  private variable(variable: number): void {
    const field = (name: string): number => this.view.field("variable", variable, name);
    const kind = variableItems[field("kind")] ?? "number";
    const value = field("value");
    const region = kind === "handle" || kind === "token" ? kind : undefined;
    const stale =
      region !== undefined && this.view.field(region, value, "generation") !== field("generation");
    const missing = field("kind") === 0 || stale || (kind === "token" && value === 0);
    const part = resultPart(variable, this.moment.program);
    const number = missing ? undefined : value;
    const item: Item = { kind, text: variableName(variable, this.names), number, ...(part && { part }) };
    const words = missing ? undefined : chosenWords(this.moment.program, variable, value);
    if (words !== undefined) this.noteWords(item.text, words);
    else if (kind === "number" || missing) this.note(item);
    this.stack.push(item);
  }

  /** A property of what lies on top. */
  private property(name: string, immediate: number): boolean {
    const thread = (field: string) => (of: number): number => this.view.field("thread", of, field);
    const ifActive = (field: string) => (of: number): number | undefined =>
      thread("active")(of) === 1 ? thread(field)(of) : undefined;
    switch (name) {
      case "EffectiveToken":
        return this.apply("token", "token", "thread", (of) => effectiveToken(of, this.view));
      case "ImpersonationToken":
        return this.apply("impersonation", "token", "thread", ifActive("token"));
      case "ThreadLevel":
        return this.apply("level", "level", "thread", ifActive("level"));
      case "ThreadMode":
        return this.apply("mode", "mode", "thread", (of) => (threadMode(of, this.view) === "kernel" ? 1 : 0));
      case "HandleObject": return this.handleObject();
      case "Failed": return this.apply("failed", "boolean", "number", (status) => (isError(status) ? 1 : 0));
      case "Field": return this.field(immediate);
      case "InMask128": case "InMask64": return this.member(immediate);
      case "CountMask128": case "CountMask64":
        return this.set(this.pop(), immediate, "number", (bits) => bits && bitsOf(bits).length);
      default: return false;
    }
  }

  private apply(
    property: string, kind: ItemKind, of: ItemKind, read: (of: number) => number | undefined,
  ): boolean {
    const base = this.named(this.pop(), of);
    const number = base.number === undefined ? undefined : read(base.number);
    const owner = property === "failed" ? base.text.replace(/\.status$/, "") : base.text;
    const item: Item = { text: `${owner}.${property}`, kind, number, unknown: base.unknown ?? false };
    this.note(item);
    this.stack.push(item);
    return true;
  }

  /** What a handle names is called by what it is. */
  private handleObject(): boolean {
    const handle = this.stack.at(-1)?.number;
    const named = handle === undefined ? "Object" : handleKindName(this.view.field("handle", handle, "kind"));
    const kind = named.toLowerCase() as ItemKind;
    const read = (of: number): number => this.view.field("handle", of, "object");
    return this.apply(kind === "token" ? "token" : "object", kind, "handle", read);
  }

  private field(immediate: number): boolean {
    const { region, field } = fieldAt(immediate);
    const base = this.named(this.pop(), thingOfRegion(region));
    const number = base.number === undefined ? undefined : this.view.field(region, base.number, field.name);
    const property = region === "thread" && field.name === "active" ? "impersonating" : field.name;
    const type = region === "handle" && base.number !== undefined
      ? handleRightsType(base.number, this.view, this.names) : field.name;
    const kind = kindOfField(region, field.name);
    const item: Item = { text: `${base.text}.${property}`, kind, field: type, number };
    this.note(item);
    this.stack.push(item);
    return true;
  }

  /** A literal that turns out to be a thing gets the thing's name. */
  private named(item: Item, kind: ItemKind): Item {
    if (item.kind !== "literal" || item.number === undefined) return item;
    return { text: thingText(kind, item.number, this.view, this.names), kind, number: item.number };
  }

  private member(immediate: number): boolean {
    const [record, member] = this.pops(2) as [Item, Item];
    const has = (bits: bigint | undefined): bigint =>
      bits === undefined || member.number === undefined ? 0n : (bits >> BigInt(member.number)) & 1n;
    this.set(record, immediate, "boolean", has);
    // which member of a set that is gone through decides is not told by the sets
    if (member.isElement === true) {
      const { path } = this.seen.at(-1)!;
      this.seen.push({ path: `${member.text} in ${path}`, value: this.stack.at(-1)!.number === 1 ? "yes" : "no" });
    }
    return true;
  }

  /** A set of SIDs or privileges is shown whole; `read` is what the condition asks of it. */
  private set(
    record: Item, immediate: number, kind: ItemKind,
    read: (bits: bigint | undefined) => number | bigint | undefined,
  ): boolean {
    const { region, field } = fieldAt(immediate);
    const base = this.named(record, "token");
    const bits = base.number === undefined ? undefined : this.view.wide(region, base.number, field.name);
    const isOfSids = field.type === "mask128";
    const members = isOfSids ? sidNames(bits ?? 0n, this.names) : privilegeNamesOf(bits ?? 0n);
    const value = bits === undefined ? "none" : members.join(", ") || "empty";
    const path = `${base.text}.${setPaths[field.name] ?? field.name}`;
    const isOld = this.view === this.moment.before && this.moment.before !== this.moment.now;
    this.seen.push({ path: isOld ? `old(${path})` : path, value });
    const answer = read(bits);
    this.push(kind, "", answer === undefined ? undefined : Number(answer));
    return true;
  }

  /** Everything that takes several values and leaves one. */
  private join(name: string, immediate: number): void {
    switch (name) {
      case "Not": return this.truth(this.pops(1), ([a]) => a !== 1);
      case "InSet": return this.truth(this.pops(immediate + 1), ([value, ...rest]) => rest.includes(value));
      case "Within": this.pops(4); return this.pushUnknown();
      case "Can": this.pops(3); return this.pushUnknown();
      case "BitOr": {
        const [a, b] = this.pops(2) as [Item, Item];
        return this.push("access", "", ((a.number ?? 0) | (b.number ?? 0)) >>> 0);
      }
      default: {
        const compare = joins[name];
        const items = this.pops(2);
        return compare === undefined ? this.pushUnknown() : this.truth(items, ([a, b]) => compare(a, b));
      }
    }
  }

  private truth(items: readonly Item[], evaluate: (values: (number | undefined)[]) => boolean): void {
    if (items.some((item) => item.unknown)) this.pushUnknown();
    else this.push("boolean", "", evaluate(items.map((item) => item.number)) ? 1 : 0);
  }

  /** What a quantifier goes over; of a set the record that has it lies on the stack. */
  private domainOf(immediate: number): LoopDomain {
    const set = setDomains.find((row) => row.id === (immediate & 0xff));
    if (set === undefined) return loopDomain(immediate & 0xff, immediate >>> 8, this.view);
    const { region, field } = fieldAt((((immediate >>> 8) & 0xff) << 16) | ((immediate >>> 16) << 8));
    const { number, text } = this.named(this.pop(), "token");
    const bits = number === undefined ? 0n : this.view.wide(region, number, field.name);
    return {
      name: `${text}.${setPaths[field.name] ?? field.name}`, elements: bitsOf(bits),
      kind: set.name === "sids" ? "sid" : "privilege",
    };
  }

  private loopBegin(at: number, immediate: number): number {
    const { name, kind, elements } = this.domainOf(immediate);
    const [first] = elements;
    if (first !== undefined) {
      const start = this.seen.length;
      this.loops.push({ element: first, elements, kind, true: 0, start, mark: start });
      return at + 2;
    }
    const closing = at + this.words[at + 1]!;
    const quantifier = operationName.get(instructionOf(this.words[closing]!));
    this.seen.push({ path: name, value: "there are none" });
    this.push("boolean", "", quantifier === "LoopEvery" || quantifier === "LoopNo" ? 1 : 0);
    return closing + 1;
  }

  /**
   * Goes on to the next element. One that decides is shown alone; of those that decide nothing only the first
   * few are.
   */
  private loopNext(at: number, name: string, back: number): number {
    const loop = this.loops.at(-1)!;
    const result = this.pop();
    const isTrue = result.number === 1;
    const stop = result.unknown !== true && (name === "LoopEvery" ? !isTrue : name !== "LoopCount" && isTrue);
    if (isTrue) loop.true += 1;
    if (stop) this.seen.splice(loop.start, loop.mark - loop.start);
    else this.seen.length = Math.min(this.seen.length, loop.start + VALUES_OF_LOOP);
    const next = stop ? undefined : loop.elements[loop.elements.indexOf(loop.element) + 1];
    if (next !== undefined) {
      loop.element = next;
      loop.mark = this.seen.length;
      return at - back + 2;
    }
    this.loops.pop();
    if (result.unknown) this.pushUnknown();
    else if (name === "LoopCount") this.push("number", "", loop.true);
    else this.push("boolean", "", (name === "LoopSome") === stop ? 1 : 0);
    return at + 1;
  }
}
