/** ThreadImpersonationToken: facts 11.3 and 4.4. */
import { refuseUnless, type Outcome, type Routine } from "../call.ts";
import { threadOf, tokenOf } from "../handles.ts";
import { impersonate, impersonationOuts, revert } from "./PsImpersonateClient.ts";

export const NtSetInformationThread: Routine = (call): Outcome => {
  const thread = threadOf(call, "NtSetInformationThread", "thread");                             // 11.3 step 2
  const operand = call.operands.handle("token");
  if (operand === undefined) revert(thread);                                                     // 4.4 step 1
  else {
    const { token } = tokenOf(call, operand, "TOKEN_IMPERSONATE");                               // 4.4 step 2
    refuseUnless(token.type === "TokenImpersonation", "STATUS_BAD_TOKEN_TYPE");                  // 4.4 step 3
    impersonate(call, thread, { token, level: token.level, copyOnOpen: false, effectiveOnly: false });
  }
  return { status: "STATUS_SUCCESS", outs: impersonationOuts(thread) };
};
