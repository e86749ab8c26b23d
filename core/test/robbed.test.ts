/**
 * The seed page's warning, step by step and without the language: what another thread makes of a raised one,
 * on two versions.
 */
import { expect, it } from "vitest";
import { Machine } from "../../runner/machine/machine.ts";
import { coreModule } from "./support/coreModule.ts";
import { binding, constant, CURRENT, entity, literal, record, sampleImage, THREAD, variable } from "./support/sampleImage.ts";

const robbery = [
  binding("SeCreateClientSecurity", THREAD.main, 0, [entity(THREAD.main), literal(2), literal(0), literal(0), literal(0)]),
  record("SeImpersonateClientEx", THREAD.main, [variable(0), entity(THREAD.victim)]),
  binding("NtOpenThreadToken", THREAD.accomplice, 1, [entity(THREAD.victim), constant(0), literal(1)]),
  record("NtSetInformationThread", THREAD.accomplice, [CURRENT, literal(5), variable(1)]),
];

it.each([["xp-sp1", 2], ["11", 1]])("on %s the accomplice ends at level %d as SYSTEM", (version, level) => {
  const machine = new Machine(coreModule());
  machine.load(sampleImage(robbery, version));
  machine.beginFirst();
  const end = machine.finish();
  expect(machine.journal().map((entry) => entry.status)).toEqual([0, 0, 0, 0]);
  expect(end.verdict).toBe("Held");
  const state = machine.state();
  expect(state.field("thread", THREAD.accomplice, "active")).toBe(1);
  expect(state.field("thread", THREAD.accomplice, "level")).toBe(level);
  expect(state.field("token", state.field("thread", THREAD.accomplice, "token"), "user")).toBe(0);
});
