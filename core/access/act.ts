/**
 * The access check of an `act`: as an open in user mode would be checked, also in driver code. A server
 * that acts for its client forces the check; one that does not says so (`unchecked`). [MS-doc
 * impersonation-in-a-file-system-filter-driver] facts 13.1 step 1
 */
import { objectDescriptor, objectType } from "../generated/state";
import { checkAccess } from "./checkAccess";

/** Whether a thread's effective identity may do this to a declared object. An NTSTATUS. */
export function SeAccessCheckForAct(thread: u32, object: u32, access: u32): u32 {
  return checkAccess(thread, objectDescriptor(object), objectType(object), access, false);
}
