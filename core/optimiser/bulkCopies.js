/**
 * Gives runs in bulk copies of the functions that they use, in which no journal is written: what is only for whoever looks at single steps is
 * gone from them, with its calls. Engines keep nothing in registers over a call, taken or not.
 */
import { childrenWalk, functionsOf } from "./expressions.js";

const ROOTS = ["core/campaign/bulk/runDrawn", "core/campaign/bulk/runEnumerated"];
/** False for the whole of a run in bulk (core/step/journal.ts). */
const NEVER_IN_BULK = "core/step/journal/journaling";
const copyOf = (name) => `${name}|bulk`;

export function copyForBulk(binaryen, module) {
  const walk = childrenWalk(binaryen);
  const { Call, Expression, Function: Func, GlobalGet } = binaryen;
  const functions = new Map(functionsOf(binaryen, module).map((found) => [Func.getName(found), found]));
  const isJournalQuestion = (expression) => Expression.getId(expression) === binaryen.GlobalGetId && GlobalGet.getName(expression) === NEVER_IN_BULK;

  /** What a function calls, and whether it asks for the journal. */
  const uses = new Map([...functions].map(([name, found]) => {
    const use = { calls: new Set(), asks: false };
    const look = (expression) => {
      if (isJournalQuestion(expression)) use.asks = true;
      if (Expression.getId(expression) === binaryen.CallId) use.calls.add(Call.getTarget(expression));
      walk(expression, look);
      return expression;
    };
    look(Func.getBody(found));
    return [name, use];
  }));
  const reached = new Set(ROOTS);
  for (const name of reached) for (const called of uses.get(name)?.calls ?? []) reached.add(called);
  const differs = (name, seen = new Set()) => {
    const use = uses.get(name);
    if (use === undefined || seen.has(name)) return false;
    seen.add(name);
    return use.asks || [...use.calls].some((called) => differs(called, seen));
  };
  const copied = new Set([...reached].filter((name) => !ROOTS.includes(name) && differs(name)));

  const forBulk = (expression) => {
    if (isJournalQuestion(expression)) return module.i32.const(0);
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
