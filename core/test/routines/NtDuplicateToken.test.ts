import { describe, expect, test } from "vitest";
import {
  SE_CHANGE_NOTIFY, SE_SHUTDOWN, World, literal, none, privilegeMask, maskOf, variable, type TokenSpec,
} from "./world.ts";
import type { SwitchName } from "../../tables/versions.ts";

const DUPLICATE = 2, ALL = 0xf01ff;

function scene(
  source: TokenSpec, version = "xp-sp2", overrides: Partial<Record<SwitchName, string>> = {}, granted = ALL,
  fields: Record<string, number> = {},
) {
  const world = new World(version, overrides);
  const process = world.process(world.token());
  const caller = world.thread(process, fields);
  const token = world.token(source);
  return {
    world, process, caller, token, handle: world.handle(process, "token", token, granted),
    result: world.result(),
  };
}
const operands = (
  world: World, handle: number, access: number, level: number | undefined, effectiveOnly: number,
  type: number,
) =>
  [
    variable(handle), world.access(access), level === undefined ? none : literal(level),
    literal(effectiveOnly), literal(type),
  ];

describe("NtDuplicateToken", () => {
  // facts 11.5: source (undefined: primary), asked level (undefined: none), new type; whole
  const levels = [0, 1, 2, 3];
  const cases = [undefined, ...levels].flatMap(
    (own) => [undefined, ...levels].flatMap((asked) => [1, 2].map((type) => ({ own, asked, type }))),
  );
  test.each(cases)("of a source at $own as type $type asked for $asked", ({ own, asked, type }) => {
    const { world, caller, handle, result } = scene(
      own === undefined ? { level: 2 } : { type: 2, level: own },
    );
    const { last } = world.call("NtDuplicateToken", caller, operands(world, handle, 0, asked, 0, type), { result }).run();
    const refused = own !== undefined && ((asked !== undefined && asked > own) || (type === 1 && own < 2));
    expect(last.status).toBe(refused ? "STATUS_BAD_IMPERSONATION_LEVEL" : "STATUS_SUCCESS");
    if (!refused) expect(last.outs.slice(0, 3)).toEqual([asked ?? 0, type, ALL]);
    expect(last.state.field("header", 0, "levelRaised")).toBe(0);
  });

  test.each([
    ["anonymous", { type: 2, level: 3 }, 0], ["existing", { type: 2, level: 3 }, 3],
    ["existing", { type: 1, level: 2 }, 2],
    ["impersonation", { type: 2, level: 3 }, 2], ["impersonation", { type: 2, level: 1 }, 1],
    ["impersonation", { type: 1, level: 0 }, 2],
  ] as const)("without a level, %s, of %o: %i", (noQosLevel, source, level) => {
    const { world, caller, handle, result } = scene(source, "xp-sp2", { noQosLevel });
    expect(
      world.call("NtDuplicateToken", caller, operands(world, handle, 0, undefined, 0, 2), { result }).run().last.outs[0],
    ).toBe(level);
  });

  test("types and levels that do not exist are told before the handle is looked at", () => {
    for (const [type, level, version, expected] of [
      [0, 2, "xp-sp2", "STATUS_INVALID_PARAMETER"], [3, 2, "xp-sp2", "STATUS_INVALID_PARAMETER"],
      [2, 4, "xp-sp2", "STATUS_INVALID_PARAMETER"],
      [2, 4, "reactos", "STATUS_INVALID_HANDLE"], [2, 2, "xp-sp2", "STATUS_INVALID_HANDLE"],
    ] as const) {
      const { world, caller, handle } = scene({}, version);
      world.call("NtClose", caller, [variable(handle)])
        .call("NtDuplicateToken", caller, operands(world, handle, 0, level, 0, type));
      expect(world.run().last.status).toBe(expected);
    }
  });

  test("ReactOS stores a level above 3 of a primary token", () => {
    const { world, caller, handle, result } = scene({}, "reactos");
    expect(world.call("NtDuplicateToken", caller, operands(world, handle, 0, 4, 0, 2), { result }).run().last.outs[0]).toBe(4);
  });

  test("the handle needs TOKEN_DUPLICATE; the new one has what was asked, or what the old one had", () => {
    for (const [granted, asked, status, access] of [
      [ALL & ~DUPLICATE, ALL, "STATUS_ACCESS_DENIED", undefined],
      [DUPLICATE, 0, "STATUS_SUCCESS", DUPLICATE], [DUPLICATE, ALL, "STATUS_SUCCESS", ALL],
      [DUPLICATE, 0x2000000, "STATUS_SUCCESS", ALL], [DUPLICATE, 0x10000000, "STATUS_SUCCESS", ALL],
    ] as const) {
      const { world, caller, handle, result } = scene({}, "xp-sp2", {}, granted);
      const { last } = world.call("NtDuplicateToken", caller, operands(world, handle, asked, 2, 0, 2), { result }).run();
      expect([last.status, last.outs[2]]).toEqual([status, access]);
    }
  });

  test("the documented check of the new handle against the source's list, on demand", () => {
    const foreign = { user: "bob" } as const;
    const { world, caller, handle } = scene(foreign, "xp-sp2", { createdHandleChecked: "on" });
    world.call("NtDuplicateToken", caller, operands(world, handle, ALL, 2, 0, 2))
      .call("NtDuplicateToken", caller, operands(world, handle, 0, 2, 0, 2));
    expect(world.run().steps.map((step) => step.status)).toEqual(["STATUS_ACCESS_DENIED", "STATUS_SUCCESS"]);
  });

  test("a copy has all of its source but the identity: it is protected as what its maker makes", () => {
    const { world, caller, token, handle, result } = scene({
      user: "bob", groups: ["Users", "Administrators"], denyOnly: ["High"], origin: 7, integrity: 0x3000,
    });
    const { last } = world.call("NtDuplicateToken", caller, operands(world, handle, 0, 2, 0, 2), { result }).run();
    const copy = last.state.field("handle", last.value, "object");
    for (const name of [
      "user", "owner", "groups", "groupsEnabled", "groupsDenyOnly", "privilegesPresent", "privilegesEnabled",
      "session", "origin", "integrity", "parentId", "groupCount",
    ]) {
      expect([name, last.state.wide("token", copy, name)]).toEqual([name, last.state.wide("token", token, name)]);
    }
    expect(last.state.field("token", copy, "tokenId")).toBe(copy);
    expect(last.state.field("token", copy, "descriptor")).toBe(last.state.field("token", 1, "descriptor"));
  });

  test("effective-only: what is not enabled goes, deny-only groups too or not, the default owner falls back to the user", () => {
    for (const [drops, left] of [["on", maskOf("Users")], ["off", maskOf("Users", "High")]] as const) {
      const { world, caller, handle, result } = scene({
        groups: ["Users", "Administrators"], enabled: ["Users"], denyOnly: ["High"],
        owner: "Administrators", privileges: [SE_SHUTDOWN], privilegesEnabled: [SE_CHANGE_NOTIFY],
      }, "xp-sp2", { effectiveOnlyDropsDenyOnly: drops });
      const { last } = world.call("NtDuplicateToken", caller, operands(world, handle, 0, 2, 1, 2), { result }).run();
      const copy = last.state.field("handle", last.value, "object");
      expect(last.state.wide("token", copy, "groups")).toBe(left);
      expect(last.state.wide("token", copy, "groupsDenyOnly")).toBe(drops === "on" ? 0n : maskOf("High"));
      expect(last.state.wide("token", copy, "privilegesPresent")).toBe(privilegeMask(SE_CHANGE_NOTIFY));
      expect(last.state.field("token", copy, "owner")).toBe(last.state.field("token", copy, "user"));
      expect(last.state.field("token", copy, "groupCount")).toBe(drops === "on" ? 1 : 2);
    }
  });

  test("the administrator flag goes with the group, except where it sticks", () => {
    for (const [tokenIsAdmin, left] of [["flag", 0x800], ["stickyFlag", 0x808]] as const) {
      const { world, caller, handle, result } = scene(
        { groups: ["Users", "Administrators"], enabled: ["Users"], flags: 0x828 }, "xp-sp2", { tokenIsAdmin },
      );
      const { last } = world.call("NtDuplicateToken", caller, operands(world, handle, 0, 2, 1, 2), { result }).run();
      expect(last.state.field("token", last.state.field("handle", last.value, "object"), "flags")).toBe(left);
    }
  });

  test("a copy that cannot be allocated leaves nothing", () => {
    const { world, caller, handle, result } = scene({});
    const { last } = world.call("NtDuplicateToken", caller, operands(world, handle, 0, 2, 0, 2), { result, fault: 1 }).run();
    expect([last.status, last.state.live("handle").length, last.state.live("token").length]).toEqual([
      "STATUS_INSUFFICIENT_RESOURCES", 1, 2,
    ]);
  });

  test("a handle of another process names nothing", () => {
    const { world, handle } = scene({});
    const stranger = world.threadOf({ user: "bob" });
    expect(world.call("NtDuplicateToken", stranger, operands(world, handle, 0, 2, 0, 2)).run().last.status).toBe(
      "STATUS_INVALID_HANDLE",
    );
  });
});
