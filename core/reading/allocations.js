/**
 * How many pool allocations one call of a routine can make at most: the most that lie on one way through its
 * source, with what it calls followed in place. A condition that compares a parameter with a constant is
 * answered where the caller passes a constant; every other one may go both ways.
 */

/** What statements allocate: on the ways that lead behind them, and on those that return. */
const NO_WAY = -1;

/** Answers, by routine, the most allocations of one call. */
export function mostAllocations(sources) {
  const { typescript: ts } = sources;
  const known = new Map();
  const inWork = new Set();

  /** Of a function whose parameters have these constants, by name. */
  function mostOf(target, constants) {
    const key = `${target.file} ${target.node.name.text} ${JSON.stringify([...constants])}`;
    if (known.has(key)) return known.get(key);
    if (inWork.has(key)) return 0;
    inWork.add(key);
    const { through, returned } = new Body(target, constants).block(target.node.body);
    inWork.delete(key);
    known.set(key, Math.max(through, returned));
    return known.get(key);
  }

  class Body {
    constructor(entry, constants) {
      this.entry = entry;
      this.constants = constants;
    }

    /** A number, or the name of a constant that another file declares; undefined: no constant. */
    constant(node) {
      if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) {
        return this.constant(node.expression);
      }
      if (ts.isNumericLiteral(node)) return node.text;
      if (!ts.isIdentifier(node)) return undefined;
      return this.constants.get(node.text) ?? (/^[A-Z][A-Z0-9_]*$/.test(node.text) ? node.text : undefined);
    }

    /** What a condition answers, where constants alone decide it. */
    answer(node) {
      if (ts.isParenthesizedExpression(node)) return this.answer(node.expression);
      if (ts.isCallExpression(node) && node.expression.getText() === "decide") {
        return this.answer(node.arguments[1]);
      }
      if (!ts.isBinaryExpression(node)) return undefined;
      const [left, right] = [this.constant(node.left), this.constant(node.right)];
      if (left === undefined || left !== right) return undefined;
      if (node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsToken) return true;
      return node.operatorToken.kind === ts.SyntaxKind.ExclamationEqualsToken ? false : undefined;
    }

    /** The most that evaluating this allocates. */
    expression(node) {
      if (node === undefined) return 0;
      if (ts.isConditionalExpression(node)) {
        return this.expression(node.condition) + this.either(
          node.condition, () => this.expression(node.whenTrue), () => this.expression(node.whenFalse),
          Math.max,
        );
      }
      let most = 0;
      ts.forEachChild(node, (child) => { most += this.expression(child); });
      return ts.isCallExpression(node) ? most + this.call(node) : most;
    }

    call(node) {
      if (node.expression.getText() === "allocationFails") return 1;
      const { target } = sources.resolve(this.entry, node.expression.getText());
      if (target === undefined) return 0;
      const constants = new Map();
      target.node.parameters.forEach((parameter, index) => {
        const value = node.arguments[index] && this.constant(node.arguments[index]);
        if (value !== undefined) constants.set(parameter.name.getText(), value);
      });
      return mostOf(target, constants);
    }

    either(condition, yes, no, both) {
      const answer = this.answer(condition);
      return answer === undefined ? both(yes(), no()) : answer ? yes() : no();
    }

    block(node) {
      return this.sequence(ts.isBlock(node) ? node.statements : [node]);
    }

    sequence(statements) {
      let [through, returned] = [0, NO_WAY];
      for (const statement of statements) {
        if (through === NO_WAY) break;
        const next = this.statement(statement);
        if (next.returned !== NO_WAY) returned = Math.max(returned, through + next.returned);
        through = next.through === NO_WAY ? NO_WAY : through + next.through;
      }
      return { through, returned };
    }

    statement(node) {
      if (ts.isBlock(node)) return this.block(node);
      if (ts.isReturnStatement(node)) return { through: NO_WAY, returned: this.expression(node.expression) };
      if (ts.isIfStatement(node)) return this.branch(node);
      if (ts.isSwitchStatement(node)) return this.cases(node);
      const most = this.expression(node);
      if (most > 0 && ts.isIterationStatement(node, false)) throw new Error(`${this.entry.file} allocates in a loop`);
      return { through: most, returned: NO_WAY };
    }

    branch(node) {
      const nothing = { through: 0, returned: NO_WAY };
      return this.after(this.expression(node.expression), this.either(
        node.expression, () => this.block(node.thenStatement),
        () => (node.elseStatement ? this.block(node.elseStatement) : nothing), widest,
      ));
    }

    /** Each case by itself: none here goes on into the next. */
    cases(node) {
      const ways = node.caseBlock.clauses.map((clause) => this.sequence(clause.statements));
      const hasDefault = node.caseBlock.clauses.some(ts.isDefaultClause);
      const around = hasDefault ? ways : [...ways, { through: 0, returned: NO_WAY }];
      return this.after(this.expression(node.expression), around.reduce(widest));
    }

    after(before, { through, returned }) {
      return {
        through: through === NO_WAY ? NO_WAY : before + through,
        returned: returned === NO_WAY ? NO_WAY : before + returned,
      };
    }
  }

  return new Map([...sources.routines].map(([name, entry]) => [name, mostOf(entry, new Map())]));
}

const widest = (first, second) => ({
  through: Math.max(first.through, second.through), returned: Math.max(first.returned, second.returned),
});
