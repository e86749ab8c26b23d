/**
 * PsReferenceEffectiveToken: a thread's effective token, with the role that it plays. The role is what the
 * caller sees as its type: a primary token on a thread counts as an impersonation token. [ReactOS
 * ps/security.c] facts 3.4
 */
import { decide } from "../decide";
import { CLIENT_IMPERSONATES } from "../generated/decisions";
import { TokenImpersonation, TokenPrimary } from "../generated/enumerations";
import {
  threadActive, threadEffectiveOnly, threadLevel, threadToken, tokenGeneration,
} from "../generated/state";
import { primaryTokenOf } from "../objects/threads";
import { referenceToken } from "../objects/tokens";
import { setOut, setResult } from "../step/call";

/**
 * Of the token that was referenced last: whether a thread impersonates it, and that thread's EffectiveOnly
 * and level (else 0).
 */
export let effectiveRoleIsThread: bool = false;
export let effectiveTokenEffectiveOnly: u32 = 0;
export let effectiveTokenLevel: u32 = 0;

/**
 * The token's number; never none. Of a primary token there is no level to tell: that out is not written.
 */
export function PsReferenceEffectiveToken(thread: u32): u32 {
  const token = referenceEffectiveToken(thread);
  setResult(token, tokenGeneration(token));
  setOut(0, effectiveRoleIsThread ? TokenImpersonation : TokenPrimary);
  setOut(1, effectiveTokenEffectiveOnly);
  if (effectiveRoleIsThread) setOut(2, effectiveTokenLevel);
  return token;
}

/** The same without result and outs, for routines that have their own; the new reference is the caller's. */
export function referenceEffectiveToken(thread: u32): u32 {
  effectiveRoleIsThread = decide(CLIENT_IMPERSONATES, threadActive(thread) != 0, thread);
  effectiveTokenEffectiveOnly = effectiveRoleIsThread ? threadEffectiveOnly(thread) : 0;
  effectiveTokenLevel = effectiveRoleIsThread ? threadLevel(thread) : 0;
  const token = effectiveRoleIsThread ? threadToken(thread) : primaryTokenOf(thread);
  referenceToken(token);
  return token;
}
