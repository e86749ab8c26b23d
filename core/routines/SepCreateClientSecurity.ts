/**
 * SepCreateClientSecurity: what all client security contexts have in common, whoever the client is known by.
 *
 * A thread that impersonates may hand on no more than it has, and nothing at all below Impersonation; a
 * client as its process may hand out any level (facts 0.5 rules 5 and 6). [MS-doc
 * nf-ntifs-secreateclientsecurity] [ReactOS client.c] facts 7.2, 7.3
 */
import { decide } from "../decide";
import { CONTEXT_CLIENT } from "../generated/constants";
import {
  CLIENT_LEVEL_TOO_LOW, CLIENT_NOT_DELEGATING, CONTEXT_COPIES, QOS_LEVEL_ABOVE_THREAD,
} from "../generated/decisions";
import { SecurityDelegation, SecurityImpersonation } from "../generated/enumerations";
import {
  contextGeneration, setContextDirectAccessEffectiveOnly, setContextDirectlyAccessClientToken,
  setContextEffectiveOnly, setContextLevel, setContextServerIsRemote, setContextToken, setContextTracking,
} from "../generated/state";
import { STATUS_BAD_IMPERSONATION_LEVEL, STATUS_SUCCESS } from "../generated/statuses";
import {
  REMOTE_DYNAMIC_COPY, remoteDynamic, STATIC_KEEPS_EFFECTIVE_ONLY_ON, staticKeepsEffectiveOnly,
} from "../generated/switches";
import { allocateContext, NO_CONTEXT } from "../objects/contexts";
import { dereferenceToken } from "../objects/tokens";
import { setOut, setResult } from "../step/call";
import { SeCopyClientToken } from "./SeCopyClientToken";
import { duplicatedToken } from "./SepDuplicateToken";

/** Stands for the level of a client that does not impersonate: none of the rules for threads applies. */
export const NO_THREAD_LEVEL: u32 = 0xffffffff;

/** Of the context that was made last: ClientToken, whose reference is the caller's, and what speaks of it. */
export let createdToken: u32 = 0;
export let createdDirectly: u32 = 0;
export let createdEffectiveOnly: u32 = 0;
export let createdDirectEffectiveOnly: u32 = 0;

/**
 * Makes a context of a token whose reference it takes over. `threadLevel` and `threadEffectiveOnly` are those
 * of the impersonation that the token was found on; `clientThread` is its thread, for the explanation. An
 * NTSTATUS; allocations: the copy that is not held directly.
 */
export function SepCreateClientSecurity(
  token: u32, threadLevel: u32, threadEffectiveOnly: u32, clientThread: u32, level: u32, tracking: u32,
  effectiveOnly: u32, remote: u32,
): u32 {
  if (threadLevel != NO_THREAD_LEVEL && levelsForbid(clientThread, threadLevel, level, remote)) {
    dereferenceToken(token);
    return STATUS_BAD_IMPERSONATION_LEVEL;
  }
  createdToken = token;
  const remoteCopies = remote != 0 && remoteDynamic() == REMOTE_DYNAMIC_COPY;
  const copies = decide(CONTEXT_COPIES, tracking == 0 || remoteCopies, tracking, remote);
  createdDirectly = copies ? 0 : 1;
  createdDirectEffectiveOnly = effectiveOnly != 0 || threadEffectiveOnly != 0 ? 1 : 0;
  // What is held directly has the thread's in DirectAccessEffectiveOnly; its SecurityQos is the request
  // (facts 7.2).
  const keeps = copies && staticKeepsEffectiveOnly() == STATIC_KEEPS_EFFECTIVE_ONLY_ON;
  createdEffectiveOnly = keeps ? createdDirectEffectiveOnly : effectiveOnly != 0 ? 1 : 0;
  if (!copies) return STATUS_SUCCESS;
  const status = SeCopyClientToken(token, level);
  dereferenceToken(token);
  createdToken = status == STATUS_SUCCESS ? duplicatedToken : 0;
  return status;
}

/** The three rules for a client that impersonates, in order. facts 7.3 step 2 */
function levelsForbid(thread: u32, threadLevel: u32, level: u32, remote: u32): bool {
  if (decide(QOS_LEVEL_ABOVE_THREAD, level > threadLevel, level, threadLevel)) return true;
  if (decide(CLIENT_LEVEL_TOO_LOW, threadLevel < SecurityImpersonation, thread, threadLevel)) return true;
  return decide(CLIENT_NOT_DELEGATING, remote != 0 && threadLevel != SecurityDelegation, thread, threadLevel);
}

/**
 * Which EffectiveOnly the server's thread gets. The thread's reaches it through DirectAccessEffectiveOnly,
 * which a static context does not use; whether Windows keeps it there is unknown (U8). facts 7.8 step 1
 */
export function createdThreadEffectiveOnly(): u32 {
  return createdDirectly != 0 ? createdDirectEffectiveOnly : createdEffectiveOnly;
}

/** Keeps the context that was made as the driver's; it is the call's result, and its fields are the outs. */
export function keepCreatedContext(level: u32, tracking: u32, remote: u32): void {
  const context = storeCreatedContext(level, tracking, remote);
  if (context == NO_CONTEXT) return;
  setResult(context, contextGeneration(context));
  setOut(0, level);
  setOut(1, tracking);
  setOut(2, createdEffectiveOnly);
  setOut(3, createdDirectly);
  setOut(4, createdDirectEffectiveOnly);
}

/** Puts the context that was made into a record, for whoever asked for it. NO_CONTEXT: the world is full. */
export function storeCreatedContext(level: u32, tracking: u32, remote: u32): u32 {
  if (createdToken == 0) return NO_CONTEXT;
  const context = allocateContext(CONTEXT_CLIENT);
  if (context == NO_CONTEXT) return NO_CONTEXT;
  setContextToken(context, createdToken);
  setContextLevel(context, level);
  setContextTracking(context, tracking);
  setContextEffectiveOnly(context, createdEffectiveOnly);
  setContextDirectlyAccessClientToken(context, createdDirectly);
  setContextDirectAccessEffectiveOnly(context, createdDirectEffectiveOnly);
  setContextServerIsRemote(context, remote);
  return context;
}
