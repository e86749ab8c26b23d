/**
 * The loop of a system worker thread, as far as a scenario can see it: it takes a work item, calls its routine, and looks whether the
 * thread came back clean. [MS-doc nf-wdm-ioqueueworkitem, bug-check-0xdf--impersonating-worker-thread] facts 14.1
 */
import { decide } from "../decide";
import { WORKER_STILL_IMPERSONATES } from "../generated/decisions";
import {
  headerWorkItemsLive, setHeaderBugCheck, setHeaderWorkItemsLive, setThreadWorkItem, setWorkItemState, setWorkItemThread, threadActive, threadToken,
  threadWorkItem, WORK_ITEM_SIZE, workItemBase, workItemState,
} from "../generated/state";
import { BUG_CHECK_IMPERSONATING_WORKER_THREAD } from "../objects/bugChecks";

/** States of a work item. */
export const WORK_ITEM_QUEUED: u32 = 1;
export const WORK_ITEM_RUNS: u32 = 2;

/** A worker thread takes a queued item and begins its routine. */
export function workItemStarted(thread: u32, item: u32): void {
  assert(workItemState(item) == WORK_ITEM_QUEUED);
  assert(threadWorkItem(thread) == 0);
  setWorkItemState(item, WORK_ITEM_RUNS);
  setWorkItemThread(item, thread);
  setThreadWorkItem(thread, item);
}

/** The routine of a thread's work item returned: the item is gone, and a thread that still impersonates is a bug check. */
export function workItemReturned(thread: u32): void {
  const item = threadWorkItem(thread);
  assert(item != 0);
  if (decide(WORKER_STILL_IMPERSONATES, threadActive(thread) != 0, thread, threadActive(thread) != 0 ? threadToken(thread) : 0)) {
    setHeaderBugCheck(BUG_CHECK_IMPERSONATING_WORKER_THREAD);
  }
  memory.fill(workItemBase + <usize>item * WORK_ITEM_SIZE, 0, WORK_ITEM_SIZE);
  setHeaderWorkItemsLive(headerWorkItemsLive() & ~(1 << item));
  setThreadWorkItem(thread, 0);
}
