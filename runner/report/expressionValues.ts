/**
 * The values that a condition saw: its postfix program is gone through once more over the state, and what each path stood for is written
 * down in words. Only what can be read off the state is told; whether one identity is within another, or passes an access check, is the
 * model's business and stays "…".
 */
import { expressionOperations, loopDomains } from "../../core/tables/expressionOperations.ts";
import { regions, type Field, type RegionName } from "../../core/tables/layout.ts";
import type { Program, ProgramNames } from "../../grammar/image/programImage.ts";
import type { StateView } from "../machine/stateView.ts";
import { bugCheckName } from "../campaign/failures.ts";
import { effectiveToken, handleKindName, handleName, sidName, sidNames, threadMode, tokenIdentity } from "./names.ts";
import { threadPath, variableName } from "./printRecord.ts";
import { tokenFieldValue } from "./stateChanges.ts";
import { bitsOf, hexadecimal, levelName, privilegeNamesOf } from "./words.ts";

/** A path of a condition and what it stood for. */
export interface SeenValue { readonly path: string; readonly value: string }

/** The states that a condition is about. */
export interface Moment { readonly before: StateView; readonly now: StateView; readonly program: Program; readonly lastFailed?: boolean }

type Kind = "thread" | "process" | "token" | "handle" | "object" | "level" | "sid" | "boolean" | "number" | "literal" | "mode" | "access" | "bugcheck";
/** A value on the stack; `number` undefined is `none`, `unknown` what only the model can tell. */
interface Item { readonly text: string; readonly kind: Kind; readonly number?: number; readonly unknown?: boolean; /** the field's name, for its words */ readonly field?: string }

const operationName = new Map<number, string>(expressionOperations.map((row) => [row.id, row.name]));
const NONE = 0xffffffff;
/** Values of a quantifier that are shown when no single element decides. */
const VALUES_OF_LOOP = 12;

/** What a condition saw; `truth` is absent where only the model can tell. */
export interface Seen { readonly values: readonly SeenValue[]; readonly truth?: boolean }

/** What the paths of an expression stood for, each once, in the order of the text. */
export function expressionValues(expression: number, moment: Moment): Seen {
  const evaluation = new Evaluation(moment.program.image.expressions[expression]?.words ?? [], moment);
  const truth = evaluation.run();
  const values = [...new Map(evaluation.seen.map((value) => [value.path, value])).values()];
  return { values, ...(truth === undefined ? {} : { truth }) };
}

class Evaluation {
  readonly seen: SeenValue[] = [];
  private readonly stack: Item[] = [];
  /** Open quantifiers: `start` and `mark` are where the values of the whole and of the element at hand begin. */
  private readonly loops: { element: number; readonly kind: Kind; true: number; readonly start: number; mark: number }[] = [];
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
    return this.stack.pop() ?? { text: "?", kind: "number", unknown: true };
  }

  private push(item: Item): void {
    this.stack.push(item);
  }

  private instruction(at: number): number {
    const word = this.words[at]!;
    const [name, immediate] = [operationName.get(word & 0xff) ?? "", word >>> 8];
    switch (name) {
      case "LoopBegin": return this.loopBegin(at, immediate);
      case "LoopEvery": case "LoopSome": case "LoopNo": case "LoopCount": return this.loopNext(at, name, immediate);
      case "OldBegin": this.view = this.moment.before; break;
      case "OldEnd": this.view = this.moment.now; break;
      default: this.leaf(name, immediate) || this.property(name, immediate) || this.predicate(name) || this.join(name, immediate);
    }
    return at + 1;
  }

  /** What an expression begins with. */
  private leaf(name: string, immediate: number): boolean {
    const { image } = this.moment.program;
    switch (name) {
      case "Literal": this.push({ text: String(immediate), kind: "literal", number: immediate }); return true;
      case "Constant": this.push({ text: hexadecimal(image.constants[immediate] ?? 0), kind: "literal", number: image.constants[immediate] ?? 0 }); return true;
      case "None": this.push({ text: "none", kind: "literal" }); return true;
      case "Variable": this.push(this.variable(immediate)); return true;
      case "Local": {
        const loop = this.loops[immediate]!;
        this.push({ text: this.elementText(loop.kind, loop.element), kind: loop.kind, number: loop.element });
        return true;
      }
      case "EventThread": {
        const thread = this.view.field("header", 0, "eventThread");
        this.push({ text: thread === 0 ? "current" : threadPath(thread, this.names), kind: "thread", ...(thread === 0 ? {} : { number: thread }) });
        return true;
      }
      default: return false;
    }
  }

  private variable(variable: number): Item {
    const text = variableName(variable, this.names);
    const kind = (["number", "handle", "number", "token", "number", "number", "thread", "process", "object"] as const)[this.view.field("variable", variable, "kind")] ?? "number";
    const bound = this.view.field("variable", variable, "kind") !== 0;
    const value = this.view.field("variable", variable, "value");
    const stale = kind === "handle" && this.view.field("handle", value, "generation") !== this.view.field("variable", variable, "generation");
    const item: Item = { text, kind, ...(bound && !stale ? { number: value } : {}) };
    if (kind === "number" || !bound) this.note(item);
    return item;
  }

  /** A property of what lies on top. */
  private property(name: string, immediate: number): boolean {
    switch (name) {
      case "EffectiveToken": return this.apply("token", "token", (thread) => effectiveToken(thread, this.view), "thread");
      case "ImpersonationToken": return this.apply("impersonation", "token", (thread) => (this.active(thread) ? this.view.field("thread", thread, "token") : undefined), "thread");
      case "ThreadLevel": return this.apply("level", "level", (thread) => (this.active(thread) ? this.view.field("thread", thread, "level") : undefined), "thread");
      case "ThreadMode": return this.apply("mode", "mode", (thread) => (threadMode(thread, this.view) === "kernel" ? 1 : 0), "thread");
      case "HandleObject": return this.handleObject();
      case "Failed": return this.apply("failed", "boolean", (status) => (status >>> 30 === 3 ? 1 : 0), "number");
      case "Field": return this.field(immediate);
      case "InMask128": case "InMask64": {
        const [member, record] = [this.pop(), this.pop()];
        return this.set(record, immediate, (bits) => (member.number !== undefined && ((bits >> BigInt(member.number)) & 1n) === 1n ? 1 : 0), "boolean");
      }
      case "CountMask128": case "CountMask64": return this.set(this.pop(), immediate, (bits) => bitsOf(bits).length, "number");
      default: return false;
    }
  }

  /** What a handle names is called by what it is. */
  private handleObject(): boolean {
    const handle = this.stack.at(-1)!.number;
    const kind = handle === undefined ? "object" : handleKindName(this.view.field("handle", handle, "kind")).toLowerCase() as Kind;
    return this.apply(kind === "token" ? "token" : "object", kind, (each) => this.view.field("handle", each, "object"), "handle");
  }

  private active(thread: number): boolean {
    return this.view.field("thread", thread, "active") === 1;
  }

  private apply(property: string, kind: Kind, read: (number: number) => number | undefined, of: Kind): boolean {
    const base = this.named(this.pop(), of);
    const value = base.number === undefined ? undefined : read(base.number);
    const item: Item = { text: `${base.text}.${property}`, kind, ...(value === undefined || base.unknown ? {} : { number: value }), ...(base.unknown ? { unknown: true } : {}) };
    if (kind !== "number") this.note(item);
    this.push(item);
    return true;
  }

  private field(immediate: number): boolean {
    const { region, field } = fieldAt(immediate);
    const base = this.named(this.pop(), region === "thread" || region === "process" || region === "token" || region === "handle" ? region : "number");
    const value = base.number === undefined ? undefined : this.view.field(region, base.number, field.name);
    const property = region === "thread" && field.name === "active" ? "impersonating" : field.name;
    const item: Item = { text: `${base.text}.${property}`, kind: kindOfField(region, field.name), field: field.name, ...(value === undefined ? {} : { number: value }) };
    this.note(item);
    this.push(item);
    return true;
  }

  /** A literal that turns out to be a thing gets the thing's name. */
  private named(item: Item, kind: Kind): Item {
    if (item.kind !== "literal" || item.number === undefined) return item;
    return { text: this.elementText(kind, item.number), kind, number: item.number };
  }

  /** A set of SIDs or privileges is shown whole; `read` is what the condition asks of it. */
  private set(record: Item, immediate: number, read: (bits: bigint) => number, kind: Kind): boolean {
    const { region, field } = fieldAt(immediate);
    const base = this.named(record, "token");
    const bits = base.number === undefined ? undefined : this.view.wide(region, base.number, field.name);
    const members = field.type === "mask128" ? sidNames(bits ?? 0n, this.names) : privilegeNamesOf(bits ?? 0n);
    const value = bits === undefined ? "none" : members.join(", ") || "empty";
    this.seen.push({ path: `${base.text}.${setPaths[field.name] ?? field.name}`, value });
    this.push({ text: "", kind, ...(bits === undefined ? (kind === "boolean" ? { number: 0 } : {}) : { number: read(bits) }) });
    return true;
  }

  /** Predicates by name; what they looked at is told by `predicateValues`. */
  private predicate(name: string): boolean {
    switch (name) {
      case "BugCheck": {
        const code = this.view.field("header", 0, "bugCheck");
        this.note({ text: "bugcheck", kind: "bugcheck", number: code });
        this.push({ text: "bugcheck", kind: "bugcheck", number: code });
        return true;
      }
      case "LastFailed":
        this.push({ text: "failed", kind: "boolean", ...(this.moment.lastFailed === undefined ? { unknown: true } : { number: this.moment.lastFailed ? 1 : 0 }) });
        return true;
      case "Clean": case "Escalation": case "Deputy": case "LevelRaised": this.push({ text: "", kind: "boolean", unknown: true }); return true;
      default: return false;
    }
  }

  /** Everything that takes several values and leaves a truth. */
  private join(name: string, immediate: number): boolean {
    if (name === "Not") return this.truth([this.pop()], ([a]) => a !== 1);
    if (name === "InSet") return this.truth(Array.from({ length: immediate + 1 }, () => this.pop()).reverse(), ([value, ...rest]) => rest.includes(value));
    if (name === "Within") { for (let index = 0; index < 4; index++) this.pop(); return this.truth([], undefined); }
    if (name === "Can") { for (let index = 0; index < 3; index++) this.pop(); return this.truth([], undefined); }
    const b = this.pop();
    const a = this.pop();
    const compare = comparisons[name];
    if (name === "BitOr") this.push({ text: "", kind: "access", number: ((a.number ?? 0) | (b.number ?? 0)) >>> 0 });
    else this.truth([a, b], compare && (([x, y]) => compare(x, y)));
    return true;
  }

  private truth(items: readonly Item[], evaluate: ((values: readonly (number | undefined)[]) => boolean) | undefined): boolean {
    const known = evaluate !== undefined && items.every((item) => !item.unknown);
    this.push({ text: "", kind: "boolean", ...(known ? { number: evaluate(items.map((item) => item.number)) ? 1 : 0 } : { unknown: true }) });
    return true;
  }

  private note(item: Item): void {
    if (!item.unknown) this.seen.push({ path: this.view === this.moment.before && this.moment.before !== this.moment.now ? `old(${item.text})` : item.text, value: this.valueWords(item) });
  }

  private valueWords({ kind, number, field }: Item): string {
    if (number === undefined || number === NONE) return "none";
    switch (kind) {
      case "token": return tokenIdentity(number, this.view, this.names);
      case "level": return levelName(number);
      case "sid": return sidName(number, this.names);
      case "boolean": return number === 0 ? "false" : "true";
      case "mode": return number === 1 ? "kernel" : "user";
      case "bugcheck": return number === 0 ? "none" : bugCheckName(number);
      case "access": return hexadecimal(number);
      case "thread": case "process": case "handle": case "object": return this.elementText(kind, number);
      default: return field === undefined ? String(number) : tokenFieldValue(field, number, this.names);
    }
  }

  private elementText(kind: Kind, number: number): string {
    switch (kind) {
      case "thread": return threadPath(number, this.names);
      case "process": return this.names.processes[number] ?? `process ${number}`;
      case "object": return this.names.objects[number]?.name ?? `object ${number}`;
      case "handle": return handleName(number, this.view, this.names).replace(/^handle /, "");
      case "level": return levelName(number);
      case "token": return `token ${number}`;
      default: return String(number);
    }
  }

  private loopBegin(at: number, immediate: number): number {
    const [domain, owner] = [immediate & 0xff, immediate >>> 8];
    const first = this.elements(domain, owner)[0];
    const closing = at + this.words[at + 1]!;
    const row = loopDomains.find((each) => each.id === domain)!;
    if (first === undefined) {
      const kind = operationName.get(this.words[closing]! & 0xff);
      this.seen.push({ path: row.name, value: "there are none" });
      this.push({ text: "", kind: "boolean", number: kind === "LoopEvery" || kind === "LoopNo" ? 1 : 0 });
      return closing + 1;
    }
    this.loops.push({ element: first, kind: loopKinds[row.name]!, true: 0, start: this.seen.length, mark: this.seen.length });
    return at + 2;
  }

  /** Goes on to the next element. One that decides is shown alone; of those that decide nothing only the first few are. */
  private loopNext(at: number, name: string, back: number): number {
    const loop = this.loops.at(-1)!;
    const result = this.pop();
    const isTrue = result.number === 1;
    const stop = result.unknown !== true && (name === "LoopEvery" ? !isTrue : name !== "LoopCount" && isTrue);
    if (isTrue) loop.true += 1;
    if (stop) this.seen.splice(loop.start, loop.mark - loop.start);
    else this.seen.length = Math.min(this.seen.length, loop.start + VALUES_OF_LOOP);
    const begin = this.words[at - back]! >>> 8;
    const elements = this.elements(begin & 0xff, begin >>> 8);
    const next = stop ? undefined : elements[elements.indexOf(loop.element) + 1];
    if (next !== undefined) {
      loop.element = next;
      loop.mark = this.seen.length;
      return at - back + 2;
    }
    this.loops.pop();
    const answer = name === "LoopCount" ? loop.true : (name === "LoopSome") === stop ? 1 : 0;
    this.push({ text: "", kind: name === "LoopCount" ? "number" : "boolean", ...(result.unknown ? { unknown: true } : { number: answer }) });
    return at + 1;
  }

  private elements(domain: number, owner: number): number[] {
    const { view } = this;
    const all = (region: "thread" | "process" | "object"): number[] => Array.from({ length: view.counts[region] - 1 }, (_, index) => index + 1);
    switch (loopDomains.find((row) => row.id === domain)?.name) {
      case "threads": return all("thread").filter((thread) => owner === 0 || view.field("thread", thread, "process") === owner);
      case "processes": return all("process");
      case "objects": return all("object");
      case "tokens": return view.live("token").filter((token) => token > 0);
      case "handles": return view.live("handle").filter((handle) => owner === 0 || view.field("handle", handle, "process") === owner);
      case "levels": return [0, 1, 2, 3];
      default: return [];
    }
  }
}

const loopKinds: Readonly<Record<string, Kind>> = { threads: "thread", processes: "process", tokens: "token", handles: "handle", objects: "object", levels: "level" };
const setPaths: Readonly<Record<string, string>> = {
  groupsEnabled: "groups.enabled", groupsDenyOnly: "groups.denyOnly", privilegesPresent: "privileges", privilegesEnabled: "privileges.enabled",
};

/** The comparisons; undefined is `none`: equal to itself, ordered with nothing. */
const comparisons: Readonly<Record<string, (a: number | undefined, b: number | undefined) => boolean>> = {
  Equal: (a, b) => a === b, NotEqual: (a, b) => a !== b,
  Less: (a, b) => a !== undefined && b !== undefined && a < b, LessOrEqual: (a, b) => a !== undefined && b !== undefined && a <= b,
  Greater: (a, b) => a !== undefined && b !== undefined && a > b, GreaterOrEqual: (a, b) => a !== undefined && b !== undefined && a >= b,
  And: (a, b) => a === 1 && b === 1, Or: (a, b) => a === 1 || b === 1, Implies: (a, b) => a !== 1 || b === 1,
  HasRights: (a, b) => a !== undefined && b !== undefined && (a & b) >>> 0 === a,
};

function fieldAt(immediate: number): { region: RegionName; field: Field } {
  const region = regions[immediate >>> 16]!;
  const field = (region.fields as readonly Field[]).find((row) => row.offset === ((immediate >>> 8) & 0xff))!;
  return { region: region.name, field };
}

function kindOfField(region: RegionName, name: string): Kind {
  if (region === "thread") return name === "process" ? "process" : name === "level" ? "level" : "boolean";
  if (region === "process") return name === "token" ? "token" : "number";
  if (region === "handle") return name === "access" ? "access" : "number";
  if (name === "user" || name === "owner" || name === "primaryGroup") return "sid";
  return name === "level" ? "level" : "number";
}
