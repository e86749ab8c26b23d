/**
 * Walks over the entries of an access list: for a plain request, and for MAXIMUM_ALLOWED. facts 13.3 E, F, G
 *
 * Each walk can be made a second time with the restricting SIDs of a token in place of its user and groups.
 */
import { ACCESS_SYSTEM_SECURITY, MAXIMUM_ALLOWED } from "../generated/accessRights";
import { SID_SLOT_OWNER_RIGHTS } from "../generated/constants";
import { tokenRestricted, tokenWriteRestricted } from "../generated/state";
import {
  MAX_ALLOWED_DENY_ANY, maxAllowedDeny, OWNER_RIGHTS_ACE_ON, ownerRightsAce, WRITE_RESTRICTED_OWNER_LISTED_ON,
  writeRestrictedOwnerListed,
} from "../generated/switches";
import {
  descriptorOwner, entryCount, entryDenies, entryIsEffective, entryMask, entrySid,
} from "../objects/descriptors";
import { sidDenies, sidEnabled, sidRestricts } from "../objects/tokens";
import { NO_SID, wellKnownSid } from "../objects/wellKnownSids";
import { mapGenericMask } from "./genericMapping";

/** Rights that the last plain walk left open; 0: all were allowed. */
export let rightsLeft: u32 = 0;
/** Rights that the walks for MAXIMUM_ALLOWED allowed and denied since the last `beginCollection`. */
let allowed: u32 = 0;
let denied: u32 = 0;

/**
 * A plain request: entries in order, first come, first served. True: a deny entry took a right that was
 * still open. Afterwards `rightsLeft` tells what no entry allowed. [MS-DTYP 2.5.3.2]
 */
export function walkDenies(descriptor: u32, type: u32, token: u32, request: u32, restricting: bool): bool {
  rightsLeft = request;
  const count = entryCount(descriptor);
  for (let position: u32 = 0; position < count && rightsLeft != 0; position++) {
    const mask = mapGenericMask(type, entryMask(descriptor, position));
    if ((mask & rightsLeft) == 0 || !entryMatches(descriptor, position, token, restricting)) continue;
    if (entryDenies(descriptor, position)) return true;
    rightsLeft &= ~mask;
  }
  return false;
}

/** Forgets what was collected. */
export function beginCollection(): void {
  allowed = 0;
  denied = 0;
}

/**
 * MAXIMUM_ALLOWED: adds what all entries allow and deny. Either a denied right is gone wherever its entry
 * stands [MS-DTYP], or the first entry for a right decides, as in a plain request (D28).
 */
export function collect(descriptor: u32, type: u32, token: u32, restricting: bool): void {
  const firstCome = maxAllowedDeny() != MAX_ALLOWED_DENY_ANY;
  const count = entryCount(descriptor);
  for (let position: u32 = 0; position < count; position++) {
    if (!entryMatches(descriptor, position, token, restricting)) continue;
    const mapped = mapGenericMask(type, entryMask(descriptor, position));
    const mask = mapped & ~(ACCESS_SYSTEM_SECURITY | MAXIMUM_ALLOWED);
    if (entryDenies(descriptor, position)) denied |= firstCome ? mask & ~allowed : mask;
    else allowed |= firstCome ? mask & ~denied : mask;
  }
}

/** What the walks since `beginCollection` give. */
export function collectedRights(): u32 {
  return allowed & ~(maxAllowedDeny() == MAX_ALLOWED_DENY_ANY ? denied : 0);
}

/** Whether an entry speaks for this object and for this token (or for its restricting list). */
function entryMatches(descriptor: u32, position: u32, token: u32, restricting: bool): bool {
  if (!entryIsEffective(descriptor, position)) return false;
  let sid = entrySid(descriptor, position);
  if (sid == NO_SID) return false;
  if (ownerRightsAce() == OWNER_RIGHTS_ACE_ON && sid == wellKnownSid(SID_SLOT_OWNER_RIGHTS)) {
    sid = descriptorOwner(descriptor);
  }
  if (restricting) return sidRestricts(token, sid);
  return entryDenies(descriptor, position) ? sidDenies(token, sid) : sidEnabled(token, sid);
}

/**
 * Whether entries for OWNER RIGHTS speak for the owner here, in place of the rights that he has by himself.
 * facts 13.3 D [CK]
 */
export function speaksForOwner(descriptor: u32): bool {
  const ownerRights = wellKnownSid(SID_SLOT_OWNER_RIGHTS);
  if (ownerRightsAce() != OWNER_RIGHTS_ACE_ON || ownerRights == NO_SID) return false;
  const count = entryCount(descriptor);
  for (let position: u32 = 0; position < count; position++) {
    if (entryIsEffective(descriptor, position) && entrySid(descriptor, position) == ownerRights) return true;
  }
  return false;
}

/**
 * Whether the token is the owner: by a SID that can allow, and for a restricted token also in its list.
 * [ReactOS token.c] facts 13.3 D
 */
export function isOwner(token: u32, owner: u32): bool {
  return sidEnabled(token, owner) && (!ownerMustBeListed(token) || sidRestricts(token, owner));
}

/**
 * The list of a write-restricted token binds what writes; the owner's rights are in no class that writes.
 * [INF] facts 13.3 G
 */
function ownerMustBeListed(token: u32): bool {
  if (tokenRestricted(token) == 0) return false;
  return tokenWriteRestricted(token) == 0 || writeRestrictedOwnerListed() == WRITE_RESTRICTED_OWNER_LISTED_ON;
}
