/**
 * Security descriptors in 32 bits: how they are taken apart, which one a new token gets, and their entries
 * one by one.
 *
 * Nothing of variable length arises at run time, so the descriptor of a copy-on-open token is not a list
 * but a rule with two users, which is unfolded here when somebody walks it.
 */
import { GENERIC_ALL } from "../generated/accessRights";
import {
  DESCRIPTOR_COPY_ON_OPEN, DESCRIPTOR_COPY_ON_OPEN_RESTRICTED, DESCRIPTOR_LIST, DESCRIPTOR_NONE,
  SID_SLOT_ADMINISTRATORS, SID_SLOT_LOCAL_SYSTEM, SID_SLOT_RESTRICTED_CODE,
} from "../generated/constants";
import {
  accessEntryDeny, accessEntryInheritOnly, accessEntryMask, accessEntrySid, accessListAceCount,
  accessListAceStart, accessListPresent,
} from "../generated/image";
import { tokenDefaultAccessList, tokenOwner } from "../generated/state";
import { UNINSERTED_TOKEN_HAS_SD_ON, uninsertedTokenHasSd } from "../generated/switches";
import { currentThread } from "../step/call";
import { effectiveToken } from "./threads";
import { wellKnownSid } from "./wellKnownSids";

/** Which kind of descriptor it is (`DESCRIPTOR_…`). */
export function descriptorKind(descriptor: u32): u32 {
  return descriptor & 0xff;
}

/** The owner's SID. */
export function descriptorOwner(descriptor: u32): u32 {
  return (descriptor >>> 8) & 0xff;
}

/** Number of the access list of a descriptor of kind List. */
export function descriptorList(descriptor: u32): u32 {
  assert(descriptorKind(descriptor) == DESCRIPTOR_LIST);
  return descriptor >>> 16;
}

/**
 * What an object that `creator` makes gets: default owner and default access list of that token. [ReactOS]
 * facts 9.7
 */
export function defaultDescriptor(creator: u32): u32 {
  return DESCRIPTOR_LIST | (tokenOwner(creator) << 8) | (tokenDefaultAccessList(creator) << 16);
}

/**
 * What a copy gets that the kernel makes for itself and never inserts: none in ReactOS, so that it opens
 * for anyone (A.9). That Windows protects such objects is assumed (14.2, U13); how, no source says, so it
 * is the one rule that is known for new objects: the default of the caller's effective token. [INF]
 */
export function uninsertedDescriptor(): u32 {
  return uninsertedTokenHasSd() == UNINSERTED_TOKEN_HAS_SD_ON
    ? defaultDescriptor(effectiveToken(currentThread))
    : DESCRIPTOR_NONE;
}

/**
 * The rule for a copy-on-open token: everything for two users, Administrators and SYSTEM, on demand
 * RESTRICTED CODE. facts 11.1
 */
export function copyOnOpenDescriptor(owner: u32, user: u32, processUser: u32, restricted: bool): u32 {
  const kind = restricted ? DESCRIPTOR_COPY_ON_OPEN_RESTRICTED : DESCRIPTOR_COPY_ON_OPEN;
  return kind | (owner << 8) | (user << 16) | (processUser << 24);
}

/** Whether there is a discretionary list; without one, or with a NULL one, everything is granted. */
export function listIsPresent(descriptor: u32): bool {
  return descriptorKind(descriptor) != DESCRIPTOR_LIST || accessListPresent(descriptorList(descriptor)) != 0;
}

/** How many entries the list has. */
export function entryCount(descriptor: u32): u32 {
  switch (descriptorKind(descriptor)) {
    case DESCRIPTOR_LIST: return accessListAceCount(descriptorList(descriptor));
    case DESCRIPTOR_COPY_ON_OPEN: return 4;
    case DESCRIPTOR_COPY_ON_OPEN_RESTRICTED: return 5;
    default: return 0;
  }
}

/** Whether an entry speaks for this object, and not only for what inherits from it. */
export function entryIsEffective(descriptor: u32, position: u32): bool {
  return descriptorKind(descriptor) != DESCRIPTOR_LIST
    || accessEntryInheritOnly(listEntry(descriptor, position)) == 0;
}

/** Whether an entry denies. */
export function entryDenies(descriptor: u32, position: u32): bool {
  return descriptorKind(descriptor) == DESCRIPTOR_LIST
    && accessEntryDeny(listEntry(descriptor, position)) != 0;
}

/** The rights of an entry, generic ones not yet mapped. */
export function entryMask(descriptor: u32, position: u32): u32 {
  return descriptorKind(descriptor) == DESCRIPTOR_LIST
    ? accessEntryMask(listEntry(descriptor, position))
    : GENERIC_ALL;
}

/**
 * The SID that an entry speaks of. The five of a copy-on-open token: [ReactOS acl.c
 * SepCreateImpersonationTokenDacl] facts 11.1
 */
export function entrySid(descriptor: u32, position: u32): u32 {
  if (descriptorKind(descriptor) == DESCRIPTOR_LIST) return accessEntrySid(listEntry(descriptor, position));
  switch (position) {
    case 0: return (descriptor >>> 16) & 0xff;
    case 1: return descriptor >>> 24;
    case 2: return wellKnownSid(SID_SLOT_ADMINISTRATORS);
    case 3: return wellKnownSid(SID_SLOT_LOCAL_SYSTEM);
    default: return wellKnownSid(SID_SLOT_RESTRICTED_CODE);
  }
}

/** Number of an entry among all entries of the program. */
function listEntry(descriptor: u32, position: u32): u32 {
  return accessListAceStart(descriptorList(descriptor)) + position;
}
