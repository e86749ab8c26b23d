/**
 * PsRevertToSelf: ends the impersonation of the calling thread. [MS-doc nf-ntifs-psreverttoself] [ReactOS
 * ps/security.c] facts 4.2
 */
import { currentThread } from "../step/call";
import { PsRevertThreadToSelf } from "./PsRevertThreadToSelf";

/** Cannot fail. */
export function PsRevertToSelf(): void {
  PsRevertThreadToSelf(currentThread);
}
