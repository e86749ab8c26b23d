/**
 * SeCaptureSubjectContext: SeCaptureSubjectContextEx of the calling thread and its process. [MS-doc
 * nf-ntifs-secapturesubjectcontext] [ReactOS subject.c] facts 8.2
 */
import { currentProcess, currentThread } from "../step/call";
import { SeCaptureSubjectContextEx } from "./SeCaptureSubjectContextEx";

/** The result is the subject context. */
export function SeCaptureSubjectContext(): void {
  SeCaptureSubjectContextEx(currentThread, currentProcess());
}
