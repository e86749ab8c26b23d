/* Comparisons: which types go with which operator, and what they become. */
import type { Comparison, ComparisonOperator, Expression } from "../syntaxTree.ts";
import { kindsInWords } from "../words.ts";
import { canBeNone, isGiven, isNone, mayBeNone, orMissing } from "./comparedWithNone.ts";
import { before, hasRoomForLoop } from "./domains.ts";
import { fieldAt, fieldInstruction, watchOf } from "./fields.ts";
import { sayForeignRight, sayMisfit } from "./misfits.ts";
import type { Instruction, ValueType } from "./steps.ts";
import { literal, plain, type ExpressionPlace, type Typed } from "./terms.ts";
import { withProvisos, sayResultIsThing } from "./expressions.ts";

const equalities: Partial<Record<ComparisonOperator, string>> = { "==": "Equal", "!=": "NotEqual" };
const orderings: Partial<Record<ComparisonOperator, string>> = {
  "<": "Less", "<=": "LessOrEqual", ">": "Greater", ">=": "GreaterOrEqual",
};
const ordered: readonly Typed["type"][] = ["level", "integrity", "number"];

/** A comparison; `right` is a list behind `in [ … ]`. Undefined: reported. */
export function compare(
  expression: Comparison, left: Typed, right: Typed | readonly Typed[], at: ExpressionPlace,
): Typed | undefined {
  const { operator } = expression;
  checkRights("length" in right ? [left, ...right] : [left, right], at);
  if ("length" in right) return inList(expression, left, right, at);
  if (operator in equalities) return equality(expression, left, right, at);
  if (operator in orderings) return ordering(expression, left, right, at);
  if (operator === "within") return within(expression, left, right, at);
  return membership(expression, left, right, at);
}

/** Rights that are compared with the access of a handle are those to what it is a handle to. */
function checkRights(terms: readonly Typed[], at: ExpressionPlace): void {
  const accessOf = terms.find((term) => term.accessOf !== undefined)?.accessOf;
  if (accessOf === undefined) return;
  for (const { name, of, span } of terms.flatMap((term) => term.rights ?? [])) {
    if (of !== accessOf.type) sayForeignRight(span, name, of, accessOf, at.context);
  }
}

/** Both sides, an operation, and what must hold besides. */
function both(
  left: Typed, right: Typed, operation: readonly Instruction[], provisos: readonly (readonly Instruction[])[],
): Typed {
  return {
    type: "boolean", code: [...left.code, ...right.code, ...operation], watch: left.watch | right.watch,
    provisos,
  };
}

function provisosOf(...terms: readonly Typed[]): (readonly Instruction[])[] {
  return terms.flatMap((term) => term.provisos ?? []);
}

const sets: readonly Typed["type"][] = ["sidSet", "privilegeSet", "things", "list"];

function mismatch(expression: Comparison, left: Typed, right: Typed, at: ExpressionPlace): undefined {
  const set = [left, right].find((term) => sets.includes(term.type));
  if (set !== undefined) {
    at.context.report.say(
      "SCN024", expression.span, expression.operator, "two single values", kindsInWords[set.type] ?? "a set",
      "no sets; ask for members with `in`, or for their number with `count`",
    );
    return undefined;
  }
  if (sayStatusIsPart(expression, left, right, at)) return undefined;
  sayMisfit(
    expression.right.span, expression.operator, [left.type], kindsInWords[right.type] ?? "something else",
    at.place, at.context, `${kindsInWords[left.type] ?? "the same kind"} on both sides`,
  );
  return undefined;
}

/** A handle compared with a status, or with a number as C does: the call's status was meant. */
function sayStatusIsPart(expression: Comparison, left: Typed, right: Typed, at: ExpressionPlace): boolean {
  for (const [side, other] of [[expression.left, right], [expression.right, left]] as const) {
    if (other.type !== "status" && other.type !== "number") continue;
    if (sayResultIsThing(side, at)) return true;
  }
  return false;
}

/** Types that hold plain numbers may be compared with a number that is written out. */
const numeric: readonly Typed["type"][] = ["number", "access", "status", "bugcheck"];

function comparable(left: Typed["type"], right: Typed["type"]): boolean {
  if (left === right) return !sets.includes(left);
  return numeric.includes(left) && numeric.includes(right) && (left === "number" || right === "number");
}

function equality(
  expression: Comparison, left: Typed, right: Typed, at: ExpressionPlace,
): Typed | undefined {
  if (left.type === "none" || right.type === "none") return equalToNone(expression, left, right, at);
  if (!comparable(left.type, right.type)) return mismatch(expression, left, right, at);
  const provisos = provisosOf(left, right);
  const equal = withProvisos(both(left, right, [plain("Equal")], provisos));
  if (expression.operator === "==") return equal;
  return provisos.length === 0
    ? both(left, right, [plain("NotEqual")], [])
    : { ...equal, code: [...equal.code, plain("Not")] };
}

function equalToNone(
  expression: Comparison, left: Typed, right: Typed, at: ExpressionPlace,
): Typed | undefined {
  const [side, term] = right.type === "none" ? [expression.left, left] : [expression.right, right];
  const other = side === expression.left ? expression.right : expression.left;
  if (!isGiven(other, at) && !mayBeNone(term, side, at)) return undefined;
  if (term.domain !== undefined && !hasRoomForLoop(side.span, at)) return undefined;
  noteAnswer(expression, term, side, at);
  const answer = isNone(term, at.loops);
  return expression.operator === "==" ? answer : { ...answer, code: [...answer.code, plain("Not")] };
}

/**
 * Where the name of one side is given its value, it may be one that is not compared with none: then the
 * answer stands for the comparison.
 */
function noteAnswer(expression: Comparison, term: Typed, side: Expression, at: ExpressionPlace): void {
  const { span, operator } = expression;
  const answer = (isNone: boolean): string => String((operator === "==") === isNone);
  if (!canBeNone(term)) {
    at.said.push({ span, as: { kind: "words", words: answer(term.type === "none") } });
    return;
  }
  const value = side.kind === "path" && side.parts.length === 1
    ? at.place.scope.find(side.parts[0]!.text)
    : undefined;
  if (value?.kind !== "binding") return;
  const { binding, part } = value;
  at.said.push({ span, as: { kind: "comparedWithNone", binding, part, words: answer(false) } });
}

function ordering(expression: Comparison, left: Typed, right: Typed, at: ExpressionPlace): Typed | undefined {
  const isGivenNone = (term: Typed, side: Expression): boolean => term.type === "none" && isGiven(side, at);
  const sides = [[left, expression.left], [right, expression.right]] as const;
  const odd = sides.findIndex(([term, side]) => !ordered.includes(term.type) && !isGivenNone(term, side));
  if (odd >= 0 && sayStatusIsPart(expression, left, right, at)) return undefined;
  if (odd >= 0) {
    const { span } = odd === 0 ? expression.left : expression.right;
    sayMisfit(
      span, expression.operator, ["level", "integrity", "number"],
      kindsInWords[[left, right][odd]!.type] ?? "something else", at.place, at.context,
      "levels, integrity levels or numbers",
    );
    return undefined;
  }
  const hasNone = left.type === "none" || right.type === "none";
  if (hasNone) at.said.push({ span: expression.span, as: { kind: "words", words: "false" } });
  if (!hasNone && !comparable(left.type, right.type)) return mismatch(expression, left, right, at);
  const provisos = [
    ...provisosOf(left, right), ...(left.orderProvisos ?? []), ...(right.orderProvisos ?? []),
  ];
  return withProvisos(both(left, right, [plain(orderings[expression.operator]!)], provisos));
}

function inList(
  expression: Comparison, left: Typed, right: readonly Typed[], at: ExpressionPlace,
): Typed | undefined {
  if (left.type === "none") return noneInList(expression, right, at);
  const odd = right.find((term) => !comparable(left.type, term.type) && term.type !== "none");
  if (odd !== undefined) return mismatch(expression, left, odd, at);
  const hasNone = right.some((term) => term.type === "none");
  if (hasNone && sets.includes(left.type)) return mismatch(expression, left, left, at);
  if (hasNone && !mayBeNone(left, expression.left, at)) return undefined;
  const absent = hasNone && left.absent !== undefined ? [literal(left.absent)] : [];
  const candidates = [...right.flatMap((each) => [...each.code]), ...absent];
  const term: Typed = {
    type: "boolean",
    watch: right.reduce((bits, each) => bits | each.watch, left.watch),
    code: [...left.code, ...candidates, { name: "InSet", immediate: right.length + absent.length }],
  };
  const provisos = provisosOf(left);
  return negated(
    expression, hasNone ? orMissing(term, provisos) : withProvisos({ ...term, provisos }),
  );
}

/** `none in [a, b]`: whether one of them is none. */
function noneInList(
  expression: Comparison, right: readonly Typed[], at: ExpressionPlace,
): Typed | undefined {
  const elements = expression.right.kind === "list" ? expression.right.elements : [];
  const answers = right.map((term, index) => {
    const side = elements[index] ?? expression.right;
    return isGiven(expression.left, at) || mayBeNone(term, side, at) ? isNone(term, at.loops) : undefined;
  });
  if (!answers.every((each) => each !== undefined)) return undefined;
  const [first, ...rest] = answers;
  return negated(expression, {
    type: "boolean", watch: right.reduce((bits, each) => bits | each.watch, 0n),
    code: [...(first?.code ?? [literal(0)]), ...rest.flatMap((each) => [...each.code, plain("Or")])],
  });
}

function negated(expression: Comparison, term: Typed): Typed {
  return expression.operator === "not in" ? { ...term, code: [...term.code, plain("Not")] } : term;
}

/** The question whether a set has a member, now or before the step. */
function asking(name: "InMask128" | "InMask64", set: NonNullable<Typed["set"]>): Instruction[] {
  const question = [fieldInstruction(name, set)];
  return set.old === true ? before(question) : question;
}

/** `S in token.groups`, `P in token.privileges.enabled`, `RIGHTS in handle.access`. */
function membership(
  expression: Comparison, left: Typed, right: Typed, at: ExpressionPlace,
): Typed | undefined {
  const provisos = provisosOf(left, right);
  const set = right.set;
  if (right.type === "sidSet" && left.type === "sid" && set !== undefined) {
    return negated(expression, withProvisos(both(right, left, asking("InMask128", set), provisos)));
  }
  if (right.type === "privilegeSet" && left.type === "privilege" && set !== undefined) {
    return negated(expression, withProvisos(both(right, left, asking("InMask64", set), provisos)));
  }
  if (right.type === "access" && (left.type === "access" || left.type === "number")) {
    return negated(expression, withProvisos(both(left, right, [plain("HasRights")], provisos)));
  }
  const wanted: Partial<Record<Typed["type"], ValueType>> = {
    sidSet: "sid", privilegeSet: "privilege", access: "access",
  };
  const member = wanted[right.type];
  if (member !== undefined) {
    sayMisfit(
      expression.left.span, "in", [member], kindsInWords[left.type] ?? "something else", at.place, at.context,
    );
  } else {
    at.context.report.say(
      "SCN024", expression.right.span, "in", "a set, a list or a mask",
      kindsInWords[right.type] ?? "something else",
      "`x.token.groups`, `x.token.privileges.enabled`, `[a, b]` or `h.access`",
    );
  }
  return undefined;
}

/**
 * `x within y`: the relation of identities of design 2.5; a thread stands for its effective identity, a
 * process for its primary token.
 */
function within(expression: Comparison, left: Typed, right: Typed, at: ExpressionPlace): Typed | undefined {
  const x = identity(left);
  const y = identity(right);
  const odd = x === undefined ? left : y === undefined ? right : undefined;
  if (odd !== undefined || x === undefined || y === undefined) {
    const span = odd === left ? expression.left.span : expression.right.span;
    sayMisfit(
      span, "within", ["thread", "process"], kindsInWords[odd?.type ?? ""] ?? "something else", at.place,
      at.context, "a thread, a process or a token",
    );
    return undefined;
  }
  const watch = left.watch | right.watch | watchOf("thread", "process", "token");
  return withProvisos({
    type: "boolean", code: [...x, ...y, plain("Within")], watch, provisos: provisosOf(left, right),
  });
}

/** Token and level of an identity, in this order. */
function identity(term: Typed): Instruction[] | undefined {
  switch (term.type) {
    case "thread": return [...term.code, plain("EffectiveToken"), ...term.code, plain("ThreadLevel")];
    case "token": return [...term.code, plain("None")];
    case "process":
      return [...term.code, fieldInstruction("Field", fieldAt("process", "token")), plain("None")];
    case "tokenHandle": return [...term.code, plain("HandleObject"), plain("None")];
    default: return undefined;
  }
}
