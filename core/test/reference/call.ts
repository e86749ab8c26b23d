/**
 * What one call is made with and what comes of it; the frame that every routine of the reference is written
 * in.
 */
import type {
  Bound, ClientContext, DeclaredObject, Handle, Process, SavedState, StatusName, SubjectContext, Thread,
  Token, World,
} from "./state.ts";

/**
 * A process or thread by name is opened for the call (design 2.2); `current` is the pseudo handle with full
 * access.
 */
export type HandleOperand =
  | { readonly how: "handle"; readonly handle: Handle }
  | { readonly how: "open"; readonly thread?: Thread; readonly process?: Process; readonly object?: DeclaredObject }
  | { readonly how: "current"; readonly thread: Thread };

/** One of a list of SIDs, as text. */
export interface ListedSid { readonly sid: string; readonly attributes: number }
export interface PrivilegeChange { readonly luid: number; readonly attributes: number }

/** Operands by the names of the table of operations; each routine reads its own. */
export interface Operands {
  thread(name: string): Thread;
  process(name: string): Process;
  object(name: string): DeclaredObject;
  /** Throws BugCheck when the pointer dangles. */
  token(name: string): Token | undefined;
  /** The same for a routine that follows the pointer: NULL is a bug check too. */
  realToken(name: string): Token;
  /** Throws BugCheck when it was deleted (ARCHITECTURE, "Decided here"). */
  context(name: string): ClientContext;
  savedState(name: string): SavedState | undefined;
  /** Released ones too: the routines tell what is left of them. */
  subject(name: string): SubjectContext;
  handle(name: string): HandleOperand | undefined;
  number(name: string): number;
  optionalNumber(name: string): number | undefined;
  boolean(name: string): boolean;
  changes(name: string): readonly PrivilegeChange[] | undefined;
  sids(name: string): readonly ListedSid[] | undefined;
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

/**
 * What a routine gives back. `outs` by the names of the table, a SID as its text; missing ones were not
 * given.
 */
export interface Outcome {
  readonly status?: StatusName;
  readonly boolean?: boolean;
  readonly result?: Bound;
  readonly outs?: Readonly<Record<string, number | string>>;
}

export type Routine = (call: Call) => Outcome;

/**
 * The status of a step that went wrong, thrown where it goes wrong: the routines read like their
 * documentation.
 */
export class Refused extends Error {
  constructor(readonly status: StatusName) {
    super(status);
  }
}

export const refuseUnless = (condition: boolean, status: StatusName): void => {
  if (!condition) throw new Refused(status);
};

/** A pointer to what is gone, and a pointer to nothing. */
export const REFERENCE_BY_POINTER = "REFERENCE_BY_POINTER", KMODE_EXCEPTION_NOT_HANDLED = "KMODE_EXCEPTION_NOT_HANDLED";

/** The end of the run, thrown where it comes. */
export class BugCheck extends Error {
  constructor(readonly code: string) {
    super(code);
  }
}
