/**
 * IoQueueWorkItem: queues code that a system worker thread runs later, as SYSTEM and without impersonation:
 * what the queuing thread impersonates is not carried over. [MS-doc nf-wdm-ioqueueworkitem] facts 14.1
 */
import {
  REGION_WORK_ITEM, headerWorkItemsLive, setHeaderWorkItemsLive, setWorkItemCaller, setWorkItemState,
  workItemCount,
} from "../generated/state";
import { plannedRecords } from "../objects/bitmaps";
import { currentThread, setResult, worldIsFull } from "../step/call";

/** State of an item that waits for its worker. */
const QUEUED: u32 = 1;

/** The result is the item. */
export function IoQueueWorkItem(): void {
  queueItem();
}

/** A new item, queued; where its code begins is written by the interpreter, which knows the program. */
export function queueItem(): void {
  const free = ~headerWorkItemsLive() & <u32>plannedRecords(workItemCount) & ~1;
  if (free == 0) return worldIsFull(REGION_WORK_ITEM);
  const item = <u32>ctz<u32>(free);
  setHeaderWorkItemsLive(headerWorkItemsLive() | (1 << item));
  setWorkItemState(item, QUEUED);
  setWorkItemCaller(item, currentThread);
  setResult(item, 0);
}
