/** Client security contexts: facts 7.2, 7.3, 7.6, 7.8. */
import { refuseUnless, type Call, type Outcome, type Routine } from "../call.ts";
import { ANONYMOUS, DELEGATION, IDENTIFICATION, type ClientContext, type Impersonation } from "../state.ts";
import { copyClientToken, effectiveToken } from "../tokens.ts";
import { impersonate, impersonationOuts } from "./PsImpersonateClient.ts";

/** SECURITY_QUALITY_OF_SERVICE and the parameter ServerIsRemote, facts 7.1. */
export interface QualityOfService {
  readonly level: number;
  readonly tracking: "static" | "dynamic";
  readonly effectiveOnly: boolean;
  readonly remote: boolean;
}
/** Where the identity comes from; `impersonation` if it is a thread's (facts 7.3, source selection). */
export interface Source {
  readonly token: ClientContext["token"];
  readonly impersonation?: Pick<Impersonation, "level" | "effectiveOnly"> | undefined;
}

/** Facts 7.3, "checks in order". Throws the status. */
export function createContext(call: Call, source: Source, qos: QualityOfService): ClientContext {
  const { settings } = call.world;
  refuseUnless(qos.level >= ANONYMOUS && qos.level <= DELEGATION, "STATUS_INVALID_PARAMETER");   // step 1
  const held = source.impersonation;
  if (held !== undefined) {                                                                      // step 2
    refuseUnless(qos.level <= held.level, "STATUS_BAD_IMPERSONATION_LEVEL");
    refuseUnless(held.level > IDENTIFICATION, "STATUS_BAD_IMPERSONATION_LEVEL");
    refuseUnless(!qos.remote || held.level === DELEGATION, "STATUS_BAD_IMPERSONATION_LEVEL");
  }
  const references = qos.tracking === "dynamic" && (!qos.remote || settings.remoteDynamic === "reference"); // step 3, D7
  const keepsEffectiveOnly = settings.staticKeepsEffectiveOnly === "on" && held?.effectiveOnly === true;    // U8
  return {
    token: references ? source.token : copyClientToken(source.token, qos.level, call),
    level: qos.level, tracking: qos.tracking,
    effectiveOnly: qos.effectiveOnly || (!references && keepsEffectiveOnly),
    directlyAccessClientToken: references,                                                       // 7.2
    directAccessEffectiveOnly: qos.effectiveOnly || held?.effectiveOnly === true,
    serverIsRemote: qos.remote,
  };
}

/** Facts 7.8 step 1. */
export function impersonateContext(call: Call, context: ClientContext, thread: Call["actor"]): void {
  const effectiveOnly = context.directlyAccessClientToken
    ? context.directAccessEffectiveOnly
    : context.effectiveOnly;
  impersonate(call, thread, { token: context.token, level: context.level, copyOnOpen: true, effectiveOnly });
}

export const contextOuts = (context: ClientContext): Record<string, number> => ({
  level: context.level, tracking: context.tracking === "dynamic" ? 1 : 0, effectiveOnly: +context.effectiveOnly,
  directlyAccessClientToken: +context.directlyAccessClientToken,
  directAccessEffectiveOnly: +context.directAccessEffectiveOnly,
});

export const SeCreateClientSecurity: Routine = (call): Outcome => {
  const { operands, world } = call;
  const client = operands.thread("clientThread");
  const source = { token: effectiveToken(client), impersonation: client.impersonation };
  const context = createContext(call, source, {
    level: operands.number("level"), tracking: operands.number("tracking") === 1 ? "dynamic" : "static",
    effectiveOnly: operands.boolean("effectiveOnly"), remote: operands.boolean("remote"),
  });
  world.contexts.add(context);
  return { status: "STATUS_SUCCESS", result: { kind: "context", context }, outs: contextOuts(context) };
};

export const SeImpersonateClientEx: Routine = (call): Outcome => {
  const context = call.operands.context("clientContext");
  const thread = call.operands.thread("serverThread");
  impersonateContext(call, context, thread);
  return { status: "STATUS_SUCCESS", outs: impersonationOuts(thread) };
};

/** 7.6: lets go of the token, and reverts nobody. */
export const SeDeleteClientSecurity: Routine = (call): Outcome => {
  call.world.contexts.delete(call.operands.context("clientContext"));
  return {};
};
