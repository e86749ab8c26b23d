/**
 * Gives runs in bulk copies of the functions that they use, in which no journal is written and nothing is
 * looked at around a step: what is only for whoever looks at single steps is gone from them, with its
 * calls. Engines keep nothing in registers over a call, taken or not. Guided runs have copies of their own,
 * so that blind ones do not even ask.
 */
import { childrenWalk, functionsOf } from "./expressions.js";

/** False for the whole of a run in bulk. */
const ALONE = ["core/step/journal/journaling", "core/judge/expectation/watching"];
const GUIDING = "core/campaign/guiding/guiding";
/** What runs in bulk, and which questions have one answer for the whole of such runs. */
const KINDS = [
  { suffix: "bulk", roots: ["core/campaign/bulk/runDrawn", "core/campaign/bulk/runEnumerated"], guided: 0 },
  { suffix: "guided", roots: ["core/campaign/guided/runGuided"], guided: 1 },
];
/** Makes a run again to look at its single steps, so it goes on using the functions as they are. */
const NOT_IN_BULK = "core/campaign/breakingStep/findBreakingStep";

export function copyForBulk(binaryen, module) {
  const copies = KINDS.map((kind) => copiesOf(binaryen, module, kind));
  for (const add of copies) add();
}

/** Finds what one kind of runs reaches; answers a function that gives it its copies. */
function copiesOf(binaryen, module, { suffix, roots, guided }) {
  const walk = childrenWalk(binaryen);
  const { Call, Expression, Function: Func, GlobalGet } = binaryen;
  const functions = new Map(functionsOf(binaryen, module).map((found) => [Func.getName(found), found]));
  const copyOf = (name) => `${name}|${suffix}`;
  const answers = { ...Object.fromEntries(ALONE.map((name) => [name, 0])), [GUIDING]: guided };
  const answerTo = (expression) =>
    Expression.getId(expression) === binaryen.GlobalGetId
      ? answers[GlobalGet.getName(expression)]
      : undefined;

  /** What a function calls, and whether it asks one of the questions. */
  const uses = new Map([...functions].map(([name, found]) => {
    const use = { calls: new Set(), asks: false };
    const look = (expression) => {
      if (answerTo(expression) !== undefined) use.asks = true;
      if (Expression.getId(expression) === binaryen.CallId) use.calls.add(Call.getTarget(expression));
      walk(expression, look);
      return expression;
    };
    look(Func.getBody(found));
    return [name, use];
  }));
  const reached = new Set(roots);
  for (const name of reached)
    for (const called of uses.get(name)?.calls ?? []) if (called !== NOT_IN_BULK) reached.add(called);
  const differs = (name, seen = new Set()) => {
    const use = uses.get(name);
    if (use === undefined || seen.has(name)) return false;
    seen.add(name);
    return use.asks || [...use.calls].some((called) => differs(called, seen));
  };
  const copied = new Set([...reached].filter((name) => !roots.includes(name) && differs(name)));

  const forBulk = (expression) => {
    const answer = answerTo(expression);
    if (answer !== undefined) return module.i32.const(answer);
    if (Expression.getId(expression) === binaryen.CallId && copied.has(Call.getTarget(expression))) {
      Call.setTarget(expression, copyOf(Call.getTarget(expression)));
    }
    walk(expression, forBulk);
    return expression;
  };
  return () => {
    for (const name of copied) {
      const found = functions.get(name);
      const variables = Array.from(
        { length: Func.getNumVars(found) }, (_, index) => Func.getVar(found, index),
      );
      const body = forBulk(module.copyExpression(Func.getBody(found)));
      module.addFunction(copyOf(name), Func.getParams(found), Func.getResults(found), variables, body);
    }
    for (const name of roots) Func.setBody(functions.get(name), forBulk(Func.getBody(functions.get(name))));
  };
}
