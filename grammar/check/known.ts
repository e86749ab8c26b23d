/*
 * What is bound on every way to a place. Ways part and meet again, thousands of times in a long file, so what
 * is known is a list that grows at its end and is shared by all that came after: parting costs nothing, and
 * ways that meet are compared only as far as they differ.
 */

/** How many additions share one index of all that is known. */
const indexEvery = 128;

export class Known {
  private constructor(
    private readonly added: object | undefined,
    private readonly before: Known | undefined,
    private readonly depth: number,
    private readonly index: ReadonlySet<object> | undefined,
  ) {}

  static readonly nothing = new Known(undefined, undefined, 0, new Set());

  has(wanted: object): boolean {
    let at: Known = this;
    while (at.index === undefined) {
      if (at.added === wanted) return true;
      at = at.before!;
    }
    return at.index.has(wanted);
  }

  plus(...more: readonly object[]): Known {
    let known: Known = this;
    for (const each of more) known = known.with(each);
    return known;
  }

  private with(added: object): Known {
    const depth = this.depth + 1;
    if (depth % indexEvery !== 0) return new Known(added, this, depth, undefined);
    const index = new Set<object>([added]);
    let at: Known = this;
    for (; at.index === undefined; at = at.before!) index.add(at.added!);
    for (const each of at.index) index.add(each);
    return new Known(added, this, depth, index);
  }

  /** What holds where two ways meet. */
  private meet(other: Known): Known {
    const mine = new Set<object>();
    const shared: object[] = [];
    let [first, second]: [Known, Known] = [this, other];
    for (; first.depth > second.depth; first = first.before!) mine.add(first.added!);
    const theirs: object[] = [];
    for (; second.depth > first.depth; second = second.before!) theirs.push(second.added!);
    for (; first !== second; first = first.before!, second = second.before!) {
      mine.add(first.added!);
      theirs.push(second.added!);
    }
    for (const each of theirs) if (mine.has(each)) shared.push(each);
    return first.plus(...shared.reverse());
  }

  /** What holds where two ways meet; undefined stands for a way that leads nowhere. */
  static meet(first: Known | undefined, second: Known | undefined): Known | undefined {
    if (first === undefined) return second;
    return second === undefined ? first : first.meet(second);
  }
}
