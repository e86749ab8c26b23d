/**
 * What was found out about an attacker in this run and cannot have changed since, so that it is not found out again after every step. A
 * baseline never shrinks; a step that writes what an answer was read from forgets it.
 *
 * Only runs in bulk remember. Whoever makes a single run may write into its state between two steps.
 */
import {
  HANDLE_ACCESS_WATCH, HANDLE_KIND_WATCH, HANDLE_OBJECT_WATCH, HANDLE_PROCESS_WATCH, OBJECT_DESCRIPTOR_WATCH, STATE, stateBase,
  TOKEN_GROUPS_DENY_ONLY_WATCH, TOKEN_GROUPS_WATCH, TOKEN_INTEGRITY_WATCH, TOKEN_PACKAGE_WATCH, TOKEN_PRIVILEGES_PRESENT_WATCH,
  TOKEN_RESTRICTED_WATCH, TOKEN_RESTRICTING_WATCH, TOKEN_TYPE_WATCH, TOKEN_USER_DENY_ONLY_WATCH, TOKEN_USER_WATCH,
  TOKEN_WRITE_RESTRICTED_WATCH, touched,
} from "../generated/state";
import { journaling } from "../step/journal";

/** Of whom the rest speaks: 1 + attacker; 0: of nobody. */
let about: u32 = 0;
/** Bit per token that is within one identity of the baseline. */
let tokens: u64 = 0;
/** Whether no handle to a declared object goes beyond the baseline. */
let access: bool = false;

/** A run begins: nothing is known. */
export function forgetProven(): void {
  about = 0;
}

/** After a step: forgets what it may have changed. A token that comes or goes writes its type. */
export function forgetChanged(): void {
  if (about == 0) return;
  const identity = TOKEN_TYPE_WATCH | TOKEN_USER_WATCH | TOKEN_USER_DENY_ONLY_WATCH | TOKEN_INTEGRITY_WATCH | TOKEN_PRIVILEGES_PRESENT_WATCH |
    TOKEN_GROUPS_WATCH | TOKEN_GROUPS_DENY_ONLY_WATCH | TOKEN_RESTRICTED_WATCH | TOKEN_WRITE_RESTRICTED_WATCH | TOKEN_RESTRICTING_WATCH | TOKEN_PACKAGE_WATCH;
  if (touched & identity) tokens = 0;
  if (touched & (HANDLE_KIND_WATCH | HANDLE_OBJECT_WATCH | HANDLE_PROCESS_WATCH | HANDLE_ACCESS_WATCH | OBJECT_DESCRIPTOR_WATCH)) access = false;
}

/** Not while `old(…)` is evaluated: the answers are about the state now. */
function remembers(attacker: u32): bool {
  if (journaling || stateBase != STATE) return false;
  if (about != attacker + 1) {
    about = attacker + 1;
    tokens = 0;
    access = false;
  }
  return true;
}

/** Whether a token is known to be within the attacker's baseline. */
export function tokenIsProven(attacker: u32, token: u32): bool {
  return remembers(attacker) && ((tokens >> <u64>token) & 1) != 0;
}

export function proveToken(attacker: u32, token: u32): void {
  if (remembers(attacker)) tokens |= <u64>1 << <u64>token;
}

/** Whether it is known that the attacker has gained no access to a declared object. */
export function accessIsProven(attacker: u32): bool {
  return remembers(attacker) && access;
}

export function proveAccess(attacker: u32): void {
  if (remembers(attacker)) access = true;
}
