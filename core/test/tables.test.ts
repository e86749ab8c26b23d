/** Laws of the fact tables: what everything else takes for granted about names, values and versions. */
import { describe, expect, it } from "vitest";
import { accessRights, genericRights, standardRights } from "../tables/accessRights.ts";
import type { AccessRight, ObjectRights } from "../tables/accessRights.ts";
import { declaredAccounts, impliedGroups, logonSessions, standardAccounts } from "../tables/accounts.ts";
import type { AccountDefaults } from "../tables/accounts.ts";
import { enumerations } from "../tables/enumerations.ts";
import type { Enumeration } from "../tables/enumerations.ts";
import { privileges } from "../tables/privileges.ts";
import type { Privilege } from "../tables/privileges.ts";
import { integrityLevels, wellKnownSids } from "../tables/securityIdentifiers.ts";
import type { WellKnownSid } from "../tables/securityIdentifiers.ts";
import { statusFeatures, statusScatter } from "../tables/statusScatter.ts";
import { statuses } from "../tables/statuses.ts";
import {
  milestones, switches, switchesOf, versionAtLeast, versionBefore, versionMatches, versionNamed, versions,
  versionsIn, versionsOf,
} from "../tables/versions.ts";
import type { Milestone, Switch, Version } from "../tables/versions.ts";

const objectTypes: readonly ObjectRights[] = accessRights;
const versionRows: readonly Version[] = versions;
const milestoneRows: readonly Milestone[] = milestones;
const switchRows: readonly Switch[] = switches;
const privilegeRows: readonly Privilege[] = privileges;
const sidRows: readonly WellKnownSid[] = wellKnownSids;
const enumerationRows: readonly Enumeration[] = enumerations;
const accounts: readonly AccountDefaults[] = [...standardAccounts, ...Object.values(declaredAccounts)];
const common: readonly AccessRight[] = [...standardRights, ...genericRights];

/** The elements that occur more than once. */
function repeated<T>(values: readonly T[]): T[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

const isUnsigned = (value: number) => Number.isInteger(value) && value >= 0 && value <= 0xffffffff;
const isOneBit = (value: number) => value !== 0 && (value & (value - 1)) === 0;
const join = (values: readonly number[]) => values.reduce((mask, value) => (mask | value) >>> 0, 0);

describe("names mean one thing", () => {
  const aliases = [...sidRows, ...integrityLevels].flatMap(
    (row) => ("sddl" in row && row.sddl !== undefined ? [row.sddl] : []),
  );
  it.each([
    ["statuses", statuses.map((row) => row.name)],
    ["values of statuses", statuses.map((row) => row.value)],
    ["privileges", privileges.map((row) => row.name)],
    ["LUIDs of privileges", privileges.map((row) => row.luid)],
    ["rights", [...common, ...objectTypes.flatMap((row) => row.rights)].map((right) => right.name)],
    ["types of objects", objectTypes.map((row) => row.type)],
    ["words of SIDs", wellKnownSids.map((row) => row.name)],
    ["SIDs", [...wellKnownSids, ...integrityLevels].map((row) => row.sid)],
    ["SDDL aliases", aliases],
    ["integrity levels", integrityLevels.map((row) => row.name)],
    ["enumerations", enumerationRows.map((row) => row.name)],
    ["members of enumerations", enumerationRows.flatMap((row) => row.members.map((member) => member.name))],
    ["switches", switches.map((row) => row.name)],
    ["versions and milestones", [...versionRows, ...milestoneRows].map((row) => row.name)],
    ["logon sessions", logonSessions.map((row) => row.luid)],
  ])("%s", (_, values: readonly (string | number)[]) => {
    expect(values.length).toBeGreaterThan(3);
    expect(repeated(values)).toEqual([]);
  });

  it("within an enumeration every value has one name", () => {
    for (const row of enumerationRows) {
      expect(repeated(row.members.map((member) => member.value)), row.name).toEqual([]);
    }
  });

  it("what is written in scenarios is one word", () => {
    const words = [...sidRows, ...integrityLevels, ...privileges, ...statuses, ...switchRows].map((row) =>
      row.name);
    expect(words.filter((word) => !/^[A-Za-z_]\w*$/.test(word))).toEqual([]);
  });

  it("every row says where it comes from", () => {
    const rows = [
      ...statuses, ...privilegeRows, ...sidRows, ...integrityLevels, ...enumerationRows, ...objectTypes,
      ...switchRows, ...versionRows,
      ...milestoneRows, ...accounts, ...logonSessions,
    ];
    expect(rows.filter((row) => !/\[[A-Z][\w -]*|facts \d|facts A|appendix A/.test(row.source))).toEqual([]);
  });
});

describe("statuses", () => {
  it("have the severity that their top bits say", () => {
    for (const row of statuses) expect(row.severity, row.name).toBe(row.value >= 0xc0000000 ? "error" : "success");
    expect(statuses.every((row) => isUnsigned(row.value))).toBe(true);
  });

  it("are in order of value, and two of them are successes", () => {
    expect(statuses.map((row) => row.value)).toEqual(
      statuses.map((row) => row.value as number).sort((a, b) => a - b),
    );
    expect(statuses.filter((row) => row.severity === "success").map((row) => row.name))
      .toEqual(["STATUS_SUCCESS", "STATUS_NOT_ALL_ASSIGNED"]);
  });
});

describe("features of a campaign", () => {
  const hidden = (factor: number): number[] => repeated(statusFeatures(factor));

  it("no two pairs of a routine and a status that it can return hide each other", () => {
    expect(statusFeatures(statusScatter()).length).toBeGreaterThan(180);
    expect(hidden(statusScatter())).toEqual([]);
  });

  it.each([
    ["nothing", 0, 1], ["the last bit", 0x80000000, 2],
  ])("a factor that keeps %s of a pair would hide all but a few", (_, factor, most) => {
    const features = statusFeatures(factor);
    expect(new Set(features).size).toBeLessThanOrEqual(most);
    expect(hidden(factor).length).toBeGreaterThanOrEqual(features.length - most);
  });
});

describe("privileges", () => {
  it("are exactly the LUIDs 2 to 36 in order", () => {
    expect(privileges.map((row) => row.luid)).toEqual(Array.from({ length: 35 }, (_, index) => index + 2));
  });

  it("begin with versions or milestones that exist", () => {
    const known = new Set([...versionRows, ...milestoneRows].map((row) => row.name));
    const since = privilegeRows.flatMap((row) => row.since ?? []);
    expect(since.length).toBeGreaterThan(0);
    expect(since.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe("access rights", () => {
  it.each(objectTypes)("of $type: combinations and mappings consist of bits that have a name", ({ rights, ...row }) => {
    const bits = join(
      [...rights, ...standardRights].map((right) => right.value).filter((value) => isOneBit(value)),
    );
    const older = row.olderGenericMapping;
    const all = rights.find((right) => right.name.endsWith("_ALL_ACCESS"));
    const mappings = [row.genericMapping, older ?? row.genericMapping];
    for (const { read, write, execute } of mappings) {
      expect((join([read, write, execute]) & ~bits) >>> 0).toBe(0);
    }
    // The headers of Vista and later fill all 16 specific bits of threads and processes, named or not.
    const known = older === undefined ? bits : join([bits, 0xffff]);
    for (const right of rights) expect((right.value & ~known) >>> 0, right.name).toBe(0);
    expect(all?.value).toBe(row.genericMapping.all);
    for (const { read, write, execute, all: everything } of mappings) {
      expect((join([read, write, execute]) & ~everything) >>> 0).toBe(0);
    }
  });

  it.each(objectTypes)("of $type: drawn masks are few, differ, and use names that apply to it", ({ rights, drawn, type }) => {
    const names = new Map([...rights, ...common].map((right) => [right.name, right.value]));
    const masks = drawn.map((mask) => join(mask.map((name) => names.get(name) ?? Number.NaN)));
    expect(drawn.flat().filter((name) => !names.has(name))).toEqual([]);
    expect(repeated(masks), type).toEqual([]);
    expect(masks.length).toBeGreaterThanOrEqual(5);
    expect(masks.length).toBeLessThanOrEqual(8);
  });

  it("are unsigned, and the generic ones are single bits outside every type's own", () => {
    const own = objectTypes.flatMap((row) => row.rights);
    expect([...common, ...own].filter((right) => !isUnsigned(right.value))).toEqual([]);
    for (const generic of genericRights) {
      expect(isOneBit(generic.value | 0)).toBe(true);
      expect(own.filter((right) => (right.value & generic.value) !== 0)).toEqual([]);
    }
  });

  it("to tokens are what the facts print", () => {
    const token = new Map(
      accessRights[0].rights.map((right) => [right.name as string, right.value as number]),
    );
    expect([
      "ASSIGN_PRIMARY", "DUPLICATE", "IMPERSONATE", "QUERY", "QUERY_SOURCE", "ADJUST_PRIVILEGES",
      "ADJUST_GROUPS", "ADJUST_DEFAULT",
      "ADJUST_SESSIONID", "ALL_ACCESS",
    ].map((name) => token.get(`TOKEN_${name}`))).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 0xf01ff]);
    expect(token.get("TOKEN_ALL_ACCESS")! & 0x100000, "tokens have no SYNCHRONIZE").toBe(0);
  });
});

describe("security identifiers", () => {
  it("are spelled as SIDs, aliases as two capitals", () => {
    for (const row of [...sidRows, ...integrityLevels]) expect(row.sid).toMatch(/^S-1(-\d+)+$/);
    for (const { sddl } of sidRows) if (sddl !== undefined) expect(sddl).toMatch(/^[A-Z]{2}$/);
  });

  it("of integrity levels end in their RID and rise", () => {
    expect(integrityLevels.map((row) => row.sid)).toEqual(integrityLevels.map((row) => `S-1-16-${row.rid}`));
    const rids = integrityLevels.map((row) => row.rid as number);
    expect(rids).toEqual([...rids].sort((a, b) => a - b));
  });
});

describe("bit sets", () => {
  it.each(enumerationRows.filter((row) => row.bits))("$name: no two members share a bit", ({ members }) => {
    let seen = 0;
    for (const { name, value } of members) {
      expect(isUnsigned(value) && value !== 0 && (seen & value) === 0, name).toBe(true);
      seen |= value;
    }
  });
});

describe("accounts", () => {
  it("have each privilege and group once, with attributes that exist", () => {
    const attributes = new Set<string>(
      enumerationRows.find((row) => row.name === "GROUP_ATTRIBUTES")?.members.map((member) => member.name),
    );
    for (const account of accounts) {
      expect(repeated(account.privileges.map((privilege) => privilege.name))).toEqual([]);
      expect(repeated(account.groups.map((group) => group.sid))).toEqual([]);
      expect(
        [...account.groups, ...impliedGroups]
          .flatMap((group) => group.attributes)
          .filter((name) => !attributes.has(name)),
      ).toEqual([]);
    }
  });

  it("could have been made by NT: owner and primary group are in the token, mandatory groups are enabled", () => {
    for (const account of accounts) {
      const user = "user" in account ? account.user : "user";
      const owner = account.groups.find((group) => group.sid === account.owner);
      expect(["user", user].includes(account.owner) || owner?.attributes.includes("SE_GROUP_OWNER")).toBe(true);
      expect(["user", user, ...account.groups.map((group) => group.sid)]).toContain(account.primaryGroup);
      for (const { attributes, sid } of account.groups) {
        if (attributes.includes("SE_GROUP_MANDATORY")) expect(attributes, sid).toContain("SE_GROUP_ENABLED");
        if (attributes.includes("SE_GROUP_USE_FOR_DENY_ONLY")) expect(attributes, sid).not.toContain("SE_GROUP_ENABLED");
      }
    }
  });

  it("LocalSystem has the 24 documented privileges, 11 of them enabled", () => {
    const system = standardAccounts.find((account) => account.name === "LocalSystem");
    expect(system?.privileges.length).toBe(24);
    expect(system?.privileges.filter((privilege) => privilege.enabled).length).toBe(11);
  });

  it("exist in logon sessions of their own name", () => {
    const sessions = new Map<string, number>(logonSessions.map((session) => [session.name, session.luid]));
    for (const account of standardAccounts) {
      expect(account.authenticationId, account.name).toBe(sessions.get(account.name));
    }
  });

  it("only services and administrators may impersonate everybody", () => {
    const may = (account: AccountDefaults) => account.privileges.some((row) => row.name === "SeImpersonatePrivilege");
    expect(standardAccounts.filter(may).map((account) => account.name)).toEqual([
      "LocalSystem", "LocalService", "NetworkService",
    ]);
    const declared = Object.entries(declaredAccounts).filter(([, account]) => may(account));
    expect(declared.map(([name]) => name)).toEqual(["administrator"]);
  });
});

describe("switches", () => {
  it("have several answers, each once, and the default among them", () => {
    for (const row of switchRows) {
      expect(row.values.length, row.name).toBeGreaterThan(1);
      expect(repeated(row.values), row.name).toEqual([]);
      expect(row.values, row.name).toContain(row.default);
    }
  });

  it("are set by versions to answers that they have", () => {
    const answers = new Map(switchRows.map((row) => [row.name, row.values]));
    for (const version of versionRows) {
      for (const [name, value] of Object.entries(version.switches)) {
        expect(answers.get(name), `${version.name} sets ${name}`).toContain(value);
      }
      expect(Object.keys(switchesOf(version.name)).sort()).toEqual(switchRows.map((row) => row.name).sort());
    }
  });

  it("are inherited, and where predecessors disagree the version itself decides", () => {
    for (const version of versionRows) {
      const inherited = version.after.map(switchesOf);
      for (const row of switches) {
        const answers = new Set(inherited.map((settings) => settings[row.name]));
        if (answers.size > 1) expect(version.switches, `${version.name} must decide ${row.name}`).toHaveProperty(row.name);
        const own: string | undefined = version.switches[row.name];
        expect(switchesOf(version.name)[row.name]).toBe(own ?? [...answers][0] ?? row.default);
      }
    }
  });

  it("of ReactOS are the list of the facts", () => {
    const listed = `gate=reactos, gateExempts=anonymousOnly, gateLevelCheck=allTypes, gateLevelCheckBeforeOrigin=on,
      restrictedClause=equal, anonymousArm=on, downgradeLevel=identification, noQosLevel=anonymous, qosLevelAbove3=store,
      remoteDynamic=reference, staticKeepsEffectiveOnly=off, filterExistingRestricted=replace, filterDisablesSids=off,
      effectiveOnlyDropsDenyOnly=on, jobRestrictedSense=reactos, privCheckKernelFirst=off, impThreadReturnsSecondStatus=off,
      primaryInUse=compareEqual, uninsertedTokenHasSd=off, createdHandleChecked=off, maxAllowedDeny=firstCome, restrictedMaxAllowed=union,
      impBlockInline=off, impBlockFailure=insufficientResources`.split(",").map((pair) => pair.trim().split("=") as [string, string]);
    expect(listed.length).toBe(24);
    expect(switchesOf("reactos")).toMatchObject(Object.fromEntries(listed));
    // NT 5.2 knows none of what Vista brought, whatever the Windows defaults become.
    expect(switchesOf("reactos")).toMatchObject({
      integrityCheck: "off", limitedQueryRights: "off", ownerRightsAce: "off", appContainerCheck: "off",
    });
  });

  it("the gate of each version", () => {
    const gates = versionRows.map((version) => `${version.name} ${switchesOf(version.name).gate}`);
    expect(gates).toEqual([
      "nt4 none", "2000 none", "2000-sp4 xp2", "xp-sp1 none", "xp-sp2 xp2", "server-2003 xp2",
      "vista vista", "7 vista", "8 win8",
      "8.1 win8", "10 win10", "11 win10", "reactos reactos",
    ]);
  });
});

describe("versions", () => {
  const names = versionRows.map((version) => version.name);

  it("are a partial order: predecessors exist and stand before", () => {
    versionRows.forEach((version, index) => {
      for (const predecessor of version.after) {
        expect(names.indexOf(predecessor), `${predecessor} before ${version.name}`).toBeGreaterThanOrEqual(0);
        expect(names.indexOf(predecessor), `${predecessor} before ${version.name}`).toBeLessThan(index);
      }
    });
    for (const a of names) {
      expect(versionAtLeast(a, a)).toBe(true);
      for (const b of names) {
        if (a !== b && versionAtLeast(a, b)) expect(versionAtLeast(b, a), `${a}, ${b}`).toBe(false);
        for (const c of names) if (versionAtLeast(a, b) && versionAtLeast(b, c)) {
          expect(versionAtLeast(a, c)).toBe(true);
        }
      }
    }
  });

  it("service packs of different releases are incomparable", () => {
    expect(versionAtLeast("xp-sp1", "2000-sp4")).toBe(false);
    expect(versionBefore("xp-sp1", "2000-sp4")).toBe(false);
    expect(versionBefore("xp-sp1", "gate")).toBe(true);
    expect(versionAtLeast("xp-sp2", "server-2003")).toBe(false);
    expect(versionAtLeast("vista", "server-2003")).toBe(true);
  });

  it.each(milestoneRows)("milestone $name is closed upwards, and before and from it complete each other", (milestone) => {
    for (const member of milestone.versions) expect(versionNamed(member), member).toBeDefined();
    expect(repeated(milestone.versions)).toEqual([]);
    for (const version of names) {
      const above = milestone.versions.some((member) => versionAtLeast(version, member));
      expect(milestone.versions.includes(version), version).toBe(above);
      expect(versionBefore(version, milestone.name)).toBe(!versionAtLeast(version, milestone.name));
    }
  });

  it("milestones agree with the switches", () => {
    for (const version of names) {
      const settings = switchesOf(version);
      expect(settings.gate !== "none", version).toBe(versionAtLeast(version, "gate"));
      expect(settings.integrityCheck === "on", version).toBe(versionAtLeast(version, "integrity"));
      expect(settings.appContainerCheck === "on", version).toBe(versionAtLeast(version, "appcontainer"));
      expect(settings.gate === "win10", version).toBe(versionAtLeast(version, "elevation"));
    }
  });

  it.each([
    ["all", ["nt4", "2000", "2000-sp4", "xp-sp1", "xp-sp2", "server-2003", "vista", "7", "8", "8.1", "10", "11"]],
    ["xp-sp1", ["xp-sp1"]],
    ["reactos", ["reactos"]],
    [
      "all, reactos",
      ["nt4", "2000", "2000-sp4", "xp-sp1", "xp-sp2", "server-2003", "vista", "7", "8", "8.1", "10", "11", "reactos"],
    ],
    ["from xp-sp2", ["xp-sp2", "vista", "7", "8", "8.1", "10", "11"]],
    ["from 2000 before vista", ["2000", "2000-sp4", "xp-sp1", "xp-sp2", "server-2003"]],
    ["before xp-sp2", ["nt4", "2000", "xp-sp1"]],
    ["from xp-sp2 before 11", ["xp-sp2", "vista", "7", "8", "8.1", "10"]],
    ["from gate", ["2000-sp4", "xp-sp2", "server-2003", "vista", "7", "8", "8.1", "10", "11"]],
    ["before gate", ["nt4", "2000", "xp-sp1"]],
    ["before jobs", ["nt4"]],
    ["in 7, reactos", ["7", "reactos"]],
    ["integrity", ["vista", "7", "8", "8.1", "10", "11"]],
    ["appcontainer", ["8", "8.1", "10", "11"]],
    ["before nt4", []],
  ])("%s are the versions %j", (text, expected) => {
    expect(versionsOf(text)).toEqual(expected);
  });

  it.each(["", "95", "from", "from 95", "before all", "from 7 until 11", "7 11", "all,", "in"])("%j is no set of versions", (text) => {
    expect(versionsOf(text)).toBeUndefined();
  });

  it("a guard asks one version, ReactOS too", () => {
    expect(versionMatches("reactos", { from: "gate" })).toBe(true);
    expect(versionMatches("reactos", { from: "xp-sp2" })).toBe(false);
    expect(versionMatches("reactos", { in: ["all"] })).toBe(false);
    expect(versionMatches("vista", { from: "gate", before: "7" })).toBe(true);
    expect(versionsIn({ from: "gate", in: ["reactos", "7", "xp-sp1"] })).toEqual(["7", "reactos"]);
  });
});
