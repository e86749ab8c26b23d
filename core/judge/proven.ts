/**
 * What was found out about an attacker in this run and cannot have changed since, so that it is not found out
 * again after every step. A baseline never shrinks; a step that writes what an answer was read from forgets
 * it.
 *
 * A handle to a token is settled when nothing is gained by it: its token is within the baseline, or what the
 * model would install of it is nothing. That was read from the handle, from the token behind it and from the
 * primary token of the process that holds it, so a step that writes one of these unsettles it. Handles to
 * threads and processes lead to whatever is there, and are never settled.
 *
 * Only runs in bulk remember. Whoever makes a single run may write into its state between two steps.
 */
import { attackerProcessMask, attackerTotal } from "../generated/image";
import {
  HANDLE_ACCESS_WATCH, HANDLE_KIND_WATCH, HANDLE_OBJECT_WATCH, HANDLE_PROCESS_WATCH, handleObject,
  headerAttackersStarted, headerHandlesLiveHigh, headerHandlesLiveLow, OBJECT_DESCRIPTOR_WATCH,
  PROCESS_TOKEN_WATCH, processToken, STATE, stateBase, TOKEN_GROUPS_DENY_ONLY_WATCH, TOKEN_GROUPS_WATCH,
  TOKEN_INTEGRITY_WATCH, TOKEN_PACKAGE_WATCH, TOKEN_PRIVILEGES_PRESENT_WATCH, TOKEN_RESTRICTED_WATCH,
  TOKEN_RESTRICTING_WATCH, TOKEN_TYPE_WATCH, TOKEN_USER_DENY_ONLY_WATCH, TOKEN_USER_WATCH,
  TOKEN_WRITE_RESTRICTED_WATCH, touched, touchedTokens,
} from "../generated/state";
import { journaling } from "../step/journal";

/** What makes a token somebody else's. */
const IDENTITY_WATCH: u64 = TOKEN_TYPE_WATCH | TOKEN_USER_WATCH | TOKEN_USER_DENY_ONLY_WATCH |
  TOKEN_INTEGRITY_WATCH | TOKEN_PRIVILEGES_PRESENT_WATCH | TOKEN_GROUPS_WATCH | TOKEN_GROUPS_DENY_ONLY_WATCH |
  TOKEN_RESTRICTED_WATCH | TOKEN_WRITE_RESTRICTED_WATCH | TOKEN_RESTRICTING_WATCH | TOKEN_PACKAGE_WATCH;
/** What gives access to a declared object. */
const ACCESS_WATCH: u64 = HANDLE_KIND_WATCH | HANDLE_OBJECT_WATCH | HANDLE_PROCESS_WATCH
  | HANDLE_ACCESS_WATCH |
  OBJECT_DESCRIPTOR_WATCH;
const ALL: u64 = 0xffffffffffffffff;

/** Of whom the rest speaks: 1 + attacker; 0: of nobody. */
let about: u32 = 0;
/** Bit per token that is within one identity of the baseline. */
let tokens: u64 = 0;
/** Bit per handle that is not settled, whoever holds it. */
let unsettledLow: u64 = 0;
let unsettledHigh: u64 = 0;
/** Whether no handle to a declared object goes beyond the baseline. */
let access: bool = false;

/** What holds of the attacker where every run begins, if there is only one: tokens and unsettled handles. */
let atBeginning: u32 = 0;
let tokensAtBeginning: u64 = 0;
let unsettledAtBeginningLow: u64 = 0;
let unsettledAtBeginningHigh: u64 = 0;

/** A run begins: nothing is known but what holds of the beginning that is kept. */
export function forgetProven(beginningIsKept: bool): void {
  access = false;
  about = beginningIsKept ? atBeginning : 0;
  if (about == 0) return;
  tokens = tokensAtBeginning;
  unsettledLow = unsettledAtBeginningLow;
  unsettledHigh = unsettledAtBeginningHigh;
}

/** The only attacker that has begun, as 1 + its number; 0: there is none, or there are several. */
export function onlyAttacker(): u32 {
  const begun = headerAttackersStarted();
  return attackerTotal == 1 && begun == 1 ? 1 : 0;
}

/** What is known now holds wherever a run begins. */
export function keepProven(): void {
  atBeginning = about;
  tokensAtBeginning = tokens;
  unsettledAtBeginningLow = unsettledLow;
  unsettledAtBeginningHigh = unsettledHigh;
}

/** After a step: forgets what it may have changed. A token that comes or goes writes its type. */
export function forgetChanged(): void {
  if (about == 0) return;
  if (touched & IDENTITY_WATCH) tokens &= ~touchedTokens;
  if (touched & ACCESS_WATCH) access = false;
  if (touchedTokens != 0 || (touched & PROCESS_TOKEN_WATCH) != 0) unsettleTouched();
}

/** A handle was opened or closed. */
export function handleChanged(slot: u32): void {
  if (slot < 64) unsettledLow |= <u64>1 << <u64>slot;
  else unsettledHigh |= <u64>1 << <u64>(slot - 64);
}

/** Unsettles the handles to tokens that were written; all, where the holder's own token was. */
function unsettleTouched(): void {
  let own = (touched & PROCESS_TOKEN_WATCH) != 0;
  for (let mask = attackerProcessMask(about - 1); mask != 0; mask &= mask - 1) {
    own = own || ((touchedTokens >> <u64>processToken(ctz<u32>(mask))) & 1) != 0;
  }
  if (own) {
    unsettledLow = ALL;
    unsettledHigh = ALL;
    return;
  }
  unsettledLow |= handlesToTouched(headerHandlesLiveLow() & ~unsettledLow, 0);
  unsettledHigh |= handlesToTouched(headerHandlesLiveHigh() & ~unsettledHigh, 64);
}

/** Of the handles that are settled, and so lead to tokens: those to tokens that were written. */
function handlesToTouched(settled: u64, first: u32): u64 {
  let found: u64 = 0;
  for (let rest = settled; rest != 0; rest &= rest - 1) {
    const slot = ctz<u64>(rest);
    found |= ((touchedTokens >> <u64>handleObject(first + <u32>slot)) & 1) << slot;
  }
  return found;
}

/** Not while `old(…)` is evaluated: the answers are about the state now. */
export function remembers(attacker: u32): bool {
  if (journaling || stateBase != STATE) return false;
  if (about != attacker + 1) {
    about = attacker + 1;
    tokens = 0;
    access = false;
    unsettledLow = ALL;
    unsettledHigh = ALL;
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

/** Handles that are not known to give nothing, the first 64 and the others. */
export function handlesToAskLow(attacker: u32): u64 {
  return remembers(attacker) ? unsettledLow : ALL;
}

export function handlesToAskHigh(attacker: u32): u64 {
  return remembers(attacker) ? unsettledHigh : ALL;
}

/** Nothing is gained by this handle to a token. */
export function settleHandle(attacker: u32, slot: u32): void {
  if (!remembers(attacker)) return;
  if (slot < 64) unsettledLow &= ~(<u64>1 << <u64>slot);
  else unsettledHigh &= ~(<u64>1 << <u64>(slot - 64));
}

/** Whether it is known that the attacker has gained no access to a declared object. */
export function accessIsProven(attacker: u32): bool {
  return remembers(attacker) && access;
}

export function proveAccess(attacker: u32): void {
  if (remembers(attacker)) access = true;
}
