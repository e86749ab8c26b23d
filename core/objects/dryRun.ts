/**
 * Dry runs: a judgement asks what the gate or the access check would answer, and must leave no notes behind.
 *
 * The same code serves calls and judgements, so that "what the model would do" is what it does. Only the notes differ.
 */
import { decide } from "../decide";

let dry: bool = false;

/** From here `ask` notes nothing. Dry runs do not nest. */
export function beginDryRun(): void {
  assert(!dry);
  dry = true;
}

/** From here `ask` notes again. */
export function endDryRun(): void {
  assert(dry);
  dry = false;
}

/** `decide`, for routines that a judgement may ask as well. */
export function ask(decision: u32, condition: bool, first: u32 = 0, second: u32 = 0): bool {
  return dry ? condition : decide(decision, condition, first, second);
}
