/** One step of a run, as the journal has it, made by the reference. */
import type { Operand, Operation } from "../../tables/operations.ts";
import { statuses } from "../../tables/statuses.ts";
import type { Program } from "../../../grammar/image/programImage.ts";
import { operandOf, variableOf } from "../../../grammar/image/records.ts";
import { controlOf, operationOf, recordFlag } from "../../../grammar/image/tableNumbers.ts";
import type { JournalEntry } from "../../../runner/machine/machine.ts";
import { checkAccess, mapGeneric, mappingOf } from "./accessCheck.ts";
import {
  BugCheck, KMODE_EXCEPTION_NOT_HANDLED, Pool, REFERENCE_BY_POINTER, Refused, type Call, type HandleOperand,
  type ListedSid, type Operands, type Outcome,
} from "./call.ts";
import { namedBy, objectOf } from "./handles.ts";
import { routines } from "./routines.ts";
import { isHeld, type Bound, type Thread, type Token, type World } from "./state.ts";

/** An operand is missing because an earlier call failed: the step does nothing (design 2.4). */
export class Skipped extends Error {}

/** A decoded operand: what the routine reads, whatever form it was written in. */
type Value =
  | Thread | World["processes"][number] | World["objects"][number] | Bound | HandleOperand | number
  | readonly { luid: number; attributes: number }[] | readonly ListedSid[] | undefined;

const successful = (status: string | undefined): boolean =>
  status === undefined || statuses.find((row) => row.name === status)!.severity === "success";

/** Makes the step. Throws Skipped when there is nothing to make it with. */
export function makeStep(world: World, program: Program, entry: JournalEntry): Outcome {
  const actor = world.threads[entry.actor - 1];
  const operation = operationOf(entry.operation);
  // an attacker's start has no actor, and changes nothing of NT's
  if (actor === undefined) return {};
  if (operation === undefined) return makeMark(world, program, entry, actor);
  const values = new Map(
    operation.operands.map(
      (operand, index) => [operand.name, decode(world, program, entry.operands[index]!, operand, actor)],
    ),
  );
  const call: Call = {
    world, actor, mode: actor.system || actor.frames.length > 0 ? "kernel" : "user",
    operands: operandsOf(values, world), pool: new Pool(entry.fault),
  };
  const outcome = withNumbers(outcomeOf(operation, call), program);
  bindResult(world, entry, operation, outcome);
  return outcome;
}

function outcomeOf(operation: Operation, call: Call): Outcome {
  try {
    return routines[operation.routine]!(call);
  } catch (error) {
    if (error instanceof Refused) return { status: error.status };
    if (!(error instanceof BugCheck)) throw error;
    call.world.bugCheck = error.code;
    return {};
  }
}

/** SIDs among the outs as the program numbers them. */
function withNumbers(outcome: Outcome, { names }: Program): Outcome {
  if (outcome.outs === undefined) return outcome;
  const number = (value: number | string): number => (typeof value === "number"
    ? value
    : names.sids.findIndex(({ sid }) => sid === value));
  return {
    ...outcome,
    outs: Object.fromEntries(Object.entries(outcome.outs).map(([name, value]) => [name, number(value)])),
  };
}

function bindResult(world: World, entry: JournalEntry, operation: Operation, outcome: Outcome): void {
  if ((entry.flags & recordFlag.BindsResult) !== 0) {
    // in the next round of a repeat the name may stand for what the round before made
    if (outcome.result !== undefined && successful(outcome.status)) {
      world.variables.set(entry.result, outcome.result);
    } else world.variables.delete(entry.result);
  }
  if ((entry.flags & recordFlag.KeepOuts) === 0) return;
  if (outcome.status !== undefined) {
    world.variables.set(
      entry.result + 1, { kind: "number", value: statuses.find((row) => row.name === outcome.status)!.value },
    );
  }
  operation.outs.forEach((out, index) => {
    const value = outcome.outs?.[out.name] as number | undefined;
    if (value === undefined) world.variables.delete(entry.result + 2 + index);
    else if (out.kind === "thread") {
      world.variables.set(entry.result + 2 + index, { kind: "thread", thread: world.threads[value - 1]! });
    } else world.variables.set(entry.result + 2 + index, { kind: "number", value });
  });
}

// ----------------------------------------------------------------------------------------------------
// operands

function decode(world: World, program: Program, raw: number, operand: Operand, actor: Thread): Value {
  const { form, index } = operandOf(raw);
  switch (form) {
    case "None": return undefined;
    case "Current": return operand.kind.endsWith("Handle") ? { how: "current", thread: actor } : actor;
    case "Entity": return entity(world, index, operand);
    case "Literal": return listOf(program, operand, index) ?? index;
    case "Constant": return program.image.constants[index]! >>> 0;
    case "Variable": return fromVariable(world, world.variables.get(index), operand);
    // of a thread that is bound the journal tells the process
    case "ProcessOf": throw new Skipped();
  }
}

/** What a number of a list stands for; SIDs as the world knows them. */
function listOf(program: Program, { kind }: Operand, index: number): Value {
  switch (kind) {
    case "privilegeChanges": case "privileges": return program.image.privilegeLists[index]!;
    case "sids": return program.image.sidLists[index]!.map(
      ({ sid, attributes }) => ({ sid: program.names.sids[sid]!.sid, attributes }),
    );
    default: return undefined;
  }
}

function entity(world: World, index: number, operand: Operand): Value {
  switch (operand.kind) {
    case "thread": return world.threads[index - 1]!;
    case "process": return world.processes[index - 1]!;
    case "object": return world.objects[index - 1]!;
    case "threadHandle": return { how: "open", thread: world.threads[index - 1]! };
    case "processHandle": return { how: "open", process: world.processes[index - 1]! };
    case "pipe": return world.objects[index - 1]!;
    case "pipeHandle": return { how: "open", object: world.objects[index - 1]! };
    default: throw new RangeError(`${operand.kind} is no thing`);
  }
}

/** A variable of the wrong kind is like a missing one (ARCHITECTURE, "Decided here"). */
function fromVariable(world: World, bound: Bound | undefined, operand: Operand): Value {
  const skipUnless = <Wanted>(value: Wanted | undefined): Wanted => {
    if (value === undefined) throw new Skipped();
    return value;
  };
  switch (operand.kind) {
    case "thread": return skipUnless(bound?.kind === "thread" ? bound.thread : undefined);
    case "process": return skipUnless(bound?.kind === "process" ? bound.process : undefined);
    case "object": return skipUnless(bound?.kind === "object" ? bound.object : undefined);
    case "pipe": return skipUnless(
      bound?.kind === "object" && bound.object.pipe !== undefined ? bound.object : undefined,
    );
    case "pipeHandle": return skipUnless(pipeHandleFrom(world, bound));
    case "token": return skipUnless(bound?.kind === "token" ? bound : undefined);
    case "context": case "savedState": case "subjectContext": return skipUnless(
      bound?.kind === operand.kind ? bound : undefined,
    );
    case "threadHandle": case "processHandle": case "tokenHandle": case "handle": return skipUnless(
      handleFrom(world, bound),
    );
    default: return skipUnless(bound?.kind === "number" ? bound.value : undefined);
  }
}

function handleFrom(world: World, bound: Bound | undefined): HandleOperand | undefined {
  switch (bound?.kind) {
    case "handle": return { how: "handle", handle: namedBy(world, bound.handle) };
    case "thread": return { how: "open", thread: bound.thread };
    case "process": return { how: "open", process: bound.process };
    default: return undefined;
  }
}

function pipeHandleFrom(world: World, bound: Bound | undefined): HandleOperand | undefined {
  if (bound?.kind === "object") {
    return bound.object.pipe === undefined ? undefined : { how: "open", object: bound.object };
  }
  return bound?.kind === "handle" ? handleFrom(world, bound) : undefined;
}

/** The operands of a call by name; what a routine's table row promises is there. */
function operandsOf(values: ReadonlyMap<string, Value>, world: World): Operands {
  const get = <Type>(name: string): Type => {
    if (!values.has(name)) throw new RangeError(`no operand ${name}`);
    return values.get(name) as Type;
  };
  const bound = <Kind extends Bound["kind"]>(name: string): Extract<Bound, { kind: Kind }> | undefined => get(name);
  const bugCheckUnless = (condition: boolean, code: string): void => {
    if (!condition) throw new BugCheck(code);
  };
  const token = (name: string): Token | undefined => {
    const found = bound<"token">(name)?.token;
    bugCheckUnless(found === undefined || isHeld(world, found), REFERENCE_BY_POINTER);
    return found;
  };
  return {
    thread: get, process: get, object: get, handle: get, changes: get, sids: get, token,
    realToken: (name) => {
      const found = token(name);
      if (found === undefined) throw new BugCheck(KMODE_EXCEPTION_NOT_HANDLED);
      return found;
    },
    context: (name) => {
      const { context } = bound<"context">(name)!;
      bugCheckUnless(world.contexts.has(context), REFERENCE_BY_POINTER);
      return context;
    },
    savedState: (name) => {
      const state = bound<"savedState">(name)?.state;
      bugCheckUnless(state === undefined || world.savedStates.has(state), REFERENCE_BY_POINTER);
      return state;
    },
    subject: (name) => bound<"subjectContext">(name)!.subject,
    number: (name) => get<number | undefined>(name) ?? 0,
    optionalNumber: get,
    boolean: (name) => (get<number | undefined>(name) ?? 0) !== 0,
  };
}

// -------------------------------------------------------------------------------------------------------
// marks

/** Steps that are no call: entering and leaving driver code and work items, acts. */
function makeMark(world: World, program: Program, entry: JournalEntry, actor: Thread): Outcome {
  const name = controlOf(entry.operation);
  switch (name) {
    case "Enter": actor.frames.push("driver"); return {};
    case "EnterWorkItem": actor.frames.push("workItem"); return {};
    case "Leave":
      // facts 14.1: a worker thread that still impersonates when the routine returns
      if (actor.frames.pop() === "workItem" && actor.impersonation !== undefined) world.bugCheck = "IMPERSONATING_WORKER_THREAD";
      return {};
    case "Act": return act(world, program, entry, actor);
    default: return {};
  }
}

/**
 * An object is really read or written: judged by the effective token in whatever mode (design 2.3), through a
 * handle by what it was opened for, or by nobody.
 */
function act(world: World, program: Program, entry: JournalEntry, actor: Thread): Outcome {
  const desired = decode(world, program, entry.operands[1]!, { name: "access", kind: "access" }, actor) as number;
  const unchecked = (entry.flags & recordFlag.Unchecked) !== 0;
  const variable = variableOf(entry.operands[0]);
  const held = variable === undefined ? undefined : world.variables.get(variable);
  if (held?.kind === "handle") {
    const mode = actor.system || actor.frames.length > 0 ? "kernel" : "user";
    return refusalOf(
      () =>
        objectOf(
          { world, actor, mode }, namedBy(world, held.handle),
          (type) => (unchecked ? 0 : mapGeneric(desired, mappingOf(type, world))),
        ),
    );
  }
  const operand = { name: "object", kind: "object" } as const;
  const object = decode(world, program, entry.operands[0]!, operand, actor) as World["objects"][number];
  if (unchecked || object.descriptor === undefined) return { status: "STATUS_SUCCESS" };
  return {
    status: checkAccess(actor, object.descriptor, desired, mappingOf(object.type, world), world).status,
  };
}

function refusalOf(done: () => unknown): Outcome {
  try {
    done();
    return { status: "STATUS_SUCCESS" };
  } catch (error) {
    if (error instanceof Refused) return { status: error.status };
    throw error;
  }
}
