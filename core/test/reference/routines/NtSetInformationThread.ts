/** ThreadImpersonationToken: facts 11.3. */
import type { Outcome, Routine } from "../call.ts";
import { threadOf } from "../handles.ts";
import { assignImpersonationToken } from "./byPointer.ts";

export const NtSetInformationThread: Routine = (call): Outcome =>
  assignImpersonationToken(call, threadOf(call, "NtSetInformationThread", "thread"), call.mode); // steps 2 and 3
