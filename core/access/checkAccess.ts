/**
 * An open by a thread: its effective token against the object's security descriptor.
 *
 * What has no descriptor is never checked at all: it opens for anyone, at any level, with the mask asked
 * for. facts 0.5 rule 4, A.9
 */
import { decide } from "../decide";
import { MAXIMUM_ALLOWED } from "../generated/accessRights";
import { DESCRIPTOR_NONE } from "../generated/constants";
import { OBJECT_WITHOUT_DESCRIPTOR } from "../generated/decisions";
import { STATUS_SUCCESS } from "../generated/statuses";
import { descriptorKind } from "../objects/descriptors";
import { effectiveLevel, effectiveToken } from "../objects/threads";
import { mapGenericMask } from "./genericMapping";
import { grantedAccess, SeAccessCheck } from "./SeAccessCheck";

/** What the last open was granted; 0 after a refusal. */
export let openedAccess: u32 = 0;

/** Opens an object of `type` for a thread; `openedAccess` tells what was granted. An NTSTATUS. */
export function checkAccess(thread: u32, descriptor: u32, type: u32, desired: u32, kernelMode: bool): u32 {
  openedAccess = 0;
  if (!kernelMode
    && decide(OBJECT_WITHOUT_DESCRIPTOR, descriptorKind(descriptor) == DESCRIPTOR_NONE, thread)) {
    // MAXIMUM_ALLOWED is not translated on this way (A.9).
    openedAccess = mapGenericMask(type, desired) & ~MAXIMUM_ALLOWED;
    return STATUS_SUCCESS;
  }
  const status = SeAccessCheck(
    descriptor, type, effectiveToken(thread), effectiveLevel(thread), desired, kernelMode,
  );
  if (status == STATUS_SUCCESS) openedAccess = grantedAccess;
  return status;
}
