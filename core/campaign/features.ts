/**
 * What counts as new in a step that was made: the status of its routine, the decision that decided it behind
 * the one that decided the step before, and who impersonates whom afterwards, or whose token somebody now
 * holds. (Which way each decision went is met where it is decided.) States are told apart by what they mean,
 * whatever numbers tokens and handles happen to have.
 */
import { deciding } from "../decide";
import {
  FEATURE_HANDLE, FEATURE_PAIR, FEATURE_STATE, FEATURE_STATUS, HANDLE_TOKEN, STATUS_SCATTER,
  STATUS_SCATTER_BITS,
} from "../generated/constants";
import {
  handleAccess, handleKind, handleObject, handleProcess, threadActive, threadCount, threadEffectiveOnly,
  threadLevel, threadProcess, threadToken, tokenElevation, tokenIntegrity, tokenLevel, tokenPrivilegesEnabled,
  tokenRestricted, tokenType, tokenUser, touched, THREAD_ACTIVE_WATCH, THREAD_EFFECTIVE_ONLY_WATCH,
  THREAD_LEVEL_WATCH, THREAD_TOKEN_WATCH,
} from "../generated/state";
import { beginMeeting, meet, placeMet } from "./stamps";

const IMPERSONATION: u64 =
  THREAD_TOKEN_WATCH | THREAD_LEVEL_WATCH | THREAD_ACTIVE_WATCH | THREAD_EFFECTIVE_ONLY_WATCH;

/** Per thread: whom it impersonates, and how it got there; u32 each. */
const WHO: usize = memory.data(32 * 4, 16);
const HOW: usize = memory.data(32 * 4, 16);
let impersonated: bool = true;
/** What decided the step before. */
let decidedBefore: u32 = 0;

/** From here the features of a run are met; its state is the one before its first step. */
export function beginFeatures(): void {
  beginMeeting();
  decidedBefore = 0;
  if (!impersonated) return;
  memory.fill(WHO, 0, 32 * 4);
  memory.fill(HOW, 0, 32 * 4);
  impersonated = false;
}

/** A step was made and counted. `handle` is the slot of a handle that it gave back, or NO_HANDLE_MADE. */
export function noteStep(operation: u32, status: u32, handle: u32): void {
  meet(FEATURE_STATUS + (((status ^ (operation << 20)) * STATUS_SCATTER) >>> (32 - STATUS_SCATTER_BITS)));
  if (deciding != 0) {
    meet(FEATURE_PAIR + scattered(mixed(mixed(0, decidedBefore), deciding), 14));
    decidedBefore = deciding;
  }
  if (handle != NO_HANDLE_MADE && handleKind(handle) == HANDLE_TOKEN) noteHandle(operation, handle);
  if (touched & IMPERSONATION) noteState(operation);
  placeMet();
}

export const NO_HANDLE_MADE: u32 = 0xffffffff;

/** Some upper bits of a product: near numbers lie far apart. */
function scattered(value: u32, bits: u32): u32 {
  return (value * 0x9e3779b1) >>> (32 - bits);
}

function mixed(hash: u32, value: u32): u32 {
  return rotl<u32>(hash ^ value, 13) * 0x85ebca6b + 0x165667b1;
}

/** Whose token it is, as far as the model tells people apart. */
function identity(token: u32): u32 {
  const kind = tokenUser(token) | (tokenElevation(token) << 8) | (tokenRestricted(token) << 10)
    | (tokenType(token) << 11) | (tokenLevel(token) << 13);
  const enabled = tokenPrivilegesEnabled(token);
  return mixed(mixed(kind, tokenIntegrity(token)), <u32>(enabled ^ (enabled >> 32)));
}

function noteHandle(operation: u32, handle: u32): void {
  const holder = mixed(operation, handleProcess(handle) | (handleAccess(handle) << 8));
  meet(FEATURE_HANDLE + scattered(mixed(holder, identity(handleObject(handle))), 13));
}

/** Threads of one process are alike: what is met is where they are, in no order and without a count. */
function noteState(operation: u32): void {
  impersonated = true;
  for (let thread: u32 = 1; thread < threadCount; thread++) {
    const active = threadActive(thread) != 0;
    const place = <usize>thread << 2;
    const how = threadLevel(thread) | (threadEffectiveOnly(thread) << 2);
    const who = active ? mixed(identity(threadToken(thread)), how) | 1 : 0;
    if (who != load<u32>(WHO + place)) {
      store<u32>(WHO + place, who);
      store<u32>(HOW + place, active ? operation : 0);
    }
    if (active) {
      meet(FEATURE_STATE + scattered(mixed(mixed(threadProcess(thread), who), load<u32>(HOW + place)), 14));
    }
  }
}
