import { describe, expect, test } from "vitest";
import { SE_IMPERSONATE, World, literal, variable, type TokenSpec } from "./world.ts";
import type { SwitchName } from "../../tables/versions.ts";

interface Row {
  name: string; version: string; process?: TokenSpec; token?: TokenSpec; level?: number;
  with?: Partial<Record<SwitchName, string>>;
  allowed: boolean; by: string;
}

const bob: TokenSpec = { user: "bob", type: 2, level: 2 };
const elevated: TokenSpec = { type: 2, level: 2, elevation: 2 };
const rows: Row[] = [
  { name: "before the gate everything goes", version: "xp-sp1", token: bob, allowed: true, by: "GATE_ABSENT" },
  { name: "another user without privilege does not", version: "xp-sp2", token: bob, allowed: false, by: "GATE_USER_DIFFERS" },
  { name: "Identification passes unseen", version: "xp-sp2", token: bob, level: 1, allowed: true, by: "GATE_EXEMPT_LEVEL" },
  { name: "ReactOS exempts Anonymous alone", version: "reactos", token: bob, level: 1, allowed: false, by: "GATE_USER_DIFFERS" },
  { name: "Anonymous is exempt there too", version: "reactos", token: bob, level: 0, allowed: true, by: "GATE_EXEMPT_LEVEL" },
  { name: "the anonymous logon session passes", version: "7", token: { ...bob, session: 0x3e6 }, allowed: true, by: "GATE_ANONYMOUS_SESSION" },
  {
    name: "unless the arm is off", version: "7", token: { ...bob, session: 0x3e6 },
    with: { anonymousArm: "off" }, allowed: false, by: "GATE_USER_DIFFERS",
  },
  {
    name: "the privilege suffices when enabled", version: "xp-sp2",
    process: { privilegesEnabled: [SE_IMPERSONATE] }, token: bob, level: 3, allowed: true,
    by: "GATE_PRIVILEGE",
  },
  {
    name: "present but disabled it does not", version: "xp-sp2", process: { privileges: [SE_IMPERSONATE] },
    token: bob, allowed: false, by: "GATE_USER_DIFFERS",
  },
  {
    name: "higher integrity is denied from Vista on", version: "7",
    token: { type: 2, level: 2, integrity: 0x3000 }, allowed: false, by: "GATE_INTEGRITY",
  },
  { name: "equal integrity is not higher", version: "7", token: { type: 2, level: 2 }, allowed: true, by: "not GATE_RESTRICTED_DIFFERS" },
  {
    name: "the privilege comes before integrity", version: "7",
    process: { privilegesEnabled: [SE_IMPERSONATE] }, token: { ...bob, integrity: 0x4000 }, allowed: true,
    by: "GATE_PRIVILEGE",
  },
  { name: "an elevated token of the same user, on 11", version: "11", token: elevated, allowed: false, by: "GATE_ELEVATION" },
  { name: "an elevated token of the same user, on 7", version: "7", token: elevated, allowed: true, by: "not GATE_RESTRICTED_DIFFERS" },
  { name: "both elevated", version: "11", process: { elevation: 2 }, token: elevated, allowed: true, by: "not GATE_RESTRICTED_DIFFERS" },
  {
    name: "an AppContainer and a token outside it", version: "11", process: { package: 9 },
    token: { type: 2, level: 2 }, allowed: false, by: "GATE_PACKAGE",
  },
  {
    name: "an AppContainer and its own token", version: "11", process: { package: 9 },
    token: { type: 2, level: 2, package: 9 }, allowed: true, by: "not GATE_RESTRICTED_DIFFERS",
  },
  {
    name: "an AppContainer does not pass by the anonymous session", version: "11", process: { package: 9 },
    token: { ...bob, session: 0x3e6 }, allowed: false, by: "GATE_PACKAGE",
  },
  {
    name: "explicit credentials of the same session", version: "xp-sp2", process: { session: 77 },
    token: { ...bob, origin: 77 }, allowed: true, by: "GATE_ORIGIN",
  },
  {
    name: "origin 0 is nobody's session", version: "xp-sp2", process: { session: 0 },
    token: { ...bob, origin: 0 }, allowed: false, by: "GATE_USER_DIFFERS",
  },
  {
    name: "origin before level in Windows", version: "xp-sp2", process: { session: 77 },
    token: { ...bob, origin: 77 }, level: 3, allowed: true, by: "GATE_ORIGIN",
  },
  {
    name: "level before origin in ReactOS", version: "reactos", process: { session: 77 },
    token: { ...bob, origin: 77 }, level: 3, allowed: false, by: "GATE_LEVEL_ABOVE_TOKEN",
  },
  {
    name: "a level above the impersonation token's own", version: "xp-sp2", token: { type: 2, level: 2 },
    level: 3, allowed: false, by: "GATE_LEVEL_ABOVE_TOKEN",
  },
  {
    name: "a primary token's level does not count", version: "xp-sp2", token: { type: 1, level: 0 }, level: 3,
    allowed: true, by: "not GATE_RESTRICTED_DIFFERS",
  },
  {
    name: "except in ReactOS", version: "reactos", token: { type: 1, level: 0 }, level: 2, allowed: false,
    by: "GATE_LEVEL_ABOVE_TOKEN",
  },
  {
    name: "no level check at all", version: "xp-sp2", token: { type: 2, level: 2 }, level: 3,
    with: { gateLevelCheck: "none" }, allowed: true, by: "not GATE_RESTRICTED_DIFFERS",
  },
  {
    name: "a restricted process and an unrestricted token", version: "xp-sp2",
    process: { restricting: ["RestrictedCode"] }, token: { type: 2, level: 2 }, allowed: false,
    by: "GATE_RESTRICTED_DIFFERS",
  },
  {
    name: "an unrestricted process and a restricted token", version: "xp-sp2",
    token: { type: 2, level: 2, restricting: ["Everyone"] }, allowed: false, by: "GATE_RESTRICTED_DIFFERS",
  },
  {
    name: "the same under the permissive reading", version: "xp-sp2",
    token: { type: 2, level: 2, restricting: ["Everyone"] }, with: { restrictedClause: "subset" },
    allowed: true, by: "not GATE_RESTRICTED_DIFFERS",
  },
  {
    name: "both restricted", version: "xp-sp2", process: { restricting: ["Users"] },
    token: { type: 2, level: 2, restricting: ["Everyone"] }, allowed: true, by: "not GATE_RESTRICTED_DIFFERS",
  },
  {
    name: "both restricted under the strictest reading", version: "xp-sp2",
    process: { restricting: ["Users"] }, token: { type: 2, level: 2, restricting: ["Everyone"] },
    with: { restrictedClause: "neither" }, allowed: false, by: "GATE_RESTRICTED_DIFFERS",
  },
  {
    name: "a matching origin skips the restricted clause", version: "xp-sp2",
    process: { session: 77, restricting: ["Users"] }, token: { type: 2, level: 2, origin: 77 }, allowed: true,
    by: "GATE_ORIGIN",
  },
  {
    name: "write-restriction is compared on demand", version: "7",
    process: { restricting: ["Users"], writeRestricted: true },
    token: { type: 2, level: 2, restricting: ["Users"] }, with: { writeRestrictedCompared: "on" },
    allowed: false, by: "GATE_RESTRICTED_DIFFERS",
  },
];

describe("the gate", () => {
  test.each(rows)("$name ($version)", ({ version, process, token, level, with: overrides, allowed, by }) => {
    const world = new World(version, overrides);
    const caller = world.threadOf({ user: "LocalSystem" }, { systemThread: 1 });
    const own = world.pointer(world.token(process));
    const other = world.pointer(world.token(token));
    const { last } = world.call("SeTokenCanImpersonate", caller, [variable(own), variable(other), literal(level ?? 2)]).run();
    expect({ allowed: last.status === "1", by: last.decisions.at(-1) }).toEqual({ allowed, by });
  });
});
