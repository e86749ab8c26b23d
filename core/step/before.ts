/**
 * The state before the step, for `old(…)` and for explanations: a copy that is taken only when somebody reads
 * it.
 */
import { stateSize } from "../generated/image";
import { STATE, STATE_BYTES_MAX } from "../generated/state";

export const STATE_BEFORE: usize = memory.data(24576, 16);
let keeping: bool = false;

/** Whether a copy is taken before every step. */
export function keepStateBefore(on: bool): void {
  keeping = on;
}

export function takeStateBefore(): void {
  assert(stateSize <= STATE_BYTES_MAX);
  if (keeping) memory.copy(STATE_BEFORE, STATE, stateSize);
}
