/**
 * SeImpersonateClient: SeImpersonateClientEx with its status thrown away. Obsolete: after a failure the
 * thread is who it was before, often somebody more powerful than the client, and nobody can know. [MS-doc
 * nf-ntifs-seimpersonateclient] [ReactOS] facts 7.9
 */
import { decide } from "../decide";
import { IMPERSONATION_FAILS_UNSEEN } from "../generated/decisions";
import { STATUS_SUCCESS } from "../generated/statuses";
import { currentThread } from "../step/call";
import { SeImpersonateClientEx } from "./SeImpersonateClientEx";

/** Says nothing; `serverThread` 0 is the calling thread. */
export function SeImpersonateClient(clientContext: u32, serverThread: u32): void {
  const thread = serverThread != 0 ? serverThread : currentThread;
  decide(IMPERSONATION_FAILS_UNSEEN, SeImpersonateClientEx(clientContext, thread) != STATUS_SUCCESS, thread);
}
