/**
 * Invariants of the model itself (facts 16.3), judged on what a step touched. A broken one is our mistake,
 * never a scenario's; it ends the run as a failure of its own kind. Class `step` is judged after every step;
 * class `test` (reference counts, which need a scan of the world) after every step in tests and in one of 64
 * cases in bulk.
 */
import { deciding } from "../decide";
import { VERDICT_FAILED } from "../generated/constants";
import {
  headerTokensLive, THREAD_ACTIVE_WATCH, THREAD_LEVEL_WATCH, THREAD_TOKEN_WATCH,
  threadActive, threadCopyOnOpen, threadEffectiveOnly, threadLevel, threadToken, TOKEN_GROUPS_ENABLED_WATCH,
  TOKEN_PRIVILEGES_ENABLED_WATCH,
  TOKEN_PRIVILEGES_PRESENT_WATCH, tokenCount, tokenGroupsDenyOnlyHigh, tokenGroupsDenyOnlyLow,
  tokenGroupsEnabledHigh, tokenGroupsEnabledLow, tokenGroupsHigh, tokenGroupsLow,
  tokenLevel, tokenPrivilegesEnabled, tokenPrivilegesPresent, tokenReferences, tokenType, touched,
  touchedThreads, touchedTokens,
} from "../generated/state";
import { countedHolders, countHolders } from "../objects/tokenHolders";
import { endRun } from "../step/verdict";

/** Marks what broke as an invariant; the number below is its row in the table of invariants. */
export const BROKEN_INVARIANT: u32 = 0x40000000;
export const INVARIANT_ACTIVE_HAS_TOKEN: u32 = 0;
export const INVARIANT_LEVEL_IN_RANGE: u32 = 1;
export const INVARIANT_REVERTED_IS_BLANK: u32 = 2;
export const INVARIANT_ENABLED_IS_PRESENT: u32 = 3;
export const INVARIANT_REFERENCES_ADD_UP: u32 = 4;

let scanning: bool = false;

/** From here reference counts are judged too. */
export function setScanning(on: bool): void {
  scanning = on;
}

/** Judges what this step touched, and no more of it. */
export function judgeInvariants(): void {
  if (touched & (THREAD_ACTIVE_WATCH | THREAD_TOKEN_WATCH | THREAD_LEVEL_WATCH)) judgeThreads();
  const ofPrivileges = TOKEN_PRIVILEGES_ENABLED_WATCH | TOKEN_PRIVILEGES_PRESENT_WATCH;
  if (touched & (ofPrivileges | TOKEN_GROUPS_ENABLED_WATCH)) {
    judgeTokens();
  }
  if (scanning) judgeReferences();
}

function broken(invariant: u32): void {
  endRun(VERDICT_FAILED, BROKEN_INVARIANT | invariant, deciding);
}

/**
 * I1, I3 and I5: an active thread has a live token at a sound level; a stale block can be seen by nobody, for
 * it is blank.
 */
function judgeThreads(): void {
  for (let rest = touchedThreads; rest != 0; rest &= rest - 1) {
    const thread = ctz<u32>(rest);
    const token = threadToken(thread);
    if (threadActive(thread)) {
      if (token == 0 || ((headerTokensLive() >> <u64>token) & 1) == 0 || tokenReferences(token) == 0) {
        broken(INVARIANT_ACTIVE_HAS_TOKEN);
      }
      if (threadLevel(thread) > 3 || (tokenType(token) == 2 && tokenLevel(token) > 3)) {
        broken(INVARIANT_LEVEL_IN_RANGE);
      }
    } else if ((token | threadLevel(thread) | threadCopyOnOpen(thread) | threadEffectiveOnly(thread)) != 0) {
      broken(INVARIANT_REVERTED_IS_BLANK);
    }
  }
}

/** Part of I11: what is enabled is present, and no SID is enabled and for deny only at once. */
function judgeTokens(): void {
  for (let live = headerTokensLive() & touchedTokens; live != 0; live &= live - 1) {
    const token = <u32>ctz<u64>(live);
    const sound = (tokenPrivilegesEnabled(token) & ~tokenPrivilegesPresent(token)) == 0 &&
      (tokenGroupsEnabledLow(token) & (~tokenGroupsLow(token) | tokenGroupsDenyOnlyLow(token))) == 0 &&
      (tokenGroupsEnabledHigh(token) & (~tokenGroupsHigh(token) | tokenGroupsDenyOnlyHigh(token))) == 0;
    if (!sound) broken(INVARIANT_ENABLED_IS_PRESENT);
  }
}

/**
 * I2: every holder counts, and what nobody holds is gone. References that a driver took and keeps may stand
 * above the holders that are seen.
 */
function judgeReferences(): void {
  countHolders();
  for (let token: u32 = 1; token < tokenCount; token++) {
    const isLive = ((headerTokensLive() >> <u64>token) & 1) != 0;
    if (tokenReferences(token) < countedHolders(token) || isLive != (tokenReferences(token) != 0)) {
      broken(INVARIANT_REFERENCES_ADD_UP);
    }
  }
}
