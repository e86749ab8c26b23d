/**
 * SeAccessCheck: may this token have these rights on an object with this security descriptor?
 *
 * Order of Windows: mode, level, mandatory integrity, privileges, owner, access list (facts 13.1, 13.3;
 * D23). ReactOS gives the owner his rights before it asks for privileges (A.8, switch `ownerRightsFirst`).
 * [MS-doc nf-wdm-seaccesscheck] [MS-DTYP 2.5.3.2] It reads tokens only through their numbers, so that a
 * judgement may ask it about copies of tokens elsewhere.
 */
import { decide } from "../decide";
import {
  ACCESS_SYSTEM_SECURITY, genericAll, genericRead, genericWrite, MAXIMUM_ALLOWED, READ_CONTROL, WRITE_DAC,
  WRITE_OWNER,
} from "../generated/accessRights";
import {
  ACCESS_BEYOND_INTEGRITY, ACCESS_BY_TAKE_OWNERSHIP, ACCESS_DENIED_BY_ENTRY, ACCESS_IN_KERNEL_MODE,
  ACCESS_LEVEL_TOO_LOW, ACCESS_MAXIMUM_IS_NOTHING, ACCESS_MAXIMUM_LACKS_ASKED, ACCESS_NOT_ALL_ALLOWED,
  ACCESS_NOTHING_ASKED, ACCESS_NOTHING_LEFT, ACCESS_OF_OWNER, ACCESS_OWNER_HAS_ENTRIES,
  ACCESS_RESTRICTED_DENIED_BY_ENTRY, ACCESS_RESTRICTED_NOT_ALL_ALLOWED, ACCESS_SECURITY_WITHOUT_PRIVILEGE,
  ACCESS_WITHOUT_LIST,
} from "../generated/decisions";
import {
  SE_SECURITY_PRIVILEGE, SE_TAKE_OWNERSHIP_PRIVILEGE, SecurityImpersonation,
} from "../generated/enumerations";
import { tokenRestricted, tokenWriteRestricted } from "../generated/state";
import {
  STATUS_ACCESS_DENIED, STATUS_BAD_IMPERSONATION_LEVEL, STATUS_PRIVILEGE_NOT_HELD, STATUS_SUCCESS,
} from "../generated/statuses";
import {
  INTEGRITY_CHECK_ON, integrityCheck, OWNER_RIGHTS_ACE_ON, OWNER_RIGHTS_FIRST_ON, ownerRightsAce,
  ownerRightsFirst, RESTRICTED_MAX_ALLOWED_UNION, restrictedMaxAllowed,
} from "../generated/switches";
import { descriptorOwner, listIsPresent } from "../objects/descriptors";
import { privilegeEnabled } from "../objects/tokens";
import {
  beginCollection, collect, collectedRights, isOwner, rightsLeft, speaksForOwner, walkDenies,
} from "./accessList";
import { executeRights, mapGenericMask } from "./genericMapping";
import { mandatoryBounds, UNBOUND } from "./mandatoryCheck";

const OWNERS_OWN: u32 = READ_CONTROL | WRITE_DAC;

/** What the last check granted; 0 after a refusal. */
export let grantedAccess: u32 = 0;
/**
 * Of the check that is being made: what is still asked, what was given before the list is looked at, what
 * integrity allows.
 */
let remaining: u32 = 0;
let given: u32 = 0;
let bounds: u32 = 0;

/**
 * Checks `desired` on an object of `type`; `level` is the thread's, or LEVEL_OF_PRIMARY. The descriptor
 * must not be None: what has none is never checked (A.9). Afterwards `grantedAccess` holds what was
 * granted.
 */
export function SeAccessCheck(
  descriptor: u32, type: u32, token: u32, level: u32, desired: u32, kernelMode: bool,
): u32 {
  const asked = mapGenericMask(type, desired);
  if (decide(ACCESS_IN_KERNEL_MODE, kernelMode, asked)) return grant(unchecked(type, asked));
  const status = check(descriptor, type, token, level, asked);
  if (status != STATUS_SUCCESS) grantedAccess = 0;
  return status;
}

/**
 * What is granted where nothing is checked: all that was asked, everything for MAXIMUM_ALLOWED. facts 13.1
 * step 1, 11.1 step 7b
 */
export function unchecked(type: u32, asked: u32): u32 {
  const mapped = mapGenericMask(type, asked);
  return (mapped & MAXIMUM_ALLOWED) != 0 ? (mapped & ~MAXIMUM_ALLOWED) | genericAll(type) : mapped;
}

function grant(access: u32): u32 {
  grantedAccess = access;
  return STATUS_SUCCESS;
}

/** The check of a user-mode request, in order. */
function check(descriptor: u32, type: u32, token: u32, level: u32, asked: u32): u32 {
  if (decide(ACCESS_LEVEL_TOO_LOW, level < SecurityImpersonation, level, token)) {
    return STATUS_BAD_IMPERSONATION_LEVEL;
  }
  if (decide(ACCESS_NOTHING_ASKED, asked == 0)) return STATUS_ACCESS_DENIED;
  remaining = asked;
  given = 0;
  bounds = UNBOUND;
  if (integrityCheck() == INTEGRITY_CHECK_ON) {
    bounds = mandatoryBounds(descriptor, type, token);
    const beyond = asked & ~(bounds | MAXIMUM_ALLOWED);
    if (decide(ACCESS_BEYOND_INTEGRITY, beyond != 0, token, beyond)) return STATUS_ACCESS_DENIED;
  }
  if (ownerRightsFirst() == OWNER_RIGHTS_FIRST_ON) giveOwnersRights(descriptor, token);
  if (!privilegesSuffice(token)) return STATUS_PRIVILEGE_NOT_HELD;
  if (ownerRightsFirst() != OWNER_RIGHTS_FIRST_ON) giveOwnersRights(descriptor, token);
  if (decide(ACCESS_NOTHING_LEFT, remaining == 0, given)) return grant(asked);
  const maximum = (asked & MAXIMUM_ALLOWED) != 0;
  if (decide(ACCESS_WITHOUT_LIST, !listIsPresent(descriptor), remaining)) {
    return grant(maximum ? (genericAll(type) & bounds) | (asked & ~MAXIMUM_ALLOWED) : asked);
  }
  return maximum ? checkMaximum(descriptor, type, token) : checkPlain(descriptor, type, token, asked);
}

/**
 * Privilege policy: two rights that privileges speak of, only where they are asked for by name. facts 13.2
 */
function privilegesSuffice(token: u32): bool {
  if ((remaining & ACCESS_SYSTEM_SECURITY) != 0) {
    if (decide(ACCESS_SECURITY_WITHOUT_PRIVILEGE, !privilegeEnabled(token, SE_SECURITY_PRIVILEGE), token)) {
      return false;
    }
    give(ACCESS_SYSTEM_SECURITY);
  }
  if ((remaining & WRITE_OWNER) != 0) {
    if (decide(ACCESS_BY_TAKE_OWNERSHIP, privilegeEnabled(token, SE_TAKE_OWNERSHIP_PRIVILEGE), token)) {
      give(WRITE_OWNER);
    }
  }
  return true;
}

/** READ_CONTROL and WRITE_DAC for the owner, unless entries for OWNER RIGHTS speak for him. facts 13.3 D */
function giveOwnersRights(descriptor: u32, token: u32): void {
  if ((remaining & (OWNERS_OWN | MAXIMUM_ALLOWED)) == 0) return;
  const owner = descriptorOwner(descriptor);
  if (!decide(ACCESS_OF_OWNER, isOwner(token, owner), token, owner)) return;
  if (ownerRightsAce() == OWNER_RIGHTS_ACE_ON
    && decide(ACCESS_OWNER_HAS_ENTRIES, speaksForOwner(descriptor), token, owner)) {
    return;
  }
  give((remaining & MAXIMUM_ALLOWED) != 0 ? OWNERS_OWN : remaining & OWNERS_OWN);
}

function give(rights: u32): void {
  given |= rights;
  remaining &= ~rights;
}

/**
 * A plain request: user and groups must be allowed all that remains, and so must the restricting list.
 * facts 13.3 E, G
 */
function checkPlain(descriptor: u32, type: u32, token: u32, asked: u32): u32 {
  if (decide(
    ACCESS_DENIED_BY_ENTRY, walkDenies(descriptor, type, token, remaining, false), token, rightsLeft,
  )) {
    return STATUS_ACCESS_DENIED;
  }
  if (decide(ACCESS_NOT_ALL_ALLOWED, rightsLeft != 0, token, rightsLeft)) return STATUS_ACCESS_DENIED;
  if (tokenRestricted(token) != 0) {
    const request = remaining & restrictedRights(type, token);
    if (decide(
      ACCESS_RESTRICTED_DENIED_BY_ENTRY, walkDenies(descriptor, type, token, request, true), token,
      rightsLeft,
    )) {
      return STATUS_ACCESS_DENIED;
    }
    if (decide(ACCESS_RESTRICTED_NOT_ALL_ALLOWED, rightsLeft != 0, token, rightsLeft)) {
      return STATUS_ACCESS_DENIED;
    }
  }
  return grant(asked);
}

/**
 * MAXIMUM_ALLOWED: what the list gives, with what was given before it; rights asked for by name must be
 * among them. facts 13.3 F, G
 */
function checkMaximum(descriptor: u32, type: u32, token: u32): u32 {
  beginCollection();
  collect(descriptor, type, token, false);
  let result = collectedRights();
  if (tokenRestricted(token) != 0) {
    if (restrictedMaxAllowed() != RESTRICTED_MAX_ALLOWED_UNION) beginCollection();
    collect(descriptor, type, token, true);
    if (restrictedMaxAllowed() == RESTRICTED_MAX_ALLOWED_UNION) result = collectedRights();
    else result &= collectedRights() | ~restrictedRights(type, token);
  }
  const granted = (given | result) & bounds;
  const missing = remaining & ~(granted | MAXIMUM_ALLOWED);
  if (decide(ACCESS_MAXIMUM_LACKS_ASKED, missing != 0, token, missing)) return STATUS_ACCESS_DENIED;
  if (decide(ACCESS_MAXIMUM_IS_NOTHING, granted == 0, token)) return STATUS_ACCESS_DENIED;
  return grant(granted);
}

/**
 * The rights that the restricting list must allow as well: all, or for a write-restricted token what writes
 * and neither reads nor executes. READ_CONTROL and SYNCHRONIZE stand in every generic mapping and are no
 * writing. [INF] facts 13.3 G
 */
function restrictedRights(type: u32, token: u32): u32 {
  if (tokenWriteRestricted(token) == 0) return UNBOUND;
  return genericWrite(type) & ~(genericRead(type) | executeRights(type));
}
