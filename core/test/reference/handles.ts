/** Handles: how one is looked up, opened for a call, and made. */
import { operations } from "../../tables/operations.ts";
import { accessRights } from "../../tables/accessRights.ts";
import { checkOpen } from "./accessCheck.ts";
import { Refused, refuseUnless, type Call, type HandleOperand } from "./call.ts";
import type { Bound, DeclaredObject, Handle, Process, Referent, Thread, Token, World } from "./state.ts";

const rightNamed = (name: string): number =>
  accessRights.flatMap((row) => [...row.rights]).find((right) => right.name === name)!.value;

/**
 * Which rights of the operand's row of the table of operations suffice, one of them. Facts 11.1, 11.2:
 * QUERY_LIMITED from Vista on
 */
function rightsThatSuffice(call: Call, routine: string, operand: string): number[] {
  const row = operations.find((each) => each.routine === routine)!.operands.find(
    (each) => each.name === operand,
  )!;
  const rights = "right" in row ? [rightNamed(row.right)] : [];
  const limited = "limitedRight" in row && call.world.settings.limitedQueryRights === "on"
    ? [rightNamed(row.limitedRight)]
    : [];
  return [...rights, ...limited];
}

/**
 * References a handle by its value, facts 4.4 step 2: STATUS_INVALID_HANDLE, STATUS_OBJECT_TYPE_MISMATCH, and
 * STATUS_ACCESS_DENIED when none of the rights was granted; kernel mode is not asked for rights [CK].
 */
function reference<Kind extends Referent["kind"]>(
  call: Pick<Call, "world" | "actor" | "mode">, handle: Handle, kind: Kind, rights: readonly number[],
  mode = call.mode,
): Extract<Referent, { kind: Kind }> {
  refuseUnless(isReachable(call, handle), "STATUS_INVALID_HANDLE");
  const { referent } = handle;
  if (!isOf(referent, kind)) throw new Refused("STATUS_OBJECT_TYPE_MISMATCH");
  refuseUnless(mode === "kernel" || rights.some((right) => (handle.access & right) === right), "STATUS_ACCESS_DENIED");
  return referent;
}

/** Whether the value means this handle to the caller: his process's, or the kernel's in kernel mode. */
export function isReachable(call: Pick<Call, "world" | "actor" | "mode">, handle: Handle): boolean {
  if (!call.world.handles.has(handle)) return false;
  return handle.process === "kernel" ? call.mode === "kernel" : handle.process === call.actor.process;
}

const isOf = <Kind extends Referent["kind"]>(referent: Referent, kind: Kind): referent is Extract<Referent, {
  kind: Kind;
}> => referent.kind === kind;

/**
 * The thread of a thread handle operand; a thread by name is opened with the right that the routine needs,
 * checked.
 */
export function threadOf(call: Call, routine: string, operand: string): Thread {
  const value = call.operands.handle(operand);
  if (value === undefined) throw new Refused("STATUS_INVALID_HANDLE");
  const rights = rightsThatSuffice(call, routine, operand);
  if (value.how === "current") return value.thread;
  if (value.how === "handle") return reference(call, value.handle, "thread", rights).thread;
  openForCall(call, value.thread!.descriptor, "thread", rights);
  return value.thread!;
}

/** The process of a process handle operand. */
export function processOf(call: Call, routine: string, operand: string): Process {
  const value = call.operands.handle(operand);
  if (value === undefined || value.how === "current") throw new Refused("STATUS_INVALID_HANDLE");
  const rights = rightsThatSuffice(call, routine, operand);
  if (value.how === "handle") return reference(call, value.handle, "process", rights).process;
  openForCall(call, value.process!.descriptor, "process", rights);
  return value.process!;
}

/**
 * The token of a token handle operand, and the handle; `mode` is the caller's, unless the routine says
 * another.
 */
export function tokenOf(call: Call, value: HandleOperand | undefined, right: string, mode = call.mode): {
  token: Token;
  handle: Handle;
} {
  if (value === undefined || value.how !== "handle") throw new Refused("STATUS_INVALID_HANDLE");
  return { token: reference(call, value.handle, "token", [rightNamed(right)], mode).token, handle: value.handle };
}

/** What a handle of that kind names, when it was granted the rights. */
export const handleWith = <Kind extends Referent["kind"]>(
  call: Call, handle: Handle, kind: Kind, rights: number,
): Extract<Referent, { kind: Kind }> =>
  reference(call, handle, kind, [rights]);

/** The declared object of a handle, for rights that were granted when it was opened. */
export const objectOf = (
  call: Pick<Call, "world" | "actor" | "mode">, handle: Handle,
  rights: (type: DeclaredObject["type"]) => number,
): DeclaredObject => {
  const { object } = reference(call, handle, "object", [0]);
  return reference(call, handle, "object", [rights(object.type)]).object;
};

function openForCall(
  call: Call, descriptor: Thread["descriptor"], type: "thread" | "process", rights: readonly number[],
): void {
  const verdicts = rights.map((right) => checkOpen(call, descriptor, type, right));
  if (!verdicts.some((verdict) => verdict.status === "STATUS_SUCCESS")) throw new Refused(verdicts[0]!.status);
}

/** OBJ_KERNEL_HANDLE from user mode is dropped (facts 11.1 step 2). */
const OBJ_KERNEL_HANDLE = 0x200;
/** Kernel mode is checked as user mode is (facts 13.1 step 1). */
const OBJ_FORCE_ACCESS_CHECK = 0x400;

/** The call as its access check sees it. */
export const asChecked = (call: Call, attributes: number): Call =>
  (attributes & OBJ_FORCE_ACCESS_CHECK) !== 0 ? { ...call, mode: "user" } : call;

/** Puts a handle into the table of the actor's process, or into the kernel's. */
export function newHandle(call: Call, referent: Referent, access: number, attributes = 0): Bound & {
  kind: "handle";
} {
  const inKernelTable = call.mode === "kernel" && (attributes & OBJ_KERNEL_HANDLE) !== 0;
  const process = inKernelTable ? "kernel" : call.actor.process;
  const handle: Handle = { process, referent, access, value: freeValue(call.world) };
  call.world.handles.add(handle);
  return { kind: "handle", handle };
}

/**
 * The tables fill their holes; where values are not used again, none is like one before (switch
 * handleValuesReused).
 */
function freeValue(world: World): number {
  const used = new Set([...world.handles].map((handle) => handle.value));
  for (let value = 0; ; value++) if (!used.has(value)) return value;
}

/**
 * What the value of a handle names now: it, or if it was closed and values are used again, what has its value
 * since.
 */
export function namedBy(world: World, handle: Handle): Handle {
  if (world.handles.has(handle) || world.settings.handleValuesReused === "off") return handle;
  return [...world.handles].find((other) => other.value === handle.value) ?? handle;
}
