/**
 * One function of the core, read in the order in which it is evaluated: its decisions with what each answer
 * returns, the routines that it calls, and the helpers that it calls in place.
 */

/** Reads into `answer`; `sources` knows the other functions, `entry` is the function. */
export function conditionReader(sources, entry, answer) {
  const { typescript: ts } = sources;
  const { items, refers } = answer;

  /** Statuses and booleans that an expression can return, as far as it says so. */
  function outcomes(expression, depth = 0) {
    if (expression === undefined || depth > 8) return [];
    const node = bare(expression);
    if (ts.isIdentifier(node) && node.text.startsWith("STATUS_")) return [node.text];
    if (node.kind === ts.SyntaxKind.TrueKeyword || (ts.isNumericLiteral(node) && node.text === "1")) {
      return ["true"];
    }
    if (node.kind === ts.SyntaxKind.FalseKeyword || (ts.isNumericLiteral(node) && node.text === "0")) {
      return ["false"];
    }
    if (ts.isConditionalExpression(node)) {
      return [...new Set([...outcomes(node.whenTrue, depth + 1), ...outcomes(node.whenFalse, depth + 1)])];
    }
    if (!ts.isCallExpression(node)) return [];
    const { target } = sources.resolve(entry, node.expression.text);
    if (target === undefined || sources.routineOf(target) !== undefined) return [];
    const found = [];
    const look = (each) => {
      if (ts.isReturnStatement(each)) found.push(...outcomes(each.expression, depth + 1));
      else ts.forEachChild(each, look);
    };
    look(target.node.body);
    return [...new Set(found)];
  }

  const bare = (node) => (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)
    ? bare(node.expression)
    : node);

  /** What a branch returns, or the bug check that it ends in; none where it goes on. */
  function returned(branch) {
    if (branch === undefined) return [];
    const bugCheck = /\bBUG_CHECK_\w+/.exec(branch.getText());
    if (bugCheck) return [bugCheck[0]];
    const last = ts.isBlock(branch) ? branch.statements.at(-1) : branch;
    return last && ts.isReturnStatement(last) ? outcomes(last.expression) : [];
  }

  const note = (item, side, outcome) => {
    if (outcome.length > 0 && item[side] === undefined) item[side] = outcome;
  };

  /** Sets what follows from a condition: `deciding` are its items, each with the side that makes it true. */
  function follow(deciding, whenTrue, whenFalse) {
    for (const { item, side, helper } of deciding) {
      if (helper) {
        replaceBooleans(item, { [String(side)]: whenTrue, [String(!side)]: whenFalse });
        continue;
      }
      note(item, side ? "yes" : "no", whenTrue);
      note(item, side ? "no" : "yes", whenFalse);
    }
  }

  /** A helper's `false` becomes what its caller makes of it. */
  function replaceBooleans(item, becomes) {
    for (const side of ["yes", "no"]) {
      if (item[side] === undefined) continue;
      const outcome = item[side].flatMap(
        (each) => (each === "true" || each === "false" ? becomes[each] ?? [] : [each]),
      );
      if (outcome.length > 0) item[side] = outcome;
      else delete item[side];
    }
  }

  /** Reads a condition; answers the items that decide it, the last that is asked of an `and`. */
  function condition(expression, side = true) {
    const node = bare(expression);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
      return condition(node.operand, !side);
    }
    if (ts.isBinaryExpression(node)) {
      const { kind } = node.operatorToken;
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) {
        const [left, right] = [condition(node.left, side), condition(node.right, side)];
        const every = (kind === ts.SyntaxKind.AmpersandAmpersandToken) === side;
        return every ? (right.length > 0 ? right : left) : [...left, ...right];
      }
    }
    if (!ts.isCallExpression(node)) return expressionOnly(node);
    return call(node).map((item) => ({ item, side, helper: item.helper === true }));
  }

  function expressionOnly(node) {
    expression(node);
    return [];
  }

  /** Reads a call, its operands first; answers the items that decide what it answers. */
  function call(node) {
    const name = ts.isIdentifier(node.expression) ? node.expression.text : "";
    // what it states the routine does not ask
    if (name === "assert") return [];
    for (const argument of node.arguments) expression(argument);
    if (name === "decide") {
      items.push({ decision: node.arguments[0].text });
      return [items.at(-1)];
    }
    if (name === "allocationFails") items.push({ allocation: true });
    const { target, generated } = sources.resolve(entry, name);
    if (generated === "switches") refers.switches.add(name);
    if (target === undefined || name === "allocationFails") return [];
    const routine = sources.routineOf(target);
    if (routine !== undefined) {
      items.push({ calls: routine });
      return [];
    }
    const read = sources.read(target);
    for (const kind of Object.keys(refers)) for (const each of read.refers[kind]) refers[kind].add(each);
    const copies = read.items.map((item) => ({ ...item }));
    items.push(...copies);
    // wrapped, so that the caller can tell them from decisions of its own
    return copies.filter((item) => item.decision !== undefined).map((item) => ({ helper: true, item }));
  }

  /** Reads whatever is no condition. */
  function expression(node) {
    if (ts.isParenthesizedExpression(node)) return expression(node.expression);
    if (ts.isConditionalExpression(node)) {
      follow(unwrapped(condition(node.condition)), outcomes(node.whenTrue), outcomes(node.whenFalse));
      expression(node.whenTrue);
      return expression(node.whenFalse);
    }
    if (ts.isCallExpression(node)) {
      const made = call(node);
      return dropBooleans(made);
    }
    if (ts.isIdentifier(node)) refer(node.text);
    else ts.forEachChild(node, expression);
  }

  const unwrapped = (deciding) =>
    deciding.map(
      ({ item, side }) => (item.helper
        ? { item: item.item, side, helper: true }
        : { item, side, helper: false }),
    );

  function dropBooleans(made) {
    for (const each of made) if (each.helper) replaceBooleans(each.item, {});
  }

  function refer(name) {
    const { generated } = sources.resolve(entry, name);
    if (generated === "enumerations" && /^SE_\w+_PRIVILEGE$/.test(name)) refers.privileges.add(name);
    if (generated === "accessRights" && /^[A-Z_]+$/.test(name) && !name.startsWith("TYPE_")) refers.rights.add(name);
  }

  /** Reads a statement. */
  function statement(node) {
    if (ts.isIfStatement(node)) {
      follow(
        unwrapped(condition(node.expression)), returned(node.thenStatement), returned(node.elseStatement),
      );
      statement(node.thenStatement);
      if (node.elseStatement) statement(node.elseStatement);
      return;
    }
    if (ts.isReturnStatement(node) && node.expression !== undefined) return returns(bare(node.expression));
    if (ts.isBlock(node) || ts.isVariableStatement(node) || ts.isVariableDeclarationList(node)
      || ts.isIterationStatement(node, false))
      return ts.forEachChild(node, statement);
    if (ts.isVariableDeclaration(node)) return node.initializer && expression(node.initializer);
    if (ts.isExpressionStatement(node)) return expression(node.expression);
    return expression(node);
  }

  /** `return decide(…)` answers with its answer; a helper that is returned keeps what it returns. */
  function returns(node) {
    if (!ts.isCallExpression(node)) return expression(node);
    for (const item of call(node)) if (!item.helper) follow([{ item, side: true }], ["true"], ["false"]);
  }

  return { statement };
}
