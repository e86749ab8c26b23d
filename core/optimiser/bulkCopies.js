/**
 * Gives runs in bulk copies of the functions that they use, in which no journal is written and nothing is
 * looked at around a step: what is only for whoever looks at single steps is gone from them, with its
 * calls. Engines keep nothing in registers over a call, taken or not.
 */
import { childrenWalk, functionsOf } from "./expressions.js";

const ROOTS = ["core/campaign/bulk/runDrawn", "core/campaign/bulk/runEnumerated"];
/** False for the whole of a run in bulk. */
const NEVER_IN_BULK = new Set(["core/step/journal/journaling", "core/judge/expectation/watching"]);
/** Makes a run again to look at its single steps, so it goes on using the functions as they are. */
const NOT_IN_BULK = "core/campaign/breakingStep/findBreakingStep";
const copyOf = (name) => `${name}|bulk`;

export function copyForBulk(binaryen, module) {
  const walk = childrenWalk(binaryen);
  const { Call, Expression, Function: Func, GlobalGet } = binaryen;
  const functions = new Map(functionsOf(binaryen, module).map((found) => [Func.getName(found), found]));
  const isFalseInBulk = (expression) =>
    Expression.getId(expression) === binaryen.GlobalGetId && NEVER_IN_BULK.has(GlobalGet.getName(expression));

  /** What a function calls, and whether it asks what is false in bulk. */
  const uses = new Map([...functions].map(([name, found]) => {
    const use = { calls: new Set(), asks: false };
    const look = (expression) => {
      if (isFalseInBulk(expression)) use.asks = true;
      if (Expression.getId(expression) === binaryen.CallId) use.calls.add(Call.getTarget(expression));
      walk(expression, look);
      return expression;
    };
    look(Func.getBody(found));
    return [name, use];
  }));
  const reached = new Set(ROOTS);
  for (const name of reached)
    for (const called of uses.get(name)?.calls ?? []) if (called !== NOT_IN_BULK) reached.add(called);
  const differs = (name, seen = new Set()) => {
    const use = uses.get(name);
    if (use === undefined || seen.has(name)) return false;
    seen.add(name);
    return use.asks || [...use.calls].some((called) => differs(called, seen));
  };
  const copied = new Set([...reached].filter((name) => !ROOTS.includes(name) && differs(name)));

  const forBulk = (expression) => {
    if (isFalseInBulk(expression)) return module.i32.const(0);
    if (Expression.getId(expression) === binaryen.CallId && copied.has(Call.getTarget(expression))) Call.setTarget(expression, copyOf(Call.getTarget(expression)));
    walk(expression, forBulk);
    return expression;
  };
  for (const name of copied) {
    const found = functions.get(name);
    const variables = Array.from({ length: Func.getNumVars(found) }, (_, index) => Func.getVar(found, index));
    module.addFunction(copyOf(name), Func.getParams(found), Func.getResults(found), variables, forBulk(module.copyExpression(Func.getBody(found))));
  }
  for (const name of ROOTS) Func.setBody(functions.get(name), forBulk(Func.getBody(functions.get(name))));
}
