import { describe, expect, test } from "vitest";
import { World, current, entity, literal, sid, type TokenSpec } from "./world.ts";
import { ImageRefused } from "../../../runner/machine/imageRefused.ts";
import type { SwitchName } from "../../tables/versions.ts";

const ALL = 0xf01ff, QUERY = 8, MAXIMUM = 0x2000000;
const plain = { copyOnOpen: 0 }, copying = { copyOnOpen: 1 };

/** An app of alice's with two threads; the first impersonates a token. */
function scene(
  victim: Record<string, number> | undefined, spec: TokenSpec = { type: 2, level: 2 }, version = "xp-sp2",
  overrides: Partial<Record<SwitchName, string>> = {}, app: TokenSpec = {},
) {
  const world = new World(version, overrides);
  const process = world.process(world.token(app));
  const token = victim === undefined ? 0 : world.token(spec);
  const target = world.thread(process, victim === undefined ? {} : { token, ...victim });
  return { world, process, token, target, other: world.thread(process), handle: world.result() };
}
const open = (world: World, thread: number, access: number, asSelf = 0) =>
  [entity(thread), world.access(access), literal(asSelf)];

describe("NtOpenThreadToken", () => {
  test.each([
    ["no token", undefined, "STATUS_NO_TOKEN"], ["at Anonymous", { level: 0, ...plain }, "STATUS_CANT_OPEN_ANONYMOUS"],
    ["at Anonymous, copying", { level: 0, ...copying }, "STATUS_CANT_OPEN_ANONYMOUS"],
    ["at Identification", { level: 1, ...plain }, "STATUS_SUCCESS"],
    ["at Identification, copying", { level: 1, ...copying }, "STATUS_SUCCESS"],
  ] as const)("a thread with %s, whatever is asked", (_name, victim, expected) => {
    for (const asSelf of [0, 1]) for (const access of [QUERY, ALL, MAXIMUM]) {
      const { world, target, other } = scene(victim);
      expect(world.call("NtOpenThreadToken", other, open(world, target, access, asSelf)).run().last.status).toBe(expected);
    }
  });

  test("no thread impersonates from the start without the block that it would be noted in", () => {
    const { world, target, other } = scene({ ...copying, blockPresent: 0 });
    expect(() => world.call("NtOpenThreadToken", other, open(world, target, QUERY)).run()).toThrow(ImageRefused);
  });

  test("without CopyOnOpen the token itself is opened, checked against its descriptor", () => {
    const { world, target, other, token, handle } = scene(plain);
    const { last } = world.call("NtOpenThreadToken", other, open(world, target, QUERY), { result: handle }).run();
    expect([last.status, last.state.field("handle", last.value, "object"), ...last.outs.slice(0, 3)])
      .toEqual(["STATUS_SUCCESS", token, 2, 2, QUERY]);
    const foreign = scene(plain, { user: "bob", type: 2, level: 2 });
    expect(
      foreign.world.call("NtOpenThreadToken", foreign.other, open(foreign.world, foreign.target, QUERY)).run().last.status,
    ).toBe("STATUS_ACCESS_DENIED");
  });

  test("with CopyOnOpen the opener gets all it asks for, and the copy replaces the thread's token", () => {
    const { world, target, other, token, handle } = scene(copying, { user: "LocalSystem", type: 2, level: 2 }, "xp-sp1");
    const { last } = world.call("NtOpenThreadToken", other, open(world, target, MAXIMUM), { result: handle }).run();
    const copy = last.state.field("handle", last.value, "object");
    expect([last.status, last.outs[2], copy === token]).toEqual(["STATUS_SUCCESS", ALL, false]);
    expect(["token", "copyOnOpen", "level"].map((name) => last.state.field("thread", target, name))).toEqual([
      copy, 0, 2,
    ]);
    expect([last.state.field("token", copy, "references"), last.state.live("token").includes(token)]).toEqual([2, false]);
  });

  test("by a switch the opener of a copy is checked against the token that is copied", () => {
    const { world, target, other, token } = scene(
      copying, { user: "LocalSystem", type: 2, level: 2 }, "xp-sp1", { createdHandleChecked: "on" },
    );
    const { last } = world.call("NtOpenThreadToken", other, open(world, target, QUERY)).run();
    expect([last.status, last.state.field("thread", target, "token"), last.state.live("handle")]).toEqual([
      "STATUS_ACCESS_DENIED", token, [],
    ]);
    const allowed = scene(copying, { type: 2, level: 2 }, "xp-sp1", { createdHandleChecked: "on" });
    expect(
      allowed.world.call("NtOpenThreadToken", allowed.other, open(allowed.world, allowed.target, ALL)).run().last.status,
    ).toBe("STATUS_SUCCESS");
  });

  test("later opens find the copy, whose list lets the process's user in: the reason why a user's thread must not be raised", () => {
    const { world, target, other } = scene(copying, { user: "LocalSystem", type: 2, level: 2 }, "xp-sp1");
    const stranger = world.threadOf({ user: "bob" });
    world.call("NtOpenThreadToken", other, open(world, target, QUERY))
      .call("NtOpenThreadToken", stranger, open(world, target, QUERY))
      .call("NtOpenThreadToken", other, open(world, target, ALL));
    expect(world.run().steps.map((step) => step.status)).toEqual(["STATUS_SUCCESS", "STATUS_ACCESS_DENIED", "STATUS_SUCCESS"]);
  });

  test("the own token, as self: the replacement is undone, each open makes another copy", () => {
    const { world, target, token } = scene(copying);
    const [first, second] = [world.result(), world.result()];
    const { steps, last } = world.call("NtOpenThreadToken", target, open(world, target, ALL, 1), { result: first })
      .call("NtOpenThreadToken", target, open(world, target, ALL, 1), { result: second }).run();
    expect(
      ["token", "copyOnOpen", "level", "active"].map((name) => last.state.field("thread", target, name)),
    ).toEqual([token, 1, 2, 1]);
    const objects = steps.map((step) => step.state.field("handle", step.value, "object"));
    expect(new Set([...objects, token]).size).toBe(3);
    expect(last.decisions.at(-1)).toBe("RESTORE_DISPLACES");
  });

  test("a replacement that is undone leaves no more than the handle's reference on the copy", () => {
    const { world, target, handle } = scene(copying);
    const { last } = world.call("NtOpenThreadToken", target, open(world, target, ALL, 1), { result: handle }).run();
    expect(last.state.field("token", last.state.field("handle", last.value, "object"), "references")).toBe(1);
  });

  test("the owner of a copy is the default owner of whoever opens it, of his process under openAsSelf", () => {
    for (const [asSelf, owner] of [[0, "bob"], [1, "alice"]] as const) {
      const world = new World("xp-sp1");
      const target = world.threadOf(
        { user: "LocalSystem" },
        { token: world.token({ user: "LocalSystem", type: 2, level: 2 }), ...copying },
      );
      const opener = world.threadOf({}, { token: world.token({ user: "bob", type: 2, level: 2 }) });
      const { last } = world
        .call("NtOpenThreadToken", opener, open(world, target, ALL, asSelf), { result: world.result() })
        .run();
      const copy = last.state.field("handle", last.value, "object");
      expect((last.state.field("token", copy, "descriptor") >>> 8) & 0xff).toBe(sid(owner));
    }
  });

  test("the own token, not as self: the copy stays", () => {
    const { world, target, token } = scene(copying);
    const { last } = world.call("NtOpenThreadToken", target, [current, world.access(ALL), literal(0)]).run();
    expect(last.status).toBe("STATUS_SUCCESS");
    expect(last.state.field("thread", target, "token")).not.toBe(token);
  });

  test("a caller below Impersonation opens only as self", () => {
    for (const [asSelf, expected] of [[0, "STATUS_BAD_IMPERSONATION_LEVEL"], [1, "STATUS_SUCCESS"]] as const) {
      const { world, target } = scene({ level: 1, ...plain }, { type: 2, level: 1 });
      const { last } = world.call("NtOpenThreadToken", target, [current, world.access(QUERY), literal(asSelf)]).run();
      expect(last.status).toBe(expected);
      expect(last.state.field("thread", target, "active")).toBe(1);
    }
  });

  test("the impersonation is put back after a refusal, too", () => {
    const { world, target, token } = scene({ level: 2, ...plain }, { user: "bob", type: 2, level: 2 });
    const { last } = world.call("NtOpenThreadToken", target, [current, world.access(QUERY), literal(1)]).run();
    expect([
      last.status, last.state.field("thread", target, "token"),
      last.state.field("token", token, "references"),
    ]).toEqual(["STATUS_ACCESS_DENIED", token, 1]);
  });

  test("an effective-only thread's copy keeps what is enabled", () => {
    const { world, target, other, handle } = scene({ ...copying, effectiveOnly: 1 });
    const { last } = world.call("NtOpenThreadToken", other, open(world, target, ALL), { result: handle }).run();
    const copy = last.state.field("handle", last.value, "object");
    expect(last.state.wide("token", copy, "privilegesPresent")).toBe(1n << 23n);
    expect(last.state.field("thread", target, "effectiveOnly")).toBe(1);
  });

  test("a gate that denies by now leaves the handle at the full level and the thread at Identification", () => {
    const { world, target, other, handle } = scene(copying, { user: "bob", type: 2, level: 2 });
    const { last } = world.call("NtOpenThreadToken", other, open(world, target, ALL), { result: handle }).run();
    const opened = last.state.field("handle", last.value, "object");
    expect([last.status, last.outs[0], last.state.field("thread", target, "level")]).toEqual(["STATUS_SUCCESS", 2, 1]);
    expect(last.state.field("thread", target, "token")).not.toBe(opened);
  });

  test("allocations: the list, the copy, the copy of the second denial, after which the handle stays behind", () => {
    const seen = [1, 2, 3, 4].map((fault) => {
      const { world, target, other, token, handle } = scene(copying, { user: "bob", type: 2, level: 2 });
      const { last } = world.call("NtOpenThreadToken", other, open(world, target, ALL), { result: handle, fault }).run();
      if (fault < 4) expect(last.state.field("thread", target, "token")).toBe(token);
      return [last.status, last.state.live("handle").length];
    });
    expect(seen).toEqual([
      ["STATUS_INSUFFICIENT_RESOURCES", 0], ["STATUS_INSUFFICIENT_RESOURCES", 0],
      ["STATUS_INSUFFICIENT_RESOURCES", 1], ["STATUS_SUCCESS", 1],
    ]);
  });

  test("where opening does not replace, the thread stays as it was", () => {
    const { world, target, other, token } = scene(
      copying, { type: 2, level: 2 }, "11", { openReplacesToken: "off" },
    );
    const { last } = world.call("NtOpenThreadToken", other, open(world, target, ALL)).run();
    expect(["token", "copyOnOpen"].map((name) => last.state.field("thread", target, name))).toEqual([token, 1]);
  });

  test("a restricted token lets RESTRICTED CODE in", () => {
    const { world, target, other, handle } = scene(
      copying, { type: 2, level: 2, restricting: ["RestrictedCode"] }, "xp-sp2", {},
      { restricting: ["RestrictedCode"] },
    );
    const { steps } = world
      .call("NtOpenThreadToken", other, open(world, target, ALL), { result: handle })
      .call("NtOpenThreadToken", other, open(world, target, ALL))
      .run();
    expect(steps.map((step) => step.status)).toEqual(["STATUS_SUCCESS", "STATUS_SUCCESS"]);
  });

  test("an uninserted copy is protected in Windows, and opens for anyone in ReactOS", () => {
    for (const [version, expected] of [["xp-sp2", "STATUS_ACCESS_DENIED"], ["reactos", "STATUS_SUCCESS"]] as const) {
      const world = new World(version);
      const target = world.threadOf({});
      const intruder = world.threadOf({ user: "bob" });
      const source = world.handle(1, "token", world.token({ user: "bob", type: 2, level: 2 }), ALL);
      const { last } = world.call("NtSetInformationThread", target, [current, literal(5), { form: "Variable", index: source }])
        .call("NtOpenThreadToken", intruder, open(world, target, ALL)).run();
      expect([version, last.status]).toEqual([version, expected]);
    }
  });

  test("the right on the thread is asked for first, by name or by handle", () => {
    const world = new World("xp-sp2");
    const app = world.process(world.token({ user: "bob" }));
    const caller = world.thread(app);
    const guarded = world.threadOf(
      {}, { descriptor: world.descriptor("alice", { entries: [["allow", "alice", 0x1fffff]] }) },
    );
    const weak = world.handle(app, "thread", guarded, 0x80);
    const fit = world.handle(app, "thread", guarded, 0x40);
    const wrong = world.handle(app, "process", app, 0x1fffff);
    const tail = [world.access(QUERY), literal(0)];
    world.call("NtOpenThreadToken", caller, [entity(guarded), ...tail]);
    for (const handle of [weak, fit, wrong]) {
      world.call("NtOpenThreadToken", caller, [{ form: "Variable", index: handle }, ...tail]);
    }
    world.call("NtClose", caller, [{ form: "Variable", index: fit }])
      .call("NtOpenThreadToken", caller, [{ form: "Variable", index: fit }, ...tail]);
    expect(world.run().steps.map((step) => step.status)).toEqual([
      "STATUS_ACCESS_DENIED", "STATUS_ACCESS_DENIED", "STATUS_NO_TOKEN", "STATUS_OBJECT_TYPE_MISMATCH",
      "STATUS_SUCCESS", "STATUS_INVALID_HANDLE",
    ]);
  });

  test("THREAD_QUERY_LIMITED_INFORMATION suffices from Vista on", () => {
    for (const [version, expected] of [["xp-sp2", "STATUS_ACCESS_DENIED"], ["7", "STATUS_NO_TOKEN"]] as const) {
      const world = new World(version);
      const caller = world.threadOf({ user: "bob" });
      const guarded = world.threadOf(
        {}, { descriptor: world.descriptor("alice", { entries: [["allow", "bob", 0x800]] }) },
      );
      expect(
        world.call("NtOpenThreadToken", caller, [entity(guarded), world.access(QUERY), literal(0)]).run().last.status,
      ).toBe(expected);
    }
  });

  test("in kernel mode nothing is checked", () => {
    const world = new World("xp-sp2");
    const driver = world.threadOf({ user: "bob" }, { frameDepth: 1 });
    const guarded = world.threadOf(
      {},
      { token: world.token({ user: "LocalSystem", type: 2, level: 2 }), descriptor: world.descriptor("alice", {}) },
    );
    expect(world.call("NtOpenThreadToken", driver, open(world, guarded, ALL)).run().last.status).toBe("STATUS_SUCCESS");
  });
});
