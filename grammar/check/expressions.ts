/*
 * Conditions: from the tree to postfix programs, with types checked. `and` and `or` evaluate both sides,
 * since nothing has an effect.
 */
import { pathText } from "../resolve/members.ts";
import type { Comparison, Expression, Invocation, MaskExpression, Quantified } from "../syntaxTree.ts";
import { kindsInWords, suggestionFor } from "../words.ts";
import type { CheckContext } from "./context.ts";
import { depthOf } from "./depth.ts";
import { compare } from "./comparisons.ts";
import { before, countOfDomain, countOfSet, domainOf, hasRoomForLoop, loop, watchOfDomain } from "./domains.ts";
import { watchEverything, watchOf } from "./fields.ts";
import { sayMisfit } from "./misfits.ts";
import { factsOf, placeWhere } from "./narrowing.ts";
import { predicate, predicatePath } from "./predicates.ts";
import { eachOnce } from "./said.ts";
import { Scope, type Place } from "./scope.ts";
import type { CheckedExpression, Instruction, ValueType } from "./steps.ts";
import {
  literal, number, pathTerm, plain, valueTerm, type ExpressionPlace, type Typed,
} from "./terms.ts";
import { literalValue } from "./values.ts";

/** Deepest evaluation that the core has room for. */
const stackMax = 64;

const never: CheckedExpression = {
  code: [literal(1)], watch: 0n, text: "", span: { start: 0, end: 0 }, said: [],
};

/** A condition of a statement; one that is wrong is reported and stands as true. */
export function checkCondition(
  condition: Expression, place: Place, context: CheckContext,
): CheckedExpression {
  return finish(condition, { place, context, property: false, loops: 0, old: false, said: [] });
}

/** A condition of a property: it speaks of the whole run and of no names that calls bind. */
export function checkJudgedCondition(
  condition: Expression, atEvent: boolean, place: Place, context: CheckContext,
): CheckedExpression {
  return finish(condition, { place, context, property: true, atEvent, loops: 0, old: false, said: [] });
}

function finish(condition: Expression, at: ExpressionPlace): CheckedExpression {
  const term = truth(condition, at);
  const { text } = at.context;
  if (term === undefined) return never;
  if (depthOf(term.code) > stackMax) {
    at.context.report.say(
      "SCN071", condition.span, "values of a condition at once", String(depthOf(term.code)), String(stackMax),
    );
    return never;
  }
  // What no field tells apart is judged after every step all the same.
  return {
    code: term.code, watch: term.watch === 0n ? watchEverything : term.watch,
    text: text.slice(condition.span.start, condition.span.end), span: condition.span,
    said: eachOnce(at.said),
  };
}

/** An expression that is true or false. Undefined: reported. */
function truth(expression: Expression, at: ExpressionPlace): Typed | undefined {
  const term = check(expression, at);
  if (term === undefined) return undefined;
  if (term.type !== "boolean") {
    if (sayResultIsThing(expression, at)) return undefined;
    at.context.report.say(
      "SCN024", expression.span, "a condition", kindsInWords["boolean"]!,
      kindsInWords[term.type] ?? "a value",
      "a comparison, a property such as `x.impersonating`, or a predicate",
    );
    return undefined;
  }
  return withProvisos(term);
}

/** A result that is asked how its call went stands for what the call made: that is said, with its parts. */
export function sayResultIsThing(expression: Expression, at: ExpressionPlace): boolean {
  if (expression.kind !== "path" || expression.parts.length > 1) return false;
  const value = at.place.scope.find(pathText(expression));
  if (value?.kind !== "binding" || value.binding.operation?.returns !== "status") return false;
  const { name, type, operation } = value.binding;
  if (type === "status") return false;
  at.context.report.say("SCN024/part", expression.span, name, kindsInWords[type] ?? type, operation.routine);
  return true;
}

/** The truth with its provisos taken in. */
export function withProvisos(term: Typed): Typed {
  const { provisos, orderProvisos: _, ...rest } = term;
  if (provisos === undefined || provisos.length === 0) return rest;
  return {
    ...rest,
    code: [...provisos.flatMap((proviso) => proviso), ...term.code, ...provisos.map(() => plain("And"))],
  };
}

/** Any expression. Undefined: reported. */
export function check(expression: Expression, at: ExpressionPlace): Typed | undefined {
  switch (expression.kind) {
    case "parentheses": return check(expression.inner, at);
    case "and": case "or": return chain(expression.operands, expression.kind === "and" ? "And" : "Or", at);
    case "implies": return chain([expression.premise, expression.conclusion], "Implies", at);
    case "not": return negation(expression.operand, at);
    case "comparison": return comparison(expression, at);
    case "quantified": return quantified(expression, at);
    case "mask": return mask(expression, at);
    case "path": return predicatePath(expression, at) ?? pathTerm(expression, at);
    case "predicate": return predicate(expression, at);
    case "invocation": return invocation(expression, at);
    case "list":
      at.context.report.say(
        "SCN024", expression.span, "a condition", "a value", "a list; lists stand behind `in`",
        "one value, or `x in [a, b]`",
      );
      return undefined;
    default: {
      const value = literalValue(expression);
      return value && valueTerm(value, expression, at);
    }
  }
}

/**
 * What stands behind `x != none and` is read as where that holds: elsewhere its answer does not matter.
 */
function chain(operands: readonly Expression[], operation: string, at: ExpressionPlace): Typed | undefined {
  let { place } = at;
  const terms = operands.map((operand) => {
    const term = truth(operand, { ...at, place });
    if (!at.property) place = placeWhere(factsOf(operand, operation !== "Or", place, at.context), place);
    return term;
  });
  if (!terms.every((term) => term !== undefined)) return undefined;
  const code = terms.flatMap((term, index) =>
    index === 0 ? [...term.code] : [...term.code, plain(operation)],
  );
  return { type: "boolean", code, watch: terms.reduce((bits, term) => bits | term.watch, 0n) };
}

function negation(operand: Expression, at: ExpressionPlace): Typed | undefined {
  const term = truth(operand, at);
  return term && { ...term, code: [...term.code, plain("Not")] };
}

function comparison(expression: Comparison, at: ExpressionPlace): Typed | undefined {
  const asksForNone = expression.right.kind === "none" && expression.left.kind === "path" &&
    expression.left.parts.length === 1;
  const left = sessionTerm(expression.left, expression.right, at) ??
    check(expression.left, asksForNone ? { ...at, asksForNone } : at);
  const rightTerm = (side: Expression): Typed | undefined =>
    sessionTerm(side, expression.left, at) ?? check(side, at);
  const right =
    expression.right.kind === "list" && (expression.operator === "in" || expression.operator === "not in")
      ? expression.right.elements.map(rightTerm)
      : rightTerm(expression.right);
  if (left === undefined || right === undefined) return undefined;
  if (Array.isArray(right) && !right.every((each) => each !== undefined)) return undefined;
  return compare(expression, left, right as Typed | Typed[], at);
}

/**
 * The name of a logon session beside `token.session` or `token.origin`: its LUID. Elsewhere the same name can
 * be that of an account or a SID.
 */
function sessionTerm(side: Expression, other: Expression, at: ExpressionPlace): Typed | undefined {
  if (side.kind !== "path" || side.parts.length !== 1 || other.kind !== "path") return undefined;
  const name = side.parts[0]!.text;
  const property = other.parts.at(-1)!.text;
  if (other.parts.length < 2 || (property !== "session" && property !== "origin")) return undefined;
  const luid = at.context.declarations.sessions.get(name);
  if (luid === undefined || at.place.scope.find(name) !== undefined) return undefined;
  return { type: "number", code: [number(luid)], watch: 0n };
}

/** `TOKEN_QUERY | TOKEN_DUPLICATE`: folded where all parts are words. */
function mask(expression: Extract<MaskExpression, { kind: "mask" }>, at: ExpressionPlace): Typed | undefined {
  const terms = expression.parts.map((part) => check(part, at));
  if (!terms.every((term) => term !== undefined)) return undefined;
  const odd = terms.findIndex((term) => term.type !== "access" && term.type !== "number");
  if (odd >= 0) {
    sayMisfit(
      expression.parts[odd]!.span, "|", ["access"], kindsInWords[terms[odd]!.type] ?? "a value", at.place,
      at.context,
    );
    return undefined;
  }
  const constants = terms.map((term) => constantOf(term.code));
  const watch = terms.reduce((bits, term) => bits | term.watch, 0n);
  const rights = terms.flatMap((term) => term.rights ?? []);
  const accessOf = terms.find((term) => term.accessOf !== undefined)?.accessOf;
  if (constants.every((constant) => constant !== undefined)) {
    const folded = constants.reduce((bits, bit) => (bits | bit) >>> 0, 0);
    return { type: "access", watch, rights, code: [number(folded)] };
  }
  return {
    type: "access", watch, rights, ...(accessOf && { accessOf }),
    code: terms.flatMap((term, index) => (index === 0 ? [...term.code] : [...term.code, plain("BitOr")])),
  };
}

function constantOf(code: readonly Instruction[]): number | undefined {
  const immediate = code.length === 1 ? code[0]!.immediate : undefined;
  if (typeof immediate === "number" && code[0]!.name === "Literal") return immediate;
  return typeof immediate === "object" && "constant" in immediate ? immediate.constant : undefined;
}

function quantified(expression: Quantified, at: ExpressionPlace): Typed | undefined {
  const domain = domainOf(expression.domain, at);
  if (!hasRoomForLoop(expression.span, at)) return undefined;
  const scope = new Scope(at.place.scope);
  const { text: name, span: named } = expression.variable;
  const taken = scope.add(name, { kind: "element", type: domain?.element ?? "none", depth: at.loops });
  at.said.push({ span: named, as: { kind: "element", name } });
  if (taken !== undefined) {
    at.context.report.say("SCN016/always", named, name);
  }
  const inner: ExpressionPlace = { ...at, place: { ...at.place, scope }, loops: at.loops + 1 };
  const where = expression.where && domain && truth(expression.where, inner);
  const body = domain === undefined ? undefined : truth(expression.body, inner);
  if (domain === undefined || body === undefined || (expression.where !== undefined && where === undefined)) {
    return undefined;
  }
  const joint = expression.quantifier === "every" ? "Implies" : "And";
  const joined = where === undefined ? body.code : [...where.code, ...body.code, plain(joint)];
  const watch = body.watch | (where?.watch ?? 0n) | watchOfDomain(domain);
  const closing = { every: "LoopEvery", some: "LoopSome", no: "LoopNo" }[expression.quantifier];
  const provisos = domain.set?.record.provisos ?? [];
  return withProvisos({
    type: "boolean", code: loop(domain, joined, closing, joint, at.loops), watch, provisos,
  });
}

/** What can be called in a condition. */
export const builtins = ["old", "count", "can"];

function invocation(expression: Invocation, at: ExpressionPlace): Typed | undefined {
  const name = pathText(expression.callee);
  const given = expression.arguments.map((argument) => argument.value);
  const takes = { old: 1, count: 1, can: 3 }[name];
  if (takes === undefined) {
    if (at.context.report.saySlip(expression.span)) return undefined;
    at.context.report.sayNear(
      "SCN010", expression.callee.span, ["builtin", name], suggestionFor(name, builtins), builtins,
    );
    return undefined;
  }
  if (given.length !== takes) {
    at.context.report.say(
      "SCN022/many", expression.span, name, takes === 1 ? "one argument" : `${takes} arguments`, String(given.length),
    );
    return undefined;
  }
  if (name === "old") return oldValue(given[0]!, at);
  return name === "count" ? countOf(given[0]!, at) : canDo(given, at);
}

function oldValue(expression: Expression, at: ExpressionPlace): Typed | undefined {
  if (at.old) {
    at.context.report.say(
      "SCN024", expression.span, "old", "a value of the state now", "another `old`",
      "an expression without `old` in it",
    );
    return undefined;
  }
  const term = check(expression, { ...at, old: true });
  if (term === undefined) return undefined;
  const whole = term.type === "boolean" ? withProvisos(term) : term;
  if (whole.domain !== undefined) {
    at.context.report.say(
      "SCN024", expression.span, "old", "a value or a set", "a domain",
      "their number: `old(count(app.handles))`",
    );
    return undefined;
  }
  return {
    ...whole, code: before(whole.code), ...(whole.set && { set: { ...whole.set, old: true } }),
    ...(whole.provisos && { provisos: whole.provisos.map(before) }),
    ...(whole.orderProvisos && { orderProvisos: whole.orderProvisos.map(before) }),
  };
}

function countOf(expression: Expression, at: ExpressionPlace): Typed | undefined {
  if (expression.kind !== "path") {
    const term = expression.kind === "invocation" ? check(expression, at) : undefined;
    if (term?.set !== undefined) return countOfSet(term, term.set);
    if (term === undefined && expression.kind === "invocation") return undefined;
    at.context.report.say(
      "SCN024", expression.span, "count", "a domain or a set", "a value",
      "`threads`, `tokens`, `handles`, `app.handles` or `x.token.groups`",
    );
    return undefined;
  }
  const term = expression.parts.length > 1 ? pathTerm(expression, at) : undefined;
  if (term?.set !== undefined) return countOfSet(term, term.set);
  if (expression.parts.length > 1 && term === undefined) return undefined;
  const domain = domainOf(expression, at);
  if (domain === undefined || !hasRoomForLoop(expression.span, at)) return undefined;
  return countOfDomain(domain, at.loops);
}

/** `can(thread, object, rights)`: whether the thread's effective token passes the access check now. */
function canDo(given: readonly Expression[], at: ExpressionPlace): Typed | undefined {
  const terms = given.map((each) => check(each, at));
  if (!terms.every((term) => term !== undefined)) return undefined;
  const wanted: readonly (readonly ValueType[])[] = [["thread"], ["object"], ["access", "number"]];
  const odd = terms.findIndex((term, index) => !wanted[index]!.some((type) => type === term.type));
  if (odd >= 0) {
    sayMisfit(
      given[odd]!.span, "can", [wanted[odd]![0]!], kindsInWords[terms[odd]!.type] ?? "a value", at.place,
      at.context,
    );
    return undefined;
  }
  const watch = terms.reduce(
    (bits, term) => bits | term.watch, watchOf("thread", "token", "process.token", "object"),
  );
  return { type: "boolean", code: [...terms.flatMap((term) => [...term.code]), plain("Can")], watch };
}
