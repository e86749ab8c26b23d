/** What the command line answers to whoever started it. */
export const exitCodes = {
  /** Everything held. */
  held: 0,
  /** Something did not hold: failed, vacuous, a world that is too small, a file that is not formatted. */
  notHeld: 1,
  /** The input is wrong: a file, its text, an argument. */
  wrongInput: 2,
  /** A mistake of Guise's own. */
  internalError: 3,
} as const;

/** Wrong input that one plain sentence explains; never a mistake of ours. */
export class InputError extends Error {}
