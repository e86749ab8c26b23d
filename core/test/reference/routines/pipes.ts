/** Named pipes: facts 12.1, and what NPFS answers besides [ReactOS npfs] [MS-doc MS-ERREF]. */
import { accessRights } from "../../../tables/accessRights.ts";
import { enumerations } from "../../../tables/enumerations.ts";
import { checkOpen, mapGeneric, mappingOf } from "../accessCheck.ts";
import { refuseUnless, Refused, type Call, type Outcome, type Routine } from "../call.ts";
import { handleWith, newHandle } from "../handles.ts";
import { IMPERSONATION, type DeclaredObject, type Handle, type Message, type Pipe, type World } from "../state.ts";
import { effectiveToken } from "../tokens.ts";
import { createContext, impersonateContext, type QualityOfService } from "./clientSecurity.ts";
import { impersonationOuts } from "./PsImpersonateClient.ts";

const right = (name: string): number =>
  accessRights.flatMap((row) => [...row.rights]).find((row) => row.name === name)!.value;
const [READ, WRITE, ATTRIBUTES, INSTANCE] = [
  "FILE_READ_DATA", "FILE_WRITE_DATA", "FILE_READ_ATTRIBUTES", "FILE_CREATE_PIPE_INSTANCE",
].map(right) as [number, number, number, number];
const request = (code: number): string | undefined =>
  enumerations.find((row) => row.name === "PIPE_FSCTL")!.members.find((row) => row.value === code)?.name;

/**
 * Facts 7.1, 12.1: who gives none lets himself be impersonated, as he is at each write, with what he has
 * enabled.
 */
const WITHOUT_QOS: QualityOfService = {
  level: IMPERSONATION, tracking: "dynamic", effectiveOnly: true, remote: false,
};

type End = "server" | "client" | "detached";
interface Decoded { readonly object: DeclaredObject; readonly pipe: Pipe; readonly end: End }

/** Who the caller is now, as somebody who may hand himself on. */
const captured = (call: Call, qos: QualityOfService): ReturnType<typeof createContext> =>
  createContext(call, { token: effectiveToken(call.actor), impersonation: call.actor.impersonation }, qos);

/** A client connects: a static context is made now, and its failure is the open's. */
export function connect(call: Call, pipe: Pipe, given: QualityOfService | undefined): void {
  refuseUnless(pipe.state === "listening", "STATUS_PIPE_NOT_AVAILABLE");
  const qos = given ?? WITHOUT_QOS;
  setContext(call.world, pipe, qos.tracking === "static" ? captured(call, qos) : undefined);
  // who forbade impersonation before anybody came meant whoever comes [INF]
  Object.assign(pipe, { qos, state: "connected" });
}

/** The context of the pipe is replaced, and the old one freed. */
function setContext(world: World, pipe: Pipe, context: Pipe["context"]): void {
  if (pipe.context !== undefined) world.contexts.delete(pipe.context);
  pipe.context = context;
  if (context !== undefined) world.contexts.add(context);
}

export const exists = (object: DeclaredObject): void => refuseUnless(object.pipe?.state !== "none", "STATUS_OBJECT_NAME_NOT_FOUND");

/**
 * Which end an operand means; a name is the server's end to its server, and opens the client's to everybody
 * else.
 */
function decode(call: Call, needed: number, toOpen = needed): Decoded {
  const operand = call.operands.handle("file");
  if (operand?.how === "handle") {
    const object = handleWith(call, operand.handle, "pipe", needed).object;
    const pipe = object.pipe!;
    return {
      object, pipe,
      end: pipe.server === operand.handle ? "server" : pipe.client === operand.handle ? "client" : "detached",
    };
  }
  if (operand?.how !== "open" || operand.object === undefined) throw new Refused("STATUS_INVALID_HANDLE");
  const { object } = operand;
  const pipe = object.pipe!;
  if (pipe.serverProcess === call.actor.process) return { object, pipe, end: "server" };
  exists(object);
  const { status } = checkOpen(call, object.descriptor, object.type, toOpen);
  refuseUnless(status === "STATUS_SUCCESS", status);
  if (pipe.state !== "connected") connect(call, pipe, undefined);
  return { object, pipe, end: "client" };
}

const hasClient = ({ state }: Pipe): boolean => state === "connected" || state === "closing";

function refuseWithoutClient({ pipe, end }: Decoded): void {
  refuseUnless(end !== "detached" && pipe.state !== "disconnected", "STATUS_PIPE_DISCONNECTED");
  refuseUnless(hasClient(pipe), "STATUS_PIPE_LISTENING");
}

/** "The entry's context, if any, is MOVED to the CCB, replacing and freeing the old one." */
function touch(world: World, pipe: Pipe, message: Message): void {
  if (message.context === undefined) return;
  const { context } = message;
  message.context = undefined;
  setContext(world, pipe, context);
}

const touched = (pipe: Pipe, queue: readonly Message[]): number => (pipe.bytes ? queue.length : 1);

export const NtReadFile: Routine = (call): Outcome => {
  const decoded = decode(call, READ);
  refuseWithoutClient(decoded);
  const { pipe, end } = decoded;
  const queue = end === "server" ? pipe.toServer : pipe.toClient;
  refuseUnless(queue.length > 0, pipe.state === "closing" ? "STATUS_PIPE_BROKEN" : "STATUS_PIPE_EMPTY");
  const read = queue.splice(0, touched(pipe, queue));
  read.forEach((message) => touch(call.world, pipe, message));
  const writer = call.world.threads.indexOf(read[0]!.writer) + 1;
  return { status: "STATUS_SUCCESS", outs: { writer, ...(end === "server" ? { level: pipe.qos!.level } : {}) } };
};

export const NtWriteFile: Routine = (call): Outcome => {
  const decoded = decode(call, WRITE);
  refuseWithoutClient(decoded);
  const { pipe, end } = decoded;
  refuseUnless(pipe.state === "connected", "STATUS_PIPE_CLOSING");
  const carries = end === "client" && pipe.qos!.tracking === "dynamic";
  const context = carries ? captured(call, pipe.qos!) : undefined;
  refuseUnless(call.pool.allocate(), "STATUS_INSUFFICIENT_RESOURCES");
  if (context !== undefined) call.world.contexts.add(context);
  (end === "client" ? pipe.toServer : pipe.toClient).push({ writer: call.actor, context });
  return { status: "STATUS_SUCCESS" };
};

/** All that came with the client goes with him. */
function forgetClient(world: World, pipe: Pipe): void {
  setContext(world, pipe, undefined);
  forgetMessages(world, pipe.toServer);
  forgetMessages(world, pipe.toClient);
  Object.assign(pipe, { client: undefined, qos: undefined, forbidden: false });
}

function forgetMessages(world: World, queue: Message[]): void {
  for (const { context } of queue.splice(0)) if (context !== undefined) world.contexts.delete(context);
}

/** An end is closed: the other may read what is there; where there is no other, the instance ends. */
export function closeEnd(world: World, pipe: Pipe, handle: Handle): void {
  const ends = (): void => { forgetClient(world, pipe); pipe.state = "none"; };
  if (pipe.server === handle) {
    Object.assign(pipe, { server: undefined, serverProcess: undefined });
    if (pipe.state !== "connected" || pipe.client === undefined) return ends();
    setContext(world, pipe, undefined);
    forgetMessages(world, pipe.toServer);
    pipe.state = "closing";
  } else if (pipe.client === handle) {
    pipe.client = undefined;
    if (pipe.state === "closing") return ends();
    setContext(world, pipe, undefined);
    forgetMessages(world, pipe.toClient);
    pipe.state = "closing";
  }
}

function peek({ world }: Call, { pipe, end }: Decoded): void {
  refuseUnless(end !== "detached" && hasClient(pipe), "STATUS_INVALID_PIPE_STATE");
  const queue = end === "server" ? pipe.toServer : pipe.toClient;
  refuseUnless(queue.length > 0 || pipe.state === "connected", "STATUS_PIPE_BROKEN");
  if (queue.length > 0) {
    queue.slice(0, touched(pipe, queue)).forEach((message) => touch(world, pipe, message));
  }
}

function impersonate(call: Call, { pipe }: Decoded): Outcome {
  if (pipe.context === undefined || pipe.forbidden) throw new Refused("STATUS_CANNOT_IMPERSONATE");
  impersonateContext(call, pipe.context, call.actor);
  return { status: "STATUS_SUCCESS", outs: impersonationOuts(call.actor) };
}

function listen({ pipe }: Decoded): never {
  refuseUnless(pipe.state !== "connected", "STATUS_PIPE_CONNECTED");
  refuseUnless(pipe.state !== "closing", "STATUS_PIPE_CLOSING");
  pipe.state = "listening";
  throw new Refused("STATUS_PIPE_LISTENING");
}

export const NtFsControlFile: Routine = (call): Outcome => {
  const what = request(call.operands.number("fsControlCode"));
  const decoded = what === "FSCTL_PIPE_PEEK" ? decode(call, READ) : decode(call, 0, ATTRIBUTES);
  const { pipe, end } = decoded;
  if (what === "FSCTL_PIPE_PEEK") peek(call, decoded);
  else if (what === "FSCTL_PIPE_DISABLE_IMPERSONATE") {
    refuseUnless(call.world.settings.pipeDisableImpersonation === "on", "STATUS_NOT_SUPPORTED");
    refuseUnless(end !== "detached", "STATUS_PIPE_DISCONNECTED");
    pipe.forbidden = true;
  } else {
    refuseUnless(end === "server", "STATUS_ILLEGAL_FUNCTION");
    if (what === "FSCTL_PIPE_IMPERSONATE") return impersonate(call, decoded);
    if (what === "FSCTL_PIPE_LISTEN") return listen(decoded);
    refuseUnless(what === "FSCTL_PIPE_DISCONNECT", "STATUS_NOT_SUPPORTED");
    refuseUnless(pipe.state !== "disconnected", "STATUS_PIPE_DISCONNECTED");
    forgetClient(call.world, pipe);
    pipe.state = "disconnected";
  }
  return { status: "STATUS_SUCCESS" };
};

/** Who creates the first instance gets what he asks for; there is no second. */
export const NtCreateNamedPipeFile: Routine = (call): Outcome => {
  const object = call.operands.object("pipe");
  const pipe = object.pipe!;
  const desired = call.operands.number("desiredAccess");
  if (pipe.state !== "none") {
    const { status } = checkOpen(call, object.descriptor, object.type, (desired | INSTANCE) >>> 0);
    throw new Refused(status === "STATUS_SUCCESS" ? "STATUS_INSTANCE_NOT_AVAILABLE" : status);
  }
  const mapping = mappingOf(object.type, call.world);
  const mapped = mapGeneric(desired, mapping);
  const access = (mapped & 0x02000000) !== 0 ? mapping.all : mapped;
  const result = newHandle(call, { kind: "pipe", object }, access);
  Object.assign(pipe, { state: "listening", server: result.handle, serverProcess: call.actor.process });
  return { status: "STATUS_SUCCESS", result, outs: { access } };
};
