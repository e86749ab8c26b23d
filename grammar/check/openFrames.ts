/*
 * How many frames each thread has open where a line stands, at least and at most; never changed, since ways
 * part and meet. A thread that was chosen is known by its name as well: which one it is, nobody knows, but
 * the same name is the same thread.
 */
import type { Thread } from "../resolve/model.ts";
import type { Actor, Binding } from "./steps.ts";

interface Range { readonly least: number; readonly most: number }

/** What is open for somebody who acts. */
export interface Depth {
  /** Most frames that may be open. */
  readonly most: number;
  /** As the mode counts: a system thread is in the kernel without any frame. */
  readonly kernelLeast: number;
  readonly kernelMost: number;
  /** False: nothing is known of who it is. */
  readonly known: boolean;
}

const closed: Range = { least: 0, most: 0 };
/** Stands for any number. */
const manyFrames = 255;

const up = ({ least, most }: Range): Range => ({
  least: Math.min(manyFrames, least + 1), most: Math.min(manyFrames, most + 1),
});
const down = ({ least, most }: Range): Range => ({
  least: Math.max(0, least - 1), most: most === manyFrames ? most : Math.max(0, most - 1),
});
/** Of one of several: perhaps it was this one. */
const perhapsUp = ({ least, most }: Range): Range => ({ least, most: Math.min(manyFrames, most + 1) });
const perhapsDown = ({ least, most }: Range): Range => ({ least: Math.max(0, least - 1), most });

export class OpenFrames {
  private constructor(
    private readonly ranges: ReadonlyMap<Thread | Binding, Range>,
    /** Threads that a chosen one can be. */
    private readonly chosen: ReadonlyMap<Binding, readonly Thread[]>,
    /** Work items that ran on every way. */
    private readonly items: ReadonlySet<Binding>,
  ) {}

  static readonly none = new OpenFrames(new Map(), new Map(), new Set());

  private rangeOf(key: Thread | Binding): Range {
    return this.ranges.get(key) ?? closed;
  }

  /** Threads that somebody can be; undefined: any. */
  threadsOf(actor: Actor): readonly Thread[] | undefined {
    if (actor.kind === "thread") return [actor.thread];
    return actor.kind === "binding" ? this.chosen.get(actor.binding) : undefined;
  }

  depthOf(actor: Actor): Depth {
    const threads = this.threadsOf(actor);
    const any = { most: manyFrames, kernelMost: manyFrames };
    if (actor.kind === "own") return { ...any, kernelLeast: 1, known: true };
    if (threads === undefined) return { ...any, kernelLeast: 0, known: false };
    const named = actor.kind === "binding" ? this.rangeOf(actor.binding).least : 0;
    const isSystem = (thread: Thread): number => (thread.role === "user" ? 0 : 1);
    const least = threads.map((thread) => Math.max(isSystem(thread), this.rangeOf(thread).least));
    const most = threads.map((thread) => this.rangeOf(thread).most);
    const kernelMost = threads.map((thread, index) => Math.max(isSystem(thread), most[index]!));
    return {
      most: Math.max(named, ...most), known: true,
      kernelLeast: Math.max(named, Math.min(...least)),
      kernelMost: Math.max(named, ...kernelMost),
    };
  }

  entered(actor: Actor): OpenFrames {
    return this.moved(actor, up, perhapsUp);
  }

  leftBy(actor: Actor): OpenFrames {
    return this.moved(actor, down, perhapsDown);
  }

  private moved(actor: Actor, sure: (of: Range) => Range, perhaps: (of: Range) => Range): OpenFrames {
    const threads = this.threadsOf(actor);
    if (threads === undefined) return this;
    const ranges = new Map(this.ranges);
    const name = actor.kind === "binding" ? actor.binding : undefined;
    const move = threads.length === 1 ? sure : perhaps;
    for (const thread of threads) ranges.set(thread, move(this.rangeOf(thread)));
    if (name !== undefined) ranges.set(name, sure(this.rangeOf(name)));
    for (const [other, candidates] of this.chosen) {
      if (other !== name && candidates.some((thread) => threads.includes(thread))) {
        ranges.set(other, perhaps(this.rangeOf(other)));
      }
    }
    return new OpenFrames(ranges, this.chosen, this.items);
  }

  /** Where somebody is known to be in this mode; undefined where he cannot be. */
  inMode(actor: Actor, mode: "user" | "kernel"): OpenFrames | undefined {
    const threads = this.threadsOf(actor);
    if (threads === undefined) return this;
    const { kernelLeast, kernelMost } = this.depthOf(actor);
    if (mode === "user" ? kernelLeast > 0 : kernelMost === 0) return undefined;
    const one = threads.length === 1 && threads[0]!.role === "user" ? threads[0]! : undefined;
    const key = actor.kind === "binding" ? actor.binding : one;
    const ranges = new Map(this.ranges);
    for (const each of [key, one]) {
      if (each === undefined) continue;
      const { least, most } = this.rangeOf(each);
      const atMost = Math.max(1, most);
      ranges.set(each, mode === "user" ? closed : { least: Math.max(1, least), most: atMost });
    }
    return new OpenFrames(ranges, this.chosen, this.items);
  }

  choosing(binding: Binding, threads: readonly Thread[] | undefined): OpenFrames {
    if (threads === undefined) return this;
    const ranges = new Map(this.ranges);
    ranges.delete(binding);
    return new OpenFrames(ranges, new Map(this.chosen).set(binding, threads), this.items);
  }

  hasRun(item: Binding): boolean {
    return this.items.has(item);
  }

  run(item: Binding): OpenFrames {
    return new OpenFrames(this.ranges, this.chosen, new Set(this.items).add(item));
  }

  /** A name is bound, perhaps once more: to an item that has not run. */
  queued(item: Binding): OpenFrames {
    if (!this.items.has(item)) return this;
    const items = new Set(this.items);
    items.delete(item);
    return new OpenFrames(this.ranges, this.chosen, items);
  }

  /** Some may have left by now what they have open here; who is not said: all. */
  loosened(who: readonly Thread[] = [...this.ranges.keys()] as Thread[]): OpenFrames {
    const ranges = new Map(this.ranges);
    for (const key of who) ranges.set(key, { least: 0, most: this.rangeOf(key).most });
    return new OpenFrames(ranges, this.chosen, this.items);
  }

  /** With what a part has changed from its start to its end. */
  changedAs(start: OpenFrames, end: OpenFrames): OpenFrames {
    const ranges = new Map(this.ranges);
    for (const [key, range] of end.ranges) {
      const before = start.rangeOf(key);
      if (range.least !== before.least || range.most !== before.most) ranges.set(key, range);
    }
    return new OpenFrames(ranges, end.chosen, new Set([...this.items, ...end.items]));
  }

  /** What moved since a start may move on in the rounds to come. */
  widenedFrom(start: OpenFrames): OpenFrames {
    const ranges = new Map(this.ranges);
    for (const [key, { least, most }] of this.ranges) {
      const before = start.rangeOf(key);
      ranges.set(key, {
        least: least < before.least ? 0 : least, most: most > before.most ? manyFrames : most,
      });
    }
    return new OpenFrames(ranges, this.chosen, this.items);
  }

  equals(other: OpenFrames): boolean {
    const keys = [...this.ranges.keys(), ...other.ranges.keys()];
    return keys.every((key) => {
      const [mine, theirs] = [this.rangeOf(key), other.rangeOf(key)];
      return mine.least === theirs.least && mine.most === theirs.most;
    });
  }

  /** Where two ways meet; undefined stands for a way that leads nowhere. */
  static meet(first: OpenFrames | undefined, second: OpenFrames | undefined): OpenFrames | undefined {
    if (first === undefined || first === second) return second;
    if (second === undefined) return first;
    const ranges = new Map<Thread | Binding, Range>();
    for (const key of [...first.ranges.keys(), ...second.ranges.keys()]) {
      const [one, other] = [first.rangeOf(key), second.rangeOf(key)];
      ranges.set(key, { least: Math.min(one.least, other.least), most: Math.max(one.most, other.most) });
    }
    const items = new Set([...first.items].filter((item) => second.items.has(item)));
    return new OpenFrames(ranges, new Map([...first.chosen, ...second.chosen]), items);
  }
}
