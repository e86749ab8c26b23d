/** The access check through NtOpenFile: facts 13.1 to 13.3, and Appendix A.8 where ReactOS differs. */
import { describe, expect, test } from "vitest";
import {
  SE_RELABEL, SE_SECURITY, SE_TAKE_OWNERSHIP, World, entity, literal, type ListSpec, type Sid, type TokenSpec,
} from "./world.ts";
import type { SwitchName } from "../../tables/versions.ts";

const READ = 1, WRITE = 2, EXECUTE = 0x20, DELETE = 0x10000, READ_CONTROL = 0x20000, WRITE_DAC = 0x40000,
  WRITE_OWNER = 0x80000, SACL = 0x1000000, MAXIMUM = 0x2000000;
const GENERIC_READ = 0x120089, ALL = 0x1f01ff;
const denied = "STATUS_ACCESS_DENIED", low = "STATUS_BAD_IMPERSONATION_LEVEL", missing = "STATUS_PRIVILEGE_NOT_HELD";

interface Row {
  name: string; version?: string; with?: Partial<Record<SwitchName, string>>; token?: TokenSpec;
  level?: number; owner?: Sid; list?: ListSpec | "none";
  asked: number; granted: number | string; by?: string; kernel?: boolean;
}
const readers: ListSpec = { entries: [["allow", "Users", READ]] };
const restrictedReader: TokenSpec = { restricting: ["RestrictedCode"] };
const both: ListSpec = { entries: [["allow", "alice", READ | WRITE], ["allow", "RestrictedCode", READ]] };
const highLabel = (policy: number, entries: ListSpec["entries"] = [["allow", "alice", ALL]]): ListSpec => ({
  entries, label: { integrity: 0x3000, policy },
});

const rows: Row[] = [
  { name: "allowed", list: readers, asked: READ, granted: READ },
  { name: "not allowed", list: readers, asked: READ | WRITE, granted: denied, by: "ACCESS_NOT_ALL_ALLOWED" },
  { name: "in kernel mode nothing is checked", list: { entries: [] }, asked: MAXIMUM, granted: ALL, kernel: true, by: "ACCESS_IN_KERNEL_MODE" },
  { name: "below Impersonation nothing opens", list: { present: false }, level: 1, asked: READ, granted: low, by: "ACCESS_LEVEL_TOO_LOW" },
  { name: "no descriptor, no check at all", list: "none", level: 0, asked: READ, granted: READ, by: "OBJECT_WITHOUT_DESCRIPTOR" },
  { name: "there MAXIMUM_ALLOWED is worth nothing", list: "none", asked: MAXIMUM, granted: 0, by: "OBJECT_WITHOUT_DESCRIPTOR" },
  { name: "at Impersonation the thread's token counts", list: { entries: [["allow", "bob", READ]] }, level: 2, asked: READ, granted: READ },
  { name: "nothing asked", list: readers, asked: 0, granted: denied, by: "ACCESS_NOTHING_ASKED" },
  { name: "no discretionary list", list: { present: false }, asked: ALL, granted: ALL, by: "ACCESS_WITHOUT_LIST" },
  { name: "no discretionary list, MAXIMUM_ALLOWED", list: { present: false }, asked: MAXIMUM, granted: ALL },
  { name: "an empty list", list: {}, asked: READ, granted: denied },
  {
    name: "a deny entry first", list: { entries: [["deny", "Users", READ], ["allow", "alice", READ]] },
    asked: READ, granted: denied, by: "ACCESS_DENIED_BY_ENTRY",
  },
  {
    name: "an allow entry first", list: { entries: [["allow", "alice", READ], ["deny", "Users", READ]] },
    asked: READ, granted: READ,
  },
  {
    name: "a deny entry for another right",
    list: { entries: [["deny", "Users", WRITE], ["allow", "alice", READ]] }, asked: READ, granted: READ,
  },
  {
    name: "an entry that is only inherited",
    list: { entries: [["deny", "Users", READ, "inheritOnly"], ["allow", "alice", READ]] }, asked: READ,
    granted: READ,
  },
  { name: "generic rights in entry and request", list: { entries: [["allow", "alice", 0x80000000]] }, asked: 0x80000000, granted: GENERIC_READ },
  {
    name: "a deny-only group does not allow", token: { denyOnly: ["Administrators"] },
    list: { entries: [["allow", "Administrators", READ]] }, asked: READ, granted: denied,
  },
  {
    name: "a deny-only group denies", token: { denyOnly: ["Administrators"] },
    list: { entries: [["deny", "Administrators", READ], ["allow", "alice", READ]] }, asked: READ,
    granted: denied,
  },
  {
    name: "a disabled group does neither", token: { groups: ["Users", "Administrators"], enabled: ["Users"] },
    list: { entries: [["deny", "Administrators", READ], ["allow", "alice", READ]] }, asked: READ,
    granted: READ,
  },
  {
    name: "a deny-only user does not allow", token: { userDenyOnly: true },
    list: { entries: [["allow", "alice", READ]] }, asked: READ, granted: denied,
  },
  {
    name: "a deny-only user denies", token: { userDenyOnly: true },
    list: { entries: [["deny", "alice", READ], ["allow", "Users", READ]] }, asked: READ, granted: denied,
  },

  {
    name: "the owner reads and changes the list", owner: "alice", list: {}, asked: READ_CONTROL | WRITE_DAC,
    granted: READ_CONTROL | WRITE_DAC, by: "ACCESS_NOTHING_LEFT",
  },
  { name: "and no more", owner: "alice", list: {}, asked: WRITE_DAC | DELETE, granted: denied },
  {
    name: "in spite of a deny entry", owner: "alice", list: { entries: [["deny", "alice", WRITE_DAC]] },
    asked: WRITE_DAC, granted: WRITE_DAC,
  },
  {
    name: "not by a deny-only SID", owner: "Administrators", token: { denyOnly: ["Administrators"] },
    list: {}, asked: WRITE_DAC, granted: denied,
  },
  { name: "a restricted token is owner only by its list as well", owner: "alice", token: restrictedReader, list: {}, asked: WRITE_DAC, granted: denied },
  {
    name: "and is then", owner: "alice", token: { restricting: ["alice"] }, list: {}, asked: WRITE_DAC,
    granted: WRITE_DAC,
  },
  {
    name: "entries for OWNER RIGHTS speak for the owner from Vista on", version: "7", owner: "alice",
    list: { entries: [["allow", "OwnerRights", READ]] }, asked: WRITE_DAC, granted: denied,
  },
  {
    name: "and give what they say", version: "7", owner: "alice",
    list: { entries: [["allow", "OwnerRights", READ]] }, asked: READ, granted: READ,
  },
  {
    name: "before Vista they are nobody's", owner: "alice",
    list: { entries: [["allow", "OwnerRights", READ]] }, asked: WRITE_DAC, granted: WRITE_DAC,
  },

  {
    name: "ACCESS_SYSTEM_SECURITY without the privilege", list: { present: false }, asked: SACL,
    granted: missing, by: "ACCESS_SECURITY_WITHOUT_PRIVILEGE",
  },
  { name: "ACCESS_SYSTEM_SECURITY with it", token: { privilegesEnabled: [SE_SECURITY] }, list: {}, asked: SACL, granted: SACL },
  { name: "the privilege must be enabled", token: { privileges: [SE_SECURITY] }, list: {}, asked: SACL, granted: missing },
  { name: "MAXIMUM_ALLOWED does not imply it", token: { privilegesEnabled: [SE_SECURITY] }, list: readers, asked: MAXIMUM, granted: READ },
  {
    name: "WRITE_OWNER by SeTakeOwnershipPrivilege", token: { privilegesEnabled: [SE_TAKE_OWNERSHIP] },
    list: {}, asked: WRITE_OWNER, granted: WRITE_OWNER,
  },
  { name: "WRITE_OWNER by the list", list: { entries: [["allow", "alice", WRITE_OWNER]] }, asked: WRITE_OWNER, granted: WRITE_OWNER },
  { name: "WRITE_OWNER by neither", list: readers, asked: WRITE_OWNER, granted: denied },

  {
    name: "MAXIMUM_ALLOWED collects",
    list: { entries: [["allow", "Users", READ], ["allow", "alice", EXECUTE]] }, asked: MAXIMUM,
    granted: READ | EXECUTE,
  },
  { name: "with the owner's rights", owner: "alice", list: readers, asked: MAXIMUM, granted: READ | READ_CONTROL | WRITE_DAC },
  { name: "of nothing is refused", list: {}, asked: MAXIMUM, granted: denied, by: "ACCESS_MAXIMUM_IS_NOTHING" },
  { name: "with a right that is not there", list: readers, asked: MAXIMUM | WRITE, granted: denied, by: "ACCESS_MAXIMUM_LACKS_ASKED" },
  { name: "with a right that is there", list: readers, asked: MAXIMUM | READ, granted: READ },
  {
    name: "allowed before it is denied stays, first come",
    list: { entries: [["allow", "alice", READ | WRITE], ["deny", "Users", WRITE]] }, asked: MAXIMUM,
    granted: READ | WRITE,
  },
  {
    name: "or goes, as published", with: { maxAllowedDeny: "any" },
    list: { entries: [["allow", "alice", READ | WRITE], ["deny", "Users", WRITE]] }, asked: MAXIMUM,
    granted: READ,
  },

  { name: "a restricted token needs both", token: restrictedReader, list: both, asked: READ, granted: READ },
  { name: "and lacks one", token: restrictedReader, list: both, asked: READ | WRITE, granted: denied, by: "ACCESS_RESTRICTED_NOT_ALL_ALLOWED" },
  {
    name: "a deny entry for its list", token: restrictedReader,
    list: { entries: [["allow", "alice", READ], ["deny", "RestrictedCode", READ]] }, asked: READ,
    granted: denied, by: "ACCESS_RESTRICTED_DENIED_BY_ENTRY",
  },
  { name: "MAXIMUM_ALLOWED intersects", token: restrictedReader, list: both, asked: MAXIMUM, granted: READ },
  {
    name: "in ReactOS it widens", version: "reactos", token: restrictedReader,
    list: { entries: [["allow", "alice", READ], ["allow", "RestrictedCode", WRITE]] }, asked: MAXIMUM,
    granted: READ | WRITE,
  },
  {
    name: "write-restricted reads by the first pass alone",
    token: { ...restrictedReader, writeRestricted: true },
    list: { entries: [["allow", "alice", GENERIC_READ]] }, asked: GENERIC_READ, granted: GENERIC_READ,
  },
  {
    name: "and writes by both", token: { ...restrictedReader, writeRestricted: true },
    list: { entries: [["allow", "alice", READ | WRITE]] }, asked: WRITE, granted: denied,
    by: "ACCESS_RESTRICTED_NOT_ALL_ALLOWED",
  },
  {
    name: "MAXIMUM_ALLOWED of a write-restricted one", token: { ...restrictedReader, writeRestricted: true },
    list: { entries: [["allow", "alice", READ | WRITE]] }, asked: MAXIMUM, granted: READ,
  },

  { name: "no writing up", version: "7", list: highLabel(1), asked: WRITE, granted: denied, by: "ACCESS_BEYOND_INTEGRITY" },
  {
    name: "nor changing the list", version: "7", owner: "alice", list: highLabel(1), asked: WRITE_DAC,
    granted: denied, by: "ACCESS_BEYOND_INTEGRITY",
  },
  { name: "reading up is free", version: "7", list: highLabel(1), asked: READ, granted: READ },
  { name: "unless the label forbids it", version: "7", list: highLabel(3), asked: READ, granted: denied, by: "ACCESS_BEYOND_INTEGRITY" },
  { name: "a token that dominates is not bound", version: "7", token: { integrity: 0x3000 }, list: highLabel(7), asked: ALL, granted: ALL },
  { name: "a label without NO_WRITE_UP denies all the same", version: "7", list: highLabel(0), asked: WRITE, granted: denied },
  {
    name: "or allows", version: "7", with: { micLabelWithoutNoWriteUp: "allow" }, list: highLabel(0),
    asked: WRITE, granted: WRITE,
  },
  { name: "a token without the policy is not bound", version: "7", token: { policy: 2 }, list: highLabel(7), asked: WRITE, granted: WRITE },
  { name: "both policies are valid", version: "7", token: { policy: 3 }, list: highLabel(1), asked: WRITE, granted: denied },
  { name: "MAXIMUM_ALLOWED is confined", version: "7", list: highLabel(1), asked: MAXIMUM, granted: 0x1200a9 },
  {
    name: "what has no label is Medium: a low token cannot write", version: "7", token: { integrity: 0x1000 },
    list: { entries: [["allow", "alice", ALL]] }, asked: WRITE, granted: denied,
  },
  {
    name: "and reads", version: "7", token: { integrity: 0x1000 },
    list: { entries: [["allow", "alice", ALL]] }, asked: READ, granted: READ,
  },
  {
    name: "integrity comes before SeTakeOwnershipPrivilege", version: "7",
    token: { privilegesEnabled: [SE_TAKE_OWNERSHIP] }, list: highLabel(1), asked: WRITE_OWNER,
    granted: denied,
  },
  {
    name: "SeRelabelPrivilege lets it through", version: "7",
    token: { privilegesEnabled: [SE_TAKE_OWNERSHIP, SE_RELABEL] }, list: highLabel(1), asked: WRITE_OWNER,
    granted: WRITE_OWNER,
  },
  { name: "before Vista a label says nothing", list: highLabel(7), asked: WRITE, granted: WRITE },
  {
    name: "a missing list is bound by integrity too", version: "7",
    list: { present: false, label: { integrity: 0x3000, policy: 1 } }, asked: MAXIMUM, granted: 0x1200a9,
  },
];

describe("the access check", () => {
  test.each(rows)("$name", ({ version, with: overrides, token, level, owner, list, asked, granted, by, kernel }) => {
    const world = new World(version ?? "xp-sp2", overrides);
    const impersonation: Record<string, number> = level === undefined
      ? {}
      : { token: world.token({ user: "bob", type: 2, level }), level };
    const thread = world.threadOf(token ?? {}, { ...impersonation, ...(kernel ? { frameDepth: 1 } : {}) });
    const object = world.object(list === "none" ? 0 : world.descriptor(owner ?? "LocalSystem", list ?? {}));
    const { last } = world
      .call("NtOpenFile", thread, [entity(object), world.access(asked), literal(0)], { result: world.result() })
      .run();
    expect(last.status === "STATUS_SUCCESS" ? last.outs[0] : last.status).toBe(granted);
    if (last.status === "STATUS_SUCCESS") expect(last.state.field("handle", last.value, "access")).toBe(granted);
    if (by !== undefined) expect(last.decisions.at(-1)).toBe(by);
  });
});
