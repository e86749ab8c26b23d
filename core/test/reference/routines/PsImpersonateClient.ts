/** Facts 4.1, 4.2, 4.5, 4.6: putting a token on a thread and taking it off. */
import { refuseUnless, type Call, type Outcome, type Routine } from "../call.ts";
import { tokenCanImpersonate } from "../gate.ts";
import { ANONYMOUS, IDENTIFICATION, type Impersonation, type Thread, type Token } from "../state.ts";
import { copyClientToken } from "../tokens.ts";

/** Facts 4.1, "case Token != NULL". Throws the status; the thread is unchanged then, but for its block. */
export function impersonate(call: Call, thread: Thread, asked: Impersonation): void {
  const { world, pool } = call;
  if (!thread.blockAllocated && world.settings.impBlockInline === "off") {                       // step 1, D1
    const failure = world.settings.impBlockFailure === "noMemory" ? "STATUS_NO_MEMORY" : "STATUS_INSUFFICIENT_RESOURCES";
    refuseUnless(pool.allocate(), failure);
    thread.blockAllocated = true;                                                                // facts 2.1, 3: it stays
  }
  const allowed = tokenCanImpersonate(thread.process.token, asked.token, asked.level, world);    // steps 2 and 3
  thread.impersonation = allowed ? { ...asked } : downgraded(call, asked);                       // step 5
}

/** Step 3, "fail": a private copy at Identification, with CopyOnOpen and EffectiveOnly as passed. U2: `downgradeLevel` */
function downgraded(call: Call, asked: Impersonation): Impersonation {
  const { world } = call;
  const staysAnonymous = world.settings.downgradeLevel === "min" && asked.token.type === "TokenImpersonation" && asked.token.level === ANONYMOUS;
  const level = staysAnonymous ? ANONYMOUS : IDENTIFICATION;
  return { ...asked, token: copyClientToken(asked.token, level, call), level };
}

export const revert = (thread: Thread): void => { thread.impersonation = undefined; };

/** What is in force on a thread, as outs. */
export function impersonationOuts(thread: Thread): Record<string, number> {
  const { impersonation } = thread;
  if (impersonation === undefined) return {};
  return { level: impersonation.level, copyOnOpen: +impersonation.copyOnOpen, effectiveOnly: +impersonation.effectiveOnly };
}

export const PsImpersonateClient: Routine = (call): Outcome => {
  const { operands } = call;
  const thread = operands.thread("thread");
  const token: Token | undefined = operands.token("token");
  if (token === undefined) {
    revert(thread);                                                                              // 4.1, "case Token == NULL"
    return { status: "STATUS_SUCCESS", outs: impersonationOuts(thread) };
  }
  impersonate(call, thread, {
    token, level: operands.number("level"), copyOnOpen: operands.boolean("copyOnOpen"), effectiveOnly: operands.boolean("effectiveOnly"),
  });
  return { status: "STATUS_SUCCESS", outs: impersonationOuts(thread) };
};

/** 4.2: no status, cannot fail. */
export const PsRevertToSelf: Routine = ({ actor }) => { revert(actor); return {}; };
export const PsRevertThreadToSelf: Routine = ({ operands }) => { revert(operands.thread("thread")); return {}; };
/** 4.3: the same as PsRevertToSelf, so it cannot end what was put on another thread. */
export const SeStopImpersonatingClient: Routine = PsRevertToSelf;
