/** The children of an expression of the optimiser, for walks that read or replace them. */

/** Per kind of expression the names of its single children; blocks and calls have lists. */
const PARTS = {
  If: ["Condition", "IfTrue", "IfFalse"], Loop: ["Body"], Break: ["Value", "Condition"],
  Switch: ["Value", "Condition"], LocalSet: ["Value"],
  GlobalSet: ["Value"], Load: ["Ptr"], Store: ["Ptr", "Value"], Unary: ["Value"], Binary: ["Left", "Right"],
  Select: ["IfTrue", "IfFalse", "Condition"],
  Drop: ["Value"], Return: ["Value"], MemoryCopy: ["Dest", "Source", "Size"], MemoryFill: ["Dest", "Value", "Size"],
};
const LISTS = {
  Block: ["getNumChildren", "getChildAt", "setChildAt"],
  Call: ["getNumOperands", "getOperandAt", "setOperandAt"],
};
/** Kinds without children that the core uses. */
const LEAVES = ["Const", "LocalGet", "GlobalGet", "Nop", "Unreachable", "MemorySize"];

/**
 * Answers a function (expression, replace) that puts `replace(child)` in the place of every child, in the
 * order of execution.
 */
export function childrenWalk(binaryen) {
  const parts = new Map(Object.entries(PARTS).map(([kind, names]) => {
    const { [kind]: accessors } = binaryen;
    return [binaryen[`${kind}Id`], names.map((name) => [accessors[`get${name}`], accessors[`set${name}`]])];
  }));
  const lists = new Map(
    Object.entries(LISTS).map(([kind, names]) => [binaryen[`${kind}Id`], names.map((name) => binaryen[kind][name])]),
  );
  const leaves = new Set(LEAVES.map((kind) => binaryen[`${kind}Id`]));
  return (expression, replace) => {
    const kind = binaryen.Expression.getId(expression);
    for (const [get, set] of parts.get(kind) ?? []) {
      const child = get(expression);
      const other = child && replace(child);
      if (other !== child) set(expression, other);
    }
    const [count, get, set] = lists.get(kind) ?? [() => 0];
    for (let index = 0; index < count(expression); index++) {
      const child = get(expression, index);
      const other = replace(child);
      if (other !== child) set(expression, index, other);
    }
    if (!parts.has(kind) && !lists.has(kind) && !leaves.has(kind)) throw new Error(`the optimiser of the core does not know expressions of kind ${kind}`);
  };
}

/** All functions of a module that have a body. */
export function functionsOf(binaryen, module) {
  return Array
    .from({ length: module.getNumFunctions() }, (_, index) => module.getFunctionByIndex(index))
    .filter((found) => binaryen.Function.getBody(found));
}
