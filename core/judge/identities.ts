/**
 * The relation "within" of design 2.5: identity x is within b when nothing that x can become, hold or reach
 * lies outside of what b can. Both are given as token numbers; baseline records count as tokens behind the
 * last one.
 */
import {
  tokenGroupsDenyOnlyHigh, tokenGroupsDenyOnlyLow, tokenGroupsHigh, tokenGroupsLow, tokenIntegrity,
  tokenPackage, tokenPrivilegesPresent, tokenRestricted,
  tokenRestrictingHigh, tokenRestrictingLow, tokenUser, tokenUserDenyOnly, tokenWriteRestricted,
} from "../generated/state";

function userLow(token: u32): u64 {
  const user = tokenUser(token);
  return user < 64 ? <u64>1 << <u64>user : 0;
}

function userHigh(token: u32): u64 {
  const user = tokenUser(token);
  return user < 64 ? 0 : <u64>1 << <u64>(user - 64);
}

/** Whether identity `x` is within identity `b`. */
export function isWithin(x: u32, b: u32): bool {
  return sidsWithin(x, b) && (tokenPrivilegesPresent(x) & ~tokenPrivilegesPresent(b)) == 0
    && integrityWithin(x, b) && restrictionsBind(x, b);
}

/** Every SID that x can enable can be enabled in b; every SID for deny only in b is so in x. */
function sidsWithin(x: u32, b: u32): bool {
  const xUser = tokenUserDenyOnly(x) == 0;
  const bUser = tokenUserDenyOnly(b) == 0;
  const enableLow = (tokenGroupsLow(x) & ~tokenGroupsDenyOnlyLow(x)) | (xUser ? userLow(x) : 0);
  const enableHigh = (tokenGroupsHigh(x) & ~tokenGroupsDenyOnlyHigh(x)) | (xUser ? userHigh(x) : 0);
  const boundLow = (tokenGroupsLow(b) & ~tokenGroupsDenyOnlyLow(b)) | (bUser ? userLow(b) : 0);
  const boundHigh = (tokenGroupsHigh(b) & ~tokenGroupsDenyOnlyHigh(b)) | (bUser ? userHigh(b) : 0);
  if ((enableLow & ~boundLow) != 0 || (enableHigh & ~boundHigh) != 0) return false;
  const denyLow = tokenGroupsDenyOnlyLow(x) | (xUser ? 0 : userLow(x));
  const denyHigh = tokenGroupsDenyOnlyHigh(x) | (xUser ? 0 : userHigh(x));
  const bDenyLow = tokenGroupsDenyOnlyLow(b) | (bUser ? 0 : userLow(b));
  const bDenyHigh = tokenGroupsDenyOnlyHigh(b) | (bUser ? 0 : userHigh(b));
  return (bDenyLow & ~denyLow) == 0 && (bDenyHigh & ~denyHigh) == 0;
}

/** 0xFFFF on both sides where the version knows no integrity. */
function integrityWithin(x: u32, b: u32): bool {
  return tokenIntegrity(x) <= tokenIntegrity(b);
}

/** Restrictions of b bind x too. */
function restrictionsBind(x: u32, b: u32): bool {
  if (tokenRestricted(b)) {
    if (!tokenRestricted(x)) return false;
    if ((tokenRestrictingLow(x) & ~tokenRestrictingLow(b)) != 0
      || (tokenRestrictingHigh(x) & ~tokenRestrictingHigh(b)) != 0) {
      return false;
    }
    if (!tokenWriteRestricted(b) && tokenWriteRestricted(x)) return false;
  }
  return tokenPackage(b) == 0 || tokenPackage(x) == tokenPackage(b);
}
