/**
 * What one identity has beyond another: the respects in which it is not within it (design 2.5). The model
 * alone judges whether it is; here the same fields are read once more so that people are told which. A law in
 * the tests holds both against each other.
 */
import type { ProgramNames } from "../../grammar/image/programImage.ts";
import type { StateView } from "../machine/stateView.ts";
import { sidName, sidNames } from "./names.ts";
import { bitsOf, integrityName, listed, privilegeNamesOf } from "./words.ts";

/** A respect in which an identity goes beyond another. */
export type ExcessKind =
  | "SIDs"
  | "SIDs that were for deny only"
  | "deny-only SIDs that are gone"
  | "privileges"
  | "integrity"
  | "restriction"
  | "AppContainer";

export interface Excess {
  readonly kind: ExcessKind;
  /** What it is, the same in every program that speaks of it: SIDs, names of privileges, levels. */
  readonly items: readonly string[];
  /** What the identity does or is that the other does not: `holds SeDebugPrivilege`. */
  readonly words: string;
}

type Region = "token" | "baseline";

/** Reads the fields of one identity; of a token as the filter of a job leaves it, if there is one. */
class Identity {
  private readonly filtered: Readonly<Record<string, bigint>>;

  constructor(
    private readonly view: StateView,
    private readonly region: Region,
    private readonly record: number,
    job = 0,
  ) {
    this.filtered = job === 0 ? {} : filteredBy(job, record, view);
  }

  field(name: string): number {
    return Number(this.wide(name));
  }

  wide(name: string): bigint {
    return this.filtered[name] ?? this.view.wide(this.region, this.record, name);
  }

  private get user(): bigint {
    return 1n << BigInt(this.field("user"));
  }

  /** SIDs that are enabled or can be. */
  get enableable(): bigint {
    const user = this.field("userDenyOnly") === 0 ? this.user : 0n;
    return (this.wide("groups") & ~this.wide("groupsDenyOnly")) | user;
  }

  get denyOnly(): bigint {
    return this.wide("groupsDenyOnly") | (this.field("userDenyOnly") === 0 ? 0n : this.user);
  }
}

/** The fields that the filter of a job changes (facts 6, 9.8). */
function filteredBy(job: number, token: number, view: StateView): Readonly<Record<string, bigint>> {
  const of = (name: string): bigint => view.wide("token", token, name);
  const list = (name: string): bigint => view.wide("job", job, name);
  const disabled = list("sidsToDisable");
  const user = (disabled >> of("user")) & 1n;
  const restricting = of("restricted") === 0n ? list("restrictedSids") : of("restricting") & list("restrictedSids");
  return {
    groupsDenyOnly: of("groupsDenyOnly") | (of("groups") & disabled),
    userDenyOnly: of("userDenyOnly") | user,
    privilegesPresent: of("privilegesPresent") & ~list("privilegesToDelete"),
    ...(list("restrictedSidsGiven") === 0n ? {} : { restricted: 1n, restricting }),
  };
}

/**
 * In which respects a token is beyond a record of the baseline; none when it is within it. `job`: as its
 * filter leaves the token.
 */
export function excessOf(
  token: number, baseline: number, view: StateView, names: ProgramNames, job = 0,
): Excess[] {
  const [is, was] = [new Identity(view, "token", token, job), new Identity(view, "baseline", baseline)];
  return [...sidExcess(is, was, names), ...privilegeExcess(is, was), ...integrityExcess(is, was),
    ...restrictionExcess(is, was, names), ...packageExcess(is, was, names)];
}

/**
 * The identity of the baseline that a token goes beyond the least, and in what; undefined: there is no
 * baseline.
 */
export function leastExcess(
  token: number, attacker: number, view: StateView, names: ProgramNames, job = 0,
): { readonly baseline: number; readonly excess: readonly Excess[] } | undefined {
  const sizeOf = (excess: readonly Excess[]): number =>
    excess.reduce((sum, { items }) => sum + items.length, 0);
  const [nearest] = baselinesOf(attacker, view)
    .map((baseline) => ({ baseline, excess: excessOf(token, baseline, view, names, job) }))
    .sort((a, b) => sizeOf(a.excess) - sizeOf(b.excess));
  return nearest;
}

/** Records of the baseline that are an attacker's. */
export function baselinesOf(attacker: number, view: StateView): number[] {
  return Array.from({ length: view.field("header", 0, "baselineCount") }, (_, index) => index).filter(
    (index) => view.field("baseline", index, "linked") === attacker + 1,
  );
}

function sidExcess(is: Identity, was: Identity, names: ProgramNames): Excess[] {
  const beyond = is.enableable & ~was.enableable;
  const escaped = was.denyOnly & ~is.denyOnly;
  const were = (sids: bigint): string => (sidNames(sids, names).length === 1 ? "was" : "were");
  const part = (kind: ExcessKind, sids: bigint, words: (list: string) => string): Excess[] =>
    sids === 0n ? [] : [{ kind, items: sidTexts(sids, names), words: words(someSids(sids, names)) }];
  const raised = escaped & is.enableable;
  const gone = escaped & ~is.enableable;
  return [
    ...part("SIDs", beyond & ~raised, (list) => `can enable ${list}`),
    ...part("SIDs that were for deny only", raised, (list) =>
      `can enable ${list}, which ${were(raised)} for deny only`),
    ...part("deny-only SIDs that are gone", gone, (list) =>
      `lacks ${list}, which ${were(gone)} for deny only, so that entries that deny it no longer bind`),
  ];
}

function privilegeExcess(is: Identity, was: Identity): Excess[] {
  const beyond = privilegeNamesOf(is.wide("privilegesPresent") & ~was.wide("privilegesPresent"));
  return beyond.length === 0
    ? []
    : [{ kind: "privileges", items: beyond, words: `holds ${some(beyond)}` }];
}

function integrityExcess(is: Identity, was: Identity): Excess[] {
  const [level, before] = [is.field("integrity"), was.field("integrity")];
  if (level <= before) return [];
  const name = (rid: number): string => integrityName(rid) ?? "none";
  return [
    {
      kind: "integrity",
      items: [name(level)],
      words: `runs at integrity ${name(level)} instead of ${name(before)}`,
    },
  ];
}

/** Restrictions of the baseline bind what is within it. */
function restrictionExcess(is: Identity, was: Identity, names: ProgramNames): Excess[] {
  const one = (items: readonly string[], words: string): Excess => ({ kind: "restriction", items, words });
  if (was.field("restricted") === 0) return [];
  if (is.field("restricted") === 0) return [one(["none"], "is not restricted")];
  const further = is.wide("restricting") & ~was.wide("restricting");
  return [
    ...(further === 0n
      ? []
      : [one(sidTexts(further, names), `passes its restriction by ${someSids(further, names)} as well`)]),
    ...(was.field("writeRestricted") === 0 && is.field("writeRestricted") !== 0
      ? [one(["writes"], "is restricted for writing only")]
      : []),
  ];
}

function packageExcess(is: Identity, was: Identity, names: ProgramNames): Excess[] {
  const [now, before] = [is.field("package"), was.field("package")];
  if (before === 0 || now === before) return [];
  const left = `is not in the AppContainer ${sidName(before, names)}`;
  return [{
    kind: "AppContainer", items: [now === 0 ? "none" : (names.sids[now]?.sid ?? String(now))],
    words: now === 0 ? left : `${left} but in ${sidName(now, names)}`,
  }];
}

/** Names of one kind that are listed before the rest is counted. */
const SHOWN = 4;

function some(all: readonly string[]): string {
  return listed(
    all.length <= SHOWN + 1 ? all : [...all.slice(0, SHOWN), `${all.length - SHOWN} more`],
  );
}

const someSids = (mask: bigint, names: ProgramNames): string => some(sidNames(mask, names));

/** The SIDs themselves: names can change when a world becomes smaller. */
const sidTexts = (mask: bigint, names: ProgramNames): string[] =>
  bitsOf(mask).flatMap((sid) => {
    const row = names.sids[sid];
    return row === undefined ? [String(sid)] : [row.sid, ...row.merged.map((merged) => merged.sid)];
  });
