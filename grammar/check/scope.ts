/*
 * Names that calls bind, and what is known about them where a line stands: a name may be bound on some ways
 * only, and the step that uses it is then skipped on the others. Checking follows the ways that a run can
 * take and warns before it happens.
 */
import type { Known } from "./known.ts";
import type { Actor, Binding, StepOperand } from "./steps.ts";
import type { Value } from "./values.ts";

const visibleMost = 300;

/** Names of one piece of code; a lane and a work item see those of what surrounds them. */
export class Scope {
  private readonly names = new Map<string, Value>();
  private readonly within = new Set<string>();
  constructor(readonly parent?: Scope) {}

  find(name: string): Value | undefined {
    return this.names.get(name) ?? this.parent?.find(name);
  }

  /** Adds a name; answers the value that it already has, if it has one. */
  add(name: string, value: Value): Value | undefined {
    const known = this.find(name);
    if (known === undefined) this.names.set(name, value);
    if (known === undefined) this.parent?.noteWithin(name);
    return known;
  }

  private noteWithin(name: string): void {
    this.within.add(name);
    this.parent?.noteWithin(name);
  }

  /** Whether code of its own within this one, a lane or a work item, has bound the name. */
  isBoundWithin(name: string): boolean {
    return this.within.has(name) || this.parent?.isBoundWithin(name) === true;
  }

  /** Names that may have been meant; only some, where there are very many. */
  visible(): string[] {
    return [...this.names.keys()].slice(-visibleMost).concat(this.parent?.visible() ?? []);
  }
}

/** Where a statement stands. */
export interface Place {
  readonly scope: Scope;
  /** Who makes the calls; undefined: each line has to say. */
  readonly actor?: Actor;
  /** The actor stands before the line that this code belongs to, so a line of it may say another. */
  readonly actorMayChange?: boolean;
  /** Somebody is said to make the calls, but nobody knows who that is; that was reported. */
  readonly actorUnknown?: boolean;
  /** The thread that entered the driver. */
  readonly caller?: Actor;
  /** On whose behalf acts are done. */
  readonly whom?: StepOperand;
  /** Names of the procedures and entries that this code is inside of. */
  readonly inside: readonly string[];
  /** Versions on which this code runs. */
  readonly versions: readonly string[];
  /**
   * What is bound here; changes from statement to statement. Undefined after a `return`: no way leads here.
   * `last` is the result of the call right before, of which `failed` speaks.
   */
  readonly known: { now: Known | undefined; last?: Binding | undefined };
  /** What is bound where a `return` leaves this code. */
  readonly left: { now: Known | undefined };
}
