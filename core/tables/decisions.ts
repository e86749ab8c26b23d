/**
 * The table of decisions: each branch that a routine takes for a reason, with the question in words and its source.
 *
 * `decide(ID, condition)` notes which way it went. Explanations, coverage and the key of a failure are made of these notes.
 * Ids are made by the generator from the order of the rows; new rows go to the end of their routine's group.
 */
export interface Decision {
  readonly name: string;
  readonly routine: string;
  /** A question that is answered by yes (the condition was true) or no. */
  readonly question: string;
  /** What the two noted numbers are, for the explanation: kinds of things by number, or plain numbers. */
  readonly inputs?: readonly { readonly name: string; readonly kind: "token" | "thread" | "process" | "level" | "context" | "handle" | "sid" | "access" | "number" | "object" | "integrity" }[];
  /** What may be flipped in the state before the step to look for the nearest change. */
  readonly flips?: readonly string[];
  readonly source: string;
  /** Where NT itself says that one side cannot happen. */
  readonly unreachable?: string;
  /** Bookkeeping such as pool allocations: decides an outcome only when it is true. */
  readonly housekeeping?: true;
}

export const decisions = [
] as const satisfies readonly Decision[];
