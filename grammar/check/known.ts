/*
 * What is bound on every way to a place. Ways part and meet again, thousands of times in a long file, so what
 * is known is a list that grows at its end and is shared by all that came after: parting costs nothing, and
 * ways that meet are compared only as far as they differ.
 */

/** How many additions share one index of all that is known. */
const indexEvery = 128;

/** What is known of a thing on one version alone. */
class OnVersion {
  private static readonly all = new WeakMap<object, Map<string, OnVersion>>();
  private constructor(readonly version: string) {}

  static of(thing: object, version: string): OnVersion {
    const known = OnVersion.all.get(thing) ?? new Map<string, OnVersion>();
    OnVersion.all.set(thing, known);
    const one = known.get(version) ?? new OnVersion(version);
    known.set(version, one);
    return one;
  }
}

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

  /** Whether it is known on each of some versions, in whichever guards it came to be. */
  hasOn(wanted: object, versions: readonly string[]): boolean {
    if (this.has(wanted)) return true;
    return versions.length > 0 && versions.every((version) => this.has(OnVersion.of(wanted, version)));
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

  /** What was added since some way parted. */
  private since(start: Known): object[] {
    const added: object[] = [];
    for (let at: Known = this; at.depth > start.depth; at = at.before!) added.push(at.added!);
    return added;
  }

  /**
   * What holds behind a guard whose ways parted at `start`: what all of them know, and on the versions of
   * one way what that one knows.
   */
  static meetOfVersions(
    start: Known | undefined,
    ways: readonly { readonly versions: readonly string[]; readonly known: Known | undefined }[],
  ): Known | undefined {
    const met = ways.map(({ known }) => known).reduce(Known.meet, undefined);
    if (met === undefined || start === undefined || ways.length === 1) return met;
    const own = ways.flatMap(({ versions, known }) => (known?.since(start) ?? []).flatMap((each) =>
      each instanceof OnVersion ? [each] : versions.map((version) => OnVersion.of(each, version))));
    return met.plus(...own.filter((each) => !met.has(each)));
  }

  /** What holds where two ways meet; undefined stands for a way that leads nowhere. */
  static meet(first: Known | undefined, second: Known | undefined): Known | undefined {
    if (first === undefined) return second;
    return second === undefined ? first : first.meet(second);
  }
}
