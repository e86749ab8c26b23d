/** Facts 11.8: what each class of information gives out. */
import { refuseUnless, type Outcome, type Routine } from "../call.ts";
import { tokenOf } from "../handles.ts";
import type { Token } from "../state.ts";

const classes: Readonly<Record<number, (token: Token) => Readonly<Record<string, number | string>>>> = {
  1: (token) => ({ sid: token.user }),
  4: (token) => ({ sid: token.owner }),
  5: (token) => ({ sid: token.primaryGroup }),
  8: (token) => ({ type: typeOf(token) }),
  9: (token) => ({ level: token.level }),
  10: (token) => ({ type: typeOf(token), level: token.level, session: token.session }),
  15: (token) => ({ sandboxInert: +token.sandboxInert }),
  17: (token) => ({ origin: token.origin }),
  18: (token) => ({ elevation: token.elevation }),
  25: (token) => ({ integrity: token.integrity! }),
};
const TOKEN_SOURCE = 7, TOKEN_IMPERSONATION_LEVEL = 9;
/** Elevation, integrity and policy: Vista and later. */
const LATER = [18, 20, 25, 27];

const typeOf = (token: Token): number => (token.type === "TokenPrimary" ? 1 : 2);

export const NtQueryInformationToken: Routine = (call): Outcome => {
  const { operands, world } = call;
  const asked = operands.number("informationClass");
  refuseUnless(!LATER.includes(asked) || world.settings.integrityCheck === "on", "STATUS_INVALID_INFO_CLASS");
  const { token } = tokenOf(call, operands.handle("token"), asked === TOKEN_SOURCE ? "TOKEN_QUERY_SOURCE" : "TOKEN_QUERY");
  refuseUnless(asked !== TOKEN_IMPERSONATION_LEVEL || token.type === "TokenImpersonation", "STATUS_INVALID_INFO_CLASS"); // D21
  return { status: "STATUS_SUCCESS", outs: classes[asked]?.(token) ?? {} };
};
