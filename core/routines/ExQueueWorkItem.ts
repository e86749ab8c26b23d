/**
 * ExQueueWorkItem: queues code for a system worker thread, as IoQueueWorkItem does. The difference is none of
 * security: it takes no reference on a device object, so a driver can be unloaded while its item waits.
 * [MS-doc nf-wdm-exqueueworkitem] facts 14.1
 */
import { queueItem } from "./IoQueueWorkItem";

/** The result is the item. */
export function ExQueueWorkItem(): void {
  queueItem();
}
