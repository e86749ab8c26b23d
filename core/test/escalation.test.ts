/**
 * Laws that test the property itself: filtering, disabling and lowering never gain; adding a privilege, a
 * group or integrity always does.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Machine } from "../../runner/machine/machine.ts";
import type { StateRow } from "../../grammar/image/programImage.ts";
import { coreModule } from "./support/coreModule.ts";
import { binding, entity, literal, record, sampleImage, SID, THREAD, variable } from "./support/sampleImage.ts";

const ALL = (1n << 64n) - 1n;
const GROUPS = 0x7fff_ffff_ffff_fff7n << 4n; // any but the five SIDs of the sample

interface Identity {
  groups: bigint;
  denyOnly: bigint;
  privileges: bigint;
  integrity: number;
  restricting: bigint | undefined;
  userDenyOnly: boolean;
}

const mask = (bits: bigint): fc.Arbitrary<bigint> =>
  fc.bigInt({ min: 0n, max: (1n << 70n) - 1n }).map((value) => value & bits);
const identity: fc.Arbitrary<Identity> = fc.record({
  groups: mask(GROUPS), denyOnly: mask(GROUPS), privileges: mask(0x1f_ffff_fffcn),
  integrity: fc.constantFrom(0x1000, 0x2000, 0x3000), userDenyOnly: fc.boolean(),
  restricting: fc.option(mask(GROUPS), { nil: undefined }),
}).map((x) => ({ ...x, groups: x.groups | x.denyOnly }));

function tokenRow(x: Identity): StateRow {
  return {
    type: 1, shape: 1, policy: 1, elevation: 1, inUse: 1, references: 1, user: SID.user, owner: SID.user,
    primaryGroup: SID.users, session: 1001, userDenyOnly: +x.userDenyOnly,
    groups: x.groups, groupsEnabled: x.groups & ~x.denyOnly, groupsDenyOnly: x.denyOnly,
    privilegesPresent: x.privileges & ALL, privilegesEnabled: 0n, integrity: x.integrity,
    restricted: +(x.restricting !== undefined), restricting: x.restricting ?? 0n, defaultAccessList: 2,
    descriptor: 1 | (SID.user << 8) | (2 << 16),
  };
}

const machine = new Machine(coreModule());

/**
 * Whether an attacker whose process runs as `own` gains when a driver puts `given` on its thread. No gate
 * stands between: xp-sp1.
 */
function gains(own: Identity, given: Identity): boolean {
  const program = [
    record("Start", 0, [0]),
    binding("PsReferencePrimaryToken", THREAD.main, 0, [entity(3)]),
    record("PsImpersonateClient", THREAD.main, [entity(THREAD.accomplice), variable(0), literal(0), literal(0), literal(2)]),
  ];
  const sample = sampleImage(program, "xp-sp1", {
    attackers: [{ threads: 2, calls: [{ operation: 3, weight: 1, domains: [] }], variableStart: 4,
      variableCount: 1, playVariable: 4, processes: [2] }],
    expressions: [{ words: [40 | (1 << 8)], watch: ALL }],
    properties: [{ temporal: 1, event: 0, expression: 0 }],
  });
  const tokens = [...sample.initial.token!.slice(0, 2), tokenRow(own), tokenRow(given)];
  machine.load({
    ...sample, counts: { ...sample.counts, process: 4 },
    initial: { ...sample.initial, token: tokens,
      process: [...sample.initial.process!, { token: 3, descriptor: 1 }], header: [{ tokensLive: 0b1110n }] },
  });
  machine.beginFirst();
  return machine.finish().verdict === "Failed";
}

const anyBit = (bits: bigint, pick: number): bigint => {
  const places = Array.from({ length: 70 }, (_, index) => 1n << BigInt(index)).filter((bit) => bits & bit);
  return places.length === 0 ? 0n : places[pick % places.length]!;
};

describe("escalation", () => {
  it("is never the same identity", () => {
    fc.assert(fc.property(identity, (x) => { expect(gains(x, x)).toBe(false); }), { numRuns: 300, seed: 1 });
  });

  it("is never an identity that was filtered, disabled or lowered", () => {
    fc.assert(fc.property(identity, mask(GROUPS), mask(ALL), fc.nat(2), (x, groups, privileges, lower) => {
      // filtering turns groups into deny-only ones and never takes a deny-only one away
      const weaker: Identity = {
        ...x, denyOnly: x.denyOnly | (groups & x.groups), privileges: x.privileges & privileges,
        integrity: Math.max(0x1000, x.integrity - 0x1000 * lower),
        restricting: x.restricting === undefined ? undefined : x.restricting & groups, userDenyOnly: true,
      };
      expect(gains(x, weaker)).toBe(false);
    }), { numRuns: 500, seed: 2 });
  });

  it("is always an identity with one more privilege", () => {
    fc.assert(fc.property(identity, fc.nat(), (x, pick) => {
      const added = anyBit(0x1f_ffff_fffcn & ~x.privileges, pick);
      fc.pre(added !== 0n);
      expect(gains(x, { ...x, privileges: x.privileges | added })).toBe(true);
    }), { numRuns: 300, seed: 3 });
  });

  it("is always an identity with one more group, or with one that is no longer for deny only", () => {
    fc.assert(fc.property(identity, fc.nat(), (x, pick) => {
      const added = anyBit(GROUPS & ~(x.groups & ~x.denyOnly), pick);
      fc.pre(added !== 0n);
      expect(gains(x, { ...x, groups: x.groups | added, denyOnly: x.denyOnly & ~added })).toBe(true);
    }), { numRuns: 300, seed: 4 });
  });

  it("is always an identity of higher integrity, or one that lost a deny-only group or its restriction", () => {
    fc.assert(fc.property(identity, fc.nat(), (x, pick) => {
      const lost = anyBit(x.denyOnly, pick);
      expect(gains(x, { ...x, integrity: x.integrity + 0x100 })).toBe(true);
      if (lost !== 0n) {
        expect(gains(x, { ...x, groups: x.groups & ~lost, denyOnly: x.denyOnly & ~lost })).toBe(true);
      }
      if (x.restricting !== undefined) expect(gains(x, { ...x, restricting: undefined })).toBe(true);
    }), { numRuns: 300, seed: 5 });
  });

  it("can be seen at all: the sample gains", () => {
    const own: Identity = {
      groups: 0n, denyOnly: 0n, privileges: 0n, integrity: 0x1000, restricting: undefined,
      userDenyOnly: false,
    };
    expect(gains(own, { ...own, integrity: 0x2000 })).toBe(true);
  });
});
