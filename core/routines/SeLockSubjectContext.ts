/**
 * SeLockSubjectContext: takes read locks on the tokens of a subject context, so that they stay as they are
 * while several checks are made. Shared and recursive, and it cannot fail. [MS-doc
 * nf-ntifs-selocksubjectcontext] [ReactOS] facts 8.3
 *
 * Here every call is one step that waits for nobody, so that there is a lock shows in one thing only: whether
 * it may be released.
 */
import { contextLocks, setContextLocks } from "../generated/state";
import { BUG_CHECK_KMODE_EXCEPTION_NOT_HANDLED } from "../objects/bugChecks";
import { contextOf, NO_CONTEXT } from "../objects/contexts";

/** Recursion that goes deeper is counted no more: no scenario does that. */
const LOCKS_MAX: u32 = 255;

export function SeLockSubjectContext(subjectContext: u32): void {
  const subject = contextOf(subjectContext, BUG_CHECK_KMODE_EXCEPTION_NOT_HANDLED);
  if (subject != NO_CONTEXT && contextLocks(subject) < LOCKS_MAX) {
    setContextLocks(subject, contextLocks(subject) + 1);
  }
}
