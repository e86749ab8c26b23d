/** Reading a thread's identity by pointer, and setting it aside: facts 3, 4.4 to 4.6. */
import { describe, expect, test } from "vitest";
import { IMPERSONATION, World, current, entity, literal, none, variable } from "./world.ts";
import { versions } from "../../tables/versions.ts";

const names = versions.map((row) => row.name);
const TOKEN_QUERY = 8, TOKEN_IMPERSONATE = 4;

/** A driver's system thread, and a user's thread that impersonates `token` as the fields say. */
function scene(version: string, fields: Record<string, number> | null = {}) {
  const world = new World(version);
  const driver = world.threadOf({ user: "LocalSystem" }, { systemThread: 1 });
  const token = world.token({ user: "bob", type: IMPERSONATION, level: 3 });
  if (fields === null) world.process(token);
  const thread = world.threadOf({}, fields === null ? {} : { token, level: 2, ...fields });
  return { world, driver, token, thread, result: world.result() };
}

describe.each(names)("by pointer (%s)", (version) => {
  test.each([0, 1, 2, 3])("PsReferenceImpersonationToken gives what is on the thread at level %i, with one more reference", (level) => {
    const { world, driver, thread, token, result } = scene(
      version, { level, copyOnOpen: level & 1, effectiveOnly: level >> 1 },
    );
    const { last } = world.call("PsReferenceImpersonationToken", driver, [entity(thread)], { result }).run();
    expect([last.value, ...last.outs.slice(0, 3), last.state.field("token", token, "references")]).toEqual([
      token, level, level & 1, level >> 1, 2,
    ]);
  });

  test("PsReferenceImpersonationToken gives none of a thread that does not impersonate, and leaves the outs", () => {
    const { world, driver, thread, result } = scene(version, null);
    const { last } = world.call("PsReferenceImpersonationToken", driver, [entity(thread)], { result }).run();
    expect([last.status, ...last.outs.slice(0, 3)]).toEqual(["0", undefined, undefined, undefined]);
    expect(last.decisions).toContain("REFERENCE_WITHOUT_IMPERSONATION");
  });

  test("PsReferenceEffectiveToken tells the role and not the type; of a primary token it writes no level", () => {
    const { world, driver, thread, token, result } = scene(version, { effectiveOnly: 1 });
    const { steps } = world.call("PsReferenceEffectiveToken", driver, [entity(thread)], { result })
      .call("PsRevertThreadToSelf", driver, [entity(thread)])
        .call("PsReferenceEffectiveToken", driver, [entity(thread)], { result })
        .run();
    expect([steps[0]!.value, ...steps[0]!.outs.slice(0, 3)]).toEqual([token, 2, 1, 2]);
    expect(steps[2]!.outs.slice(0, 3)).toEqual([1, 0, undefined]);
  });

  test("a reference and letting go of it change nothing; once more is bug check 0x18", () => {
    const { world, driver, thread, token, result } = scene(version);
    const { steps, machine } = world.call("PsReferenceImpersonationToken", driver, [entity(thread)], { result })
      .call("PsDereferenceImpersonationToken", driver, [variable(result)])
        .call("PsDereferenceImpersonationToken", driver, [variable(result)])
        .run();
    expect(steps[1]!.state.field("token", token, "references")).toBe(1);
    expect(machine.end()).toMatchObject({ verdict: "BugCheck", broken: { bugCheck: 0x18 } });
  });

  test.each(
    [
      ["PsImpersonateClient", [entity(1), variable(0), literal(0), literal(0), literal(2)]],
      ["PsDereferencePrimaryToken", [variable(0)]],
    ] as const,
  )(
    "%s of a token that is gone is bug check 0x18, also when its record was reused", (routine, operands) => {
      for (const reuse of [false, true]) {
        const { world, driver, thread, result } = scene(version);
        world.call("PsReferenceImpersonationToken", driver, [entity(thread)], { result })
          .call("PsRevertThreadToSelf", driver, [entity(thread)])
          .call("PsDereferenceImpersonationToken", driver, [variable(result)]);
        if (reuse) {
          world.call(
            "SeCreateClientSecurity", driver,
            [entity(thread), literal(2), literal(0), literal(0), literal(0)], { result: world.result() },
          );
        }
        const { machine } = world
          .call(routine, driver, operands.map((operand) => (operand.form === "Variable" ? variable(result) : operand)))
          .run();
        expect(machine.end()).toMatchObject({ verdict: "BugCheck", broken: { bugCheck: 0x18 } });
      }
    });
});

describe.each(names)("setting aside (%s)", (version) => {
  const before = (fields: Record<string, number>) =>
    ["level", "copyOnOpen", "effectiveOnly"].map((name) => fields[name] ?? 0);

  test.each([0, 1, 2, 3])("disabling and restoring is the identity at level %i: state and counts (I8)", (level) => {
    const fields = { level, copyOnOpen: 1 - (level & 1), effectiveOnly: level & 1 };
    const { world, driver, thread, token, result } = scene(version, fields);
    const { steps } = world
      .call("PsDisableImpersonation", driver, [entity(thread)], { result })
      .call("PsRestoreImpersonation", driver, [entity(thread), variable(result)])
      .run();
    expect([
      steps[0]!.status, steps[0]!.state.field("thread", thread, "active"),
      steps[0]!.state.field("token", token, "references"),
    ]).toEqual(["1", 0, 1]);
    const { state } = steps[1]!;
    expect(["level", "copyOnOpen", "effectiveOnly"].map((name) => state.field("thread", thread, name))).toEqual(
      before(fields),
    );
    expect([
      state.field("thread", thread, "token"), state.field("token", token, "references"),
      state.live("context"),
    ]).toEqual([token, 1, []]);
  });

  test("what was put on the thread meanwhile is displaced, and gone when nobody else holds it", () => {
    const { world, driver, thread, token, result } = scene(version);
    const context = world.result();
    const { last } = world.call("PsDisableImpersonation", driver, [entity(thread)], { result })
      .call("SeCreateClientSecurity", driver, [entity(thread), literal(1), literal(0), literal(0), literal(0)], { result: context })
      .call("SeImpersonateClientEx", driver, [variable(context), entity(thread)])
        .call("SeDeleteClientSecurity", driver, [variable(context)])
      .call("PsRestoreImpersonation", driver, [entity(thread), variable(result)]).run();
    expect([last.state.field("thread", thread, "token"), last.decisions.includes("RESTORE_DISPLACES")]).toEqual([token, true]);
    expect(last.state.live("token")).toEqual([1, 2, 3]);
  });

  test("a state of nothing is bug check 0x1E, the same state twice 0x18, none a revert", () => {
    const nothing = scene(version, null);
    const first = nothing.world.call("PsDisableImpersonation", nothing.driver, [entity(nothing.thread)], { result: nothing.result })
      .call("PsRestoreImpersonation", nothing.driver, [entity(nothing.thread), variable(nothing.result)]).run();
    expect(first.machine.end()).toMatchObject({ verdict: "BugCheck", broken: { bugCheck: 0x1e } });
    const twice = scene(version);
    const restore = [entity(twice.thread), variable(twice.result)];
    const second = twice.world.call("PsDisableImpersonation", twice.driver, [entity(twice.thread)], { result: twice.result })
      .call("PsRestoreImpersonation", twice.driver, restore).call("PsRestoreImpersonation", twice.driver, restore).run();
    expect(second.machine.end()).toMatchObject({ verdict: "BugCheck", broken: { bugCheck: 0x18 } });
    const reverted = scene(version);
    const { last } = reverted.world.call("PsRestoreImpersonation", reverted.driver, [entity(reverted.thread), none]).run();
    expect(last.state.field("thread", reverted.thread, "active")).toBe(0);
  });
});

describe("PsAssignImpersonationToken", () => {
  test("asks for TOKEN_IMPERSONATE on a user's thread, also inside a driver, and not on a system thread", () => {
    for (const [access, systemThread, status] of [
      [TOKEN_QUERY, 0, "STATUS_ACCESS_DENIED"], [TOKEN_IMPERSONATE, 0, "STATUS_SUCCESS"], [TOKEN_QUERY, 1, "STATUS_SUCCESS"],
    ] as const) {
      const world = new World("xp-sp2");
      const process = world.process(world.token());
      const thread = world.thread(process, { systemThread, frameDepth: 1 });
      const handle = world.handle(process, "token", world.token({ type: IMPERSONATION, level: 2 }), access);
      const { last } = world.call("PsAssignImpersonationToken", thread, [current, variable(handle)]).run();
      expect([access, systemThread, last.status]).toEqual([access, systemThread, status]);
    }
  });
});
