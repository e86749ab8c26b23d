/* Calls of routines and of procedures, `act`, `enter` and `leave`. */
import type { ObjectType } from "../../core/tables/accessRights.ts";
import type { Operation } from "../../core/tables/operations.ts";
import { versionAtLeast } from "../../core/tables/versions.ts";
import { pathText } from "../resolve/members.ts";
import type {
  ActStatement, Argument, CallStatement, Code, EnterStatement, LeaveStatement, Parameter, Path, Span,
} from "../syntaxTree.ts";
import { operationNamed, suggestionFor } from "../words.ts";
import { faultOf } from "./allocations.ts";
import { declaredThread, requireActor, requireWhoRuns, threadOperand, withActor } from "./actors.ts";
import { checkCode, checkFrame, checkHandler } from "./code.ts";
import { bind, driverNamed, procedureNamed, useBinding, type CheckContext } from "./context.ts";
import {
  actDemandable, checkDemands, demandableOf, demandsSuccess, errorsPassing, type Demandable,
} from "./demands.ts";
import { checkArguments, fitsParameter, matchArguments, maskValue, rightsType, valueOf } from "./operands.ts";
import { pathValue } from "./parts.ts";
import { Known } from "./known.ts";
import { articled, sayMisfit } from "./misfits.ts";
import { Scope, type Place } from "./scope.ts";
import { sayUnknownRoutine } from "./unknownRoutines.ts";
import type { Actor, Binding, CallStep, Judging, Step, StepOperand, ValueType } from "./steps.ts";
import { bindingType, inWords, type Value } from "./values.ts";
import { kindsInWords } from "../words.ts";

/** A call of a routine, or of a procedure put in its place. */
export function checkCall(call: CallStatement, place: Place, context: CheckContext): Step[] {
  if (procedureNamed(context, call.routine.text) !== undefined) return checkProcedure(call, place, context);
  const operation = operationNamed(call.routine.text);
  const here = withActor(call.actor, place, context);
  if (operation === undefined) {
    sayUnknownRoutine(call.routine, here, context);
    checkUnknownCall(call, here, context);
    return [];
  }
  const actor = requireActor(operation.routine, call.routine.span, here, context);
  const operands = checkArguments(operation, call.arguments ?? [], call.routine.span, here, context);
  const code = checkWorkItem(operation, call, here, context);
  const type = rightsType(operation, call.arguments ?? [], here, context);
  const result = call.result && bind(call.result, resultType(operation), operation, here, context, type);
  const judging = checkJudging(call, demandableOf(operation, type), result, here, context);
  if (call.code === undefined) hintAtLevel(operation, call, here, context);
  if (actor === undefined) return [];
  const named = call.routine.span;
  if (operands === undefined) return [{ kind: "unsound", operation, actor, named, span: call.span }];
  const step: CallStep = {
    kind: "call", operation, actor, operands, named, fault: faultOf(call.failing, operation, context.report),
    span: call.span,
    ...judging,
    ...(result && { result }), ...(code && { code }),
  };
  return [step];
}

/** What is still worth checking of a call that nobody knows: its name binds, its code is read. */
function checkUnknownCall(call: CallStatement, place: Place, context: CheckContext): void {
  for (const argument of call.arguments ?? []) {
    if (argument.value.kind === "path") pathValue(argument.value, place, context);
  }
  if (call.code !== undefined) checkCode(call.code, place, context);
  if (call.result !== undefined) {
    const binding = bind(call.result, "unknown", undefined, place, context);
    place.known.now = place.known.now?.plus(binding, binding.made);
  }
}

/** The main value of a result; a routine without one stands for what it returns. */
function resultType(operation: Operation): ValueType {
  if (operation.result !== undefined) return operation.result;
  return operation.returns === "boolean" ? "boolean" : operation.returns === "status" ? "status" : "none";
}

/** The code that IoQueueWorkItem runs later: on a worker thread, in kernel mode, for the same caller. */
function checkWorkItem(
  operation: Operation, call: CallStatement, place: Place, context: CheckContext,
): readonly Step[] | "none" | undefined {
  if (operation.takesCode !== true) {
    if (call.code !== undefined) context.report.say("SCN019", call.code.span, operation.routine);
    return undefined;
  }
  if (call.code === undefined) return "none";
  const inner: Place = {
    ...place, scope: new Scope(place.scope), actor: { kind: "own" }, known: { now: place.known.now },
    ...((place.caller ?? place.actor) ? { caller: place.caller ?? place.actor! } : {}), actorMayChange: false,
  };
  const { whom: _, ...without } = inner;
  return [checkFrame(call.code, without, call.code.span, context)];
}

/** Demands and `else` of a step, and what is bound behind it. */
function checkJudging(
  statement: Pick<CallStatement, "demands" | "otherwise" | "actor">, of: Demandable,
  result: Binding | undefined, place: Place, context: CheckContext,
): Judging {
  const before = place.known.now;
  const demands = checkDemands(statement.demands, of, place, context);
  const anything = statement.demands.find((demand) => demand.guard === undefined && isAny(demand, place));
  if (statement.otherwise !== undefined && anything !== undefined) context.report.say("SCN035", anything.span);
  const succeed = statement.otherwise === undefined && of.returns === "status" && of !== actDemandable;
  // what code behind an `else` asks is not followed: any error may lead to its end
  const passing = statement.otherwise === undefined ? demands : [];
  if (result !== undefined) noteErrors(result, errorsPassing(passing, of, place.versions, succeed));
  const made = result ? before?.plus(result.made) : before;
  const otherwise =
    statement.otherwise &&
    checkHandler(
      statement.otherwise,
      { ...place, known: { now: made }, ...(statement.actor && { actorMayChange: true }) }, context,
    );
  const sure =
    of.returns !== "status" || otherwise !== undefined || demandsSuccess(demands, place.versions, succeed);
  const succeeded = result && sure ? made?.plus(result) : made;
  place.known.now = otherwise === undefined ? succeeded : Known.meet(succeeded, otherwise.known);
  return { demands, succeed, ...(otherwise && { otherwise: otherwise.steps }) };
}

/** Lines for other versions that bind the same name can have failed in other ways. */
function noteErrors(result: Binding, errors: readonly number[]): void {
  result.failsWith = new Map([...(result.failsWith ?? []), ...errors.map((error) => [error, {}] as const)]);
}

/** `=> any` alone. */
function isAny({ outcome, outs }: CallStatement["demands"][number], place: Place): boolean {
  if (outcome?.kind !== "valueOutcome" || outs.length > 0) return false;
  return outcome.alternatives.some(
    (atom) => atom.kind === "path" && pathText(atom) === "any" && place.scope.find("any") === undefined,
  );
}

const lowering = ["SeImpersonateClientEx", "PsImpersonateClient"];

/**
 * Windows lowers the level in silence, so whoever looks at the status alone does not learn it. Said of code
 * that is to be judged; a scenario's own lines look with `expect`.
 */
function hintAtLevel(operation: Operation, call: CallStatement, place: Place, context: CheckContext): void {
  if (
    !lowering.includes(operation.routine) ||
    call.result !== undefined ||
    call.otherwise !== undefined ||
    call.failing !== undefined
  ) {
    return;
  }
  if (call.demands.length > 0 || call.arguments?.some((argument) => argument.value.kind === "none")) return;
  if (place.inside.length > 0 && place.versions.some((version) => versionAtLeast(version, "gate"))) {
    context.report.say("SCN034", call.routine.span, operation.routine);
  }
}

/** A procedure: its code stands where it is called, made by its own thread. */
function checkProcedure(call: CallStatement, place: Place, context: CheckContext): Step[] {
  const item = procedureNamed(context, call.routine.text)!;
  const thread = declaredThread(item.by, { ...place, scope: new Scope() }, context);
  if (call.actor !== undefined) {
    context.report.say("SCN020/procedure", call.actor.span, item.name.text, pathText(item.by));
  }
  const odd = call.result ?? call.code ?? call.demands[0];
  if (odd !== undefined) context.report.say("SCN030", odd.span, item.name.text);
  for (const { value } of call.arguments ?? []) {
    if (value.kind === "path" && !requireWhoRuns(value, place, context)) return [];
  }
  const scope = parameterScope(
    item.name.text, item.parameters, call.arguments ?? [], call.routine.span, place, context,
  );
  if (thread === undefined || scope === undefined) return [];
  const { caller: _, whom: __, ...outer } = place;
  return inlined(
    item.name.text, item.code, { ...outer, scope, actor: { kind: "thread", thread } }, call.routine.span,
    context,
  );
}

/** Procedures and entries that call each other. */
const insideMax = 16;

/** Code put in at a place; whoever calls himself is stopped. */
function inlined(name: string, code: Code, place: Place, span: Span, context: CheckContext): Step[] {
  if (place.inside.includes(name)) {
    context.report.say(
      "SCN015", span,
      [...place.inside.slice(place.inside.indexOf(name)), name].map((each) => `\`${each}\``).join(" calls "),
    );
    return [];
  }
  if (place.inside.length >= insideMax) {
    context.report.say(
      "SCN071", span, "calls in each other", String(place.inside.length + 1), String(insideMax),
    );
    return [];
  }
  context.size.file.run.add(code);
  return [
    checkFrame(code, { ...place, inside: [...place.inside, name], actorMayChange: false }, span, context),
  ];
}

/** Parameters bound to the values of their arguments. Undefined: reported. */
function parameterScope(
  callee: string, parameters: readonly Parameter[], given: readonly Argument[], span: Span, place: Place,
  context: CheckContext,
): Scope | undefined {
  const found = matchArguments(callee, parameters.map((parameter) => parameter.name.text), given, context);
  if (found === undefined) return undefined;
  const scope = new Scope();
  let sound = true;
  parameters.forEach((parameter, index) => {
    const argument = found[index];
    const value = argument && parameterValue(parameter, argument, place, context);
    if (argument === undefined) {
      const kind = kindsInWords[parameter.type.text] ?? parameter.type.text;
      context.report.say("SCN023", span, parameter.name.text, kind);
    }
    if (value === undefined) sound = false;
    else scope.add(parameter.name.text, value);
  });
  return sound ? scope : undefined;
}

/** The thread that runs a line, as it is to be known in other code. */
function whoRuns({ actor }: Place): Value {
  if (actor?.kind === "thread") return actor;
  return actor?.kind === "binding" ? { ...actor, part: "main" } : { kind: "current" };
}

function parameterValue(
  parameter: Parameter, argument: Argument, place: Place, context: CheckContext,
): Value | undefined {
  const given = valueOf(argument.value, place, context);
  const value = given?.kind === "current" ? whoRuns(place) : given;
  if (value === undefined) return undefined;
  const found = value.kind === "processOf" ? value.thread : value;
  if (found.kind === "binding") useBinding(found.binding, found.part, argument.span, place, context);
  if (fitsParameter(value, parameter.type.text)) return value;
  if (parameter.type.text in kindsInWords) {
    sayMisfit(argument.span, parameter.name.text, [parameter.type.text], inWords(value), place, context);
  }
  return undefined;
}

/** `act path FILE_WRITE_DATA`: really reads or writes. */
export function checkAct(act: ActStatement, place: Place, context: CheckContext): Step[] {
  const here = withActor(act.actor, place, context);
  const actor = requireActor("act", act.span, here, context);
  const value = pathValue(act.object, here, context);
  const object = value && objectOperand(value, act.object, here, context);
  const type = typeOfObject(value);
  const what = value?.kind === "object" ? "is" : "is a handle to";
  const rightsOf = type && { type, owner: `\`${pathText(act.object)}\` ${what} ${articled(type)}` };
  const access = maskValue(act.rights, "act", rightsOf, here, context);
  const whom = act.whom === undefined ? here.whom : whomOperand(act.whom, here, context);
  const judging = checkJudging(act, actDemandable, undefined, here, context);
  if (actor === undefined || object === undefined || access === undefined) return [];
  return [
    {
      kind: "act", actor, object, access, unchecked: act.unchecked, span: act.span, ...judging,
      ...(whom && { whom }),
    },
  ];
}

function objectOperand(
  value: Value, path: Path, place: Place, context: CheckContext,
): StepOperand | undefined {
  if (value.kind === "object") return { form: "thing", thing: value.object };
  if (value.kind === "binding" && value.part === "main" && actedThrough.includes(value.binding.type)) {
    useBinding(value.binding, "main", path.span, place, context);
    return { form: "binding", binding: value.binding, part: "main" };
  }
  const kinds = ["object", "objectHandle"];
  sayMisfit(path.span, "act", kinds, inWords(value), place, context, "an object or a handle to one");
  return undefined;
}

const actedThrough: readonly ValueType[] = ["object", "objectHandle", "tokenHandle", "handle"];

/** The type whose rights an act can exercise, where it is known; a handle to a token has none. */
function typeOfObject(value: Value | undefined): ObjectType | undefined {
  if (value?.kind === "object") return value.object.type;
  const isOpened = value?.kind === "binding" && value.binding.type === "objectHandle";
  return isOpened ? value.binding.objectType : undefined;
}

/** `for WHOM`: a thread. */
export function whomOperand(path: Path, place: Place, context: CheckContext): StepOperand | undefined {
  const value = pathValue(path, place, context);
  if (value === undefined) return undefined;
  if (value.kind === "thread") return { form: "thing", thing: value.thread };
  if (value.kind === "current") return place.actor && threadOperand(place.actor);
  if (value.kind === "binding" && bindingType(value.binding, value.part) === "thread") {
    useBinding(value.binding, value.part, path.span, place, context);
    return { form: "binding", binding: value.binding, part: value.part };
  }
  sayMisfit(path.span, "for", ["thread"], inWords(value), place, context);
  return undefined;
}

const nothing: Demandable = { name: "enter", returns: "nothing", statuses: [], outs: [] };

/** `enter filter.create(secrets)`, and the flat forms `enter "filter.create"` and `enter item2`. */
export function checkEnter(enter: EnterStatement, place: Place, context: CheckContext): Step[] {
  const here = withActor(enter.actor, place, context);
  const actor = requireActor("enter", enter.span, here, context);
  const demands = checkDemands(enter.demands, nothing, here, context);
  const judging: Judging = { demands, succeed: false };
  const { target, span } = enter;
  if (target.kind === "string") {
    return actor === undefined ? [] : [{ kind: "enter", actor, label: target.value, span, ...judging }];
  }
  if (target.parts.length === 1) return enterItem(target, actor, judging, here, context);
  return enterDriver(enter, target, actor, judging, here, context);
}

function enterItem(
  path: Path, actor: Actor | undefined, judging: Judging, place: Place, context: CheckContext,
): Step[] {
  const value = pathValue(path, place, context);
  if (value === undefined || actor === undefined) return [];
  if (value.kind !== "binding" || value.binding.type !== "workItem") {
    const wanted = "an entry of a driver or a work item";
    sayMisfit(path.span, "enter", ["entry", "workItem"], inWords(value), place, context, wanted);
    return [];
  }
  useBinding(value.binding, "main", path.span, place, context);
  return [{ kind: "enterWorkItem", actor, item: value.binding, span: path.span, ...judging }];
}

function enterDriver(
  enter: EnterStatement, path: Path, actor: Actor | undefined, judging: Judging, place: Place,
  context: CheckContext,
): Step[] {
  const [driverName, entryName] = path.parts;
  const driver = driverNamed(context, driverName!.text);
  if (driver === undefined) {
    const drivers = [...context.declarations.drivers.keys()];
    context.report.sayNear(
      "SCN010", driverName!.span, ["driver", driverName!.text],
      suggestionFor(driverName!.text, drivers), drivers,
    );
    return [];
  }
  const entry = driver.entries.find((candidate) => candidate.name.text === entryName!.text);
  if (entry === undefined || path.parts.length > 2) {
    const names = driver.entries.map((candidate) => candidate.name.text);
    context.report.sayNear(
      "SCN010", entryName!.span, [`entry of \`${driver.name.text}\` named`, entryName!.text],
      suggestionFor(entryName!.text, names), names,
    );
    return [];
  }
  const label = `${driver.name.text}.${entry.name.text}`;
  const scope = parameterScope(label, entry.parameters, enter.arguments ?? [], path.span, place, context);
  if (actor === undefined || scope === undefined) return [];
  const { whom: _, ...outer } = place;
  const inner: Place = { ...outer, scope, actor, caller: actor };
  const body = inlined(label, entry.code, inner, path.span, context);
  const plain: Judging = { demands: [], succeed: false };
  return [
    { kind: "enter", actor, label, span: path.span, ...plain }, ...body,
    { kind: "leave", actor, span: path.span, ...judging },
  ];
}

/** `leave`: of a flat program. */
export function checkLeave(leave: LeaveStatement, place: Place, context: CheckContext): Step[] {
  const here = withActor(leave.actor, place, context);
  const actor = requireActor("leave", leave.span, here, context);
  const demands = checkDemands(leave.demands, { ...nothing, name: "leave" }, here, context);
  return actor === undefined ? [] : [{ kind: "leave", actor, span: leave.span, demands, succeed: false }];
}
