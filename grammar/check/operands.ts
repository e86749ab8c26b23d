/*
 * Arguments of calls: from what is written between the parentheses to the operands of a record. Each operand
 * has a kind, and each kind takes few forms; what is left out gets Windows' default.
 */
import type { ObjectType } from "../../core/tables/accessRights.ts";
import type { Operand, OperandKind, Operation } from "../../core/tables/operations.ts";
import { slotOfHandleValue } from "../handleValues.ts";
import { pathText } from "../resolve/members.ts";
import { firstFew } from "../resolve/report.ts";
import type { Argument, Expression, Span } from "../syntaxTree.ts";
import { kindsInWords, suggestionFor, wordNamed, wordsOf } from "../words.ts";
import { useBinding, type CheckContext } from "./context.ts";
import { isListOperand, listOperand } from "./lists.ts";
import { articled, sayForeignRight, sayMisfit, type RightsOf } from "./misfits.ts";
import type { Place } from "./scope.ts";
import type { StepOperand, ValueType } from "./steps.ts";
import { pathValue } from "./parts.ts";
import { bindingType, cellOf, inWords, literalValue, lookUp, typeOf, type Value } from "./values.ts";

const handleKinds: readonly OperandKind[] = [
  "threadHandle", "processHandle", "tokenHandle", "pipeHandle", "handle",
];
const handleTypes: readonly ValueType[] = ["tokenHandle", "objectHandle", "pipeHandle", "handle"];
const pointerTypes: Partial<Record<OperandKind, ValueType>> = {
  thread: "thread", threadHandle: "thread", process: "process", processHandle: "process", object: "object",
  pipe: "object", pipeHandle: "object",
};
/** Operands that are masks of words of their own, and no rights. */
const bitsKinds = ["objectAttributes", "filterFlags"] as const;
type BitsKind = (typeof bitsKinds)[number];
const everyBit: Readonly<Record<BitsKind, number>> = {
  objectAttributes: allBits("objectAttributes"), filterFlags: allBits("filterFlags"),
};
const smallNumbers: readonly OperandKind[] = [
  "level", "tokenType", "tracking", "threadInformationClass", "tokenInformationClass",
];

function allBits(kind: BitsKind): number {
  return wordsOf(kind).reduce((bits, name) => {
    const word = wordNamed(name);
    return bits | (word !== undefined && "value" in word ? word.value : 0);
  }, 0);
}

/** The operands of a call in the order of the table; undefined where one is wrong, which is reported. */
export function checkArguments(
  operation: Operation, given: readonly Argument[], span: Span, place: Place, context: CheckContext,
): StepOperand[] | undefined {
  const byOperand = matchArguments(
    operation.routine, operation.operands.map((operand) => operand.name), given, context,
    operation.operands.map((operand) => `${operand.name}: ${kindsInWords[operand.kind]!.replace(/`/g, "")}`),
  );
  if (byOperand === undefined) return undefined;
  const operands: (StepOperand | undefined)[] = operation.operands.map((operand, index) => {
    const argument = byOperand[index];
    if (argument !== undefined) {
      const type = operand.kind === "access" ? typeOpened(operation, byOperand, place, context) : undefined;
      return operandOf(operand, argument.value, type && openedBy(operation.routine, type), place, context);
    }
    if (operand.default !== undefined) return defaultOf(operand, operand.default);
    context.report.say("SCN023", span, operand.name, kindsInWords[operand.kind]!);
    return undefined;
  });
  return operands.every((operand) => operand !== undefined) ? operands : undefined;
}

/** Arguments in the order of the parameters; positional ones first. Undefined: reported. */
export function matchArguments(
  callee: string, parameters: readonly string[], given: readonly Argument[], context: CheckContext,
  described: readonly string[] = parameters,
): (Argument | undefined)[] | undefined {
  const found: (Argument | undefined)[] = parameters.map(() => undefined);
  let sound = true;
  let position = 0;
  for (const argument of given) {
    const index = argument.name === undefined ? position++ : parameters.indexOf(argument.name.text);
    if (parameters.length === 0) context.report.say("SCN022/none", argument.span, callee);
    else if (argument.name !== undefined && index < 0) {
      context.report.sayNear(
        "SCN022", argument.name.span, [callee, argument.name.text],
        suggestionFor(argument.name.text, parameters), described,
      );
    } else if (index >= parameters.length) {
      context.report.say(
        "SCN022/many", argument.span, callee,
        parameters.length === 1 ? "one argument" : `${parameters.length} arguments`, String(given.length),
        firstFew(parameters),
      );
    } else if (found[index] !== undefined) {
      context.report.say("SCN022/twice", argument.span, parameters[index]!);
    } else {
      found[index] = argument;
      continue;
    }
    sound = false;
  }
  return sound ? found : undefined;
}

function defaultOf(operand: Operand, word: string): StepOperand {
  if (word === "none") return { form: "none" };
  if (word === "current") return { form: "current" };
  if (word === "true" || word === "false") return { form: "literal", value: word === "true" ? 1 : 0 };
  const known = wordNamed(word);
  const value = known !== undefined && "value" in known ? known.value : Number(word);
  return operand.kind === "access" ? { form: "constant", value } : { form: "literal", value };
}

/** Whose rights the mask of a call is one of: of its object's type, of tokens …; undefined: nobody knows. */
export function rightsType(
  operation: Operation, given: readonly Argument[], place: Place, context: CheckContext,
): ObjectType | undefined {
  const names = operation.operands.map((operand) => operand.name);
  const matched = context.report.quietly(() => matchArguments(operation.routine, names, given, context));
  return typeOpened(operation, matched ?? [], place, context);
}

function typeOpened(
  operation: Operation, given: readonly (Argument | undefined)[], place: Place, context: CheckContext,
): ObjectType | undefined {
  return operation.operands.some((operand) => operand.kind === "object")
    ? objectTypeFor(operation, given, place, context)
    : operation.operands.find((operand) => operand.kind === "access")?.rightsOf;
}

/** What the mask of a call is one of, for SCN025. */
export function openedBy(routine: string, type: ObjectType): RightsOf {
  return { type, owner: `\`${routine}\` gives a handle to ${articled(type)} here` };
}

/** Type whose rights a mask of NtOpenFile speaks of: that of the object in the same call. */
function objectTypeFor(
  operation: Operation, given: readonly (Argument | undefined)[], place: Place, context: CheckContext,
): ObjectType | undefined {
  const index = operation.operands.findIndex((operand) => operand.kind === "object");
  const value = given[index]?.value;
  if (value?.kind !== "path") return undefined;
  const found = context.report.quietly(() => lookUp(value, place, context));
  return found?.value.kind === "object" ? found.value.object.type : undefined;
}

/** One operand from an expression. Undefined: reported. */
export function operandOf(
  operand: Operand, expression: Expression, rightsOf: RightsOf | undefined, place: Place,
  context: CheckContext,
): StepOperand | undefined {
  const written = expression.kind === "parentheses" ? expression.inner : expression;
  if (operand.kind === "access") {
    return accessOperand(operand, written, rightsOf, place, context);
  }
  const bitsKind = bitsKinds.find((kind) => kind === operand.kind);
  if (bitsKind !== undefined) {
    const value = bitsValue(bitsKind, written, operand.name, place, context);
    return value === undefined ? undefined : { form: "literal", value };
  }
  if (isListOperand(operand.kind, written, place)) return listOperand(operand, written, place, context);
  if (written.kind === "path" && written.parts.length === 1) {
    const word = wordNamed(written.parts[0]!.text);
    if (word !== undefined && word.kind === operand.kind) return wordOperand(operand, word.value);
  }
  if (sayNullBesideDefault(operand, written, context)) return undefined;
  const value = valueOf(written, place, { ...context, wanted: operand.kind });
  if (value === undefined) return undefined;
  const found = fromValue(operand, value, written, place, context);
  if (found === undefined) sayWrongKind(operand, value, written, place, context);
  return found;
}

/** `NULL` for an operand that takes no `none`, and has a default: Windows means that by it. */
function sayNullBesideDefault(operand: Operand, written: Expression, context: CheckContext): boolean {
  if (operand.optional === true || operand.default === undefined || operand.default === "none") return false;
  const isNull = written.kind === "none" || (written.kind === "path" && /^null$/i.test(pathText(written)));
  if (!isNull) return false;
  const { start, end } = written.span;
  context.report.say(
    "SCN026/default", written.span, context.text.slice(start, end), operand.name, kindsInWords[operand.kind]!,
    operand.default,
  );
  return true;
}

/** Requests to a pipe are too large a number for a record, and stand among the constants. */
function wordOperand({ kind }: Operand, value: number): StepOperand {
  return { form: kind === "pipeControl" ? "constant" : "literal", value };
}

function sayWrongKind(
  operand: Operand, value: Value, expression: Expression, place: Place, context: CheckContext,
): void {
  sayMisfit(cellOf(value) ?? expression.span, operand.name, [operand.kind], inWords(value), place, context);
}

/**
 * The value of an expression that may stand as an argument: a literal, a thing, a name or an out of it.
 * Undefined: reported.
 */
export function valueOf(expression: Expression, place: Place, context: CheckContext): Value | undefined {
  if (expression.kind === "parentheses") return valueOf(expression.inner, place, context);
  if (expression.kind === "path") return pathValue(expression, place, context);
  const value = isAtom(expression) ? literalValue(expression) : undefined;
  if (value === undefined && expression.kind !== "sid" && !context.report.saySlip(expression.span)) {
    context.report.say("SCN024/argument", expression.span);
  }
  return value;
}

const isAtom = (
  expression: Expression,
): expression is Extract<
  Expression,
  { kind: "string" | "boolean" | "none" | "number" | "version" | "sid" }
> => ["string", "boolean", "none", "number", "version", "sid"].includes(expression.kind);

/** An operand of the kind from a value; undefined when the value is of another kind. */
function fromValue(
  operand: Operand, value: Value, expression: Expression, place: Place, context: CheckContext,
): StepOperand | undefined {
  if (value.kind === "none") return operand.optional === true ? { form: "none" } : undefined;
  if (value.kind === "binding") return fromBinding(operand, value, expression.span, place, context);
  if (value.kind === "processOf") {
    if (operand.kind !== "process" && operand.kind !== "processHandle") return undefined;
    const { binding, part } = value.thread;
    useBinding(binding, part, expression.span, place, context);
    return { form: "processOf", binding, part };
  }
  if (value.kind === "current") {
    return operand.kind === "thread" || operand.kind === "threadHandle" ? { form: "current" } : undefined;
  }
  if (value.kind === "boolean") {
    return operand.kind === "boolean" ? { form: "literal", value: value.value ? 1 : 0 } : undefined;
  }
  if (value.kind === "number") {
    const slot = handleKinds.includes(operand.kind) ? slotOfHandleValue(value.value) : undefined;
    if (slot !== undefined) return { form: "handle", slot };
    return smallNumbers.includes(operand.kind) && value.value < 4096
      ? { form: "literal", value: value.value }
      : undefined;
  }
  if (value.kind === "word") {
    return value.word.kind === operand.kind && "value" in value.word
      ? wordOperand(operand, value.word.value)
      : undefined;
  }
  if (pointerTypes[operand.kind] !== value.kind) return undefined;
  if (value.kind === "thread") return { form: "thing", thing: value.thread };
  if (value.kind === "process") return { form: "thing", thing: value.process };
  if (value.kind !== "object") return undefined;
  const takesOnlyPipes = operand.kind === "pipe" || operand.kind === "pipeHandle";
  return takesOnlyPipes && value.object.pipe === undefined ? undefined : { form: "thing", thing: value.object };
}

function fromBinding(
  operand: Operand, value: Extract<Value, { kind: "binding" }>, span: Span, place: Place,
  context: CheckContext,
): StepOperand | undefined {
  const type = bindingType(value.binding, value.part);
  const takesHandle = handleKinds.includes(operand.kind);
  const fits =
    type === operand.kind ||
    type === pointerTypes[operand.kind] ||
    (takesHandle && handleTypes.includes(type)) ||
    (type === "number" && smallNumbers.includes(operand.kind));
  if (!fits) return undefined;
  useBinding(value.binding, value.part, span, place, context);
  return { form: "binding", binding: value.binding, part: value.part };
}

function accessOperand(
  operand: Operand, written: Expression, rightsOf: RightsOf | undefined, place: Place, context: CheckContext,
): StepOperand | undefined {
  if (written.kind === "path") {
    const value = wordNamed(pathText(written)) === undefined ? pathValue(written, place, context) : undefined;
    if (value?.kind === "binding") {
      const found = fromBinding(operand, value, written.span, place, context);
      if (found === undefined) sayWrongKind(operand, value, written, place, context);
      return found;
    }
    if (value === undefined && wordNamed(pathText(written)) === undefined) return undefined;
  }
  const mask = maskValue(written, operand.name, rightsOf, place, context);
  return mask === undefined ? undefined : { form: "constant", value: mask };
}

/** A mask of rights, to a type of object where that is known. Undefined: reported. */
export function maskValue(
  written: Expression, name: string, rightsOf: RightsOf | undefined, place: Place, context: CheckContext,
): number | undefined {
  if (written.kind === "parentheses") return maskValue(written.inner, name, rightsOf, place, context);
  if (written.kind === "mask") {
    const parts = written.parts.map((part) => maskValue(part, name, rightsOf, place, context));
    return parts.every((part) => part !== undefined)
      ? parts.reduce((bits, part) => (bits | part) >>> 0, 0)
      : undefined;
  }
  const value = valueOf(written, place, context);
  if (value === undefined) return undefined;
  if (value.kind === "number" && value.value <= 0xffffffff) return value.value;
  if (value.kind === "number") {
    context.report.say("SCN024/mask", written.span, context.text.slice(written.span.start, written.span.end));
    return undefined;
  }
  if (value.kind !== "word" || value.word.kind !== "access") {
    sayMisfit(cellOf(value) ?? written.span, name, ["access"], inWords(value), place, context);
    return undefined;
  }
  if (rightsOf !== undefined && value.word.of !== undefined && value.word.of !== rightsOf.type) {
    sayForeignRight(cellOf(value) ?? written.span, value.name, value.word.of, rightsOf, context);
  }
  return value.word.value;
}

/** The kind of bits that a mask consists of, as far as its first word tells; undefined: rights. */
export function bitsKindOf(written: Expression): BitsKind | undefined {
  const first = written.kind === "mask" ? written.parts[0]! : written;
  const kind = first.kind === "path" ? wordNamed(pathText(first))?.kind : undefined;
  return bitsKinds.find((each) => each === kind);
}

/** `OBJ_KERNEL_HANDLE | OBJ_FORCE_ACCESS_CHECK`; 0: none of them. Undefined: reported. */
export function bitsValue(
  kind: BitsKind, written: Expression, name: string, place: Place, context: CheckContext,
): number | undefined {
  if (written.kind === "parentheses") return bitsValue(kind, written.inner, name, place, context);
  if (written.kind === "mask") {
    const parts = written.parts.map((part) => bitsValue(kind, part, name, place, context));
    return parts.every((part) => part !== undefined)
      ? parts.reduce((bits, part) => bits | part, 0)
      : undefined;
  }
  const value = valueOf(written, place, context);
  if (value === undefined) return undefined;
  if (value.kind === "number" && (value.value & ~everyBit[kind]) === 0) return value.value;
  if (value.kind === "word" && value.word.kind === kind) return value.word.value;
  sayMisfit(written.span, name, [kind], inWords(value), place, context);
  return undefined;
}

/** Whether a value is of the type that a parameter declares. */
export function fitsParameter(value: Value, type: string): boolean {
  const actual = typeOf(value);
  return actual === type || (type === "handle" && handleTypes.includes(actual));
}
