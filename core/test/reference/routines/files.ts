/** Declared objects and handles: facts 13.1, 2.2. */
import { checkOpen } from "../accessCheck.ts";
import { refuseUnless, type Outcome, type Routine } from "../call.ts";
import { newHandle } from "../handles.ts";

export const NtOpenFile: Routine = (call): Outcome => {
  const object = call.operands.object("object");
  const { status, granted } = checkOpen(call, object.descriptor, object.type, call.operands.number("desiredAccess"));
  refuseUnless(status === "STATUS_SUCCESS", status);
  return { status, result: newHandle(call, { kind: "object", object }, granted), outs: { access: granted } };
};

export const NtClose: Routine = (call): Outcome => {
  const operand = call.operands.handle("handle");
  const known = operand?.how === "handle" && call.world.handles.has(operand.handle) && operand.handle.process === call.actor.process;
  refuseUnless(known, "STATUS_INVALID_HANDLE");
  if (operand?.how === "handle") call.world.handles.delete(operand.handle);
  return { status: "STATUS_SUCCESS" };
};
