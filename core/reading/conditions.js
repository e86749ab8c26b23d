/**
 * One function of the core, read in the order in which it is evaluated: its decisions with what each answer
 * returns, the routines that it calls, and the helpers that it calls in place.
 */

/**
 * Reads into `answer`; `sources` knows the other functions, `entry` is the function, `facts` what is known of
 * its parameters: what cannot come about with them is not read.
 */
export function conditionReader(sources, entry, answer, facts) {
  const { typescript: ts } = sources;
  const { items, refers } = answer;

  /** Which answers of switches lead to where the reader is. */
  let under = [];

  /** Reads something where a condition turned out so. */
  function where(asked, holds, read) {
    const outer = [facts, under];
    goOn(asked, holds);
    const result = read();
    [facts, under] = outer;
    return result;
  }

  /** What is read from here on stands where a condition turned out so. */
  function goOn(asked, holds) {
    under = [...under, ...switchTerms(sources, entry, facts, asked, holds)];
    facts = facts.and(asked, holds);
  }

  /** Notes what is asked, with the answers of switches that lead to it. */
  function add(item) {
    const own = under.filter(
      ({ unless }) => unless === undefined || facts.answer(unless.node) === !unless.holds,
    );
    const terms = [...own.map(({ unless, ...term }) => term), ...(item.under ?? [])];
    const once = [...new Map(terms.map((term) => [JSON.stringify(term), term])).values()];
    items.push(once.length === 0 ? item : { ...item, under: once });
    return items.at(-1);
  }

  /** What a condition answers where it stands; undefined: both are possible. */
  const answerOf = (node) => sources.answer(entry, node, facts);

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
        const goesOn = kind === ts.SyntaxKind.AmpersandAmpersandToken;
        const left = condition(node.left, side);
        if (answerOf(node.left) === !goesOn) return left;
        const right = where(node.left, goesOn, () => condition(node.right, side));
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
      return [add({ decision: node.arguments[0].text })];
    }
    if (name === "allocationFails") add({ allocation: true });
    const { target, generated } = sources.resolve(entry, name);
    if (generated === "switches") refers.switches.add(name);
    if (target === undefined || name === "allocationFails") return [];
    const routine = sources.routineOf(target);
    const names = target.node.parameters.map((parameter) => parameter.name.getText());
    const inside = facts.ofCall(names, node.arguments, target.node);
    if (routine !== undefined) {
      add({ calls: routine, ...sources.variant(routine, target, inside) });
      return [];
    }
    const read = sources.read(target, inside);
    for (const kind of Object.keys(refers)) for (const each of read.refers[kind]) refers[kind].add(each);
    const copies = read.items.map((item) => add({ ...item }));
    // wrapped, so that the caller can tell them from decisions of its own
    return copies.filter((item) => item.decision !== undefined).map((item) => ({ helper: true, item }));
  }

  /** Reads whatever is no condition. */
  function expression(node) {
    if (ts.isParenthesizedExpression(node)) return expression(node.expression);
    if (ts.isConditionalExpression(node)) {
      const { yes, no } = branches(
        node.condition, (holds) => outcomes(holds ? node.whenTrue : node.whenFalse),
      );
      if (yes) where(node.condition, true, () => expression(node.whenTrue));
      if (no) where(node.condition, false, () => expression(node.whenFalse));
      return undefined;
    }
    if (ts.isBinaryExpression(node)
      && (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken
        || node.operatorToken.kind === ts.SyntaxKind.BarBarToken)) {
      const goesOn = node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
      expression(node.left);
      if (answerOf(node.left) !== !goesOn) where(node.left, goesOn, () => expression(node.right));
      return undefined;
    }
    if (ts.isCallExpression(node)) {
      const made = call(node);
      return goesOnBehind(made);
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

  /** Behind a call whose answer is not returned the routine goes on, unless that is an error. */
  function goesOnBehind(made) {
    for (const { helper, item } of made) {
      if (!helper) continue;
      replaceBooleans(item, {});
      for (const side of ["yes", "no"]) {
        item[side] = item[side]?.filter((outcome) => outcome !== "STATUS_SUCCESS");
        if (!item[side]?.length) delete item[side];
      }
    }
  }

  function refer(name) {
    const { generated } = sources.resolve(entry, name);
    if (generated === "enumerations" && /^SE_\w+_PRIVILEGE$/.test(name)) refers.privileges.add(name);
    if (generated === "accessRights" && /^[A-Z_]+$/.test(name) && !name.startsWith("TYPE_")) refers.rights.add(name);
  }

  /** Reads a condition with what follows from it; answers which of its sides there are. */
  function branches(asked, follows) {
    const holds = answerOf(asked);
    const deciding = unwrapped(condition(asked));
    follow(deciding, holds === false ? [] : follows(true), holds === true ? [] : follows(false));
    return { yes: holds !== false, no: holds !== true };
  }

  /** Reads a statement; true: no way leads behind it. */
  function statement(node) {
    if (ts.isIfStatement(node)) return branch(node);
    if (ts.isReturnStatement(node)) {
      if (node.expression !== undefined) returns(bare(node.expression));
      return true;
    }
    if (ts.isBlock(node)) return sequence(node.statements);
    if (ts.isVariableStatement(node) || ts.isVariableDeclarationList(node)
      || ts.isIterationStatement(node, false)) ts.forEachChild(node, (each) => { statement(each); });
    else if (ts.isVariableDeclaration(node)) declaration(node);
    else if (ts.isExpressionStatement(node)) expression(node.expression);
    else expression(node);
    return false;
  }

  /** What a name holds that the function returns at its end is what it answers. */
  function declaration({ name, initializer }) {
    const last = entry.node.body.statements.at(-1);
    const isReturned = last !== undefined && ts.isReturnStatement(last) && last.expression !== undefined
      && ts.isIdentifier(bare(last.expression)) && bare(last.expression).text === name.getText();
    if (initializer !== undefined && isReturned) returns(bare(initializer));
    else if (initializer !== undefined) expression(initializer);
  }

  function branch(node) {
    const { expression: asked, thenStatement, elseStatement } = node;
    const { yes, no } = branches(asked, (holds) => returned(holds ? thenStatement : elseStatement));
    const thenEnds = yes ? where(asked, true, () => statement(thenStatement)) : true;
    const elseEnds = no
      ? where(asked, false, () => elseStatement !== undefined && statement(elseStatement))
      : true;
    if (thenEnds && !elseEnds) goOn(asked, false);
    return thenEnds && elseEnds;
  }

  /** Statements in a row; what a `return` leaves behind holds for those after it. */
  function sequence(statements) {
    const outer = [facts, under];
    let ended = false;
    for (const each of statements) {
      ended = statement(each);
      if (ended) break;
      facts = facts.behind(each);
    }
    [facts, under] = outer;
    return ended;
  }

  /** `return decide(…)` answers with its answer; a helper that is returned keeps what it returns. */
  function returns(node) {
    if (!ts.isCallExpression(node)) return expression(node);
    for (const item of call(node)) if (!item.helper) follow([{ item, side: true }], ["true"], ["false"]);
  }

  return { statement };
}

/**
 * The switches that a condition asks, with the answers for which it turns out so; `unless`: another part of it
 * may be the reason as well.
 */
function switchTerms(sources, entry, facts, asked, holds) {
  const { typescript: ts } = sources;
  const node = facts.condition(asked);
  const meant = facts.meantBy(node);
  if (meant !== undefined) return switchTerms(sources, entry, facts, meant, holds);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return switchTerms(sources, entry, facts, node.operand, !holds);
  }
  if (!ts.isBinaryExpression(node)) return [];
  const chained = facts.chained(node);
  if (chained !== undefined) {
    const terms = (side, other) => switchTerms(sources, entry, facts, side, holds).map((term) =>
      (chained === holds ? { ...term, unless: { node: other, holds } } : term));
    return [...terms(node.left, node.right), ...terms(node.right, node.left)];
  }
  const operator = node.operatorToken.getText();
  if (!ts.isCallExpression(node.left) || !ts.isIdentifier(node.right) || !/^[!=]=$/.test(operator)) return [];
  const { generated, name } = sources.resolve(entry, node.left.expression.getText());
  if (generated !== "switches") return [];
  const prefix = `${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}_`;
  const answer = node.right.text.slice(prefix.length).toLowerCase()
    .replace(/_(.)/g, (_, letter) => letter.toUpperCase());
  return [{ switch: name, answer, ...((operator === "==") !== holds && { not: true }) }];
}
