/**
 * Tokens: allocation, reference counting, and the questions that routines ask about one.
 *
 * A token lives as long as it has a holder: a thread, a process, a handle, a context, or kernel code that
 * referenced it and never let go. Identity does not count up (a token's id is its slot and how often that
 * was reused), or every state would be new. Creation and end both write the type through its setter, so
 * whoever watches the type sees tokens come and go.
 */
import { worldIsFull } from "../step/call";
import {
  headerTokensLive, REGION_TOKEN, setHeaderTokensLive, setTokenDescriptor, setTokenGeneration,
  setTokenInUse, setTokenReferences, setTokenTokenId, setTokenType, TOKEN_SIZE, tokenBase, tokenCount,
  tokenGeneration, tokenGroupsDenyOnlyHigh, tokenGroupsDenyOnlyLow, tokenGroupsEnabledHigh,
  tokenGroupsEnabledLow, tokenPrivilegesEnabled, tokenReferences, tokenRestrictingHigh, tokenRestrictingLow,
  tokenType, tokenUser, tokenUserDenyOnly,
} from "../generated/state";
import { bitOf, plannedRecords } from "./bitmaps";

/** Flag of versions before Windows 7: Administrators were in the token when it was made. facts 1.5, 9 */
export const TOKEN_HAS_ADMIN_GROUP: u32 = 0x08;

/**
 * A count that has reached this stays there, and the token with it: kernel code that references without end
 * leaks it.
 */
const REFERENCES_MAX: u32 = 255;

/** Whether a number names a token in use. */
export function tokenIsLive(token: u32): bool {
  return token != 0 && (headerTokensLive() & bitOf(token)) != 0;
}

/**
 * Takes a free token; its creator holds the only reference. 0: the program planned too few, and the case is
 * dropped.
 */
function allocateToken(): u32 {
  const free = ~headerTokensLive() & plannedRecords(tokenCount) & ~(<u64>1);
  if (free == 0) {
    worldIsFull(REGION_TOKEN);
    return 0;
  }
  const token = <u32>ctz<u64>(free);
  setHeaderTokensLive(headerTokensLive() | bitOf(token));
  return token;
}

/**
 * A new object with the contents of `source`: an identity of its own, one reference (its maker's), in use
 * by no process, and no security descriptor yet. 0: the world is full.
 */
export function copyToken(source: u32): u32 {
  assert(tokenIsLive(source));
  const token = allocateToken();
  if (token == 0) return 0;
  const generation = tokenGeneration(token);
  setTokenType(token, tokenType(source));
  const to = tokenBase + <usize>token * TOKEN_SIZE;
  const from = tokenBase + <usize>source * TOKEN_SIZE;
  // word by word: engines leave the module for memory.copy and memory.fill, which costs more than a small
  // record is worth
  for (let offset: usize = 0; offset < TOKEN_SIZE; offset += 8) {
    store<u64>(to + offset, load<u64>(from + offset));
  }
  setTokenGeneration(token, generation);
  setTokenTokenId(token, (generation << 8) | token);
  setTokenReferences(token, 1);
  setTokenInUse(token, 0);
  setTokenDescriptor(token, 0);
  return token;
}

/** One more holder. */
export function referenceToken(token: u32): void {
  assert(tokenIsLive(token));
  const references = tokenReferences(token);
  if (references < REFERENCES_MAX) setTokenReferences(token, references + 1);
}

/** One holder less; the last one ends the token. */
export function dereferenceToken(token: u32): void {
  assert(tokenIsLive(token));
  const references = tokenReferences(token);
  assert(references != 0);
  if (references == REFERENCES_MAX) return;
  if (references == 1) freeToken(token);
  else setTokenReferences(token, references - 1);
}

/** Frees the slot. All its bytes become zero but the generation, because unused bytes are hashed. */
function freeToken(token: u32): void {
  const generation = tokenGeneration(token);
  setTokenType(token, 0);
  const address = tokenBase + <usize>token * TOKEN_SIZE;
  for (let offset: usize = 0; offset < TOKEN_SIZE; offset += 8) store<u64>(address + offset, 0);
  setTokenGeneration(token, generation + 1);
  setHeaderTokensLive(headerTokensLive() & ~bitOf(token));
}

/** Whether a privilege is enabled; present alone does not count (facts 5.2 G3). */
export function privilegeEnabled(token: u32, luid: u32): bool {
  return (tokenPrivilegesEnabled(token) & bitOf(luid)) != 0;
}

/**
 * Whether the SID matches allow entries: the user unless deny-only, or an enabled group. [ReactOS access.c]
 * facts 1.3, 13.3 E
 */
export function sidEnabled(token: u32, sid: u32): bool {
  if (sid == tokenUser(token)) return tokenUserDenyOnly(token) == 0;
  return maskHasSid(tokenGroupsEnabledLow(token), tokenGroupsEnabledHigh(token), sid);
}

/**
 * Whether the SID matches deny entries: the user in any case, or a group that is enabled or for deny only.
 * facts 13.3 E
 */
export function sidDenies(token: u32, sid: u32): bool {
  if (sid == tokenUser(token)) return true;
  const low = tokenGroupsEnabledLow(token) | tokenGroupsDenyOnlyLow(token);
  return maskHasSid(low, tokenGroupsEnabledHigh(token) | tokenGroupsDenyOnlyHigh(token), sid);
}

/** Whether the SID is in the restricting list. facts 13.3 G */
export function sidRestricts(token: u32, sid: u32): bool {
  return maskHasSid(tokenRestrictingLow(token), tokenRestrictingHigh(token), sid);
}

/** Whether a set of SIDs has a member; NO_SID is in none. */
export function maskHasSid(low: u64, high: u64, sid: u32): bool {
  if (sid < 64) return (low & bitOf(sid)) != 0;
  return (high & bitOf(sid - 64)) != 0;
}
