/**
 * SeTokenIsAdmin: whether a token contains the local Administrators group. It does not look at the level: a
 * token that only identifies an administrator is one too (facts 15 V1).
 *
 * Before Windows 7 it is a flag that was set when the token was made and goes when filtering or an
 * effective-only copy takes the group; in ReactOS it never goes. From 7 on the groups are looked through.
 * [MS-doc nf-ntifs-setokenisadmin] [ReactOS token.c] facts 9
 */
import { SID_SLOT_ADMINISTRATORS } from "../generated/constants";
import {
  tokenFlags, tokenGroupsDenyOnlyHigh, tokenGroupsDenyOnlyLow, tokenGroupsHigh, tokenGroupsLow,
} from "../generated/state";
import { TOKEN_IS_ADMIN_GROUPS, tokenIsAdmin } from "../generated/switches";
import { maskHasSid, TOKEN_HAS_ADMIN_GROUP } from "../objects/tokens";
import { wellKnownSid } from "../objects/wellKnownSids";

/** A group that is for deny only makes nobody an administrator, as where the flag is cleared for it. [INF] */
export function SeTokenIsAdmin(token: u32): bool {
  if (tokenIsAdmin() != TOKEN_IS_ADMIN_GROUPS) return (tokenFlags(token) & TOKEN_HAS_ADMIN_GROUP) != 0;
  const low = tokenGroupsLow(token) & ~tokenGroupsDenyOnlyLow(token);
  const high = tokenGroupsHigh(token) & ~tokenGroupsDenyOnlyHigh(token);
  return maskHasSid(low, high, wellKnownSid(SID_SLOT_ADMINISTRATORS));
}
