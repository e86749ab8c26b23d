/**
 * IoQueueWorkItem: queues code that a system worker thread runs later, as SYSTEM and without impersonation: what the queuing thread
 * impersonates is not carried over. [MS-doc nf-wdm-ioqueueworkitem] facts 14.1
 */
import { REGION_WORK_ITEM, headerWorkItemsLive, setHeaderWorkItemsLive, setWorkItemCaller, setWorkItemState, workItemCount } from "../generated/state";
import { plannedRecords } from "../objects/bitmaps";
import { WORK_ITEM_QUEUED } from "./workerThread";
import { currentThread, setResult, worldIsFull } from "../step/call";

/** The result is the item; where its code begins is written by the interpreter, which knows the program. */
export function IoQueueWorkItem(): void {
  const free = ~headerWorkItemsLive() & <u32>plannedRecords(workItemCount) & ~1;
  if (free == 0) return worldIsFull(REGION_WORK_ITEM);
  const item = <u32>ctz<u32>(free);
  setHeaderWorkItemsLive(headerWorkItemsLive() | (1 << item));
  setWorkItemState(item, WORK_ITEM_QUEUED);
  setWorkItemCaller(item, currentThread);
  setResult(item, 0);
}
