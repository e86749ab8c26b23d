import { describe, expect, test } from "vitest";
import { SE_IMPERSONATE, World, current, entity, literal, none, variable, type TokenSpec } from "./world.ts";
import type { SwitchName } from "../../tables/versions.ts";

/** A driver thread, a victim of another user, and a token that the driver points to. */
function scene(
  version: string, token: TokenSpec, victim: TokenSpec = {},
  overrides: Partial<Record<SwitchName, string>> = {},
) {
  const world = new World(version, overrides);
  const driver = world.threadOf({ user: "LocalSystem", privilegesEnabled: [SE_IMPERSONATE] }, { systemThread: 1 });
  const target = world.threadOf(victim);
  const number = world.token(token);
  const pointer = world.pointer(number);
  return { world, driver, target, number, pointer };
}
const impersonate = (
  pointer: number, target: number, copyOnOpen: number, effectiveOnly: number, level: number,
) =>
  [entity(target), variable(pointer), literal(copyOnOpen), literal(effectiveOnly), literal(level)];

describe("PsImpersonateClient", () => {
  test("what the gate allows is installed itself, as asked", () => {
    const { world, driver, target, number, pointer } = scene("xp-sp2", { type: 2, level: 2 });
    const { last } = world.call("PsImpersonateClient", driver, impersonate(pointer, target, 1, 1, 2)).run();
    expect(last.status).toBe("STATUS_SUCCESS");
    expect(last.outs.slice(0, 3)).toEqual([2, 1, 1]);
    expect(last.state.field("thread", target, "token")).toBe(number);
    expect(last.state.field("token", number, "references")).toBe(2);
  });

  test("what the gate denies is SUCCESS with a copy at Identification, the flags as passed", () => {
    const { world, driver, target, number, pointer } = scene("xp-sp2", { user: "bob", type: 2, level: 2 });
    const { last } = world.call("PsImpersonateClient", driver, impersonate(pointer, target, 1, 1, 2)).run();
    const copy = last.state.field("thread", target, "token");
    expect([last.status, ...last.outs.slice(0, 3)]).toEqual(["STATUS_SUCCESS", 1, 1, 1]);
    expect(copy).not.toBe(number);
    expect(["type", "level", "references"].map((name) => last.state.field("token", copy, name))).toEqual([2, 1, 1]);
    expect(last.state.field("token", number, "references")).toBe(1);
  });

  test("the gate is judged by the target's process, not by the caller", () => {
    const { world, driver, pointer } = scene("xp-sp2", { user: "bob", type: 2, level: 2 });
    const { last } = world.call("PsImpersonateClient", driver, impersonate(pointer, driver, 0, 0, 2)).run();
    expect(last.outs[0]).toBe(2);
  });

  test.each([
    ["a primary token", { user: "bob", type: 1, level: 2 }, {}, 1],
    ["an Anonymous one", { user: "bob", type: 2, level: 0 }, {}, 1],
    ["an Anonymous one that must not rise", { user: "bob", type: 2, level: 0 }, { downgradeLevel: "min" }, 0],
    ["a primary token that stores Anonymous", { user: "bob", type: 1, level: 0 }, { downgradeLevel: "min" }, 1],
  ] as const)("a denied copy of %s", (_name, token, overrides, level) => {
    const { world, driver, target, pointer } = scene("xp-sp2", token, {}, overrides);
    const { last } = world.call("PsImpersonateClient", driver, impersonate(pointer, target, 0, 0, 3)).run();
    expect(last.outs[0]).toBe(level);
    expect(last.state.field("header", 0, "levelRaised")).toBe(token.type === 2 && level > token.level ? 1 : 0);
  });

  test("an impersonation token above its own level raises it, where nothing refuses that", () => {
    const { world, driver, target, pointer } = scene("xp-sp1", { user: "bob", type: 2, level: 1 });
    const { last } = world.call("PsImpersonateClient", driver, impersonate(pointer, target, 0, 0, 2)).run();
    expect(last.state.field("header", 0, "levelRaised")).toBe(1);
  });

  test("none ends the impersonation, drops the token and keeps the block; twice is no harm", () => {
    const { world, driver, target, number, pointer } = scene("xp-sp2", { type: 2, level: 2 });
    const stop = [entity(target), none, literal(0), literal(0), literal(2)];
    const { steps, last } = world.call("PsImpersonateClient", driver, impersonate(pointer, target, 1, 0, 2))
      .call("PsImpersonateClient", driver, stop).call("PsImpersonateClient", driver, stop).run();
    expect(steps.map((step) => step.status)).toEqual(["STATUS_SUCCESS", "STATUS_SUCCESS", "STATUS_SUCCESS"]);
    expect(
      ["active", "token", "level", "copyOnOpen", "blockPresent"].map((name) => last.state.field("thread", target, name)),
    ).toEqual([0, 0, 0, 0, 1]);
    expect(last.state.field("token", number, "references")).toBe(1);
    expect(last.outs.slice(0, 3)).toEqual([undefined, undefined, undefined]);
  });

  test("a displaced copy is gone, its slot empty but for the generation", () => {
    const { world, driver, target, number, pointer } = scene("xp-sp2", { user: "bob", type: 2, level: 2 });
    const { steps, last } = world.call("PsImpersonateClient", driver, impersonate(pointer, target, 0, 0, 2))
      .call("PsRevertThreadToSelf", driver, [entity(target)]).run();
    const copy = steps[0]!.state.field("thread", target, "token");
    expect(last.state.live("token")).toEqual([1, 2, number]);
    expect(last.state.field("token", copy, "generation")).toBe(1);
    expect(last.state.field("token", copy, "user") + last.state.field("token", copy, "type")).toBe(0);
  });

  test.each([
    ["xp-sp2", {}, ["STATUS_NO_MEMORY", "STATUS_INSUFFICIENT_RESOURCES", "STATUS_SUCCESS"]],
    [
      "xp-sp2", { impBlockFailure: "insufficientResources" },
      ["STATUS_INSUFFICIENT_RESOURCES", "STATUS_INSUFFICIENT_RESOURCES", "STATUS_SUCCESS"],
    ],
    ["7", {}, ["STATUS_INSUFFICIENT_RESOURCES", "STATUS_SUCCESS", "STATUS_SUCCESS"]],
  ] as const)("allocations on %s %o: the block, then the denied copy", (version, overrides, expected) => {
    const seen = [1, 2, 3].map((fault) => {
      const { world, driver, target, pointer } = scene(version, { user: "bob", type: 2, level: 2 }, {}, overrides);
      const { last } = world.call("PsImpersonateClient", driver, impersonate(pointer, target, 0, 0, 2), { fault }).run();
      expect(last.state.field("thread", target, "active")).toBe(last.status === "STATUS_SUCCESS" ? 1 : 0);
      return last.status;
    });
    expect(seen).toEqual(expected);
  });

  test("a failed copy leaves the impersonation before it, and the block", () => {
    const { world, driver, target, number, pointer } = scene("xp-sp2", { type: 2, level: 2 });
    const foreign = world.pointer(world.token({ user: "bob", type: 2, level: 2 }));
    const { last } = world.call("PsImpersonateClient", driver, impersonate(pointer, target, 0, 0, 2))
      .call("PsImpersonateClient", driver, impersonate(foreign, target, 0, 0, 2), { fault: 1 }).run();
    expect(last.status).toBe("STATUS_INSUFFICIENT_RESOURCES");
    expect(last.state.field("thread", target, "token")).toBe(number);
  });

  test("SeStopImpersonatingClient ends the caller's impersonation and nobody else's", () => {
    const { world, driver, target, pointer } = scene("xp-sp2", { type: 2, level: 2 });
    const { last } = world
      .call("PsImpersonateClient", driver, impersonate(pointer, target, 0, 0, 2))
      .call("SeStopImpersonatingClient", driver, [])
      .run();
    expect(last.decisions).toEqual(["REVERT_WITHOUT_IMPERSONATION"]);
    expect(last.state.field("thread", target, "active")).toBe(1);
  });

  test("PsRevertToSelf ends it at any level", () => {
    const { world, driver, pointer } = scene("xp-sp2", { type: 2, level: 2 });
    const { last } = world
      .call("PsImpersonateClient", driver, [current, variable(pointer), literal(0), literal(0), literal(0)])
      .call("PsRevertToSelf", driver, [])
      .run();
    expect(last.state.field("thread", driver, "active")).toBe(0);
  });
});
