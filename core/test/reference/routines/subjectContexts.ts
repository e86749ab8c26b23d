/** Subject contexts: facts 7.4 and 8. */
import { BugCheck, KMODE_EXCEPTION_NOT_HANDLED, type Call, type Outcome, type Routine } from "../call.ts";
import type { Process, SubjectContext, Thread } from "../state.ts";
import { contextOuts, createContext } from "./clientSecurity.ts";

/** 8.2: pointers to who they are now; the level only with a client token. */
function capture({ world }: Call, thread: Thread | undefined, process: Process): Outcome {
  const impersonation = thread?.impersonation;
  const client = impersonation
    && { token: impersonation.token, level: impersonation.level, effectiveOnly: impersonation.effectiveOnly };
  const subject: SubjectContext = { client, primary: process.token, locks: 0 };
  world.subjects.add(subject);
  return { result: { kind: "subjectContext", subject }, ...(client === undefined ? {} : { outs: { level: client.level } }) };
}

/** What a released context has is a null pointer, which these routines follow (8.4 [INF]). */
function live({ operands, world }: Call): SubjectContext {
  const subject = operands.subject("subjectContext");
  if (!world.subjects.has(subject)) throw new BugCheck(KMODE_EXCEPTION_NOT_HANDLED);
  return subject;
}

export const SeCaptureSubjectContext: Routine = (call) => capture(call, call.actor, call.actor.process);
export const SeCaptureSubjectContextEx: Routine = (call) =>
  capture(call, call.operands.thread("thread") as Thread | undefined, call.operands.process("process"));

/** 8.3: read locks; in a model of one step after the other nobody waits for them. */
export const SeLockSubjectContext: Routine = (call) => { live(call).locks++; return {}; };
/** 8.3; a lock that nobody holds cannot be released [MS-doc bug-check-0xe3--resource-not-owned]. */
export const SeUnlockSubjectContext: Routine = (call) => {
  const subject = live(call);
  if (subject.locks === 0) throw new BugCheck("RESOURCE_NOT_OWNED");
  subject.locks--;
  return {};
};

/** 8.4 */
export const SeReleaseSubjectContext: Routine = (call) => {
  call.world.subjects.delete(live(call));
  return {};
};

/** 8.5: no reference, no level check; both pointers of a released context are NULL. */
export const SeQuerySubjectContextToken: Routine = ({ operands, world }) => {
  const subject = operands.subject("subjectContext");
  const token = world.subjects.has(subject) ? subject.client?.token ?? subject.primary : undefined;
  return { result: { kind: "token", token } };
};

/** 7.4: the thread's EffectiveOnly is taken as FALSE, unless the switch of U8 keeps it. */
export const SeCreateClientSecurityFromSubjectContext: Routine = (call): Outcome => {
  const { operands, world } = call;
  const { client, primary } = live(call);
  const effectiveOnly = world.settings.staticKeepsEffectiveOnly === "on" && client?.effectiveOnly === true;
  const context = createContext(call, {
    token: client?.token ?? primary, impersonation: client && { level: client.level, effectiveOnly },
  }, {
    level: operands.number("level"), tracking: operands.number("tracking") === 1 ? "dynamic" : "static",
    effectiveOnly: operands.boolean("effectiveOnly"), remote: operands.boolean("remote"),
  });
  world.contexts.add(context);
  return { status: "STATUS_SUCCESS", result: { kind: "context", context }, outs: contextOuts(context) };
};
