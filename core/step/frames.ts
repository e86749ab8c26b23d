/**
 * Where a thread enters and leaves driver code or a work item. The mode of a call is that of its actor's
 * innermost open frame; returning to user mode and returning to the pool are events, judged before their
 * consequences.
 */
import { EVENT_USER_RETURN, EVENT_WORKER_RETURN } from "../generated/constants";
import {
  setHeaderEvent, setHeaderEventThread, setThreadFrameDepth, setThreadSavedActive, setThreadSavedGeneration,
  setThreadSavedLevel, setThreadSavedToken,
  setThreadWorkItem, setWorkItemState, setWorkItemThread, threadActive, threadFrameDepth, threadLevel,
  threadSavedActive, threadSavedGeneration, threadSavedLevel,
  threadSavedToken, threadSystemThread, threadToken, threadWorkItem, tokenGeneration,
} from "../generated/state";

/** Deepest nesting of driver entries; the compiler inlines them, so it is known before. */
const FRAMES_MAX: u32 = 255;

/** The thread enters driver code; the outermost entry remembers who it was. */
export function enterFrame(thread: u32): void {
  const depth = threadFrameDepth(thread);
  assert(depth < FRAMES_MAX);
  if (depth == 0) {
    const active = threadActive(thread) != 0;
    setThreadSavedActive(thread, u32(active));
    setThreadSavedToken(thread, active ? threadToken(thread) : 0);
    setThreadSavedLevel(thread, active ? threadLevel(thread) : 0);
    setThreadSavedGeneration(thread, active ? tokenGeneration(threadToken(thread)) : 0);
  }
  setThreadFrameDepth(thread, depth + 1);
}

/** A worker thread begins the routine of a work item. */
export function enterWorkItem(thread: u32, item: u32): void {
  setThreadWorkItem(thread, item);
  setWorkItemState(item, 2);
  setWorkItemThread(item, thread);
}

/**
 * Leaves the innermost frame, or the work item. Answers the event that it is, 0 for none; `left` says whether
 * there was anything to leave.
 */
export function leaveFrame(thread: u32): u32 {
  const depth = threadFrameDepth(thread);
  if (depth > 0) {
    setThreadFrameDepth(thread, depth - 1);
    if (depth > 1 || threadSystemThread(thread)) return 0;
    return raise(EVENT_USER_RETURN, thread);
  }
  return raise(EVENT_WORKER_RETURN, thread);
}

/** Whether the thread is inside anything that it can leave. */
export function canLeave(thread: u32): bool {
  return threadFrameDepth(thread) > 0 || threadWorkItem(thread) != 0;
}

function raise(event: u32, thread: u32): u32 {
  setHeaderEvent(event);
  setHeaderEventThread(thread);
  return event;
}

/**
 * `clean`: a worker does not impersonate; another thread is as it was at the entry into its outermost frame.
 */
export function isClean(thread: u32): bool {
  if (threadWorkItem(thread) != 0) return threadActive(thread) == 0;
  if (threadActive(thread) != threadSavedActive(thread)) return false;
  if (threadActive(thread) == 0) return true;
  const token = threadToken(thread);
  return token == threadSavedToken(thread) && threadLevel(thread) == threadSavedLevel(thread)
    && tokenGeneration(token) == threadSavedGeneration(thread);
}
