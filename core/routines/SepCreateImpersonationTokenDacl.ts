/**
 * SepCreateImpersonationTokenDacl: the access list of the copy that opening a copy-on-open token makes.
 *
 * It gives everything to the user of the token and to the user of the thread's process: the mechanism
 * behind "never impersonate SYSTEM on a user's thread" (facts 0.5 rule 9). [ReactOS acl.c] facts 11.1
 */
import { decide } from "../decide";
import { LIST_ALLOCATION_FAILS } from "../generated/decisions";
import { tokenOwner, tokenRestricted, tokenUser } from "../generated/state";
import { STATUS_INSUFFICIENT_RESOURCES, STATUS_SUCCESS } from "../generated/statuses";
import { copyOnOpenDescriptor } from "../objects/descriptors";
import { effectiveToken } from "../objects/threads";
import { allocationFails, currentThread } from "../step/call";

/**
 * The descriptor that the last success made; its owner is the default owner of the caller's effective
 * token.
 */
export let copyDescriptor: u32 = 0;

/** For the token that is impersonated and the primary token of the thread's process. An NTSTATUS. */
export function SepCreateImpersonationTokenDacl(token: u32, processToken: u32): u32 {
  if (decide(LIST_ALLOCATION_FAILS, allocationFails(), token)) return STATUS_INSUFFICIENT_RESOURCES;
  const restricted = tokenRestricted(token) != 0 || tokenRestricted(processToken) != 0;
  const owner = tokenOwner(effectiveToken(currentThread));
  copyDescriptor = copyOnOpenDescriptor(owner, tokenUser(token), tokenUser(processToken), restricted);
  return STATUS_SUCCESS;
}
