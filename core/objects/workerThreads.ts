/**
 * The loop of a system worker thread, as far as a scenario can see it: when the routine of a work item
 * returns, it looks whether the thread came back clean. [MS-doc nf-wdm-ioqueueworkitem,
 * bug-check-0xdf--impersonating-worker-thread] facts 14.1
 */
import { decide } from "../decide";
import { WORKER_STILL_IMPERSONATES } from "../generated/decisions";
import {
  clearWorkItem, headerWorkItemsLive, setHeaderBugCheck, setHeaderWorkItemsLive, setThreadWorkItem,
  threadActive,
  threadToken, threadWorkItem,
} from "../generated/state";
import { BUG_CHECK_IMPERSONATING_WORKER_THREAD } from "./bugChecks";

/**
 * The routine of a thread's work item returned: the item is gone, and a thread that still impersonates is a
 * bug check.
 */
export function workItemReturned(thread: u32): void {
  const item = threadWorkItem(thread);
  assert(item != 0);
  const impersonates = threadActive(thread) != 0;
  if (decide(WORKER_STILL_IMPERSONATES, impersonates, thread, impersonates ? threadToken(thread) : 0)) {
    setHeaderBugCheck(BUG_CHECK_IMPERSONATING_WORKER_THREAD);
  }
  clearWorkItem(item);
  setHeaderWorkItemsLive(headerWorkItemsLive() & ~(1 << item));
  setThreadWorkItem(thread, 0);
}
