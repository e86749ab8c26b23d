/** Declared objects and handles: facts 13.1, 2.2; who opens a pipe is its client: 12.1. */
import { checkOpen } from "../accessCheck.ts";
import { refuseUnless, type Call, type Outcome, type Routine } from "../call.ts";
import { asChecked, isReachable, newHandle } from "../handles.ts";
import type { QualityOfService } from "./clientSecurity.ts";
import { closeEnd, connect, exists } from "./pipes.ts";

function open(call: Call, attributes: number, qos: QualityOfService | undefined): Outcome {
  const object = call.operands.object("object");
  exists(object);
  const { status, granted } = checkOpen(
    asChecked(call, attributes), object.descriptor, object.type, call.operands.number("desiredAccess"),
  );
  refuseUnless(status === "STATUS_SUCCESS", status);
  if (object.pipe !== undefined) connect(call, object.pipe, qos);
  const result = newHandle(
    call, { kind: object.pipe === undefined ? "object" : "pipe", object }, granted, attributes,
  );
  if (object.pipe !== undefined) object.pipe.client = result.handle;
  return { status, result, outs: { access: granted } };
}

export const NtOpenFile: Routine = (call): Outcome => open(call, call.operands.number("attributes"), undefined);

/** With a quality of service, which only pipes look at (facts 7.1). */
export const NtCreateFile: Routine = (call): Outcome => {
  const { operands } = call;
  const level = operands.optionalNumber("level");
  return open(call, 0, level === undefined ? undefined : {
    level, tracking: operands.number("tracking") === 1 ? "dynamic" : "static",
    effectiveOnly: operands.boolean("effectiveOnly"), remote: false,
  });
};

export const NtClose: Routine = ({ operands, ...call }): Outcome => {
  const operand = operands.handle("handle");
  const handle = operand?.how === "handle" && isReachable(call, operand.handle) ? operand.handle : undefined;
  refuseUnless(handle !== undefined, "STATUS_INVALID_HANDLE");
  call.world.handles.delete(handle!);
  if (handle!.referent.kind === "pipe") closeEnd(call.world, handle!.referent.object.pipe!, handle!);
  return { status: "STATUS_SUCCESS" };
};
