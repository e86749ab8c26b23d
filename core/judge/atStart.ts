/**
 * What an attacker could exercise at its start beyond the primary tokens of its processes, over a whole
 * campaign: a thread of its own that impersonated already, a handle that was opened for it. All of that
 * belongs to its baseline, so no escalation finds it; who reads that nothing was gained should know.
 */
import { HANDLE_FREE } from "../generated/constants";
import { initialStateBase } from "../generated/image";
import { handleKind, moveBlock, stateBase } from "../generated/state";

/** Per attacker two words: a bit per thread; whether there was a handle. */
export const AT_START: usize = memory.data(8 * 8, 16);

export function clearAtStart(): void {
  memory.fill(AT_START, 0, 8 * 8);
}

export function noteThreadAtStart(attacker: u32, thread: u32): void {
  const address = AT_START + (<usize>attacker << 3);
  store<u32>(address, load<u32>(address) | (1 << thread));
}

/** Handles that the attacker is declared to hold are no surprise. */
export function noteHandleAtStart(attacker: u32, slot: u32): void {
  const distance = <isize>initialStateBase - <isize>stateBase;
  moveBlock(distance);
  const declared = handleKind(slot) != HANDLE_FREE;
  moveBlock(-distance);
  if (!declared) store<u32>(AT_START + (<usize>attacker << 3), 1, 4);
}
