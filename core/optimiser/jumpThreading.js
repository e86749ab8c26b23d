/**
 * Makes jumps of conditions: `a && b`, `a || b` and inlined functions that answer true or false arise as
 * values that are then tested, and engines really compute and test them, where native compilers go straight
 * to what is done next.
 */
import { childrenWalk, functionsOf } from "./expressions.js";

/** Threads every condition of the module. */
export function threadJumps(binaryen, module) {
  const threading = new Threading(binaryen, module);
  for (const found of functionsOf(binaryen, module)) {
    binaryen.Function.setBody(found, threading.rewrite(binaryen.Function.getBody(found)));
  }
}

/**
 * In what follows `yes` and `no` are labels that a condition jumps to, and `next` is the one of them that
 * stands right behind it, if any.
 */
class Threading {
  constructor(binaryen, module) {
    this.binaryen = binaryen;
    this.module = module;
    this.walk = childrenWalk(binaryen);
    this.labels = 0;
  }

  is(kind, expression) {
    return this.binaryen.Expression.getId(expression) === this.binaryen[`${kind}Id`];
  }

  typeOf(expression) {
    return this.binaryen.Expression.getType(expression);
  }

  newLabel() {
    return `threaded ${this.labels++}`;
  }

  /** Replaces conditions inside of an expression, innermost first; answers what stands in its place. */
  rewrite(expression) {
    const { If, Break } = this.binaryen;
    this.walk(expression, (child) => this.rewrite(child));
    if (this.is("If", expression) && this.branches(If.getCondition(expression))) {
      return this.threadedIf(expression);
    }
    if (this.is("Break", expression) && !Break.getValue(expression) && Break.getCondition(expression)
      && this.branches(Break.getCondition(expression))) {
      const behind = this.newLabel();
      return this.module.block(
        behind, this.jump(Break.getCondition(expression), Break.getName(expression), behind, behind),
        this.binaryen.none,
      );
    }
    return expression;
  }

  threadedIf(expression) {
    const { If, none, unreachable } = this.binaryen;
    const { module } = this;
    const [then, otherwise, type] = [
      If.getIfTrue(expression), If.getIfFalse(expression), this.typeOf(expression),
    ];
    const [yes, no, end] = [this.newLabel(), this.newLabel(), this.newLabel()];
    const condition = module.block(yes, this.jump(If.getCondition(expression), yes, no, yes), none);
    if (!otherwise) return module.block(no, [condition, then], none);
    const hasValue = type !== none && type !== unreachable;
    const ended = this.typeOf(then) === unreachable
      ? [then]
      : hasValue ? [module.br(end, undefined, then)] : [then, module.br(end)];
    return module.block(
      end, [module.block(no, [condition, ...ended], none), otherwise],
      type === unreachable ? undefined : type,
    );
  }

  isEqz(expression) {
    return this.is("Unary", expression) && this.binaryen.Unary.getOp(expression) === this.binaryen.EqZInt32;
  }

  isConstant(expression) {
    return this.is("Const", expression);
  }

  /** Whether a condition is made of branches that can be threaded. */
  branches(condition) {
    const { Unary, Block, i32 } = this.binaryen;
    if (this.isEqz(condition)) return this.branches(Unary.getValue(condition));
    if (this.typeOf(condition) !== i32) return false;
    return this.is("If", condition)
      || (this.is("Block", condition) && this.isThreadable(condition, Block.getName(condition)));
  }

  /**
   * A block is threadable unless a table of jumps leaves it, or a jump that is taken or not with a value that
   * is computed.
   */
  isThreadable(block, name) {
    const { Break, Switch } = this.binaryen;
    let found = true;
    const look = (expression, dropped) => {
      if (this.is("Switch", expression) && Switch.getValue(expression)) found = false;
      if (this.is("Break", expression) && Break.getName(expression) === name && Break.getCondition(expression)) {
        if (!dropped || !this.isConstant(Break.getValue(expression))) found = false;
      }
      this.walk(expression, (child) => {
        look(child, this.is("Drop", expression));
        return child;
      });
    };
    look(block, false);
    return found;
  }

  /** Statements that go to `yes` or to `no`. */
  jump(condition, yes, no, next) {
    const { Const, Unary, If } = this.binaryen;
    const { module } = this;
    if (this.isConstant(condition)) {
      const target = Const.getValueI32(condition) ? yes : no;
      return target === next ? [] : [module.br(target)];
    }
    if (this.isEqz(condition)) return this.jump(Unary.getValue(condition), no, yes, next);
    if (this.branches(condition)) {
      if (this.is("Block", condition)) return this.jumpOfBlock(condition, yes, no, next);
      return this.jumpOfIf(
        If.getCondition(condition), If.getIfTrue(condition), If.getIfFalse(condition), yes, no, next,
      );
    }
    if (next === yes) return [module.br(no, module.i32.eqz(condition))];
    return next === no ? [module.br(yes, condition)] : [module.br(yes, condition), module.br(no)];
  }

  jumpOfIf(condition, then, otherwise, yes, no, next) {
    const { Const, none } = this.binaryen;
    const { module } = this;
    const targetOf = (constant) => (Const.getValueI32(constant) ? yes : no);
    const [behind, other] = [this.newLabel(), this.newLabel()];
    if (this.isConstant(then)) {
      return [
        module.block(behind, this.jump(condition, targetOf(then), behind, behind), none),
        ...this.jump(otherwise, yes, no, next),
      ];
    }
    if (this.isConstant(otherwise)) {
      return [
        module.block(behind, this.jump(condition, behind, targetOf(otherwise), behind), none),
        ...this.jump(then, yes, no, next),
      ];
    }
    const chosen = module.block(behind, this.jump(condition, behind, other, behind), none);
    return [
      module.block(other, [chosen, ...this.jump(then, yes, no)], none),
      ...this.jump(otherwise, yes, no, next),
    ];
  }

  /** A function that was inlined: its `return true` are jumps out of the block with a value. */
  jumpOfBlock(block, yes, no, next) {
    const { Block, Break, unreachable } = this.binaryen;
    const name = Block.getName(block);
    const leaves = (expression) => name && this.is("Break", expression) && Break.getName(expression) === name;
    const replace = (expression) => {
      const inner = this.is("Drop", expression) ? this.binaryen.Drop.getValue(expression) : expression;
      this.walk(leaves(inner) ? inner : expression, replace);
      if (!leaves(inner)) return expression;
      if (!Break.getCondition(inner)) {
        return this.module.block(null, this.jump(Break.getValue(inner), yes, no), unreachable);
      }
      return this.module.br(
        this.binaryen.Const.getValueI32(Break.getValue(inner)) ? yes : no, Break.getCondition(inner),
      );
    };
    const statements = Array
      .from({ length: Block.getNumChildren(block) }, (_, index) => Block.getChildAt(block, index))
      .map(replace);
    const last = statements.pop();
    return this.typeOf(last) === unreachable
      ? [...statements, last]
      : [...statements, ...this.jump(last, yes, no, next)];
  }
}
