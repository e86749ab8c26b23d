/**
 * SepFilterToken: a child of a token that can less. What NtFilterToken, SeFilterToken and a job's filter have
 * in common.
 *
 * Sets are masks as the accessors of tokens hold them: privileges by LUID in 64 bits, SIDs by number in two
 * halves of 64. So a set of the state or of the image can be handed over as it is. What the token does not
 * have is ignored. [MS-doc nf-ntifs-sefiltertoken] [ReactOS tokenlif.c] facts 9.8
 */
import { decide } from "../decide";
import { SID_SLOT_ADMINISTRATORS, SID_SLOT_LOCAL_SYSTEM } from "../generated/constants";
import {
  FILTER_ALLOCATION_FAILS, FILTER_DISABLES_OWNER, FILTER_OF_RESTRICTED, FILTER_RESTRICTING_ATTRIBUTES,
  FILTER_SANDBOX_INERT_IGNORED,
} from "../generated/decisions";
import {
  DISABLE_MAX_PRIVILEGE, LUA_TOKEN, SANDBOX_INERT, SE_CHANGE_NOTIFY_PRIVILEGE,
  SE_INCREASE_WORKING_SET_PRIVILEGE, SE_SHUTDOWN_PRIVILEGE, SE_TIME_ZONE_PRIVILEGE, SE_UNDOCK_PRIVILEGE,
  TOKEN_SESSION_NOT_REFERENCED,
} from "../generated/enumerations";
import {
  setTokenFlags, setTokenGroupsDenyOnlyHigh, setTokenGroupsDenyOnlyLow, setTokenGroupsEnabledHigh,
  setTokenGroupsEnabledLow, setTokenIntegrity, setTokenOwner, setTokenParentId, setTokenPrivilegesEnabled,
  setTokenPrivilegesPresent, setTokenRestricted, setTokenRestrictingHigh, setTokenRestrictingLow,
  setTokenSandboxInert, setTokenUserDenyOnly, setTokenWriteRestricted, tokenFlags, tokenGroupsDenyOnlyHigh,
  tokenGroupsDenyOnlyLow,
  tokenGroupsEnabledHigh, tokenGroupsEnabledLow, tokenGroupsHigh, tokenGroupsLow, tokenIntegrity, tokenOwner,
  tokenPrivilegesEnabled, tokenPrivilegesPresent, tokenRestricted, tokenRestrictingHigh, tokenRestrictingLow,
  tokenTokenId, tokenUser, tokenWriteRestricted,
} from "../generated/state";
import { STATUS_INSUFFICIENT_RESOURCES, STATUS_INVALID_PARAMETER, STATUS_SUCCESS } from "../generated/statuses";
import {
  FILTER_DISABLES_SIDS_ON, FILTER_EXISTING_RESTRICTED_REPLACE, filterDisablesSids, filterExistingRestricted,
  INTEGRITY_CHECK_ON, integrityCheck, LUA_FILTER_INTEGRITY_MEDIUM, LUA_FILTER_ON, luaFilter,
  luaFilterIntegrity, SANDBOX_INERT_FOR_LOCAL_SYSTEM, sandboxInertFor, TOKEN_IS_ADMIN_FLAG, tokenIsAdmin,
  WRITE_RESTRICTED_BY_FILTERS_FIRST, WRITE_RESTRICTED_BY_FILTERS_LAST, WRITE_RESTRICTED_FLAG_4,
  WRITE_RESTRICTED_FLAG_8, writeRestrictedByFilters, writeRestrictedFlag,
} from "../generated/switches";
import { bitOf } from "../objects/bitmaps";
import { effectiveToken } from "../objects/threads";
import { copyToken, maskHasSid, TOKEN_HAS_ADMIN_GROUP } from "../objects/tokens";
import { wellKnownSid } from "../objects/wellKnownSids";
import { allocationFails, currentThread } from "../step/call";

/** S-1-16-8192, to which LUA_TOKEN lowers. facts 1.7, 1.8 */
const MEDIUM: u32 = 0x2000;

/**
 * The child that the last success made; its only reference is the caller's, and it has no descriptor yet. 0:
 * the world is full, and nothing counts any more.
 */
export let filteredToken: u32 = 0;

/**
 * Makes a child of `source`, of its type and at its level. `flags` are FILTER_TOKEN_FLAGS. Without
 * `hasRestrictedSids` the list of the source stays; an empty list that is there restricts to nothing.
 * `restrictedSidsHaveAttributes`: an entry of that list had attributes, which is refused. An NTSTATUS;
 * allocations: the child.
 */
export function SepFilterToken(
  source: u32, flags: u32, sidsToDisableLow: u64, sidsToDisableHigh: u64, privilegesToDelete: u64,
  restrictedSidsLow: u64, restrictedSidsHigh: u64, hasRestrictedSids: bool,
  restrictedSidsHaveAttributes: bool = false,
): u32 {
  filteredToken = 0;
  if (decide(FILTER_ALLOCATION_FAILS, allocationFails(), source)) return STATUS_INSUFFICIENT_RESOURCES;
  // NT has made the object by now; as it lets go of it again, the model makes none
  if (hasRestrictedSids && decide(FILTER_RESTRICTING_ATTRIBUTES, restrictedSidsHaveAttributes, source)) {
    return STATUS_INVALID_PARAMETER;
  }
  const token = copyToken(source);
  if (token == 0) return STATUS_SUCCESS;
  setTokenParentId(token, tokenTokenId(source));
  setTokenFlags(token, tokenFlags(token) & ~TOKEN_SESSION_NOT_REFERENCED);
  filterInPlace(
    token, flags, sidsToDisableLow, sidsToDisableHigh, privilegesToDelete, restrictedSidsLow,
    restrictedSidsHigh,
    hasRestrictedSids,
  );
  filteredToken = token;
  return STATUS_SUCCESS;
}

/**
 * Takes from a token what filtering takes from its child: of a new child, or of one that only answers a
 * question.
 */
export function filterInPlace(
  token: u32, flags: u32, sidsToDisableLow: u64, sidsToDisableHigh: u64, privilegesToDelete: u64,
  restrictedSidsLow: u64, restrictedSidsHigh: u64, hasRestrictedSids: bool,
): void {
  if (hasRestrictedSids) restrict(token, flags, restrictedSidsLow, restrictedSidsHigh);
  keepPrivileges(token, (flags & DISABLE_MAX_PRIVILEGE) != 0
    ? bitOf(SE_CHANGE_NOTIFY_PRIVILEGE)
    : ~privilegesToDelete);
  if ((sidsToDisableLow | sidsToDisableHigh) != 0 && filterDisablesSids() == FILTER_DISABLES_SIDS_ON) {
    disableSids(token, sidsToDisableLow, sidsToDisableHigh);
  }
  if ((flags & SANDBOX_INERT) != 0 && !decide(FILTER_SANDBOX_INERT_IGNORED, !mayBeInert(), currentThread)) {
    setTokenSandboxInert(token, 1);
  }
  if ((flags & LUA_TOKEN) != 0 && luaFilter() == LUA_FILTER_ON) makeLimited(token);
}

/** Restricts a new child. One that its source has restricted already gets what both lists have (D14). */
function restrict(token: u32, flags: u32, low: u64, high: u64): void {
  const again = decide(FILTER_OF_RESTRICTED, tokenRestricted(token) != 0, token);
  const intersects = again && filterExistingRestricted() != FILTER_EXISTING_RESTRICTED_REPLACE;
  setTokenRestrictingLow(token, intersects ? low & tokenRestrictingLow(token) : low);
  setTokenRestrictingHigh(token, intersects ? high & tokenRestrictingHigh(token) : high);
  setTokenRestricted(token, 1);
  const asked = asksWriteRestricted(flags);
  setTokenWriteRestricted(
    token, <u32>(again ? writesOnlyAgain(tokenWriteRestricted(token) != 0, asked) : asked),
  );
}

/**
 * Of a token that is restricted already: what it was and what is asked now. No source tells. facts 9.6 [INF]
 */
function writesOnlyAgain(was: bool, asked: bool): bool {
  switch (writeRestrictedByFilters()) {
    case WRITE_RESTRICTED_BY_FILTERS_FIRST: return was;
    case WRITE_RESTRICTED_BY_FILTERS_LAST: return asked;
    default: return was && asked;
  }
}

/**
 * The flag moved: 4 on XP SP2, 8 from Vista on. [MS-doc nf-securitybaseapi-createrestrictedtoken] facts 5.4
 */
function asksWriteRestricted(flags: u32): bool {
  switch (writeRestrictedFlag()) {
    case WRITE_RESTRICTED_FLAG_4: return (flags & 4) != 0;
    case WRITE_RESTRICTED_FLAG_8: return (flags & 8) != 0;
    default: return false;
  }
}

/** Deletes what is not in the set. */
function keepPrivileges(token: u32, kept: u64): void {
  setTokenPrivilegesPresent(token, tokenPrivilegesPresent(token) & kept);
  setTokenPrivilegesEnabled(token, tokenPrivilegesEnabled(token) & kept);
}

/**
 * Makes the listed SIDs for deny only, for good, be they mandatory or the user's own. What is enabled by
 * default (a constant of the token's shape) is so no more where it is for deny only.
 */
function disableSids(token: u32, low: u64, high: u64): void {
  const groupsLow = tokenGroupsLow(token) & low;
  const groupsHigh = tokenGroupsHigh(token) & high;
  setTokenGroupsEnabledLow(token, tokenGroupsEnabledLow(token) & ~groupsLow);
  setTokenGroupsEnabledHigh(token, tokenGroupsEnabledHigh(token) & ~groupsHigh);
  setTokenGroupsDenyOnlyLow(token, tokenGroupsDenyOnlyLow(token) | groupsLow);
  setTokenGroupsDenyOnlyHigh(token, tokenGroupsDenyOnlyHigh(token) | groupsHigh);
  if (maskHasSid(low, high, tokenUser(token))) setTokenUserDenyOnly(token, 1);
  const administrators = wellKnownSid(SID_SLOT_ADMINISTRATORS);
  if (tokenIsAdmin() == TOKEN_IS_ADMIN_FLAG && maskHasSid(groupsLow, groupsHigh, administrators)) {
    setTokenFlags(token, tokenFlags(token) & ~TOKEN_HAS_ADMIN_GROUP);
  }
  if (decide(FILTER_DISABLES_OWNER, maskHasSid(groupsLow, groupsHigh, tokenOwner(token)), token)) {
    setTokenOwner(token, tokenUser(token));
  }
}

/** Since KB2532445 only LocalSystem, as which TrustedInstaller runs, may have the flag. facts 9.8 step 7 */
function mayBeInert(): bool {
  return sandboxInertFor() != SANDBOX_INERT_FOR_LOCAL_SYSTEM
    || tokenUser(effectiveToken(currentThread)) == wellKnownSid(SID_SLOT_LOCAL_SYSTEM);
}

/** LUA_TOKEN: the limited half of a split administrator. [CK] facts 9.8 step 8, 1.8 */
function makeLimited(token: u32): void {
  const administrators = wellKnownSid(SID_SLOT_ADMINISTRATORS);
  disableSids(token, bitOf(administrators), administrators < 64 ? 0 : bitOf(administrators - 64));
  keepPrivileges(token, bitOf(SE_CHANGE_NOTIFY_PRIVILEGE) | bitOf(SE_SHUTDOWN_PRIVILEGE)
    | bitOf(SE_UNDOCK_PRIVILEGE) | bitOf(SE_INCREASE_WORKING_SET_PRIVILEGE) | bitOf(SE_TIME_ZONE_PRIVILEGE));
  if (luaFilterIntegrity() != LUA_FILTER_INTEGRITY_MEDIUM || integrityCheck() != INTEGRITY_CHECK_ON) return;
  setTokenIntegrity(token, min(tokenIntegrity(token), MEDIUM));
}
