/**
 * Kernel code that reads a thread's identity by pointer, sets it aside and puts it back: facts 3, 4.4 to 4.6.
 */
import {
  BugCheck, KMODE_EXCEPTION_NOT_HANDLED, REFERENCE_BY_POINTER, refuseUnless, type Call, type Outcome,
  type Routine,
} from "../call.ts";
import { tokenOf } from "../handles.ts";
import type { SavedState, Thread, Token } from "../state.ts";
import { effectiveToken } from "../tokens.ts";
import { impersonate, impersonationOuts, revert } from "./PsImpersonateClient.ts";

/** 3.1: the bit, at whatever level. */
export const PsIsThreadImpersonating: Routine = ({ operands }) => ({
  boolean: operands.thread("thread").impersonation !== undefined,
});

/** 3.2: NULL, and no outs, when the thread does not impersonate. */
export const PsReferenceImpersonationToken: Routine = ({ operands, world }) => {
  const thread = operands.thread("thread");
  const token = thread.impersonation?.token;
  if (token !== undefined) world.referenced.push(token);
  return { result: { kind: "token", token }, outs: impersonationOuts(thread) };
};

/** 3.4: the role, not the object, says the type; there is no level in the role of a primary token. */
export const PsReferenceEffectiveToken: Routine = ({ operands, world }) => {
  const thread = operands.thread("thread");
  const { impersonation } = thread;
  const token = effectiveToken(thread);
  world.referenced.push(token);
  const outs: Record<string, number> = impersonation === undefined
    ? { tokenType: 1, effectiveOnly: 0 }
    : { tokenType: 2, effectiveOnly: +impersonation.effectiveOnly, level: impersonation.level };
  return { result: { kind: "token", token }, outs };
};

/** 2.2: gives a reference back; one that nobody took is somebody else's. */
function release({ world }: Call, token: Token): Outcome {
  const place = world.referenced.indexOf(token);
  if (place < 0) throw new BugCheck(REFERENCE_BY_POINTER);
  world.referenced.splice(place, 1);
  return {};
}

/** 3.2: NULL is accepted. */
export const PsDereferenceImpersonationToken: Routine = (call) => {
  const token = call.operands.token("token");
  return token === undefined ? {} : release(call, token);
};

/** 3.3: NULL is not accepted. */
export const PsDereferencePrimaryToken: Routine = (call) => release(call, call.operands.realToken("token"));

/** 4.4; `mode` is the one in which the handle is referenced. */
export function assignImpersonationToken(call: Call, thread: Thread, mode: Call["mode"]): Outcome {
  const operand = call.operands.handle("token");
  if (operand === undefined) revert(thread);                                                     // step 1
  else {
    const { token } = tokenOf(call, operand, "TOKEN_IMPERSONATE", mode);                         // step 2
    refuseUnless(token.type === "TokenImpersonation", "STATUS_BAD_TOKEN_TYPE");                  // step 3
    // step 4
    impersonate(call, thread, { token, level: token.level, copyOnOpen: false, effectiveOnly: false });
  }
  return { status: "STATUS_SUCCESS", outs: impersonationOuts(thread) };
}

/**
 * Step 2, "current previous mode": that of the thread's last system call, so user mode on a user's thread,
 * also in driver code.
 */
export const PsAssignImpersonationToken: Routine = (call) =>
  assignImpersonationToken(call, call.operands.thread("thread"), call.actor.system ? "kernel" : "user");

/** 4.5: the reference moves to the state. */
export const PsDisableImpersonation: Routine = ({ operands, world }) => {
  const thread = operands.thread("thread");
  const outs = impersonationOuts(thread);
  const state: SavedState = { impersonation: thread.impersonation };
  revert(thread);
  world.savedStates.add(state);
  return { boolean: state.impersonation !== undefined, result: { kind: "savedState", state }, outs };
};

/** 4.6: no gate, no job; hazards (a) and (c) fault, (b) is a state that is gone. */
export const PsRestoreImpersonation: Routine = ({ operands, world }) => {
  const thread = operands.thread("thread");
  const state = operands.savedState("impersonationState");
  if (state === undefined) { revert(thread); return {}; }
  const hasBlock = thread.blockAllocated || world.settings.impBlockInline === "on";
  if (state.impersonation === undefined || !hasBlock) throw new BugCheck(KMODE_EXCEPTION_NOT_HANDLED);
  thread.impersonation = state.impersonation;
  world.savedStates.delete(state);
  return {};
};
