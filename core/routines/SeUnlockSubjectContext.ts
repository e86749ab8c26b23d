/**
 * SeUnlockSubjectContext: releases the read locks that SeLockSubjectContext took. [MS-doc
 * nf-ntifs-seunlocksubjectcontext] [ReactOS] facts 8.3
 */
import { decide } from "../decide";
import { UNLOCKED_WITHOUT_LOCK } from "../generated/decisions";
import { contextLocks, setContextLocks, setHeaderBugCheck } from "../generated/state";
import { BUG_CHECK_KMODE_EXCEPTION_NOT_HANDLED, BUG_CHECK_RESOURCE_NOT_OWNED } from "../objects/bugChecks";
import { contextOf, NO_CONTEXT } from "../objects/contexts";

/** Once more than it was locked is a bug check: a lock is released by who holds it. */
export function SeUnlockSubjectContext(subjectContext: u32): void {
  const subject = contextOf(subjectContext, BUG_CHECK_KMODE_EXCEPTION_NOT_HANDLED);
  if (subject == NO_CONTEXT) return;
  if (decide(UNLOCKED_WITHOUT_LOCK, contextLocks(subject) == 0, subject)) {
    setHeaderBugCheck(BUG_CHECK_RESOURCE_NOT_OWNED);
    return;
  }
  setContextLocks(subject, contextLocks(subject) - 1);
}
