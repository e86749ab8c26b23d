/** What one call is made with and what comes of it; the frame that every routine of the reference is written in. */
import type { AccessEntry, Bound, ClientContext, DeclaredObject, Handle, Process, StatusName, Thread, Token, World } from "./state.ts";

/** A process or thread by name is opened for the call (design 2.2); `current` is the pseudo handle with full access. */
export type HandleOperand =
  | { readonly how: "handle"; readonly handle: Handle }
  | { readonly how: "open"; readonly thread?: Thread; readonly process?: Process }
  | { readonly how: "current"; readonly thread: Thread };

export interface PrivilegeChange { readonly luid: number; readonly attributes: number }

/** Operands by the names of the table of operations; each routine reads its own. */
export interface Operands {
  thread(name: string): Thread;
  process(name: string): Process;
  object(name: string): DeclaredObject;
  token(name: string): Token | undefined;
  context(name: string): ClientContext;
  handle(name: string): HandleOperand | undefined;
  number(name: string): number;
  optionalNumber(name: string): number | undefined;
  boolean(name: string): boolean;
  changes(name: string): readonly PrivilegeChange[] | undefined;
}

/** A pool: the n-th allocation of the call fails (design 2.3). */
export class Pool {
  private made = 0;
  constructor(private readonly failing: number) {}
  /** True if memory was got. */
  allocate(): boolean {
    return ++this.made !== this.failing;
  }
}

export interface Call {
  readonly world: World;
  readonly actor: Thread;
  readonly mode: "user" | "kernel";
  readonly operands: Operands;
  readonly pool: Pool;
}

/** What a routine gives back. `outs` by the names of the table; missing ones were not given. */
export interface Outcome {
  readonly status?: StatusName;
  readonly boolean?: boolean;
  readonly result?: Bound;
  readonly outs?: Readonly<Record<string, number>>;
}

export type Routine = (call: Call) => Outcome;

/** The status of a step that went wrong, thrown where it goes wrong: the routines read like their documentation. */
export class Refused extends Error {
  constructor(readonly status: StatusName) {
    super(status);
  }
}

export const refuseUnless = (condition: boolean, status: StatusName): void => {
  if (!condition) throw new Refused(status);
};

export type { AccessEntry };
