/**
 * The access check as a question that leaves no trace: would this identity pass? For judgements and for the
 * baseline of a party.
 */
import { muteNotes, putNotesBack } from "../decide";
import { DESCRIPTOR_NONE } from "../generated/constants";
import { STATUS_SUCCESS } from "../generated/statuses";
import { descriptorKind } from "../objects/descriptors";
import { LEVEL_OF_PRIMARY } from "../objects/threads";
import { SeAccessCheck } from "./SeAccessCheck";

/**
 * Whether a token passes in user mode for all of these rights; its level does not count. Any number that
 * the accessors reach will do.
 */
export function accessCheckToken(token: u32, descriptor: u32, type: u32, desired: u32): bool {
  if (descriptorKind(descriptor) == DESCRIPTOR_NONE) return true;
  const before = muteNotes();
  const status = SeAccessCheck(descriptor, type, token, LEVEL_OF_PRIMARY, desired, false);
  putNotesBack(before);
  return status == STATUS_SUCCESS;
}
