/**
 * NtSetInformationThread, NtOpenProcessToken, NtAdjustPrivilegesToken, NtClose, PsReferencePrimaryToken, work
 * items.
 */
import { describe, expect, test } from "vitest";
import {
  SE_CHANGE_NOTIFY, SE_IMPERSONATE, SE_SHUTDOWN, World, current, entity, literal, none, privilegeMask,
  variable, type TokenSpec,
} from "./world.ts";

const ALL = 0xf01ff, IMPERSONATE = 4, ADJUST = 0x20, DISABLE = 0, ENABLE = 2, REMOVE = 4;

function scene(spec: TokenSpec, granted = ALL, version = "xp-sp2") {
  const world = new World(version);
  const process = world.process(world.token());
  const caller = world.thread(process);
  const token = world.token(spec);
  return { world, process, caller, token, handle: world.handle(process, "token", token, granted) };
}

describe("NtSetInformationThread", () => {
  test("installs the very object at its own level, without CopyOnOpen and EffectiveOnly", () => {
    for (const level of [0, 1, 2, 3]) {
      const { world, caller, token, handle } = scene({ type: 2, level });
      const { last } = world.call("NtSetInformationThread", caller, [current, literal(5), variable(handle)]).run();
      expect([last.status, ...last.outs.slice(0, 3), last.state.field("thread", caller, "token")]).toEqual([
        "STATUS_SUCCESS", level, 0, 0, token,
      ]);
      expect(last.state.field("header", 0, "levelRaised")).toBe(0);
    }
  });

  test.each([
    ["a primary token", { type: 1 }, ALL, "STATUS_BAD_TOKEN_TYPE"],
    ["without TOKEN_IMPERSONATE", { type: 2, level: 2 }, ALL & ~IMPERSONATE, "STATUS_ACCESS_DENIED"],
    ["the right before the type", { type: 1 }, ALL & ~IMPERSONATE, "STATUS_ACCESS_DENIED"],
  ] as const)("%s", (_name, spec, granted, expected) => {
    const { world, caller, handle } = scene(spec, granted);
    expect(world.call("NtSetInformationThread", caller, [current, literal(5), variable(handle)]).run().last.status).toBe(expected);
  });

  test("no handle reverts, at any level, and does no harm twice", () => {
    const { world, caller, handle } = scene({ type: 2, level: 0 });
    const revert = [current, literal(5), none];
    const { steps, last } = world.call("NtSetInformationThread", caller, [current, literal(5), variable(handle)])
      .call("NtSetInformationThread", caller, revert).call("NtSetInformationThread", caller, revert).run();
    expect(steps.map((step) => step.status)).toEqual(["STATUS_SUCCESS", "STATUS_SUCCESS", "STATUS_SUCCESS"]);
    expect(last.state.field("thread", caller, "active")).toBe(0);
  });

  test("a thread of another process needs THREAD_SET_THREAD_TOKEN, and is judged by its own process", () => {
    for (const [right, expected, level] of [[0x40, "STATUS_ACCESS_DENIED", undefined], [0x80, "STATUS_SUCCESS", 1]] as const) {
      const { world, caller, handle } = scene({ type: 2, level: 2 });
      const target = world.threadOf(
        { user: "bob" }, { descriptor: world.descriptor("bob", { entries: [["allow", "alice", right]] }) },
      );
      const { last } = world.call("NtSetInformationThread", caller, [entity(target), literal(5), variable(handle)]).run();
      expect([last.status, last.outs[0]]).toEqual([expected, level]);
    }
  });

  test("a thread below Impersonation reverts through its pseudo handle, but opens no thread by name", () => {
    const { world, caller, handle } = scene({ type: 2, level: 1 });
    const other = world.threadOf({}, { descriptor: world.descriptor("alice", { present: false }) });
    const { steps } = world.call("NtSetInformationThread", caller, [current, literal(5), variable(handle)])
      .call("NtSetInformationThread", caller, [entity(other), literal(5), none])
        .call("NtSetInformationThread", caller, [current, literal(5), none])
        .run();
    expect(steps.map((step) => step.status)).toEqual(["STATUS_SUCCESS", "STATUS_BAD_IMPERSONATION_LEVEL", "STATUS_SUCCESS"]);
  });
});

describe("NtOpenProcessToken", () => {
  test.each([
    ["the own one", "alice", undefined, "STATUS_SUCCESS"],
    ["another user's", "bob", undefined, "STATUS_ACCESS_DENIED"], ["at Identification", "alice", 1, "STATUS_BAD_IMPERSONATION_LEVEL"],
    ["while impersonating somebody who may", "bob", 2, "STATUS_SUCCESS"],
  ] as const)("%s", (_name, owner, level, expected) => {
    const world = new World("xp-sp2");
    const process = world.process(world.token({ user: owner }));
    const caller = world.threadOf(
      {}, level === undefined ? {} : { token: world.token({ user: "bob", type: 2, level }), level },
    );
    const { last } = world
      .call("NtOpenProcessToken", caller, [entity(process), world.access(ALL)], { result: world.result() })
      .run();
    expect(last.status).toBe(expected);
    if (expected === "STATUS_SUCCESS") expect(last.outs.slice(0, 3)).toEqual([0, 1, ALL]);
  });
});

describe("NtAdjustPrivilegesToken", () => {
  const adjust = (
    list: { luid: number; attributes: number }[] | undefined, disableAll = 0, granted = ALL,
  ) => {
    const { world, caller, token, handle } = scene(
      { privileges: [SE_SHUTDOWN], privilegesEnabled: [SE_CHANGE_NOTIFY] }, granted,
    );
    const { last } = world
      .call("NtAdjustPrivilegesToken", caller, [variable(handle), literal(disableAll), list ? world.changes(...list) : none])
      .run();
    return {
      status: last.status, present: last.state.wide("token", token, "privilegesPresent"),
      enabled: last.state.wide("token", token, "privilegesEnabled"),
    };
  };
  const both = privilegeMask(SE_SHUTDOWN, SE_CHANGE_NOTIFY);
  test.each([
    ["enable", [{ luid: SE_SHUTDOWN, attributes: ENABLE }], "STATUS_SUCCESS", both, both],
    ["disable", [{ luid: SE_CHANGE_NOTIFY, attributes: DISABLE }], "STATUS_SUCCESS", both, 0n],
    ["remove", [{ luid: SE_CHANGE_NOTIFY, attributes: REMOVE }], "STATUS_SUCCESS", privilegeMask(SE_SHUTDOWN), 0n],
    [
      "remove and enable at once removes", [{ luid: SE_CHANGE_NOTIFY, attributes: REMOVE | ENABLE }],
      "STATUS_SUCCESS", privilegeMask(SE_SHUTDOWN), 0n,
    ],
    [
      "one that is not there", [{ luid: SE_IMPERSONATE, attributes: ENABLE }], "STATUS_NOT_ALL_ASSIGNED",
      both, privilegeMask(SE_CHANGE_NOTIFY),
    ],
    [
      "one that is not there, the other is adjusted",
      [{ luid: SE_IMPERSONATE, attributes: ENABLE }, { luid: SE_SHUTDOWN, attributes: ENABLE }],
      "STATUS_NOT_ALL_ASSIGNED", both, both,
    ],
    [
      "twice: the first counts",
      [{ luid: SE_SHUTDOWN, attributes: ENABLE }, { luid: SE_SHUTDOWN, attributes: REMOVE }],
      "STATUS_NOT_ALL_ASSIGNED", both, both,
    ],
    ["none listed", [], "STATUS_SUCCESS", both, privilegeMask(SE_CHANGE_NOTIFY)],
  ] as const)("%s", (_name, list, status, present, enabled) => {
    expect(adjust([...list])).toEqual({ status, present, enabled });
  });

  test("disable all, with or without a list", () => {
    for (const list of [undefined, [{ luid: SE_IMPERSONATE, attributes: ENABLE }]]) {
      expect(adjust(list, 1)).toEqual({ status: "STATUS_SUCCESS", present: both, enabled: 0n });
    }
  });

  test("arguments are told before the handle, the handle before the privileges", () => {
    expect(adjust(undefined, 0, 0).status).toBe("STATUS_INVALID_PARAMETER");
    expect(
      adjust(Array.from({ length: 61 }, () => ({ luid: SE_SHUTDOWN, attributes: ENABLE })), 0, 0).status,
    ).toBe(
      "STATUS_INVALID_PARAMETER",
    );
    expect(adjust([{ luid: SE_IMPERSONATE, attributes: ENABLE }], 0, ALL & ~ADJUST).status).toBe("STATUS_ACCESS_DENIED");
  });
});

describe("handles and references", () => {
  test.each([
    ["off", "nothing", ["STATUS_INVALID_HANDLE", "STATUS_SUCCESS"]],
    ["on", "what has its value since", ["STATUS_SUCCESS", "STATUS_INVALID_HANDLE"]],
  ] as const)("where handle values are reused: %s, a closed handle names %s", (handleValuesReused, _, closes) => {
    const { world, caller, handle } = scene({});
    world.settings.handleValuesReused = handleValuesReused;
    const again = world.result();
    world.call("NtClose", caller, [variable(handle)])
      .call("NtOpenProcessToken", caller, [entity(1), world.access(ALL)], { result: again })
      .call("NtClose", caller, [variable(handle)])
        .call("NtClose", caller, [variable(again)])
        .call("NtClose", caller, [variable(again)]);
    const { steps, last } = world.run();
    expect(steps.map((step) => step.status)).toEqual(["STATUS_SUCCESS", "STATUS_SUCCESS", ...closes, "STATUS_INVALID_HANDLE"]);
    expect([last.state.live("handle"), last.state.live("token")]).toEqual([[], [1]]);
  });

  test("a token that a thread impersonates outlives its handle", () => {
    const { world, caller, token, handle } = scene({ type: 2, level: 2 });
    const { last } = world
      .call("NtSetInformationThread", caller, [current, literal(5), variable(handle)])
      .call("NtClose", caller, [variable(handle)])
      .run();
    expect([last.state.live("token"), last.state.field("token", token, "references")]).toEqual([[1, token], 1]);
  });

  test("a kernel pointer keeps what it points to, and counts", () => {
    const world = new World("xp-sp2");
    const driver = world.threadOf({}, { systemThread: 1 });
    const { last } = world.call("PsReferencePrimaryToken", driver, [entity(1)], { result: world.result() }).run();
    expect([last.status, last.state.field("token", 1, "references")]).toEqual(["1", 2]);
  });

  test("a reference count sticks at its limit and the token with it", () => {
    const world = new World("xp-sp2");
    const driver = world.threadOf({}, { systemThread: 1 });
    for (let count = 0; count < 300; count++) world.call("PsReferencePrimaryToken", driver, [entity(1)]);
    expect(world.run().last.state.field("token", 1, "references")).toBe(255);
  });
});
