/**
 * SeCaptureSubjectContextEx: notes who a thread and a process are now, for access checks and privilege checks
 * later.
 *
 * It is a snapshot of pointers, not of contents: the tokens can be adjusted afterwards, and a revert does not
 * reach it. Thread and process need not belong together. [MS-doc nf-ntifs-secapturesubjectcontextex] [ReactOS
 * subject.c] facts 8.1, 8.2
 */
import { decide } from "../decide";
import { CONTEXT_SUBJECT } from "../generated/constants";
import { SUBJECT_WITHOUT_CLIENT } from "../generated/decisions";
import {
  contextGeneration, processToken, setContextEffectiveOnly, setContextLevel, setContextPrimaryToken,
  setContextToken, threadActive, threadEffectiveOnly, threadLevel, threadToken,
} from "../generated/state";
import { allocateContext, NO_CONTEXT } from "../objects/contexts";
import { referenceToken } from "../objects/tokens";
import { setOut, setResult } from "../step/call";

/**
 * `thread` 0 is none: then there is no client. The result is the subject context. The level is the thread's;
 * EffectiveOnly is kept for the switch of the unknown U8, real contexts have no place for it.
 */
export function SeCaptureSubjectContextEx(thread: u32, process: u32): void {
  const context = allocateContext(CONTEXT_SUBJECT);
  if (context == NO_CONTEXT) return;
  const primary = processToken(process);
  referenceToken(primary);
  setContextPrimaryToken(context, primary);
  setResult(context, contextGeneration(context));
  if (decide(SUBJECT_WITHOUT_CLIENT, thread == 0 || threadActive(thread) == 0, thread)) return;
  referenceToken(threadToken(thread));
  setContextToken(context, threadToken(thread));
  setContextLevel(context, threadLevel(thread));
  setContextEffectiveOnly(context, threadEffectiveOnly(thread));
  setOut(0, threadLevel(thread));
}
