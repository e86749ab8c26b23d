/**
 * SepDuplicateToken: the one way in which a copy of a token arises. Type and level come from the caller; no
 * level is compared here.
 *
 * [ReactOS tokenlif.c] facts 9.7. The logon session of a token never ends in the model, so
 * STATUS_NO_SUCH_LOGON_SESSION cannot occur.
 */
import { TOKEN_ALLOCATION_FAILS } from "../generated/decisions";
import { decide } from "../decide";
import { SID_SLOT_ADMINISTRATORS } from "../generated/constants";
import { TOKEN_SESSION_NOT_REFERENCED, TokenImpersonation } from "../generated/enumerations";
import {
  setHeaderLevelRaised, setTokenFlags, setTokenGroupCount, setTokenGroupsDenyOnlyHigh,
  setTokenGroupsDenyOnlyLow, setTokenGroupsHigh, setTokenGroupsLow, setTokenLevel, setTokenOwner,
  setTokenPrivilegesPresent, setTokenType, tokenFlags, tokenGroupCount, tokenGroupsDenyOnlyHigh,
  tokenGroupsDenyOnlyLow, tokenGroupsEnabledHigh, tokenGroupsEnabledLow, tokenGroupsHigh, tokenGroupsLow,
  tokenLevel, tokenOwner, tokenPrivilegesEnabled, tokenType, tokenUser,
} from "../generated/state";
import { STATUS_INSUFFICIENT_RESOURCES, STATUS_SUCCESS } from "../generated/statuses";
import {
  EFFECTIVE_ONLY_DROPS_DENY_ONLY_ON, effectiveOnlyDropsDenyOnly, TOKEN_IS_ADMIN_FLAG, tokenIsAdmin,
} from "../generated/switches";
import { copyToken, maskHasSid, TOKEN_HAS_ADMIN_GROUP } from "../objects/tokens";
import { wellKnownSid } from "../objects/wellKnownSids";
import { allocationFails } from "../step/call";

/**
 * The copy that the last success made; its only reference is the caller's. 0: the world is full, and
 * nothing counts any more.
 */
export let duplicatedToken: u32 = 0;

/**
 * Copies a token as `type` at `level`; with `effectiveOnly` what is not enabled is left out. The copy has
 * no descriptor. An NTSTATUS.
 */
export function SepDuplicateToken(source: u32, type: u32, level: u32, effectiveOnly: u32): u32 {
  duplicatedToken = 0;
  if (decide(TOKEN_ALLOCATION_FAILS, allocationFails(), source)) return STATUS_INSUFFICIENT_RESOURCES;
  const token = copyToken(source);
  if (token == 0) return STATUS_SUCCESS;
  if (tokenType(source) == TokenImpersonation && type == TokenImpersonation && level > tokenLevel(source)) {
    setHeaderLevelRaised(1);
  }
  setTokenType(token, type);
  setTokenLevel(token, level);
  setTokenFlags(token, tokenFlags(token) & ~TOKEN_SESSION_NOT_REFERENCED);
  if (effectiveOnly != 0) keepEffective(token);
  duplicatedToken = token;
  return STATUS_SUCCESS;
}

/**
 * Removes the groups and privileges of a new copy that are not enabled. Whether deny-only groups go too is
 * a switch (U7).
 */
function keepEffective(token: u32): void {
  const dropDenyOnly = effectiveOnlyDropsDenyOnly() == EFFECTIVE_ONLY_DROPS_DENY_ONLY_ON;
  const low = tokenGroupsEnabledLow(token) | (dropDenyOnly ? 0 : tokenGroupsDenyOnlyLow(token));
  const high = tokenGroupsEnabledHigh(token) | (dropDenyOnly ? 0 : tokenGroupsDenyOnlyHigh(token));
  const dropped = <u32>(popcnt<u64>(tokenGroupsLow(token) & ~low)
    + popcnt<u64>(tokenGroupsHigh(token) & ~high));
  forgetAdministrators(token, low, high);
  setTokenGroupsLow(token, tokenGroupsLow(token) & low);
  setTokenGroupsHigh(token, tokenGroupsHigh(token) & high);
  setTokenGroupsDenyOnlyLow(token, tokenGroupsDenyOnlyLow(token) & low);
  setTokenGroupsDenyOnlyHigh(token, tokenGroupsDenyOnlyHigh(token) & high);
  const count = tokenGroupCount(token);
  setTokenGroupCount(token, count > dropped ? count - dropped : 0);
  setTokenPrivilegesPresent(token, tokenPrivilegesEnabled(token));
  // A default owner that went falls back to the user; ReactOS's index may then point at another group,
  // which is a fault. [INF] facts 9.7
  const owner = tokenOwner(token);
  if (owner != tokenUser(token) && !maskHasSid(low, high, owner)) setTokenOwner(token, tokenUser(token));
}

/** The cached flag goes with the group where the version keeps it right. facts 9 SeTokenIsAdmin */
function forgetAdministrators(token: u32, low: u64, high: u64): void {
  if (tokenIsAdmin() != TOKEN_IS_ADMIN_FLAG) return;
  const administrators = wellKnownSid(SID_SLOT_ADMINISTRATORS);
  const had = maskHasSid(tokenGroupsLow(token), tokenGroupsHigh(token), administrators);
  if (had && !maskHasSid(low, high, administrators)) {
    setTokenFlags(token, tokenFlags(token) & ~TOKEN_HAS_ADMIN_GROUP);
  }
}
