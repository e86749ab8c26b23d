/** Facts 4.1, 4.2, 4.5, 4.6: putting a token on a thread and taking it off. */
import { refuseUnless, type Call, type Outcome, type Routine } from "../call.ts";
import { tokenCanImpersonate } from "../gate.ts";
import type { SwitchSettings } from "../../../tables/versions.ts";
import { ANONYMOUS, IDENTIFICATION, type Impersonation, type Job, type Thread, type Token } from "../state.ts";
import { ADMINISTRATORS, copyClientToken, uninsertedDescriptor } from "../tokens.ts";
import { filtered } from "./filterToken.ts";

/** Facts 4.1, "case Token != NULL". Throws the status; the thread is unchanged then, but for its block. */
export function impersonate(call: Call, thread: Thread, asked: Impersonation): void {
  const { world, pool } = call;
  if (!thread.blockAllocated && world.settings.impBlockInline === "off") {                       // step 1, D1
    const failure = world.settings.impBlockFailure === "noMemory" ? "STATUS_NO_MEMORY" : "STATUS_INSUFFICIENT_RESOURCES";
    refuseUnless(pool.allocate(), failure);
    // facts 2.1, 3: it stays
    thread.blockAllocated = true;
  }
  // facts 6: the target thread's
  const job = world.settings.jobLimits === "on" ? thread.process.job : undefined;
  // steps 2 and 3
  const gate = (wanted: Impersonation): Impersonation =>
    (tokenCanImpersonate(thread.process.token, wanted.token, wanted.level, world)
      ? { ...wanted }
      : downgraded(call, wanted));
  // step 4
  const limit = (wanted: Impersonation): Impersonation => (job === undefined
    ? wanted
    : limited(call, job, wanted));
  // U1; step 5
  thread.impersonation = world.settings.jobOrder === "jobFirst" ? gate(limit(asked)) : limit(gate(asked));
}

/** Facts 6, in ReactOS's order. */
function limited(call: Call, job: Job, asked: Impersonation): Impersonation {
  const { settings } = call.world;
  const restricted = asked.token.restricting !== undefined;
  const refused = settings.jobRestrictedSense === "reactos" ? restricted : !restricted;          // D6
  refuseUnless(!job.noAdmin || !isAdministrator(asked.token, settings), "STATUS_ACCESS_DENIED");
  refuseUnless(!job.restrictedToken || !refused, "STATUS_ACCESS_DENIED");
  if (job.filter === undefined || settings.jobFilters === "off") return asked;
  const { disable, remove, restrict } = job.filter;
  const token = filtered(asked.token, {
    flags: 0, disable, remove, restrict: restrict?.map((sid) => ({ sid, attributes: 0 })),
  }, call);
  token.descriptor = uninsertedDescriptor(call.actor, call.world);
  return { ...asked, token };
}

/** SeTokenIsAdmin, facts 9: the level does not matter. */
function isAdministrator(token: Token, settings: SwitchSettings): boolean {
  const group = token.groups.get(ADMINISTRATORS);
  return settings.tokenIsAdmin === "groups" ? group !== undefined && !group.denyOnly : token.hadAdministrators;
}

/**
 * Step 3, "fail": a private copy at Identification, with CopyOnOpen and EffectiveOnly as passed. U2:
 * `downgradeLevel`
 */
function downgraded(call: Call, asked: Impersonation): Impersonation {
  const { world } = call;
  const staysAnonymous = world.settings.downgradeLevel === "min"
    && asked.token.type === "TokenImpersonation" && asked.token.level === ANONYMOUS;
  const level = staysAnonymous ? ANONYMOUS : IDENTIFICATION;
  return { ...asked, token: copyClientToken(asked.token, level, call), level };
}

export const revert = (thread: Thread): void => { thread.impersonation = undefined; };

/** What is in force on a thread, as outs. */
export function impersonationOuts(thread: Thread): Record<string, number> {
  const { impersonation } = thread;
  if (impersonation === undefined) return {};
  return {
    level: impersonation.level, copyOnOpen: +impersonation.copyOnOpen,
    effectiveOnly: +impersonation.effectiveOnly,
  };
}

export const PsImpersonateClient: Routine = (call): Outcome => {
  const { operands } = call;
  const thread = operands.thread("thread");
  const token: Token | undefined = operands.token("token");
  if (token === undefined) {
    // 4.1, "case Token == NULL"
    revert(thread);
    return { status: "STATUS_SUCCESS", outs: impersonationOuts(thread) };
  }
  impersonate(call, thread, {
    token, level: operands.number("level"), copyOnOpen: operands.boolean("copyOnOpen"),
    effectiveOnly: operands.boolean("effectiveOnly"),
  });
  return { status: "STATUS_SUCCESS", outs: impersonationOuts(thread) };
};

/** 4.2: no status, cannot fail. */
export const PsRevertToSelf: Routine = ({ actor }) => { revert(actor); return {}; };
export const PsRevertThreadToSelf: Routine = ({ operands }) => { revert(operands.thread("thread")); return {}; };
/** 4.3: the same as PsRevertToSelf, so it cannot end what was put on another thread. */
export const SeStopImpersonatingClient: Routine = PsRevertToSelf;
