/** Facts 11.9, and 7.9 on which it stands. */
import { Refused, type Call, type Outcome, type Routine } from "../call.ts";
import { threadOf } from "../handles.ts";
import type { ClientContext, StatusName, Thread } from "../state.ts";
import { effectiveToken } from "../tokens.ts";
import { createContext, impersonateContext } from "./clientSecurity.ts";
import { impersonationOuts } from "./PsImpersonateClient.ts";

/** The status of impersonating; the thread is unchanged when it fails. */
function statusOf(call: Call, context: ClientContext, thread: Thread): StatusName {
  try {
    impersonateContext(call, context, thread);
    return "STATUS_SUCCESS";
  } catch (error) {
    if (error instanceof Refused) return error.status;
    throw error;
  }
}

/** 7.9: the status is thrown away. */
export const SeImpersonateClient: Routine = (call): Outcome => {
  statusOf(call, call.operands.context("clientContext"), call.operands.thread("serverThread"));
  return {};
};

/** 11.9; whether the second status is returned: D11. */
export const NtImpersonateThread: Routine = (call): Outcome => {
  const { operands, world } = call;
  const server = threadOf(call, "NtImpersonateThread", "serverThread");
  const client = threadOf(call, "NtImpersonateThread", "clientThread");
  const source = { token: effectiveToken(client), impersonation: client.impersonation };
  const context = createContext(call, source, {
    level: operands.number("level"), tracking: operands.number("tracking") === 1 ? "dynamic" : "static",
    effectiveOnly: operands.boolean("effectiveOnly"), remote: false,
  });
  const second = statusOf(call, context, server);
  if (second !== "STATUS_SUCCESS" && world.settings.impThreadReturnsSecondStatus === "on") throw new Refused(second);
  return { status: "STATUS_SUCCESS", outs: impersonationOuts(server) };
};
