import { describe, expect, test } from "vitest";
import { World, current, entity, literal, variable } from "./world.ts";

const NO_CODE = 0xffff;

/** A driver queues an item; the worker impersonates the driver's client in it, and reverts or not. */
function scene(reverts: boolean) {
  const world = new World("xp-sp2");
  const system = world.process(world.token({ user: "LocalSystem" }));
  const driver = world.thread(system, { systemThread: 1 });
  const worker = world.thread(system, { systemThread: 1, worker: 1 });
  const client = world.threadOf();
  const [item, context] = [world.result(), world.result()];
  world.call("SeCreateClientSecurity", driver, [entity(client), literal(2), literal(1), literal(0), literal(0)], { result: context })
    .call("IoQueueWorkItem", driver, [0, 0, 0, 0, NO_CODE], { result: item }).mark("EnterWorkItem", worker, [variable(item)])
    .call("SeImpersonateClientEx", worker, [variable(context), current]);
  if (reverts) world.call("SeStopImpersonatingClient", worker, []);
  return { world: world.mark("Leave", worker), worker };
}

describe("a worker thread that returns to its pool", () => {
  test("while it impersonates is bug check 0xDF", () => {
    const { machine, last } = scene(false).world.run();
    expect(machine.end()).toMatchObject({ verdict: "BugCheck", broken: { bugCheck: 0xdf } });
    expect(last.decisions.at(-1)).toBe("WORKER_STILL_IMPERSONATES");
  });

  test("clean is free again, and its item gone", () => {
    const { world, worker } = scene(true);
    const { last, machine } = world.run();
    expect(machine.end().verdict).not.toBe("BugCheck");
    expect([last.state.field("thread", worker, "workItem"), last.state.live("workItem")]).toEqual([0, []]);
  });

  test("begins as itself: what the queuing thread impersonates is not carried over", () => {
    const world = new World("xp-sp2");
    const system = world.process(world.token({ user: "LocalSystem" }));
    const driver = world.thread(system, { systemThread: 1, token: world.token({ type: 2, level: 2 }) });
    const worker = world.thread(system, { systemThread: 1, worker: 1 });
    const item = world.result();
    const { last } = world
      .call("IoQueueWorkItem", driver, [0, 0, 0, 0, NO_CODE], { result: item })
      .mark("EnterWorkItem", worker, [variable(item)])
      .run();
    expect([last.state.field("thread", worker, "active"), last.state.field("workItem", 1, "caller")])
      .toEqual([0, driver]);
  });
});
