/** Declared objects and handles: facts 13.1, 2.2. */
import { checkOpen } from "../accessCheck.ts";
import { refuseUnless, type Outcome, type Routine } from "../call.ts";
import { asChecked, isReachable, newHandle } from "../handles.ts";

export const NtOpenFile: Routine = (call): Outcome => {
  const object = call.operands.object("object");
  const attributes = call.operands.number("attributes");
  const { status, granted } = checkOpen(asChecked(call, attributes), object.descriptor, object.type, call.operands.number("desiredAccess"));
  refuseUnless(status === "STATUS_SUCCESS", status);
  return { status, result: newHandle(call, { kind: "object", object }, granted, attributes), outs: { access: granted } };
};

export const NtClose: Routine = (call): Outcome => {
  const operand = call.operands.handle("handle");
  const known = operand?.how === "handle" && isReachable(call, operand.handle);
  refuseUnless(known, "STATUS_INVALID_HANDLE");
  if (operand?.how === "handle") call.world.handles.delete(operand.handle);
  return { status: "STATUS_SUCCESS" };
};
