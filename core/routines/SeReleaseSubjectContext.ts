/**
 * SeReleaseSubjectContext: drops the references of a subject context and forgets both tokens. [MS-doc
 * nf-ntifs-sereleasesubjectcontext] [ReactOS subject.c] facts 8.4
 */
import { BUG_CHECK_KMODE_EXCEPTION_NOT_HANDLED } from "../objects/bugChecks";
import { contextOf, freeContext, NO_CONTEXT } from "../objects/contexts";

/** Releasing twice follows the null pointer that the first time left behind. [INF] */
export function SeReleaseSubjectContext(subjectContext: u32): void {
  const subject = contextOf(subjectContext, BUG_CHECK_KMODE_EXCEPTION_NOT_HANDLED);
  if (subject != NO_CONTEXT) freeContext(subject);
}
