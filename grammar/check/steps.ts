/*
 * A checked scenario: what its text means, with names resolved and procedures and entries put in their
 * places, but still for all of its versions. The emitter goes through it once per version; nothing in it can
 * be wrong any more.
 */
import type { ObjectType } from "../../core/tables/accessRights.ts";
import type { Operation } from "../../core/tables/operations.ts";
import type { SwitchName } from "../../core/tables/switches.ts";
import type { InitialHandle, Job, ObjectDeclaration, Process, Thing, Thread } from "../resolve/model.ts";
import type { Span } from "../syntaxTree.ts";
import type { WordKind } from "../words.ts";
import type { Fact } from "./narrowing.ts";

/** A name that a call or a choice binds. */
export interface Binding {
  readonly name: string;
  readonly span: Span;
  readonly type: ValueType;
  /** Of a handle to an object: the type of that object, where it is known. */
  readonly objectType?: ObjectType;
  /** The routine whose result it is. */
  readonly operation?: Operation;
  /** Stands for "the call was made", where the binding itself stands for "and it succeeded". */
  readonly made: object;
  /** The errors with which code may go on behind the call; each stands for "it did not fail so". */
  failsWith?: ReadonlyMap<number, object>;
  /** Versions on which some line binds it, one line on each. Absent: it stands for itself alone. */
  boundOn?: readonly string[];
  /** What is used of it decides which variables it takes. */
  mainUsed: boolean;
  outsUsed: boolean;
}

/**
 * How many variables a binding takes: its main value, and where they are used its status and outs behind it.
 */
export function holdsVariables(binding: Binding): number {
  return binding.outsUsed && binding.operation !== undefined ? 2 + binding.operation.outs.length : 1;
}

/** What a value is, as far as the language tells values apart: what words are, and what only a run has. */
export type ValueType =
  | WordKind
  | "thread"
  | "process"
  | "object"
  | "job"
  | "account"
  | "attacker"
  | "token"
  | "tokenHandle"
  | "objectHandle"
  | "pipeHandle"
  | "handle"
  | "context"
  | "subjectContext"
  | "savedState"
  | "workItem"
  | "boolean"
  | "number"
  | "text"
  | "none"
  | "sidSet"
  | "privilegeSet"
  | "list"
  | "privilegeChanges"
  /** what came of something unknown; nothing is said of it again */
  | "unknown";

/** Who makes a step: a thread, one that was chosen, or the lane's own (a worker). */
export type Actor =
  | { readonly kind: "thread"; readonly thread: Thread }
  | { readonly kind: "binding"; readonly binding: Binding }
  | { readonly kind: "own" };

/** Which variable of a binding: its main value, its status, or an out by position. */
export type Part = "main" | "status" | number;

export interface ListedSid { readonly sid: string; readonly attributes: number }
export interface PrivilegeChange { readonly luid: number; readonly attributes: number }

/** An operand of a record, before things and names have numbers. */
export type StepOperand =
  | { readonly form: "none" }
  | { readonly form: "thing"; readonly thing: Thing }
  | { readonly form: "binding"; readonly binding: Binding; readonly part: Part }
  /** The process of the thread that a part of a binding holds. */
  | { readonly form: "processOf"; readonly binding: Binding; readonly part: Part }
  | { readonly form: "current" }
  | { readonly form: "literal"; readonly value: number }
  /** A handle by its value: whatever is open in that slot when the call is made. */
  | { readonly form: "handle"; readonly slot: number }
  | { readonly form: "constant"; readonly value: number }
  | { readonly form: "privileges"; readonly changes: readonly PrivilegeChange[] }
  | { readonly form: "sids"; readonly sids: readonly ListedSid[] };

/** One instruction of an expression; its number is known when the program is. */
export interface Instruction {
  readonly name: string;
  readonly immediate?: Immediate;
}
export type Immediate =
  | number
  | { readonly sid: string }
  | { readonly constant: number }
  | { readonly binding: Binding; readonly part: Part }
  | { readonly thing: Thing }
  | { readonly job: Job }
  /** of LoopBegin: domain, and the process whose elements it has or the place of the set */
  | {
    readonly loop: number; readonly owner?: Process;
    readonly set?: { readonly region: number; readonly offset: number };
  }
  | { readonly attacker: string; readonly kinds: number }
  | { readonly deputy: Thread | undefined };

/** What stands for a name of a condition where the condition stands alone. */
export type SaidAs =
  | { readonly kind: "words"; readonly words: string }
  /** the variable of a part of a binding, with what stands behind its name */
  | { readonly kind: "binding"; readonly binding: Binding; readonly part: Part; readonly behind?: string }
  /** the comparison of a chosen value with none, whose answer is known as soon as the value is */
  | {
      readonly kind: "comparedWithNone"; readonly binding: Binding; readonly part: Part;
      readonly words: string;
    }
  /** the name that a quantifier gives its element */
  | { readonly kind: "element"; readonly name: string }
  /** the thread that a work item runs on, and whether the last call of this code failed */
  | { readonly kind: "current" | "lastFailed" };

/** A place in a condition where its words mean something only there. */
export interface SaidName { readonly span: Span; readonly as: SaidAs }

export interface CheckedExpression {
  readonly code: readonly Instruction[];
  readonly watch: bigint;
  readonly text: string;
  readonly span: Span;
  readonly said: readonly SaidName[];
}

/** What is demanded of an out: a number, or a SID or a thread, whose number the program knows. */
export type OutValue = number | { readonly sid: string } | { readonly thing: Thread };

/** What is demanded of a step on some versions; no versions: on all. */
export interface CheckedDemand {
  readonly versions?: readonly string[];
  readonly statuses?: readonly number[];
  readonly boolean?: boolean;
  readonly bugCheck?: number;
  readonly outs: readonly { readonly position: number; readonly value: OutValue }[];
  readonly span: Span;
}

/** How a step is judged by itself. `succeed`: where no demand holds, success is demanded. */
export interface Judging {
  readonly demands: readonly CheckedDemand[];
  readonly succeed: boolean;
  readonly otherwise?: readonly Step[];
}

interface Placed { readonly span: Span }

export interface CallStep extends Placed, Judging {
  readonly kind: "call";
  readonly operation: Operation;
  /** Where its routine is named. */
  readonly named: Span;
  readonly actor: Actor;
  readonly result?: Binding;
  readonly operands: readonly StepOperand[];
  readonly fault: number;
  /**
   * Code that a work item runs later; undefined for every other routine. `none`: a flat program writes its
   * steps itself.
   */
  readonly code?: readonly Step[] | "none";
}

export interface ActStep extends Placed, Judging {
  readonly kind: "act";
  readonly actor: Actor;
  readonly object: StepOperand;
  readonly access: number;
  readonly unchecked: boolean;
  readonly whom?: StepOperand;
}

export type Step =
  | CallStep
  /** a call whose operands are wrong, which was reported: its mode is still judged, it is never emitted */
  | (Placed & {
      readonly kind: "unsound";
      readonly operation: Operation;
      readonly actor: Actor;
      readonly named: Span;
    })
  | ActStep
  | (Placed & Judging & { readonly kind: "enter"; readonly actor: Actor; readonly label: string })
  | (Placed & Judging & { readonly kind: "enterWorkItem"; readonly actor: Actor; readonly item: Binding })
  | (Placed & Judging & { readonly kind: "leave"; readonly actor: Actor })
  /** what `return` leaves: a procedure, an entry's code, a lane */
  | (Placed & { readonly kind: "frame"; readonly body: readonly Step[] })
  | (Placed & { readonly kind: "finally"; readonly body: readonly Step[]; readonly last: readonly Step[] })
  | (Placed & { readonly kind: "return" })
  | (Placed & { readonly kind: "concurrently"; readonly lanes: readonly CheckedLane[] })
  | (Placed & { readonly kind: "atomic"; readonly body: readonly Step[] })
  | (Placed & {
      readonly kind: "anyOf";
      readonly alternatives: readonly { readonly weight: number; readonly body: readonly Step[] }[];
    })
  | (Placed & {
      readonly kind: "repeat";
      readonly from: number;
      readonly to: number;
      readonly body: readonly Step[];
    })
  | (Placed & {
      readonly kind: "choose";
      readonly binding: Binding;
      /** Each with the words that say it in a flat program. */
      readonly values: readonly {
        readonly weight: number; readonly value: StepOperand; readonly words: string;
      }[];
    })
  | (Placed & {
      readonly kind: "if";
      readonly condition: CheckedExpression;
      /** What is known where the condition holds, and where it does not. */
      readonly tells: readonly [holds: readonly Fact[], fails: readonly Fact[]];
      readonly then: readonly Step[];
      readonly otherwise: readonly Step[];
    })
  | (Placed & {
      readonly kind: "guard";
      readonly versions: readonly string[];
      readonly then: readonly Step[];
      readonly otherwise: readonly Step[];
    })
  | (Placed & { readonly kind: "play"; readonly attacker: string; readonly steps: number })
  | (Placed & { readonly kind: "start"; readonly attacker: string; readonly implied?: true })
  | (Placed & { readonly kind: "concede"; readonly what: StepOperand; readonly attacker: string })
  | (Placed & { readonly kind: "expect"; readonly condition: CheckedExpression })
  | SweepStep;

/** `for each allocation failing { … }` */
export interface SweepStep extends Placed {
  readonly kind: "sweep";
  /** Its words, without the block. */
  readonly head: Span;
  readonly body: readonly Step[];
}

export type CheckedLane =
  | { readonly kind: "lane"; readonly thread: Thread; readonly body: readonly Step[]; readonly span: Span }
  | { readonly kind: "play"; readonly attacker: string; readonly steps: number; readonly span: Span };

export interface CheckedProperty {
  readonly title: string;
  readonly text: string;
  readonly span: Span;
  readonly temporal: 0 | 1 | 2;
  readonly event: number;
  readonly condition: CheckedExpression;
  /** Whom it is about, when it is about an attacker. */
  readonly attacker?: string;
  /** Versions that it is judged on; absent: all. */
  readonly versions?: readonly string[];
}

/** An operand that an attacker's calls draw. */
export interface CheckedDomain {
  readonly values: readonly StepOperand[];
  readonly dynamicKind: number;
  readonly handleKind: number;
}

export interface CheckedAttacker {
  readonly name: string;
  readonly span: Span;
  readonly threads: readonly Thread[];
  readonly calls: readonly {
    readonly operation: Operation;
    readonly weight: number;
    readonly domains: readonly CheckedDomain[];
  }[];
  readonly holds: readonly Omit<InitialHandle, "span">[];
}

/** A case of a table: rows of different guards can be the same case on different versions. */
export interface RowOf {
  readonly table: string;
  /** Its given cells but for the guard, as they are written. */
  readonly case: string;
}

export interface CheckedScenario {
  readonly title: string;
  readonly span: Span;
  readonly docComment: string;
  readonly versions: readonly string[];
  readonly switches: Readonly<Partial<Record<SwitchName, string>>>;
  readonly steps: readonly Step[];
  readonly properties: readonly CheckedProperty[];
  readonly attackers: readonly CheckedAttacker[];
  readonly breaks: readonly number[];
  readonly repairs?: string;
  readonly row?: RowOf;
  readonly processes: readonly Process[];
  readonly objects: readonly ObjectDeclaration[];
  readonly jobs: readonly Job[];
}
