/* Statements: each one becomes steps; choices, branches and lanes part the ways on which names are bound. */
import { pathText } from "../resolve/members.ts";
import type {
  AllocationSweep, AnyOfStatement, Block, ChooseStatement, ConcedesStatement, ConcurrentlyStatement,
  ExpectStatement, ForStatement, GuardStatement, IfStatement, Lane, MaybeStatement, NumberLiteral,
  PlayStatement, RepeatStatement, Statement,
} from "../syntaxTree.ts";
import { suggestionFor } from "../words.ts";
import { declaredThread, withActor } from "./actors.ts";
import { checkAct, checkCall, checkEnter, checkLeave, whomOperand } from "./calls.ts";
import { checkAttacker } from "./attackers.ts";
import { checkChoices } from "./choices.ts";
import { checkCode } from "./code.ts";
import { coercedLanes, setsOff } from "./coerces.ts";
import { attackerName, bind, grow, type CheckContext } from "./context.ts";
import { checkCondition } from "./expressions.ts";
import { pathValue } from "./parts.ts";
import { versionsAt } from "./guards.ts";
import { Known } from "./known.ts";
import { checkConcurrently } from "./lanes.ts";
import { sayMisfit } from "./misfits.ts";
import { factsOf, knownWhere } from "./narrowing.ts";
import { Scope, type Place } from "./scope.ts";
import type { CheckedLane, Step, StepOperand } from "./steps.ts";
import { inWords } from "./values.ts";

/** The steps of a block. Properties and judgements in it belong to the whole scenario and are read apart. */
export function checkBlock(block: Block, place: Place, context: CheckContext): Step[] {
  return block.statements.flatMap((statement, index) => {
    if (block.statements[index - 1]?.kind === "return") context.report.say("SCN036", statement.span);
    const steps = checkStatement(statement, place, context);
    const last = steps.at(-1);
    place.known.last = last?.kind === "call" ? last.result : undefined;
    return steps;
  });
}

/** The steps of one statement. */
function checkStatement(statement: Statement, place: Place, context: CheckContext): Step[] {
  if (!grow(context, statement.span)) return [];
  switch (statement.kind) {
    case "call": return checkCall(statement, place, context);
    case "act": return checkAct(statement, place, context);
    case "enter": return checkEnter(statement, place, context);
    case "leave": return checkLeave(statement, place, context);
    case "actorBlock": return checkBlock(statement.body, withActor(statement.actor, place, context), context);
    case "play": return checkPlayStatement(statement, place, context);
    case "concurrently": return checkConcurrently(statement, place, context);
    case "atomic":
      return [{ kind: "atomic", body: checkBlock(statement.body, place, context), span: statement.span }];
    case "anyOf": return checkAnyOf(statement, place, context);
    case "repeat": return checkRepeat(statement, place, context);
    case "maybe": return checkMaybe(statement, place, context);
    case "choose": return checkChoose(statement, place, context);
    case "if": return checkIf(statement, place, context);
    case "guard": return checkGuard(statement, place, context);
    case "for": return checkFor(statement, place, context);
    case "concedes": return checkConcedes(statement, place, context);
    case "expect": return [checkExpect(statement, place, context)];
    case "allocationSweep": return [checkSweep(statement, place, context)];
    case "return":
      place.left.now = Known.meet(place.left.now, place.known.now);
      place.known.now = undefined;
      return [{ kind: "return", span: statement.span }];
    case "judgement": case "property": return [];
  }
}

/** Behind an expectation it holds, since one that does not ends the run. */
function checkExpect(statement: ExpectStatement, place: Place, context: CheckContext): Step {
  const condition = checkCondition(statement.condition, place, context);
  place.known.now = knownWhere(factsOf(statement.condition, true, place, context), place);
  return { kind: "expect", condition, span: statement.span };
}

/** Checks something on a way of its own; answers what is bound at its end. */
function onItsWay(
  place: Place, start: Known | undefined, check: (place: Place) => Step[],
): { steps: Step[]; known: Known | undefined } {
  const known = { now: start };
  const steps = check({ ...place, known });
  return { steps, known: known.now };
}

/** A play beside others or alone. Undefined: reported. */
export function checkPlay(
  play: PlayStatement, place: Place, context: CheckContext,
): Extract<CheckedLane, { kind: "play" }> | undefined {
  const attacker = attackerName(context, play.attacker.text);
  if (!context.declarations.attackers.has(attacker)) {
    const names = [...context.declarations.attackers.keys()];
    context.report.sayNear(
      "SCN010", play.attacker.span, ["attacker", play.attacker.text],
      suggestionFor(play.attacker.text, names), names,
    );
    return undefined;
  }
  const earlier = context.playing.get(attacker);
  // the mark of a flat program only asks for the attacker; nothing needs to be possible for it
  context.playing.set(attacker, earlier ?? (play.steps === undefined ? undefined : play.attacker.span));
  const steps = play.steps === undefined ? 0 : wholeNumber(play.steps, 1, 64, "for", context);
  return { kind: "play", attacker, steps, span: play.span };
}

function checkPlayStatement(play: PlayStatement, place: Place, context: CheckContext): Step[] {
  if (setsOff(play, context)) {
    return checkConcurrently({ kind: "concurrently", lanes: [play], span: play.span }, place, context);
  }
  const checked = checkPlay(play, place, context);
  if (checked === undefined) return [];
  // Without a number it is the mark of a flat program: from here the attacker's baseline counts.
  if (play.steps === undefined) return [{ kind: "start", attacker: checked.attacker, span: play.span }];
  return [{ kind: "play", attacker: checked.attacker, steps: checked.steps, span: play.span }];
}

/** A number within bounds; reported when it is not. */
export function wholeNumber(
  literal: NumberLiteral, least: number, most: number, what: string, context: CheckContext,
): number {
  if (Number.isInteger(literal.value) && literal.value >= least && literal.value <= most) {
    return literal.value;
  }
  context.report.say(
    "SCN024", literal.span, what, `a number from ${least} to ${most}`, `\`${literal.text}\``,
    least === most ? `no other number than ${least}` : `such a number, as ${least}`,
  );
  return least;
}

function weightOf(weight: NumberLiteral | undefined, context: CheckContext): number {
  return weight === undefined ? 1 : wholeNumber(weight, 1, 255, "a weight", context);
}

function checkAnyOf(statement: AnyOfStatement, place: Place, context: CheckContext): Step[] {
  const start = place.known.now;
  let end: Known | undefined;
  const alternatives = statement.alternatives.map((alternative) => {
    const way = onItsWay(place, start, (inner) => checkStatement(alternative.statement, inner, context));
    end = Known.meet(end, way.known);
    return { weight: weightOf(alternative.weight, context), body: way.steps };
  });
  place.known.now = alternatives.length === 0 ? start : end;
  return [{ kind: "anyOf", alternatives, span: statement.span }];
}

function checkMaybe(statement: MaybeStatement, place: Place, context: CheckContext): Step[] {
  const start = place.known.now;
  const way = onItsWay(place, start, (inner) => checkBlock(statement.body, inner, context));
  place.known.now = Known.meet(start, way.known);
  const taken = { weight: weightOf(statement.weight, context), body: way.steps };
  return [{ kind: "anyOf", alternatives: [taken, { weight: 1, body: [] }], span: statement.span }];
}

function checkRepeat(statement: RepeatStatement, place: Place, context: CheckContext): Step[] {
  const from = wholeNumber(statement.range.from, 0, 1000, "repeat", context);
  const to =
    statement.range.to === undefined ? from : wholeNumber(statement.range.to, from, 1000, "repeat", context);
  const start = place.known.now;
  const before = context.size.steps;
  const way = onItsWay(place, start, (inner) => checkBlock(statement.body, inner, context));
  place.known.now = from === 0 ? Known.meet(start, way.known) : way.known;
  const rounds = (context.size.steps - before) * Math.max(0, to - 1);
  if (!grow(context, statement.span, rounds)) return [];
  return [{ kind: "repeat", from, to, body: way.steps, span: statement.span }];
}

function checkChoose(statement: ChooseStatement, place: Place, context: CheckContext): Step[] {
  const choices = checkChoices(statement, place, context);
  const binding = bind(statement.name, choices?.type ?? "unknown", undefined, place, context);
  place.known.now = place.known.now?.plus(binding, binding.made);
  if (choices === undefined) return [];
  return [{ kind: "choose", binding, values: choices.values, span: statement.span }];
}

function checkIf(statement: IfStatement, place: Place, context: CheckContext): Step[] {
  const condition = checkCondition(statement.condition, place, context);
  const tells = [
    factsOf(statement.condition, true, place, context), factsOf(statement.condition, false, place, context),
  ] as const;
  const known = tells.map((facts) => knownWhere(facts, place));
  const then = onItsWay(place, known[0], (inner) => checkBlock(statement.then, inner, context));
  const { otherwise: other } = statement;
  const otherwise = onItsWay(place, known[1], (inner) =>
    other === undefined
      ? []
      : other.kind === "if"
        ? checkIf(other, inner, context)
        : checkBlock(other, inner, context),
  );
  place.known.now = Known.meet(then.known, otherwise.known);
  const { span } = statement;
  return [{ kind: "if", condition, tells, then: then.steps, otherwise: otherwise.steps, span }];
}

function checkGuard(statement: GuardStatement, place: Place, context: CheckContext): Step[] {
  const versions = versionsAt(statement.guard, place, context);
  const others = place.versions.filter((version) => !versions.includes(version));
  const start = place.known.now;
  const then = onItsWay({ ...place, versions }, start, (inner) => checkBlock(statement.then, inner, context));
  checkElse(statement, versions, others, context);
  const otherwise = onItsWay({ ...place, versions: others }, start, (inner) =>
    statement.otherwise === undefined ? [] : checkBlock(statement.otherwise, inner, context));
  const ways = [{ versions, ...then }, { versions: others, ...otherwise }]
    .filter((way) => way.versions.length > 0);
  place.known.now = ways.length === 0 ? start : Known.meetOfVersions(start, ways);
  return [{ kind: "guard", versions, then: then.steps, otherwise: otherwise.steps, span: statement.span }];
}

/** An `else` that no version is left for, wherever it is read. */
function checkElse(
  { guard, otherwise }: GuardStatement, versions: readonly string[], others: readonly string[],
  { report, text }: CheckContext,
): void {
  if (otherwise === undefined || versions.length + others.length === 0) return;
  if (others.length > 0) report.take("SCN033/else", otherwise.span);
  else report.say("SCN033/else", otherwise.span, text.slice(guard.span.start, guard.span.end));
}

function checkFor(statement: ForStatement, place: Place, context: CheckContext): Step[] {
  const whom = whomOperand(statement.whom, place, context);
  return checkCode(statement.code, whom === undefined ? place : { ...place, whom }, context);
}

/** `concedes app.victim to thief`: a thread's or a token's identity is given away on purpose. */
function checkConcedes(statement: ConcedesStatement, place: Place, context: CheckContext): Step[] {
  const attacker = attackerName(context, statement.to.text);
  if (!context.declarations.attackers.has(attacker)) {
    const names = [...context.declarations.attackers.keys()];
    context.report.sayNear(
      "SCN010", statement.to.span, ["attacker", statement.to.text], suggestionFor(statement.to.text, names), names);
    return [];
  }
  const what = concededOperand(statement, place, context);
  context.concerned.add(attacker);
  return what === undefined ? [] : [{ kind: "concede", what, attacker, span: statement.span }];
}

function concededOperand(
  statement: ConcedesStatement, place: Place, context: CheckContext,
): StepOperand | undefined {
  const value = pathValue(statement.what, place, context);
  if (value === undefined) return undefined;
  if (value.kind === "thread") return { form: "thing", thing: value.thread };
  if (
    value.kind === "binding" &&
    ["thread", "token"].includes(value.binding.type) &&
    value.part === "main"
  ) {
    value.binding.mainUsed = true;
    return { form: "binding", binding: value.binding, part: "main" };
  }
  sayMisfit(
    statement.what.span, "concedes", ["thread", "token"], inWords(value), place, context,
    "a thread or a token",
  );
  return undefined;
}

function checkSweep(statement: AllocationSweep, place: Place, context: CheckContext): Step {
  const { span: { start }, body: { span: block } } = statement;
  const head = { start, end: start + context.text.slice(start, block.start).trimEnd().length };
  return { kind: "sweep", head, body: checkBlock(statement.body, place, context), span: statement.span };
}
