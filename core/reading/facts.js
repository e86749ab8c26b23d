/**
 * What is known where a piece of the core's source stands, as far as its text tells: of names that never
 * change which constant they are, and which comparisons of them hold. Nothing is known of what a call
 * answers, but where an `assert` states it.
 */

/** Operators by what they ask, and whether they ask the opposite. */
const EQUALITIES = { "==": false, "!=": true };

export class Facts {
  /**
   * `scope`: the function. `values`: constants by name. `truths`: whether a question holds, by its text.
   * `meant`: what a `const` stands for, by name. `numbers`: which number a constant is, as far as known.
   */
  constructor(typescript, scope, values, truths, meant, numbers) {
    Object.assign(this, { typescript, scope, values, truths, meant, numbers });
  }

  /** Nothing is known of the parameters of a function. */
  static none(typescript, scope, numbers = new Map()) {
    return new Facts(typescript, scope, new Map(), new Map(), new Map(), numbers);
  }

  /** Two that are alike have the same. */
  key() {
    return JSON.stringify([[...this.values], [...this.truths]]);
  }

  /** A number, or the name of a constant that another file declares; undefined: no constant. */
  constant(node) {
    const { typescript: ts } = this;
    const inner = this.bare(node);
    if (ts.isNumericLiteral(inner)) return inner.text;
    if (inner.kind === ts.SyntaxKind.TrueKeyword) return "1";
    if (inner.kind === ts.SyntaxKind.FalseKeyword) return "0";
    if (!ts.isIdentifier(inner)) return undefined;
    return this.values.get(inner.text) ?? (/^[A-Z][A-Z0-9_]*$/.test(inner.text) ? inner.text : undefined);
  }

  /** What a condition answers where it stands; undefined: both are possible. */
  answer(node) {
    const { typescript: ts } = this;
    const inner = this.condition(node);
    const meant = this.meantBy(inner);
    if (meant !== undefined) return this.withoutCalls().answer(meant);
    if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
      const answer = this.answer(inner.operand);
      return answer === undefined ? undefined : !answer;
    }
    if (ts.isIdentifier(inner) && /^\d/.test(this.values.get(inner.text) ?? "")) {
      return this.values.get(inner.text) !== "0";
    }
    if (inner.kind === ts.SyntaxKind.TrueKeyword || inner.kind === ts.SyntaxKind.FalseKeyword) {
      return inner.kind === ts.SyntaxKind.TrueKeyword;
    }
    const { question, isNegated } = this.question(inner);
    if (this.truths.has(question)) return this.truths.get(question) !== isNegated;
    if (!ts.isBinaryExpression(inner)) return undefined;
    const chained = this.chained(inner);
    if (chained !== undefined) {
      const answers = [inner.left, inner.right].map((side) => this.answer(side));
      if (answers.includes(chained)) return chained;
      return answers.includes(undefined) ? undefined : !chained;
    }
    return this.compared(inner);
  }

  /** Two names of constants may stand for one number, so only numbers are known to differ. */
  compared(node) {
    const isNegated = EQUALITIES[node.operatorToken.getText()];
    const number = (side) => {
      const constant = this.constant(side);
      return this.numbers.get(constant) ?? constant;
    };
    const [left, right] = [number(node.left), number(node.right)];
    if (isNegated === undefined || left === undefined || right === undefined) return undefined;
    if (left === right) return !isNegated;
    return /^\d/.test(left) && /^\d/.test(right) ? isNegated : undefined;
  }

  /** With what is known where a condition turned out so. */
  and(node, holds) {
    const { typescript: ts } = this;
    const inner = this.condition(node);
    const meant = this.meantBy(inner);
    if (meant !== undefined) return this.and(meant, holds);
    if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
      return this.and(inner.operand, !holds);
    }
    if (ts.isBinaryExpression(inner)) {
      const chained = this.chained(inner);
      if (chained === !holds) return this.and(inner.left, holds).and(inner.right, holds);
      if (chained === holds) return this;
    }
    return this.changes(inner) ? this : this.with(inner, holds);
  }

  with(node, holds) {
    const { question, isNegated } = this.question(node);
    const truths = new Map(this.truths).set(question, holds !== isNegated);
    return new Facts(this.typescript, this.scope, this.values, truths, this.meant, this.numbers);
  }

  /** With what a statement tells of those behind it. */
  behind(statement) {
    const { typescript: ts } = this;
    if (ts.isVariableStatement(statement) && statement.declarationList.flags & ts.NodeFlags.Const) {
      const meant = new Map(this.meant);
      for (const each of statement.declarationList.declarations) {
        if (each.initializer) meant.set(each.name.getText(), each.initializer);
      }
      return new Facts(ts, this.scope, this.values, this.truths, meant, this.numbers);
    }
    const call = ts.isExpressionStatement(statement) ? statement.expression : undefined;
    const isAssert = call && ts.isCallExpression(call) && call.expression.getText() === "assert";
    return isAssert ? this.with(this.bare(call.arguments[0]), true) : this;
  }

  /** What a function knows of its parameters where it is called with these arguments. */
  ofCall(parameters, given, scope) {
    const values = new Map();
    const names = new Map();
    const inside = Facts.none(this.typescript, scope, this.numbers);
    parameters.forEach((parameter, index) => {
      if (!inside.isFixed(parameter)) return;
      // what is left out is what the parameter says itself
      const value = given[index] ? this.constant(given[index])
        : scope.parameters[index].initializer && inside.constant(scope.parameters[index].initializer);
      if (value !== undefined) values.set(parameter, value);
      if (given[index]) names.set(given[index].getText(), parameter);
    });
    const truths = new Map();
    for (const [question, holds] of this.truths) {
      const renamed = inNames(question, names);
      if (renamed !== undefined) truths.set(renamed, holds);
    }
    return new Facts(this.typescript, scope, values, truths, new Map(), this.numbers);
  }

  /** The question that a condition asks, equalities as `==`; blanks do not count. */
  question(node) {
    const text = node.getText().replace(/\s+/g, " ");
    const isBinary = this.typescript.isBinaryExpression(node);
    const isNegated = isBinary && EQUALITIES[node.operatorToken.getText()] === true;
    return { question: isNegated ? text.replace(" != ", " == ") : text, isNegated };
  }

  /** Of `and` and `or` the answer that one side alone can give; undefined: it is neither. */
  chained(node) {
    const operator = node.operatorToken.getText();
    return operator === "&&" ? false : operator === "||" ? true : undefined;
  }

  /** The condition itself, without parentheses and without `decide`. */
  condition(node) {
    const { typescript: ts } = this;
    const inner = this.bare(node);
    if (ts.isCallExpression(inner) && inner.expression.getText() === "decide") {
      return this.condition(inner.arguments[1]);
    }
    return inner;
  }

  /** What the name of a `const` stands for. */
  meantBy(node) {
    return this.typescript.isIdentifier(node) ? this.meant.get(node.text) : undefined;
  }

  /** What a call answered when a `const` was made, later ones may answer otherwise. */
  withoutCalls() {
    const truths = new Map([...this.truths].filter(([question]) => !question.includes("(")));
    return new Facts(this.typescript, this.scope, this.values, truths, this.meant, this.numbers);
  }

  /** Whether what a condition reads can be another thing a line later: a call, or a name that is written to. */
  changes(node) {
    const { typescript: ts } = this;
    if (ts.isCallExpression(node)) return true;
    if (ts.isIdentifier(node) && !/^[A-Z]/.test(node.text)) return !this.isFixed(node.text);
    return ts.forEachChild(node, (child) => (this.changes(child) ? true : undefined)) === true;
  }

  /** A parameter or a `const` of the function that nothing is assigned to. */
  isFixed(name) {
    const { typescript: ts } = this;
    const isDeclared = (node) =>
      (ts.isParameter(node) || (ts.isVariableDeclaration(node) && node.parent.flags & ts.NodeFlags.Const)) &&
      node.name.getText() === name;
    const isWritten = (node) =>
      (ts.isBinaryExpression(node) && /^[^=!<>]*=$/.test(node.operatorToken.getText()) &&
        node.left.getText() === name) ||
      ((ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) &&
        /\+\+|--/.test(node.getText()) && node.operand.getText() === name);
    const some = (node, is) =>
      is(node) || ts.forEachChild(node, (child) => (some(child, is) ? true : undefined)) === true;
    return some(this.scope, isDeclared) && !some(this.scope, isWritten);
  }

  bare(node) {
    const { typescript: ts } = this;
    const isAround = ts.isParenthesizedExpression(node) || ts.isAsExpression(node);
    return isAround ? this.bare(node.expression) : node;
  }
}

/** A question with a caller's names as those of the parameters; undefined: it asks of something else too. */
function inNames(question, names) {
  let isKnown = true;
  const renamed = question.replace(/[A-Za-z_]\w*(?!\w)(\s*\()?/g, (word, call) => {
    if (call !== undefined || /^[A-Z][A-Z0-9_]*$/.test(word)) return word;
    if (!names.has(word)) isKnown = false;
    return names.get(word) ?? word;
  });
  return isKnown ? renamed : undefined;
}
