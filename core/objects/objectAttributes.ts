/**
 * Attributes of an open (OBJ_…), for every routine that makes a handle: in whose table the handle is, and
 * whether kernel-mode code is checked. facts 11.1 step 2, 13.1 step 1
 */
import { decide } from "../decide";
import { ACCESS_CHECK_FORCED, KERNEL_HANDLE_FROM_USER_MODE } from "../generated/decisions";
import { OBJ_FORCE_ACCESS_CHECK, OBJ_KERNEL_HANDLE } from "../generated/enumerations";
import { currentProcess, currentThread, inKernelMode } from "../step/call";

/** Stands for the table of the System process, as far as it serves kernel mode in every process. */
const KERNEL_TABLE: u32 = 0;

/**
 * The process whose table gets the handle; 0: the kernel's, which user mode cannot reach. From user mode
 * the wish is not heard. [ROS-test] facts 11.1 step 2
 */
export function tableFor(attributes: u32): u32 {
  if ((attributes & OBJ_KERNEL_HANDLE) == 0) return currentProcess();
  const fromUserMode = !inKernelMode(currentThread);
  return decide(KERNEL_HANDLE_FROM_USER_MODE, fromUserMode, currentThread) ? currentProcess() : KERNEL_TABLE;
}

/** Whether the open goes past the access check: in kernel mode, unless it is forced. facts 13.1 step 1 */
export function goesUnchecked(attributes: u32): bool {
  if (!inKernelMode(currentThread)) return false;
  return !decide(ACCESS_CHECK_FORCED, (attributes & OBJ_FORCE_ACCESS_CHECK) != 0, currentThread);
}
