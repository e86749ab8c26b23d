/** Opening tokens: facts 11.1, 11.2, 3.3. */
import { checkOpen, grantedAsAsked, mappingOf } from "../accessCheck.ts";
import { Refused, refuseUnless, type Call, type Outcome, type Routine } from "../call.ts";
import { asChecked, newHandle, processOf, threadOf } from "../handles.ts";
import { ANONYMOUS, type Descriptor, type Impersonation, type Thread, type Token } from "../state.ts";
import { ADMINISTRATORS, duplicate, effectiveToken } from "../tokens.ts";
import { impersonate } from "./PsImpersonateClient.ts";

const LOCAL_SYSTEM = "S-1-5-18", RESTRICTED_CODE = "S-1-5-12";
const GENERIC_ALL = 0x10000000;

export const tokenOuts = (token: Token, access: number): Record<string, number> =>
  ({ level: token.level, type: token.type === "TokenPrimary" ? 1 : 2, access });

/** Opens a token object that exists, by pointer: facts 11.1 step 7a, 11.2 step 3. */
function openByPointer(call: Call, token: Token, attributes: number): Outcome {
  const { status, granted } = checkOpen(
    asChecked(call, attributes), token.descriptor, "token", call.operands.number("desiredAccess"),
  );
  refuseUnless(status === "STATUS_SUCCESS", status);
  return {
    status, result: newHandle(call, { kind: "token", token }, granted, attributes),
    outs: tokenOuts(token, granted),
  };
}

/**
 * Access to the handle of a token about to be made: as asked, or compared with the list of the token that it
 * is made from (D27). Throws the status of that check.
 */
export function accessToCreated(call: Call, source: Token, desired: number): number {
  if (call.world.settings.createdHandleChecked === "off") {
    return grantedAsAsked(desired, mappingOf("token", call.world));
  }
  const { status, granted } = checkOpen(call, source.descriptor, "token", desired);
  refuseUnless(status === "STATUS_SUCCESS", status);
  return granted;
}

/** Facts 11.1, "DACL of the copy". */
function copyDescriptor(opener: Thread, target: Thread, token: Token): Descriptor {
  const primary = target.process.token;
  const restricted = token.restricting !== undefined || primary.restricting !== undefined;
  const sids = [
    token.user, primary.user, ADMINISTRATORS, LOCAL_SYSTEM, ...(restricted ? [RESTRICTED_CODE] : []),
  ];
  return {
    owner: effectiveToken(opener).owner,
    list: sids.map((sid) => ({ deny: false, sid, inheritOnly: false, mask: GENERIC_ALL })),
  };
}

/** Steps 7b and 8: the copy that is opened replaces the thread's token. */
function openCopy(call: Call, target: Thread, held: Impersonation, attributes: number): Outcome {
  const access = accessToCreated(asChecked(call, attributes), held.token, call.operands.number("desiredAccess"));
  refuseUnless(call.pool.allocate(), "STATUS_INSUFFICIENT_RESOURCES");                           // the list
  const { level, effectiveOnly } = held;
  const copy = duplicate(held.token, { type: "TokenImpersonation", level, effectiveOnly }, call.world, call.pool);
  copy.descriptor = copyDescriptor(call.actor, target, held.token);
  // the handle is there before step 8, and stays when that fails
  const result = newHandle(call, { kind: "token", token: copy }, access, attributes);
  if (call.world.settings.openReplacesToken === "on") {                                          // step 8, U13
    impersonate(call, target, { token: copy, level, copyOnOpen: false, effectiveOnly });
  }
  return { status: "STATUS_SUCCESS", result, outs: tokenOuts(copy, access) };
}

/** 11.1; the form without attributes is the one with 0. */
function openThreadToken(call: Call, attributes: number): Outcome {
  const { operands, actor } = call;
  const target = threadOf(call, "NtOpenThreadToken", "thread");                                  // step 3
  const held = target.impersonation;
  if (held === undefined) throw new Refused("STATUS_NO_TOKEN");                                  // step 4
  refuseUnless(held.level !== ANONYMOUS, "STATUS_CANT_OPEN_ANONYMOUS");                          // step 5
  const setAside = operands.boolean("openAsSelf") ? actor.impersonation : undefined;             // step 6
  if (setAside !== undefined) actor.impersonation = undefined;
  try {
    // step 7
    return held.copyOnOpen
      ? openCopy(call, target, held, attributes)
      : openByPointer(call, held.token, attributes);
  } finally {
    if (setAside !== undefined) actor.impersonation = setAside;                                  // step 9
  }
}

export const NtOpenThreadToken: Routine = (call) => openThreadToken(call, 0);
export const NtOpenThreadTokenEx: Routine = (call) => openThreadToken(call, call.operands.number("handleAttributes"));

/** 11.2 */
const openProcessToken = (call: Call, attributes: number): Outcome =>
  openByPointer(call, processOf(call, "NtOpenProcessToken", "process").token, attributes);
export const NtOpenProcessToken: Routine = (call) => openProcessToken(call, 0);
export const NtOpenProcessTokenEx: Routine = (call) => openProcessToken(call, call.operands.number("handleAttributes"));

/** 3.3: gives the token and a reference on it, whatever any thread impersonates. */
export const PsReferencePrimaryToken: Routine = ({ operands, world }) => {
  const { token } = operands.process("process");
  world.referenced.push(token);
  return { result: { kind: "token", token } };
};
