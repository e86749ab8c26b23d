/**
 * SeDeleteClientSecurity: releases the token of a client security context. No thread is reverted: one that
 * impersonates the context holds a reference of its own. [MS-doc nf-ntifs-sedeleteclientsecurity] [ReactOS
 * xdk/sefuncs.h] facts 7.6
 */
import { contextOf, freeContext, NO_CONTEXT } from "../objects/contexts";

/** Deleting twice is a bug check. */
export function SeDeleteClientSecurity(clientContext: u32): void {
  const context = contextOf(clientContext);
  if (context != NO_CONTEXT) freeContext(context);
}
