/** Facts 14.1: what is queued here runs later, on a worker thread, in system context. */
import type { Routine } from "../call.ts";

export const IoQueueWorkItem: Routine = () => ({ result: { kind: "workItem" } });
/** The same, without a reference on a device object. */
export const ExQueueWorkItem: Routine = IoQueueWorkItem;
