/**
 * Invariants of the model, by the number that a run reports; a broken one is a mistake of Guise, not of the
 * scenario.
 */
export interface Invariant {
  readonly name: string;
  readonly class: "step" | "test";
  readonly meaning: string;
  readonly source: string;
}

export const invariants = [
  { name: "I1", class: "step", meaning: "A thread that impersonates has a live token with a reference of its own.", source: "facts 16.3 I1" },
  { name: "I3", class: "step", meaning: "The level of a thread is one of the four.", source: "facts 16.3 I3" },
  { name: "I5", class: "step", meaning: "After a revert nothing can observe the stale block.", source: "facts 16.3 I5" },
  { name: "I11", class: "step", meaning: "What is enabled in a token is present in it, and nothing for deny only is enabled.", source: "facts 16.3 I11" },
  { name: "I2", class: "test", meaning: "A token's references cover all its holders, and a token without references is gone.", source: "facts 16.3 I2" },
] as const satisfies readonly Invariant[];
