/**
 * How many pool allocations one call of a routine can make at most: the most that lie on one way through its
 * source, with what it calls followed in place. A condition is answered where what is known on the way
 * answers it: that a parameter is a constant which the caller passes, what the conditions around it said of
 * names that never change, what an `assert` states. Every other one may go both ways.
 */
import { Facts } from "./facts.js";

/** What statements allocate: on the ways that lead behind them, and on those that return. */
const NO_WAY = -1;

/** Answers, by routine, the most allocations of one call. */
export function mostAllocations(sources) {
  const { typescript: ts } = sources;
  const known = new Map();
  const inWork = new Set();

  /** Of a function of whose parameters these facts are known. */
  function mostOf(target, facts) {
    const key = `${target.file} ${target.node.name.text} ${facts.key()}`;
    if (known.has(key)) return known.get(key);
    if (inWork.has(key)) return 0;
    inWork.add(key);
    const { through, returned } = new Body(target, facts).block(target.node.body);
    inWork.delete(key);
    known.set(key, Math.max(through, returned));
    return known.get(key);
  }

  class Body {
    constructor(entry, facts) {
      this.entry = entry;
      this.facts = facts;
    }

    /** Does something where a condition turned out so. */
    where(condition, holds, action) {
      const outer = this.facts;
      this.facts = outer.and(condition, holds);
      const result = action();
      this.facts = outer;
      return result;
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
      const names = target.node.parameters.map((parameter) => parameter.name.getText());
      return mostOf(target, this.facts.ofCall(names, node.arguments, target.node));
    }

    either(condition, yes, no, both) {
      const answer = this.facts.answer(condition);
      const ways = [[true, yes], [false, no]]
        .filter(([holds]) => answer !== !holds)
        .map(([holds, action]) => this.where(condition, holds, action));
      return ways.reduce((first, second) => both(first, second));
    }

    block(node) {
      return this.sequence(ts.isBlock(node) ? node.statements : [node]);
    }

    sequence(statements) {
      const outer = this.facts;
      let [through, returned] = [0, NO_WAY];
      for (const statement of statements) {
        if (through === NO_WAY) break;
        const next = this.statement(statement);
        if (next.returned !== NO_WAY) returned = Math.max(returned, through + next.returned);
        through = next.through === NO_WAY ? NO_WAY : through + next.through;
        this.facts = this.facts.behind(statement);
      }
      this.facts = outer;
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

  return new Map([...sources.routines].map(([name, entry]) => [name, mostOf(entry, Facts.none(ts, entry.node, sources.numbers))]));
}

const widest = (first, second) => ({
  through: Math.max(first.through, second.through), returned: Math.max(first.returned, second.returned),
});
