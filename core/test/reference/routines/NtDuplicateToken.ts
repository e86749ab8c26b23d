/** Facts 11.5. */
import { refuseUnless, type Outcome, type Routine } from "../call.ts";
import { newHandle, tokenOf } from "../handles.ts";
import { ANONYMOUS, DELEGATION, IMPERSONATION, type Token, type World } from "../state.ts";
import { defaultDescriptor, duplicate } from "../tokens.ts";
import { accessToCreated, tokenOuts } from "./openToken.ts";

/** Facts 11.5, "level when no QoS given", D9, U6. */
function levelWithoutQos(source: Token, { settings }: World): number {
  switch (settings.noQosLevel) {
    case "existing": return source.level;
    // never raised (I4): ARCHITECTURE, "Decided here"
    case "impersonation": return source.type === "TokenImpersonation" ? Math.min(source.level, IMPERSONATION) : IMPERSONATION;
    default: return ANONYMOUS;
  }
}

export const NtDuplicateToken: Routine = (call): Outcome => {
  const { operands, world } = call;
  const type = operands.number("type") === 1 ? "TokenPrimary" : operands.number("type") === 2 ? "TokenImpersonation" : undefined;
  const asked = operands.optionalNumber("level");
  refuseUnless(type !== undefined, "STATUS_INVALID_PARAMETER");                                  // step 1
  // step 3
  refuseUnless(asked === undefined || asked <= DELEGATION || world.settings.qosLevelAbove3 === "store", "STATUS_INVALID_PARAMETER");
  const { token: source, handle } = tokenOf(call, operands.handle("existingToken"), "TOKEN_DUPLICATE"); // step 4
  if (source.type === "TokenImpersonation") {                                                    // step 5, D29
    refuseUnless(asked === undefined || asked <= source.level, "STATUS_BAD_IMPERSONATION_LEVEL");
    refuseUnless(type !== "TokenPrimary" || source.level >= IMPERSONATION, "STATUS_BAD_IMPERSONATION_LEVEL");
  }
  const desired = operands.number("desiredAccess");
  const access = desired === 0 ? handle.access : accessToCreated(call, source, desired);
  const level = asked ?? levelWithoutQos(source, world);
  // step 6
  const copy = duplicate(source, { type: type!, level, effectiveOnly: operands.boolean("effectiveOnly") }, world, call.pool);
  copy.descriptor = defaultDescriptor(call.actor);                                               // step 7
  return {
    status: "STATUS_SUCCESS", result: newHandle(call, { kind: "token", token: copy }, access),
    outs: tokenOuts(copy, access),
  };
};
