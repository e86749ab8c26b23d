/**
 * SeImpersonateClientEx: a thread impersonates the user of a client security context, always with
 * CopyOnOpen.
 *
 * The context is assumed to be up to date: nothing is validated again, it may be used many times and on any
 * thread. [MS-doc nf-ntifs-seimpersonateclientex] [ReactOS client.c] facts 7.8
 */
import {
  contextDirectAccessEffectiveOnly, contextDirectlyAccessClientToken, contextEffectiveOnly, contextLevel,
  contextToken,
} from "../generated/state";
import { STATUS_UNSUCCESSFUL } from "../generated/statuses";
import { contextOf, NO_CONTEXT } from "../objects/contexts";
import { currentThread } from "../step/call";
import { PsImpersonateClient } from "./PsImpersonateClient";

/** An NTSTATUS; `serverThread` 0 is the calling thread. */
export function SeImpersonateClientEx(clientContext: u32, serverThread: u32): u32 {
  const context = contextOf(clientContext);
  if (context == NO_CONTEXT) return STATUS_UNSUCCESSFUL;
  return impersonateContext(context, serverThread);
}

/** The same for a record that is known to be there. An NTSTATUS. */
export function impersonateContext(context: u32, serverThread: u32): u32 {
  const direct = contextDirectlyAccessClientToken(context) != 0;
  const effectiveOnly = direct ? contextDirectAccessEffectiveOnly(context) : contextEffectiveOnly(context);
  const thread = serverThread != 0 ? serverThread : currentThread;
  return PsImpersonateClient(thread, contextToken(context), 1, effectiveOnly, contextLevel(context));
}
