import { describe, expect, test } from "vitest";
import { SE_IMPERSONATE, World, current, entity, literal, variable, type TokenSpec } from "./world.ts";
import type { SwitchName } from "../../tables/versions.ts";

const STATIC = 0, DYNAMIC = 1;
const ok = "STATUS_SUCCESS", low = "STATUS_BAD_IMPERSONATION_LEVEL";

/** A driver thread that may impersonate, and a client that impersonates at a level, or not at all. */
function scene(
  threadLevel: number | undefined, version = "xp-sp2", overrides: Partial<Record<SwitchName, string>> = {},
  client: TokenSpec = {}, effectiveOnly = 0,
) {
  const world = new World(version, overrides);
  const driver = world.threadOf({ user: "LocalSystem", privilegesEnabled: [SE_IMPERSONATE] }, { systemThread: 1 });
  const fields: Record<string, number> = threadLevel === undefined
    ? {}
    : { token: world.token({ user: "bob", type: 2, level: threadLevel }), level: threadLevel, effectiveOnly };
  const thread = world.threadOf(client, fields);
  return { world, driver, thread, context: world.result() };
}
const ask = (thread: number, level: number, tracking: number, effectiveOnly = 0, remote = 0) =>
  [entity(thread), literal(level), literal(tracking), literal(effectiveOnly), literal(remote)];

describe("SeCreateClientSecurity", () => {
  // facts 7.3: the truth table of nested impersonation, whole
  const levels = [0, 1, 2, 3];
  const cases = [undefined, ...levels].flatMap(
    (held) =>
      levels.flatMap(
        (asked) =>
          [0, 1].flatMap(
            (remote) => [STATIC, DYNAMIC].map((tracking) => ({ held, asked, remote, tracking })),
          ),
      ),
  );
  test.each(cases)("a thread at $held asked for $asked, remote $remote, tracking $tracking", ({ held, asked, remote, tracking }) => {
    const { world, driver, thread, context } = scene(held);
    const { last } = world.call("SeCreateClientSecurity", driver, ask(thread, asked, tracking, 0, remote), { result: context }).run();
    const granted = held === undefined || (held === 2 && asked <= 2 && remote === 0) || held === 3;
    expect(last.status).toBe(granted ? ok : low);
    if (granted) expect(last.outs.slice(0, 5)).toEqual([
      asked, tracking, 0, tracking === DYNAMIC && remote === 0 ? 1 : 0, 0,
    ]);
    else expect(last.state.live("context")).toEqual([]);
  });

  test("a level that does not exist", () => {
    const { world, driver, thread, context } = scene(undefined);
    expect(world.call("SeCreateClientSecurity", driver, ask(thread, 4, STATIC), { result: context }).run().last.status).toBe(
      "STATUS_INVALID_PARAMETER",
    );
  });

  test("a static context holds a full copy at the asked level, a dynamic one the client's own token", () => {
    for (const tracking of [STATIC, DYNAMIC]) {
      const { world, driver, thread, context } = scene(undefined);
      const { last } = world.call("SeCreateClientSecurity", driver, ask(thread, 3, tracking), { result: context }).run();
      const token = last.state.field("context", last.value, "token");
      const own = last.state.field("process", 2, "token");
      if (tracking === DYNAMIC) expect([token, last.state.field("token", own, "references")]).toEqual([own, 2]);
      else expect([
        token === own, last.state.field("token", token, "level"), last.state.field("token", token, "type"),
        last.state.field("token", own, "references"),
      ]).toEqual([false, 3, 2, 1]);
      if (tracking === STATIC) {
        expect(last.state.wide("token", token, "privilegesPresent")).toBe(last.state.wide("token", own, "privilegesPresent"));
      }
    }
  });

  test("remote and dynamic: a copy as documented, a reference in ReactOS", () => {
    for (const [version, direct] of [["xp-sp2", 0], ["reactos", 1]] as const) {
      const { world, driver, thread, context } = scene(undefined, version);
      expect(
        world.call("SeCreateClientSecurity", driver, ask(thread, 2, DYNAMIC, 0, 1), { result: context }).run().last.outs[3],
      ).toBe(direct);
    }
  });

  test.each([
    [DYNAMIC, 0, {}, 1], [DYNAMIC, 1, {}, 1], [STATIC, 0, {}, 0], [STATIC, 1, {}, 1],
    [STATIC, 0, { staticKeepsEffectiveOnly: "on" }, 1],
  ] as const)("an effective-only thread, tracking %i, asked %i, %o: the server gets %i", (tracking, asked, overrides, expected) => {
    const { world, driver, thread, context } = scene(2, "xp-sp2", overrides, {}, 1);
    const { last } = world.call("SeCreateClientSecurity", driver, ask(thread, 2, tracking, asked), { result: context })
      .call("SeImpersonateClientEx", driver, [variable(context), current]).run();
    expect(last.outs[2]).toBe(expected);
  });

  test.each([[STATIC, 1], [DYNAMIC, 0]] as const)("where contexts keep the thread's EffectiveOnly, tracking %i has %i in its SecurityQos", (tracking, expected) => {
    const { world, driver, thread, context } = scene(2, "xp-sp2", { staticKeepsEffectiveOnly: "on" }, {}, 1);
    const { last } = world.call("SeCreateClientSecurity", driver, ask(thread, 2, tracking, 0), { result: context }).run();
    expect([last.outs[2], last.outs[4]]).toEqual([expected, 1]);
  });

  test("a copy that cannot be allocated", () => {
    const { world, driver, thread, context } = scene(undefined);
    const { last } = world.call("SeCreateClientSecurity", driver, ask(thread, 2, STATIC), { result: context, fault: 1 }).run();
    expect([last.status, last.state.live("context").length, last.state.field("token", 2, "references")])
      .toEqual(["STATUS_INSUFFICIENT_RESOURCES", 0, 1]);
  });
});

describe("SeImpersonateClientEx and SeDeleteClientSecurity", () => {
  test("the server's thread impersonates with CopyOnOpen at the context's level, as often as it likes", () => {
    const { world, driver, thread, context } = scene(undefined);
    const { steps } = world.call("SeCreateClientSecurity", driver, ask(thread, 2, STATIC), { result: context })
      .call("SeImpersonateClientEx", driver, [variable(context), current])
        .call("SeImpersonateClientEx", driver, [variable(context), entity(driver)])
        .run();
    expect(steps.slice(1).map((step) => step.outs.slice(0, 3))).toEqual([[2, 1, 0], [2, 1, 0]]);
  });

  test("deleting reverts nobody: the thread holds a reference of its own", () => {
    const { world, driver, thread, context } = scene(undefined);
    const { last } = world.call("SeCreateClientSecurity", driver, ask(thread, 2, STATIC), { result: context })
      .call("SeImpersonateClientEx", driver, [variable(context), current])
        .call("SeDeleteClientSecurity", driver, [variable(context)])
        .run();
    expect([
      last.state.field("thread", driver, "active"),
      last.state.field("token", last.state.field("thread", driver, "token"), "references"),
    ]).toEqual([1, 1]);
    expect(last.state.live("context")).toEqual([]);
  });

  test.each(["SeDeleteClientSecurity", "SeImpersonateClientEx"] as const)("%s of a deleted context is bug check 0x18, also when its record was reused", (routine) => {
    for (const reuse of [false, true]) {
      const { world, driver, thread, context } = scene(undefined);
      world.call("SeCreateClientSecurity", driver, ask(thread, 2, STATIC), { result: context })
        .call("SeDeleteClientSecurity", driver, [variable(context)]);
      if (reuse) world.call("SeCreateClientSecurity", driver, ask(thread, 2, STATIC), { result: world.result() });
      const { machine } = world
        .call(routine, driver, routine === "SeDeleteClientSecurity" ? [variable(context)] : [variable(context), current])
        .run();
      expect(machine.end()).toMatchObject({ verdict: "BugCheck", broken: { bugCheck: 0x18 } });
    }
  });

  test("a user's thread that a driver raises is only identified from the gate on", () => {
    for (const [version, level] of [["xp-sp1", 2], ["xp-sp2", 1], ["7", 1], ["11", 1]] as const) {
      const { world, driver, thread, context } = scene(undefined, version, {}, { user: "alice" });
      const { last } = world.call("SeCreateClientSecurity", driver, ask(driver, 2, DYNAMIC), { result: context })
        .call("SeImpersonateClientEx", driver, [variable(context), entity(thread)]).run();
      expect([version, last.status, last.outs[0]]).toEqual([version, ok, level]);
    }
  });
});
