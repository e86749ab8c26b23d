/**
 * How others ask the access check: an open by a thread, and questions that leave no trace.
 *
 * What has no security descriptor is never checked at all: it opens for anyone, at any level, with the mask asked for. facts 0.5, A.9
 */
import { DESCRIPTOR_NONE } from "../generated/constants";
import { OBJECT_WITHOUT_DESCRIPTOR } from "../generated/decisions";
import { STATUS_SUCCESS } from "../generated/statuses";
import { descriptorKind } from "../objects/descriptors";
import { ask, beginDryRun, endDryRun } from "../objects/dryRun";
import { effectiveLevel, effectiveToken, LEVEL_OF_PRIMARY } from "../objects/threads";
import { mapGenericMask } from "./genericMapping";
import { grantedAccess, SeAccessCheck } from "./SeAccessCheck";
import { MAXIMUM_ALLOWED } from "./standardRights";

/** What the last open was granted. */
export let openedAccess: u32 = 0;

/** Opens an object on behalf of a thread's effective token; `openedAccess` tells what was granted. An NTSTATUS. */
export function checkAccess(thread: u32, descriptor: u32, type: u32, desired: u32, kernelMode: bool): u32 {
  openedAccess = 0;
  if (!kernelMode && ask(OBJECT_WITHOUT_DESCRIPTOR, descriptorKind(descriptor) == DESCRIPTOR_NONE, thread)) {
    // MAXIMUM_ALLOWED is not translated on this way (A.9).
    openedAccess = mapGenericMask(type, desired) & ~MAXIMUM_ALLOWED;
    return STATUS_SUCCESS;
  }
  const status = SeAccessCheck(descriptor, type, effectiveToken(thread), effectiveLevel(thread), desired, kernelMode);
  openedAccess = grantedAccess;
  return status;
}

/** Whether a token that is not too low would pass, without a trace: for judgements. */
export function accessCheckToken(token: u32, descriptor: u32, type: u32, desired: u32): bool {
  return passes(token, LEVEL_OF_PRIMARY, descriptor, type, desired);
}

/** Whether a thread's effective identity would pass in user mode, without a trace: for `can(…)` and `act`. */
export function accessCheckThread(thread: u32, descriptor: u32, type: u32, desired: u32): bool {
  return passes(effectiveToken(thread), effectiveLevel(thread), descriptor, type, desired);
}

function passes(token: u32, level: u32, descriptor: u32, type: u32, desired: u32): bool {
  if (descriptorKind(descriptor) == DESCRIPTOR_NONE) return true;
  beginDryRun();
  const status = SeAccessCheck(descriptor, type, token, level, desired, false);
  endDryRun();
  return status == STATUS_SUCCESS;
}
